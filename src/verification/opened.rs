//! A file whose line 1 is authentic, before its body is read: to be loaded, or to be asked for one key.

use std::fmt;
use std::io::Read;

use super::body;
use super::claims::Claims;
use super::decide::{Decision, absence, digest_of};
use super::entries::Loader;
use super::file::VerifiedFile;
use super::lines::Lines;
use super::parser::Parser;
use super::rejection::Rejection;
use super::seen::{Marks, Seen};
use super::verifier::{Verifier, read_body};
use crate::domain::rights::{Denial, Requirements};
use crate::domain::time::Timestamp;

/// A `jsonl` file whose line 1 is authentic. Its body has not been read, and its claims have not been checked.
pub struct OpenedFile<R> {
    pub(super) verifier: Verifier,
    pub(super) kid: String,
    pub(super) claims: Claims,
    pub(super) lines: Lines<R>,
}

impl<R: Read> OpenedFile<R> {
    /// Loads the file, if it passes every check: see [`Verifier::load`].
    pub fn load(self, now: Timestamp, marks: &impl Marks) -> Result<VerifiedFile, Rejection> {
        let Self { verifier, kid, claims, lines } = self;
        let entries = read_body(lines, &claims)?;
        let seen = verifier.check_claims(&kid, &claims, now, marks)?;
        Ok(VerifiedFile { claims, seen, entries, tolerance: verifier.tolerance })
    }

    /// Looks for one presented key, if the file passes every check. The checks are those of `load`, but nothing
    /// else is kept: memory does not depend on the size of the file.
    pub fn find(
        self,
        presented: &[u8],
        now: Timestamp,
        marks: &impl Marks,
    ) -> Result<VerifiedKey, Rejection> {
        let Self { verifier, kid, claims, lines } = self;
        let wanted = digest_of(presented);
        let mut loader = Loader::with_capacity(1);
        body::walk(lines, &claims, |digest, line, _| {
            if Some(digest) == wanted {
                // Parsed once more: the rights of a parsed line may be those of an earlier one.
                loader.push(&Parser::new(1).parse(line)?)?;
            }
            Ok(())
        })?;
        let seen = verifier.check_claims(&kid, &claims, now, marks)?;
        let file = VerifiedFile { claims, seen, entries: loader.finish(), tolerance: verifier.tolerance };
        Ok(VerifiedKey { file, absence: absence(presented) })
    }
}

impl<R> fmt::Debug for OpenedFile<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenedFile").field("claims", &self.claims).finish_non_exhaustive()
    }
}

/// What a file that has passed every check says of one presented key.
#[derive(Debug)]
pub struct VerifiedKey {
    /// Without all other entries.
    file: VerifiedFile,
    /// The answer if it has no entry.
    absence: Denial,
}

impl VerifiedKey {
    /// The claims of line 1.
    pub fn claims(&self) -> &Claims {
        self.file.claims()
    }

    /// What to remember of the file: store it.
    pub fn seen(&self) -> Seen {
        self.file.seen()
    }

    /// Decides on the key, as [`VerifiedFile::decide`] does.
    ///
    /// # Errors
    /// `Rejection::Stale`, `Rejection::Future`: the file is not valid at this time.
    pub fn decide(&self, requirements: &Requirements, now: Timestamp) -> Result<Decision<'_>, Rejection> {
        self.file.check_times(now)?;
        let key = self.file.entries.iter().next();
        Ok(Decision::new(key, || self.absence, requirements, now))
    }
}
