//! One run at a time. Convenience, not safety: every step is compare-and-set.

use std::fs::File;
use std::path::Path;

use crate::error::{Error, Result};
use crate::files::{make_folder, try_lock};

/// The lock, held until this is dropped or the process exits.
pub(in crate::ops) struct RunLock(#[allow(dead_code, reason = "held for its drop")] File);

impl RunLock {
    /// Acquires the lock in this folder. `None` if another run holds it.
    pub(in crate::ops) fn take(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join("run.lock");
        let failed = |error: std::io::Error| Error::io(format!("the lock '{}'", path.display()), error);
        make_folder(folder).map_err(failed)?;
        Ok(try_lock(&path).map_err(failed)?.map(Self))
    }
}
