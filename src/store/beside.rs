//! What lies beside the vault. SQLite takes files with certain names for its own: it reads them, plays them back, waits
//! for pipes. So they are looked at first, without following.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file::io;

/// What SQLite adds to a file's name. A vault has a journal while it is written to, and never one of the others.
pub(super) const JOURNAL: &str = "-journal";
const NEVER_OURS: [&str; 2] = ["-wal", "-shm"];

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// All that SQLite would take for a part of the file, each with the name that it has beside another one.
pub(super) fn each<'p>(path: &'p Path, other: &'p Path) -> impl Iterator<Item = (PathBuf, PathBuf)> + 'p {
    let endings = [JOURNAL].into_iter().chain(NEVER_OURS);
    endings.map(|ending| (beside(path, ending), beside(other, ending)))
}

/// Rejects a path beside which there is any: SQLite would take it for that of a new file.
pub(super) fn refuse_any(path: &Path) -> Result<(), StoreError> {
    match each(path, path).find(|(found, _)| found.symlink_metadata().is_ok()) {
        Some((found, _)) => Err(StoreError::Journal(found.display().to_string())),
        None => Ok(()),
    }
}

/// The file of which SQLite would take this one for a part, by their names alone.
pub fn whose_part(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let endings = [JOURNAL].into_iter().chain(NEVER_OURS);
    let whole = endings.filter_map(|ending| name.strip_suffix(ending)).find(|whole| !whole.is_empty())?;
    Some(path.with_file_name(whole))
}

/// Rejects what is not this vault's, before SQLite opens it: a journal is its owner's file, and nobody else can write it.
pub fn refuse_strangers(path: &Path, vault: &Metadata) -> Result<(), StoreError> {
    let stranger = |path: &Path, why| Err(StoreError::Beside(path.display().to_string(), why));
    for path in NEVER_OURS.map(|ending| beside(path, ending)) {
        if path.symlink_metadata().is_ok() {
            return stranger(&path, "no vault has such a file");
        }
    }
    let journal = beside(path, JOURNAL);
    match journal.symlink_metadata() {
        Ok(found) if !found.is_file() => stranger(&journal, "it is not a regular file"),
        Ok(found) if found.uid() != vault.uid() => {
            stranger(&journal, "it belongs to another user than the vault")
        }
        Ok(found) if found.mode() & 0o022 != 0 => stranger(&journal, "other users can write to it"),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(io(&journal)(error)),
    }
}
