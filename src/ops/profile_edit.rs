//! Replacing a profile.

use super::{profile, refusal};
use crate::domain::audit::{Action, Deed};
use crate::domain::profile::Profile;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Clocking, Unlocked, Vault};

/// Puts this profile in the place of the one of its name. Returns whether anything was different.
/// No key changes: the profile counts for later keys, edits and rotations.
pub fn edit(vault: &Vault<Unlocked>, new: Profile, now: Timestamp, clocking: Clocking) -> Result<bool> {
    refusal::write(vault, now, clocking, |transaction| {
        let stored = profile::stored(transaction, &new.name)?;
        let mut stored = stored.ok_or_else(|| profile::not_found(&new.name))?;
        let changed = stored.record != new;
        if changed {
            stored.record = new;
            transaction.update(&stored)?;
            transaction.record(Deed::new(Action::ProfileEdit).subject(stored.record.name.as_str()))?;
        }
        Ok(changed)
    })
}
