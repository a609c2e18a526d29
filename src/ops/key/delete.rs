//! Deleting keys. Only their audit events remain, and their names with the files that admit them.

use super::resolve::{Meaning, meaning};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::shell;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::publish::exposure::{Exposure, KeyExposure, PublicationHistory};
use crate::ops::publish::history;
use crate::ops::rotation::Case;
use crate::ops::{authorization, denial};
use crate::store::{Index, RotationRecord, StoreError, Stored, Transaction, Unlocked, Vault};

/// A deleted key, and where it may still be accepted.
#[derive(Debug)]
pub struct Outcome {
    /// The key, as it was.
    pub key: Key,
    /// Its exposure; by remembered files only if the deletion was forced.
    pub exposure: KeyExposure,
}

/// The keys that a reference would delete: one version for an id or a start, the whole lineage for a
/// name.
///
/// # Errors
/// A remembered file still admits one of them, unless forced.
pub fn keys_to_delete(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    force: bool,
    now: Timestamp,
) -> Result<Vec<Key>> {
    denial::check(vault, now, |transaction| {
        let found = match meaning(transaction, reference)? {
            Meaning::One(key) => vec![*key],
            Meaning::Lineage(versions) => versions,
        };
        authorize(transaction, &found, force)?;
        Ok(found.into_iter().map(|stored| stored.record).collect())
    })
}

/// Deletes these keys. Returns the deleted ones, without those that were deleted concurrently.
///
/// # Errors
/// A remembered file still admits one of them, unless forced.
pub fn delete(vault: &Vault<Unlocked>, ids: &[KeyId], force: bool, now: Timestamp) -> Result<Vec<Outcome>> {
    denial::write_lenient(vault, now, |transaction| {
        let mut found = Vec::new();
        for id in ids {
            let keys = transaction.find::<Key>(Index::KeyId, id.as_str())?;
            found.extend(keys.into_iter().filter(|stored| stored.record.id == *id));
        }
        if matches!(transaction.clock_fault(), Some(StoreError::ClockAhead { .. })) {
            // Files that still admit them would look expired, and nobody could name the keys any more.
            vault.check_clock(transaction)?;
        }
        let exposures = authorize(transaction, &found, force)?;
        delete_all(transaction, found.into_iter().zip(exposures).collect())
    })
}

/// Deletes keys, each with its exposure, of which it was checked that they may be.
pub(super) fn delete_all(
    transaction: &mut Transaction<'_>,
    keys: Vec<(Stored<Key>, KeyExposure)>,
) -> Result<Vec<Outcome>> {
    history::note_deleted(transaction, keys.iter().map(|(stored, _)| stored))?;
    let mut deleted = Vec::with_capacity(keys.len());
    for (stored, exposure) in keys {
        forget_rotation(transaction, &stored.record)?;
        transaction.delete(&stored)?;
        let audit_entry = AuditEntry::to_key(Action::KeyDelete, &stored.record);
        transaction.record(match exposure.places.iter().map(|place| place.until).max() {
            Some(until) => audit_entry.detail(format!("forced, though servers may accept it until {until}")),
            None => audit_entry,
        })?;
        deleted.push(Outcome { key: stored.record, exposure });
    }
    Ok(deleted)
}

/// Returns the exposure of each key.
fn authorize(transaction: &Transaction<'_>, keys: &[Stored<Key>], force: bool) -> Result<Vec<KeyExposure>> {
    let files = PublicationHistory::load(transaction)?;
    let one = |key: &Stored<Key>| {
        authorization::manage(transaction, &key.record)?;
        refuse_while_rotating(transaction, &key.record)?;
        let exposure = files.exposure(key.id, transaction.now());
        let last = exposure.places.iter().max_by_key(|place| place.until).filter(|_| !force);
        last.map_or(Ok(()), |place| Err(admitted(&key.record, place)))?;
        Ok(exposure)
    };
    keys.iter().map(one).collect()
}

fn admitted(key: &Key, place: &Exposure) -> Error {
    let Exposure { until, .. } = place;
    let what = format!("{} '{}': {} may still accept it until {until}", key.id, key.name, place.servers());
    Error::conflict(what).hint(
        "revoke it and publish, and delete it after that time; --force deletes it now, and `publish` and `status` name it until then",
    )
}

/// An error while the key is part of a rotation, which needs both its keys.
fn refuse_while_rotating(transaction: &Transaction<'_>, key: &Key) -> Result<()> {
    if Case::open_with(transaction, key)?.is_none() {
        return Ok(());
    }
    Err(Error::conflict(format!("'{}' is being rotated, and {} is part of the rotation", key.name, key.id))
        .hint(format!(
            "finish or abort the rotation first, or revoke both keys with `keywright key revoke {} --lineage`",
            shell::word(&key.name)
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
