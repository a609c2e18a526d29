//! Creating a vault.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::blocks::Groups;
use super::file;
use super::guard::Guard;
use super::id::VaultId;
use super::manifest::Manifest;
use super::mark::{DueMark, MarkFolder};
use super::record::Settings;
use super::row::Keys;
use super::tx::{ChainKeys, State, Transaction};
use super::vault::{chain_keys, unmarked};
use crate::domain::slot::Slot;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::ports::Entropy;
use crate::secret::DataKey;

/// The parameters of a new vault.
pub struct NewVault<'a> {
    pub id: VaultId,
    pub data_key: &'a DataKey,
    pub settings: Settings,
    /// The slot recorded as the creator.
    pub slot: Slot,
    /// The operating-system user who creates it.
    pub user: &'a str,
    pub now: Timestamp,
}

/// Creates a vault file atomically. `fill` adds the slots and other contents. Returns its path, and why the
/// mark could not be stored, if it could not.
pub fn create(
    path: &Path,
    new: &NewVault<'_>,
    entropy: &dyn Entropy,
    mark: Option<&MarkFolder>,
    fill: impl FnOnce(&mut Transaction<'_>) -> Result<(), Error>,
) -> Result<(PathBuf, Option<String>), Error> {
    let keys = Keys::derive(new.data_key, *new.id.as_bytes())?;
    let (path, due) = file::create(path, |connection| {
        let guard = Guard::begin(connection, "BEGIN IMMEDIATE")?;
        let mut transaction = transaction(connection, &keys, entropy, new.slot.clone(), new.user, new.now);
        transaction.chain = chain_keys(new.settings.chain_key.key(), new.id);
        transaction.insert(&new.settings)?;
        fill(&mut transaction)?;
        transaction.write_manifest()?;
        guard.commit(transaction.generation())?;
        Ok::<_, Error>(DueMark::of(&transaction, new.id))
    })?;
    // Not before: a vault that could not be installed would leave a mark that refuses the one
    // it was recovered from.
    let marked = mark.map(|place| place.keep(&due)).transpose();
    Ok((path, marked.err().map(|error| unmarked(&error.to_string()))))
}

/// The transaction that fills a new file. The caller sets its chain keys, which are in the settings.
pub(super) fn transaction<'v>(
    connection: &'v Connection,
    keys: &'v Keys,
    entropy: &'v dyn Entropy,
    slot: Slot,
    user: &'v str,
    now: Timestamp,
) -> Transaction<'v> {
    Transaction {
        connection,
        keys,
        entropy,
        chain: ChainKeys::unknown(),
        state: RefCell::new(State { manifest: Manifest::new(now), groups: Groups::new() }),
        slot,
        user,
        now,
        dirty: false,
    }
}
