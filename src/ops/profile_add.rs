//! Adding a profile.

use super::{profile, refusal};
use crate::domain::audit::{Action, Deed};
use crate::domain::profile::Profile;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Clocking, Unlocked, Vault};

/// Adds it, if its name is free.
pub fn add(vault: &Vault<Unlocked>, new: &Profile, now: Timestamp, clocking: Clocking) -> Result<()> {
    refusal::write(vault, now, clocking, |transaction| {
        if profile::profile_of(transaction, &new.name)?.is_some() {
            let error = Error::conflict(format!("there is a profile '{}' already", new.name));
            return Err(
                error.hint(format!("replace it with `keywright profile edit {} --from FILE`", new.name))
            );
        }
        transaction.insert(new)?;
        transaction.record(Deed::new(Action::ProfileAdd).subject(new.name.as_str()))?;
        Ok(())
    })
}
