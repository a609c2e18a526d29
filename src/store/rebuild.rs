//! Importing opened rows: salvaged from a damaged vault, or recovered without this program.

use super::audit;
use super::content;
use super::error::StoreError;
use super::schema::Table;
use super::tx::{ClockPolicy, Transaction};
use crate::domain::time::Timestamp;

impl Transaction<'_> {
    /// Adds a row under its original id. Missing events of the log before it are replaced by placeholders.
    ///
    /// # Errors
    /// It is not a record of that table, or its id or a look-up value is taken.
    pub fn import(&mut self, table: Table, id: i64, plaintext: &[u8]) -> Result<(), StoreError> {
        if table == Table::Audit {
            return audit::import(self, id, plaintext);
        }
        let columns = content::columns(self.keys, table, id, plaintext)?;
        self.put(table, id, columns, plaintext)
    }

    /// Adds a row with this id and these plaintext columns.
    pub(super) fn put(
        &mut self,
        table: Table,
        id: i64,
        columns: Vec<Vec<u8>>,
        plaintext: &[u8],
    ) -> Result<(), StoreError> {
        // Row ids are allocated by counting up from 1: none is less, and none is near the end of the range.
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

    /// Reserves the row ids of a table below this one: they may have been used before.
    pub fn reserve(&mut self, table: Table, next_id: i64) {
        let counts = self.state.get_mut().manifest.counts_mut(table);
        counts.next_id = counts.next_id.max(next_id.clamp(1, 1 << 53));
    }

    /// Replaces the events missing at the end of the log, up to this count, by placeholders.
    pub fn fill_log(&mut self, count: u64) -> Result<(), StoreError> {
        audit::fill(self, count)
    }

    /// Continues from the newest time that the earlier vault had seen.
    pub fn resume(&mut self, newest: Timestamp, accept_clock: bool) -> Result<(), StoreError> {
        self.state.get_mut().manifest.newest_time = newest;
        self.check_clock(ClockPolicy::new(accept_clock))
    }
}
