//! Showing one profile, and which keys it would not make today.

use super::profile;
use crate::domain::grant::Breach;
use crate::domain::id::KeyId;
use crate::domain::name::{KeyName, PlainName};
use crate::domain::profile::Profile;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Unlocked, Vault};

/// A live key that falls outside of its profile's limits.
#[derive(Debug)]
pub struct Outside {
    /// Its id.
    pub id: KeyId,
    /// Its name.
    pub name: KeyName,
    /// What the profile holds against it; never empty.
    pub breaches: Vec<Breach>,
}

/// The profile that is called this, and the live keys outside of its limits, oldest first.
pub fn show(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<(Profile, Vec<Outside>)> {
    vault.read(now, |transaction| {
        let shown = profile::asked_for(transaction, Some(name))?;
        let mut outside = Vec::new();
        profile::live_keys(transaction, name, &mut |key| {
            let breaches = shown.breaches(&key);
            if !breaches.is_empty() {
                outside.push(Outside { id: key.id, name: key.name, breaches });
            }
        })?;
        Ok((shown, outside))
    })
}
