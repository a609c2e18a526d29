//! The public halves of the signing keys.

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::crypto::signing::{PublicKey, SigningKey, parse_public_keys};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::files::read_small;
use crate::store::{SigningSeed, Transaction, Unlocked, Vault};

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
    /// JSON Web Key
    Jwk,
    /// The 32 bytes in base64url
    Raw,
}

impl Encoding {
    /// Encodes the key as text.
    pub fn encode(self, key: &PublicKey) -> String {
        match self {
            Self::Pem => key.to_pem(),
            Self::Jwk => key.to_jwk(),
            Self::Raw => key.to_raw(),
        }
    }
}

/// Reads public keys as given on the command line: a file with PEM, JWK or raw keys, or a raw key itself.
pub fn read(names: &[String]) -> Result<Vec<PublicKey>> {
    let mut keys = Vec::new();
    for name in names {
        let path = Path::new(name);
        let text = match read_small(path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => match parse_public_keys(name) {
                Ok(found) => {
                    keys.extend(found);
                    continue;
                }
                Err(_) => return Err(Error::not_found(format!("--public-key: there is no file '{name}'"))),
            },
            Err(error) => return Err(Error::io(format!("--public-key: reading '{name}' failed"), error)),
        };
        let found = parse_public_keys(&text).map_err(|invalid| {
            Error::usage(format!("--public-key: '{name}' has no public key: {invalid}"))
                .hint("print it with `keywright public-key` on the machine with the vault")
        })?;
        keys.extend(found);
    }
    Ok(keys)
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
