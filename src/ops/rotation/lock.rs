//! One run at a time. Convenience, not safety: every step is compare-and-set.

use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

use crate::error::{Error, Result};

/// The lock, held until this is dropped or the process is gone.
pub(in crate::ops) struct RunLock(#[allow(dead_code, reason = "held for its drop")] File);

impl RunLock {
    /// Takes the lock in this folder. `None` where another run has it.
    pub(in crate::ops) fn take(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join("run.lock");
        let failed = |error: std::io::Error| Error::io(format!("the lock '{}'", path.display()), error);
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
        let nothing_followed = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(nothing_followed)
            .open(&path)
            .map_err(failed)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Some(Self(file))),
            Err(rustix::io::Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(failed(error.into())),
        }
    }
}
