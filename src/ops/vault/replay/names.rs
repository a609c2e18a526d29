//! Names of lineages: what the log says was renamed has its new name again.

use std::collections::BTreeMap;

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::error::Result;
use crate::store::{AuditReader, Flow, Index, RotationRecord, Salvaged, Table, Transaction};

/// The names that a key had, and the one that it has.
type Names = Vec<String>;

/// Renames every salvaged key that has a former name, and its rotation.
pub(super) fn rename_again(transaction: &mut Transaction<'_>, salvaged: &Salvaged) -> Result<()> {
    for (id, names) in renamed(transaction)? {
        let Some((newest, former)) = names.split_last() else { continue };
        let Ok(name) = KeyName::try_from(newest.clone()) else { continue };
        let has_former =
            |name: &KeyName| former.iter().any(|other| other == name.as_str()) && name.as_str() != newest;
        for mut stored in transaction.find::<Key>(Index::KeyId, id.as_str())? {
            if salvaged.has(Table::Keys, stored.id) && has_former(&stored.record.name) {
                let audit_entry = AuditEntry::to_key(Action::KeyRename, &stored.record).detail(newest);
                stored.record.name = name.clone();
                transaction.update(&stored)?;
                transaction.record(audit_entry)?;
            }
        }
        for former in former {
            for mut stored in transaction.find::<RotationRecord>(Index::RotationName, former)? {
                let rotation = &mut stored.record.rotation;
                if salvaged.has(Table::Rotations, stored.id)
                    && rotation.successor == id
                    && has_former(&rotation.name)
                {
                    rotation.name = name.clone();
                    transaction.update(&stored)?;
                }
            }
        }
    }
    Ok(())
}

/// The names of every key that was renamed, oldest first.
fn renamed(transaction: &Transaction<'_>) -> Result<BTreeMap<KeyId, Names>> {
    let mut all: BTreeMap<KeyId, Names> = BTreeMap::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        let entry = event.audit_entry;
        if let (Action::KeyRename, Some(id), Some(old), Some(new)) =
            (entry.action, entry.key, entry.subject, entry.detail)
        {
            let names = all.entry(id).or_default();
            if names.is_empty() {
                names.push(old);
            }
            names.push(new);
        }
        Ok(Flow::Continue)
    })?;
    Ok(all)
}
