//! Re-encrypting everything under a new data key, in one transaction.

use std::cell::RefCell;

use super::blocks::{Groups, block_of};
use super::content;
use super::error::StoreError;
use super::row::{Keys, Row};
use super::schema::Table;
use super::slots::{self, SlotRow};
use super::sum::Sum;
use super::tx::{State, Transaction};
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
    /// Called for each thousand rows.
    pub progress: &'a mut dyn FnMut(u64),
}

impl Vault<Unlocked> {
    /// Re-encrypts every record, all or nothing; from then on this vault has the new keys. Returns the new
    /// generation.
    ///
    /// # Errors
    /// The vault is damaged, or a slot cannot be wrapped.
    pub fn rekey(&mut self, now: Timestamp, rekey: Rekey<'_>) -> Result<i64, Error> {
        let keys = Keys::derive(&rekey.data_key, *self.id().as_bytes())?;
        let seen = self.seen_mark()?;
        let generation = {
            let guard = self.begin_writing()?;
            let mut old = self.load(now)?;
            seen.compare(&old, self.id())?;
            (rekey.authorize)(&old)?;
            old.check_clock(self.clock_policy())?;
            let mut new = under(&keys, &old);
            old.connection.execute("DELETE FROM blocks", []).map_err(StoreError::from)?;
            for table in Table::ALL.into_iter().filter(|table| *table != Table::Blocks) {
                old.expect_no_more(table)?;
                match table {
                    Table::Slots => reseal_slots(&old, &mut new, &rekey.data_key, rekey.rewrap)?,
                    _ => reseal(&old, &mut new, table, rekey.progress)?,
                }
            }
            new.record(rekey.audit_entry)?;
            new.write_manifest()?;
            let generation = new.generation();
            guard.commit(generation)?;
            self.raise_mark(&new);
            generation
        };
        self.take_keys(keys);
        Ok(generation)
    }
}

/// The same transaction under other keys. The sums start at zero and grow with each row written.
fn under<'v>(keys: &'v Keys, old: &Transaction<'v>) -> Transaction<'v> {
    let mut manifest = old.state.borrow().manifest.clone();
    manifest.groups_sum = Sum::default();
    manifest.counts_mut(Table::Blocks).rows = 0;
    Transaction {
        connection: old.connection,
        keys,
        entropy: old.entropy,
        chain: old.chain.clone(),
        state: RefCell::new(State { manifest, groups: Groups::new() }),
        slot: old.slot.clone(),
        user: old.user,
        now: old.now,
        dirty: true,
    }
}

/// Block by block: the sum of each is verified before any of its rows is written.
fn reseal(
    old: &Transaction<'_>,
    new: &mut Transaction<'_>,
    table: Table,
    progress: &mut dyn FnMut(u64),
) -> Result<(), StoreError> {
    let next_id = old.state.borrow().manifest.counts(table).next_id;
    for number in 0..=block_of(next_id) {
        let rows = old.block_rows(table, number)?;
        for row in &rows {
            let plaintext = old.keys.open(table.name(), row)?;
            let columns = content::columns(new.keys, table, row.id, &plaintext)?;
            write(new, table, row, columns, &plaintext)?;
        }
        progress(u64::try_from(rows.len()).unwrap_or(0));
    }
    Ok(())
}

fn reseal_slots(
    old: &Transaction<'_>,
    new: &mut Transaction<'_>,
    data_key: &DataKey,
    rewrap: &mut Rewrap<'_>,
) -> Result<(), Error> {
    for found in old.slot_rows()? {
        match rewrap(&found, data_key)? {
            Some(Rewrapped { slot, wrapped, identity }) => {
                let columns = vec![wrapped, identity.unwrap_or_default()];
                write(new, Table::Slots, &found.row, columns, &slots::to_json(&slot)?)?;
            }
            None => new.forget(Table::Slots, found.row.id)?,
        }
    }
    Ok(())
}

fn write(
    new: &mut Transaction<'_>,
    table: Table,
    old: &Row,
    columns: Vec<Vec<u8>>,
    plaintext: &[u8],
) -> Result<(), StoreError> {
    let row = new.keys.seal(new.entropy, table.name(), (old.id, old.ver + 1), columns, plaintext)?;
    row.update(new.connection, table)?;
    new.account(table, None, Some(&row))
}
