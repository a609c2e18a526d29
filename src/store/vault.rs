//! A vault, locked and unlocked.

use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;

use super::blocks::Groups;
use super::error::StoreError;
use super::manifest::{self, Manifest};
use super::mark::{self, MarkPlace, SeenMark};
use super::record::{Settings, from_hex, to_hex};
use super::row::Keys;
use super::slots::{self, WrappedSlot};
use super::tx::{ChainKeys, Clocking, State, Transaction};
use super::{file, tx};
use crate::crypto::subkeys::{Purpose, derive_hmac};
use crate::domain::name::PlainName;
use crate::domain::slot::{Role, Slot, SlotKind};
use crate::domain::time::{Span, Timestamp};
use crate::error::Error;
use crate::ports::Entropy;
use crate::secret::DataKey;

/// 128 random bits, written as a UUID (RFC 9562). Not secret: it is the issuer of every
/// verification file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VaultId([u8; 16]);

impl VaultId {
    /// A new one from random bits: version 4, variant 1.
    pub fn from_random(mut bits: [u8; 16]) -> Self {
        bits[6] = bits[6] & 0x0f | 0x40;
        bits[8] = bits[8] & 0x3f | 0x80;
        Self(bits)
    }

    /// From the 16 bytes.
    pub(super) fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = to_hex(&self.0);
        write!(f, "{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

impl FromStr for VaultId {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let bytes = from_hex::<16>(&text.replace('-', ""));
        bytes.map(|bytes| Self(*bytes)).ok_or_else(|| StoreError::tampered("a vault id has another form"))
    }
}

impl serde::Serialize for VaultId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for VaultId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How a vault is opened.
#[derive(Clone)]
pub struct Options {
    /// How long to wait for another process.
    pub lock_timeout: Span,
    /// Where the mark is kept; nowhere if the system gives no state folder.
    pub mark: Option<MarkPlace>,
    /// Read a vault that is older than the mark.
    pub accept_rollback: bool,
    /// Who acts, for the audit log.
    pub user: String,
}

/// A vault in one of its states.
pub struct Vault<S> {
    connection: Connection,
    path: PathBuf,
    id: VaultId,
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
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its id.
    pub fn id(&self) -> VaultId {
        self.id
    }

    /// The folder for what this machine remembers of the vault.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.options.mark.as_ref().map(|place| place.folder(self.id))
    }

    /// When the last backup was made on this machine, as far as is known.
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
        let connection = file::open(&path, Duration::from_secs(timeout))?;
        let id = VaultId(manifest::vault_id(&connection)?);
        Ok(Self { connection, path, id, options, state: Locked })
    }

    /// The wrapped data keys.
    pub fn slots(&self) -> Result<Vec<WrappedSlot>, StoreError> {
        slots::wrapped(&self.connection)
    }

    /// Copies the vault and remembers when. Returns the copy's path.
    pub fn backup(&self, to: &Path, now: Timestamp) -> Result<PathBuf, StoreError> {
        let path = file::backup(&self.connection, to)?;
        if let Some(place) = &self.options.mark {
            // The copy is made; that this machine cannot remember it is no failure.
            let _ = mark::note_backup(place, self.id, now.unix());
        }
        Ok(path)
    }

    /// Takes the keys. Whether they fit shows at the first transaction.
    pub fn unlock(
        self,
        data_key: &DataKey,
        slot: i64,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Vault<Unlocked>, StoreError> {
        let keys = Keys::derive(data_key, self.id.0)?;
        let state = Unlocked { keys, slot, entropy, warnings: RefCell::default() };
        Ok(Vault { connection: self.connection, path: self.path, id: self.id, options: self.options, state })
    }
}

impl Vault<Unlocked> {
    /// What went wrong without failing anything, so far: an unwritable mark.
    pub fn take_warnings(&self) -> Vec<String> {
        self.state.warnings.take()
    }

    /// Reads in one consistent view.
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
                self.state.warnings.borrow_mut().push(error.to_string());
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

    /// Changes something in one transaction: all of it or nothing. Work that changes nothing
    /// leaves no trace.
    pub fn write<T>(
        &self,
        now: Timestamp,
        clocking: Clocking,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let seen = self.seen_mark()?;
        let guard = Guard::begin(&self.connection, "BEGIN IMMEDIATE")?;
        let mut transaction = self.load(now)?;
        seen.compare(&transaction, self.id)?;
        transaction.keep_time(clocking)?;
        let result = work(&mut transaction)?;
        if transaction.dirty {
            transaction.seal_up()?;
            let generation = transaction.generation();
            guard.commit(generation)?;
            self.raise_mark(&transaction);
        } else {
            guard.rollback()?;
        }
        Ok(result)
    }

    fn seen_mark(&self) -> Result<SeenMark, StoreError> {
        match &self.options.mark {
            Some(place) => place.read(self.id),
            None => Ok(SeenMark::none()),
        }
    }

    fn raise_mark(&self, transaction: &Transaction<'_>) {
        let raised = match &self.options.mark {
            Some(place) => place.advance(transaction, self.id).map_err(|error| error.to_string()),
            None => Err("there is no state folder (set HOME or XDG_STATE_HOME)".to_owned()),
        };
        if let Err(why) = raised {
            let warning = format!("an older vault put back would not be noticed on this machine: {why}");
            self.state.warnings.borrow_mut().push(warning);
        }
    }

    /// Loads and verifies the manifest, the block sums, the settings and the slot in use.
    fn load(&self, now: Timestamp) -> Result<Transaction<'_>, StoreError> {
        let keys = &self.state.keys;
        let manifest = Manifest::load(&self.connection, keys)?;
        let groups = Groups::load(&self.connection, keys, &manifest)?;
        let mut transaction = Transaction {
            connection: &self.connection,
            keys,
            entropy: &*self.state.entropy,
            // Unknown until the settings are open, just below.
            chain: chain_keys(&DataKey::new(zeroize::Zeroizing::new([0; 32])), self.id),
            state: RefCell::new(State { manifest, groups }),
            slot: unknown_slot(now)?,
            user: &self.options.user,
            now,
            dirty: false,
        };
        let settings = transaction
            .get::<Settings>(1)?
            .ok_or_else(|| StoreError::tampered("the settings are missing"))?;
        transaction.chain = chain_keys(settings.record.chain_key.key(), self.id);
        transaction.slot = transaction.slot_at(self.state.slot)?;
        Ok(transaction)
    }
}

fn chain_keys(key: &DataKey, vault: VaultId) -> ChainKeys {
    ChainKeys {
        audit: derive_hmac(key, vault.as_bytes(), Purpose::Audit),
        mark: derive_hmac(key, vault.as_bytes(), Purpose::Mark),
    }
}

fn unknown_slot(now: Timestamp) -> Result<Slot, StoreError> {
    let name = "unknown".parse::<PlainName>().map_err(|_| StoreError::Defect("a slot's name"))?;
    let recipient = String::new();
    Ok(Slot { name, kind: SlotKind::X25519, recipient, role: Role::Owner, proven: false, created_at: now })
}

/// What makes a new vault.
pub struct NewVault<'a> {
    /// Its id.
    pub id: VaultId,
    /// Its data key.
    pub data_key: &'a DataKey,
    /// Its settings.
    pub settings: Settings,
    /// The slot in whose name it is made.
    pub slot: Slot,
    /// The operating-system user who makes it.
    pub user: &'a str,
    /// The time.
    pub now: Timestamp,
}

/// Makes a vault file, whole or not at all. `fill` adds the slots and what else belongs in it.
pub fn create(
    path: &Path,
    new: &NewVault<'_>,
    entropy: &dyn Entropy,
    mark: Option<&MarkPlace>,
    fill: impl FnOnce(&mut Transaction<'_>) -> Result<(), Error>,
) -> Result<PathBuf, Error> {
    let keys = Keys::derive(new.data_key, *new.id.as_bytes())?;
    let (path, ()) = file::create(path, |connection| {
        let guard = Guard::begin(connection, "BEGIN IMMEDIATE")?;
        let mut transaction = tx::Transaction {
            connection,
            keys: &keys,
            entropy,
            chain: chain_keys(new.settings.chain_key.key(), new.id),
            state: RefCell::new(State { manifest: Manifest::new(new.now), groups: Groups::new() }),
            slot: new.slot.clone(),
            user: new.user,
            now: new.now,
            dirty: false,
        };
        transaction.insert(&new.settings)?;
        fill(&mut transaction)?;
        transaction.seal_up()?;
        guard.commit(transaction.generation())?;
        if let Some(place) = mark {
            place.advance(&transaction, new.id)?;
        }
        Ok::<(), Error>(())
    })?;
    Ok(path)
}

/// Rolls back when dropped, so that no error and no panic leaves a transaction open.
struct Guard<'c> {
    connection: &'c Connection,
    open: bool,
}

impl<'c> Guard<'c> {
    fn begin(connection: &'c Connection, sql: &str) -> Result<Self, StoreError> {
        connection.execute_batch(sql)?;
        Ok(Self { connection, open: true })
    }

    fn rollback(mut self) -> Result<(), StoreError> {
        self.open = false;
        Ok(self.connection.execute_batch("ROLLBACK")?)
    }

    /// Commits. On failure it finds out which generation is on disk: a commit whose outcome is
    /// unknown must not pass for one that failed.
    fn commit(mut self, generation: i64) -> Result<(), StoreError> {
        let Err(error) = self.connection.execute_batch("COMMIT") else {
            self.open = false;
            return Ok(());
        };
        let text = error.to_string();
        if !self.connection.is_autocommit() {
            // Still open: nothing was committed, and dropping the guard takes it back.
            return Err(error.into());
        }
        self.open = false;
        match manifest::generation(self.connection) {
            Ok(found) if found == generation => Err(StoreError::NotDurable(text)),
            Ok(_) => Err(error.into()),
            Err(_) => Err(StoreError::Unknown(text)),
        }
    }
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if self.open && !self.connection.is_autocommit() {
            // Nothing is left to be done if even this fails: SQLite rolls back when it next opens.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}
