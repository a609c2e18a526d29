//! What this machine remembers of vaults, outside them: the folder, and how its files are read and written.
//!
//! | path below the folder | content | written |
//! |---|---|---|
//! | `ID/pin.json` | the fingerprints of the vault with this id | when it is made, re-keyed, restored, repaired, trusted |
//! | `ID/mark-FINGERPRINT.json` | the newest generation seen under that data key | after each change |
//! | `ID/last-backup` | when the last backup was made here | by a backup |
//! | `places/HASH.json` | which vault stood at a path | as the pin |

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::file::io;
use super::id::VaultId;
use crate::crypto::hash::sha256;
use crate::domain::id::Fingerprint;
use crate::domain::time::Span;
use crate::files::{self, Draft};

/// A mark is some 300 bytes, a full pin 2,100; anything much larger is neither.
const MAX_SIZE: u64 = 4_096;

/// How long to wait between two attempts at a lock.
const PAUSE: Duration = Duration::from_millis(20);
const PAUSES_PER_SECOND: i64 = 50;

/// The folder of this machine's state, with one subfolder per vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateFolder {
    folder: PathBuf,
    lock_timeout: Span,
}

impl StateFolder {
    /// `lock_timeout`: how long to wait while another process writes there.
    pub fn new(folder: PathBuf, lock_timeout: Span) -> Self {
        Self { folder, lock_timeout }
    }

    /// The folder of one vault.
    pub fn of(&self, vault: VaultId) -> PathBuf {
        self.folder.join(vault.to_string())
    }

    pub(super) fn mark(&self, vault: VaultId, fingerprint: &Fingerprint) -> PathBuf {
        self.of(vault).join(format!("mark-{fingerprint}.json"))
    }

    /// The state that a file about to replace the vault will have: see `Vault::announce`.
    pub(super) fn next_mark(&self, vault: VaultId, fingerprint: &Fingerprint) -> PathBuf {
        self.of(vault).join(format!("mark-{fingerprint}.next.json"))
    }

    pub(super) fn pin(&self, vault: VaultId) -> PathBuf {
        self.of(vault).join("pin.json")
    }

    pub(super) fn last_backup(&self, vault: VaultId) -> PathBuf {
        self.of(vault).join("last-backup")
    }

    pub(super) fn places(&self) -> PathBuf {
        self.folder.join("places")
    }

    /// Where it is remembered which vault stood at this path, which is canonical.
    pub(super) fn place(&self, path: &Path) -> PathBuf {
        self.places().join(format!("{}.json", sha256(path.as_os_str().as_bytes())))
    }

    /// Waits until no other process of this vault's writes there, for what is read and then written.
    pub(super) fn lock(&self, vault: VaultId) -> Result<File, StoreError> {
        let path = self.of(vault).join("lock");
        make_folder_of(&path)?;
        let pauses = self.lock_timeout.as_seconds().saturating_mul(PAUSES_PER_SECOND);
        for _ in 0..pauses.max(0) {
            if let Some(lock) = files::try_lock(&path).map_err(io(&path))? {
                return Ok(lock);
            }
            std::thread::sleep(PAUSE);
        }
        files::try_lock(&path).map_err(io(&path))?.ok_or(StoreError::Busy)
    }
}

/// The bytes of a file of the state; `None`: there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match files::open_in_place(path, OpenOptions::new().read(true)) {
        Ok(file) if !file.metadata().map_err(io(path))?.is_file() => {
            Err(StoreError::state(path, "is no file"))
        }
        Ok(file) => {
            let mut bytes = Vec::new();
            file.take(MAX_SIZE).read_to_end(&mut bytes).map_err(io(path))?;
            Ok(Some(bytes))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) if path.is_symlink() => Err(StoreError::state(path, "is a symbolic link")),
        Err(error) => Err(io(path)(error)),
    }
}

/// Likewise as JSON.
pub(super) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StoreError> {
    let damaged = || StoreError::state(path, "is damaged");
    read(path)?.map(|bytes| serde_json::from_slice(&bytes).map_err(|_| damaged())).transpose()
}

/// Writes a file of the state, durably and all or nothing.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    make_folder_of(path)?;
    let write = || {
        let mut draft = Draft::of_state(path)?;
        draft.write_all(bytes)?;
        draft.replace()?.durable()
    };
    write().map_err(io(path))
}

/// Likewise as JSON.
pub(super) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), StoreError> {
    let json = serde_json::to_vec(value).map_err(|_| StoreError::Defect("a file of the state"))?;
    write(path, &json)
}

fn make_folder_of(path: &Path) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(path);
    files::make_folder(folder).map_err(io(folder))
}
