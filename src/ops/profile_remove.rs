//! Removing a profile.

use super::{profile, refusal};
use crate::domain::audit::{Action, Deed};
use crate::domain::key::Key;
use crate::domain::name::PlainName;
use crate::domain::profile::{DEFAULT_PROFILE, Profile};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Clocking, Stored, Transaction, Unlocked, Vault};

/// Whether the profile can be removed: so that nobody is asked to confirm what will be refused.
pub fn check(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<()> {
    vault.read(now, |transaction| removable(transaction, name).map(|_| ()))
}

/// Removes it, if no live key uses it.
pub fn remove(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp, clocking: Clocking) -> Result<()> {
    refusal::write(vault, now, clocking.lenient(), |transaction| {
        let stored = removable(transaction, name)?;
        transaction.delete(&stored)?;
        transaction.record(Deed::new(Action::ProfileRemove).subject(name.as_str()))?;
        Ok(())
    })
}

fn removable(transaction: &Transaction<'_>, name: &PlainName) -> Result<Stored<Profile>> {
    if name.as_str() == DEFAULT_PROFILE {
        return Err(Error::conflict("the profile 'default' is built in and cannot be removed"));
    }
    let stored = profile::stored(transaction, name)?.ok_or_else(|| profile::not_found(name))?;
    let (mut count, mut first) = (0_u64, None::<Key>);
    profile::live_keys(transaction, name, &mut |key| {
        count += 1;
        first.get_or_insert(key);
    })?;
    let Some(first) = first else { return Ok(stored) };
    let others = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    let what = format!("the profile '{name}' is used by {} '{}'{others}", first.id, first.name);
    let error = Error::conflict(what)
        .hint(format!("see `keywright key list --profile {name}`, and revoke them first"));
    Err(refusal::to_subject(name, error))
}
