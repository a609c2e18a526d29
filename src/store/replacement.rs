//! A vault file that replaces another one. The replaced file is kept beside it: nothing is lost by a restore
//! or a repair.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::beside;
use super::error::StoreError;
use super::file::{self, io};
use super::id::VaultId;
use super::manifest;
use super::remembered::seen_at;
use super::state_folder::StateFolder;
use super::tx::{State, Transaction};
use super::vault::{Locked, Options, Unlocked, Vault};
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::files::{Draft, make_folder};

/// Above any vault's generation, and far below the last one: the value stored in clear could be anything, and a vault
/// that continues it must be able to go on.
const MOST_GENERATIONS: i64 = 1 << 52;

/// A vault file beside the path where it will be installed.
pub struct Replacement {
    draft: Draft,
    path: PathBuf,
}

impl Replacement {
    /// Creates an empty file. Missing parents are created (0700).
    pub fn beside(path: &Path) -> Result<Self, StoreError> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        make_folder(parent).map_err(io(parent))?;
        let path = file::canonical(path)?;
        let draft = Draft::beside(&path, 0o600).map_err(io(&path))?;
        draft.clear_leftovers();
        Ok(Self { draft, path })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn file(&mut self) -> &mut File {
        self.draft.file()
    }

    pub(super) fn temporary(&self) -> &Path {
        self.draft.temporary()
    }

    /// Opens it as a vault.
    pub fn open(&self, options: &Options) -> Result<Vault<Locked>, StoreError> {
        Vault::open(self.temporary(), options.clone())
    }

    /// Installs it, replacing an existing file if there is one. The caller holds the lock on that file.
    /// Returns the replaced file's new path.
    ///
    /// # Errors
    /// The path is unchanged, except for [`StoreError::NotDurable`].
    pub fn install(self, is_there: bool, now: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        let Self { draft, path } = self;
        let kept = free_name(&path, now);
        // A journal belongs to the replaced file, and SQLite would apply it to the new one.
        for (found, to) in beside::each(&path, &kept).filter(|(found, _)| found.symlink_metadata().is_ok()) {
            fs::rename(&found, to).map_err(io(&found))?;
        }
        if is_there {
            let metadata = path.symlink_metadata().map_err(io(&path))?;
            draft.apply_ownership(Some(metadata.uid()), Some(metadata.gid())).map_err(io(&path))?;
            // Under both names for a moment: the path is never without a vault.
            fs::hard_link(&path, &kept).map_err(io(&kept))?;
        }
        let placed = draft.replace().map_err(|error| {
            let _ = if is_there { fs::remove_file(&kept) } else { Ok(()) };
            io(&path)(error)
        })?;
        placed.durable().map_err(|error| StoreError::NotDurable(error.to_string()))?;
        Ok(is_there.then_some(kept))
    }
}

/// An unused name beside it: `vault.db.replaced-20260131T235959Z`.
fn free_name(path: &Path, now: Timestamp) -> PathBuf {
    let time: String = now.to_string().chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let named = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".replaced-{time}"));
        if number > 1 {
            name.push(format!("-{number}"));
        }
        PathBuf::from(name)
    };
    let is_free = |name: &PathBuf| name.symlink_metadata().is_err() && beside::refuse_any(name).is_ok();
    (1..1_000).map(named).find(is_free).unwrap_or_else(|| named(1_000))
}

/// What exists where a vault will be installed.
pub enum Present {
    Nothing,
    /// A vault, locked until this is dropped.
    Vault(PresentVault),
    /// Something that cannot be read as a vault.
    Unreadable,
}

/// A vault to be replaced.
pub struct PresentVault {
    /// Read in clear, not authenticated.
    pub id: VaultId,
    /// Read in clear, not authenticated.
    pub generation: i64,
    /// Holds the lock.
    _connection: Connection,
}

impl Present {
    /// Examines and locks what is at the path, so that nobody writes to it before it is replaced.
    ///
    /// # Errors
    /// Another process holds the lock past the timeout, or the path is not a regular file.
    pub fn lock(path: &Path, options: &Options) -> Result<Self, StoreError> {
        let timeout = Duration::from_secs(u64::try_from(options.lock_timeout.as_seconds()).unwrap_or(0));
        let opened = match file::open(path, timeout, &|id| seen_at(path, id, options)) {
            Err(StoreError::Missing(_)) => return Ok(Self::Nothing),
            other => other,
        };
        let locked = opened.and_then(|file::Opened { connection, .. }| {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            let id = VaultId::from_bytes(manifest::vault_id(&connection)?);
            let generation = manifest::generation(&connection)?.clamp(0, MOST_GENERATIONS);
            Ok(PresentVault { id, generation, _connection: connection })
        });
        match locked {
            Ok(vault) => Ok(Self::Vault(vault)),
            Err(StoreError::NotAVault(_) | StoreError::Tampered(_) | StoreError::StaleJournal { .. }) => {
                Ok(Self::Unreadable)
            }
            Err(error) => Err(error),
        }
    }
}

/// A vault file that was put in place.
pub struct Installed {
    pub path: PathBuf,
    /// The path of the file that it replaced.
    pub kept: Option<PathBuf>,
    /// Why this machine does not know it, if it does not.
    pub unknown: Option<Error>,
}

impl Vault<Unlocked> {
    /// Puts this vault, which was opened beside it, in its place, and has the machine know it there.
    ///
    /// # Errors
    /// As for [`Replacement::install`].
    pub fn install(
        &mut self,
        replacement: Replacement,
        is_there: bool,
        now: Timestamp,
    ) -> Result<Installed, Error> {
        let path = replacement.path().to_owned();
        let expect = |state: &StateFolder| state.expect(self.id(), self.fingerprint());
        let expected = self.state_of_machine().ok_or(StoreError::NoState).and_then(expect);
        let announced = self.read(now, |transaction| Ok(self.announce(transaction)?));
        let installed = announced.and_then(|()| Ok(replacement.install(is_there, now)?));
        if installed.as_ref().is_err_and(|error| !matches!(error.cause(), Some(StoreError::NotDurable(_)))) {
            let withdraw = |state: &StateFolder| state.withdraw(self.id(), self.fingerprint());
            // If that fails, the next command does it.
            let _ = self.state_of_machine().map(withdraw);
        }
        let kept = installed?;
        self.moved_to(path.clone());
        self.settle(self.fingerprint());
        let unknown = expected.map_err(Error::from).and_then(|()| self.read(now, |_| Ok(()))).err();
        Ok(Installed { path, kept, unknown })
    }
}

impl Transaction<'_> {
    /// Gives the vault a generation above this one and above the high-water mark. That it takes the place of what this
    /// machine knew is for the machine to remember: whoever makes a vault can write anything into it.
    pub fn supersede(&mut self, state: Option<&StateFolder>, at_least: i64) -> Result<(), StoreError> {
        let read = |state: &StateFolder| state.seen_mark(self.vault_id(), self.keys.fingerprint());
        let seen = state.map(read).transpose()?;
        let seen = seen.and_then(|seen| seen.generation(self.keys)).unwrap_or(0);
        let State { manifest, map, .. } = self.state.get_mut();
        manifest.generation = manifest.generation.max(at_least).max(seen);
        map.write_in(manifest.generation + 1);
        // No file that is recorded was made from the keys and targets as they are now.
        manifest.published_from = manifest.generation + 1;
        self.dirty = true;
        Ok(())
    }
}
