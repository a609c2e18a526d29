//! A journal that SQLite would play back. After a crash that is right: it undoes a commit that was not completed. One of
//! an earlier time that is put beside the vault would undo everything since, and nothing would be left to compare with.
//! So it is played back in a copy first, and the result is compared with what is known.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, ffi};

use super::beside::{JOURNAL, beside};
use super::error::StoreError;
use super::file::{Seen, connect, io};
use super::manifest;
use crate::files::{Draft, open_regular};

/// Fails if playing back the journal beside the vault would lead to an older state than the newest known one. `seen`:
/// the generation that this machine has seen, if any.
///
/// # Errors
/// [`StoreError::StaleJournal`], or the copies cannot be made. The vault and its journal are as they were.
pub(super) fn refuse_stale(path: &Path, seen: &Seen<'_>) -> Result<(), StoreError> {
    let journal = beside(path, JOURNAL);
    if !journal.symlink_metadata().is_ok_and(|found| found.len() > 0) || !is_hot(path) {
        return Ok(());
    }
    let (seen, there) = (seen()?, generation_as_it_is(path));
    // A commit that was not completed may have got as far as the manifest.
    let least = there.map_or(0, |there| there - 1).max(seen.unwrap_or(0));
    let found = Copies::of(path, &journal)?.play_back()?;
    match found {
        Some(found) if found >= least => {
            let is_known = seen.is_some();
            if is_known { Ok(()) } else { keep(path, there.unwrap_or(found)) }
        }
        // Another process may have played it back meanwhile, and gone on.
        _ if !is_hot(path) => Ok(()),
        _ => Err(StoreError::StaleJournal { journal: journal.display().to_string(), found, least }),
    }
}

/// Whether the next one who reads the vault plays the journal back: not while its writer lives.
fn is_hot(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let read = Connection::open_with_flags(path, flags)
        .and_then(|vault| vault.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())));
    let code = read.err().and_then(|error| error.sqlite_error().map(|error| error.extended_code));
    code == Some(ffi::SQLITE_READONLY_ROLLBACK)
}

/// The generation in the file, whatever lies beside it. It may be half written.
fn generation_as_it_is(path: &Path) -> Option<i64> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    let name: Vec<String> = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
    // Immutable: SQLite looks at no journal and takes no lock.
    let vault = Connection::open_with_flags(format!("file:{}?immutable=1", name.concat()), flags).ok()?;
    manifest::generation(&vault).ok()
}

/// Copies of a vault and of its journal, removed when dropped.
struct Copies {
    vault: Draft,
    journal: PathBuf,
}

impl Copies {
    fn of(path: &Path, journal: &Path) -> Result<Self, StoreError> {
        let mut vault = Draft::beside(path, 0o600).map_err(io(path))?;
        let copy = beside(vault.temporary(), JOURNAL);
        copy_into(path, vault.file())?;
        let mut to = File::create_new(&copy).map_err(io(&copy))?;
        let copies = Self { vault, journal: copy };
        copy_into(journal, &mut to)?;
        Ok(copies)
    }

    /// The generation afterwards; `None`: what is left is no vault.
    fn play_back(&self) -> Result<Option<i64>, StoreError> {
        let vault = connect(self.vault.temporary(), Duration::ZERO);
        match vault.and_then(|vault| manifest::generation(&vault)) {
            Err(StoreError::Tampered(_) | StoreError::NotAVault(_)) => Ok(None),
            other => other.map(Some),
        }
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        // SQLite removes it when it has played it back.
        let _ = std::fs::remove_file(&self.journal);
    }
}

/// Keeps the vault as it is, without the journal, where nothing else tells whether the journal is right.
fn keep(path: &Path, generation: i64) -> Result<(), StoreError> {
    let to = beside(path, &format!(".interrupted-{generation}"));
    let mut draft = Draft::beside(&to, 0o600).map_err(io(&to))?;
    copy_into(path, draft.file())?;
    match draft.create_new() {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(io(&to)(error)),
        _ => Ok(()),
    }
}

/// Links are not followed, and a pipe does not hang.
fn copy_into(from: &Path, to: &mut File) -> Result<(), StoreError> {
    let (mut from_file, _) = open_regular(from)
        .map_err(io(from))?
        .ok_or_else(|| StoreError::Missing(from.display().to_string()))?;
    std::io::copy(&mut from_file, to).map(|_| ()).map_err(io(from))
}
