//! Changing what the holder of a slot may do.

use crate::domain::audit::{Action, Deed};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot, lack};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::vault::rekey::existing;
use crate::ops::{authorization, denial};
use crate::store::{Clocking, Unlocked, Vault};

/// Gives a slot another role. Returns the slot, and whether anything was changed.
///
/// # Errors
/// There is no such slot, no owner would be left, or the slot in use is not an owner's.
pub fn set_role(
    vault: &Vault<Unlocked>,
    name: &PlainName,
    role: Role,
    now: Timestamp,
    clocking: Clocking,
) -> Result<(Slot, bool)> {
    denial::write(vault, now, clocking, |transaction| {
        authorization::govern(transaction)?;
        let mut slots = transaction.slots()?;
        existing(slots.iter().map(|stored| &stored.record), name)?;
        let mut changed = false;
        for stored in slots.iter_mut().filter(|stored| stored.record.name == *name) {
            changed = stored.record.role != role;
            stored.record.role = role;
        }
        if let Some(why) = lack(slots.iter().map(|stored| &stored.record)) {
            return Err(Error::conflict(format!("the slot '{name}' stays an owner's: {why}"))
                .hint("make another slot an owner's first"));
        }
        let stored = slots.into_iter().find(|stored| stored.record.name == *name);
        let stored = stored.ok_or_else(|| Error::internal("a slot vanished"))?;
        if changed {
            transaction.update_slot(&stored)?;
            let detail = format!("role {}", role.as_str());
            transaction.record(Deed::new(Action::SlotEdit).subject(name.as_str()).detail(detail))?;
        }
        Ok((stored.record, changed))
    })
}
