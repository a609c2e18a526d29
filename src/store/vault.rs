//! A vault, locked and unlocked.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ring::hmac;
use rusqlite::Connection;

use super::error::StoreError;
use super::file::{self, CopyTransform, FileId};
use super::guard::Guard;
use super::id::VaultId;
use super::keys::Keys;
use super::manifest;
use super::mark::{self, MarkFolder, SeenMark};
use super::slots::{self, WrappedSlot};
use super::tx::{ClockPolicy, Transaction};
use crate::crypto::subkeys::{Purpose, derive_hmac};
use crate::domain::audit::AuditEntry;
use crate::domain::time::{Span, Timestamp};
use crate::error::Error;
use crate::ports::{Entropy, UserName};
use crate::secret::DataKey;

/// How a vault is opened.
#[derive(Clone)]
pub struct Options {
    /// How long to wait for another process's lock.
    pub lock_timeout: Span,
    /// The folder of the high-water mark; `None`: the system has no state folder.
    pub mark: Option<MarkFolder>,
    /// Read a vault that is older than the mark.
    pub accept_rollback: bool,
    /// Write although the clock is behind the newest time seen, and accept it from now on.
    pub accept_clock: bool,
    /// The acting user, for the audit log.
    pub user: UserName,
}

/// A vault in one of its states.
pub struct Vault<S> {
    connection: Connection,
    path: PathBuf,
    /// The file's identity when it was opened.
    file: FileId,
    id: VaultId,
    /// The wrapped keys at that time, if they could be read: a difference means a new data key.
    wrapped: Option<Vec<WrappedSlot>>,
    /// What is in its schema and not a vault's.
    foreign: Vec<String>,
    options: Options,
    state: S,
}

/// Not unlocked: wrapped keys can be read, and the file copied.
pub struct Locked;

/// Unlocked: the only holder of the vault's keys.
pub struct Unlocked {
    keys: Keys,
    slot: i64,
    entropy: Arc<dyn Entropy>,
    warnings: RefCell<Vec<String>>,
}

impl<S> Vault<S> {
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn id(&self) -> VaultId {
        self.id
    }

    /// What is in its schema and not a vault's: a table, an index, a trigger, a view.
    pub(super) fn foreign_schema(&self) -> &[String] {
        &self.foreign
    }

    /// An error if there is any of that.
    pub(super) fn refuse_foreign(&self) -> Result<(), StoreError> {
        match self.foreign.first() {
            Some(name) => Err(StoreError::tampered(format!("its schema has {name}, which is not a vault's"))),
            None => Ok(()),
        }
    }

    /// The folder of this machine's state for the vault.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.options.mark.as_ref().map(|place| place.folder(self.id))
    }

    /// When the last backup was created on this machine, if known.
    pub fn last_backup(&self) -> Option<Timestamp> {
        self.options
            .mark
            .as_ref()
            .and_then(|place| mark::last_backup(place, self.id))
            .map(Timestamp::from_unix)
    }
}

impl Vault<Locked> {
    /// Opens the file. Nothing is trusted yet.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let path = file::canonical(path)?;
        let timeout = u64::try_from(options.lock_timeout.as_seconds()).unwrap_or(0);
        let file::Opened { connection, file, foreign } = file::open(&path, Duration::from_secs(timeout))?;
        let id = VaultId::from_bytes(manifest::vault_id(&connection)?);
        let wrapped = slots::wrapped(&connection).ok();
        Ok(Self { connection, path, file, id, wrapped, foreign, options, state: Locked })
    }

    pub fn slots(&self) -> Result<Vec<WrappedSlot>, StoreError> {
        slots::wrapped(&self.connection)
    }

    /// Copies the vault and records when. Returns the copy's path.
    pub fn backup(
        &self,
        to: &Path,
        wrapping: Option<&CopyTransform<'_>>,
        now: Timestamp,
        progress: &mut dyn FnMut(u64),
    ) -> Result<PathBuf, StoreError> {
        self.refuse_foreign()?;
        let path = file::backup(&self.connection, to, wrapping, progress)?;
        if let Some(place) = &self.options.mark {
            // The copy exists; not being able to record it is no failure.
            let _ = mark::note_backup(place, self.id, now.unix());
        }
        Ok(path)
    }

    /// Derives the keys. Whether they match shows at the first transaction.
    pub fn unlock(
        self,
        data_key: &DataKey,
        slot: i64,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Vault<Unlocked>, StoreError> {
        let keys = Keys::derive(data_key, *self.id.as_bytes())?;
        let state = Unlocked { keys, slot, entropy, warnings: RefCell::default() };
        let Self { connection, path, file, id, wrapped, foreign, options, .. } = self;
        Ok(Vault { connection, path, file, id, wrapped, foreign, options, state })
    }
}

impl Vault<Unlocked> {
    /// Takes the warnings collected so far, such as an unwritable mark.
    pub fn take_warnings(&self) -> Vec<String> {
        self.state.warnings.take()
    }

    /// Reads from one consistent snapshot.
    pub fn read<T>(
        &self,
        now: Timestamp,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let seen = self.seen_mark()?;
        let guard = Guard::begin(&self.connection, "BEGIN")?;
        let transaction = self.load(now)?;
        let ahead = match seen.compare(&transaction, self.id) {
            Err(error @ StoreError::RolledBack(_)) if self.options.accept_rollback => {
                self.warn(error.to_string());
                false
            }
            other => other?,
        };
        let result = work(&transaction)?;
        guard.rollback()?;
        if ahead {
            self.raise_mark(&transaction);
        }
        Ok(result)
    }

    /// Writes in one transaction, all or nothing. Work that changes nothing leaves no trace.
    ///
    /// # Errors
    /// [`StoreError::ClockBehind`] among others, unless the clock is to be accepted.
    pub fn write<T>(
        &self,
        now: Timestamp,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_under(self.clock_policy(), now, work)
    }

    /// Likewise, for what a clock that went backwards must never prevent: revoking, disabling, deleting.
    pub fn write_lenient<T>(
        &self,
        now: Timestamp,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.write_under(self.clock_policy().lenient(), now, work)
    }

    /// Adds an event in a transaction of its own, whatever the clock. It never accepts a clock that is behind: it
    /// is for events of operations that failed.
    pub fn record(&self, now: Timestamp, audit_entry: AuditEntry) -> Result<(), Error> {
        self.write_under(ClockPolicy::Lenient, now, |transaction| Ok(transaction.record(audit_entry)?))
    }

    fn write_under<T>(
        &self,
        clock_policy: ClockPolicy,
        now: Timestamp,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let seen = self.seen_mark()?;
        let guard = self.begin_writing()?;
        let mut transaction = self.load(now)?;
        seen.compare(&transaction, self.id)?;
        transaction.check_clock(clock_policy)?;
        let result = work(&mut transaction)?;
        if transaction.dirty {
            transaction.mark_slot_proven(self.state.slot)?;
            transaction.write_manifest()?;
            let generation = transaction.generation();
            guard.commit(generation)?;
            self.raise_mark(&transaction);
        } else {
            guard.rollback()?;
        }
        Ok(result)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn keys(&self) -> &Keys {
        &self.state.keys
    }

    pub(super) fn entropy(&self) -> &dyn Entropy {
        &*self.state.entropy
    }

    pub(super) fn slot_in_use(&self) -> i64 {
        self.state.slot
    }

    /// Rejects a clock that went backwards, for work that only reads: reading does not check it.
    pub fn check_clock(&self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        match self.clock_policy() {
            ClockPolicy::Strict => transaction.refuse_clock_behind(),
            ClockPolicy::Lenient | ClockPolicy::Accept => Ok(()),
        }
    }

    pub(super) fn accepts_clock(&self) -> bool {
        self.options.accept_clock
    }

    pub(super) fn clock_policy(&self) -> ClockPolicy {
        ClockPolicy::new(self.options.accept_clock)
    }

    pub(super) fn user(&self) -> &UserName {
        &self.options.user
    }

    pub(super) fn mark(&self) -> Option<&MarkFolder> {
        self.options.mark.as_ref()
    }

    pub(super) fn set_mark(&mut self, mark: Option<MarkFolder>) {
        self.options.mark = mark;
    }

    /// Takes the lock, and verifies that the locked file is still the vault.
    pub(super) fn begin_writing(&self) -> Result<Guard<'_>, StoreError> {
        let guard = Guard::begin(&self.connection, "BEGIN IMMEDIATE")?;
        // A process that waited for a restore has the replaced file open.
        if FileId::of(&self.path)? == self.file { Ok(guard) } else { Err(StoreError::Replaced) }
    }

    /// Switches to new keys after a re-key.
    pub(super) fn take_keys(&mut self, keys: Keys) {
        self.state.keys = keys;
        self.wrapped = slots::wrapped(&self.connection).ok();
    }

    /// Whether the wrapped keys differ from those when the vault was opened.
    pub(super) fn is_rewrapped(&self) -> bool {
        slots::wrapped(&self.connection).ok() != self.wrapped
    }

    pub(super) fn accepts_rollback(&self) -> bool {
        self.options.accept_rollback
    }

    pub(super) fn seen_mark(&self) -> Result<SeenMark, StoreError> {
        match &self.options.mark {
            Some(place) => place.read(self.id),
            None => Ok(SeenMark::none()),
        }
    }

    pub(super) fn raise_mark(&self, transaction: &Transaction<'_>) {
        let raised = match &self.options.mark {
            Some(place) => place.advance(transaction, self.id).map_err(|error| error.to_string()),
            None => Err("there is no state folder (set HOME or XDG_STATE_HOME)".to_owned()),
        };
        if let Err(why) = raised {
            self.warn(unmarked(&why));
        }
    }

    /// Adds a warning once, however many transactions cause it.
    fn warn(&self, text: String) {
        let mut warnings = self.state.warnings.borrow_mut();
        if !warnings.contains(&text) {
            warnings.push(text);
        }
    }
}

pub(super) fn unmarked(why: &str) -> String {
    format!("a rollback of the vault cannot be detected on this machine: {why}")
}

/// The key that authenticates the mark.
pub(super) fn mark_key(key: &DataKey, vault: VaultId) -> hmac::Key {
    derive_hmac(key, vault.as_bytes(), Purpose::Mark)
}
