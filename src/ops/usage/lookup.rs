//! The identifiers by which logs may name the keys of a vault.

use crate::crypto::hash::sha256;
use crate::domain::digest::Digest;
use crate::domain::id::KeyIdStart;
use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::domain::token;
use crate::error::Result;
use crate::formats::usage::{IdentifiedBy, UsageRecord};
use crate::store::{Flow, Transaction};

/// The shortest text that is taken for the whole secret of a key created elsewhere: a shorter one has less
/// than 128 bits, and the displayable part of a secret is shorter or looked up separately.
const MIN_SECRET: usize = 20;
/// How many characters are displayed of what is neither an id nor the start of a secret: it may be anything.
const SHOWN: usize = 4;

/// All keys of a vault, in the order of their rows.
pub(super) struct KeyLookup {
    keys: Vec<Name>,
    // Indices into `keys`, each list sorted by the identifier in its name.
    by_id: Vec<usize>,
    by_start: Vec<usize>,
    by_digest: Vec<usize>,
}

struct Name {
    row: i64,
    id: Box<str>,
    start: Option<Box<str>>,
    digest: Digest,
    used_at: Option<Timestamp>,
}

/// The key that a line names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Key(usize),
    /// More than one key matches.
    Several,
    /// The vault has no such key.
    Nothing,
}

impl KeyLookup {
    pub(super) fn load(transaction: &Transaction<'_>) -> Result<Self> {
        let mut keys = Vec::new();
        transaction.scan::<Key>(0, &mut |stored| {
            let key = stored.record;
            keys.push(Name {
                row: stored.id,
                id: String::from(key.id).into(),
                start: key.start.map(Box::from),
                digest: key.digest,
                used_at: None,
            });
            Ok(Flow::Continue)
        })?;
        Ok(Self::new(keys))
    }

    fn new(keys: Vec<Name>) -> Self {
        let all = || (0..keys.len()).collect::<Vec<_>>();
        let (mut by_id, mut by_start, mut by_digest) = (all(), all(), all());
        by_start.retain(|index| keys[*index].start.is_some());
        by_id.sort_unstable_by_key(|index| &keys[*index].id);
        by_start.sort_unstable_by_key(|index| &keys[*index].start);
        by_digest.sort_unstable_by_key(|index| keys[*index].digest);
        Self { keys, by_id, by_start, by_digest }
    }

    /// The key that a line names, and whether the line contains a whole secret.
    pub(super) fn find(&self, usage_record: &UsageRecord<'_>) -> (Found, bool) {
        let text = &*usage_record.text;
        if token::parse(text).is_some() {
            return (self.of_secret(text), true);
        }
        let found = match usage_record.by {
            IdentifiedBy::Id => self.of_id(text),
            IdentifiedBy::Start => self.of_start(text),
            IdentifiedBy::Digest => self.of_digest(text),
            IdentifiedBy::Any => match (self.of_id(text), text.parse::<Digest>()) {
                (Found::Nothing, Ok(digest)) => self.with_digest(&digest),
                (Found::Nothing, Err(_)) => self.of_start(text),
                (found, _) => found,
            },
        };
        if found == Found::Nothing && text.len() >= MIN_SECRET {
            let found = self.of_secret(text);
            let is_secret = found != Found::Nothing;
            return (found, is_secret);
        }
        (found, false)
    }

    fn of_secret(&self, secret: &str) -> Found {
        self.with_digest(&sha256(secret.as_bytes()))
    }

    fn of_id(&self, text: &str) -> Found {
        // As on the command line: eight characters or more.
        if text.parse::<KeyIdStart>().is_err() {
            return Found::Nothing;
        }
        let first = self.by_id.partition_point(|index| &*self.keys[*index].id < text);
        one(self.by_id[first..].iter().take_while(|index| self.keys[**index].id.starts_with(text)))
    }

    fn of_start(&self, text: &str) -> Found {
        let first = self.by_start.partition_point(|index| self.keys[*index].start.as_deref() < Some(text));
        let same = |index: &&usize| self.keys[**index].start.as_deref() == Some(text);
        one(self.by_start[first..].iter().take_while(same))
    }

    fn of_digest(&self, text: &str) -> Found {
        text.parse().map_or(Found::Nothing, |digest| self.with_digest(&digest))
    }

    fn with_digest(&self, digest: &Digest) -> Found {
        let found = self.by_digest.binary_search_by_key(digest, |index| self.keys[*index].digest);
        found.map_or(Found::Nothing, |index| Found::Key(self.by_digest[index]))
    }

    /// Records a use of a key.
    pub(super) fn used(&mut self, index: usize, at: Timestamp) {
        let key = &mut self.keys[index];
        key.used_at = key.used_at.max(Some(at));
    }

    /// The row ids of the keys that were used, each with its newest time.
    pub(super) fn seen(&self) -> impl Iterator<Item = (i64, Timestamp)> {
        self.keys.iter().filter_map(|key| Some((key.row, key.used_at?)))
    }
}

fn one<'a>(mut indexes: impl Iterator<Item = &'a usize>) -> Found {
    match (indexes.next(), indexes.next()) {
        (Some(index), None) => Found::Key(*index),
        (Some(_), Some(_)) => Found::Several,
        (None, _) => Found::Nothing,
    }
}

/// An unknown key in displayable form: its id, the start of a secret, else only a few characters.
pub(super) fn example(usage_record: &UsageRecord<'_>) -> String {
    let text = &*usage_record.text;
    if let Some(parts) = token::parse(text) {
        return parts.start.to_owned();
    }
    if text.parse::<KeyIdStart>().is_ok() || token::is_start(text) {
        return text.to_owned();
    }
    text.chars().take(SHOWN.min(text.chars().count() / 2)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::KeyId;

    fn known(starts: &[Option<&str>]) -> KeyLookup {
        let name = |(index, start): (usize, Option<&str>)| {
            let bits = u8::try_from(index).unwrap();
            Name {
                row: i64::from(bits) + 1,
                id: String::from(KeyId::from_bits([bits; 16])).into(),
                start: start.map(Box::from),
                digest: sha256(&[bits]),
                used_at: None,
            }
        };
        KeyLookup::new(starts.iter().copied().enumerate().map(name).collect())
    }

    fn find(known: &KeyLookup, by: IdentifiedBy, text: &str) -> (Found, bool) {
        known.find(&UsageRecord { by, text: text.into(), at: Timestamp::START })
    }

    #[test]
    fn each_key_is_found_by_each_of_its_names() {
        let known = known(&[Some("b_00000000"), None, Some("a_00000000"), Some("c_0"), Some("c_0")]);
        for index in 0..5 {
            let key = &known.keys[index];
            for by in [IdentifiedBy::Id, IdentifiedBy::Any] {
                assert_eq!(find(&known, by, &key.id), (Found::Key(index), false));
                assert_eq!(find(&known, by, &key.id[..12]), (Found::Key(index), false));
            }
            for by in [IdentifiedBy::Digest, IdentifiedBy::Any] {
                assert_eq!(find(&known, by, &key.digest.to_string()), (Found::Key(index), false));
            }
        }
        for by in [IdentifiedBy::Start, IdentifiedBy::Any] {
            assert_eq!(find(&known, by, "a_00000000"), (Found::Key(2), false));
            assert_eq!(find(&known, by, "b_00000000"), (Found::Key(0), false));
            assert_eq!(find(&known, by, "c_0"), (Found::Several, false));
            assert_eq!(find(&known, by, "b_0000000"), (Found::Nothing, false));
        }
        for (by, text) in [
            (IdentifiedBy::Id, "a_00000000"),
            (IdentifiedBy::Start, &*known.keys[0].id),
            (IdentifiedBy::Digest, "00"),
            (IdentifiedBy::Any, "key_"),
        ] {
            assert_eq!(find(&known, by, text).0, Found::Nothing, "{text}");
        }
    }

    #[test]
    fn a_whole_secret_is_known_for_one_and_not_shown() {
        let foreign = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
        let mut known = known(&[None, Some("ghp_16C7")]);
        known.keys[1].digest = sha256(foreign.as_bytes());
        let known = KeyLookup::new(known.keys);
        assert_eq!(find(&known, IdentifiedBy::Any, foreign), (Found::Key(1), true));
        let own = token::assemble(&"acme_live".parse().unwrap(), &[b'A'; 48]);
        assert_eq!(find(&known, IdentifiedBy::Start, &own), (Found::Nothing, true));
        let shown = |text: &str| {
            example(&UsageRecord { by: IdentifiedBy::Any, text: text.into(), at: Timestamp::START })
        };
        assert_eq!(shown(&own), "acme_live_AAAAAAAA");
        assert_eq!(shown("acme_live_AAAAAAAA"), "acme_live_AAAAAAAA");
        assert_eq!(shown("key_abcdefgh"), "key_abcdefgh");
        assert_eq!(shown(foreign), "ghp_…");
        assert_eq!(shown("hunter2"), "hun…");
        assert_eq!(shown("é"), "…");
    }

    #[test]
    fn the_newest_time_counts() {
        let mut known = known(&[None, None]);
        for seconds in [5, 9, 7] {
            known.used(1, Timestamp::from_unix(seconds));
        }
        assert_eq!(known.seen().collect::<Vec<_>>(), [(2, Timestamp::from_unix(9))]);
    }
}
