//! Slots: the ways to unlock the vault. Changing a role is here; a slot is removed by a re-key
//! ([`super::vault::rekey`]).
//!
//! | file | use case |
//! |---|---|
//! | `add` | add a slot, change a passphrase |
//! | `candidate` | what `slot add` and `init` share: a slot to add, and the proof that it unlocks |
//! | `new_identity` | what they share, too: a new identity and its file |

pub mod add;

pub(super) mod candidate;
pub(super) mod new_identity;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::vault::rekey::existing;
use super::{authorization, denial};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot, lockout_reason};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Unlocked, Vault};

/// Changes to a slot.
#[derive(Debug, Clone, Args)]
pub struct Edit {
    /// New role of the slot
    #[arg(long, value_name = "ROLE", value_parser = role_parser())]
    pub role: Role,
}

/// Parses a role; help and completions list all of them.
fn role_parser() -> impl TypedValueParser<Value = Role> {
    let words = Role::ALL.map(|role| {
        PossibleValue::new(role.as_str()).help(match role {
            Role::Owner => "Everything",
            Role::Admin => "Create keys, and change, rotate or revoke those that they created",
            Role::Member => "Read, verify and publish",
        })
    });
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Role>())
}

/// All slots, oldest first.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Slot>> {
    vault.read(now, |transaction| Ok(transaction.slots()?.into_iter().map(|slot| slot.record).collect()))
}

/// Changes a slot. Returns its new state, and whether anything was changed.
///
/// # Errors
/// There is no such slot, no owner would be left, or the slot in use is not an owner's.
pub fn edit(vault: &Vault<Unlocked>, name: &PlainName, edit: &Edit, now: Timestamp) -> Result<(Slot, bool)> {
    denial::write(vault, now, |transaction| {
        authorization::administer(transaction)?;
        let mut slots = transaction.slots()?;
        existing(slots.iter().map(|stored| &stored.record), name)?;
        let mut changed = false;
        for stored in slots.iter_mut().filter(|stored| stored.record.name == *name) {
            changed = stored.record.role != edit.role;
            stored.record.role = edit.role;
        }
        if let Some(why) = lockout_reason(slots.iter().map(|stored| &stored.record)) {
            return Err(Error::conflict(format!("the slot '{name}' must stay an owner: {why}"))
                .hint("make another slot an owner first"));
        }
        let stored = slots.into_iter().find(|stored| stored.record.name == *name);
        let stored = stored.ok_or_else(|| Error::internal("a slot vanished"))?;
        if changed {
            transaction.update_slot(&stored)?;
            let detail = format!("role {}", edit.role.as_str());
            transaction.record(AuditEntry::new(Action::SlotEdit).subject(name.as_str()).detail(detail))?;
        }
        Ok((stored.record, changed))
    })
}
