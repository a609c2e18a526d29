//! The high-water mark: the newest generation of a vault that this machine has seen, stored outside the vault
//! to detect a rollback. There is one for each data key, and only that key authenticates it.

use std::path::{Path, PathBuf};

use ring::hmac;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::audit;
use super::error::StoreError;
use super::id::VaultId;
use super::keys::Keys;
use super::manifest::Manifest;
use super::state_folder::{StateFolder, read, read_json, write, write_json};
use super::tx::Transaction;
use crate::crypto::encode::Sequence;
use crate::crypto::subkeys::mac;
use crate::domain::digest::Digest;
use crate::domain::id::Fingerprint;

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

    fn is_authentic(&self, key: &hmac::Key, vault: VaultId) -> bool {
        let is_right: bool = self.mac.as_bytes().ct_eq(self.expected_mac(key).as_bytes()).into();
        self.vault == vault && is_right
    }

    fn head_to_find(&self, manifest: &Manifest) -> Result<Option<(u64, Digest)>, StoreError> {
        if manifest.generation < self.generation {
            return Err(older(manifest.generation, self.generation));
        }
        if manifest.log_count < self.audit_count {
            return Err(StoreError::ShorterLog { events: manifest.log_count, seen: self.audit_count });
        }
        Ok((self.audit_count > 0).then_some((self.audit_count, self.audit_head)))
    }

    fn is_followed_by(&self, transaction: &Transaction<'_>) -> Result<bool, StoreError> {
        let wanted = match self.head_to_find(&transaction.state.borrow().manifest) {
            Err(error) if error.is_rollback() => return Ok(false),
            other => other?,
        };
        match wanted {
            Some((count, head)) => Ok(audit::head_at(transaction, count)? == Some(head)),
            None => Ok(true),
        }
    }
}

/// A mark to be stored once the state it describes is durable and in place.
pub(super) struct DueMark {
    mark: Mark,
    key: hmac::Key,
    fingerprint: Fingerprint,
}

impl DueMark {
    pub(super) fn of(transaction: &Transaction<'_>) -> Self {
        let state = transaction.state.borrow();
        let (key, fingerprint) = (transaction.keys.mark().clone(), transaction.keys.fingerprint().clone());
        let mut mark = Mark {
            vault: transaction.vault_id(),
            generation: state.manifest.generation,
            audit_count: state.manifest.log_count,
            audit_head: state.manifest.log_head,
            mac: Digest::from_bytes([0; 32]),
        };
        mark.mac = mark.expected_mac(&key);
        Self { mark, key, fingerprint }
    }
}

/// The files of a mark as read before the transaction began.
pub(super) struct SeenMark {
    mark: Option<(PathBuf, Vec<u8>)>,
    /// The state of a file that was about to replace the vault.
    next: Option<Vec<u8>>,
}

impl StateFolder {
    /// Reads the mark, if there is one. Must come before the transaction: read inside it, another
    /// process's newer mark would look like a rollback.
    pub(super) fn seen_mark(
        &self,
        vault: VaultId,
        fingerprint: &Fingerprint,
    ) -> Result<SeenMark, StoreError> {
        // First: it is removed once the mark is above it.
        let next = read(&self.next_mark(vault, fingerprint))?;
        let path = self.mark(vault, fingerprint);
        let mark = read(&path)?.map(|bytes| (path, bytes));
        Ok(SeenMark { mark, next })
    }

    /// The generation that was seen of the vault with this id, or, where that is unknown, of the one that stood at this
    /// path, which is canonical. Nothing is unlocked yet, so it is as the file says.
    pub(super) fn generation_seen(
        &self,
        id: Option<VaultId>,
        path: &Path,
    ) -> Result<Option<i64>, StoreError> {
        let Some(vault) = id.map_or_else(|| self.vault_at(path), |id| Ok(Some(id)))? else { return Ok(None) };
        let Some(fingerprint) = self.fingerprint_of(vault)? else { return Ok(None) };
        let mark: Option<Mark> = read_json(&self.mark(vault, &fingerprint))?;
        Ok(mark.map(|mark| mark.generation))
    }

    /// Raises the mark to this one; never lowers it.
    pub(super) fn keep(&self, DueMark { mark, key, fingerprint }: &DueMark) -> Result<(), StoreError> {
        // Two processes that finish at once must not overwrite the newer mark with the older.
        let _lock = self.lock(mark.vault)?;
        let found = self.seen_mark(mark.vault, fingerprint)?;
        let is_higher =
            |found: Mark| found.generation >= mark.generation && found.is_authentic(key, mark.vault);
        if !found.parse().is_some_and(is_higher) {
            write_json(&self.mark(mark.vault, fingerprint), mark)?;
        }
        if found.parse_next().is_some_and(|next| next.generation <= mark.generation) {
            // The mark is enough from now on; if this one stays, it only says what is so. One that is higher is of a file
            // that is about to be put in place, while this is the mark of the one that it replaces.
            let _ = std::fs::remove_file(self.next_mark(mark.vault, fingerprint));
        }
        Ok(())
    }

    /// A vault in this state is about to be put in place, whatever the mark says. Without this, a power failure between
    /// the vault and its mark would leave a vault that seems to be another's.
    pub(super) fn announce(&self, DueMark { mark, fingerprint, .. }: &DueMark) -> Result<(), StoreError> {
        let _lock = self.lock(mark.vault)?;
        write_json(&self.next_mark(mark.vault, fingerprint), mark)
    }

    /// Forgets the mark: its owner says that another history is the vault's.
    pub(super) fn forget_mark(&self, vault: VaultId, fingerprint: &Fingerprint) -> Result<(), StoreError> {
        let path = self.mark(vault, fingerprint);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(super::file::io(&path)(error)),
            _ => Ok(()),
        }
    }

    /// Records when a backup was created.
    pub(super) fn note_backup(&self, vault: VaultId, at: i64) -> Result<(), StoreError> {
        write(&self.last_backup(vault), at.to_string().as_bytes())
    }

    /// When the last backup was created on this machine, if known.
    pub(super) fn backup_at(&self, vault: VaultId) -> Option<i64> {
        let bytes = read(&self.last_backup(vault)).ok()??;
        std::str::from_utf8(&bytes).ok()?.trim().parse().ok()
    }
}

impl SeenMark {
    /// For a vault of which nothing is remembered.
    pub(super) fn none() -> Self {
        Self { mark: None, next: None }
    }

    /// Authenticates the mark, which must be this vault's.
    fn authentic(&self, keys: &Keys) -> Result<Option<Mark>, StoreError> {
        let Some((path, _)) = &self.mark else { return Ok(None) };
        let mark = self.parse().filter(|mark| is_of(mark, keys));
        mark.map(Some).ok_or_else(|| bad(path))
    }

    /// A position in the log and the head that must be there, if the vault of this manifest continues the one
    /// last used on this machine; `None`: the log need not be consulted.
    ///
    /// # Errors
    /// The manifest alone shows that the vault is older.
    pub(super) fn head_to_find(
        &self,
        manifest: &Manifest,
        keys: &Keys,
    ) -> Result<Option<(u64, Digest)>, StoreError> {
        let Some(mark) = self.authentic(keys)? else { return Ok(None) };
        mark.head_to_find(manifest)
    }

    /// The generation of the mark, if it is authentic.
    pub(super) fn generation(&self, keys: &Keys) -> Option<i64> {
        Some(self.parse().filter(|mark| is_of(mark, keys))?.generation)
    }

    fn parse(&self) -> Option<Mark> {
        serde_json::from_slice(&self.mark.as_ref()?.1).ok()
    }

    fn parse_next(&self) -> Option<Mark> {
        serde_json::from_slice(self.next.as_ref()?).ok()
    }

    /// Compares the opened vault with the mark. Returns whether the vault is ahead of it.
    pub(super) fn compare(&self, transaction: &Transaction<'_>) -> Result<bool, StoreError> {
        let Some(mark) = self.authentic(transaction.keys)? else { return Ok(true) };
        if mark.is_followed_by(transaction)? {
            return Ok(transaction.generation() > mark.generation);
        }
        match self.parse_next().filter(|next| is_of(next, transaction.keys)) {
            Some(next) if next.is_followed_by(transaction)? => Ok(true),
            _ => Err(mark
                .head_to_find(&transaction.state.borrow().manifest)
                .err()
                .unwrap_or_else(|| diverged(transaction.keys))),
        }
    }
}

fn is_of(mark: &Mark, keys: &Keys) -> bool {
    mark.is_authentic(keys.mark(), VaultId::from_bytes(*keys.vault_id()))
}

fn bad(path: &Path) -> StoreError {
    StoreError::state(path, "is damaged, or belongs to another vault")
}

/// The vault is newer, but has diverged from the one last used on this machine.
pub(super) fn diverged(keys: &Keys) -> StoreError {
    StoreError::Diverged(keys.fingerprint().clone())
}

pub(super) fn older(generation: i64, seen: i64) -> StoreError {
    StoreError::RolledBack(format!(
        "this vault is older than the one last used on this machine (generation {generation}, seen {seen})"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Span;
    use crate::secret::DataKey;
    use zeroize::Zeroizing;

    /// A command that ends while the vault is being replaced keeps the mark of the replaced one.
    #[test]
    fn what_is_about_to_come_is_remembered_until_the_mark_is_as_high() {
        let folder = tempfile::TempDir::new().unwrap();
        let state = StateFolder::new(folder.path().to_owned(), Span::seconds(1));
        let vault = VaultId::from_random([1; 16]);
        let keys = Keys::derive(&DataKey::new(Zeroizing::new([2; 32])), *vault.as_bytes()).unwrap();
        let due = |generation: i64| {
            let (key, fingerprint) = (keys.mark().clone(), keys.fingerprint().clone());
            let zero = Digest::from_bytes([0; 32]);
            let mut mark = Mark { vault, generation, audit_count: 0, audit_head: zero, mac: zero };
            mark.mac = mark.expected_mac(&key);
            DueMark { mark, key, fingerprint }
        };
        let next = || state.next_mark(vault, keys.fingerprint()).exists();
        state.keep(&due(6)).unwrap();
        state.announce(&due(8)).unwrap();
        state.keep(&due(7)).unwrap();
        assert!(next());
        state.keep(&due(8)).unwrap();
        assert!(!next());
    }
}
