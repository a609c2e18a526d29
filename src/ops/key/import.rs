//! Importing existing keys.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::create::{NewKey, next_version, prepare};
use super::resolve::lineage;
use crate::crypto::hash::sha256;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::digest::Digest;
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::domain::token::{self, Prefix};
use crate::error::{Error, Result};
use crate::ops::{authorization, denial, profile};
use crate::secret::Secret;
use crate::store::{Transaction, Unlocked, Vault};

/// The minimum entropy of a secret: its plain SHA-256 is stored and published, and must resist guessing.
const MIN_BITS: f64 = 128.0;
/// The minimum number of distinct characters: with fewer, a string of any length is not random.
const MIN_DISTINCT: usize = 8;

/// The secret or digest of a foreign key.
pub enum Proof {
    /// Its secret.
    Secret(Secret),
    /// Only its digest, which does not show the secret's strength.
    Digest(Digest),
}

impl Proof {
    fn digest(&self) -> Digest {
        match self {
            Self::Secret(secret) => sha256(secret.expose().as_bytes()),
            Self::Digest(digest) => *digest,
        }
    }
}

/// A key to be imported.
pub struct ImportKey {
    /// Its metadata.
    pub key: NewKey,
    /// Its secret or digest.
    pub proof: Proof,
    /// What is known of it from where it comes.
    pub past: Past,
}

/// What is known of a key from where it comes.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// When it was created; `None`: as it is imported.
    pub created_at: Option<Timestamp>,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// The start of its secret; `None`: as much of the secret as may be shown.
    pub start: Option<String>,
}

/// One imported key.
#[derive(Debug)]
pub struct Imported {
    /// The record.
    pub key: Key,
    /// False if the vault already had this key.
    pub changed: bool,
}

/// Imports all the keys or none.
pub fn import(
    vault: &Vault<Unlocked>,
    keys: &mut dyn Iterator<Item = ImportKey>,
    trust_digests: bool,
    now: Timestamp,
) -> Result<Vec<Imported>> {
    denial::write(vault, now, |transaction| {
        let (mut imported, mut names, mut digests) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for import_key in keys {
            refuse_twice(&import_key, &mut names, &mut digests)?;
            imported.push(import_one(transaction, import_key, trust_digests)?);
        }
        Ok(imported)
    })
}

/// Rejects a duplicate in the input: it is a mistake, and it is unknown which of the two is meant.
fn refuse_twice(
    import_key: &ImportKey,
    names: &mut BTreeSet<KeyName>,
    digests: &mut BTreeSet<[u8; 32]>,
) -> Result<()> {
    let (name, digest) = (&import_key.key.name, import_key.proof.digest());
    let what = match (names.insert(name.clone()), digests.insert(*digest.as_bytes())) {
        (true, true) => return Ok(()),
        (false, _) => format!("the name '{name}' occurs twice"),
        (true, false) => format!("'{name}' has the same secret or digest as an earlier key"),
    };
    Err(Error::usage(what).hint("give each key once; nothing was imported"))
}

fn import_one(
    transaction: &mut Transaction<'_>,
    import_key: ImportKey,
    trust_digests: bool,
) -> Result<Imported> {
    let name = import_key.key.name.clone();
    authorization::mint(transaction, &name)?;
    let digest = import_key.proof.digest();
    let (start, prefix, how) = match &import_key.proof {
        Proof::Secret(secret) => {
            refuse_weak(secret.expose())
                .map_err(|why| denial::to_name(&name, Error::conflict(format!("'{name}': {why}"))))?;
            let parts = token::parse(secret.expose());
            let start = match &import_key.past.start {
                Some(claimed) => Some(claimed_start(&name, claimed, secret.expose())?),
                None => start_of(secret.expose()).map(str::to_owned),
            };
            let prefix: Option<Prefix> = parts.and_then(|parts| parts.prefix.parse().ok());
            if import_key.key.terms.prefix.is_some() && import_key.key.terms.prefix != prefix {
                return Err(Error::conflict(format!("'{name}': the prefix given is not that of the secret"))
                    .hint("omit prefix: it is read from the secret"));
            }
            (start, prefix, "from its secret")
        }
        Proof::Digest(_) if is_of_nothing(&digest) => {
            let what = format!("'{name}': the digest is that of an empty secret, or of a word such as null");
            let error = Error::conflict(what).hint("find out what made it: nobody has such a key");
            return Err(denial::to_name(&name, error));
        }
        Proof::Digest(_) if !trust_digests => {
            let what =
                format!("'{name}' is given only by its digest, and a weak secret can be guessed from it");
            let error = Error::conflict(what)
                .hint("add --trust-digests if you know that the secret has 128 bits or more");
            return Err(denial::to_name(&name, error));
        }
        Proof::Digest(digest) => {
            let prefix = import_key.key.terms.prefix.clone();
            let start = import_key.past.start.as_deref();
            let start = start.map(|start| trusted_start(transaction, &name, start, prefix.as_ref(), digest));
            (start.transpose()?, prefix, "from a digest that was trusted")
        }
    };
    if let Some(known) = transaction.key_with_digest(&digest)? {
        let key = known.record;
        if key.name == name {
            return Ok(Imported { key, changed: false });
        }
        return Err(Error::conflict(format!("'{name}' is already in the vault as '{}'", key.name)));
    }
    let version = next_version(transaction, &name)?;
    let profile = profile::asked_for(transaction, import_key.key.terms.profile.as_ref())?;
    let past = import_key.past;
    let mut key = prepare(transaction, &profile, import_key.key, version)?;
    set_times(&mut key, &past, transaction.now())?;
    key.digest = digest;
    key.start = start;
    key.prefix = prefix;
    transaction.insert(&key)?;
    transaction.record(AuditEntry::to_key(Action::KeyImport, &key).detail(how))?;
    Ok(Imported { key, changed: true })
}

/// Sets when the key was created and last used, before it came here.
fn set_times(key: &mut Key, past: &Past, now: Timestamp) -> Result<()> {
    for (member, at) in [("created_at", past.created_at), ("last_used_at", past.last_used_at)] {
        if let Some(at) = at.filter(|at| *at > now) {
            let what = format!("'{}': {member}: {at} is in the future; now it is {now}", key.name);
            return Err(Error::usage(what));
        }
    }
    key.created_at = past.created_at.unwrap_or(now);
    key.last_used_at = past.last_used_at;
    match past.last_used_at.filter(|used| *used < key.created_at) {
        None => Ok(()),
        Some(used) => {
            let created = key.created_at;
            let what =
                format!("'{}': last_used_at: {used} is before the key was created, at {created}", key.name);
            let error = Error::usage(what);
            Err(if past.created_at.is_none() {
                error.hint("give created_at too: without it, that is now")
            } else {
                error
            })
        }
    }
}

fn bad_start(name: &KeyName, what: &str) -> Error {
    Error::usage(format!("'{name}': start: {what}"))
}

/// A start that is given with the secret: as long as somebody wants it, if enough remains hidden.
fn claimed_start(name: &KeyName, claimed: &str, secret: &str) -> Result<String> {
    let Some(rest) = secret.strip_prefix(claimed) else {
        return Err(
            bad_start(name, "the secret does not begin so").hint("omit start: it is read from the secret")
        );
    };
    let is_enough = match token::parse(secret) {
        Some(parts) => claimed == parts.start,
        None => is_of_form(claimed) && bits(rest, symbols(secret)) >= MIN_BITS,
    };
    if is_enough {
        return Ok(claimed.to_owned());
    }
    Err(bad_start(
        name,
        "it is too short, or shows so much that less than 128 bits of the secret stay hidden",
    )
    .hint("omit start: it is read from the secret"))
}

/// A start that is given with a digest. How much of the secret stays hidden is as unknown as how strong it is: it may
/// show no more than starts do.
fn trusted_start(
    transaction: &Transaction<'_>,
    name: &KeyName,
    start: &str,
    prefix: Option<&Prefix>,
    digest: &Digest,
) -> Result<String> {
    if !is_of_form(start) {
        let what =
            "it must be 8, 12 or 16 visible ASCII characters, or a prefix, '_' and 8 letters or digits";
        return Err(bad_start(name, what).hint("omit it, or give less of the secret"));
    }
    if sha256(start.as_bytes()) == *digest {
        return Err(bad_start(name, "it is the whole secret").hint("replace that secret: it is too short"));
    }
    if prefix.is_some_and(|prefix| !start.starts_with(&format!("{prefix}_"))) {
        return Err(bad_start(name, "it does not begin with the prefix that is given"));
    }
    let Some(named) = start.parse::<KeyName>().ok().map(|named| lineage(transaction, &named)).transpose()?
    else {
        return Ok(start.to_owned());
    };
    match named.first() {
        // It would no longer be known which of both is meant.
        Some(_) => Err(Error::conflict(format!("'{name}': start: a key of the vault is called '{start}'"))
            .hint("omit it")),
        None => Ok(start.to_owned()),
    }
}

/// Whether a start is one that commands take for one.
fn is_of_form(start: &str) -> bool {
    token::is_start(start) || token::is_foreign_start(start)
}

/// The digests of what programs send when they have no secret.
static OF_NOTHING: LazyLock<BTreeSet<Digest>> =
    LazyLock::new(|| token::usual_nothings().map(|nothing| sha256(nothing.as_bytes())).collect());

/// Whether a digest was made from a variable that was not set: then nobody has that key, or everybody.
pub(in crate::ops) fn is_of_nothing(digest: &Digest) -> bool {
    OF_NOTHING.contains(digest)
}

/// The start of a secret that may be displayed, if 128 bits remain hidden.
fn start_of(secret: &str) -> Option<&str> {
    if let Some(parts) = token::parse(secret) {
        return Some(parts.start);
    }
    let symbols = symbols(secret);
    let mut parts = token::SHOWN_OF_FOREIGN.into_iter().filter_map(|shown| secret.split_at_checked(shown));
    parts.find(|(_, invisible)| bits(invisible, symbols) >= MIN_BITS).map(|(start, _)| start)
}

fn refuse_weak(secret: &str) -> Result<(), String> {
    if secret.chars().any(|c| c.is_control() || c == ' ') || !secret.is_ascii() {
        return Err("the secret contains a space, a control character or a non-ASCII character".to_owned());
    }
    let mut distinct: Vec<u8> = secret.bytes().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < MIN_DISTINCT || bits(secret, symbols(secret)) < MIN_BITS {
        return Err(
            "the secret is too weak: its length and alphabet give less than 128 bits of entropy".to_owned()
        );
    }
    Ok(())
}

/// The size of the smallest common alphabet that contains the text.
fn symbols(text: &str) -> f64 {
    let all = |test: fn(u8) -> bool| text.bytes().all(test);
    if all(|b| b.is_ascii_digit()) {
        10.0
    } else if all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
        || all(|b| b.is_ascii_digit() || matches!(b, b'A'..=b'F'))
    {
        16.0
    } else if all(|b| b.is_ascii_lowercase()) || all(|b| b.is_ascii_uppercase()) {
        26.0
    } else if all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'))
        || all(|b| matches!(b, b'A'..=b'Z' | b'2'..=b'7'))
    {
        32.0
    } else if all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        || all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    {
        36.0
    } else {
        // Base64 and similar. Punctuation is as often a separator as a random character.
        62.0
    }
}

#[allow(clippy::cast_precision_loss, reason = "lengths are far below 2^52")]
fn bits(text: &str, symbols: f64) -> f64 {
    text.len() as f64 * symbols.log2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_secrets_are_refused_and_usual_ones_taken() {
        for weak in [
            "",
            "password",
            "correct horse battery staple",
            &"a".repeat(200),
            &"12345678".repeat(4),
            "0123456789abcdef0123456789abcde",
        ] {
            assert!(refuse_weak(weak).is_err(), "{weak}");
        }
        for strong in [
            "9f86d081884c7d659a2feaa0c55ad015",
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        ] {
            assert!(refuse_weak(strong).is_ok(), "{strong}");
        }
    }

    #[test]
    fn nothing_is_shown_of_a_secret_that_needs_all_its_bits() {
        assert_eq!(start_of("9f86d081884c7d659a2feaa0c55ad015"), None);
        assert_eq!(start_of("sk_live_4eC39HqLyjWDarjtT1zdp7dc"), Some("sk_live_"));
        assert_eq!(start_of("ghp_16C7e42F292c6912E7710c838347Ae178B4a"), Some("ghp_16C7e42F292c"));
    }
}
