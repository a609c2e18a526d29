//! Follows a file that is replaced now and then: what a long-lived server loads it with.

use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rustix::fs::OFlags;

use super::file::VerifiedFile;
use super::rejection::{Rejection, RejectionKind};
use super::seen::{Mark, Marks, Seen};
use super::state::StateDir;
use super::verifier::Verifier;
use crate::domain::rights::Audience;
use crate::domain::time::{Span, Timestamp};

/// How often to look at the file: a revocation is followed within half a second.
pub const LOOK_EVERY: Duration = Duration::from_millis(500);
/// After this long a file is read again although it has not changed.
const AGAIN_AFTER: Span = Span::seconds(5);

/// The file in force, for the threads that decide. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Current(Arc<RwLock<Option<Arc<VerifiedFile>>>>);

impl Current {
    /// The file in force; `None` if none was ever accepted: refuse everything.
    pub fn get(&self) -> Option<Arc<VerifiedFile>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, file: VerifiedFile) {
        let file = Some(Arc::new(file));
        // The former file, which may be large, is dropped after the lock.
        let _former = std::mem::replace(&mut *self.0.write().unwrap_or_else(PoisonError::into_inner), file);
    }
}

/// What a look at the file found.
#[derive(Debug)]
#[non_exhaustive]
pub enum Look {
    /// What was there the last time.
    Unchanged,
    /// Another file, which has passed every check and is in force now.
    Loaded {
        /// Why it could not be remembered: until that succeeds, an older file would pass after a restart.
        not_remembered: Option<Rejection>,
    },
    /// Another file, or none. The one in force stays, until it is stale.
    Refused(Rejection),
}

/// Loads a file whenever it changes. The new file is in force once it has passed every check; until then, and if it is
/// rejected, the former one stays. One thread looks, and any number decide.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    verifier: Verifier,
    state: Option<StateDir>,
    current: Current,
    /// Of the file in force.
    seen: Option<Seen>,
    /// Of the file that was read last, whether it was accepted or not.
    stamp: Option<Stamp>,
    again: Again,
}

/// When a file is read again although it has not changed.
#[derive(Debug, Clone, Copy)]
enum Again {
    Never,
    /// A while after this time, or as soon as the clock is set back to before it.
    After(Timestamp),
    /// As soon as the clock is set back to before this time: then it is not stale.
    Before(Timestamp),
}

impl Again {
    fn is_due(self, now: Timestamp) -> bool {
        match self {
            Self::Never => false,
            Self::After(time) => now < time || now >= time.plus(AGAIN_AFTER),
            Self::Before(time) => now < time,
        }
    }

    /// After a look at `now`, which found this; `is_new` if the file had changed.
    fn after(found: &Look, is_new: bool, now: Timestamp) -> Self {
        match found {
            // Of the moment, and not of the file.
            Look::Loaded { not_remembered: Some(_) }
            | Look::Refused(
                Rejection::Future { .. }
                | Rejection::Read(_)
                | Rejection::State(_)
                | Rejection::StateIo { .. },
            ) => Self::After(now),
            Look::Refused(Rejection::Stale { exp, .. }) => Self::Before(*exp),
            // Once more: perhaps it was being written, within a tick of the clock of its times.
            Look::Refused(rejection)
                if is_new && matches!(rejection.kind(), RejectionKind::Signature | RejectionKind::Digest) =>
            {
                Self::After(now)
            }
            _ => Self::Never,
        }
    }
}

/// What tells one file, or one content of a file, from another.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            // No program can set it back.
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

impl Follower {
    /// Follows the file at a path, which need not exist yet. With a state folder, rollback protection survives a
    /// restart, and receipts are written.
    pub fn new(path: impl Into<PathBuf>, verifier: Verifier, state: Option<StateDir>) -> Self {
        let (current, seen) = (Current::default(), None);
        Self { path: path.into(), verifier, state, current, seen, stamp: None, again: Again::Never }
    }

    /// The file in force, from now on.
    pub fn current(&self) -> Current {
        self.current.clone()
    }

    /// Looks whether the file has changed, and loads it. Call it every [`LOOK_EVERY`], or before each decision.
    pub fn look(&mut self, now: Timestamp) -> Look {
        let (file, stamp) = match open(&self.path) {
            Ok(opened) => opened,
            Err(error) => {
                self.stamp = None;
                return Look::Refused(Rejection::Read(error));
            }
        };
        let stamp = Some(stamp);
        let is_new = self.stamp != stamp;
        if !is_new && !self.again.is_due(now) {
            return Look::Unchanged;
        }
        self.stamp = stamp;
        let found = self.load(file, now);
        self.again = Again::after(&found, is_new, now);
        found
    }

    /// Looks at the file again even if it has not changed: when somebody asks for it.
    pub fn look_again(&mut self, now: Timestamp) -> Look {
        self.stamp = None;
        self.look(now)
    }

    fn load(&mut self, file: File, now: Timestamp) -> Look {
        let marks = Both { memory: &self.seen, state: &self.state };
        let file = match self.verifier.load(file, now, &marks) {
            Ok(file) => file,
            Err(rejection) => return Look::Refused(rejection),
        };
        let seen = file.seen();
        let remembered = self.state.as_ref().map_or(Ok(()), |state| state.accept(&seen, now));
        let not_remembered = match remembered {
            // It is genuine and newer, and may revoke a key: a full disk must not keep it out.
            Err(failed @ Rejection::StateIo { .. }) => Some(failed),
            Err(rejection) => return Look::Refused(rejection),
            Ok(()) => None,
        };
        self.current.set(file);
        self.seen = Some(seen);
        Look::Loaded { not_remembered }
    }
}

/// Opens a regular file, perhaps through a link: what puts files in place may exchange links. A pipe is not waited for.
fn open(path: &Path) -> io::Result<(File, Stamp)> {
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    Ok((file, Stamp::of(&metadata)))
}

/// What the state folder remembers and what the program does: removing the folder beside a running server does not
/// make it forget.
struct Both<'a> {
    memory: &'a Option<Seen>,
    state: &'a Option<StateDir>,
}

impl Marks for Both<'_> {
    fn highest(&self, iss: &str, sub: &str) -> Result<Option<Mark>, Rejection> {
        let both = [self.memory.highest(iss, sub)?, self.state.highest(iss, sub)?];
        Ok(both.into_iter().flatten().max_by_key(Mark::age))
    }

    fn subject(&self, iss: &str, audience: Option<&Audience>) -> Result<Option<String>, Rejection> {
        let remembered = self.state.subject(iss, audience)?;
        remembered.map_or_else(|| self.memory.subject(iss, audience), |subject| Ok(Some(subject)))
    }

    fn issuer(&self, kid: &str) -> Result<Option<String>, Rejection> {
        let remembered = self.state.issuer(kid)?;
        remembered.map_or_else(|| self.memory.issuer(kid), |issuer| Ok(Some(issuer)))
    }
}

#[cfg(test)]
#[path = "follow_tests.rs"]
mod tests;
