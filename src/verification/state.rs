//! The highest file accepted so far: what makes an old file be refused.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use super::rejection::Rejection;
use crate::crypto::hash::Hasher;
use crate::domain::digest::Digest;
use crate::domain::time::Timestamp;
use crate::files::{Draft, Placed};

/// The most bytes of a stored mark: `iss` and `sub` come from a line 1 of 64 KiB, and JSON may
/// take six bytes for one.
const MAX_STORED: u64 = 1024 * 1024;

/// A file that was accepted: all later ones of its `iss` and `sub` must be above it, or equal to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The vault.
    pub iss: String,
    /// The target.
    pub sub: String,
    /// The line of generations.
    pub epoch: Timestamp,
    /// The place within it.
    #[serde(rename = "gen")]
    pub generation: u64,
    /// SHA-256 of the body.
    pub dig: Digest,
}

impl Seen {
    fn age(&self) -> (Timestamp, u64) {
        (self.epoch, self.generation)
    }

    /// Refuses a file of the same `iss` and `sub` that is older than this one, and one that is not
    /// the same but has the same generation.
    pub fn admits(&self, file: &Self) -> Result<(), Rejection> {
        if file.age() < self.age() {
            return Err(Rejection::Older {
                epoch: file.epoch,
                generation: file.generation,
                seen_epoch: self.epoch,
                seen_generation: self.generation,
            });
        }
        if file.age() == self.age() && file.dig != self.dig {
            return Err(Rejection::Forked { epoch: file.epoch, generation: file.generation });
        }
        Ok(())
    }
}

/// Who knows the highest file accepted for an `iss` and `sub`.
pub trait Marks {
    /// It, if there is one.
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection>;
}

/// The one file that a server has loaded, or none.
impl Marks for Option<Seen> {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        Ok(self.clone().filter(|seen| seen.iss == iss && seen.sub == sub))
    }
}

/// A folder with one mark per `iss` and `sub`.
#[derive(Debug)]
pub struct StateDir(PathBuf);

impl StateDir {
    /// Opens the folder; makes it, readable only for its owner, if it is missing. A symbolic link
    /// in its place is refused.
    pub fn open(path: &Path) -> Result<Self, Rejection> {
        let failed = |source| Rejection::StateIo { path: path.to_owned(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(failed)?;
        if fs::symlink_metadata(path).map_err(failed)?.is_symlink() {
            return Err(failed(io::Error::new(ErrorKind::NotADirectory, "it is a symbolic link")));
        }
        Ok(Self(path.to_owned()))
    }

    /// The highest file accepted for this `iss` and `sub`.
    ///
    /// # Errors
    /// A damaged mark is not taken for none: whoever can damage it must not get old files accepted.
    pub fn seen(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        let path = self.path(iss, sub);
        let failed = |source| Rejection::StateIo { path: path.clone(), source };
        // Not followed if a link, and not waited for if a pipe.
        let file = match open(&path, OpenOptions::new().read(true)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if !file.metadata().map_err(failed)?.is_file() {
            return Err(Rejection::State(path));
        }
        let mut text = Vec::new();
        file.take(MAX_STORED).read_to_end(&mut text).map_err(failed)?;
        match serde_json::from_slice::<Seen>(&text) {
            Ok(seen) if seen.iss == iss && seen.sub == sub => Ok(Some(seen)),
            _ => Err(Rejection::State(path)),
        }
    }

    /// Stores the mark of an accepted file, which must not be below the stored one.
    pub fn advance(&self, file: &Seen) -> Result<(), Rejection> {
        self.lock()?.advance(file)
    }

    /// Keeps other processes from advancing until it is dropped.
    pub fn lock(&self) -> Result<LockedState<'_>, Rejection> {
        let path = self.0.join("lock");
        let mut options = OpenOptions::new();
        let locked = open(&path, options.write(true).create(true).truncate(false)).and_then(|lock| {
            lock.lock()?;
            Ok(lock)
        });
        let lock = locked.map_err(|source| Rejection::StateIo { path, source })?;
        Ok(LockedState { state: self, _lock: lock })
    }

    /// A name of fixed length and characters, whatever `iss` and `sub` hold. The lengths keep
    /// "a", "bc" and "ab", "c" apart.
    fn path(&self, iss: &str, sub: &str) -> PathBuf {
        let mut name = Hasher::new();
        for part in [iss, sub] {
            name.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            name.update(part.as_bytes());
        }
        self.0.join(format!("{}.json", name.finish()))
    }
}

impl Marks for StateDir {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        self.seen(iss, sub)
    }
}

/// The state while nobody else can advance it.
#[derive(Debug)]
pub struct LockedState<'a> {
    state: &'a StateDir,
    _lock: File,
}

impl LockedState<'_> {
    /// Refuses a file below the stored mark.
    pub fn check(&self, file: &Seen) -> Result<(), Rejection> {
        match self.state.seen(&file.iss, &file.sub)? {
            Some(seen) => seen.admits(file),
            None => Ok(()),
        }
    }

    /// Stores the mark of an accepted file, which must not be below the stored one.
    pub fn advance(&self, file: &Seen) -> Result<(), Rejection> {
        let stored = self.state.seen(&file.iss, &file.sub)?;
        if let Some(stored) = &stored {
            stored.admits(file)?;
        }
        if stored.as_ref() == Some(file) {
            return Ok(());
        }
        let path = self.state.path(&file.iss, &file.sub);
        let write = || {
            let mut draft = Draft::beside(&path, 0o600)?;
            serde_json::to_writer(&mut draft, file)?;
            draft.write_all(b"\n")?;
            draft.replace().and_then(Placed::durable)
        };
        write().map_err(|source| Rejection::StateIo { path: path.clone(), source })
    }
}

fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    options.mode(0o600).custom_flags(i32::try_from(flags.bits()).map_err(io::Error::other)?).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    fn seen(epoch: i64, generation: u64, body: u8) -> Seen {
        Seen {
            iss: "urn:uuid:v".into(),
            sub: "t".into(),
            epoch: Timestamp::from_unix(epoch),
            generation,
            dig: Digest::from_bytes([body; 32]),
        }
    }

    #[test]
    fn only_upwards() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateDir::open(&folder.path().join("a/state")).unwrap();
        let get = || state.seen("urn:uuid:v", "t").unwrap();
        assert_eq!(get(), None);
        state.advance(&seen(10, 2, 1)).unwrap();
        state.advance(&seen(10, 2, 1)).unwrap();
        for older in [seen(10, 1, 1), seen(9, 7, 1)] {
            assert!(matches!(state.advance(&older), Err(Rejection::Older { .. })));
        }
        assert!(matches!(state.advance(&seen(10, 2, 9)), Err(Rejection::Forked { .. })));
        assert_eq!(get(), Some(seen(10, 2, 1)));
        state.advance(&seen(11, 1, 1)).unwrap();
        assert_eq!(get(), Some(seen(11, 1, 1)));
        assert_eq!(state.seen("urn:uuid:vt", "").unwrap(), None);
    }

    #[test]
    fn readable_only_for_the_owner() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let state = StateDir::open(&path).unwrap();
        state.advance(&seen(1, 1, 1)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!(mode(&path), 0o700);
        for file in fs::read_dir(&path).unwrap() {
            assert_eq!(mode(&file.unwrap().path()), 0o600);
        }
    }

    #[test]
    fn a_damaged_mark_is_not_an_absent_one() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateDir::open(folder.path()).unwrap();
        state.advance(&seen(1, 1, 1)).unwrap();
        let path = state.path("urn:uuid:v", "t");
        let good = fs::read(&path).unwrap();
        for bad in [b"".as_slice(), b"{}", &good[..good.len() / 2], &[good.as_slice(), b"x"].concat()] {
            fs::write(&path, bad).unwrap();
            assert!(matches!(state.seen("urn:uuid:v", "t"), Err(Rejection::State(_))));
            assert!(matches!(state.advance(&seen(2, 1, 1)), Err(Rejection::State(_))));
        }
        fs::write(&path, serde_json::to_vec(&Seen { sub: "other".into(), ..seen(1, 1, 1) }).unwrap())
            .unwrap();
        assert!(matches!(state.seen("urn:uuid:v", "t"), Err(Rejection::State(_))));
    }

    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        let state = StateDir::open(&real).unwrap();
        symlink(&real, &link).unwrap();
        assert!(StateDir::open(&link).is_err());
        let elsewhere = folder.path().join("elsewhere");
        fs::write(&elsewhere, serde_json::to_vec(&seen(1, 1, 1)).unwrap()).unwrap();
        symlink(&elsewhere, state.path("urn:uuid:v", "t")).unwrap();
        assert!(state.seen("urn:uuid:v", "t").is_err());
    }
}
