//! Creating a vault.

use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file;
use super::guard::Guard;
use super::id::VaultId;
use super::keys::Keys;
use super::manifest::Manifest;
use super::map::Map;
use super::mark::DueMark;
use super::record::Settings;
use super::state_folder::StateFolder;
use super::tree::pages::Pages;
use super::tx::{Beginning, Transaction};
use crate::domain::id::Fingerprint;
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
    /// The fingerprint of the vault that it continues, if it does.
    pub former: Option<Fingerprint>,
    /// The slot recorded as the creator.
    pub slot: Slot,
    /// The operating-system user who creates it.
    pub user: &'a UserName,
    pub now: Timestamp,
}

/// A vault that was created.
pub struct Created {
    pub path: PathBuf,
    pub fingerprint: Fingerprint,
    /// Why this machine does not know it, if it does not.
    pub unknown: Option<String>,
}

/// Creates a vault file atomically. `fill` adds the slots and other contents.
pub fn create(
    path: &Path,
    new: &NewVault<'_>,
    entropy: &dyn Entropy,
    state: Option<&StateFolder>,
    fill: impl FnOnce(&mut Transaction<'_>) -> Result<(), Error>,
) -> Result<Created, Error> {
    let keys = Keys::derive(new.data_key, *new.id.as_bytes())?;
    let fingerprint = keys.fingerprint().clone();
    let (path, (due, expected)) = file::create(path, |connection| {
        let guard = Guard::begin(connection, "BEGIN IMMEDIATE")?;
        let pages = Pages { connection, keys: &keys, entropy };
        let mut transaction = empty(pages, 0, new.slot.clone(), new.user, new.now);
        transaction.insert(&new.settings)?;
        fill(&mut transaction)?;
        transaction.write_manifest()?;
        guard.commit(transaction.generation())?;
        // Before it is in place: no power failure makes this machine a stranger to its own vault.
        let expect = |state: &StateFolder| {
            new.former.as_ref().map_or(Ok(()), |former| state.note_former(new.id, former))?;
            state.expect(new.id, &fingerprint)
        };
        let expected = state.ok_or(StoreError::NoState).and_then(expect);
        Ok::<_, Error>((DueMark::of(&transaction), expected))
    })?;
    let keep = |state: &StateFolder| {
        state.settle(new.id, &fingerprint, &path)?;
        state.keep(&due)
    };
    let remembered = expected.and_then(|()| state.map_or(Ok(()), keep));
    Ok(Created { path, fingerprint, unknown: remembered.err().map(|error| error.to_string()) })
}

/// The transaction that fills a new file. Its nodes are written in the generation after this one, which it continues.
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
