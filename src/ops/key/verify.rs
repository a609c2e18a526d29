//! Deciding on a presented secret with the vault at hand.

use crate::crypto::hash::sha256;
use crate::domain::key::{Key, Status};
use crate::domain::rights::{Demand, Environment, Refusal, ResourcePath, Rights, Scope, Unchecked};
use crate::domain::time::Timestamp;
use crate::domain::token;
use crate::error::Result;
use crate::secret::Secret;
use crate::store::{Transaction, Unlocked, Vault};

/// The answer: whether the key is good for what was asked, and whose key it is.
#[derive(Debug)]
pub struct Outcome {
    /// The limits that were not asked about, or why not.
    pub verdict: Result<Unchecked, Refusal>,
    /// The key, where the secret is one's.
    pub key: Option<Key>,
}

/// Decides on one secret.
pub fn verify(
    vault: &Vault<Unlocked>,
    secret: &Secret,
    demand: &Demand<'_>,
    now: Timestamp,
) -> Result<Outcome> {
    vault.read(now, |transaction| decide(transaction, secret, demand))
}

/// The same inside of a transaction.
pub(in crate::ops) fn decide(
    transaction: &Transaction<'_>,
    secret: &Secret,
    demand: &Demand<'_>,
) -> Result<Outcome> {
    let digest = sha256(secret.expose().as_bytes());
    let Some(stored) = transaction.find::<Key>("digest", digest.as_bytes())?.pop() else {
        let known_form = token::parse(secret.expose()).is_some();
        let refusal = if known_form { Refusal::Unknown } else { Refusal::Malformed };
        return Ok(Outcome { verdict: Err(refusal), key: None });
    };
    let key = stored.record;
    let now = transaction.now();
    let verdict = match key.status(now) {
        Status::Revoked => Err(Refusal::Revoked),
        Status::Disabled => Err(Refusal::Disabled),
        _ => rights(&key).check(demand, now),
    };
    Ok(Outcome { verdict, key: Some(key) })
}

/// What a server knows of what the key may do.
pub(super) fn rights(key: &Key) -> Rights<'_, impl Iterator<Item = &str> + Clone> {
    Rights {
        scopes: key.scopes.iter().map(Scope::as_str),
        resource: key.resource.as_ref().map(ResourcePath::as_str),
        environment: key.environment.as_ref().map(Environment::as_str),
        not_before: key.not_before,
        expires_at: key.ends_at(),
    }
}
