//! SQLite transactions that always end in a commit or a rollback.

use rusqlite::Connection;

use super::error::StoreError;
use super::manifest;

/// Rolls back when dropped, so that no error and no panic leaves a transaction open.
pub(super) struct Guard<'c> {
    connection: &'c Connection,
    open: bool,
}

impl<'c> Guard<'c> {
    pub(super) fn begin(connection: &'c Connection, sql: &str) -> Result<Self, StoreError> {
        connection.execute_batch(sql)?;
        Ok(Self { connection, open: true })
    }

    pub(super) fn rollback(mut self) -> Result<(), StoreError> {
        self.open = false;
        Ok(self.connection.execute_batch("ROLLBACK")?)
    }

    /// Commits. On failure it determines which generation is on disk: a commit whose outcome is unknown must
    /// not be reported as failed.
    pub(super) fn commit(mut self, generation: i64) -> Result<(), StoreError> {
        let Err(error) = self.connection.execute_batch("COMMIT") else {
            self.open = false;
            return Ok(());
        };
        let text = error.to_string();
        if !self.connection.is_autocommit() {
            // Still open: nothing was committed, and dropping the guard rolls it back.
            return Err(error.into());
        }
        self.open = false;
        match manifest::generation(self.connection) {
            Ok(found) if found == generation => Err(StoreError::NotDurable(text)),
            Ok(_) => Err(error.into()),
            Err(_) => Err(StoreError::Unknown(text)),
        }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if self.open && !self.connection.is_autocommit() {
            // If even this fails, nothing can be done: SQLite rolls back when it next opens the file.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}
