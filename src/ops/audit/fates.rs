//! What the log says became of keys. Neither an older row of a damaged or recovered vault nor a file of before
//! makes it forget that a key was ended.

use std::collections::BTreeMap;

use crate::domain::audit::{Action, Deed};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::error::Result;
use crate::store::{AuditReader, Flow, Stored, Transaction};

/// What was last done to a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Fate {
    Disabled,
    Revoked,
    Deleted,
}

/// Ends every key again that the log says was ended. Returns how many were not.
pub(in crate::ops) fn end_again(transaction: &mut Transaction<'_>) -> Result<u64> {
    let mut count = 0;
    for (id, fate) in of_keys(transaction)? {
        let found = transaction.find::<Key>("short", id.short().as_bytes())?;
        let Some(stored) = found.into_iter().find(|stored| stored.record.id == id) else { continue };
        count += u64::from(end(transaction, stored, fate)?);
    }
    Ok(count)
}

/// What the log says was done to keys that are no longer in use.
pub(in crate::ops) fn of_keys(transaction: &Transaction<'_>) -> Result<BTreeMap<KeyId, Fate>> {
    let mut fates = BTreeMap::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        let Some(key) = event.deed.key else { return Ok(Flow::Continue) };
        match (event.deed.action, fates.get(&key)) {
            (Action::KeyDelete, _) => fates.insert(key, Fate::Deleted),
            (Action::KeyRevoke, _) => fates.insert(key, Fate::Revoked),
            (Action::KeyDisable, None) => fates.insert(key, Fate::Disabled),
            // Switched on again, or taken in again after it was deleted.
            (Action::KeyEnable, Some(Fate::Disabled)) | (Action::KeyImport, Some(Fate::Deleted)) => {
                fates.remove(&key)
            }
            _ => None,
        };
        Ok(Flow::Continue)
    })?;
    Ok(fates)
}

/// Whether there was anything to do.
fn end(transaction: &mut Transaction<'_>, mut stored: Stored<Key>, fate: Fate) -> Result<bool> {
    let now = transaction.now();
    let action = match fate {
        Fate::Deleted => Action::KeyDelete,
        Fate::Revoked => Action::KeyRevoke,
        Fate::Disabled => Action::KeyDisable,
    };
    let changed = match fate {
        Fate::Deleted => true,
        Fate::Revoked => stored.record.revoke(now, None),
        // Revoked since: more than that cannot be asked.
        Fate::Disabled => stored.record.disable(now).unwrap_or(false),
    };
    if changed {
        match fate {
            Fate::Deleted => transaction.delete(&stored)?,
            Fate::Revoked | Fate::Disabled => transaction.update(&stored)?,
        }
        let deed = Deed::to_key(action, &stored.record).detail("again: its row was older than the log");
        transaction.record(deed)?;
    }
    Ok(changed)
}
