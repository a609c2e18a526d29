//! Transactions: every read is verified against the manifest, every write keeps it true.

use std::cell::RefCell;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::audit;
use super::blocks::{BLOCK_ROWS, Groups, block_of};
use super::error::StoreError;
use super::manifest::Manifest;
use super::record::Record;
use super::row::{Keys, Row};
use super::schema::Table;
use super::sum::Sum;
use super::vault::VaultId;
use crate::domain::audit::{Actor, Deed};
use crate::domain::slot::Slot;
use crate::domain::time::{Span, Timestamp};
use crate::error::Error;
use crate::ports::Entropy;
use ring::hmac;

/// How far the clock may be behind the newest time seen.
const CLOCK_TOLERANCE: Span = Span::seconds(300);

/// What a transaction thinks of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clocking {
    /// Refuse if it went backwards: minting, publishing, rotating.
    Strict,
    /// Never refuse: revoking, disabling, deleting.
    Lenient,
    /// Go on, and take the clock for right from now on: `--accept-clock`.
    Accept,
}

/// Whether a scan goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// To the next record.
    Continue,
    /// No more are wanted.
    Stop,
}

/// A record and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<R> {
    /// Its row id.
    pub id: i64,
    /// Its row version: an update of another version is refused.
    pub ver: i64,
    /// The record.
    pub record: R,
}

/// What changes while a transaction goes on.
pub(super) struct State {
    pub(super) manifest: Manifest,
    pub(super) groups: Groups,
}

/// The keys behind the audit chain and the mark.
pub(super) struct ChainKeys {
    pub(super) audit: hmac::Key,
    pub(super) mark: hmac::Key,
}

/// A transaction. Through a shared reference it reads; the methods that change something need a
/// mutable one, which only [`super::Vault::write`] gives.
pub struct Transaction<'v> {
    pub(super) connection: &'v Connection,
    pub(super) keys: &'v Keys,
    pub(super) entropy: &'v dyn Entropy,
    pub(super) chain: ChainKeys,
    pub(super) state: RefCell<State>,
    pub(super) slot: Slot,
    pub(super) user: &'v str,
    pub(super) now: Timestamp,
    pub(super) dirty: bool,
}

impl Transaction<'_> {
    /// The clock, read once when the transaction began.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Who is acting.
    pub fn actor(&self) -> Actor {
        Actor { user: self.user.to_owned(), slot: self.slot.name.to_string() }
    }

    /// Whose transaction it is.
    pub fn vault_id(&self) -> VaultId {
        VaultId::from_bytes(*self.keys.vault_id())
    }

    /// Fills a buffer with randomness.
    pub fn random(&self, buffer: &mut [u8]) -> Result<(), StoreError> {
        self.entropy.fill(buffer).map_err(|_| StoreError::Defect("the system gives no randomness"))
    }

    /// How many rows a table holds, by the manifest.
    pub fn count(&self, table: Table) -> i64 {
        self.state.borrow().manifest.counts(table).rows
    }

    /// The vault's generation before this transaction.
    pub fn generation(&self) -> i64 {
        self.state.borrow().manifest.generation
    }

    /// The newest time seen.
    pub fn newest_time(&self) -> Timestamp {
        self.state.borrow().manifest.newest_time
    }

    /// One record by row id.
    pub fn get<R: Record>(&self, id: i64) -> Result<Option<Stored<R>>, StoreError> {
        self.row(R::TABLE, id)?.map(|row| self.open(&row)).transpose()
    }

    /// All records with this value in a look-up column, oldest first.
    pub fn find<R: Record>(&self, column: &str, value: &[u8]) -> Result<Vec<Stored<R>>, Error> {
        let table = R::TABLE;
        let lookup = self.keys.lookup(table, column, value);
        let sql = format!("SELECT id FROM {} WHERE {column} = ?1 ORDER BY id", table.name());
        let ids = self.ids(&sql, &lookup)?;
        let place = table.columns().iter().position(|name| *name == column);
        let misled = || StoreError::tampered(format!("an index of {} leads astray", table.name()));
        let mut found = Vec::with_capacity(ids.len());
        for id in &ids {
            // An index is not authentic: whoever alters it below SQL can lead to any row, or to none.
            let row = self.row(table, *id)?;
            let row = row.filter(|row| place.and_then(|place| row.columns.get(place)) == Some(&lookup));
            found.push(self.open(&row.ok_or_else(misled)?)?);
        }
        // A row taken out would simply not be found, so where that would change the answer (nothing
        // found, or one version of several) the index is counted. With another row put in for the
        // one taken out, only reading everything tells. Nothing was taken out since this
        // transaction itself began to write, and bulk work must not count again for every key.
        if !self.dirty && (ids.is_empty() || column == "name") {
            self.verify_index_count(table, column)?;
        }
        // Whether a secret is anybody's is an answer by itself, and a series that is not found would
        // be begun anew: there, the index is not believed, and the whole table is read.
        if !self.dirty && ids.is_empty() && (column == "digest" || table != Table::Keys) {
            self.scan_rows(table, 0, &mut |row| match place.and_then(|place| row.columns.get(place)) {
                Some(value) if *value == lookup => Err(misled().into()),
                _ => Ok(Flow::Continue),
            })?;
        }
        Ok(found)
    }

    fn ids(&self, sql: &str, lookup: &[u8]) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map([lookup], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn verify_index_count(&self, table: Table, column: &str) -> Result<(), StoreError> {
        let index = format!("{}_{column}", table.name());
        let sql = format!("SELECT count(*) FROM {} INDEXED BY {index}", table.name());
        let count: i64 = self.connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
        if count == self.count(table) {
            Ok(())
        } else {
            Err(StoreError::tampered(format!(
                "{} holds {count} rows, not {}",
                table.name(),
                self.count(table)
            )))
        }
    }

    /// Hands out the records after a row id in the order of their ids, each block once it has been
    /// verified; to the end, the table is verified to hold nothing else.
    pub fn scan<R: Record>(
        &self,
        after: i64,
        visit: &mut dyn FnMut(Stored<R>) -> Result<Flow, Error>,
    ) -> Result<(), Error> {
        self.scan_rows(R::TABLE, after, &mut |row| visit(self.open(row)?))
    }

    /// The same for unopened rows.
    pub(super) fn scan_rows(
        &self,
        table: Table,
        after: i64,
        visit: &mut dyn FnMut(&Row) -> Result<Flow, Error>,
    ) -> Result<(), Error> {
        let mut expected = block_of(after);
        let sql = format!("SELECT {} FROM {} WHERE id >= ?1 ORDER BY id", table.select_list(), table.name());
        let mut statement = self.connection.prepare_cached(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query([expected * BLOCK_ROWS]).map_err(StoreError::from)?;
        let mut block: Vec<Row> = Vec::new();
        loop {
            let next = match rows.next().map_err(StoreError::from)? {
                Some(row) => Some(Row::read(table, row).map_err(StoreError::from)?),
                None => None,
            };
            let finished = match (&next, block.first()) {
                (Some(next), Some(first)) => block_of(next.id) != block_of(first.id),
                (None, _) => true,
                (Some(_), None) => false,
            };
            if finished {
                let number = block.first().map_or(expected, |first| block_of(first.id));
                self.expect_empty(table, expected..number)?;
                self.verify_block(table, number, &block)?;
                expected = number + 1;
                for row in block.drain(..).filter(|row| row.id > after) {
                    if visit(&row)? == Flow::Stop {
                        return Ok(());
                    }
                }
            }
            match next {
                Some(row) => block.push(row),
                None => break,
            }
        }
        let end = block_of(self.state.borrow().manifest.counts(table).next_id) + 1;
        self.expect_empty(table, expected..end)?;
        Ok(())
    }

    fn expect_empty(&self, table: Table, numbers: std::ops::Range<i64>) -> Result<(), StoreError> {
        numbers.into_iter().try_for_each(|number| self.verify_block(table, number, &[]))
    }

    fn verify_block(&self, table: Table, number: i64, rows: &[Row]) -> Result<(), StoreError> {
        let mut sum = Sum::default();
        rows.iter().for_each(|row| sum.add(self.keys.tag(table, row)));
        let mut state = self.state.borrow_mut();
        let block = state.groups.block(self.keys, table, number)?;
        if sum != block.sum || i64::try_from(rows.len()) != Ok(block.rows) {
            let first = number * BLOCK_ROWS;
            let last = first + BLOCK_ROWS - 1;
            let name = table.name();
            return Err(StoreError::tampered(format!(
                "rows {first} to {last} of {name} are not as they were written"
            )));
        }
        state.groups.set_verified(table, number);
        Ok(())
    }

    /// One verified row, unopened.
    pub(super) fn row(&self, table: Table, id: i64) -> Result<Option<Row>, StoreError> {
        let number = block_of(id);
        let verified = self.state.borrow().groups.is_verified(table, number);
        let (first, last) =
            if verified { (id, id) } else { (number * BLOCK_ROWS, number * BLOCK_ROWS + BLOCK_ROWS - 1) };
        let sql = format!(
            "SELECT {} FROM {} WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            table.select_list(),
            table.name()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([first, last], |row| Row::read(table, row))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        if !verified {
            self.verify_block(table, number, &rows)?;
        }
        Ok(rows.into_iter().find(|row| row.id == id))
    }

    fn open<R: Record>(&self, row: &Row) -> Result<Stored<R>, StoreError> {
        let plaintext = self.keys.open(R::TABLE.name(), row)?;
        let unreadable =
            |_| StoreError::tampered(format!("row {} of {} cannot be read", row.id, R::TABLE.name()));
        let record: R = serde_json::from_slice(&plaintext).map_err(unreadable)?;
        if self.columns(&record) != row.columns {
            return Err(StoreError::tampered(format!(
                "row {} of {} is found by another's value",
                row.id,
                R::TABLE.name()
            )));
        }
        Ok(Stored { id: row.id, ver: row.ver, record })
    }

    fn columns<R: Record>(&self, record: &R) -> Vec<Vec<u8>> {
        let values = record.lookup_values().into_iter();
        let columns = R::TABLE.columns().iter().zip(values);
        columns.map(|(column, value)| self.keys.lookup(R::TABLE, column, value)).collect()
    }

    /// Adds a record. Returns its row id.
    pub fn insert<R: Record>(&mut self, record: &R) -> Result<i64, StoreError> {
        let columns = self.columns(record);
        self.insert_sealed(R::TABLE, columns, &to_json(record)?)
    }

    /// Adds a row with these plaintext columns.
    pub(super) fn insert_sealed(
        &mut self,
        table: Table,
        columns: Vec<Vec<u8>>,
        plaintext: &[u8],
    ) -> Result<i64, StoreError> {
        let id = self.state.borrow().manifest.counts(table).next_id;
        let row = self.keys.seal(self.entropy, table.name(), (id, 1), columns, plaintext)?;
        row.insert(self.connection, table)?;
        let state = self.state.get_mut();
        let counts = state.manifest.counts_mut(table);
        counts.next_id += 1;
        counts.rows += 1;
        state.groups.change(self.keys, table, id, None, Some(self.keys.tag(table, &row)))?;
        self.dirty = true;
        Ok(id)
    }

    /// Replaces a record by its changed self, if nobody changed it since it was read.
    pub fn update<R: Record>(&mut self, changed: &Stored<R>) -> Result<(), StoreError> {
        let table = R::TABLE;
        let old =
            self.row(table, changed.id)?.filter(|old| old.ver == changed.ver).ok_or(StoreError::Changed)?;
        let columns = self.columns(&changed.record);
        let plaintext = to_json(&changed.record)?;
        let row = self.keys.seal(self.entropy, table.name(), (old.id, old.ver + 1), columns, &plaintext)?;
        row.update(self.connection, table)?;
        let (gone, come) = (self.keys.tag(table, &old), self.keys.tag(table, &row));
        self.state.get_mut().groups.change(self.keys, table, old.id, Some(gone), Some(come))?;
        self.dirty = true;
        Ok(())
    }

    /// Removes a record, if nobody changed it since it was read.
    pub fn delete<R: Record>(&mut self, gone: &Stored<R>) -> Result<(), StoreError> {
        let table = R::TABLE;
        let old = self.row(table, gone.id)?.filter(|old| old.ver == gone.ver).ok_or(StoreError::Changed)?;
        let sql = format!("DELETE FROM {} WHERE id = ?1", table.name());
        self.connection.prepare_cached(&sql)?.execute([old.id])?;
        let tag = self.keys.tag(table, &old);
        let state = self.state.get_mut();
        state.manifest.counts_mut(table).rows -= 1;
        state.groups.change(self.keys, table, old.id, Some(tag), None)?;
        self.dirty = true;
        Ok(())
    }

    /// Adds an event to the audit log.
    pub fn record(&mut self, deed: Deed) -> Result<(), StoreError> {
        audit::append(self, deed)
    }

    /// Applies the rules of the clock and moves the newest time seen.
    pub(super) fn keep_time(&mut self, clocking: Clocking) -> Result<(), StoreError> {
        let (now, newest) = (self.now, self.newest_time());
        let behind = now.plus(CLOCK_TOLERANCE) < newest;
        match clocking {
            Clocking::Strict if behind => return Err(StoreError::ClockBehind { now, newest }),
            Clocking::Accept if behind => {
                self.state.get_mut().manifest.newest_time = now;
                let deed = Deed::new(crate::domain::audit::Action::ClockAccept);
                self.record(deed.detail(format!("the newest time seen was {newest}")))?;
            }
            _ => self.state.get_mut().manifest.newest_time = now.max(newest),
        }
        Ok(())
    }

    /// Writes the sums and the manifest: the last step before the commit.
    pub(super) fn seal_up(&mut self) -> Result<(), StoreError> {
        let state = self.state.get_mut();
        state.groups.flush(self.connection, self.keys, self.entropy, &mut state.manifest)?;
        state.manifest.save(self.connection, self.keys, self.entropy)
    }
}

fn to_json<R: Record>(record: &R) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    // Room for most records, so that growing leaves no copies of a seed behind.
    let mut json = Zeroizing::new(Vec::with_capacity(1_024));
    serde_json::to_writer(&mut *json, record)
        .map_err(|_| StoreError::Defect("a record cannot be written"))?;
    Ok(json)
}
