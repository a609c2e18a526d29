//! Profiles: adding, replacing, listing, showing and removing them, finding that of a key, and reporting its
//! refusals.

use super::denial;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::builtin;
use crate::domain::grant::{ProfileRefusal, Violation};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::{KeyName, PlainName};
use crate::domain::profile::{DEFAULT_PROFILE, Profile};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Flow, Index, Stored, Transaction, Unlocked, Vault};

/// A live key that falls outside of its profile's limits.
#[derive(Debug)]
pub struct Outside {
    /// Its id.
    pub id: KeyId,
    /// Its name.
    pub name: KeyName,
    /// How it violates the profile; never empty.
    pub violations: Vec<Violation>,
}

/// Adds a profile; an error if its name is taken.
pub fn add(vault: &Vault<Unlocked>, new: &Profile, now: Timestamp) -> Result<()> {
    denial::write(vault, now, |transaction| {
        if profile_of(transaction, &new.name)?.is_some() {
            let error = Error::conflict(format!("there is already a profile '{}'", new.name));
            return Err(
                error.hint(format!("replace it with `keywright profile edit {} --from FILE`", new.name))
            );
        }
        transaction.insert(new)?;
        transaction.record(AuditEntry::new(Action::ProfileAdd).subject(new.name.as_str()))?;
        Ok(())
    })
}

/// All added profiles, by name, without the built-in one.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Profile>> {
    vault.read(now, |transaction| {
        let mut profiles: Vec<Profile> = transaction.all()?.into_iter().map(|stored| stored.record).collect();
        profiles.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(profiles)
    })
}

/// The profile with this name, and the live keys outside of its limits, oldest first.
pub fn show(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<(Profile, Vec<Outside>)> {
    vault.read(now, |transaction| {
        let shown = asked_for(transaction, Some(name))?;
        let mut outside = Vec::new();
        live_keys(transaction, name, &mut |key| {
            let violations = shown.violations(&key);
            if !violations.is_empty() {
                outside.push(Outside { id: key.id, name: key.name, violations });
            }
        })?;
        Ok((shown, outside))
    })
}

/// Replaces the profile with the same name. Returns whether it changed. No key changes: the profile applies
/// to later keys, edits and rotations.
pub fn edit(vault: &Vault<Unlocked>, new: &Profile, now: Timestamp) -> Result<bool> {
    denial::write(vault, now, |transaction| {
        let stored = stored(transaction, &new.name)?;
        let mut stored = stored.ok_or_else(|| not_found(&new.name))?;
        let changed = stored.record != *new;
        if changed {
            stored.record.clone_from(new);
            transaction.update(&stored)?;
            transaction.record(AuditEntry::new(Action::ProfileEdit).subject(stored.record.name.as_str()))?;
        }
        Ok(changed)
    })
}

/// An error if the profile cannot be removed: checked before the prompt for a confirmation.
pub fn refuse_used(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<()> {
    vault.read(now, |transaction| removable(transaction, name).map(|_| ()))
}

/// Removes a profile; an error if a live key uses it.
pub fn remove(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<()> {
    denial::write_lenient(vault, now, |transaction| {
        let stored = removable(transaction, name)?;
        transaction.delete(&stored)?;
        transaction.record(AuditEntry::new(Action::ProfileRemove).subject(name.as_str()))?;
        Ok(())
    })
}

fn removable(transaction: &Transaction<'_>, name: &PlainName) -> Result<Stored<Profile>> {
    if name.as_str() == DEFAULT_PROFILE {
        return Err(Error::conflict("the profile 'default' is built in and cannot be removed"));
    }
    let stored = stored(transaction, name)?.ok_or_else(|| not_found(name))?;
    let (mut count, mut first) = (0_u64, None::<Key>);
    live_keys(transaction, name, &mut |key| {
        count += 1;
        first.get_or_insert(key);
    })?;
    let Some(first) = first else { return Ok(stored) };
    let others = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    let what = format!("the profile '{name}' is used by {} '{}'{others}", first.id, first.name);
    let error = Error::conflict(what)
        .hint(format!("see `keywright key list --profile {name}`, and revoke them first"));
    Err(denial::to_subject(name, error))
}

/// The stored profile with this name; the built-in one is not stored.
pub(super) fn stored(transaction: &Transaction<'_>, name: &PlainName) -> Result<Option<Stored<Profile>>> {
    Ok(transaction.find::<Profile>(Index::ProfileName, name.as_str())?.pop())
}

/// The profile with this name, also the built-in one; `None` if there is none.
pub(super) fn profile_of(transaction: &Transaction<'_>, name: &PlainName) -> Result<Option<Profile>> {
    if name.as_str() == DEFAULT_PROFILE {
        return default_profile().map(Some);
    }
    Ok(stored(transaction, name)?.map(|stored| stored.record))
}

/// The requested profile; by default the built-in one.
pub(super) fn asked_for(transaction: &Transaction<'_>, name: Option<&PlainName>) -> Result<Profile> {
    let Some(name) = name else { return default_profile() };
    profile_of(transaction, name)?.ok_or_else(|| not_found(name))
}

/// The profile that applies to a key: its own or, if that was removed, the built-in one, which has no limits.
pub(super) fn of_key(transaction: &Transaction<'_>, key: &Key) -> Result<Profile> {
    profile_of(transaction, &key.profile)?.map_or_else(default_profile, Ok)
}

fn default_profile() -> Result<Profile> {
    Profile::default_profile().map_err(|_| Error::internal("the default profile"))
}

pub(super) fn not_found(name: &PlainName) -> Error {
    let hint = match builtin::find(name.as_str()) {
        Some(_) => {
            format!("add the built-in one: `keywright profile add --builtin {name}`")
        }
        None => "see `keywright profile list`, or add it with `keywright profile add --from FILE`".to_owned(),
    };
    Error::not_found(format!("there is no profile '{name}'")).hint(hint)
}

/// A profile's refusal of a key with this name, as an error. A violation is recorded by `record_denial`; a
/// missing value is not.
pub(super) fn refused(
    name: &KeyName,
    profile: &Profile,
    refused: ProfileRefusal,
    record_denial: impl FnOnce(Error) -> Error,
) -> Error {
    let hint = format!("see `keywright profile show {}`", profile.name);
    match refused {
        ProfileRefusal::Missing(what) => Error::usage(format!("'{name}': {what}")).hint(hint),
        ProfileRefusal::Outside(what) => {
            record_denial(Error::conflict(format!("'{name}': {what}")).hint(hint))
        }
    }
}

/// Visits the live keys of a profile, oldest first.
pub(super) fn live_keys(
    transaction: &Transaction<'_>,
    name: &PlainName,
    visit: &mut dyn FnMut(Key),
) -> Result<()> {
    let now = transaction.now();
    transaction.scan::<Key>(0, &mut |stored| {
        if stored.record.profile == *name && stored.record.status(now).is_live() {
            visit(stored.record);
        }
        Ok(Flow::Continue)
    })
}
