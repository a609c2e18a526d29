//! Reading records: by number, in order, and by their index entries.

use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::error::StoreError;
use super::index::Index;
use super::pieces;
use super::record::Record;
use super::schema::Table;
use super::tree::Leaf;
use super::tuple::{KeyRange, Tuple, last_number};
use super::tx::{Flow, Stored, Transaction, place};
use crate::domain::digest::Digest;
use crate::domain::key::Key;
use crate::error::Error;

/// Takes the number and the JSON of a record.
type VisitValue<'v> = dyn FnMut(i64, &[u8]) -> Result<Flow, Error> + 'v;
/// Takes the key and the value of an entry.
type Visit<'v> = dyn FnMut(&[u8], &[u8]) -> Result<Flow, Error> + 'v;

impl Transaction<'_> {
    pub fn get<R: Record>(&self, id: i64) -> Result<Option<Stored<R>>, StoreError> {
        let found = self.state.borrow_mut().map.get(&place::<R>(id))?;
        found.map(|json| read(R::TABLE, id, &json).map(|record| Stored { id, record })).transpose()
    }

    /// How many records a table holds.
    pub fn count(&self, table: Table) -> Result<u64, StoreError> {
        self.state.borrow_mut().map.count(&Tuple::of(table.number()).range())
    }

    /// All records of a type, oldest first. There may be a million keys: use [`Transaction::scan`] for them.
    pub fn all<R: Record>(&self) -> Result<Vec<Stored<R>>, Error> {
        let mut all = Vec::new();
        self.scan(0, &mut |stored| {
            all.push(stored);
            Ok(Flow::Continue)
        })?;
        Ok(all)
    }

    /// Passes the records after a number in the order of their numbers.
    pub fn scan<R: Record>(
        &self,
        after: i64,
        visit: &mut dyn FnMut(Stored<R>) -> Result<Flow, Error>,
    ) -> Result<(), Error> {
        self.scan_values(R::TABLE, after, &mut |id, json| {
            visit(Stored { id, record: read(R::TABLE, id, json)? })
        })
    }

    /// Likewise for the JSON of the records.
    pub(super) fn scan_values(
        &self,
        table: Table,
        after: i64,
        visit: &mut VisitValue<'_>,
    ) -> Result<(), Error> {
        let all = Tuple::of(table.number());
        let range = all.range_from(&all.clone().number(after.saturating_add(1)));
        self.scan_entries(range, &mut |key, value| visit(last_number(key).unwrap_or(0), value))
    }

    /// Passes the entries of a range, leaf by leaf.
    pub(super) fn scan_entries(&self, mut range: KeyRange, visit: &mut Visit<'_>) -> Result<(), Error> {
        loop {
            // The visitor may read too: nothing is borrowed meanwhile.
            let Leaf { node, next } = self.state.borrow_mut().map.leaf(&range)?;
            for index in node.rank(&range.from)..node.rank(&range.to) {
                let (key, value) = (node.key(index), node.value(index));
                let flow = match pieces::length(value) {
                    Some(_) => visit(key, &self.whole(key, value)?)?,
                    None => visit(key, value)?,
                };
                if flow == Flow::Stop {
                    return Ok(());
                }
            }
            match next.filter(|next| *next < range.to) {
                Some(next) => range.from = next,
                None => return Ok(()),
            }
        }
    }

    fn whole(&self, key: &[u8], value: &[u8]) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        self.state.borrow_mut().map.whole(key, Zeroizing::new(value.to_vec()))
    }

    /// All records with this text in an index, oldest first. That there are none, or no more of them, is as
    /// authentic as the records found.
    pub fn find<R: Record>(&self, index: Index, text: &str) -> Result<Vec<Stored<R>>, StoreError> {
        self.found(&index.text(text).range())
    }

    /// All records whose text in an index begins so.
    pub fn find_beginning<R: Record>(&self, index: Index, text: &str) -> Result<Vec<Stored<R>>, StoreError> {
        self.found(&index.beginning(text).range())
    }

    /// The same from the last one backwards; each is read on demand.
    pub fn last_beginning<R: Record>(
        &self,
        index: Index,
        text: &str,
    ) -> impl Iterator<Item = Result<Stored<R>, StoreError>> {
        self.backwards(index.beginning(text).range())
    }

    /// The records of [`find`](Self::find), newest first; each is read on demand.
    pub fn find_newest<R: Record>(
        &self,
        index: Index,
        text: &str,
    ) -> impl Iterator<Item = Result<Stored<R>, StoreError>> {
        self.backwards(index.text(text).range())
    }

    /// All records, newest first; each is read on demand.
    pub fn newest<R: Record>(&self) -> impl Iterator<Item = Result<Stored<R>, StoreError>> {
        self.backwards(Tuple::of(R::TABLE.number()).range())
    }

    /// Likewise those before a number.
    pub fn newest_before<R: Record>(&self, id: i64) -> impl Iterator<Item = Result<Stored<R>, StoreError>> {
        let all = Tuple::of(R::TABLE.number());
        self.backwards(all.range_below(&all.clone().number(id)))
    }

    fn backwards<R: Record>(
        &self,
        mut range: KeyRange,
    ) -> impl Iterator<Item = Result<Stored<R>, StoreError>> {
        std::iter::from_fn(move || {
            let last = self.state.borrow_mut().map.last(&range).transpose()?;
            Some(last.and_then(|key| {
                let id = last_number(&key).unwrap_or(0);
                range.to = key;
                self.indexed(id)
            }))
        })
    }

    /// The key whose secret has this digest.
    pub fn key_with_digest(&self, digest: &Digest) -> Result<Option<Stored<Key>>, StoreError> {
        Ok(self.found(&Index::digest(digest).range())?.pop())
    }

    pub(super) fn found<R: Record>(&self, range: &KeyRange) -> Result<Vec<Stored<R>>, StoreError> {
        let ids = self.state.borrow_mut().map.numbers(range)?;
        ids.into_iter().map(|id| self.indexed(id)).collect()
    }

    /// The record that an index entry leads to.
    pub(super) fn indexed<R: Record>(&self, id: i64) -> Result<Stored<R>, StoreError> {
        let misled = || StoreError::tampered(format!("the index on {} is inconsistent", R::TABLE.name()));
        self.get(id)?.ok_or_else(misled)
    }
}

/// Reads a record's JSON.
pub(super) fn read<R: DeserializeOwned>(table: Table, id: i64, json: &[u8]) -> Result<R, StoreError> {
    serde_json::from_slice(json)
        .map_err(|_| StoreError::tampered(format!("record {id} of {} cannot be read", table.name())))
}
