//! Reading and verifying everything, for `vault check`.

use super::audit::AuditReader;
use super::error::StoreError;
use super::schema::Table;
use super::tx::{Flow, Transaction};
use crate::domain::key::Key;
use crate::error::Error;

/// The contents of a consistent and authentic vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integrity {
    /// Rows read and authenticated.
    pub rows: u64,
    /// Events in the audit log.
    pub events: u64,
    pub generation: i64,
}

impl Transaction<'_> {
    /// Reads and opens every row, verifies every block sum, recomputes every look-up of a key, follows the
    /// audit chain, and lets SQLite verify its pages and indexes. `progress` is called for each thousand
    /// rows.
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

    /// Rejects rows outside the range of ids that blocks are read for: they would go unnoticed.
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

    /// Verifies the sum of every part of every index.
    fn check_indexes(&self) -> Result<(), StoreError> {
        for table in Table::ALL {
            for column in table.lookups() {
                // No look-up digest is one byte long: nothing is found, but the whole part is read.
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
