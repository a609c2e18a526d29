//! Verifying a presented secret against the vault.

use crate::crypto::hash::sha256;
use crate::domain::key::{Key, Status};
use crate::domain::rights::{Denial, Environment, Requirements, ResourcePath, Rights, Scope, Unchecked};
use crate::domain::time::Timestamp;
use crate::domain::token;
use crate::error::Result;
use crate::secret::Secret;
use crate::store::{Transaction, Unlocked, Vault};

/// The verdict on a secret, and its key.
#[derive(Debug)]
pub struct Outcome {
    /// The key's limits that were not checked, or the reason for the denial.
    pub verdict: Result<Unchecked, Denial>,
    /// The key with this secret; `None` if there is none.
    pub key: Option<Key>,
}

/// Verifies one secret.
pub fn verify(
    vault: &Vault<Unlocked>,
    secret: &Secret,
    requirements: &Requirements<'_>,
    now: Timestamp,
) -> Result<Outcome> {
    vault.read(now, |transaction| decide(transaction, secret, requirements))
}

/// The same within a transaction.
pub(in crate::ops) fn decide(
    transaction: &Transaction<'_>,
    secret: &Secret,
    requirements: &Requirements<'_>,
) -> Result<Outcome> {
    let presented = secret.expose().as_bytes();
    let stored =
        if token::is_nothing(presented) { None } else { transaction.key_with_digest(&sha256(presented))? };
    let Some(stored) = stored else {
        let known_form = token::parse(secret.expose()).is_some();
        let denial = if known_form { Denial::Unknown } else { Denial::Malformed };
        return Ok(Outcome { verdict: Err(denial), key: None });
    };
    let key = stored.record;
    let now = transaction.now();
    let verdict = match key.status(now) {
        Status::Revoked => Err(Denial::Revoked),
        Status::Disabled => Err(Denial::Disabled),
        _ => rights(&key).check(requirements, now),
    };
    Ok(Outcome { verdict, key: Some(key) })
}

/// The same for a secret that is only stored here: nobody presents it yet, so its key's networks are not asked.
pub(in crate::ops) fn decide_stored(transaction: &Transaction<'_>, secret: &Secret) -> Result<Outcome> {
    let mut outcome = decide(transaction, secret, &Requirements::default())?;
    if let (Err(Denial::Network), Some(key)) = (outcome.verdict, &outcome.key) {
        let from_anywhere = Rights { networks: None, ..rights(key) };
        outcome.verdict = from_anywhere.check(&Requirements::default(), transaction.now());
    }
    Ok(outcome)
}

/// The key's rights as a verification file states them.
pub(super) fn rights(key: &Key) -> Rights<'_, impl Iterator<Item = &str> + Clone> {
    Rights {
        scopes: key.scopes.iter().map(Scope::as_str),
        resource: key.resource.as_ref().map(ResourcePath::as_str),
        environment: key.environment.as_ref().map(Environment::as_str),
        networks: key.networks.net(),
        not_before: key.not_before,
        expires_at: key.ends_at(),
    }
}
