//! The high-water mark: the newest generation of a vault that this machine has seen, stored outside the vault
//! to detect a rollback.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use ring::hmac;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::audit;
use super::error::StoreError;
use super::id::VaultId;
use super::manifest::Manifest;
use super::tx::Transaction;
use crate::crypto::encode::Sequence;
use crate::crypto::subkeys::mac;
use crate::domain::digest::Digest;
use crate::error::plain;
use crate::files::{self, Draft};

/// A mark is some 300 bytes; anything much larger is not one.
const MAX_SIZE: u64 = 4_096;

/// The folder of the high-water marks, with one subfolder per vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkFolder(PathBuf);

/// The content of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    vault: VaultId,
    generation: i64,
    audit_count: u64,
    audit_head: Digest,
    mac: Digest,
}

impl Mark {
    fn expected_mac(&self, key: &hmac::Key) -> Digest {
        let message = Sequence::new()
            .bytes(self.vault.as_bytes())
            .integer(self.generation)
            .integer(i64::try_from(self.audit_count).unwrap_or(i64::MAX))
            .bytes(self.audit_head.as_bytes());
        Digest::from_bytes(mac(key, message.as_slice()))
    }

    fn head_to_find(&self, manifest: &Manifest) -> Result<Option<(u64, Digest)>, StoreError> {
        if manifest.superseded.is_some_and(|up_to| self.generation <= up_to) {
            // Deliberately another history: only a holder of the data key can set this.
            return Ok(None);
        }
        if manifest.generation < self.generation || manifest.log_count < self.audit_count {
            return Err(older(manifest.generation, self));
        }
        Ok((self.audit_count > 0).then_some((self.audit_count, self.audit_head)))
    }

    fn of(transaction: &Transaction<'_>, vault: VaultId) -> Self {
        let state = transaction.state.borrow();
        let mut mark = Self {
            vault,
            generation: state.manifest.generation,
            audit_count: state.manifest.log_count,
            audit_head: state.manifest.log_head,
            mac: Digest::from_bytes([0; 32]),
        };
        mark.mac = mark.expected_mac(&transaction.mark_key);
        mark
    }
}

/// A mark to be stored once the state it describes is durable and in place.
pub(super) struct DueMark {
    mark: Mark,
    key: hmac::Key,
}

impl DueMark {
    pub(super) fn of(transaction: &Transaction<'_>, vault: VaultId) -> Self {
        Self { mark: Mark::of(transaction, vault), key: transaction.mark_key.clone() }
    }
}

/// A mark as read before the transaction began; it is authenticated only within it, because the key is in the
/// vault.
pub(super) struct SeenMark(Option<(PathBuf, Vec<u8>)>);

impl MarkFolder {
    /// The folder that holds a folder per vault.
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    pub fn folder(&self, vault: VaultId) -> PathBuf {
        self.0.join(vault.to_string())
    }

    fn file(&self, vault: VaultId) -> PathBuf {
        self.folder(vault).join("mark.json")
    }

    /// Reads the mark, if there is one. Must come before the transaction: read inside it, another
    /// process's newer mark would look like a rollback.
    pub(super) fn read(&self, vault: VaultId) -> Result<SeenMark, StoreError> {
        let path = self.file(vault);
        match files::open_in_place(&path, OpenOptions::new().read(true)) {
            Ok(file) if !file.metadata().is_ok_and(|found| found.is_file()) => {
                Err(bad(&path, "is no file".to_owned()))
            }
            Ok(file) => {
                let mut bytes = Vec::new();
                let read = file.take(MAX_SIZE).read_to_end(&mut bytes);
                read.map_err(|error| bad(&path, format!("cannot be read ({})", plain(&error))))?;
                Ok(SeenMark(Some((path, bytes))))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(SeenMark(None)),
            Err(error) => Err(bad(&path, format!("cannot be read ({})", plain(&error)))),
        }
    }

    /// Raises the mark to this transaction's state, which is durable; never lowers it.
    pub(super) fn advance(&self, transaction: &Transaction<'_>, vault: VaultId) -> Result<(), StoreError> {
        self.keep(&DueMark::of(transaction, vault))
    }

    /// Raises the mark to this one; never lowers it.
    pub(super) fn keep(&self, DueMark { mark, key }: &DueMark) -> Result<(), StoreError> {
        let vault = mark.vault;
        let folder = self.folder(vault);
        DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(|error| io(&folder, error))?;
        // Two processes that finish at once must not overwrite the newer mark with the older.
        let lock = folder.join("mark.lock");
        let _lock = files::lock(&lock).map_err(|error| io(&lock, error))?;
        if let Some(found) = self.read(vault)?.parse()
            && found.generation >= mark.generation
            && is_authentic(&found, key)
        {
            return Ok(());
        }
        let path = self.file(vault);
        let json = serde_json::to_vec(mark).map_err(|_| StoreError::Defect("the mark"))?;
        write(&path, &json).map_err(|error| io(&path, error))
    }
}

fn io(path: &Path, error: std::io::Error) -> StoreError {
    StoreError::Io(path.display().to_string(), error)
}

fn bad(path: &Path, why: String) -> StoreError {
    StoreError::BadMark { path: path.display().to_string(), why }
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut draft = Draft::beside(path, 0o600)?;
    draft.write_all(bytes)?;
    draft.replace()?.durable()
}

fn is_authentic(mark: &Mark, key: &hmac::Key) -> bool {
    mark.mac.as_bytes().ct_eq(mark.expected_mac(key).as_bytes()).into()
}

impl SeenMark {
    /// For a machine that cannot store a mark.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// Authenticates the mark, which must be this vault's.
    fn authentic(&self, key: &hmac::Key, vault: VaultId) -> Result<Option<Mark>, StoreError> {
        let Some((path, _)) = &self.0 else { return Ok(None) };
        let mark = self.parse().filter(|mark| mark.vault == vault && is_authentic(mark, key));
        mark.map(Some).ok_or_else(|| bad(path, "is damaged, or belongs to another vault".to_owned()))
    }

    /// A position in the log and the head that must be there, if the vault of this manifest continues the one
    /// last used on this machine; `None`: the log need not be consulted.
    ///
    /// # Errors
    /// The manifest alone shows that the vault is older.
    pub(super) fn head_to_find(
        &self,
        manifest: &Manifest,
        key: &hmac::Key,
        vault: VaultId,
    ) -> Result<Option<(u64, Digest)>, StoreError> {
        let Some(mark) = self.authentic(key, vault)? else { return Ok(None) };
        mark.head_to_find(manifest)
    }

    /// The generation of the mark, if it is authentic.
    pub(super) fn generation(&self, transaction: &Transaction<'_>, vault: VaultId) -> Option<i64> {
        let mark = self.parse().filter(|mark| mark.vault == vault)?;
        is_authentic(&mark, &transaction.mark_key).then_some(mark.generation)
    }

    fn parse(&self) -> Option<Mark> {
        serde_json::from_slice(&self.0.as_ref()?.1).ok()
    }

    /// Compares the opened vault with the mark. Returns whether the vault is ahead of it.
    pub(super) fn compare(&self, transaction: &Transaction<'_>, vault: VaultId) -> Result<bool, StoreError> {
        let Some(mark) = self.authentic(&transaction.mark_key, vault)? else { return Ok(true) };
        let (generation, wanted) = {
            let manifest = &transaction.state.borrow().manifest;
            (manifest.generation, mark.head_to_find(manifest)?)
        };
        if let Some((count, head)) = wanted
            && audit::head_at(transaction, count)? != Some(head)
        {
            return Err(diverged());
        }
        Ok(generation > mark.generation)
    }
}

/// The vault is newer, but has diverged from the one last used on this machine.
pub(super) fn diverged() -> StoreError {
    StoreError::RolledBack("this vault has diverged from the one last used on this machine".to_owned())
}

fn older(generation: i64, mark: &Mark) -> StoreError {
    StoreError::RolledBack(format!(
        "this vault is older than the one last used on this machine (generation {generation}, seen {})",
        mark.generation
    ))
}

/// Records when a backup was created: the modification time of a file beside the mark.
pub(super) fn note_backup(place: &MarkFolder, vault: VaultId, at: i64) -> Result<(), StoreError> {
    let folder = place.folder(vault);
    DirBuilder::new().recursive(true).mode(0o700).create(&folder).map_err(|error| io(&folder, error))?;
    let path = folder.join("last-backup");
    write(&path, at.to_string().as_bytes()).map_err(|error| io(&path, error))
}

/// When the last backup was created on this machine, if known.
pub(super) fn last_backup(place: &MarkFolder, vault: VaultId) -> Option<i64> {
    let path = place.folder(vault).join("last-backup");
    let file = files::open_in_place(&path, OpenOptions::new().read(true)).ok()?;
    let mut text = String::new();
    file.take(MAX_SIZE).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
