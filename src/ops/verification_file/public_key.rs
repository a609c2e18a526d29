//! The public halves of the signing keys.

use clap::{Args, ValueEnum};

use crate::crypto::signing::{PublicKey, SigningKey, to_jwk_set};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{SigningSeed, Transaction, Unlocked, Vault};

pub use crate::verification::read_public_keys as read;

/// How a public key is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct Request {
    /// Output format of the key
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Encoding,
}

/// How to print a public key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
#[allow(clippy::doc_markdown, reason = "shown as help")]
pub enum Encoding {
    /// SubjectPublicKeyInfo in PEM
    #[default]
    Pem,
    /// JSON Web Key; a JWK Set while two keys are valid
    Jwk,
    /// The 32 bytes in base64url
    Raw,
}

impl Encoding {
    /// Encodes the keys as text, with a final line feed. Several JWKs are a JWK Set.
    pub fn encode(self, keys: &[PublicKey]) -> String {
        match (self, keys) {
            (Self::Pem, _) => keys.iter().map(PublicKey::to_pem).collect(),
            (Self::Jwk, [key]) => key.to_jwk() + "\n",
            (Self::Jwk, _) => to_jwk_set(keys) + "\n",
            (Self::Raw, _) => keys.iter().map(|key| key.to_raw() + "\n").collect(),
        }
    }
}

/// The active key, followed by the prepared one, if any.
pub fn public_keys(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<PublicKey>> {
    vault.read(now, all)
}

/// Like [`public_keys`], within a transaction.
pub(in crate::ops) fn all(transaction: &Transaction<'_>) -> Result<Vec<PublicKey>> {
    let mut keys = Vec::new();
    for stored in transaction.all::<SigningSeed>()? {
        let public = signing_key(&stored.record)?.public();
        let place = if stored.record.active { 0 } else { keys.len() };
        keys.insert(place, public);
    }
    Ok(keys)
}

/// The key pair derived from a seed.
pub(in crate::ops) fn signing_key(seed: &SigningSeed) -> Result<SigningKey> {
    SigningKey::from_seed(seed.seed.key().expose())
        .map_err(|_| Error::internal("the signing key was refused"))
}

pub(in crate::ops) fn active(transaction: &Transaction<'_>) -> Result<SigningKey> {
    let seeds = transaction.all::<SigningSeed>()?;
    let active = seeds.iter().rfind(|stored| stored.record.active);
    signing_key(&active.ok_or_else(|| Error::tampered("the vault has no signing key"))?.record)
}
