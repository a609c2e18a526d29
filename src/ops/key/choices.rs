//! Choices for values that a profile requires and a new key does not have.

use std::collections::BTreeMap;

use super::create::{NewKey, draft, next_version};
use crate::domain::grant::Violation;
use crate::domain::key::Key;
use crate::domain::name::Owner;
use crate::domain::profile::{Member, Profile};
use crate::domain::rights::{Environment, ResourcePath};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::{authorization, profile};
use crate::store::{Transaction, Unlocked, Vault};

/// The maximum number of values offered per kind: more do not fit on a screen.
const MOST: usize = 20;
/// How many keys are looked at, the newest first: a vault may have millions.
const LOOKED_AT: usize = 1_000;

/// The missing members, and the values in use to choose from.
#[derive(Debug)]
pub struct Choices {
    /// The profile that requires them.
    pub profile: Profile,
    /// The missing members, in the order of the prompts; never empty.
    pub missing: Vec<Member>,
    /// The resources of live keys, and their parents if the profile names its levels.
    pub resources: Vec<ResourcePath>,
    /// Environments of live keys.
    pub environments: Vec<Environment>,
    /// Owners of live keys, and the current user.
    pub owners: Vec<Owner>,
}

/// What to prompt for before this key is created. `None` if nothing is missing, or if the key will be refused
/// in any case: creating it then reports and records that. A name that is taken is an error here already.
pub fn choices(vault: &Vault<Unlocked>, new: &NewKey, now: Timestamp) -> Result<Option<Choices>> {
    vault.read(now, |transaction| {
        if authorization::mint(transaction, &new.name).is_err() {
            return Ok(None);
        }
        let version = next_version(transaction, &new.name)?;
        let profile = profile::asked_for(transaction, new.terms.profile.as_ref())?;
        let Ok(key) = draft(transaction, &profile, new.clone(), version) else { return Ok(None) };
        let violations = profile.violations(&key);
        let missing: Vec<Member> = violations.iter().filter_map(missing).collect();
        if missing.is_empty() || missing.len() < violations.len() {
            return Ok(None);
        }
        in_use(transaction, profile, missing).map(Some)
    })
}

fn missing(breach: &Violation) -> Option<Member> {
    match breach {
        Violation::Missing(member) => Some(*member),
        _ => None,
    }
}

/// Collects the values in use. Keys are read only if a member is missing that they could have.
fn in_use(transaction: &Transaction<'_>, profile: Profile, missing: Vec<Member>) -> Result<Choices> {
    let wanted = |member| missing.contains(&member);
    let levels = profile.resource_levels.len();
    let mut resources: BTreeMap<usize, Vec<ResourcePath>> = BTreeMap::new();
    let (mut environments, mut owners) = (Vec::new(), Vec::new());
    if wanted(Member::Resource) || wanted(Member::Environment) || wanted(Member::Owner) {
        let now = transaction.now();
        keep(&mut owners, transaction.actor().user.parse().ok());
        for stored in transaction.newest::<Key>().take(LOOKED_AT) {
            let key = stored?.record;
            if key.status(now).is_live() {
                for depth in 1..=levels {
                    keep(
                        resources.entry(depth).or_default(),
                        key.resource.as_ref().and_then(|path| path.upper(depth)),
                    );
                }
                if levels == 0 {
                    keep(resources.entry(0).or_default(), key.resource);
                }
                keep(&mut environments, key.environment);
                keep(&mut owners, key.about.owner);
            }
        }
    }
    let resources = resources.into_values().flatten().collect();
    let (environments, owners) = (sorted(environments), sorted(owners));
    Ok(Choices { profile, missing, resources: sorted(resources), environments, owners })
}

/// Keeps the first values, each once.
fn keep<T: PartialEq>(kept: &mut Vec<T>, value: Option<T>) {
    kept.extend(value.filter(|value| kept.len() < MOST && !kept.contains(value)));
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort();
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_values_are_kept_each_once() {
        let mut kept = Vec::new();
        (0..30).for_each(|number| keep(&mut kept, Some(number / 2)));
        keep(&mut kept, None);
        assert_eq!(kept, (0..15).collect::<Vec<_>>());
        (0..30).for_each(|number| keep(&mut kept, Some(number)));
        assert_eq!(kept, (0..20).collect::<Vec<_>>());
    }
}
