//! Writing files atomically, opening exactly what is at a path, reading without blocking, and locks.

#[cfg(feature = "cli")]
use std::ffi::OsStr;
#[cfg(feature = "cli")]
use std::fs;
use std::fs::TryLockError;
use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions};
#[cfg(feature = "program")]
use std::io::Read as _;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{Gid, OFlags, Uid, fchown};
#[cfg(feature = "cli")]
use rustix::io::Errno;
use rustix::process::geteuid;
use tempfile::{NamedTempFile, TempPath};
#[cfg(feature = "program")]
use zeroize::Zeroizing;

/// The prefix of temporary names; as many random letters and digits as `RANDOM` follow.
const PREFIX: &str = ".keywright-";
#[cfg(feature = "cli")]
const RANDOM: usize = 6;

/// A temporary file older than this is no longer being written, in seconds.
#[cfg(feature = "cli")]
const LEFT_OVER: i64 = 86_400;
/// How many entries of a folder are searched for such files: it may contain anything.
#[cfg(feature = "cli")]
const MOST_ENTRIES: usize = 10_000;

/// A file written beside its destination under a temporary name. Until it is renamed, the destination is
/// unchanged; if it is dropped before that, it is removed.
pub(crate) struct Draft {
    file: File,
    temporary: TempPath,
    path: PathBuf,
}

impl Draft {
    /// Creates a file for the destination `path`, with exactly this mode regardless of the umask.
    pub(crate) fn beside(path: &Path, mode: u32) -> io::Result<Self> {
        let temporary = NamedTempFile::with_prefix_in(PREFIX, folder(path))?;
        // Created with 0600; widened before anything is in it.
        temporary.as_file().set_permissions(Permissions::from_mode(mode))?;
        let (file, temporary) = temporary.into_parts();
        Ok(Self { file, temporary, path: path.to_owned() })
    }

    /// For a file of somebody's state: with the owner, group and mode of the one that it replaces; where there is none,
    /// private, and its folder's owner's.
    pub(crate) fn of_state(path: &Path) -> io::Result<Self> {
        let draft = Self::beside(path, 0o600)?;
        match refuse_unless_regular_or_absent(path)? {
            Some(found) => {
                adopt(&draft.file, &found)?;
                let mode = found.permissions().mode() & 0o777;
                draft.file.set_permissions(Permissions::from_mode(mode))?;
            }
            None => adopt(&draft.file, &folder(path).metadata()?)?,
        }
        Ok(draft)
    }

    /// The open file, to seek in it.
    #[cfg(feature = "cli")]
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Its temporary path: for SQLite, which wants a path.
    #[cfg(feature = "cli")]
    pub(crate) fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Sets this owner and this group where they differ; `None`: unchanged. Permission bits may be cleared by
    /// that.
    #[cfg(feature = "cli")]
    pub(crate) fn apply_ownership(&self, owner: Option<u32>, group: Option<u32>) -> io::Result<()> {
        let own = self.file.metadata()?;
        let owner = owner.filter(|uid| *uid != own.uid());
        let group = group.filter(|gid| *gid != own.gid());
        if owner.is_some() || group.is_some() {
            fchown(&self.file, owner.map(Uid::from_raw), group.map(Gid::from_raw))?;
        }
        Ok(())
    }

    /// Removes temporary files that a kill or a power failure left beside it more than a day ago, by the
    /// modification times of the files alone. What cannot be removed stays: it is harmless.
    #[cfg(feature = "cli")]
    pub(crate) fn clear_leftovers(&self) {
        let (Ok(own), Ok(entries)) = (self.file.metadata(), folder(&self.path).read_dir()) else { return };
        for entry in entries.take(MOST_ENTRIES).flatten().filter(|entry| is_draft(&entry.file_name())) {
            let is_left_over = entry.metadata().is_ok_and(|metadata| {
                metadata.is_file()
                    && metadata.uid() == own.uid()
                    && metadata.mtime() < own.mtime() - LEFT_OVER
            });
            if is_left_over {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Renames it to its destination, replacing a regular file; a link is an error. An error means that the
    /// destination is unchanged.
    pub(crate) fn replace(self) -> io::Result<Persisted> {
        refuse_unless_regular_or_absent(&self.path)?;
        self.file.sync_all()?;
        self.temporary.persist(&self.path).map_err(|failed| failed.error)?;
        Ok(Persisted::in_folder_of(&self.path))
    }

    /// Renames it to its destination if nothing exists there, else `AlreadyExists`; links are not followed.
    #[cfg(feature = "cli")]
    pub(crate) fn create_new(self) -> io::Result<Persisted> {
        self.file.sync_all()?;
        self.temporary.persist_noclobber(&self.path).map_err(|failed| failed.error)?;
        Ok(Persisted::in_folder_of(&self.path))
    }
}

/// A file that was renamed to its destination.
#[must_use]
pub(crate) enum Persisted {
    /// Its content and its name are durable.
    Durably,
    /// Its name may not survive a power failure: the folder could not be synced.
    Perhaps(io::Error),
}

impl Persisted {
    fn in_folder_of(path: &Path) -> Self {
        match sync_folder(path) {
            Ok(()) => Self::Durably,
            Err(error) => Self::Perhaps(error),
        }
    }

    /// An error unless everything is durable.
    pub(crate) fn durable(self) -> io::Result<()> {
        match self {
            Self::Durably => Ok(()),
            Self::Perhaps(error) => Err(error),
        }
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What is at a destination: nothing, or a regular file. A link, folder, pipe or device there is an error,
/// because writing would follow it or destroy it.
pub(crate) fn refuse_unless_regular_or_absent(path: &Path) -> io::Result<Option<Metadata>> {
    match path.symlink_metadata() {
        Ok(metadata) => refuse_unless_regular(metadata).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether a file belongs to whoever runs this.
#[cfg(feature = "cli")]
pub(crate) fn is_own(found: &Metadata) -> bool {
    found.uid() == geteuid().as_raw()
}

fn refuse_unless_regular(metadata: Metadata) -> io::Result<Metadata> {
    let kind = match metadata.file_type() {
        kind if kind.is_file() => return Ok(metadata),
        kind if kind.is_symlink() => SYMBOLIC_LINK,
        kind if kind.is_dir() => "a directory is there, not a regular file",
        _ => "something other than a regular file is there",
    };
    Err(io::Error::new(io::ErrorKind::InvalidInput, kind))
}

/// How often a lock is tried, and how long between: for five seconds.
const LOCK_TRIES: u32 = 250;
const LOCK_PAUSE: Duration = Duration::from_millis(20);
const SYMBOLIC_LINK: &str = "a symbolic link is there, not a regular file";

/// Opens the regular file at a path for reading, if there is one. It is opened once, and the open file is
/// checked: even if the path is swapped concurrently, no link is followed, and no pipe blocks while the vault
/// is locked.
#[cfg(feature = "cli")]
pub(crate) fn open_regular(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    // Checked first: opening a device may have side effects.
    if refuse_unless_regular_or_absent(path)?.is_none() {
        return Ok(None);
    }
    open_unfollowed(path)
}

/// The same for a path that has been checked.
#[cfg(feature = "cli")]
pub(crate) fn open_unfollowed(path: &Path) -> io::Result<Option<(File, Metadata)>> {
    let file = match open_in_place(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) && path.is_symlink() => {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, SYMBOLIC_LINK));
        }
        Err(error) => return Err(error),
    };
    let metadata = refuse_unless_regular(file.metadata()?)?;
    Ok(Some((file, metadata)))
}

/// Identity and passphrase files are small; a larger file is something else.
#[cfg(feature = "program")]
const MAX_SMALL: u64 = 1 << 20;

/// Reads a file given by name, or a pipe to its end, if it is not larger than 1 MiB. Wiped when dropped.
#[cfg(feature = "program")]
pub(crate) fn read_small(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let found = file.metadata()?;
    if found.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
    }
    // Reserved at once where the size is known, so that growing leaves no copies behind.
    let expected = usize::try_from(found.len().min(MAX_SMALL)).unwrap_or(0) + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(expected.max(4_096)));
    file.take(MAX_SMALL + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_SMALL {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "is larger than 1 MiB"));
    }
    Ok(bytes)
}

/// Text without the mark that some editors and shells put before UTF-8. Only at the start of the input: anywhere else
/// it is a character. Not for what is signed, whose every byte counts.
pub(crate) fn without_bom(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// The same of a line that was read into memory, if it is the first one.
#[cfg(feature = "cli")]
pub(crate) fn drop_bom(line: &mut Vec<u8>) {
    line.drain(..line.len() - without_bom(line).len());
}

/// What is wrong with input that begins with the mark of UTF-16, as some editors and shells write it.
#[cfg(feature = "program")]
pub(crate) const UTF_16: &str = "it is UTF-16, not UTF-8";
/// What can be done about it.
#[cfg(feature = "program")]
pub(crate) const UTF_16_HINT: &str = "convert it with `iconv -f UTF-16 -t UTF-8`";

/// Whether input begins with the mark of UTF-16.
#[cfg(feature = "program")]
pub(crate) fn is_utf16(text: &[u8]) -> bool {
    text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff")
}

/// Opens what is at a path without following a link or blocking on a pipe. Created files are private (0600).
pub(crate) fn open_in_place(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    options.mode(0o600).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Waits for the lock on this file, which is created if missing. Held until dropped.
///
/// Not for ever: whoever holds it for long was stopped or hangs.
pub(crate) fn lock(path: &Path) -> io::Result<File> {
    let file = lock_file(path)?;
    for _ in 0..LOCK_TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::TimedOut, "another process holds it"))
}

/// The same without waiting; `None`: another process holds the lock.
#[cfg(feature = "cli")]
pub(crate) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    let file = lock_file(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn lock_file(path: &Path) -> io::Result<File> {
    let file = open_in_place(path, OpenOptions::new().write(true).create(true).truncate(false))?;
    adopt(&file, &folder(path).metadata()?)?;
    Ok(file)
}

/// Creates a folder and its missing parents, for their owner alone (0700).
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(path) {
        // Not followed: whoever owns the folder around it may have put a link there since.
        Ok(()) => adopt(&open_in_place(path, OpenOptions::new().read(true))?, &folder(path).metadata()?),
        Err(_) if path.is_dir() => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(folder(path))?;
            make_folder(path)
        }
        Err(error) => Err(error),
    }
}

/// Gives what root makes in somebody's folder, or in the place of somebody's file, to them: root is often somebody
/// with `sudo`, and whoever the state belongs to must be able to go on with it.
fn adopt(made: &File, like: &Metadata) -> io::Result<()> {
    if !geteuid().is_root() {
        return Ok(());
    }
    let own = made.metadata()?;
    // A file under several names was not made here: it may be one of the system's, linked into somebody's folder.
    let is_made_here = own.is_dir() || own.nlink() == 1;
    if is_made_here && (own.uid(), own.gid()) != (like.uid(), like.gid()) {
        fchown(made, Some(Uid::from_raw(like.uid())), Some(Gid::from_raw(like.gid())))?;
    }
    Ok(())
}

#[cfg(feature = "cli")]
fn is_draft(name: &OsStr) -> bool {
    // SQLite's journal of a draft, too.
    let name = name.to_str().map(|name| name.strip_suffix("-journal").unwrap_or(name));
    let random = name.and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|c| c.is_ascii_alphanumeric()))
}

/// Makes the last rename in the folder of `path` durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder(path))?.sync_all()
}

/// The folder of a path; the current one for a bare name.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
