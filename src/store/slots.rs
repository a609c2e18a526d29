//! Slots: the age files that must be read before anything can be opened, and their records in the map.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::record::{Entries, Record};
use super::schema::Table;
use super::tx::{Flow, Stored, Transaction};
use crate::crypto::encode::Sequence;
use crate::crypto::hash::sha256;
use crate::domain::digest::Digest;
use crate::domain::policy::RotationPolicy;
use crate::domain::slot::{Slot, SlotKind};
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

impl WrappedSlot {
    fn digest(&self) -> Digest {
        let identity = self.identity.as_deref().unwrap_or_default();
        sha256(Sequence::new().bytes(&self.wrapped).bytes(identity).as_slice())
    }
}

/// A slot with its passphrase-encrypted identity, for a re-key.
pub struct SlotRow {
    pub id: i64,
    pub slot: Slot,
    /// A passphrase slot's identity file, encrypted to the passphrase.
    pub identity: Option<Vec<u8>>,
}

/// The record of a slot: it vouches for the age files in its row.
#[derive(Serialize, Deserialize)]
pub(super) struct SlotRecord {
    pub(super) slot: Slot,
    files: Digest,
}

impl SlotRecord {
    /// Whether a row is that of this record. No identity file is empty: that would have the digest of none.
    pub(super) fn vouches_for(&self, id: i64, row: &WrappedSlot) -> bool {
        let is_empty = row.identity.as_ref().is_some_and(Vec::is_empty);
        row.id == id && !is_empty && row.digest() == self.files
    }
}

impl Record for SlotRecord {
    const TABLE: Table = Table::Slots;

    fn entries(&self, _: &RotationPolicy) -> Entries {
        Entries::default()
    }
}

/// The largest age file that is read from a slot, in bytes: a data key is 150, a plugin's stanza at most some
/// KiB.
const MAX_WRAPPED: usize = 1 << 20;
/// The most slots of a vault.
pub const MAX_SLOTS: usize = 64;
/// The most passphrase slots: a passphrase is tried on each, which takes a second and 256 MiB, before it is known
/// whether they are ours.
pub const MAX_PASSPHRASE_SLOTS: usize = 8;

/// Reads the wrapped data keys. Nothing here is authenticated until the manifest has been opened with one of
/// those keys, and the slots' records compared with it.
pub(super) fn wrapped(connection: &Connection) -> Result<Vec<WrappedSlot>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, wrapped, identity FROM slot ORDER BY id LIMIT 65")?;
    let rows = statement.query_map([], |row| {
        Ok(WrappedSlot { id: row.get(0)?, wrapped: row.get(1)?, identity: row.get(2)? })
    })?;
    let slots = rows.collect::<Result<Vec<_>, _>>()?;
    let too_large = |slot: &WrappedSlot| {
        slot.wrapped.len() > MAX_WRAPPED
            || slot.identity.as_ref().is_some_and(|file| file.len() > MAX_WRAPPED)
    };
    if slots.is_empty() || slots.len() > MAX_SLOTS || slots.iter().any(too_large) {
        return Err(StoreError::tampered("it has no usable slots"));
    }
    Ok(slots)
}

impl Transaction<'_> {
    pub fn insert_slot(
        &mut self,
        slot: &Slot,
        wrapped: Vec<u8>,
        identity: Option<Vec<u8>>,
    ) -> Result<i64, StoreError> {
        if self.count(Table::Slots)? >= MAX_SLOTS as u64 {
            return Err(StoreError::TooManySlots("slots", MAX_SLOTS));
        }
        if identity.is_some() && self.passphrase_slots()? >= MAX_PASSPHRASE_SLOTS {
            return Err(StoreError::TooManySlots("passphrase slots", MAX_PASSPHRASE_SLOTS));
        }
        let mut row = WrappedSlot { id: 0, wrapped, identity };
        row.id = self.insert(&SlotRecord { slot: slot.clone(), files: row.digest() })?;
        self.write_row(&row)?;
        Ok(row.id)
    }

    fn passphrase_slots(&self) -> Result<usize, StoreError> {
        self.newest::<SlotRecord>().try_fold(0, |count, stored| {
            Ok(count + usize::from(stored?.record.slot.kind == SlotKind::Passphrase))
        })
    }

    /// Replaces a slot and its age files.
    pub(super) fn replace_slot(&mut self, slot: Slot, row: &WrappedSlot) -> Result<(), StoreError> {
        let record = SlotRecord { slot, files: row.digest() };
        self.update(&Stored { id: row.id, record })?;
        self.write_row(row)
    }

    /// Adds a slot under the number that it had.
    pub(super) fn import_slot(&mut self, slot: Slot, row: &WrappedSlot) -> Result<(), StoreError> {
        self.put_new(row.id, &SlotRecord { slot, files: row.digest() })?;
        self.write_row(row)
    }

    fn write_row(&self, row: &WrappedSlot) -> Result<(), StoreError> {
        let sql = "INSERT INTO slot (id, wrapped, identity) VALUES (?1, ?2, ?3)
                   ON CONFLICT (id) DO UPDATE SET wrapped = ?2, identity = ?3";
        self.connection.execute(sql, (row.id, &row.wrapped, &row.identity))?;
        Ok(())
    }

    pub(super) fn delete_slot(&mut self, id: i64) -> Result<(), StoreError> {
        let record = self.slot_record(id)?;
        self.delete(&record)?;
        self.connection.execute("DELETE FROM slot WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Updates a slot's metadata. Its wrapped key stays.
    pub fn update_slot(&mut self, changed: &Stored<Slot>) -> Result<(), StoreError> {
        let mut stored = self.slot_record(changed.id)?;
        stored.record.slot = changed.record.clone();
        self.update(&stored)?;
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
        self.slot.proven = true;
        self.update_slot(&Stored { id, record: self.slot.clone() })
    }

    pub(super) fn slot_record(&self, id: i64) -> Result<Stored<SlotRecord>, StoreError> {
        self.get(id)?.ok_or_else(|| StoreError::tampered("a slot is missing"))
    }

    /// All slots, oldest first.
    pub fn slots(&self) -> Result<Vec<Stored<Slot>>, Error> {
        let stored = |found: SlotRow| Stored { id: found.id, record: found.slot };
        Ok(self.slot_rows()?.into_iter().map(stored).collect())
    }

    /// Likewise, each with its passphrase-encrypted identity.
    ///
    /// # Errors
    /// The rows are not those that the records vouch for: one was removed, added or replaced.
    pub(super) fn slot_rows(&self) -> Result<Vec<SlotRow>, Error> {
        let mut rows = wrapped(self.connection)?.into_iter();
        let mut slots = Vec::new();
        let altered = || StoreError::tampered("a slot was altered");
        self.scan::<SlotRecord>(0, &mut |stored| {
            let row = rows.next().filter(|row| stored.record.vouches_for(stored.id, row));
            let row = row.ok_or_else(altered)?;
            slots.push(SlotRow { id: row.id, slot: stored.record.slot, identity: row.identity });
            Ok(Flow::Continue)
        })?;
        if rows.next().is_some() {
            return Err(altered().into());
        }
        Ok(slots)
    }
}
