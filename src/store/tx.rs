//! Transactions: every read is verified against the manifest, every write updates it.

use std::cell::RefCell;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::audit;
use super::blocks::{Groups, Zone, block_of, part_of};
use super::error::StoreError;
use super::id::VaultId;
use super::manifest::Manifest;
use super::record::Record;
use super::row::{Keys, Row};
use super::schema::Table;
use crate::domain::actor::Actor;
use crate::domain::audit::AuditEntry;
use crate::domain::slot::Slot;
use crate::domain::time::{Span, Timestamp};
use crate::error::Error;
use crate::ports::Entropy;
use ring::hmac;

/// How far the clock may be behind the newest time seen.
pub const CLOCK_TOLERANCE: Span = Span::seconds(300);

/// How a transaction treats a clock that went backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClockPolicy {
    /// Reject a clock that went backwards: minting, publishing, rotating.
    Strict,
    /// Never reject: revoking, disabling, deleting.
    Lenient,
    /// Continue, and accept the clock from now on: `--accept-clock`.
    Accept,
}

impl ClockPolicy {
    pub(super) fn new(accept_clock: bool) -> Self {
        if accept_clock { Self::Accept } else { Self::Strict }
    }

    /// The policy for what must never be rejected because of the clock.
    #[must_use]
    pub(super) fn lenient(self) -> Self {
        if self == Self::Strict { Self::Lenient } else { self }
    }
}

/// Whether a scan continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Continue,
    Stop,
}

/// A record as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<R> {
    pub id: i64,
    /// Its row version: an update of another version is rejected.
    pub ver: i64,
    pub record: R,
}

/// What changes during a transaction.
pub(super) struct State {
    pub(super) manifest: Manifest,
    pub(super) groups: Groups,
}

/// The keys behind the audit chain and the mark.
#[derive(Clone)]
pub(super) struct ChainKeys {
    pub(super) audit: hmac::Key,
    pub(super) mark: hmac::Key,
}

impl ChainKeys {
    /// Placeholders until the settings, which hold the real keys, are opened.
    pub(super) fn unknown() -> Self {
        let key = || hmac::Key::new(hmac::HMAC_SHA256, &[0; 32]);
        Self { audit: key(), mark: key() }
    }
}

/// A transaction. A shared reference can only read; the methods that write need a mutable one, which only
/// [`super::Vault::write`] provides.
pub struct Transaction<'v> {
    pub(super) connection: &'v Connection,
    pub(super) keys: &'v Keys,
    pub(super) entropy: &'v dyn Entropy,
    pub(super) chain: ChainKeys,
    pub(super) state: RefCell<State>,
    pub(super) slot: Slot,
    pub(super) user: &'v str,
    pub(super) now: Timestamp,
    pub(super) dirty: bool,
}

impl Transaction<'_> {
    /// The clock, read once when the transaction began.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn actor(&self) -> Actor {
        Actor { user: self.user.to_owned(), slot: self.slot.name.to_string() }
    }

    /// The slot that unlocked the vault.
    pub fn slot(&self) -> &Slot {
        &self.slot
    }

    pub fn vault_id(&self) -> VaultId {
        VaultId::from_bytes(*self.keys.vault_id())
    }

    pub fn random(&self, buffer: &mut [u8]) -> Result<(), StoreError> {
        self.entropy.fill(buffer).map_err(|_| StoreError::Defect("the system gives no randomness"))
    }

    /// How many rows a table holds, according to the manifest.
    pub fn count(&self, table: Table) -> i64 {
        self.state.borrow().manifest.counts(table).rows
    }

    /// The vault's generation before this transaction.
    pub fn generation(&self) -> i64 {
        self.state.borrow().manifest.generation
    }

    /// The newest time seen.
    pub fn newest_time(&self) -> Timestamp {
        self.state.borrow().manifest.newest_time
    }

    pub fn get<R: Record>(&self, id: i64) -> Result<Option<Stored<R>>, StoreError> {
        self.row(R::TABLE, id)?.map(|row| self.open(&row)).transpose()
    }

    /// All records of a type, oldest first. There may be a million keys: use [`Transaction::scan`] for them.
    pub fn all<R: Record>(&self) -> Result<Vec<Stored<R>>, Error> {
        let mut all = Vec::new();
        self.scan(0, &mut |stored| {
            all.push(stored);
            Ok(Flow::Continue)
        })?;
        Ok(all)
    }

    pub(super) fn open<R: Record>(&self, row: &Row) -> Result<Stored<R>, StoreError> {
        let plaintext = self.keys.open(R::TABLE.name(), row)?;
        let unreadable =
            |_| StoreError::tampered(format!("row {} of {} cannot be read", row.id, R::TABLE.name()));
        let record: R = serde_json::from_slice(&plaintext).map_err(unreadable)?;
        if self.keys.columns(&record) != row.columns {
            return Err(StoreError::tampered(format!(
                "the index entry of row {} in {} does not match it",
                row.id,
                R::TABLE.name()
            )));
        }
        Ok(Stored { id: row.id, ver: row.ver, record })
    }

    /// Adds a record. Returns its row id.
    pub fn insert<R: Record>(&mut self, record: &R) -> Result<i64, StoreError> {
        let columns = self.keys.columns(record);
        self.insert_sealed(R::TABLE, columns, &to_json(record)?)
    }

    /// Adds a row with these plaintext columns.
    pub(super) fn insert_sealed(
        &mut self,
        table: Table,
        columns: Vec<Vec<u8>>,
        plaintext: &[u8],
    ) -> Result<i64, StoreError> {
        let id = self.state.borrow().manifest.counts(table).next_id;
        self.put(table, id, columns, plaintext)?;
        Ok(id)
    }

    /// Replaces a row, unless it changed since it was read; `columns` computes its plaintext columns from the
    /// old row.
    pub(super) fn replace_sealed(
        &mut self,
        table: Table,
        (id, ver): (i64, i64),
        columns: impl FnOnce(&Row) -> Vec<Vec<u8>>,
        plaintext: &[u8],
    ) -> Result<(), StoreError> {
        let old = self.row(table, id)?.filter(|old| old.ver == ver).ok_or(StoreError::Changed)?;
        let row = self.keys.seal(self.entropy, table.name(), (id, ver + 1), columns(&old), plaintext)?;
        row.update(self.connection, table)?;
        self.account(table, Some(&old), Some(&row))
    }

    /// Replaces a record, unless it changed since it was read.
    pub fn update<R: Record>(&mut self, changed: &Stored<R>) -> Result<(), StoreError> {
        let (columns, plaintext) = (self.keys.columns(&changed.record), to_json(&changed.record)?);
        self.replace_sealed(R::TABLE, (changed.id, changed.ver), |_| columns, &plaintext)
    }

    /// Deletes a record, unless it changed since it was read.
    pub fn delete<R: Record>(&mut self, gone: &Stored<R>) -> Result<(), StoreError> {
        let table = R::TABLE;
        let old = self.row(table, gone.id)?.filter(|old| old.ver == gone.ver).ok_or(StoreError::Changed)?;
        self.forget(table, old.id)?;
        self.account(table, Some(&old), None)
    }

    /// Deletes a row and decrements the count; the caller updates the sums.
    pub(super) fn forget(&mut self, table: Table, id: i64) -> Result<(), StoreError> {
        let sql = format!("DELETE FROM {} WHERE id = ?1", table.name());
        self.connection.prepare_cached(&sql)?.execute([id])?;
        self.state.get_mut().manifest.counts_mut(table).rows -= 1;
        Ok(())
    }

    /// Updates the sums of the table and of its indexes.
    pub(super) fn account(
        &mut self,
        table: Table,
        gone: Option<&Row>,
        come: Option<&Row>,
    ) -> Result<(), StoreError> {
        self.dirty = true;
        let (keys, groups) = (self.keys, &mut self.state.get_mut().groups);
        let tag = |row: Option<&Row>| row.map(|row| keys.tag(table, row));
        let number = gone.or(come).map_or(0, |row| block_of(row.id));
        groups.change(keys, Zone::Rows(table), number, tag(gone), tag(come))?;
        for (place, column) in table.lookups().iter().enumerate() {
            let zone = Zone::Index(table, column);
            let part = |row: &Row| part_of(&row.columns[place]);
            let tag = |row: &Row| Some(keys.index_tag(table, column, &row.columns[place], row.id));
            match (gone, come) {
                (Some(gone), Some(come)) if gone.columns[place] == come.columns[place] => {}
                _ => {
                    if let Some(gone) = gone {
                        groups.change(keys, zone, part(gone), tag(gone), None)?;
                    }
                    if let Some(come) = come {
                        groups.change(keys, zone, part(come), None, tag(come))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Adds an event to the audit log.
    pub fn record(&mut self, audit_entry: AuditEntry) -> Result<(), StoreError> {
        audit::append(self, audit_entry)
    }

    /// Applies the clock policy and advances the newest time seen.
    pub(super) fn check_clock(&mut self, clock_policy: ClockPolicy) -> Result<(), StoreError> {
        let (now, newest) = (self.now, self.newest_time());
        match clock_policy {
            ClockPolicy::Strict => self.refuse_clock_behind()?,
            ClockPolicy::Accept if self.is_clock_behind() => {
                self.state.get_mut().manifest.newest_time = now;
                let audit_entry = AuditEntry::new(crate::domain::audit::Action::ClockAccept);
                return self.record(audit_entry.detail(format!("the newest time seen was {newest}")));
            }
            ClockPolicy::Lenient | ClockPolicy::Accept => {}
        }
        self.state.get_mut().manifest.newest_time = now.max(newest);
        Ok(())
    }

    fn is_clock_behind(&self) -> bool {
        self.now.plus(CLOCK_TOLERANCE) < self.newest_time()
    }

    pub(super) fn refuse_clock_behind(&self) -> Result<(), StoreError> {
        let (now, newest) = (self.now, self.newest_time());
        if self.is_clock_behind() { Err(StoreError::ClockBehind { now, newest }) } else { Ok(()) }
    }

    /// Writes the sums and the manifest: the last step before the commit.
    pub(super) fn write_manifest(&mut self) -> Result<(), StoreError> {
        let state = self.state.get_mut();
        state.groups.flush(self.connection, self.keys, self.entropy, &mut state.manifest)?;
        state.manifest.save(self.connection, self.keys, self.entropy)
    }
}

fn to_json<R: Record>(record: &R) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    // Growing would leave copies of a secret behind.
    let mut json = Zeroizing::new(Vec::with_capacity(record.room()));
    serde_json::to_writer(&mut *json, record)
        .map_err(|_| StoreError::Defect("a record cannot be written"))?;
    Ok(json)
}
