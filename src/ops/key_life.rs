//! Switching keys off and on, and ending them.

use super::refusal;
use super::resolve::resolve;
use crate::domain::audit::{Action, Deed};
use crate::domain::key::{Ended, Key};
use crate::domain::name::{KeyRef, ReasonText};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Clocking, Transaction, Unlocked, Vault};

/// A key, and whether anything was done to it.
#[derive(Debug)]
pub struct Outcome {
    /// As it is now.
    pub key: Key,
    /// False where it was so already.
    pub changed: bool,
}

/// What is done to a key's life.
#[derive(Debug, Clone)]
pub enum Change {
    /// Off, until it is enabled again.
    Disable,
    /// On again.
    Enable,
    /// Ended for good.
    Revoke(Option<ReasonText>),
}

/// Does it, in one transaction. Never refused on account of the clock: ending a key must always work.
/// Enabling makes a key work that did not, so it keeps to the clock.
pub fn change(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    change: &Change,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Outcome> {
    let clocking = match change {
        Change::Disable | Change::Revoke(_) => clocking.lenient(),
        Change::Enable => clocking,
    };
    refusal::write(vault, now, clocking, |transaction| {
        let mut stored = resolve(transaction, reference)?;
        let key = &mut stored.record;
        let (action, detail, changed) = match change {
            Change::Disable => (Action::KeyDisable, None, key.disable(now)),
            Change::Enable => (Action::KeyEnable, None, key.enable()),
            Change::Revoke(reason) => {
                (Action::KeyRevoke, reason.as_ref(), Ok(key.revoke(now, reason.clone())))
            }
        };
        let changed = changed.map_err(|ended| refused(ended, key))?;
        if changed {
            transaction.update(&stored)?;
            record(transaction, action, &stored.record, detail)?;
        }
        Ok(Outcome { key: stored.record, changed })
    })
}

fn record(
    transaction: &mut Transaction<'_>,
    action: Action,
    key: &Key,
    detail: Option<&ReasonText>,
) -> Result<()> {
    let mut deed = Deed::to_key(action, key);
    deed.detail = detail.map(ToString::to_string);
    Ok(transaction.record(deed)?)
}

fn refused(ended: Ended, key: &Key) -> Error {
    Error::conflict(format!("{} '{}': {ended}", key.id, key.name)).hint(format!(
        "mint a new one with `keywright key create`; '{}' goes on with the next version",
        key.name
    ))
}
