//! Showing one key.

use super::resolve::resolve;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Unlocked, Vault};

/// The key that is called this.
pub fn show(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<Key> {
    vault.read(now, |transaction| Ok(resolve(transaction, reference)?.record))
}
