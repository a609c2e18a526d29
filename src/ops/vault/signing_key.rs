//! Replacing the signing key, in two steps: servers learn the next one first.

use crate::crypto::signing::PublicKey;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::slot::candidate::random;
use crate::ops::verification_file::{self, public_key};
use crate::ops::{authorization, denial};
use crate::ports::Entropy;
use crate::store::{Hex32, SigningSeed, Unlocked, Vault};

/// The keys after a step.
#[derive(Debug)]
pub struct Outcome {
    /// The key that signs files.
    pub active: PublicKey,
    /// The prepared key.
    pub prepared: Option<PublicKey>,
}

/// Creates the next signing key. Files are signed with the old one until it is activated.
///
/// # Errors
/// A key is already prepared.
pub fn prepare(vault: &Vault<Unlocked>, entropy: &dyn Entropy, now: Timestamp) -> Result<Outcome> {
    denial::write(vault, now, |transaction| {
        authorization::administer(transaction)?;
        let active = public_key::active(transaction)?.public();
        if transaction.all::<SigningSeed>()?.iter().any(|stored| !stored.record.active) {
            return Err(Error::conflict("the next signing key is already prepared").hint(
                "`keywright public-key` prints it; `keywright vault rekey --signing --activate` switches",
            ));
        }
        let seed = SigningSeed { seed: Hex32::new(random(entropy)?), created_at: now, active: false };
        let prepared = public_key::signing_key(&seed)?.public();
        transaction.insert(&seed)?;
        transaction.record(AuditEntry::new(Action::SigningPrepare).detail(prepared.thumbprint()))?;
        Ok(Outcome { active, prepared: Some(prepared) })
    })
}

/// Activates the prepared key and deletes the old one. Every series of files starts a new epoch, so its next
/// file supersedes all that the old key signed.
///
/// # Errors
/// No key is prepared.
pub fn activate(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Outcome> {
    denial::write(vault, now, |transaction| {
        authorization::administer(transaction)?;
        let (old, next): (Vec<_>, Vec<_>) =
            transaction.all::<SigningSeed>()?.into_iter().partition(|stored| stored.record.active);
        let Some(mut next) = next.into_iter().next() else {
            return Err(Error::conflict("no signing key is prepared").hint(
                "run `keywright vault rekey --signing --prepare`, and install the new public key on servers",
            ));
        };
        for stored in &old {
            transaction.delete(stored)?;
        }
        next.record.active = true;
        transaction.update(&next)?;
        verification_file::signed::raise_epochs(transaction, None)?;
        let active = public_key::signing_key(&next.record)?.public();
        transaction.record(AuditEntry::new(Action::SigningActivate).detail(active.thumbprint()))?;
        Ok(Outcome { active, prepared: None })
    })
}
