//! Who performed an operation.

use serde::{Deserialize, Serialize};

/// A person at a slot: recorded with every audit event and every key created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The operating-system user.
    pub user: String,
    /// The slot that unlocked the vault.
    pub slot: String,
}
