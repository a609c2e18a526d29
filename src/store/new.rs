//! Creating a vault.

use std::path::{Path, PathBuf};

use super::file;
use super::guard::Guard;
use super::id::VaultId;
use super::keys::Keys;
use super::manifest::Manifest;
use super::map::Map;
use super::mark::{DueMark, MarkFolder};
use super::record::Settings;
use super::tree::pages::Pages;
use super::tx::{Beginning, Transaction};
use super::vault::{mark_key, unmarked};
use crate::domain::slot::Slot;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::ports::{Entropy, UserName};
use crate::secret::DataKey;

/// The parameters of a new vault.
pub struct NewVault<'a> {
    pub id: VaultId,
    pub data_key: &'a DataKey,
    pub settings: Settings,
    /// The slot recorded as the creator.
    pub slot: Slot,
    /// The operating-system user who creates it.
    pub user: &'a UserName,
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
        let pages = Pages { connection, keys: &keys, entropy };
        let mut transaction = empty(pages, 0, new.slot.clone(), new.user, new.now);
        transaction.mark_key = mark_key(new.settings.chain_key.key(), new.id);
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

/// The transaction that fills a new file. The caller sets the mark's key, which is in the settings.
/// Its nodes are written in the generation after this one, which it continues.
pub(super) fn empty<'v>(
    pages: Pages<'v>,
    generation: i64,
    slot: Slot,
    user: &'v UserName,
    now: Timestamp,
) -> Transaction<'v> {
    let manifest = Manifest { generation, ..Manifest::new(now) };
    let map = Map::new(pages, generation + 1);
    Transaction::begin(Beginning { pages, manifest, map, slot, user, now })
}
