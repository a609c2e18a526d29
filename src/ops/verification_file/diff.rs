//! `diff`: what one verification file grants and another does not.

use std::cmp::Ordering;
use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use super::check::{PublishedKey, about};
use super::public_key;
use crate::error::{Error, Result};
use crate::verification::{Entries, Verifier, read_entries};

/// Two `jsonl` files. Either may have expired.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Request {
    /// The older file (jsonl)
    #[arg(value_name = "OLD")]
    pub old: PathBuf,

    /// The newer file (jsonl)
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
    let old = read(&request.old, verifier.as_ref())?;
    let new = read(&request.new, verifier.as_ref())?;
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
            (Some(before), Some(after)) if before != after => {
                outcome.changed.push(Change { before: before.into(), after: after.into() });
            }
            (Some(_), Some(_)) => {}
            (lost, gained) => {
                outcome.lost.extend(lost.map(PublishedKey::from));
                outcome.gained.extend(gained.map(PublishedKey::from));
            }
        }
    }
}

fn read(path: &Path, verifier: Option<&Verifier>) -> Result<Entries> {
    let file =
        File::open(path).map_err(|error| Error::io(format!("opening '{}' failed", path.display()), error))?;
    let (_, entries) = read_entries(file, verifier).map_err(about(path))?;
    Ok(entries)
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
