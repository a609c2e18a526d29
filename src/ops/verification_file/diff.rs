//! `diff`: what one verification file grants and another does not.

use std::cmp::Ordering;
use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::check::{PublishedKey, about};
use super::public_key;
use crate::domain::digest::Digest;
use crate::error::{Error, Result};
use crate::verification::{Entries, EntryRef, Verifier, read_any};

/// Two files, each of any format. Either may have expired.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Request {
    /// The older file, of any format
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The newer file, of any format
    #[arg(value_name = "NEW")]
    pub new: PathBuf,

    /// Require both files to be signed by this public key: a file, or the key itself; repeatable
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    pub public_key: Vec<String>,
}

/// The changes from the old file to the new one, each in ascending order of the keys' digests.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Only in the new one.
    pub gained: Vec<PublishedKey>,
    /// Only in the old one.
    pub lost: Vec<PublishedKey>,
    /// In both, with other rights or times.
    pub changed: Vec<Change>,
}

/// One key in both files.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// In the old one.
    pub before: PublishedKey,
    /// In the new one.
    pub after: PublishedKey,
}

/// Compares the files by the digests of their keys.
///
/// # Errors
/// A file is damaged, or not authentic where public keys are given.
pub fn run(request: &Request) -> Result<Outcome> {
    let verifier = match public_key::read(&request.public_key)? {
        keys if keys.is_empty() => None,
        keys => Some(Verifier::new(keys)),
    };
    let old = Keys::read(&request.old, verifier.as_ref())?;
    let new = Keys::read(&request.new, verifier.as_ref())?;
    let mut outcome = Outcome::default();
    let (mut before, mut after) = (old.iter().peekable(), new.iter().peekable());
    loop {
        // The side with the lower digest advances; a side at its end waits.
        let order = match (before.peek(), after.peek()) {
            (Some(before), Some(after)) => before.digest().cmp(&after.digest()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return Ok(outcome),
        };
        let lost = if order.is_le() { before.next() } else { None };
        let gained = if order.is_ge() { after.next() } else { None };
        match (lost, gained) {
            (Some(before), Some(after)) if !before.is_same_as(&after) => {
                outcome.changed.push(Change { before: before.key(), after: after.key() });
            }
            (Some(_), Some(_)) => {}
            (lost, gained) => {
                outcome.lost.extend(lost.map(|lost| lost.key()));
                outcome.gained.extend(gained.map(|gained| gained.key()));
            }
        }
    }
}

/// The keys of a file, in ascending order of their digests.
enum Keys {
    /// Of `jsonl`.
    Entries(Entries),
    /// Of another format.
    Lines(Vec<(Digest, PublishedKey)>),
}

/// One of them.
enum KeyIn<'a> {
    Entry(EntryRef<'a>),
    Line(&'a (Digest, PublishedKey)),
}

impl Keys {
    fn read(path: &Path, verifier: Option<&Verifier>) -> Result<Self> {
        let file = File::open(path)
            .map_err(|error| Error::io(format!("opening '{}' failed", path.display()), error))?;
        let mut lines = Vec::new();
        let read = read_any(file, verifier, |claims, line| {
            let entry = claims.fmt.read_entry(line)?;
            lines.push((entry.digest, entry.into()));
            Ok(())
        });
        let (_, entries) = read.map_err(about(path))?;
        Ok(entries.map_or(Self::Lines(lines), Self::Entries))
    }

    fn iter(&self) -> Box<dyn Iterator<Item = KeyIn<'_>> + '_> {
        match self {
            Self::Entries(entries) => Box::new(entries.iter().map(KeyIn::Entry)),
            Self::Lines(lines) => Box::new(lines.iter().map(KeyIn::Line)),
        }
    }
}

impl KeyIn<'_> {
    fn digest(&self) -> Digest {
        match self {
            Self::Entry(entry) => entry.digest(),
            Self::Line((digest, _)) => *digest,
        }
    }

    fn key(&self) -> PublishedKey {
        match self {
            Self::Entry(entry) => (*entry).into(),
            Self::Line((_, key)) => key.clone(),
        }
    }

    fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entry(one), Self::Entry(other)) => one == other,
            _ => self.key() == other.key(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::signing::SigningKey;
    use crate::error::{Kind, Reason};
    use crate::ops::verification_file::check::tests::{entry, key, write};

    #[test]
    fn gained_lost_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        write(&old, 1, vec![entry("same", "read"), entry("wider", "read"), entry("gone", "a")]);
        write(&new, 2, vec![entry("same", "read"), entry("wider", "write"), entry("added", "b")]);
        let mut request = Request { old, new, public_key: vec![] };
        let outcome = run(&request).unwrap();
        let scopes = |keys: &[PublishedKey]| keys.iter().map(|key| key.scopes.join(" ")).collect::<Vec<_>>();
        assert_eq!((scopes(&outcome.gained), scopes(&outcome.lost)), (vec!["b".into()], vec!["a".into()]));
        assert_eq!(outcome.changed.len(), 1);
        assert_eq!(
            (&*outcome.changed[0].before.scopes[0], &*outcome.changed[0].after.scopes[0]),
            ("read", "write")
        );
        request.public_key = vec![key().public().to_raw()];
        assert_eq!(run(&request).unwrap(), outcome);
        request.public_key = vec![SigningKey::from_seed(&[8; 32]).unwrap().public().to_raw()];
        assert_eq!(run(&request).unwrap_err().kind, Kind::Tampered(Reason::Signature));
    }
}
