//! The result of publishing a target, and the keys that its files could still admit.

use std::path::PathBuf;

use super::due::Reason;
use crate::domain::id::KeyId;
use crate::domain::key::Status;
use crate::domain::name::{KeyName, PlainName};
use crate::domain::publication::Publication;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::ops::verification_file::left_out::LeftOutKey;

/// The result for one target.
#[derive(Debug)]
pub struct Published {
    /// Its name.
    pub name: PlainName,
    /// The path of its file.
    pub path: PathBuf,
    /// Whether anything was done; with `--check`, whether anything is due.
    pub changed: bool,
    /// Whether this was only a check.
    pub only_checked: bool,
    /// Why it was due.
    pub reason: Option<Reason>,
    /// Its newest reserved file.
    pub file: Option<FileFacts>,
    /// The keys that are no longer to be accepted, or soon will not be, and may still be accepted.
    pub admitted: Vec<Admitted>,
    /// Whether its servers have the newest file: they were reloaded with it, are not named, and need no time.
    pub has_newest: bool,
    /// The keys that the format of its file cannot restrict as they must be, if a file was or is to be written.
    pub left_out: Vec<LeftOutKey>,
    /// The error, if it failed.
    pub error: Option<Error>,
}

impl Published {
    /// The keys of which it is to be said that servers may still accept them, those of the newest file first: not those
    /// that only older files admit, if servers were reloaded with the newest one, or have all reported a later one.
    pub fn exposed(&self) -> Vec<&Admitted> {
        let is_exposed =
            |key: &&Admitted| key.in_newest || (!self.has_newest && key.reported_gone_at.is_none());
        let mut exposed: Vec<&Admitted> = self.admitted.iter().filter(is_exposed).collect();
        exposed.sort_by_key(|key| !key.in_newest);
        exposed
    }

    /// The error as text that names the target once.
    pub fn problem(&self) -> Option<String> {
        let problem = self.error.as_ref()?.to_string();
        let name = format!("target '{}'", self.name);
        Some(if problem.contains(&name) { problem } else { format!("{name}: {problem}") })
    }
}

/// The recorded metadata of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts {
    /// Unix seconds.
    pub epoch: i64,
    /// The generation within the epoch.
    pub generation: u64,
    /// How many keys are in it.
    pub keys: u64,
    /// When it expires: stale from this second on.
    pub valid_until: Timestamp,
}

/// A key that a recorded file could still admit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Its id.
    pub id: KeyId,
    /// Its name; `None`: this vault never had it.
    pub name: Option<KeyName>,
    /// Its status; `None`: it has no record, since it was deleted or comes from a lost history.
    pub status: Option<Status>,
    /// Until when a file may admit it.
    pub until: Timestamp,
    /// When all named servers had reported a later file; `None`: not all of them have, or none is named.
    pub reported_gone_at: Option<Timestamp>,
    /// Whether the newest file admits it, too.
    pub in_newest: bool,
}

impl Admitted {
    /// Its status as a word.
    pub fn status(&self) -> &'static str {
        match (self.status, &self.name) {
            (Some(status), _) => status.as_str(),
            (None, Some(_)) => "deleted",
            (None, None) => "unknown",
        }
    }
}

impl From<&Publication> for FileFacts {
    fn from(file: &Publication) -> Self {
        Self { epoch: file.epoch, generation: file.generation, keys: file.keys.len(), valid_until: file.exp }
    }
}
