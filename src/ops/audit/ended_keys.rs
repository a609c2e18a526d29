//! The end states of keys according to the audit log: neither an older row of a damaged or recovered vault
//! nor an older file makes a revoked, disabled or deleted key valid again.

use std::collections::BTreeMap;

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::error::Result;
use crate::ops::publish::history;
use crate::store::{AuditReader, Flow, Index, Stored, Transaction};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum EndState {
    Disabled,
    Revoked,
    Deleted,
}

/// Revokes, disables or deletes again every key that was so according to the audit log. Returns the number of
/// changed keys.
pub(in crate::ops) fn end_again(transaction: &mut Transaction<'_>) -> Result<u64> {
    let mut count = 0;
    for (id, end_state) in of_keys(transaction)? {
        let found = transaction.find::<Key>(Index::KeyId, id.as_str())?;
        let Some(stored) = found.into_iter().find(|stored| stored.record.id == id) else { continue };
        count += u64::from(end(transaction, stored, end_state)?);
    }
    Ok(count)
}

/// The end states of keys according to the audit log.
pub(in crate::ops) fn of_keys(transaction: &Transaction<'_>) -> Result<BTreeMap<KeyId, EndState>> {
    let mut ended_keys = BTreeMap::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        let Some(key) = event.audit_entry.key else { return Ok(Flow::Continue) };
        match (event.audit_entry.action, ended_keys.get(&key)) {
            (Action::KeyDelete, _) => ended_keys.insert(key, EndState::Deleted),
            (Action::KeyRevoke, _) => ended_keys.insert(key, EndState::Revoked),
            (Action::KeyDisable, None) => ended_keys.insert(key, EndState::Disabled),
            // Enabled again, or imported again after it was deleted.
            (Action::KeyEnable, Some(EndState::Disabled)) | (Action::KeyImport, Some(EndState::Deleted)) => {
                ended_keys.remove(&key)
            }
            _ => None,
        };
        Ok(Flow::Continue)
    })?;
    Ok(ended_keys)
}

/// Applies the end state. Returns whether anything changed.
fn end(transaction: &mut Transaction<'_>, mut stored: Stored<Key>, end_state: EndState) -> Result<bool> {
    let now = transaction.now();
    let action = match end_state {
        EndState::Deleted => Action::KeyDelete,
        EndState::Revoked => Action::KeyRevoke,
        EndState::Disabled => Action::KeyDisable,
    };
    let changed = match end_state {
        EndState::Deleted => true,
        EndState::Revoked => stored.record.revoke(now, None),
        // A revoked key is not disabled: revocation is final.
        EndState::Disabled => stored.record.disable(now).unwrap_or(false),
    };
    if changed {
        match end_state {
            EndState::Deleted => {
                history::note_deleted(transaction, [&stored])?;
                transaction.delete(&stored)?;
            }
            EndState::Revoked | EndState::Disabled => transaction.update(&stored)?,
        }
        let audit_entry =
            AuditEntry::to_key(action, &stored.record).detail("again: its row was older than the log");
        transaction.record(audit_entry)?;
    }
    Ok(changed)
}
