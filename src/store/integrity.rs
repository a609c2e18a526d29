//! Reading everything there is, for `vault check`.

use super::audit::AuditReader;
use super::error::StoreError;
use super::schema::Table;
use super::tx::{Flow, Transaction};
use crate::domain::key::Key;
use crate::error::Error;

/// What a consistent and authentic vault consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integrity {
    /// Rows read and found authentic.
    pub rows: u64,
    /// Events in the audit log.
    pub events: u64,
    pub generation: i64,
}

impl Transaction<'_> {
    /// Reads and opens every row, compares every block, recomputes every look-up of a key, follows
    /// the audit chain, and lets SQLite compare its pages and indexes. `progress` is called for each
    /// thousand rows.
    pub fn check_integrity(&self, progress: &mut dyn FnMut(u64)) -> Result<Integrity, Error> {
        self.check_pages()?;
        let mut rows = 0;
        for table in Table::ALL.into_iter().filter(|table| *table != Table::Blocks) {
            let mut count = |seen: &mut u64| {
                *seen += 1;
                if (*seen).is_multiple_of(1_000) {
                    progress(1_000);
                }
                Ok(Flow::Continue)
            };
            match table {
                Table::Keys => self.scan::<Key>(0, &mut |_| count(&mut rows))?,
                _ => self.scan_rows(table, 0, &mut |row| {
                    self.keys.open(table.name(), row)?;
                    count(&mut rows)
                })?,
            }
        }
        self.check_indexes()?;
        let events = AuditReader::new(self).verify()?;
        Ok(Integrity { rows, events, generation: self.generation() })
    }

    /// Refuses rows beyond those that blocks are read for: nobody would look at them.
    pub(super) fn expect_no_more(&self, table: Table) -> Result<(), StoreError> {
        let name = table.name();
        let sql = format!("SELECT count(*) FROM {name}");
        let count: i64 = self.connection.query_row(&sql, [], |row| row.get(0))?;
        if count == self.count(table) {
            Ok(())
        } else {
            Err(StoreError::tampered(format!("{name} has {count} rows instead of {}", self.count(table))))
        }
    }

    /// Compares every part of every index with its sum.
    fn check_indexes(&self) -> Result<(), StoreError> {
        for table in Table::ALL {
            for column in table.lookups() {
                // No look-up digest is one byte long: nothing is found, all is read.
                (0..=u8::MAX).try_for_each(|part| self.find_surely(table, column, &[part]).map(drop))?;
            }
        }
        Ok(())
    }

    fn check_pages(&self) -> Result<(), StoreError> {
        let verdict: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict == "ok" {
            Ok(())
        } else {
            Err(StoreError::tampered(format!(
                "SQLite reports: {}",
                verdict.lines().next().unwrap_or_default()
            )))
        }
    }
}
