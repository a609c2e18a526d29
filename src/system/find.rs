//! Resolving a program's name to a file, and why that cannot be run.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

/// Where a hook's bare name is searched: nothing that the caller's environment could change.
pub(super) const FOLDERS: [&str; 3] = ["/usr/local/bin", "/usr/bin", "/bin"];

/// What a file is that the kernel cannot run.
pub(super) const NO_FORMAT: &str = "is neither an executable nor a script that starts with #!";

/// The file that a path or a bare name refers to. Messages call the folders `places`.
pub(super) fn program(
    name: &OsStr,
    folders: impl IntoIterator<Item = PathBuf>,
    places: &str,
) -> io::Result<PathBuf> {
    if name.as_bytes().contains(&b'/') {
        let path = PathBuf::from(name);
        return is_program(&path).map(|()| path);
    }
    let mut refused = None;
    for folder in folders.into_iter().filter(|_| !name.is_empty()) {
        let path = folder.join(name);
        match is_program(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    let missing = || io::Error::new(io::ErrorKind::NotFound, format!("no such program in {places}"));
    Err(refused.unwrap_or_else(missing))
}

/// The file that a hook's program refers to.
pub(super) fn hook(name: &str) -> io::Result<PathBuf> {
    program(name.as_ref(), FOLDERS.map(PathBuf::from), &FOLDERS.join(", "))
}

/// Whether it can be run, and why not: the kernel's own error does not distinguish a folder from a file that
/// is not executable.
pub(super) fn is_program(path: &Path) -> io::Result<()> {
    let about = |kind, what: &str| io::Error::new(kind, format!("{} {what}", path.display()));
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => about(error.kind(), "does not exist"),
        kind => about(kind, &format!("cannot be inspected: {error}")),
    })?;
    if metadata.is_dir() {
        return Err(about(io::ErrorKind::IsADirectory, "is a folder"));
    }
    if !metadata.is_file() {
        return Err(about(io::ErrorKind::PermissionDenied, "is not a file"));
    }
    access(path, Access::EXEC_OK).map_err(|error| match io::Error::from(error).kind() {
        io::ErrorKind::PermissionDenied => about(io::ErrorKind::PermissionDenied, "is not executable"),
        kind => about(kind, &format!("cannot be run: {error}")),
    })
}

/// The system's error about an existing file, in words that name the cause.
pub(super) fn refusal(path: &Path, error: io::Error) -> io::Error {
    let about = |what: &str| io::Error::new(error.kind(), format!("{} {what}", path.display()));
    match rustix::io::Errno::from_io_error(&error) {
        Some(rustix::io::Errno::NOENT) => about("needs an interpreter that does not exist"),
        Some(rustix::io::Errno::NOEXEC) => about(NO_FORMAT),
        _ => error,
    }
}
