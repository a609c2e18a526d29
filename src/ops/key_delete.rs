//! Removing records of keys. Only the audit trail stays.

use super::resolve::{candidates, not_found, resolve};
use crate::domain::audit::{Action, Deed};
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Clocking, Stored, Transaction, Unlocked, Vault};

/// What a reference would delete: one version for an id, the whole lineage for a name.
pub fn doomed(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<Vec<Key>> {
    vault.read(now, |transaction| {
        Ok(chosen(transaction, reference)?.into_iter().map(|stored| stored.record).collect())
    })
}

/// Deletes it. Returns what is gone.
pub fn delete(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Vec<Key>> {
    vault.write(now, clocking.lenient(), |transaction| {
        let chosen = chosen(transaction, reference)?;
        for stored in &chosen {
            transaction.delete(stored)?;
            transaction.record(Deed::to_key(Action::KeyDelete, &stored.record))?;
        }
        Ok(chosen.into_iter().map(|stored| stored.record).collect())
    })
}

fn chosen(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Vec<Stored<Key>>> {
    let found = match reference {
        KeyRef::Id(_) => vec![resolve(transaction, reference)?],
        KeyRef::Name(_) => candidates(transaction, reference)?,
    };
    if found.is_empty() { Err(not_found(reference)) } else { Ok(found) }
}
