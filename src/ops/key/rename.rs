//! Renaming a lineage: all its versions and its rotation. Servers know keys by their ids and do not notice.

use super::resolve::lineage;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::error::{Error, Result};
use crate::ops::{authorization, denial};
use crate::store::{Index, RotationRecord, Transaction};

/// Gives the lineage of a key another name. Returns whether that changed anything.
///
/// # Errors
/// The name means another key already.
pub(super) fn rename(transaction: &mut Transaction<'_>, key: &Key, name: &KeyName) -> Result<bool> {
    if key.name == *name {
        return Ok(false);
    }
    let versions = lineage(transaction, &key.name)?;
    versions.iter().try_for_each(|version| authorization::manage(transaction, &version.record))?;
    refuse_taken(transaction, name).map_err(|error| denial::to_key(key, error))?;
    for mut stored in versions {
        // The name in the log is the one that it had; the detail is the one that it has from now on.
        let audit_entry = AuditEntry::to_key(Action::KeyRename, &stored.record).detail(name.as_str());
        stored.record.name = name.clone();
        transaction.update(&stored)?;
        transaction.record(audit_entry)?;
    }
    for mut stored in transaction.find::<RotationRecord>(Index::RotationName, key.name.as_str())? {
        stored.record.rotation.name = name.clone();
        transaction.update(&stored)?;
    }
    Ok(true)
}

/// Even ended keys keep their name: it would have two first versions.
fn refuse_taken(transaction: &Transaction<'_>, name: &KeyName) -> Result<()> {
    if let Some(taken) = lineage(transaction, name)?.pop() {
        let what = format!("the name '{name}' is used by {}", taken.record.id);
        return Err(Error::conflict(what).hint("choose another name, or delete the keys of that name first"));
    }
    match transaction.find_newest::<Key>(Index::KeyStart, name.as_str()).next().transpose()? {
        None => Ok(()),
        Some(key) => {
            let what = format!("'{name}' is the start of the secret of {}", key.record.id);
            Err(Error::conflict(what).hint("choose another name"))
        }
    }
}
