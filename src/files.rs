//! Writing a file whole or not at all, and reading without being led astray or held up.

#[cfg(feature = "cli")]
use std::ffi::OsStr;
#[cfg(feature = "cli")]
use std::fs;
use std::fs::{File, Metadata, Permissions};
#[cfg(feature = "cli")]
use std::io::Read as _;
use std::io::{self, Write};
#[cfg(feature = "cli")]
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

#[cfg(feature = "cli")]
use rustix::{
    fs::{Mode, OFlags},
    io::Errno,
};
use tempfile::{NamedTempFile, TempPath};
#[cfg(feature = "cli")]
use zeroize::Zeroizing;

/// How the temporary names begin; as many random letters and digits as `RANDOM` follow.
const PREFIX: &str = ".keywright-";
#[cfg(feature = "cli")]
const RANDOM: usize = 6;

/// What is older than this is no longer being written, in seconds.
#[cfg(feature = "cli")]
const LEFT_OVER: i64 = 86_400;
/// How much of a folder is searched for such: it may hold anything.
#[cfg(feature = "cli")]
const MOST_ENTRIES: usize = 10_000;

/// A file being written beside its place under a temporary name. Until it is put in place, the
/// place is as it was; dropped before that, it is removed.
pub(crate) struct Draft {
    file: File,
    temporary: TempPath,
    place: PathBuf,
}

impl Draft {
    /// Begins a file that is to stand at `place`, with exactly this mode whatever the umask.
    pub(crate) fn beside(place: &Path, mode: u32) -> io::Result<Self> {
        let temporary = NamedTempFile::with_prefix_in(PREFIX, folder(place))?;
        // Made with 0600; widened before anything is in it.
        temporary.as_file().set_permissions(Permissions::from_mode(mode))?;
        let (file, temporary) = temporary.into_parts();
        Ok(Self { file, temporary, place: place.to_owned() })
    }

    /// The open file, to seek in it.
    #[cfg(feature = "cli")]
    pub(crate) fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Where it is until it is put in place: for SQLite, which wants a path.
    #[cfg(feature = "cli")]
    pub(crate) fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Removes the drafts beside it that a kill or a power cut left there more than a day ago, by the
    /// times of the files alone. What cannot be removed stays: it is only in the way.
    #[cfg(feature = "cli")]
    pub(crate) fn clear_leftovers(&self) {
        let (Ok(own), Ok(entries)) = (self.file.metadata(), folder(&self.place).read_dir()) else { return };
        for entry in entries.take(MOST_ENTRIES).flatten().filter(|entry| is_draft(&entry.file_name())) {
            let is_left_over = entry.metadata().is_ok_and(|there| {
                there.is_file() && there.uid() == own.uid() && there.mtime() < own.mtime() - LEFT_OVER
            });
            if is_left_over {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Puts it in place of whatever regular file is there; a link is replaced, not followed. An
    /// error means that the place is as it was.
    pub(crate) fn replace(self) -> io::Result<Placed> {
        refuse_unless_regular_or_absent(&self.place)?;
        self.file.sync_all()?;
        self.temporary.persist(&self.place).map_err(|failed| failed.error)?;
        Ok(Placed::in_folder_of(&self.place))
    }

    /// Puts it in place only if nothing is there, else `AlreadyExists`; nothing is followed.
    #[cfg(feature = "cli")]
    pub(crate) fn create_new(self) -> io::Result<Placed> {
        self.file.sync_all()?;
        self.temporary.persist_noclobber(&self.place).map_err(|failed| failed.error)?;
        Ok(Placed::in_folder_of(&self.place))
    }
}

/// A file that stands in its place.
#[must_use]
pub(crate) enum Placed {
    /// Its bytes and its name are on the disk.
    Durably,
    /// Its name may not survive a power cut: the folder could not be synced.
    Perhaps(io::Error),
}

impl Placed {
    fn in_folder_of(place: &Path) -> Self {
        match sync_folder(place) {
            Ok(()) => Self::Durably,
            Err(error) => Self::Perhaps(error),
        }
    }

    /// An error unless all is on the disk.
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

/// What is at a place that a file is to be written to: nothing, or a regular file. A link, folder,
/// pipe or device there is an error, for writing would follow it or destroy it.
pub(crate) fn refuse_unless_regular_or_absent(place: &Path) -> io::Result<Option<Metadata>> {
    match place.symlink_metadata() {
        Ok(there) => refuse_unless_regular(there).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn refuse_unless_regular(there: Metadata) -> io::Result<Metadata> {
    let kind = match there.file_type() {
        kind if kind.is_file() => return Ok(there),
        kind if kind.is_symlink() => SYMBOLIC_LINK,
        kind if kind.is_dir() => "a directory is there, not a regular file",
        _ => "something other than a regular file is there",
    };
    Err(io::Error::new(io::ErrorKind::InvalidInput, kind))
}

const SYMBOLIC_LINK: &str = "a symbolic link is there, not a regular file";

/// Opens the regular file that stands in a place, if there is one, to read it. What is in the place
/// is opened once, and what was opened is looked at: whatever is swapped in meanwhile, no link is
/// followed, and no pipe is waited for while the vault is locked.
#[cfg(feature = "cli")]
pub(crate) fn open_regular(place: &Path) -> io::Result<Option<(File, Metadata)>> {
    // Looked at first all the same: opening a device may do something to it.
    if refuse_unless_regular_or_absent(place)?.is_none() {
        return Ok(None);
    }
    open_unfollowed(place)
}

/// The same for a place that has been looked at.
#[cfg(feature = "cli")]
pub(crate) fn open_unfollowed(place: &Path) -> io::Result<Option<(File, Metadata)>> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match rustix::fs::open(place, flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::NOENT) => return Ok(None),
        Err(Errno::LOOP) if place.is_symlink() => {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, SYMBOLIC_LINK));
        }
        Err(error) => return Err(error.into()),
    };
    let there = refuse_unless_regular(file.metadata()?)?;
    Ok(Some((file, there)))
}

/// Identity and passphrase files are small; more than this is something else.
#[cfg(feature = "cli")]
const MAX_SMALL: u64 = 1 << 20;

/// Reads a file that a person names, or a pipe to its end, if it is not larger than 1 MiB. Wiped when dropped.
#[cfg(feature = "cli")]
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

#[cfg(feature = "cli")]
fn is_draft(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|c| c.is_ascii_alphanumeric()))
}

/// Makes a rename in the folder of `place` last through a power cut.
pub(crate) fn sync_folder(place: &Path) -> io::Result<()> {
    File::open(folder(place))?.sync_all()
}

/// The folder a place is in; the current one for a bare name.
fn folder(place: &Path) -> &Path {
    match place.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    fn draft(place: &Path, text: &str) -> Draft {
        let mut draft = Draft::beside(place, 0o640).unwrap();
        draft.write_all(text.as_bytes()).unwrap();
        draft
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn replaces_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("f");
        draft(&place, "one").replace().unwrap().durable().unwrap();
        #[cfg(feature = "cli")]
        assert!(is_draft(draft(&place, "three").temporary().file_name().unwrap()));
        let unfinished = draft(&place, "two");
        assert_eq!(fs::read_to_string(&place).unwrap(), "one");
        drop(unfinished);
        assert_eq!(count(folder.path()), 1, "a dropped draft leaves nothing");
        draft(&place, "two").replace().unwrap().durable().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "two");
        assert_eq!(fs::metadata(&place).unwrap().permissions().mode() & 0o7777, 0o640);
    }

    #[test]
    fn nothing_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "kept").unwrap();
        symlink(&target, &link).unwrap();
        assert!(draft(&link, "new").replace().is_err());
        assert!(draft(folder.path(), "new").replace().is_err());
        assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
        assert_eq!(count(folder.path()), 2);
        assert!(refuse_unless_regular_or_absent(&folder.path().join("none")).unwrap().is_none());
    }

    #[cfg(feature = "cli")]
    #[test]
    fn what_was_swapped_in_is_neither_followed_nor_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "kept").unwrap();
        symlink(at("file"), at("link")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, at("pipe"), Mode::RUSR).unwrap();
        let (mut file, there) = open_unfollowed(&at("file")).unwrap().unwrap();
        assert_eq!((io::read_to_string(&mut file).unwrap().as_str(), there.len()), ("kept", 4));
        assert!(open_unfollowed(&at("none")).unwrap().is_none());
        for (name, words) in
            [("link", "a symbolic link is"), ("pipe", "something other"), (".", "a directory is")]
        {
            let error = open_unfollowed(&at(name)).unwrap_err();
            assert!(error.to_string().starts_with(words), "{name}: {error}");
            assert!(open_regular(&at(name)).is_err(), "{name}");
        }
    }

    #[cfg(feature = "cli")]
    #[test]
    fn a_new_file_clobbers_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("f");
        draft(&place, "one").create_new().unwrap().durable().unwrap();
        let error = draft(&place, "two").create_new().err().unwrap();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        let dangling = folder.path().join("dangling");
        symlink("nowhere", &dangling).unwrap();
        assert!(draft(&dangling, "new").create_new().is_err());
        assert_eq!(fs::read_to_string(&place).unwrap(), "one");
        assert_eq!(count(folder.path()), 2);
    }
}
