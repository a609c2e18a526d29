//! Finding records by their look-up columns.
//!
//! An index is a copy of values of the rows, and altering the copy hides rows without touching
//! them. So each index has sums of its own.

use super::blocks::{Zone, part_of};
use super::error::StoreError;
use super::record::Record;
use super::schema::Table;
use super::sum::Sum;
use super::tx::{Stored, Transaction};

impl Transaction<'_> {
    /// All records with this value in a look-up column, oldest first. That there are none, or no more of a
    /// name, is as authentic as the records found.
    pub fn find<R: Record>(&self, column: &'static str, value: &[u8]) -> Result<Vec<Stored<R>>, StoreError> {
        let lookup = self.keys.lookup(R::TABLE, column, value);
        let ids = self.ids_of(R::TABLE, column, &lookup)?;
        ids.into_iter().map(|id| self.found_at(column, &lookup, id)).collect()
    }

    /// The same rows, newest first; each is opened on demand.
    ///
    /// # Errors
    /// As for [`find`](Self::find).
    pub fn find_newest<R: Record>(
        &self,
        column: &'static str,
        value: &[u8],
    ) -> Result<impl Iterator<Item = Result<Stored<R>, StoreError>>, StoreError> {
        let lookup = self.keys.lookup(R::TABLE, column, value);
        let ids = self.ids_of(R::TABLE, column, &lookup)?;
        Ok(ids.into_iter().rev().map(move |id| self.found_at(column, &lookup, id)))
    }

    fn ids_of(&self, table: Table, column: &'static str, lookup: &[u8]) -> Result<Vec<i64>, StoreError> {
        let ids = self.find_quickly(table, column, lookup)?;
        // An entry removed from the index would simply not be found. A whole id or a digest is unique; where
        // nothing is found, or several could be, the index is verified.
        let is_complete = !ids.is_empty() && matches!(column, "short" | "digest");
        let zone = Zone::Index(table, column);
        if is_complete || self.state.borrow().groups.is_verified(zone, part_of(lookup)) {
            return Ok(ids);
        }
        self.find_surely(table, column, lookup)
    }

    /// Two swapped entries lead to authentic rows, but not to the requested ones.
    fn found_at<R: Record>(&self, column: &str, lookup: &[u8], id: i64) -> Result<Stored<R>, StoreError> {
        let table = R::TABLE;
        let place = table.columns().iter().position(|name| *name == column);
        let row = self.row(table, id)?;
        let row = row.filter(|row| {
            place.and_then(|place| row.columns.get(place)).is_some_and(|value| value == lookup)
        });
        let misled = || StoreError::tampered(format!("the index on {} is inconsistent", table.name()));
        self.open(&row.ok_or_else(misled)?)
    }

    fn find_quickly(&self, table: Table, column: &str, lookup: &[u8]) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT id FROM {} WHERE {column} = ?1 ORDER BY id", table.name());
        let mut statement = self.connection.prepare_cached(&sql)?;
        let ids = statement.query_map([lookup], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Reads the whole part of the index that contains the look-up, and verifies its sum.
    pub(super) fn find_surely(
        &self,
        table: Table,
        column: &'static str,
        lookup: &[u8],
    ) -> Result<Vec<i64>, StoreError> {
        let (name, part) = (table.name(), part_of(lookup));
        let altered = || StoreError::tampered(format!("the index {name}_{column} was altered"));
        let sql = format!(
            "SELECT {column}, id FROM {name} INDEXED BY {name}_{column}
             WHERE {column} >= ?1 AND (?2 IS NULL OR {column} < ?2) ORDER BY {column}, id"
        );
        let byte = |part: i64| u8::try_from(part).ok().map(|byte| vec![byte]);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query((byte(part), byte(part + 1)))?;
        let (mut sum, mut count, mut ids) = (Sum::default(), 0, Vec::new());
        let mut before: Option<(Vec<u8>, i64)> = None;
        while let Some(row) = rows.next()? {
            let entry: (Vec<u8>, i64) = (row.get(0)?, row.get(1)?);
            // In order, so that a search finds the same entries as this scan.
            if before.as_ref().is_some_and(|before| *before >= entry) {
                return Err(altered());
            }
            sum.add(self.keys.index_tag(table, column, &entry.0, entry.1));
            count += 1;
            if entry.0 == lookup {
                ids.push(entry.1);
            }
            before = Some(entry);
        }
        let mut state = self.state.borrow_mut();
        let block = state.groups.block(self.keys, Zone::Index(table, column), part)?;
        if sum != block.sum || count != block.rows {
            return Err(altered());
        }
        state.groups.set_verified(Zone::Index(table, column), part);
        Ok(ids)
    }
}
