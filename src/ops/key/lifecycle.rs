//! Disabling, enabling and revoking keys.

use super::resolve::{Meaning, lineage, meaning, resolve, resolve_disabled};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::key::{Ended, Key, Status};
use crate::domain::name::{KeyRef, ReasonText};
use crate::domain::rotation::End;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::rotation::Case;
use crate::ops::{authorization, denial};
use crate::store::{Transaction, Unlocked, Vault};

/// A key, and whether it was changed.
#[derive(Debug)]
pub struct Outcome {
    /// The key after the change.
    pub key: Key,
    /// False if nothing changed.
    pub changed: bool,
    /// When the lineage's last working key expires: set if the successor of a retiring key was revoked.
    pub lineage_dies_at: Option<Timestamp>,
}

/// A change of a key's status.
#[derive(Debug, Clone)]
pub enum Change {
    /// Disable it.
    Disable,
    /// Enable it.
    Enable,
    /// Revoke it, for this reason.
    Revoke(Option<ReasonText>),
}

/// Applies the change in one transaction. Disabling and revoking are never refused because of the clock: they
/// must always work. Enabling makes a key valid again, so it is refused if the clock went backwards.
pub fn change(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    change: &Change,
    now: Timestamp,
) -> Result<Outcome> {
    let work = |transaction: &mut Transaction<'_>| {
        let mut stored = match change {
            Change::Enable => resolve_disabled(transaction, reference)?,
            Change::Disable | Change::Revoke(_) => resolve(transaction, reference)?,
        };
        authorization::manage(transaction, &stored.record)?;
        let key = &mut stored.record;
        let (action, changed) = match change {
            Change::Disable => (Action::KeyDisable, key.disable(now)),
            Change::Enable => (Action::KeyEnable, key.enable()),
            Change::Revoke(reason) => return revoke(transaction, &stored.record, reason.as_ref()),
        };
        let changed = changed.map_err(|ended| refused(ended, key))?;
        if changed {
            if action == Action::KeyEnable && stored.record.status(now).is_live() {
                refuse_second_live(transaction, &stored.record)?;
            }
            transaction.update(&stored)?;
            transaction.record(AuditEntry::to_key(action, &stored.record))?;
        }
        Ok(Outcome { key: stored.record, changed, lineage_dies_at: None })
    };
    match change {
        Change::Disable | Change::Revoke(_) => denial::write_lenient(vault, now, work),
        Change::Enable => denial::write(vault, now, work),
    }
}

/// The key that this would revoke, if the caller is authorized.
pub fn look(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<Key> {
    denial::check(vault, now, |transaction| {
        let key = resolve(transaction, reference)?.record;
        authorization::manage(transaction, &key).map(|()| key)
    })
}

/// The keys of a lineage that are not revoked yet.
pub fn unrevoked(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<Vec<Key>> {
    denial::check(vault, now, |transaction| {
        let keys = whole_lineage(transaction, reference)?;
        keys.iter().try_for_each(|key| authorization::manage(transaction, key))?;
        Ok(keys.into_iter().filter(|key| key.lifecycle.revoked_at().is_none()).collect())
    })
}

/// Revokes every key of a lineage and ends its rotation, whatever state they are in.
pub fn revoke_lineage(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    reason: Option<&ReasonText>,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    denial::write_lenient(vault, now, |transaction| {
        let keys = whole_lineage(transaction, reference)?;
        keys.iter().try_for_each(|key| authorization::manage(transaction, key))?;
        // Newest first: revoking the successor ends the rotation.
        let ended = keys.iter().rev().map(|key| revoke(transaction, key, reason));
        let mut outcomes = ended.collect::<Result<Vec<_>>>()?;
        outcomes.reverse();
        Ok(outcomes)
    })
}

/// All versions of the lineage of a key.
fn whole_lineage(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Vec<Key>> {
    let keys = match meaning(transaction, reference)? {
        Meaning::One(key) => lineage(transaction, &key.record.name)?,
        Meaning::Lineage(versions) => versions,
    };
    Ok(keys.into_iter().map(|stored| stored.record).collect())
}

/// Revokes one key, and updates the rotation that it is part of.
fn revoke(transaction: &mut Transaction<'_>, key: &Key, reason: Option<&ReasonText>) -> Result<Outcome> {
    let now = transaction.now();
    if key.lifecycle.revoked_at().is_some() {
        return Ok(Outcome { key: key.clone(), changed: false, lineage_dies_at: None });
    }
    let mut audit_entry = AuditEntry::to_key(Action::KeyRevoke, key);
    audit_entry.detail = reason.map(ToString::to_string);
    transaction.record(audit_entry)?;
    let Some(mut case) = Case::open_with(transaction, key)? else {
        let mut stored = resolve(transaction, &id_of(key)?)?;
        stored.record.revoke(now, reason.cloned());
        transaction.update(&stored)?;
        return Ok(Outcome { key: stored.record, changed: true, lineage_dies_at: None });
    };
    let update = case.update();
    let is_successor = update.successor.id == key.id;
    let ours = if is_successor { update.successor } else { update.predecessor };
    ours.revoke(now, reason.cloned());
    let key = ours.clone();
    case.update().sync(now);
    case.save(transaction)?;
    match case.rotation().ended.map(|ended| ended.how) {
        Some(End::Finished) => transaction.record(case.audit_entry(Action::RotationFinish))?,
        Some(End::Aborted) => transaction.record(case.audit_entry(Action::RotationAbort))?,
        None => {}
    }
    let other = &case.predecessor.record;
    let is_all_that_is_left = is_successor && other.status(now) == Status::Retiring;
    Ok(Outcome { key, changed: true, lineage_dies_at: other.ends_at().filter(|_| is_all_that_is_left) })
}

fn id_of(key: &Key) -> Result<KeyRef> {
    key.id.as_str().parse().map_err(|_| Error::internal("an id is no reference"))
}

fn refused(ended: Ended, key: &Key) -> Error {
    Error::conflict(format!("{} '{}': {ended}", key.id, key.name)).hint(format!(
        "create a new one with `keywright key create`: '{}' then has the next version",
        key.name
    ))
}

/// An error if a key that becomes live again would be the second live one of its lineage, unless it is part
/// of a rotation.
pub(in crate::ops) fn refuse_second_live(transaction: &Transaction<'_>, key: &Key) -> Result<()> {
    let now = transaction.now();
    if Case::open_with(transaction, key)?.is_some() {
        return Ok(());
    }
    let versions = lineage(transaction, &key.name)?;
    match versions.iter().find(|other| other.record.id != key.id && other.record.status(now).is_live()) {
        None => Ok(()),
        Some(live) => Err(Error::conflict(format!(
            "{} is revoked or expired, and the name '{}' is now used by {}",
            key.id, key.name, live.record.id
        ))
        .hint("revoke that key first, or leave this one unchanged")),
    }
}
