//! Slots as they stand in the file: what must be read before anything can be opened.

use rusqlite::Connection;

use super::error::StoreError;
use super::schema::Table;
use super::tx::{Flow, Stored, Transaction};
use crate::domain::slot::Slot;
use crate::error::Error;

/// The part of a slot that stands in clear: age files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedSlot {
    /// Its row id.
    pub id: i64,
    /// The age file of the data key.
    pub wrapped: Vec<u8>,
    /// A passphrase slot's identity file, encrypted to the passphrase.
    pub identity: Option<Vec<u8>>,
}

/// The largest age file that is read from a slot: a data key is 150 bytes, a plugin's stanza at most some KiB.
const MAX_WRAPPED: usize = 1 << 20;

/// Reads the wrapped data keys. Nothing here is authenticated until the manifest has been opened
/// with what one of them gives.
pub(super) fn wrapped(connection: &Connection) -> Result<Vec<WrappedSlot>, StoreError> {
    let mut statement =
        connection.prepare("SELECT id, wrapped, identity FROM slots ORDER BY id LIMIT 1024")?;
    let rows = statement.query_map([], |row| {
        Ok(WrappedSlot { id: row.get(0)?, wrapped: row.get(1)?, identity: row.get(2)? })
    })?;
    let slots = rows.collect::<Result<Vec<_>, _>>()?;
    let too_large = |slot: &WrappedSlot| {
        slot.wrapped.len() > MAX_WRAPPED
            || slot.identity.as_ref().is_some_and(|file| file.len() > MAX_WRAPPED)
    };
    if slots.is_empty() || slots.iter().any(too_large) {
        return Err(StoreError::tampered("it has no usable slots"));
    }
    Ok(slots)
}

impl Transaction<'_> {
    /// Adds a slot.
    pub fn insert_slot(
        &mut self,
        slot: &Slot,
        wrapped: Vec<u8>,
        identity: Option<Vec<u8>>,
    ) -> Result<i64, StoreError> {
        let plaintext =
            serde_json::to_vec(slot).map_err(|_| StoreError::Defect("a slot cannot be written"))?;
        self.insert_sealed(Table::Slots, vec![wrapped, identity.unwrap_or_default()], &plaintext)
    }

    /// One slot.
    pub(super) fn slot_at(&self, id: i64) -> Result<Slot, StoreError> {
        let row = self.row(Table::Slots, id)?.ok_or_else(|| StoreError::tampered("a slot is missing"))?;
        let plaintext = self.keys.open(Table::Slots.name(), &row)?;
        serde_json::from_slice(&plaintext).map_err(|_| StoreError::tampered("a slot cannot be read"))
    }

    /// All slots, oldest first.
    pub fn slots(&self) -> Result<Vec<Stored<Slot>>, Error> {
        let mut slots = Vec::new();
        self.scan_rows(Table::Slots, 0, &mut |row| {
            let record = self.slot_at(row.id)?;
            slots.push(Stored { id: row.id, ver: row.ver, record });
            Ok(Flow::Continue)
        })?;
        Ok(slots)
    }
}
