//! The keys that logs name. A log may name any number of keys, and a vault have millions: what identifies them is
//! collected, each with its newest time, and looked up in the vault's indexes from time to time.

use std::collections::{BTreeMap, HashMap};

use super::{Counts, MAX_EXAMPLES};
use crate::crypto::hash::sha256;
use crate::domain::digest::Digest;
use crate::domain::id::KeyIdStart;
use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::domain::token;
use crate::error::Result;
use crate::formats::usage::{IdentifiedBy, UsageRecord};
use crate::store::{Index, StoreError, Stored, Transaction};

/// The shortest text that is taken for the whole secret of a key created elsewhere: a shorter one has less
/// than 128 bits, and the displayable part of a secret is shorter or looked up separately.
const MIN_SECRET: usize = 20;
/// How many characters are displayed of what is neither an id nor the start of a secret: it may be anything.
const SHOWN: usize = 4;
/// How many identifiers wait to be looked up. In their order they are near to one another in the index.
const MOST_WAITING: usize = 100_000;

/// A line of one of the logs, both counted from their beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) log: usize,
    pub(super) line: u64,
}

/// What the lines that name one key say.
struct Mentions {
    lines: u64,
    newest: Timestamp,
    first: Place,
}

/// Uses of keys.
#[derive(Default)]
pub(super) struct Uses {
    waiting: BTreeMap<IdentifiedBy, HashMap<Box<str>, Mentions>>,
    /// By the number of the key's record: when it was last used.
    found: BTreeMap<i64, Timestamp>,
}

/// The key that an identifier leads to.
enum Found {
    Key(i64),
    /// More than one key matches.
    Several,
    /// The vault has no such key.
    Nothing,
}

impl Uses {
    /// Adds what a line says.
    pub(super) fn add(&mut self, usage_record: &UsageRecord<'_>, place: Place) {
        let named = self.waiting.entry(usage_record.by).or_default();
        if let Some(mentions) = named.get_mut(&*usage_record.text) {
            mentions.lines += 1;
            mentions.newest = mentions.newest.max(usage_record.at);
        } else {
            let mentions = Mentions { lines: 1, newest: usage_record.at, first: place };
            named.insert(usage_record.text.as_ref().into(), mentions);
        }
    }

    /// Whether so many identifiers wait that they should be looked up.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.values().map(HashMap::len).sum::<usize>() >= MOST_WAITING
    }

    /// Looks up what waits, and counts what is not found. Returns the first line that contains a whole secret.
    pub(super) fn look_up(
        &mut self,
        transaction: &Transaction<'_>,
        counts: &mut Counts,
    ) -> Result<Option<Place>> {
        let (mut unknown, mut secrets) = (Vec::new(), Vec::new());
        for (by, named) in std::mem::take(&mut self.waiting) {
            let mut named: Vec<(Box<str>, Mentions)> = named.into_iter().collect();
            named.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
            for (text, Mentions { lines, newest, first }) in named {
                let (found, is_secret) = find(transaction, by, &text)?;
                if is_secret {
                    secrets.push(first);
                }
                match found {
                    Found::Key(id) => {
                        let at = self.found.entry(id).or_insert(newest);
                        *at = newest.max(*at);
                    }
                    Found::Several => counts.ambiguous += lines,
                    Found::Nothing => {
                        counts.unknown += lines;
                        unknown.push((first, text));
                    }
                }
            }
        }
        unknown.sort_unstable_by_key(|(first, _)| *first);
        let mut examples = unknown.iter().map(|(_, text)| example(text));
        while counts.examples.len() < MAX_EXAMPLES
            && let Some(example) = examples.next()
        {
            counts.examples.insert(example);
        }
        Ok(secrets.into_iter().min())
    }

    /// The numbers of the records of the keys that were used, each with its newest time.
    pub(super) fn found(&self) -> impl Iterator<Item = (i64, Timestamp)> {
        self.found.iter().map(|(id, at)| (*id, *at))
    }
}

/// The key that a text names, and whether the text is a whole secret.
fn find(transaction: &Transaction<'_>, by: IdentifiedBy, text: &str) -> Result<(Found, bool), StoreError> {
    let of_secret = || with_digest(transaction, &sha256(text.as_bytes()));
    if token::parse(text).is_some() {
        return Ok((of_secret()?, true));
    }
    let found = match by {
        IdentifiedBy::Id => of_id(transaction, text)?,
        IdentifiedBy::Start => of_start(transaction, text)?,
        IdentifiedBy::Digest => of_digest(transaction, text)?,
        IdentifiedBy::Any => match (of_id(transaction, text)?, text.parse::<Digest>()) {
            (Found::Nothing, Ok(digest)) => with_digest(transaction, &digest)?,
            (Found::Nothing, Err(_)) => of_start(transaction, text)?,
            (found, _) => found,
        },
    };
    if matches!(found, Found::Nothing) && text.len() >= MIN_SECRET {
        let found = of_secret()?;
        let is_secret = !matches!(found, Found::Nothing);
        return Ok((found, is_secret));
    }
    Ok((found, false))
}

fn of_id(transaction: &Transaction<'_>, text: &str) -> Result<Found, StoreError> {
    // As on the command line: eight characters or more.
    if text.parse::<KeyIdStart>().is_err() {
        return Ok(Found::Nothing);
    }
    one(transaction.find_beginning::<Key>(Index::KeyId, text)?.into_iter().map(Ok))
}

fn of_start(transaction: &Transaction<'_>, text: &str) -> Result<Found, StoreError> {
    one(transaction.find_newest::<Key>(Index::KeyStart, text))
}

fn of_digest(transaction: &Transaction<'_>, text: &str) -> Result<Found, StoreError> {
    text.parse().map_or(Ok(Found::Nothing), |digest| with_digest(transaction, &digest))
}

fn with_digest(transaction: &Transaction<'_>, digest: &Digest) -> Result<Found, StoreError> {
    Ok(transaction.key_with_digest(digest)?.map_or(Found::Nothing, |key| Found::Key(key.id)))
}

fn one(keys: impl Iterator<Item = Result<Stored<Key>, StoreError>>) -> Result<Found, StoreError> {
    let keys = keys.take(2).collect::<Result<Vec<_>, _>>()?;
    Ok(match &*keys {
        [] => Found::Nothing,
        [key] => Found::Key(key.id),
        _ => Found::Several,
    })
}

/// An unknown key in displayable form: its id, the start of a secret, else only a few characters.
fn example(text: &str) -> String {
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

    #[test]
    fn no_secret_is_shown() {
        let own = token::assemble(&"acme_live".parse().unwrap(), &[b'A'; 48]);
        for (text, shown) in [
            (&*own, "acme_live_AAAAAAAA"),
            ("acme_live_AAAAAAAA", "acme_live_AAAAAAAA"),
            ("key_abcdefgh", "key_abcdefgh"),
            ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_…"),
            ("hunter2", "hun…"),
            ("é", "…"),
        ] {
            assert_eq!(example(text), shown);
        }
    }

    #[test]
    fn so_many_wait_however_often_they_are_named() {
        let mut uses = Uses::default();
        for number in 0..MOST_WAITING {
            assert!(!uses.is_full());
            for by in [IdentifiedBy::Id, IdentifiedBy::Id] {
                let text = number.to_string().into();
                uses.add(&UsageRecord { by, text, at: Timestamp::START }, Place { log: 0, line: 1 });
            }
        }
        assert!(uses.is_full());
    }
}
