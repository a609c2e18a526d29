//! Importing keys that are missing in a restored vault from a verification file that it signed.

use std::collections::BTreeMap;
use std::path::Path;

use rustix::io::Errno;

use super::import::{Imported, is_of_nothing};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::profile::DEFAULT_PROFILE;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::files::open_regular;
use crate::ops::audit::ended_keys::{self, EndState};
use crate::ops::publish::history;
use crate::ops::publish::lost::{self, Contents};
use crate::ops::verification_file::check::about;
use crate::ops::verification_file::public_key;
use crate::ops::verification_file::signed::issuer;
use crate::ops::{authorization, denial};
use crate::store::{Index, StoreError, Transaction, Unlocked, Vault};
use crate::verification::{Claims, Entry, Verifier, read_lines};

/// The result of an import.
#[derive(Debug)]
pub struct Outcome {
    /// The file's keys that are in the vault now.
    pub keys: Vec<Imported>,
    /// The keys that were skipped, because the audit log says that they were revoked or deleted.
    pub ended: Vec<KeyId>,
    /// When the file expired, if it has: much may have changed since.
    pub expired: Option<Timestamp>,
}

/// Imports every key of the file that is missing from the vault, with its id, rights and times: all or none.
/// What the file does not hold is lost; the key is named `adopted-` and the beginning of its id. Keys that
/// were revoked or deleted according to the audit log are skipped, disabled ones stay disabled.
///
/// # Errors
/// The file was not signed by this vault, or is not complete.
pub fn adopt(
    vault: &Vault<Unlocked>,
    path: &Path,
    now: Timestamp,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome> {
    denial::write(vault, now, |transaction| {
        let File { known: mut keys, missing, mut contents, claims } = read(transaction, path, progress)?;
        let ended_keys = if missing.is_empty() { BTreeMap::new() } else { ended_keys::of_keys(transaction)? };
        let (mut ended, mut found) = (Vec::new(), Vec::new());
        for entry in missing {
            let (end_state, end) = (ended_keys.get(&entry.id), entry.expires_at);
            if matches!(end_state, Some(EndState::Revoked | EndState::Deleted)) {
                contents.add_missing(entry.id.clone(), end);
                ended.push(entry.id);
                continue;
            }
            let mut key = key_of(transaction, entry)?;
            authorization::mint(transaction, &key.name)?;
            if end_state.is_some() {
                key.disable(now).map_err(|_| Error::internal("a new key is revoked"))?;
            }
            let row = transaction.insert(&key)?;
            contents.add(row, end);
            found.push((row, key.id.clone()));
            transaction
                .record(AuditEntry::to_key(Action::KeyImport, &key).detail("from a verification file"))?;
            keys.push(Imported { key, changed: true });
        }
        history::note_found(transaction, &found)?;
        lost::remember(transaction, &claims, contents)?;
        Ok(Outcome { keys, ended, expired: Some(claims.exp).filter(|end| *end <= now) })
    })
}

struct File {
    /// The keys that the vault already has.
    known: Vec<Imported>,
    missing: Vec<Entry>,
    /// The known ones, to be remembered with the file.
    contents: Contents,
    claims: Claims,
}

fn read(transaction: &Transaction<'_>, path: &Path, progress: &mut dyn FnMut(u64)) -> Result<File> {
    let failed = |error| Error::io(format!("opening '{}' failed", path.display()), error);
    let opened = open_regular(path).map_err(failed)?;
    let (file, _) = opened.ok_or_else(|| failed(Errno::NOENT.into()))?;
    let verifier = Verifier::new(public_key::all(transaction)?);
    let (mut known, mut missing, mut failed) = (Vec::new(), Vec::new(), None::<StoreError>);
    let mut contents = Contents::default();
    let read = read_lines(file, &verifier, |claims, line| {
        let entry = claims.fmt.read_entry(line)?;
        progress(1);
        if is_of_nothing(&entry.digest) {
            return Err("its digest is that of an empty secret");
        }
        match transaction.key_with_digest(&entry.digest) {
            Ok(Some(found)) => {
                contents.add(found.id, entry.expires_at);
                known.push(Imported { key: found.record, changed: false });
            }
            Ok(None) => missing.push(entry),
            Err(error) => {
                failed = Some(error);
                return Err("it could not be inspected");
            }
        }
        Ok(())
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    let claims = read.map_err(about(path))?;
    if claims.iss != issuer(transaction) {
        let what = format!("'{}' is a file of another vault: {}", path.display(), claims.iss);
        return Err(Error::conflict(what).hint("name a file that this vault has signed"));
    }
    Ok(File { known, missing, contents, claims })
}

fn key_of(transaction: &Transaction<'_>, entry: Entry) -> Result<Key> {
    let short = entry.id.short();
    if !transaction.find::<Key>(Index::KeyId, entry.id.as_str())?.is_empty() {
        return Err(Error::conflict(format!("the vault has {} with a different secret", entry.id)));
    }
    let name: KeyName = format!("adopted-{short}").parse().map_err(|_| Error::internal("a key's name"))?;
    let version = super::create::next_version(transaction, &name)?;
    let profile = DEFAULT_PROFILE.parse().map_err(|_| Error::internal("the default profile"))?;
    let (now, actor) = (transaction.now(), transaction.actor());
    Ok(Key {
        scopes: entry.scopes,
        resource: entry.resource,
        environment: entry.environment,
        networks: entry.networks,
        not_before: entry.not_before,
        expires_at: entry.expires_at,
        ..Key::new(entry.id, name, version, profile, entry.digest, now, actor)
    })
}
