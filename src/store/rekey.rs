//! Re-encrypting everything under a new data key, in one transaction.

use super::error::StoreError;
use super::keys::Keys;
use super::map::Map;
use super::slots::{SlotRow, WrappedSlot};
use super::tree::Tree;
use super::tree::pages::Pages;
use super::tx::{Beginning, Transaction};
use super::vault::{Unlocked, Vault};
use crate::domain::audit::AuditEntry;
use crate::domain::slot::Slot;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::secret::DataKey;

/// A slot under the new data key.
pub struct Rewrapped {
    pub slot: Slot,
    /// The age file of the new data key.
    pub wrapped: Vec<u8>,
    /// A passphrase slot's identity file.
    pub identity: Option<Vec<u8>>,
}

/// Re-wraps a slot for the new data key; `None`: the slot is removed.
pub type Rewrap<'a> = dyn FnMut(&SlotRow, &DataKey) -> Result<Option<Rewrapped>, Error> + 'a;

/// Rejects a re-key that is not allowed.
pub type Authorize<'a> = dyn Fn(&Transaction<'_>) -> Result<(), Error> + 'a;

/// The parameters of a re-key.
pub struct Rekey<'a> {
    pub data_key: DataKey,
    /// Called once nobody else can write.
    pub authorize: &'a Authorize<'a>,
    pub rewrap: &'a mut Rewrap<'a>,
    pub audit_entry: AuditEntry,
    /// Called for each leaf, with the number of its entries.
    pub progress: &'a mut dyn FnMut(u64),
}

impl Vault<Unlocked> {
    /// Re-encrypts everything, all or nothing; from then on this vault has the new keys. Returns the new
    /// generation.
    ///
    /// # Errors
    /// The vault is damaged, or a slot cannot be wrapped.
    pub fn rekey(&mut self, now: Timestamp, rekey: Rekey<'_>) -> Result<i64, Error> {
        let keys = Keys::derive(&rekey.data_key, *self.id().as_bytes())?;
        let seen = self.seen_mark()?;
        let generation = {
            let guard = self.begin_writing()?;
            let old = self.load(now)?;
            seen.compare(&old)?;
            (rekey.authorize)(&old)?;
            self.check_clock(&old)?;
            let slots = old.slot_rows()?;
            let mut new = self.resealed(&keys, &old, rekey.progress)?;
            new.check_clock(self.clock_policy())?;
            for found in slots {
                match (rekey.rewrap)(&found, &rekey.data_key)? {
                    Some(Rewrapped { slot, wrapped, identity }) => {
                        new.replace_slot(slot, &WrappedSlot { id: found.id, wrapped, identity })?;
                    }
                    None => new.delete_slot(found.id)?,
                }
            }
            new.record(rekey.audit_entry)?;
            new.write_manifest()?;
            let generation = new.generation();
            self.expect(keys.fingerprint())?;
            guard.commit(generation)?;
            self.settle(keys.fingerprint());
            self.raise_mark(&new);
            generation
        };
        self.take_keys(keys);
        Ok(generation)
    }

    /// The same transaction, with every node under other keys.
    fn resealed<'v>(
        &'v self,
        keys: &'v Keys,
        old: &Transaction<'v>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Transaction<'v>, StoreError> {
        let pages = Pages { keys, ..self.pages() };
        let mut manifest = old.state.borrow().manifest.clone();
        let numbers = (manifest.next_node, manifest.generation + 1);
        let resealed = Tree::reseal((&self.pages(), &pages), &manifest.root, numbers, progress)?;
        let sql = "SELECT count(*) FROM node";
        let count: i64 = self.connection().query_row(sql, [], |row| row.get(0))?;
        if u64::try_from(count) != Ok(resealed.nodes) {
            return Err(StoreError::tampered("nothing leads to some nodes: somebody added them"));
        }
        manifest.root.nonce = resealed.nonce;
        manifest.seals = resealed.nodes;
        let map = Map::open(pages, &manifest)?;
        let (slot, user, now) = (old.slot.clone(), old.user, old.now);
        let mut new = Transaction::begin(Beginning { pages, manifest, map, slot, user, now });
        new.dirty = true;
        Ok(new)
    }
}
