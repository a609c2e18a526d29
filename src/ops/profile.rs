//! Finding profiles, and passing on what they refuse.

use crate::domain::builtin;
use crate::domain::grant::Refused;
use crate::domain::key::Key;
use crate::domain::name::{KeyName, PlainName};
use crate::domain::profile::{DEFAULT_PROFILE, Profile};
use crate::error::{Error, Result};
use crate::store::{Flow, Stored, Transaction};

/// The profile of this name as it is stored; the built-in one is not.
pub(super) fn stored(transaction: &Transaction<'_>, name: &PlainName) -> Result<Option<Stored<Profile>>> {
    Ok(transaction.find::<Profile>("name", name.as_str().as_bytes())?.pop())
}

/// The profile of this name, the built-in one too; none if it was removed meanwhile.
pub(super) fn profile_of(transaction: &Transaction<'_>, name: &PlainName) -> Result<Option<Profile>> {
    if name.as_str() == DEFAULT_PROFILE {
        return default_profile().map(Some);
    }
    Ok(stored(transaction, name)?.map(|stored| stored.record))
}

/// The profile that was asked for; the built-in one where none was.
pub(super) fn asked_for(transaction: &Transaction<'_>, name: Option<&PlainName>) -> Result<Profile> {
    let Some(name) = name else { return default_profile() };
    profile_of(transaction, name)?.ok_or_else(|| not_found(name))
}

/// The profile whose limits a key is held to: where its own has been removed, the built-in one,
/// which limits nothing.
pub(super) fn of_key(transaction: &Transaction<'_>, key: &Key) -> Result<Profile> {
    profile_of(transaction, &key.profile)?.map_or_else(default_profile, Ok)
}

fn default_profile() -> Result<Profile> {
    Profile::default_profile().map_err(|_| Error::internal("the default profile"))
}

/// No profile is called this.
pub(super) fn not_found(name: &PlainName) -> Error {
    let hint = match builtin::find(name.as_str()) {
        Some(_) => {
            format!("add the one that comes with the program: `keywright profile add --builtin {name}`")
        }
        None => "see `keywright profile list`, or add it with `keywright profile add`".to_owned(),
    };
    Error::not_found(format!("there is no profile '{name}'")).hint(hint)
}

/// What a profile refuses a key of this name, as an error. What goes against policy is remembered
/// as the caller says; what was only forgotten is not.
pub(super) fn refused(
    name: &KeyName,
    profile: &Profile,
    refused: Refused,
    remembered: impl FnOnce(Error) -> Error,
) -> Error {
    let hint = format!("see `keywright profile show {}`", profile.name);
    match refused {
        Refused::Missing(what) => Error::usage(format!("'{name}': {what}")).hint(hint),
        Refused::Outside(what) => remembered(Error::conflict(format!("'{name}': {what}")).hint(hint)),
    }
}

/// Hands out the live keys of a profile, oldest first.
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
