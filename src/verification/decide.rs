//! The decision on a presented key.

use super::entries::EntryRef;
use super::file::VerifiedFile;
use super::rejection::Rejection;
use crate::crypto::hash::sha256;
use crate::domain::digest::Digest;
use crate::domain::rights::{Denial, Requirements, Unchecked};
use crate::domain::time::Timestamp;
use crate::domain::token;

/// The answer to one presented key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision<'a> {
    /// The key, if the file contains it, whatever the verdict.
    pub key: Option<EntryRef<'a>>,
    /// Valid, with the restrictions that were not checked; or the denial.
    pub verdict: Result<Unchecked, Denial>,
}

impl<'a> Decision<'a> {
    /// Decides on a key that a file contains, or for lack of one.
    pub(super) fn new(
        key: Option<EntryRef<'a>>,
        absence: impl FnOnce() -> Denial,
        requirements: &Requirements,
        now: Timestamp,
    ) -> Self {
        let verdict = match &key {
            Some(key) if key.is_unsupported() => Err(Denial::Unsupported),
            Some(key) => key.rights().check(requirements, now),
            None => Err(absence()),
        };
        Self { key, verdict }
    }

    /// Whether the key meets the requirements.
    pub fn is_valid(&self) -> bool {
        self.verdict.is_ok()
    }
}

impl VerifiedFile {
    /// Decides on a key as it was presented. Allocates nothing.
    ///
    /// The time is compared with the file's again, so a file that became stale after it was
    /// loaded, or whose time of issue is in the future because the clock was set back, refuses everything.
    ///
    /// # Errors
    /// `Rejection::Stale`, `Rejection::Future`: these concern the file, not the key.
    pub fn decide(
        &self,
        presented: &[u8],
        requirements: &Requirements,
        now: Timestamp,
    ) -> Result<Decision<'_>, Rejection> {
        self.check_times(now)?;
        let digest = digest_of(presented);
        let key = digest.and_then(|digest| self.entries.get(&digest));
        Ok(Decision::new(key, || absence(presented), requirements, now))
    }

    /// Whether the file is valid now.
    pub(super) fn check_times(&self, now: Timestamp) -> Result<(), Rejection> {
        self.claims.check_times(now, self.tolerance)
    }
}

/// What to look for: nothing, if nothing was presented.
pub(super) fn digest_of(presented: &[u8]) -> Option<Digest> {
    (!token::is_nothing(presented)).then(|| sha256(presented))
}

/// Why a presented key that is not in the file is denied. Only asked then: imported keys may have any form.
pub(super) fn absence(presented: &[u8]) -> Denial {
    match std::str::from_utf8(presented).ok().and_then(token::parse) {
        Some(_) => Denial::Unknown,
        None => Denial::Malformed,
    }
}
