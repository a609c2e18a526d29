//! Importing records: salvaged from a damaged vault, or recovered without this program.

use std::collections::BTreeMap;

use super::audit;
use super::error::StoreError;
use super::index::Index;
use super::manifest::MOST;
use super::schema::Table;
use super::tuple::last_number;
use super::tx::{Flow, Transaction};
use crate::domain::key::Key;
use crate::domain::time::Timestamp;
use crate::error::Error;

/// Indexes whose values are never twice there.
const UNIQUE: [(Index, &str); 6] = [
    (Index::KeyId, "keys have the same id"),
    (Index::KeyDigest, "keys have the same digest"),
    (Index::ProfileName, "profiles have the same name"),
    (Index::TargetName, "targets have the same name"),
    (Index::SeriesSubject, "series have the same subject"),
    (Index::CredentialName, "credentials have the same name"),
];

impl Transaction<'_> {
    /// Adds a record under its original number. Missing events of the log before it are replaced by placeholders.
    ///
    /// # Errors
    /// It is not a record of that table, or its number is taken.
    pub fn import(&mut self, table: Table, id: i64, json: &[u8]) -> Result<(), StoreError> {
        if table == Table::Audit { audit::import(self, id, json) } else { self.put_json(table, id, json) }
    }

    /// Two records of which only one may have an id, a digest, a name or a subject.
    pub fn twins(&self) -> Result<Option<String>, Error> {
        let mut found = None;
        for (index, what) in UNIQUE {
            let mut before: Vec<u8> = Vec::new();
            self.scan_entries(index.all().range(), &mut |key, _| {
                // Without the number of the record.
                let end = |key: &[u8]| key.len().saturating_sub(8);
                if key[..end(key)] == before[..end(&before)] {
                    let [one, other] = [&before, key].map(|key| last_number(key).unwrap_or(0));
                    found = Some(format!("two {what}: records {one} and {other}"));
                    return Ok(Flow::Stop);
                }
                before.clear();
                before.extend_from_slice(key);
                Ok(Flow::Continue)
            })?;
        }
        Ok(found)
    }

    /// Likewise two keys of one name and version.
    pub fn twin_versions(&self) -> Result<Option<String>, Error> {
        let (mut name, mut first, mut found) = (Vec::new(), 0, None);
        let mut versions = BTreeMap::new();
        self.scan_entries(Index::KeyName.all().range(), &mut |key, _| {
            let here = key.get(..key.len().saturating_sub(8)).unwrap_or_default();
            let id = last_number(key).unwrap_or(0);
            if *here != *name {
                (name, first) = (here.to_vec(), id);
                versions.clear();
                return Ok(Flow::Continue);
            }
            let version = |id| Ok::<_, StoreError>(self.get::<Key>(id)?.map(|key| key.record.version));
            if versions.is_empty() {
                // Most names have one key, which is not read.
                versions.insert(version(first)?, first);
            }
            if let Some(other) = versions.insert(version(id)?, id) {
                found = Some(format!("two keys have the same name and version: records {other} and {id}"));
                return Ok(Flow::Stop);
            }
            Ok(Flow::Continue)
        })?;
        Ok(found)
    }

    /// Reserves the numbers of records below this one: they may have been used before.
    pub fn reserve(&mut self, next_seq: i64) {
        let manifest = &mut self.state.get_mut().manifest;
        manifest.next_seq = manifest.next_seq.max(next_seq.clamp(1, MOST - 1));
    }

    /// The first number that no record has had.
    pub fn next_seq(&self) -> i64 {
        self.state.borrow().manifest.next_seq
    }

    /// Replaces the events missing at the end of the log, up to this count, by placeholders.
    pub fn fill_log(&mut self, count: u64) -> Result<(), StoreError> {
        audit::fill(self, count)
    }

    /// Continues from the newest time that the earlier vault had seen.
    pub fn resume(&mut self, newest: Timestamp, accept_clock: bool) -> Result<(), StoreError> {
        self.continue_from(newest, accept_clock)
    }
}
