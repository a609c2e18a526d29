//! Importing rows that were opened before: saved from a damaged vault, or recovered without this program.

use super::audit;
use super::content;
use super::error::StoreError;
use super::schema::Table;
use super::tx::{ClockPolicy, Transaction};
use crate::domain::time::Timestamp;

impl Transaction<'_> {
    /// Adds a row under the id that it had. Where events of the log are missing before it, what takes their
    /// place says so.
    ///
    /// # Errors
    /// It is no record of that table, or its id or what it is found by is taken.
    pub fn import(&mut self, table: Table, id: i64, plaintext: &[u8]) -> Result<(), StoreError> {
        if table == Table::Audit {
            return audit::import(self, id, plaintext);
        }
        let columns = content::columns(self.keys, table, id, plaintext)?;
        self.put(table, id, columns, plaintext)
    }

    /// Adds a row of this id with these plaintext columns.
    pub(super) fn put(
        &mut self,
        table: Table,
        id: i64,
        columns: Vec<Vec<u8>>,
        plaintext: &[u8],
    ) -> Result<(), StoreError> {
        // Row ids are allocated by counting: nothing is below the first or near the end of numbers.
        if !(1..1 << 53).contains(&id) {
            return Err(StoreError::tampered(format!("row {id} of {} cannot be", table.name())));
        }
        let row = self.keys.seal(self.entropy, table.name(), (id, 1), columns, plaintext)?;
        row.insert(self.connection, table)?;
        let counts = self.state.get_mut().manifest.counts_mut(table);
        counts.next_id = counts.next_id.max(id + 1);
        counts.rows += 1;
        self.account(table, None, Some(&row))
    }

    /// Allocates no row id of a table below this one: it may have been used before.
    pub fn reserve(&mut self, table: Table, next_id: i64) {
        let counts = self.state.get_mut().manifest.counts_mut(table);
        counts.next_id = counts.next_id.max(next_id.clamp(1, 1 << 53));
    }

    /// Says of the events of the log that are missing at its end, up to this count, that they are.
    pub fn fill_log(&mut self, count: u64) -> Result<(), StoreError> {
        audit::fill(self, count)
    }

    /// Continues from the newest time that was seen before.
    pub fn resume(&mut self, newest: Timestamp, accept_clock: bool) -> Result<(), StoreError> {
        self.state.get_mut().manifest.newest_time = newest;
        self.check_clock(ClockPolicy::new(accept_clock))
    }
}
