//! The public halves of the signing keys.

use crate::crypto::signing::{PublicKey, SigningKey};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Flow, SigningSeed, Transaction, Unlocked, Vault};

/// The key that signs now, and after it one that is being prepared.
pub fn public_keys(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<PublicKey>> {
    vault.read(now, |transaction| {
        let mut keys = Vec::new();
        transaction.scan::<SigningSeed>(0, &mut |stored| {
            let public = signing_key(&stored.record)?.public();
            let place = if stored.record.active { 0 } else { keys.len() };
            keys.insert(place, public);
            Ok(Flow::Continue)
        })?;
        Ok(keys)
    })
}

fn signing_key(seed: &SigningSeed) -> Result<SigningKey> {
    SigningKey::from_seed(seed.seed.key().expose())
        .map_err(|_| Error::internal("the signing key was refused"))
}

/// The key that signs now.
pub(super) fn active(transaction: &Transaction<'_>) -> Result<SigningKey> {
    let mut active = None;
    transaction.scan::<SigningSeed>(0, &mut |stored| {
        if stored.record.active {
            active = Some(signing_key(&stored.record)?);
        }
        Ok(Flow::Continue)
    })?;
    active.ok_or_else(|| Error::tampered("the vault has no signing key"))
}
