//! The signing keys of a repaired vault: an outdated row is authentic by itself, but a retired key, which may
//! have leaked, must not sign again.

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::slot::candidate::random;
use crate::ops::verification_file::public_key::{self, signing_key};
use crate::ports::Entropy;
use crate::store::{AuditReader, Flow, Hex32, SigningSeed, Stored, Transaction};

/// Ensures that there is an active signing key. Returns whether it is a different one than before.
pub(in crate::ops) fn restore_signing_key(
    transaction: &mut Transaction<'_>,
    entropy: &dyn Entropy,
) -> Result<bool> {
    forget_former(transaction)?;
    if public_key::active(transaction).is_ok() {
        return Ok(false);
    }
    let seed = if let Some(mut prepared) = transaction.all::<SigningSeed>()?.pop() {
        prepared.record.active = true;
        transaction.update(&prepared)?;
        prepared.record
    } else {
        let created_at = transaction.now();
        let seed = SigningSeed { seed: Hex32::new(random(entropy)?), created_at, active: true };
        transaction.insert(&seed)?;
        seed
    };
    // Recorded for the next repair, which consults the log again.
    transaction.record(AuditEntry::new(Action::SigningActivate).detail(thumbprint(&seed)?))?;
    Ok(true)
}

/// Deletes every signing key that was active before the one last activated according to the log, and makes
/// that one active.
pub(in crate::ops) fn forget_former(transaction: &mut Transaction<'_>) -> Result<()> {
    let activations = activations(transaction)?;
    let last = activations.last();
    let (mut prepared, mut newest) = (Vec::new(), None::<Stored<SigningSeed>>);
    for mut stored in transaction.all::<SigningSeed>()? {
        let thumbprint = thumbprint(&stored.record)?;
        let is_last = last.is_some_and(|(_, named)| *named == thumbprint);
        let was_activated = activations.iter().any(|(_, named)| *named == thumbprint);
        if !stored.record.active && !was_activated {
            prepared.push(stored);
            continue;
        }
        // Its activation event may be lost; it was created when the last recorded one was already active.
        let is_later = last.is_none_or(|(at, _)| stored.record.created_at > *at);
        if !is_last && (was_activated || !is_later) {
            transaction.delete(&stored)?;
            continue;
        }
        if !stored.record.active {
            stored.record.active = true;
            transaction.update(&stored)?;
        }
        if let Some(former) = newest.replace(stored) {
            transaction.delete(&former)?;
        }
    }
    // Prepared before the current key was activated, so an outdated row of a key that no longer exists.
    let is_stale = |seed: &Stored<SigningSeed>| newest.as_ref().is_some_and(|newest| seed.id < newest.id);
    prepared.into_iter().filter(is_stale).try_for_each(|seed| Ok(transaction.delete(&seed)?))
}

/// The activations in the log: time and thumbprint.
fn activations(transaction: &Transaction<'_>) -> Result<Vec<(Timestamp, String)>> {
    let mut found = Vec::new();
    AuditReader::new(transaction).events(0, &mut |event| {
        if event.audit_entry.action == Action::SigningActivate {
            found.extend(event.audit_entry.detail.map(|named| (event.at, named)));
        }
        Ok(Flow::Continue)
    })?;
    Ok(found)
}

fn thumbprint(seed: &SigningSeed) -> Result<String> {
    Ok(signing_key(seed)?.public().thumbprint())
}
