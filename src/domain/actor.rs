//! Who acts.

use serde::{Deserialize, Serialize};

/// A person at a slot: kept with every event, and with every key made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The operating-system user.
    pub user: String,
    /// The slot that unlocked the vault.
    pub slot: String,
}
