//! Removing records of keys. Only the audit trail stays.

use super::refusal;
use super::resolve::{candidates, not_found, resolve};
use crate::domain::audit::{Action, Deed};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Clocking, Unlocked, Vault};

/// What a reference would delete: one version for an id, the whole lineage for a name.
pub fn doomed(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<Vec<Key>> {
    vault.read(now, |transaction| {
        let found = match reference {
            KeyRef::Id(_) => vec![resolve(transaction, reference)?],
            KeyRef::Name(_) => candidates(transaction, reference)?,
        };
        if found.is_empty() {
            return Err(not_found(reference));
        }
        Ok(found.into_iter().map(|stored| stored.record).collect())
    })
}

/// Deletes these. Returns what is gone; one that somebody else deleted in the meantime is not.
pub fn delete(
    vault: &Vault<Unlocked>,
    ids: &[KeyId],
    now: Timestamp,
    clocking: Clocking,
) -> Result<Vec<Key>> {
    refusal::write(vault, now, clocking.lenient(), |transaction| {
        let mut gone = Vec::new();
        for id in ids {
            for stored in transaction.find::<Key>("short", id.short().as_bytes())? {
                if stored.record.id == *id {
                    transaction.delete(&stored)?;
                    transaction.record(Deed::to_key(Action::KeyDelete, &stored.record))?;
                    gone.push(stored.record);
                }
            }
        }
        Ok(gone)
    })
}
