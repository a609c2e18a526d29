//! The start of each transaction: loads what everything else is verified against.

use super::error::StoreError;
use super::manifest::Manifest;
use super::map::Map;
use super::tree::pages::Pages;
use super::tx::{Beginning, Transaction};
use super::vault::{Unlocked, Vault};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot, SlotKind};
use crate::domain::time::Timestamp;
use crate::error::Error;

impl Vault<Unlocked> {
    /// Loads and verifies the manifest and the slots.
    pub(super) fn load(&self, now: Timestamp) -> Result<Transaction<'_>, Error> {
        self.refuse_foreign()?;
        let manifest = self.manifest()?;
        let pages = self.pages();
        let map = Map::open(pages, &manifest)?;
        let slot = unknown_slot(now)?;
        let mut transaction =
            Transaction::begin(Beginning { pages, manifest, map, slot, user: self.user(), now });
        let slots = transaction.slots()?;
        let slot = slots.into_iter().find(|slot| slot.id == self.slot_in_use());
        transaction.slot = slot.ok_or_else(|| StoreError::tampered("a slot is missing"))?.record;
        Ok(transaction)
    }

    pub(super) fn pages(&self) -> Pages<'_> {
        Pages { connection: self.connection(), keys: self.keys(), entropy: self.entropy() }
    }

    /// A process that waited while another one re-keyed the vault has a key that opens nothing any more; that
    /// is not tampering.
    pub(super) fn manifest(&self) -> Result<Manifest, StoreError> {
        Manifest::load(self.connection(), self.keys()).map_err(|error| match error {
            StoreError::Tampered(_) if self.is_rewrapped() => StoreError::Rekeyed,
            other => other,
        })
    }
}

/// Until the slots are read.
fn unknown_slot(now: Timestamp) -> Result<Slot, StoreError> {
    let name = "unknown".parse::<PlainName>().map_err(|_| StoreError::Defect("a slot's name"))?;
    let recipient = String::new();
    Ok(Slot { name, kind: SlotKind::X25519, recipient, role: Role::Owner, proven: false, created_at: now })
}
