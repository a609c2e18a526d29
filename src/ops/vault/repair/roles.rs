//! The roles of a repaired vault's slots: an outdated row does not restore a former role.

use std::collections::BTreeMap;

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::slot::Role;
use crate::error::Result;
use crate::store::{AuditReader, Flow, Stored, Transaction};

/// Gives every slot the role that the log records. Returns the names of the slots whose role differed.
pub(in crate::ops) fn restore_roles(transaction: &mut Transaction<'_>) -> Result<Vec<String>> {
    let roles = roles(transaction)?;
    let mut slots = transaction.slots()?;
    let mut changed = Vec::new();
    for Stored { record: slot, .. } in &mut slots {
        let role = roles.get(slot.name.as_str()).copied().unwrap_or(slot.role);
        if role != slot.role {
            slot.role = role;
            changed.push(slot.name.to_string());
        }
    }
    for stored in
        slots.iter().filter(|stored| changed.iter().any(|name| *name == stored.record.name.as_str()))
    {
        transaction.update_slot(stored)?;
        let detail = format!("role {}, again: its row was older than the log", stored.record.role.as_str());
        let audit_entry =
            AuditEntry::new(Action::SlotEdit).subject(stored.record.name.as_str()).detail(detail);
        transaction.record(audit_entry)?;
    }
    Ok(changed)
}

fn roles(transaction: &Transaction<'_>) -> Result<BTreeMap<String, Role>> {
    let mut roles = BTreeMap::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        let (Some(slot), detail) = (event.audit_entry.subject, event.audit_entry.detail.unwrap_or_default())
        else {
            return Ok(Flow::Continue);
        };
        match event.audit_entry.action {
            Action::SlotAdd | Action::SlotEdit => {
                roles.extend(role(&detail).map(|role| (slot, role)));
            }
            Action::SlotRemove => {
                roles.remove(&slot);
            }
            _ => {}
        }
        Ok(Flow::Continue)
    })?;
    Ok(roles)
}

/// Parses `role member`, ignoring what follows a comma.
fn role(detail: &str) -> Option<Role> {
    let text = detail.strip_prefix("role ")?.split(',').next()?;
    text.parse().ok()
}
