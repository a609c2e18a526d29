//! Starting a rotation: a successor is created, and its secret kept in escrow.

use clap::Args;

use super::Outcome;
use super::case::{Case, refuse};
use crate::crypto::hash::sha256;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::grant::ProfileRefusal;
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Lifecycle, Status};
use crate::domain::name::KeyRef;
use crate::domain::profile::Profile;
use crate::domain::rotation::{RotationUpdate, StepError};
use crate::domain::shell;
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ops::key::create::{Expiry, draw, refuse_empty_life};
use crate::ops::key::resolve::resolve;
use crate::ops::key::sink::SecretSink;
use crate::ops::{authorization, credential, denial, profile};
use crate::secret::Secret;
use crate::store::{Index, RotationRecord, SealedSecret, Stored, Transaction, Unlocked, Vault};

/// Which key makes way, and how.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Request {
    /// Name, or id or start of the active key
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// How long the old key works after the new one is confirmed [default: the profile's, else 7d]
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub grace: Option<Span>,

    /// Lifetime of the new key: days, or with s, m, h, d, w, or never; or as --expires-at [default: the
    /// profile's, else the old key's]
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, conflicts_with = "expires_at")]
    pub expires: Option<Expiry>,

    /// Expiry of the new key, as RFC 3339 time or date (UTC: its first second)
    #[arg(long, value_name = "TIME")]
    pub expires_at: Option<Timestamp>,

    /// The old key was leaked: revoke it at once, and make the new one active
    #[arg(long)]
    pub compromised: bool,
}

impl Request {
    /// A rotation by the policy's defaults.
    pub fn new(key: KeyRef) -> Self {
        Self { key, grace: None, expires: None, expires_at: None, compromised: false }
    }

    fn expiry(&self) -> Expiry {
        Expiry::of(self.expires, self.expires_at)
    }
}

/// A started rotation, and the secret.
pub struct Started {
    /// The rotation.
    pub outcome: Outcome,
    /// The successor's secret; a copy stays in escrow until it is confirmed.
    pub secret: Secret,
}

/// Starts a rotation in one transaction. The secret is in escrow before it is revealed, so that no crash can
/// lose it. The caller delivers it to `sink` afterwards; a credential is stored in this transaction.
pub fn start(
    vault: &Vault<Unlocked>,
    request: &Request,
    sink: &SecretSink,
    now: Timestamp,
) -> Result<Started> {
    denial::write(vault, now, |transaction| {
        let stored = resolve(transaction, &request.key)?;
        refuse_unless_alone(transaction, &stored.record)?;
        refuse_unless_active(&stored.record, now)?;
        begin(transaction, stored, request, Some(sink))
    })
}

/// The same within a transaction, for this key. Without a sink the secret is not revealed yet.
pub(in crate::ops) fn begin(
    transaction: &mut Transaction<'_>,
    mut predecessor: Stored<Key>,
    request: &Request,
    sink: Option<&SecretSink>,
) -> Result<Started> {
    let now = transaction.now();
    authorization::manage(transaction, &predecessor.record)?;
    refuse_unless_alone(transaction, &predecessor.record)?;
    let profile = profile::of_key(transaction, &predecessor.record)?;
    let (mut successor, secret) = successor_of(transaction, &predecessor.record, &profile, request.expiry())?;
    let grace = predecessor.record.rotation.clone().or(&profile.rotation).grace();
    let options = (request.grace.unwrap_or(grace), request.compromised);
    let mut rotation =
        RotationUpdate::start(&mut predecessor.record, &mut successor, options, transaction.actor(), now);
    rotation.revealed_at = sink.map(|_| now);
    transaction.update(&predecessor)?;
    transaction.insert(&successor)?;
    let mut to_announce = forget_the_last_one(transaction, &predecessor.record)?;
    to_announce.append(&mut rotation.to_announce);
    rotation.to_announce = to_announce;
    let escrow = Some(SealedSecret::new(secret.copy()));
    transaction.insert(&RotationRecord { rotation: rotation.clone(), escrow })?;
    transaction.record(AuditEntry::to_key(Action::RotationStart, &successor))?;
    if let Some(name) = sink.and_then(SecretSink::credential) {
        credential::put(transaction, name, secret.copy(), &credential::Change::default())?;
    }
    if request.compromised {
        transaction
            .record(AuditEntry::to_key(Action::KeyRevoke, &predecessor.record).detail("compromised"))?;
    }
    let outcome = Outcome { rotation, predecessor: predecessor.record, successor, changed: true };
    Ok(Started { outcome, secret })
}

fn refuse_unless_alone(transaction: &Transaction<'_>, key: &Key) -> Result<()> {
    let case = Case::of(transaction, &KeyRef::Name(key.name.clone()))?;
    if let Some(case) = case.filter(|case| case.rotation().is_open()) {
        let (name, rotation) = (&key.name, case.rotation());
        let word = shell::word(name);
        let error = Error::conflict(format!(
            "'{name}' is already being rotated: its rotation is {}",
            rotation.step_in_words()
        ));
        return Err(error.hint(match rotation.deadline {
            None => format!(
                "continue it, or abort it with `keywright rotate abort {word}`; if the old key was leaked, `keywright key revoke {}`",
                rotation.predecessor
            ),
            Some(deadline) => format!(
                "it ends at {deadline}; `keywright rotate finish {word} --now` revokes the old key now"
            ),
        }));
    }
    Ok(())
}

/// An error unless the key may be rotated manually: it must be active.
fn refuse_unless_active(key: &Key, now: Timestamp) -> Result<()> {
    match key.status(now) {
        Status::Active => Ok(()),
        other => Err(refuse(key, StepError::NotActive(other))),
    }
}

/// The successor: it has its predecessor's rights, and no more.
fn successor_of(
    transaction: &Transaction<'_>,
    predecessor: &Key,
    profile: &Profile,
    expiry: Expiry,
) -> Result<(Key, Secret)> {
    let now = transaction.now();
    let refused =
        |why| profile::refused(&predecessor.name, profile, why, |error| denial::to_key(predecessor, error));
    let expires_at = match expiry {
        Expiry::ByProfile => profile.successor_expiry(predecessor, now),
        asked => profile.new_expiry(asked, now).map_err(refused)?,
    };
    let not_before = predecessor.not_before.filter(|start| *start > now);
    refuse_empty_life(not_before, expires_at, now)?;
    let prefix = match &predecessor.prefix {
        Some(prefix) => prefix.clone(),
        None => profile.prefix().map_err(|_| Error::internal("the default prefix"))?,
    };
    let secret = draw(transaction, &prefix)?;
    let mut bits = [0; 16];
    transaction.random(&mut bits)?;
    let successor = Key {
        id: KeyId::from_bits(bits),
        version: newest_version(transaction, predecessor)?.saturating_add(1),
        start: secret.start().map(str::to_owned),
        digest: sha256(secret.expose().as_bytes()),
        prefix: Some(prefix),
        created_at: now,
        created_by: transaction.actor(),
        // A key that is not valid yet is not replaced by one that is.
        not_before,
        expires_at,
        last_used_at: None,
        reminded_at: None,
        lifecycle: Lifecycle::default(),
        predecessor: None,
        successor: None,
        ..predecessor.clone()
    };
    profile.accept_successor(&successor, predecessor).map_err(|refusal| {
        // There is no option here for what is missing: the key has to be changed first.
        let outside = match refusal {
            ProfileRefusal::Missing(what) | ProfileRefusal::Outside(what) => ProfileRefusal::Outside(what),
        };
        refused(outside).hint(format!(
            "see `keywright profile show {}`; change the key with `keywright key edit {}`",
            profile.name,
            shell::word(&predecessor.name)
        ))
    })?;
    Ok((successor, secret))
}

fn newest_version(transaction: &Transaction<'_>, key: &Key) -> Result<u32> {
    let versions = transaction.find::<Key>(Index::KeyName, key.name.as_str())?;
    Ok(versions.iter().map(|key| key.record.version).max().unwrap_or(0))
}

/// Deletes the lineage's previous rotation, which was kept to answer repeated steps. Returns the revoked keys
/// that have yet to be announced.
fn forget_the_last_one(transaction: &mut Transaction<'_>, key: &Key) -> Result<Vec<KeyId>> {
    let mut unannounced = Vec::new();
    for mut old in transaction.find::<RotationRecord>(Index::RotationName, key.name.as_str())? {
        unannounced.append(&mut old.record.rotation.to_announce);
        transaction.delete(&old)?;
    }
    Ok(unannounced)
}
