//! A vault, locked and unlocked.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;

use super::error::StoreError;
use super::file::{self, CopyTransform, FileId};
use super::guard::Guard;
use super::id::VaultId;
use super::keys::Keys;
use super::manifest::{self, Manifest};
use super::mark::older;
use super::remembered::seen_at;
use super::slots::{self, WrappedSlot};
use super::state_folder::StateFolder;
use super::tx::{ClockPolicy, Transaction};
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
    /// What this machine remembers; `None`: it has no state folder.
    pub state: Option<StateFolder>,
    /// Read a vault that is older than the mark.
    pub accept_rollback: bool,
    /// Write although the clock is behind the newest time seen, or far ahead, and accept it from now on.
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
    /// A copy of the file as it was before an interrupted change was undone, if one was kept.
    kept: Option<PathBuf>,
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
    /// Whether it is compared with the mark, and raises it.
    is_watched: bool,
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
        self.options.state.as_ref().map(|state| state.of(self.id))
    }

    /// When the last backup was created on this machine, if known.
    pub fn last_backup(&self) -> Option<Timestamp> {
        Some(Timestamp::from_unix(self.options.state.as_ref()?.backup_at(self.id)?))
    }

    pub(super) fn state_of_machine(&self) -> Option<&StateFolder> {
        self.options.state.as_ref()
    }

    /// Fails if another file is in its place since it was opened.
    fn refuse_replaced(&self) -> Result<(), StoreError> {
        if FileId::of(&self.path)? == self.file { Ok(()) } else { Err(StoreError::Replaced) }
    }
}

impl Vault<Locked> {
    /// Opens the file. Nothing is trusted yet.
    pub fn open(path: &Path, options: Options) -> Result<Self, StoreError> {
        let path = file::canonical(path)?;
        let timeout = u64::try_from(options.lock_timeout.as_seconds()).unwrap_or(0);
        let seen = |id| seen_at(&path, id, &options);
        let file::Opened { connection, file, foreign, kept } =
            file::open(&path, Duration::from_secs(timeout), &seen)?;
        let id = VaultId::from_bytes(manifest::vault_id(&connection)?);
        let wrapped = slots::wrapped(&connection).ok();
        Ok(Self { connection, path, file, id, wrapped, foreign, kept, options, state: Locked })
    }

    pub fn slots(&self) -> Result<Vec<WrappedSlot>, StoreError> {
        slots::wrapped(&self.connection)
    }

    /// Rejects one that says itself that it is older than the one last used on this machine.
    ///
    /// # Errors
    /// [`StoreError::RolledBack`], unless that is accepted.
    pub fn refuse_older(&self) -> Result<(), StoreError> {
        // The mark first: read later, another process's newer one would look like a rollback.
        let seen = seen_at(&self.path, Some(self.id), &self.options)?;
        let generation = manifest::generation(&self.connection)?;
        match seen {
            Some(seen) if generation < seen && !self.options.accept_rollback => {
                self.refuse_replaced()?;
                Err(older(generation, seen))
            }
            _ => Ok(()),
        }
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
        if let Some(state) = &self.options.state {
            // The copy exists; not being able to record it is no failure.
            let _ = state.note_backup(self.id, now.unix());
        }
        Ok(path)
    }

    /// Whether this data key authenticates the manifest, and the slot is still there.
    pub fn is_opened_by(&self, data_key: &DataKey, slot: i64) -> Result<bool, StoreError> {
        let keys = Keys::derive(data_key, *self.id.as_bytes())?;
        match Manifest::load(&self.connection, &keys) {
            Ok(_) => Ok(self.slots()?.iter().any(|found| found.id == slot)),
            Err(StoreError::Tampered(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Derives the keys. Whether they match shows at the first transaction.
    pub fn unlock(
        self,
        data_key: &DataKey,
        slot: i64,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Vault<Unlocked>, StoreError> {
        let keys = Keys::derive(data_key, *self.id.as_bytes())?;
        let warnings = RefCell::new(self.kept.iter().map(|kept| interrupted(kept)).collect());
        let state = Unlocked { keys, slot, entropy, is_watched: true, warnings };
        let Self { connection, path, file, id, wrapped, foreign, kept, options, .. } = self;
        Ok(Vault { connection, path, file, id, wrapped, foreign, kept, options, state })
    }
}

impl Vault<Unlocked> {
    /// Whether this is its data key.
    pub fn has_data_key(&self, data_key: &DataKey) -> bool {
        Keys::derive(data_key, *self.id.as_bytes())
            .is_ok_and(|keys| keys.fingerprint() == self.keys().fingerprint())
    }

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
        let ahead = match seen.compare(&transaction) {
            Err(error) if error.is_rollback() && self.options.accept_rollback => {
                self.warn(error.to_string());
                false
            }
            Err(error) if error.is_rollback() => {
                // A restore may have replaced the file that is open here, and raised the mark.
                self.refuse_changed()?;
                return Err(error.into());
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
    /// [`StoreError::ClockBehind`] and [`StoreError::ClockAhead`] among others, unless the clock is to be accepted.
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
        seen.compare(&transaction)?;
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

    /// Rejects a clock that went backwards or far ahead, for work that only reads: reading does not check it.
    pub fn check_clock(&self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        match self.clock_policy() {
            ClockPolicy::Strict => transaction.refuse_wrong_clock(),
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

    /// From now on it is not compared with the mark, and raises none: this machine does not know it.
    pub fn unwatch(&mut self) {
        self.state.is_watched = false;
    }

    /// Where this machine remembers it, if it knows it.
    pub(super) fn watching(&self) -> Option<&StateFolder> {
        self.options.state.as_ref().filter(|_| self.state.is_watched)
    }

    pub(super) fn is_watched(&self) -> bool {
        self.state.is_watched
    }

    /// A file that was beside the vault is the vault now.
    pub(super) fn moved_to(&mut self, path: PathBuf) {
        self.path = path;
        self.state.is_watched = true;
    }

    /// Takes the lock, and verifies that the locked file is still the vault.
    pub(super) fn begin_writing(&self) -> Result<Guard<'_>, StoreError> {
        let guard = Guard::begin(&self.connection, "BEGIN IMMEDIATE")?;
        // A process that waited for a restore has the replaced file open.
        self.refuse_replaced()?;
        Ok(guard)
    }

    /// Switches to new keys after a re-key.
    pub(super) fn take_keys(&mut self, keys: Keys) {
        self.state.keys = keys;
        self.wrapped = slots::wrapped(&self.connection).ok();
    }

    /// Fails if another process has re-keyed or replaced the vault since it was opened: that explains a fingerprint
    /// that is not the one to expect.
    pub fn refuse_changed(&self) -> Result<(), StoreError> {
        self.refuse_replaced()?;
        if self.is_rewrapped() { Err(StoreError::Rekeyed) } else { Ok(()) }
    }

    /// Whether the wrapped keys differ from those when the vault was opened.
    pub(super) fn is_rewrapped(&self) -> bool {
        slots::wrapped(&self.connection).ok() != self.wrapped
    }

    pub(super) fn accepts_rollback(&self) -> bool {
        self.options.accept_rollback
    }

    /// Adds a warning once, however many transactions cause it.
    pub(super) fn warn(&self, text: String) {
        let mut warnings = self.state.warnings.borrow_mut();
        if !warnings.contains(&text) {
            warnings.push(text);
        }
    }
}

fn interrupted(kept: &Path) -> String {
    format!(
        "a change that was interrupted was undone; if nothing was interrupted, the vault as it was is {}",
        kept.display()
    )
}
