//! The record type of each table, for code that handles all tables alike.

use super::error::StoreError;
use super::read::read;
use super::record::{CredentialRecord, Record, RotationRecord, Series, Settings, SigningSeed};
use super::schema::Table;
use super::slots::SlotRecord;
use super::tuple::Tuple;
use super::tx::Transaction;
use crate::domain::key::Key;
use crate::domain::profile::Profile;
use crate::domain::publication::Publication;
use crate::domain::receipt::Receipt;
use crate::domain::target::Target;

impl Transaction<'_> {
    /// The index entries of a record of any table, without its number.
    ///
    /// # Errors
    /// The JSON is not a record of that table.
    pub(super) fn entries_of_json(
        &self,
        table: Table,
        id: i64,
        json: &[u8],
    ) -> Result<Vec<Tuple>, StoreError> {
        match table {
            Table::Settings => self.entries_as::<Settings>(id, json),
            Table::Slots => self.entries_as::<SlotRecord>(id, json),
            Table::SigningKeys => self.entries_as::<SigningSeed>(id, json),
            Table::Profiles => self.entries_as::<Profile>(id, json),
            Table::Keys => self.entries_as::<Key>(id, json),
            Table::Targets => self.entries_as::<Target>(id, json),
            Table::Series => self.entries_as::<Series>(id, json),
            Table::Publications => self.entries_as::<Publication>(id, json),
            Table::Rotations => self.entries_as::<RotationRecord>(id, json),
            Table::Receipts => self.entries_as::<Receipt>(id, json),
            Table::Credentials => self.entries_as::<CredentialRecord>(id, json),
            Table::Audit => Ok(Vec::new()),
        }
    }

    fn entries_as<R: Record>(&self, id: i64, json: &[u8]) -> Result<Vec<Tuple>, StoreError> {
        self.entries_of(&read::<R>(R::TABLE, id, json)?)
    }

    /// Adds a record of any table but the log under its original number.
    pub(super) fn put_json(&mut self, table: Table, id: i64, json: &[u8]) -> Result<(), StoreError> {
        match table {
            Table::Settings => self.put_as::<Settings>(id, json),
            Table::SigningKeys => self.put_as::<SigningSeed>(id, json),
            Table::Profiles => self.put_as::<Profile>(id, json),
            Table::Keys => self.put_as::<Key>(id, json),
            Table::Targets => self.put_as::<Target>(id, json),
            Table::Series => self.put_as::<Series>(id, json),
            Table::Publications => self.put_as::<Publication>(id, json),
            Table::Rotations => self.put_as::<RotationRecord>(id, json),
            Table::Receipts => self.put_as::<Receipt>(id, json),
            Table::Credentials => self.put_as::<CredentialRecord>(id, json),
            Table::Slots | Table::Audit => Err(StoreError::Defect("not a record that is imported so")),
        }
    }

    fn put_as<R: Record>(&mut self, id: i64, json: &[u8]) -> Result<(), StoreError> {
        let record = read::<R>(R::TABLE, id, json)?;
        if self.get::<R>(id).is_ok_and(|known| known.is_some()) {
            return Err(StoreError::tampered(format!("record {id} of {} is there twice", R::TABLE.name())));
        }
        self.put_new(id, &record)
    }
}
