//! Slots as stored in the file: what must be read before anything can be opened.

use rusqlite::Connection;

use super::error::StoreError;
use super::row::Row;
use super::schema::Table;
use super::tx::{Flow, Stored, Transaction};
use crate::domain::slot::Slot;
use crate::error::Error;

/// The part of a slot stored in clear: age files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedSlot {
    pub id: i64,
    /// The age file of the data key.
    pub wrapped: Vec<u8>,
    /// A passphrase slot's identity file, encrypted to the passphrase.
    pub identity: Option<Vec<u8>>,
}

/// A slot with its passphrase-encrypted identity, for a re-key.
pub struct SlotRow {
    pub(super) row: Row,
    pub slot: Slot,
    /// A passphrase slot's identity file, encrypted to the passphrase.
    pub identity: Option<Vec<u8>>,
}

impl SlotRow {
    pub fn id(&self) -> i64 {
        self.row.id
    }
}

/// The largest age file that is read from a slot, in bytes: a data key is 150, a plugin's stanza at most some
/// KiB.
const MAX_WRAPPED: usize = 1 << 20;

/// Reads the wrapped data keys. Nothing here is authenticated until the manifest has been opened with one of
/// those keys.
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

pub(super) fn to_json(slot: &Slot) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(slot).map_err(|_| StoreError::Defect("a slot cannot be written"))
}

pub(super) fn from_json(plaintext: &[u8]) -> Result<Slot, StoreError> {
    serde_json::from_slice(plaintext).map_err(|_| StoreError::tampered("a slot cannot be read"))
}

impl Transaction<'_> {
    pub fn insert_slot(
        &mut self,
        slot: &Slot,
        wrapped: Vec<u8>,
        identity: Option<Vec<u8>>,
    ) -> Result<i64, StoreError> {
        let plaintext = to_json(slot)?;
        self.insert_sealed(Table::Slots, vec![wrapped, identity.unwrap_or_default()], &plaintext)
    }

    /// Updates a slot's metadata, unless it changed since it was read. Its wrapped key stays.
    pub fn update_slot(&mut self, changed: &Stored<Slot>) -> Result<(), StoreError> {
        let plaintext = to_json(&changed.record)?;
        let columns = |old: &Row| old.columns.clone();
        self.replace_sealed(Table::Slots, (changed.id, changed.ver), columns, &plaintext)?;
        if changed.record.name == self.slot.name {
            self.slot = changed.record.clone();
        }
        Ok(())
    }

    /// Records that the slot in use unlocks the vault: until now, one given only by its public key was
    /// unproven.
    pub(super) fn mark_slot_proven(&mut self, id: i64) -> Result<(), StoreError> {
        if self.slot.proven {
            return Ok(());
        }
        let row = self.row(Table::Slots, id)?.ok_or_else(|| StoreError::tampered("a slot is missing"))?;
        self.slot.proven = true;
        self.update_slot(&Stored { id, ver: row.ver, record: self.slot.clone() })
    }

    pub(super) fn slot_at(&self, id: i64) -> Result<Slot, StoreError> {
        let row = self.row(Table::Slots, id)?.ok_or_else(|| StoreError::tampered("a slot is missing"))?;
        self.open_slot(&row)
    }

    fn open_slot(&self, row: &Row) -> Result<Slot, StoreError> {
        from_json(&self.keys.open(Table::Slots.name(), row)?)
    }

    /// All slots, oldest first.
    pub fn slots(&self) -> Result<Vec<Stored<Slot>>, Error> {
        let stored = |found: SlotRow| Stored { id: found.row.id, ver: found.row.ver, record: found.slot };
        Ok(self.slot_rows()?.into_iter().map(stored).collect())
    }

    /// Likewise, each with its row and its passphrase-encrypted identity.
    pub(super) fn slot_rows(&self) -> Result<Vec<SlotRow>, Error> {
        let mut slots = Vec::new();
        self.scan_rows(Table::Slots, 0, &mut |row| {
            let slot = self.open_slot(row)?;
            let identity = row.columns.get(1).filter(|file| !file.is_empty()).cloned();
            slots.push(SlotRow { row: row.clone(), slot, identity });
            Ok(Flow::Continue)
        })?;
        Ok(slots)
    }
}
