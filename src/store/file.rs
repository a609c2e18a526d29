//! The file itself: creating, opening and copying it.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use super::beside;
use super::error::StoreError;
use super::guard::Guard;
use super::journal;
use super::manifest;
use super::schema;
use crate::files::{Draft, make_folder};

/// The longest value that SQLite reads, in bytes: an age file of a slot, and some.
const MAX_LENGTH: i32 = (1 << 20) + 4_096;

pub(super) fn io(path: &Path) -> impl Fn(std::io::Error) -> StoreError {
    let name = path.display().to_string();
    move |error| StoreError::Io(name.clone(), error)
}

/// The path with its parent canonicalized, so that no link is followed from here on.
pub(super) fn canonical(path: &Path) -> Result<PathBuf, StoreError> {
    let name =
        path.file_name().ok_or_else(|| StoreError::NotAFile(path.display().to_string(), "a directory"))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match parent.canonicalize() {
        Ok(parent) => Ok(parent.join(name)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(StoreError::Missing(path.display().to_string()))
        }
        Err(error) => Err(io(path)(error)),
    }
}

/// The identity of a file: its device and inode number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId(u64, u64);

impl FileId {
    /// Links are not followed.
    ///
    /// # Errors
    /// It does not exist any more, or cannot be inspected.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        match path.symlink_metadata() {
            Ok(found) => Ok(Self(found.dev(), found.ino())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(StoreError::Replaced),
            Err(error) => Err(io(path)(error)),
        }
    }
}

/// An opened vault file.
pub(super) struct Opened {
    pub(super) connection: Connection,
    pub(super) file: FileId,
    /// What is in its schema and not a vault's.
    pub(super) foreign: Vec<String>,
}

/// The generation that this machine has seen of a vault, if any. Asked only where it matters.
pub(super) type Seen<'a> = dyn Fn() -> Result<Option<i64>, StoreError> + 'a;

/// Opens an existing vault file in SQLite, with all settings that keep it safe.
pub(super) fn open(path: &Path, lock_timeout: Duration, seen: &Seen<'_>) -> Result<Opened, StoreError> {
    let name = path.display().to_string();
    match path.symlink_metadata() {
        Ok(found) if found.is_dir() => return Err(StoreError::NotAFile(name, "a directory")),
        Ok(found) if found.is_symlink() => return Err(StoreError::NotAFile(name, "a symbolic link")),
        Ok(found) if !found.is_file() => return Err(StoreError::NotAFile(name, "a special file")),
        Ok(found) if found.len() == 0 => return Err(StoreError::NotAVault(format!("{name} is empty: it"))),
        Ok(found) => beside::refuse_strangers(path, &found)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(StoreError::Missing(name)),
        Err(error) => return Err(io(path)(error)),
    }
    // SQLite's own message for an unreadable file names neither the file nor the reason.
    File::open(path).map_err(io(path))?;
    let file = FileId::of(path)?;
    journal::refuse_stale(path, seen)?;
    let connection = connect(path, lock_timeout).map_err(|error| named(error, &name))?;
    let foreign = schema::verify(&connection, &name).map_err(|error| named(error, &name))?;
    if FileId::of(path)? == file {
        Ok(Opened { connection, file, foreign })
    } else {
        Err(StoreError::Replaced)
    }
}

fn named(error: StoreError, name: &str) -> StoreError {
    match error {
        StoreError::NotAVault(_) => StoreError::NotAVault(name.to_owned()),
        other => other,
    }
}

pub(super) fn connect(path: &Path, lock_timeout: Duration) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(lock_timeout)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_LENGTH)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // The settings of `docs/format/vault.md`. The cache is for pages that a
    // transaction has changed: the nodes that are read again are held open.
    connection.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON;
         PRAGMA cell_size_check = ON; PRAGMA page_size = 16384; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;
         PRAGMA cache_size = -4096;",
    )?;
    Ok(connection)
}

/// Creates a vault file atomically: it is filled under a temporary name in the same folder and renamed only
/// once it is complete and durable. Missing parents are created (0700).
pub(super) fn create<T, E: From<StoreError>>(
    path: &Path,
    fill: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<(PathBuf, T), E> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(parent).map_err(io(parent))?;
    let path = canonical(path)?;
    refuse_existing(&path)?;
    beside::refuse_any(&path)?;
    let draft = draft_beside(&path)?;
    let connection = connect(draft.temporary(), Duration::from_secs(10))?;
    schema::initialise(&connection)?;
    let filled = fill(&connection)?;
    connection.close().map_err(|(_, error)| StoreError::from(error))?;
    finish(draft, &path)?;
    Ok((path, filled))
}

/// Rejects a path that exists, even as a dangling link.
pub(super) fn refuse_existing(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(_) => Err(StoreError::Exists(path.display().to_string())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(io(path)(error)),
    }
}

fn draft_beside(path: &Path) -> Result<Draft, StoreError> {
    Draft::beside(path, 0o600).map_err(io(path))
}

/// Renames the finished file to its path, without replacing anything, and makes that durable.
fn finish(draft: Draft, path: &Path) -> Result<(), StoreError> {
    let placed = draft.create_new().map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => StoreError::Exists(path.display().to_string()),
        _ => io(path)(error),
    })?;
    placed.durable().map_err(|error| StoreError::NotDurable(error.to_string()))
}

/// Transforms a copy on its way: reads the copy and writes what is kept.
pub type CopyTransform<'a> = dyn Fn(&mut dyn Read, &mut dyn Write) -> std::io::Result<()> + 'a;

/// How many pages are copied between two updates of the progress: 10 MiB.
const STEP: i32 = 640;

/// Copies a vault, consistently even while others write. The copy is as encrypted as the vault; `wrapping`
/// may encrypt it once more. `progress` is called with the number of pages copied since the last call.
pub(super) fn backup(
    source: &Connection,
    path: &Path,
    wrapping: Option<&CopyTransform<'_>>,
    progress: &mut dyn FnMut(u64),
) -> Result<PathBuf, StoreError> {
    let path = canonical(path)?;
    refuse_existing(&path)?;
    beside::refuse_any(&path)?;
    let mut draft = draft_beside(&path)?;
    let mut copy = connect(draft.temporary(), Duration::from_secs(10))?;
    // One read lock over all steps, so one consistent snapshot: it begins with the first read.
    let snapshot = Guard::begin(source, "BEGIN")?;
    manifest::generation(source)?;
    copy_pages(source, &mut copy, progress)?;
    snapshot.rollback()?;
    copy.close().map_err(|(_, error)| StoreError::from(error))?;
    if let Some(wrapping) = wrapping {
        let mut wrapped = draft_beside(&path)?;
        wrapping(draft.file(), &mut wrapped).map_err(io(&path))?;
        draft = wrapped;
    }
    finish(draft, &path)?;
    Ok(path)
}

fn copy_pages(
    source: &Connection,
    copy: &mut Connection,
    progress: &mut dyn FnMut(u64),
) -> Result<(), StoreError> {
    let backup = Backup::new(source, copy)?;
    let mut copied = 0;
    loop {
        let result = backup.step(STEP)?;
        let of = backup.progress();
        let now = u64::try_from(of.pagecount - of.remaining).unwrap_or(copied);
        progress(now.saturating_sub(copied));
        copied = now;
        match result {
            StepResult::Done => return Ok(()),
            StepResult::More => {}
            _ => return Err(StoreError::Busy),
        }
    }
}
