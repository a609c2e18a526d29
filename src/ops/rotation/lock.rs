//! One run at a time. Convenience, not safety: every step is compare-and-set.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use crate::error::{Error, Result};
use crate::files::try_lock;

/// The lock, held until this is dropped or the process exits.
pub(in crate::ops) struct RunLock(#[allow(dead_code, reason = "held for its drop")] File);

impl RunLock {
    /// Acquires the lock in this folder. `None` if another run holds it.
    pub(in crate::ops) fn take(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join("run.lock");
        let failed = |error: std::io::Error| Error::io(format!("the lock '{}'", path.display()), error);
        DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
        Ok(try_lock(&path).map_err(failed)?.map(Self))
    }
}
