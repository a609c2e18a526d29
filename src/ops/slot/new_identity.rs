//! A new age identity for a slot, and its file.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use zeroize::Zeroizing;

use super::candidate::{Candidate, envelope};
use crate::crypto::envelope::Identity;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::files::{Draft, make_folder};
use crate::ops::key::create::may_have_committed;
use crate::ops::verification_file::destination::refuse_part_of_vault;

/// An identity that is not stored yet.
pub(in crate::ops) struct NewIdentity {
    path: PathBuf,
    file: Zeroizing<String>,
}

/// Makes an identity for a file that must not exist.
pub(in crate::ops) fn generate(path: &Path, now: Timestamp) -> Result<(Candidate, NewIdentity)> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::conflict(format!("{} already exists", path.display()))
            .hint("use it with --identity, or name another file"));
    }
    let (identity, file) = Identity::generate(&now.to_string()).map_err(envelope("--new-identity"))?;
    let candidate = Candidate::of(&Rc::new(identity), "identity")?;
    Ok((candidate, NewIdentity { path: path.to_owned(), file }))
}

impl NewIdentity {
    /// Stores it durably (mode 0600), then does what needs it. The file is removed again if that fails: it is for
    /// nothing that exists.
    pub(in crate::ops) fn store_for<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.store()?;
        let done = work();
        if let Err(error) = &done
            && !may_have_committed(error)
        {
            let _ = std::fs::remove_file(&self.path);
        }
        done
    }

    fn store(&self) -> Result<()> {
        let path = &self.path;
        let io = |error| Error::io(path.display(), error);
        refuse_part_of_vault(path)?;
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            make_folder(parent).map_err(io)?;
        }
        let mut draft = Draft::beside(path, 0o600).map_err(io)?;
        draft.write_all(self.file.as_bytes()).map_err(io)?;
        let placed = draft.create_new().map_err(io)?;
        placed.durable().map_err(|error| {
            let _ = std::fs::remove_file(path);
            io(error)
        })
    }
}
