//! The signing keys of a repaired vault: a row that is older than it was is authentic by itself, but a key
//! that was given up, maybe because it leaked, signs nothing again.

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::slot::candidate::random;
use crate::ops::verification_file::public_key::{self, signing_key};
use crate::ports::Entropy;
use crate::store::{AuditReader, Flow, Hex32, SigningSeed, Stored, Transaction};

/// Sees that there is a key to sign files with. Returns whether it is another one than before.
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
    // The next repair asks the log again.
    transaction.record(AuditEntry::new(Action::SigningActivate).detail(thumbprint(&seed)?))?;
    Ok(true)
}

/// Forgets every key that was signed with before the one that the log says was activated last, which is
/// active.
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
        // The event that would name it may be lost; it was made when the named one was in use already.
        let is_later = last.is_none_or(|(at, _)| stored.record.created_at > *at);
        if !is_last && (was_activated || !is_later) {
            transaction.delete(&stored)?;
            continue;
        }
        if !stored.record.active {
            stored.record.active = true;
            transaction.update(&stored)?;
            stored.ver += 1;
        }
        if let Some(former) = newest.replace(stored) {
            transaction.delete(&former)?;
        }
    }
    // Prepared before the one in use was activated, and so another state of one that is gone.
    let is_stale = |seed: &Stored<SigningSeed>| newest.as_ref().is_some_and(|newest| seed.id < newest.id);
    prepared.into_iter().filter(is_stale).try_for_each(|seed| Ok(transaction.delete(&seed)?))
}

/// When another key was activated, and which.
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
