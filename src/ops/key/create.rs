//! Creating keys.

use zeroize::Zeroizing;

use crate::crypto::hash::sha256;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::credential::CredentialName;
use crate::domain::grant::ProfileRefusal;
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::profile::Profile;
use crate::domain::time::Timestamp;
use crate::domain::token::{self, Prefix, RANDOM_LENGTH};
use crate::error::{Error, Kind, Result};
use crate::ops::{authorization, credential, denial, profile};
use crate::secret::Secret;
use crate::store::{Index, StoreError, Transaction, Unlocked, Vault};

pub use super::settings::{Settings, Terms};
pub use crate::domain::grant::Expiry;

/// A key to be created, from options or a line of a bulk file.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// Its name.
    pub name: KeyName,
    /// Its other options.
    pub terms: Terms,
    /// The credential that its secret is stored in; `None`: not stored.
    pub keep_in: Option<CredentialName>,
}

/// A new key with its secret; the record has only the digest.
pub struct Minted {
    /// The record.
    pub key: Key,
    /// The secret.
    pub secret: Secret,
    /// Whether it replaces another one in the credential that it is stored in.
    pub replaces: bool,
}

/// Delivers secrets, before anything is committed.
pub trait Delivery {
    /// Delivers one secret.
    fn deliver(&mut self, minted: &Minted) -> Result<()>;
    /// Completes the delivery: output flushed, and files synced to disk.
    fn complete(&mut self) -> Result<()>;
}

/// Creates all keys or none. A secret is delivered before its key is committed, so that no key exists whose
/// secret was lost. Returns the number of keys.
pub fn create(
    vault: &Vault<Unlocked>,
    keys: &mut dyn Iterator<Item = Result<NewKey>>,
    now: Timestamp,
    delivery: &mut dyn Delivery,
) -> Result<u64> {
    let mut delivered = 0;
    let made = denial::write(vault, now, |transaction| {
        for new in keys {
            let new = new?;
            let keep_in = new.keep_in.clone();
            let mut minted = mint(transaction, new)?;
            transaction.insert(&minted.key)?;
            transaction.record(AuditEntry::to_key(Action::KeyCreate, &minted.key))?;
            if let Some(name) = keep_in {
                let (secret, change) = (minted.secret.copy(), credential::Change::default());
                minted.replaces = credential::put(transaction, &name, secret, &change)?.replaced;
            }
            delivery.deliver(&minted)?;
            delivered += 1;
        }
        delivery.complete()?;
        Ok(delivered)
    });
    made.map_err(|error| if delivered > 0 { void(error) } else { error })
}

/// Whether keys may have been created although `create` failed: the commit is not durable, or its outcome is
/// unknown.
pub fn may_have_committed(error: &Error) -> bool {
    matches!(error.cause(), Some(StoreError::NotDurable(_) | StoreError::Unknown(_)))
}

/// Adds to an error whether a secret that was already delivered is valid.
fn void(mut error: Error) -> Error {
    error.message.push_str(match error.cause::<StoreError>() {
        Some(StoreError::NotDurable(_)) => "; the delivered secret is valid if the key is listed",
        Some(StoreError::Unknown(_)) => "; it is unknown whether the delivered secret is valid",
        _ => "; no key was created, and a printed secret is invalid",
    });
    error
}

fn mint(transaction: &Transaction<'_>, new: NewKey) -> Result<Minted> {
    authorization::mint(transaction, &new.name)?;
    let version = next_version(transaction, &new.name)?;
    let profile = profile::asked_for(transaction, new.terms.profile.as_ref())?;
    let mut key = prepare(transaction, &profile, new, version)?;
    let prefix = match &key.prefix {
        Some(prefix) => prefix.clone(),
        None => profile.prefix().map_err(|_| Error::internal("the default prefix"))?,
    };
    let secret = draw(transaction, &prefix)?;
    key.digest = sha256(secret.expose().as_bytes());
    key.start = secret.start().map(str::to_owned);
    key.prefix = Some(prefix);
    Ok(Minted { key, secret, replaces: false })
}

/// A uniformly random secret.
pub(in crate::ops) fn draw(transaction: &Transaction<'_>, prefix: &Prefix) -> Result<Secret> {
    let mut characters = Zeroizing::new([0; RANDOM_LENGTH]);
    let mut bytes = Zeroizing::new([0; 64]);
    let mut filled = 0;
    while filled < RANDOM_LENGTH {
        transaction.random(bytes.as_mut_slice())?;
        filled += token::draw_base62(bytes.as_slice(), &mut characters[filled..]);
    }
    Ok(Secret::new(token::assemble(prefix, &characters)))
}

/// The next version of a lineage; an error if its name is taken by a live key.
pub(in crate::ops) fn next_version(transaction: &Transaction<'_>, name: &KeyName) -> Result<u32> {
    let versions = transaction.find::<Key>(Index::KeyName, name.as_str())?;
    let now = transaction.now();
    if let Some(live) = versions.iter().find(|key| key.record.status(now).is_live()) {
        let status = live.record.status(now).as_str();
        return Err(Error::conflict(format!(
            "the name '{name}' is taken by {}, which is {status}",
            live.record.id
        ))
        .hint("choose another name, or revoke that key first"));
    }
    Ok(versions.iter().map(|key| key.record.version).max().unwrap_or(0).saturating_add(1))
}

/// The record of a new key that its profile accepts, without the secret's digest, start and prefix.
pub(in crate::ops) fn prepare(
    transaction: &Transaction<'_>,
    profile: &Profile,
    new: NewKey,
    version: u32,
) -> Result<Key> {
    let key = draft(transaction, profile, new, version)?;
    profile.accept(&key, None).map_err(|why| refused(&key.name, profile, why))?;
    Ok(key)
}

fn refused(name: &KeyName, profile: &Profile, why: ProfileRefusal) -> Error {
    profile::refused(name, profile, why, |error| denial::to_name(name, error))
}

/// The same, not yet checked against the profile.
pub(in crate::ops) fn draft(
    transaction: &Transaction<'_>,
    profile: &Profile,
    new: NewKey,
    version: u32,
) -> Result<Key> {
    let now = transaction.now();
    let unset = KeyId::from_bits([0; 16]);
    let profile_name = profile.name.clone();
    let mut key = Key::new(unset, new.name, version, profile_name, sha256(b""), now, transaction.actor());
    let name = key.name.clone();
    new.terms.apply(&mut key, profile, now, |why| refused(&name, profile, why))?;
    // Generated last: a refused key uses no randomness.
    let mut bits = [0; 16];
    transaction.random(&mut bits)?;
    key.id = KeyId::from_bits(bits);
    Ok(key)
}

pub(in crate::ops) fn bound(what: &str, count: usize, most: usize) -> Result<()> {
    if count > most {
        Err(Error::usage(format!("{count} {what} are given; at most {most} are accepted")))
    } else {
        Ok(())
    }
}

/// Refuses a key that could never be valid.
pub(in crate::ops) fn refuse_empty_life(
    not_before: Option<Timestamp>,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let Some(end) = expires_at else { return Ok(()) };
    if end <= now {
        return Err(
            Error::new(Kind::Usage, format!("the expiry {end} is in the past")).hint("give a later time")
        );
    }
    match not_before {
        Some(start) if start >= end => {
            Err(Error::usage(format!("the key would expire at {end}, before it is valid from {start}")))
        }
        _ => Ok(()),
    }
}
