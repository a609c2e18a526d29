//! Authorization by the role of the slot in use: a guard-rail, whose denials are recorded.

use super::denial;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::slot::{Act, Role};
use crate::error::{Error, Result};
use crate::store::{Index, Transaction};

/// An error unless the role may create keys.
pub(super) fn mint(transaction: &Transaction<'_>, name: &KeyName) -> Result<()> {
    let allowed = transaction.slot().role.allows(Act::Mint);
    refuse_unless(allowed, || denial::to_name(name, refused(transaction, "create keys")))
}

/// An error unless the role may change, rotate or revoke this key.
pub(super) fn manage(transaction: &Transaction<'_>, key: &Key) -> Result<()> {
    let role = transaction.slot().role;
    let allowed = match role {
        Role::Owner => true,
        Role::Admin | Role::Member => role.allows(Act::Manage { own: is_own(transaction, key)? }),
    };
    refuse_unless(allowed, || {
        let what = if role == Role::Admin { "change keys that others created" } else { "change keys" };
        let whose = format!("{} '{}' was created by '{}'", key.id, key.name, key.created_by.slot);
        let mut error = refused(transaction, what);
        error.message = format!("{}; {whose}", error.message);
        denial::to_key(key, error)
    })
}

/// An error unless the role may manage slots, signing keys and the history of the vault.
pub(super) fn administer(transaction: &Transaction<'_>) -> Result<()> {
    let allowed = transaction.slot().role.allows(Act::Govern);
    refuse_unless(allowed, || {
        let error = refused(transaction, "do this; only an owner may");
        denial::with(AuditEntry::new(Action::Denied), error)
    })
}

fn refuse_unless(allowed: bool, refusal: impl FnOnce() -> Error) -> Result<()> {
    if allowed { Ok(()) } else { Err(refusal()) }
}

fn refused(transaction: &Transaction<'_>, what: &str) -> Error {
    let slot = transaction.slot();
    let (name, role) = (&slot.name, slot.role.as_str());
    Error::conflict(format!("the slot '{name}' has the role {role}, which may not {what}"))
        .hint("ask an owner; `keywright slot list` names the slots and their roles")
}

/// Whether the slot in use created this key or one of its predecessors: a rotation, unattended or manual,
/// does not change the creator.
fn is_own(transaction: &Transaction<'_>, key: &Key) -> Result<bool> {
    let mine = &transaction.slot().name;
    let lineage = transaction.find::<Key>(Index::KeyName, key.name.as_str())?;
    // A chain of predecessors is no longer than its lineage.
    let mut link = Some(key);
    for _ in 0..=lineage.len() {
        let Some(key) = link else { return Ok(false) };
        if key.created_by.slot == mine.as_str() {
            return Ok(true);
        }
        let before = key.predecessor.as_ref();
        link = lineage.iter().map(|stored| &stored.record).find(|other| Some(&other.id) == before);
    }
    Ok(false)
}
