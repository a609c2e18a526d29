//! A file that has passed every check.

use super::claims::Claims;
use super::entries::Entries;
use super::seen::Seen;
use crate::domain::time::Span;

/// A verified `jsonl` file in memory. It exists only after every check has passed.
#[derive(Debug)]
pub struct VerifiedFile {
    pub(super) claims: Claims,
    pub(super) seen: Seen,
    pub(super) entries: Entries,
    /// How far ahead the clock of the vault's machine may be.
    pub(super) tolerance: Span,
}

impl VerifiedFile {
    /// The claims of line 1.
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// The keys.
    pub fn entries(&self) -> &Entries {
        &self.entries
    }

    /// What to remember of this file: pass it to the next load, or store it.
    pub fn seen(&self) -> Seen {
        self.seen.clone()
    }
}
