//! The start of each transaction: loads what everything else is verified against.

use std::cell::RefCell;

use super::blocks::Groups;
use super::error::StoreError;
use super::manifest::Manifest;
use super::record::Settings;
use super::tx::{ChainKeys, State, Transaction};
use super::vault::{Unlocked, Vault, chain_keys};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot, SlotKind};
use crate::domain::time::Timestamp;

impl Vault<Unlocked> {
    /// Loads and verifies the manifest, the block sums, the settings and the slot in use.
    pub(super) fn load(&self, now: Timestamp) -> Result<Transaction<'_>, StoreError> {
        let keys = self.keys();
        let manifest = self.manifest()?;
        let groups = Groups::load(self.connection(), keys, &manifest)?;
        let mut transaction = Transaction {
            connection: self.connection(),
            keys,
            entropy: self.entropy(),
            // Unknown until the settings are opened below.
            chain: ChainKeys::unknown(),
            state: RefCell::new(State { manifest, groups }),
            slot: unknown_slot(now)?,
            user: self.user(),
            now,
            dirty: false,
        };
        let settings = transaction
            .get::<Settings>(1)?
            .ok_or_else(|| StoreError::tampered("the settings are missing"))?;
        transaction.chain = chain_keys(settings.record.chain_key.key(), self.id());
        transaction.slot = transaction.slot_at(self.slot_in_use())?;
        Ok(transaction)
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

fn unknown_slot(now: Timestamp) -> Result<Slot, StoreError> {
    let name = "unknown".parse::<PlainName>().map_err(|_| StoreError::Defect("a slot's name"))?;
    let recipient = String::new();
    Ok(Slot { name, kind: SlotKind::X25519, recipient, role: Role::Owner, proven: false, created_at: now })
}
