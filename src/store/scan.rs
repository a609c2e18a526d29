//! Reading rows, each block verified against its sum before any of it is returned.

use super::blocks::{BLOCK_ROWS, Zone, block_of};
use super::error::StoreError;
use super::record::Record;
use super::row::Row;
use super::schema::Table;
use super::sum::Sum;
use super::tx::{Flow, Stored, Transaction};
use crate::error::Error;

impl Transaction<'_> {
    /// Passes the records after a row id in the order of their ids, each block once it has been verified; at
    /// the end, the table is verified to contain nothing else.
    pub fn scan<R: Record>(
        &self,
        after: i64,
        visit: &mut dyn FnMut(Stored<R>) -> Result<Flow, Error>,
    ) -> Result<(), Error> {
        self.scan_rows(R::TABLE, after, &mut |row| visit(self.open(row)?))
    }

    /// Likewise for unopened rows.
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
        for row in rows {
            sum.add(self.keys.tag(table, row));
        }
        let mut state = self.state.borrow_mut();
        let block = state.groups.block(self.keys, Zone::Rows(table), number)?;
        if sum != block.sum || i64::try_from(rows.len()) != Ok(block.rows) {
            let first = number * BLOCK_ROWS;
            let last = first + BLOCK_ROWS - 1;
            let name = table.name();
            return Err(StoreError::tampered(format!("rows {first} to {last} of {name} were altered")));
        }
        state.groups.set_verified(Zone::Rows(table), number);
        Ok(())
    }

    /// One verified row, unopened.
    pub(super) fn row(&self, table: Table, id: i64) -> Result<Option<Row>, StoreError> {
        let number = block_of(id);
        let rows = if self.state.borrow().groups.is_verified(Zone::Rows(table), number) {
            self.rows_between(table, id, id)?
        } else {
            self.block_rows(table, number)?
        };
        Ok(rows.into_iter().find(|row| row.id == id))
    }

    /// The rows of one block, verified, unopened.
    pub(super) fn block_rows(&self, table: Table, number: i64) -> Result<Vec<Row>, StoreError> {
        let first = number * BLOCK_ROWS;
        let rows = self.rows_between(table, first, first + BLOCK_ROWS - 1)?;
        self.verify_block(table, number, &rows)?;
        Ok(rows)
    }

    fn rows_between(&self, table: Table, first: i64, last: i64) -> Result<Vec<Row>, StoreError> {
        let (columns, name) = (table.select_list(), table.name());
        let sql = format!("SELECT {columns} FROM {name} WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([first, last], |row| Row::read(table, row))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
