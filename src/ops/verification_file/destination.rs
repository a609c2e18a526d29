//! The destination of a verification file.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::crypto::hash::Hasher;
use crate::domain::digest::Digest;
use crate::domain::shell;
use crate::error::{Error, Kind, Result};
use crate::files::{Draft, Persisted, folder, open_regular};
use crate::store::whose_part;
use crate::verification::{Claims, MAX_LINE, claims_of};

/// What is at the destination: nothing, or a file that a newer one may replace.
pub(in crate::ops) struct Destination {
    /// `None`: nothing is there.
    pub(in crate::ops) metadata: Option<Metadata>,
    /// The claims of the existing file. Its signature was not verified.
    pub(in crate::ops) claims: Option<Claims>,
    pub(in crate::ops) file: Option<File>,
}

/// Examines a destination before anything is written to it. Only a verification file or an empty file is ever
/// replaced: a mistyped path must not destroy a vault or an identity.
pub(in crate::ops) fn examine(path: &Path) -> Result<Destination> {
    refuse_part_of_vault(path)?;
    let failed = |error| write_failed(path, error);
    let Some((file, metadata)) = open_regular(path).map_err(failed)? else {
        return Ok(Destination { metadata: None, claims: None, file: None });
    };
    if metadata.len() == 0 {
        return Ok(Destination { metadata: Some(metadata), claims: None, file: Some(file) });
    }
    match claims_in(&file).map_err(failed)? {
        Some(claims) => Ok(Destination { metadata: Some(metadata), claims: Some(claims), file: Some(file) }),
        None => Err(Error::conflict(format!(
            "'{}' is not a verification file, and is left unchanged",
            path.display()
        ))
        .hint("name another file, or remove that one first")),
    }
}

/// Rejects `vault.db-wal` and the like beside a vault, which could not be opened any more.
pub(in crate::ops) fn refuse_part_of_vault(path: &Path) -> Result<()> {
    match whose_part(path).filter(|whole| whole.is_file()) {
        Some(whole) => Err(Error::conflict(format!(
            "'{}' would be taken for a part of '{}', which could not be opened any more",
            path.display(),
            whole.display()
        ))
        .hint("name another file")),
        None => Ok(()),
    }
}

/// The claims in line 1 of a file, whose signature was not verified. `None` if it is not a line 1.
pub(in crate::ops) fn claims_in(file: &File) -> io::Result<Option<Claims>> {
    Ok(claims_of(&line_1_of(file)?))
}

/// The first line of a file, or as much of it as one may have.
pub(in crate::ops) fn line_1_of(file: &File) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let most = u64::try_from(MAX_LINE + 1).unwrap_or(u64::MAX);
    BufReader::new(file.take(most)).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// The digest of what follows in a file.
pub(in crate::ops) fn digest_of_rest(file: &mut File) -> io::Result<Digest> {
    let (mut hasher, mut piece) = (Hasher::new(), vec![0; 256 * 1024]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(read) => hasher.update(&piece[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Gives a draft its final owner, group and mode; `None`: that of whoever writes it.
///
/// # Errors
/// They cannot be set: the destination is unchanged. A server may be unable to read a file of another owner or group,
/// or others able to: neither is for us to choose.
pub(in crate::ops) fn apply_ownership(
    draft: &mut Draft,
    path: &Path,
    (owner, group): (Option<u32>, Option<u32>),
    mode: u32,
) -> Result<()> {
    // The owner first: changing it may clear permission bits.
    draft
        .apply_ownership(owner, group)
        .and_then(|()| draft.file().set_permissions(Permissions::from_mode(mode)))
        .map_err(|error| ownership_error(path, error))
}

fn ownership_error(path: &Path, error: io::Error) -> Error {
    let path = path.display();
    let what =
        format!("the new file for '{path}' cannot get the owner and group of the old one, or the --group");
    let mut error = Error::io(what, error)
        .hint("run as root, or as the file's owner in that group; the old file is unchanged");
    error.kind = Kind::Io;
    error
}

/// Renames a draft to its destination. The error states whether the new file is in place.
pub(in crate::ops) fn persist(draft: Draft, path: &Path) -> Result<()> {
    match draft.replace().map_err(|error| write_failed(path, error))? {
        Persisted::Durably => Ok(()),
        Persisted::Perhaps(error) => {
            let what = format!("'{}' was installed, but may not survive a power failure", path.display());
            let mut error = Error::io(what, error);
            error.kind = Kind::Io;
            Err(error)
        }
    }
}

/// An unwritable destination is an `io` error even where the folder is missing.
pub(in crate::ops) fn write_failed(path: &Path, error: io::Error) -> Error {
    let what = format!("writing '{}' failed", path.display());
    let mut error = match missing_folder(path) {
        Some(folder) => Error::new(Kind::Io, format!("{what}: there is no folder '{}'", folder.display()))
            .hint(format!("make it with `{}`, or name another path", make_folder_command(folder)))
            .source(error),
        None => Error::io(what, error),
    };
    error.kind = Kind::Io;
    error
}

/// The folder of a destination, if it is not there. `None` also where that cannot be seen.
pub(in crate::ops) fn missing_folder(path: &Path) -> Option<&Path> {
    let folder = folder(path);
    let is_missing = match folder.metadata() {
        Ok(found) => !found.is_dir(),
        Err(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
    };
    is_missing.then_some(folder)
}

/// The command that makes it, to be copied.
pub(in crate::ops) fn make_folder_command(folder: &Path) -> String {
    format!("mkdir -p {}", shell::word(&folder.display()))
}
