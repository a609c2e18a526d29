//! Listing profiles.

use crate::domain::profile::Profile;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Flow, Unlocked, Vault};

/// All that were added, by name. The built-in one is not among them.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Profile>> {
    let mut profiles: Vec<Profile> = Vec::new();
    vault.read(now, |transaction| {
        transaction.scan(0, &mut |stored| {
            profiles.push(stored.record);
            Ok(Flow::Continue)
        })
    })?;
    profiles.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(profiles)
}
