//! The vault as a whole: its description and its integrity check are here.
//!
//! | file | use case |
//! |---|---|
//! | `init` | create a vault, also from recovered rows |
//! | `unlock` | open it by identity, passphrase or prompt |
//! | `held` | keep it open for a while, in the keyring of the session |
//! | `keychain` | what its sources give, read and asked for once |
//! | `passphrase` | passphrases, given, typed and new |
//! | `held_back` | end an interrupted prompt without leaving files behind |
//! | `trust` | whether this machine knows it |
//! | `status` | what needs attention |
//! | `backup` | copy it while others write |
//! | `restore` | continue from a backup |
//! | `rekey` | give it a new data key, and remove slots |
//! | `signing_key` | change the key that files are signed with |
//! | `repair` | continue with what is left of a damaged one |
//! | `recover` | continue from the output of the recovery script |
//! | `replay` | after either: whatever may be outdated is compared with the audit log |

pub mod backup;
pub mod held;
mod held_back;
pub mod init;
pub(in crate::ops) mod keychain;
pub mod passphrase;
pub mod recover;
pub mod rekey;
pub mod repair;
pub mod replay;
pub mod restore;
pub mod signing_key;
pub mod status;
pub mod trust;
pub mod unlock;

use std::path::PathBuf;

use super::verification_file::public_key;
use crate::domain::id::Fingerprint;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{FORMAT_VERSION, Integrity, Settings, StoreError, Table, Unlocked, Vault, VaultId};

/// What `vault info` reports.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
#[allow(missing_docs, reason = "each is its name")]
pub struct Info {
    pub path: PathBuf,
    pub id: VaultId,
    pub fingerprint: Fingerprint,
    pub format: i64,
    pub created_at: Timestamp,
    pub generation: i64,
    pub newest_time: Timestamp,
    pub keys: u64,
    pub slots: u64,
    pub events: u64,
    pub size: u64,
    pub signing_kid: String,
    pub state_folder: Option<PathBuf>,
    pub last_backup_at: Option<Timestamp>,
}

/// Collects what `vault info` reports.
pub fn info(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Info> {
    let size = vault.path().metadata().map_err(|error| Error::io(vault.path().display(), error))?.len();
    vault.read(now, |transaction| {
        let settings = transaction
            .get::<Settings>(Settings::ID)?
            .ok_or_else(|| StoreError::Tampered("the settings are missing".to_owned()))?;
        Ok(Info {
            path: vault.path().to_owned(),
            id: vault.id(),
            fingerprint: vault.fingerprint().clone(),
            format: FORMAT_VERSION,
            created_at: settings.record.created_at,
            generation: transaction.generation(),
            newest_time: transaction.newest_time(),
            keys: transaction.count(Table::Keys)?,
            slots: transaction.count(Table::Slots)?,
            events: transaction.count(Table::Audit)?,
            size,
            signing_kid: public_key::active(transaction)?.public().thumbprint(),
            state_folder: vault.state_folder(),
            last_backup_at: vault.last_backup(),
        })
    })
}

/// Reads and verifies everything.
pub fn check(vault: &Vault<Unlocked>, now: Timestamp, progress: &mut dyn FnMut(u64)) -> Result<Integrity> {
    vault.read(now, |transaction| transaction.check_integrity(progress))
}
