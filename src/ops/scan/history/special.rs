//! What git would wait for: a pipe, a socket or a device in the place of a file of its own.

use std::fs::{self, FileType, Metadata};
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};
use crate::ops::scan::tracked::{common_folder, git_folder};

/// An error if there is one in the repository that a folder is in.
///
/// # Errors
/// There is one. That there is no repository is left to git, which says so.
pub(super) fn refuse(folder: &Path) -> Result<()> {
    let Ok(folder) = folder.canonicalize() else { return Ok(()) };
    let Some(place) = folder.ancestors().find_map(repository) else { return Ok(()) };
    let common = common_folder(&place);
    match [Some(place), common].into_iter().flatten().find_map(first_below) {
        None => Ok(()),
        Some(path) => {
            let what = format!("'{}' is no regular file: git would wait for it", path.display());
            Err(Error::new(Kind::Io, what).hint("remove it, or clone the repository anew"))
        }
    }
}

/// Where git keeps what it knows, if this is the root of a repository, or a bare one.
fn repository(folder: &Path) -> Option<PathBuf> {
    let is_bare =
        || ["HEAD", "objects", "refs"].iter().all(|name| folder.join(name).symlink_metadata().is_ok());
    git_folder(folder).or_else(|| is_bare().then(|| folder.to_owned()))
}

fn first_below(folder: PathBuf) -> Option<PathBuf> {
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        // What cannot be read is left to git as well.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, Ok(mut kind)) = (entry.path(), entry.file_type()) else { continue };
            if kind.is_symlink() {
                kind = path.metadata().as_ref().map_or(kind, Metadata::file_type);
                if kind.is_dir() {
                    continue;
                }
            }
            if kind.is_dir() {
                folders.push(path);
            } else if is_waited_for(kind) {
                return Some(path);
            }
        }
    }
    None
}

fn is_waited_for(kind: FileType) -> bool {
    kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device()
}
