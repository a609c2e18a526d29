//! Transactions: every read is verified against the manifest, every write updates it.

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::Connection;
use zeroize::Zeroizing;

use super::audit;
use super::error::StoreError;
use super::id::VaultId;
use super::keys::Keys;
use super::manifest::{MOST, Manifest};
use super::map::Map;
use super::record::Record;
use super::schema::Table;
use super::tree::node::MAX_KEY;
use super::tree::pages::Pages;
use super::tuple::Tuple;
use crate::domain::actor::Actor;
use crate::domain::audit::AuditEntry;
use crate::domain::name::PlainName;
use crate::domain::policy::RotationPolicy;
use crate::domain::slot::Slot;
use crate::domain::time::{Span, Timestamp};
use crate::ports::{Entropy, UserName};

/// How far the clock may be behind the newest time seen.
pub const CLOCK_TOLERANCE: Span = Span::seconds(300);

/// How far the clock may be ahead of the newest time seen. Beyond that it is likelier wrong than the vault unused.
const MOST_AHEAD: Span = Span::days(400);

/// How a transaction treats a clock that went backwards, or far ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClockPolicy {
    /// Reject it: minting, publishing, rotating.
    Strict,
    /// Never reject: revoking, disabling, deleting. A time far ahead is not taken for the newest one: when the
    /// clock is right again, nothing could be created.
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
    /// Its number: unique in the vault, and greater than those of older records.
    pub id: i64,
    pub record: R,
}

/// What changes during a transaction.
pub(super) struct State<'v> {
    pub(super) manifest: Manifest,
    pub(super) map: Map<'v>,
    /// The rotation policies of profiles, as far as they were needed.
    pub(super) policies: HashMap<PlainName, RotationPolicy>,
}

/// A transaction. A shared reference can only read; the methods that write need a mutable one, which only
/// [`super::Vault::write`] provides.
pub struct Transaction<'v> {
    pub(super) connection: &'v Connection,
    pub(super) keys: &'v Keys,
    pub(super) entropy: &'v dyn Entropy,
    pub(super) state: RefCell<State<'v>>,
    pub(super) slot: Slot,
    pub(super) user: &'v UserName,
    pub(super) now: Timestamp,
    pub(super) dirty: bool,
}

/// What a transaction begins with; the slot is in the vault, and read with it.
pub(super) struct Beginning<'v> {
    pub(super) pages: Pages<'v>,
    pub(super) manifest: Manifest,
    pub(super) map: Map<'v>,
    pub(super) slot: Slot,
    pub(super) user: &'v UserName,
    pub(super) now: Timestamp,
}

impl<'v> Transaction<'v> {
    pub(super) fn begin(beginning: Beginning<'v>) -> Self {
        let Beginning { pages: Pages { connection, keys, entropy }, manifest, map, slot, user, now } =
            beginning;
        let state = RefCell::new(State { manifest, map, policies: HashMap::new() });
        Self { connection, keys, entropy, state, slot, user, now, dirty: false }
    }
}

impl Transaction<'_> {
    /// The clock, read once when the transaction began.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn actor(&self) -> Actor {
        Actor { user: self.user.as_str().to_owned(), slot: self.slot.name.to_string() }
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

    /// The vault's generation before this transaction.
    pub fn generation(&self) -> i64 {
        self.state.borrow().manifest.generation
    }

    /// The newest time seen.
    pub fn newest_time(&self) -> Timestamp {
        self.state.borrow().manifest.newest_time
    }

    /// How many events the audit log has.
    pub fn log_count(&self) -> u64 {
        self.state.borrow().manifest.log_count
    }

    /// The generation in which a key or a target last changed.
    pub fn published_from(&self) -> i64 {
        self.state.borrow().manifest.published_from
    }

    /// Whether so much was sealed under the data key that it should be replaced.
    pub fn wants_new_key(&self) -> bool {
        self.state.borrow().manifest.wants_new_key()
    }

    /// Adds a record. Returns its number.
    pub fn insert<R: Record>(&mut self, record: &R) -> Result<i64, StoreError> {
        let id = self.state.borrow().manifest.next_seq;
        self.put_new(id, record)?;
        Ok(id)
    }

    /// Adds a record under a number that is free.
    pub(super) fn put_new<R: Record>(&mut self, id: i64, record: &R) -> Result<(), StoreError> {
        let json = to_json(record)?;
        let entries = self.entries_of(record)?;
        let state = self.state.get_mut();
        // Text that this program would not write may be too long for a key of the map.
        let is_long = entries.iter().any(|entry| entry.as_slice().len() + 8 > MAX_KEY);
        if !(1..MOST).contains(&id) || is_long {
            return Err(StoreError::tampered(format!("record {id} of {} cannot be", R::TABLE.name())));
        }
        state.manifest.next_seq = state.manifest.next_seq.max(id + 1);
        state.map.put_new(&place::<R>(id), &json)?;
        for entry in entries {
            state.map.add(entry.number(id))?;
        }
        self.changed::<R>(true);
        self.policy_changed(None, record.policy())
    }

    /// Replaces a record.
    pub fn update<R: Record>(&mut self, changed: &Stored<R>) -> Result<(), StoreError> {
        let Stored { id, record } = changed;
        let old = self.get::<R>(*id)?.ok_or(StoreError::Changed)?.record;
        let json = to_json(record)?;
        let (before, after) = (self.entries_of(&old)?, self.entries_of(record)?);
        let map = &mut self.state.get_mut().map;
        map.put(&place::<R>(*id), &json)?;
        for gone in before.iter().filter(|entry| !after.contains(entry)) {
            map.delete(&gone.clone().number(*id))?;
        }
        for new in after.into_iter().filter(|entry| !before.contains(entry)) {
            map.add(new.number(*id))?;
        }
        self.changed::<R>(!record.publishes_as(&old));
        self.policy_changed(old.policy(), record.policy())
    }

    /// Deletes a record.
    pub fn delete<R: Record>(&mut self, gone: &Stored<R>) -> Result<(), StoreError> {
        let old = self.get::<R>(gone.id)?.ok_or(StoreError::Changed)?.record;
        let entries = self.entries_of(&old)?;
        let map = &mut self.state.get_mut().map;
        map.delete(&place::<R>(gone.id))?;
        for entry in entries {
            map.delete(&entry.number(gone.id))?;
        }
        self.changed::<R>(true);
        self.policy_changed(old.policy(), None)
    }

    fn changed<R: Record>(&mut self, changes_files: bool) {
        self.dirty = true;
        if changes_files && matches!(R::TABLE, Table::Keys | Table::Targets) {
            let manifest = &mut self.state.get_mut().manifest;
            manifest.published_from = manifest.generation + 1;
        }
    }

    /// Adds an event to the audit log.
    pub fn record(&mut self, audit_entry: AuditEntry) -> Result<(), StoreError> {
        audit::append(self, audit_entry)
    }

    /// Continues after an earlier vault, by hand: how long ago that was used last says nothing about the clock.
    pub(super) fn continue_from(&mut self, newest: Timestamp, accept_clock: bool) -> Result<(), StoreError> {
        self.state.get_mut().manifest.newest_time = newest;
        if self.is_clock_ahead() {
            self.state.get_mut().manifest.newest_time = self.now;
        }
        self.check_clock(ClockPolicy::new(accept_clock))
    }

    /// Applies the clock policy and advances the newest time seen.
    pub(super) fn check_clock(&mut self, clock_policy: ClockPolicy) -> Result<(), StoreError> {
        let (now, newest) = (self.now, self.newest_time());
        match clock_policy {
            ClockPolicy::Strict => self.refuse_wrong_clock()?,
            ClockPolicy::Lenient if self.is_clock_ahead() => return Ok(()),
            ClockPolicy::Accept if self.is_clock_behind() || self.is_clock_ahead() => {
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

    fn is_clock_ahead(&self) -> bool {
        self.newest_time().plus(MOST_AHEAD) < self.now
    }

    /// What is wrong with the clock, if anything is.
    pub fn clock_fault(&self) -> Option<StoreError> {
        let (now, newest) = (self.now, self.newest_time());
        if self.is_clock_behind() {
            return Some(StoreError::ClockBehind { now, newest });
        }
        self.is_clock_ahead().then_some(StoreError::ClockAhead { now, newest })
    }

    pub(super) fn refuse_wrong_clock(&self) -> Result<(), StoreError> {
        self.clock_fault().map_or(Ok(()), Err)
    }

    /// Writes the map and the manifest: the last step before the commit.
    pub(super) fn write_manifest(&mut self) -> Result<(), StoreError> {
        let state = self.state.get_mut();
        state.map.flush(&mut state.manifest)?;
        state.manifest.save(self.connection, self.keys, self.entropy)
    }
}

/// Where a record is in the map.
pub(super) fn place<R: Record>(id: i64) -> Tuple {
    Tuple::of(R::TABLE.number()).number(id)
}

fn to_json<R: Record>(record: &R) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    // Growing would leave copies of a secret behind.
    let mut json = Zeroizing::new(Vec::with_capacity(record.room()));
    serde_json::to_writer(&mut *json, record)
        .map_err(|_| StoreError::Defect("a record cannot be written"))?;
    Ok(json)
}
