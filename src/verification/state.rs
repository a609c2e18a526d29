//! Rollback protection: the highest file accepted so far.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::rejection::Rejection;
use crate::crypto::hash::Hasher;
use crate::domain::digest::Digest;
use crate::domain::receipt::Receipt;
use crate::domain::time::Timestamp;
use crate::files::{Draft, Persisted, lock, open_in_place};

/// Maximum bytes of a stored mark: `iss` and `sub` come from a line 1 of 64 KiB, and JSON may use six bytes
/// for one.
const MAX_STORED: u64 = 1024 * 1024;

/// An accepted file: all later ones of its `iss` and `sub` must have a higher serial number, or be equal to
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The `iss` of its vault.
    pub iss: String,
    /// The `sub` of its target.
    pub sub: String,
    /// The epoch.
    pub epoch: Timestamp,
    /// The generation within the epoch.
    #[serde(rename = "gen")]
    pub generation: u64,
    /// SHA-256 of the body.
    pub dig: Digest,
}

impl Seen {
    fn age(&self) -> (Timestamp, u64) {
        (self.epoch, self.generation)
    }

    /// Rejects a file of the same `iss` and `sub` that is older than this one, or a different one with the
    /// same generation.
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

/// A source of the highest file accepted for an `iss` and `sub`.
pub trait Marks {
    /// The highest file accepted, if any.
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection>;
}

/// The one file that a server has loaded, or none.
impl Marks for Option<Seen> {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        Ok(self.clone().filter(|seen| seen.iss == iss && seen.sub == sub))
    }
}

/// A folder with one mark per `iss` and `sub`, and beside each a receipt for the vault's owner.
#[derive(Debug)]
pub struct StateDir {
    folder: PathBuf,
    server: Option<String>,
}

impl StateDir {
    /// Opens the folder; creates it, readable only by its owner, if it is missing. A symbolic link in its
    /// place is rejected.
    pub fn open(path: &Path) -> Result<Self, Rejection> {
        let failed = |source| Rejection::StateIo { path: path.to_owned(), source };
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(failed)?;
        if fs::symlink_metadata(path).map_err(failed)?.is_symlink() {
            return Err(failed(io::Error::new(ErrorKind::NotADirectory, "it is a symbolic link")));
        }
        Ok(Self { folder: path.to_owned(), server: None })
    }

    /// Sets the name of this server, as in `keywright target add --servers`: from now on `accept` writes
    /// receipts.
    #[must_use]
    pub fn server(mut self, name: impl Into<String>) -> Self {
        self.server = Some(name.into());
        self
    }

    /// The name of this host, usable as the name of a server.
    pub fn host() -> String {
        rustix::system::uname().nodename().to_string_lossy().into_owned()
    }

    /// The highest file accepted for this `iss` and `sub`.
    ///
    /// # Errors
    /// A damaged mark is an error, not a missing one: damaging it must not get old files accepted.
    pub fn seen(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        let path = self.path(iss, sub);
        let failed = |source| Rejection::StateIo { path: path.clone(), source };
        // Does not follow a link, and does not wait for a pipe.
        let file = match open_in_place(&path, OpenOptions::new().read(true)) {
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

    /// Stores the mark of an accepted file, and a receipt for it if this server has a name.
    pub fn accept(&self, file: &Seen, now: Timestamp) -> Result<(), Rejection> {
        self.lock()?.accept(file, now)
    }

    /// Keeps other processes from advancing the marks until it is dropped.
    pub fn lock(&self) -> Result<LockedState<'_>, Rejection> {
        let path = self.folder.join("lock");
        let lock = lock(&path).map_err(|source| Rejection::StateIo { path, source })?;
        Ok(LockedState { state: self, _lock: lock })
    }

    /// A name of fixed length and characters, whatever `iss` and `sub` contain. The lengths distinguish "a",
    /// "bc" from "ab", "c".
    fn path(&self, iss: &str, sub: &str) -> PathBuf {
        let mut name = Hasher::new();
        for part in [iss, sub] {
            name.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            name.update(part.as_bytes());
        }
        self.folder.join(format!("{}.json", name.finish()))
    }
}

impl Marks for StateDir {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        self.seen(iss, sub)
    }
}

/// The state of a server that may have none.
impl Marks for Option<StateDir> {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Seen>, Rejection> {
        self.as_ref().map_or(Ok(None), |state| state.highest(iss, sub))
    }
}

/// The locked state: nobody else can advance it.
#[derive(Debug)]
pub struct LockedState<'a> {
    state: &'a StateDir,
    _lock: File,
}

impl LockedState<'_> {
    /// Rejects a file below the stored mark.
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
        write_json(&path, file).map_err(|source| Rejection::StateIo { path, source })
    }

    /// Advances, and writes a receipt `….receipt.json` beside the mark if this server has a name and the file
    /// is a target's. A failure to write the receipt does not reject the file.
    pub fn accept(&self, file: &Seen, now: Timestamp) -> Result<(), Rejection> {
        let is_new = self.state.seen(&file.iss, &file.sub)?.as_ref() != Some(file);
        self.advance(file)?;
        let Some(server) = self.state.server.as_ref().filter(|_| !file.sub.contains('/')) else {
            return Ok(());
        };
        let path = self.state.path(&file.iss, &file.sub).with_extension("receipt.json");
        if is_new || !path.exists() {
            let receipt = Receipt {
                target: file.sub.clone(),
                server: server.clone(),
                epoch: file.epoch.unix(),
                generation: file.generation,
                dig: file.dig,
                loaded_at: now,
            };
            // A lost receipt only means that the vault's owner does not learn of this.
            let _ = write_json(&path, &receipt);
        }
        Ok(())
    }
}

fn write_json(path: &Path, value: &impl Serialize) -> io::Result<()> {
    let mut draft = Draft::beside(path, 0o600)?;
    serde_json::to_writer(&mut draft, value)?;
    draft.write_all(b"\n")?;
    draft.replace().and_then(Persisted::durable)
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
        assert_eq!(None::<StateDir>.highest("urn:uuid:v", "t").unwrap(), None);
        assert_eq!(state.seen("urn:uuid:vt", "").unwrap(), None);
        let state = Some(state);
        assert_eq!(state.highest("urn:uuid:v", "t").unwrap(), Some(seen(11, 1, 1)));
    }

    #[test]
    fn a_named_server_leaves_receipts() {
        let folder = tempfile::tempdir().unwrap();
        let state = StateDir::open(folder.path()).unwrap();
        let receipt = || fs::read_to_string(state.path("urn:uuid:v", "t").with_extension("receipt.json"));
        state.accept(&seen(1, 1, 1), Timestamp::START).unwrap();
        assert!(receipt().is_err(), "without a name");
        let named = StateDir::open(folder.path()).unwrap().server("eu-1");
        named.accept(&seen(1, 1, 1), Timestamp::from_unix(5)).unwrap();
        let text = receipt().unwrap();
        let start = r#"{"target":"t","server":"eu-1","epoch":1,"gen":1,"dig":"sha256:0101"#;
        assert!(text.starts_with(start) && text.ends_with("\"1970-01-01T00:00:05Z\"}\n"), "{text}");
        named.accept(&seen(1, 1, 1), Timestamp::from_unix(9)).unwrap();
        assert_eq!(receipt().unwrap(), text, "it was loaded only once");
        assert!(named.accept(&seen(0, 9, 1), Timestamp::from_unix(9)).is_err());
        named.accept(&seen(1, 2, 1), Timestamp::from_unix(9)).unwrap();
        assert!(receipt().unwrap().contains("\"gen\":2"));
        fs::remove_file(state.path("urn:uuid:v", "t").with_extension("receipt.json")).unwrap();
        fs::create_dir(state.path("urn:uuid:v", "t").with_extension("receipt.json")).unwrap();
        named.accept(&seen(1, 3, 1), Timestamp::from_unix(9)).unwrap();
        assert_eq!(state.seen("urn:uuid:v", "t").unwrap(), Some(seen(1, 3, 1)));
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
