//! Deleting keys. Only their audit events remain.

use super::resolve::{candidates, not_found, resolve};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::rotation::Case;
use crate::ops::{authorization, denial};
use crate::store::{Index, RotationRecord, Transaction, Unlocked, Vault};

/// The keys that a reference would delete: one version for an id, the whole lineage for a name.
pub fn keys_to_delete(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<Vec<Key>> {
    denial::check(vault, now, |transaction| {
        let found = match reference {
            KeyRef::Id(_) => vec![resolve(transaction, reference)?],
            KeyRef::Name(_) => candidates(transaction, reference)?,
        };
        if found.is_empty() {
            return Err(not_found(reference));
        }
        found.iter().try_for_each(|key| authorize(transaction, &key.record))?;
        Ok(found.into_iter().map(|stored| stored.record).collect())
    })
}

/// Deletes these keys. Returns the deleted ones, without those that were deleted concurrently.
pub fn delete(vault: &Vault<Unlocked>, ids: &[KeyId], now: Timestamp) -> Result<Vec<Key>> {
    denial::write_lenient(vault, now, |transaction| {
        let mut deleted = Vec::new();
        for id in ids {
            for stored in transaction.find::<Key>(Index::KeyId, id.as_str())? {
                if stored.record.id == *id {
                    authorize(transaction, &stored.record)?;
                    forget_rotation(transaction, &stored.record)?;
                    transaction.delete(&stored)?;
                    transaction.record(AuditEntry::to_key(Action::KeyDelete, &stored.record))?;
                    deleted.push(stored.record);
                }
            }
        }
        Ok(deleted)
    })
}

fn authorize(transaction: &Transaction<'_>, key: &Key) -> Result<()> {
    authorization::manage(transaction, key)?;
    refuse_while_rotating(transaction, key)
}

/// An error while the key is part of a rotation, which needs both its keys.
fn refuse_while_rotating(transaction: &Transaction<'_>, key: &Key) -> Result<()> {
    if Case::open_with(transaction, key)?.is_none() {
        return Ok(());
    }
    Err(Error::conflict(format!("'{}' is being rotated, and {} is part of the rotation", key.name, key.id))
        .hint(format!(
            "finish or abort the rotation first, or revoke both keys: keywright key revoke '{}' --lineage",
            key.name
        )))
}

/// Deletes the record of an ended rotation with its keys.
fn forget_rotation(transaction: &mut Transaction<'_>, key: &Key) -> Result<()> {
    for stored in transaction.find::<RotationRecord>(Index::RotationName, key.name.as_str())? {
        let rotation = &stored.record.rotation;
        if rotation.predecessor == key.id || rotation.successor == key.id {
            transaction.delete(&stored)?;
        }
    }
    Ok(())
}
