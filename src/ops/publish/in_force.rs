//! The files in force, of targets and exported ones, and who is admitted by them that should not be.

use std::collections::BTreeMap;

use super::exposure::{PublicationHistory, gone};
use super::unpublished::{NamedKey, named, without_record};
use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Transaction;

/// How many exposed keys of a series are kept; the others are only counted.
const MOST_EXPOSED: usize = 20;

/// The files of one series that have not expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesInForce {
    /// The target's name, or `export/<format>/<audience>`.
    pub subject: String,
    /// Whether it belongs to a target, which is renewed.
    pub is_target: bool,
    /// When the last of them expires; `None`: only files of a lost history are known.
    pub valid_until: Option<Timestamp>,
    /// The keys that are over, and that one of these files admits: longest first, and not all of them.
    pub exposed: Vec<ExposedKey>,
    /// How many there are.
    pub exposed_count: u64,
}

/// A key that servers may still accept, though it was revoked, disabled or deleted, or has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExposedKey {
    /// The key.
    pub key: NamedKey,
    /// Until when at the latest.
    pub until: Timestamp,
}

/// All of them.
#[derive(Debug, Default)]
pub(in crate::ops) struct InForce {
    pub(in crate::ops) files: Vec<FilesInForce>,
    /// Until when keys may be accepted after their end, by the numbers of their records: of those that are over, and of
    /// those in their grace period, which older files do not know of.
    pub(in crate::ops) accepted_until: BTreeMap<i64, Timestamp>,
}

/// Reads the history of publications once.
pub(in crate::ops) fn in_force(transaction: &Transaction<'_>) -> Result<InForce> {
    let (history, now) = (PublicationHistory::load(transaction)?, transaction.now());
    let mut rows: BTreeMap<String, Vec<(i64, Timestamp)>> = BTreeMap::new();
    let mut found = InForce::default();
    transaction.keys_over(&mut |row| {
        for exposure in history.of(row, now) {
            let latest = found.accepted_until.entry(row).or_insert(exposure.until);
            *latest = exposure.until.max(*latest);
            rows.entry(exposure.subject).or_default().push((row, exposure.until));
        }
    })?;
    transaction.keys_retiring(&mut |row, end| {
        let until = history.of(row, now).into_iter().map(|exposure| exposure.until).max();
        found.accepted_until.extend(until.filter(|until| *until > end).map(|until| (row, until)));
    })?;
    for (name, subject) in &history.subjects {
        let mut files = FilesInForce {
            subject: name.clone(),
            is_target: subject.target.is_some(),
            valid_until: subject.files.iter().filter(|file| !file.lost).map(|file| file.exp).max(),
            exposed: Vec::new(),
            exposed_count: 0,
        };
        let deleted = gone(&subject.files, now);
        let mut over = rows.remove(name).unwrap_or_default();
        files.exposed_count = u64::try_from(over.len() + deleted.len()).unwrap_or(u64::MAX);
        over.sort_by_key(|(row, until)| (std::cmp::Reverse(*until), *row));
        for (row, until) in over.into_iter().take(MOST_EXPOSED) {
            if let Some(key) = transaction.get::<Key>(row)? {
                files.exposed.push(ExposedKey { key: named(&key.record, now), until });
            }
        }
        let of_gone = |key| ExposedKey { key: without_record(key), until: key.until };
        files.exposed.extend(deleted.iter().take(MOST_EXPOSED).map(of_gone));
        files.exposed.sort_by_key(|exposed| std::cmp::Reverse(exposed.until));
        files.exposed.truncate(MOST_EXPOSED);
        found.files.push(files);
    }
    Ok(found)
}
