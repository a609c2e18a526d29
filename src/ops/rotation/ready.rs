//! Readiness: whether servers have the successor, which is required before delivery, confirmation and finish.

use std::path::Path;

use super::Case;
use crate::domain::publication::{Publication, held_since};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result, plain};
use crate::files::open_regular;
use crate::ops::publish::history;
use crate::ops::publish::install::is_of;
use crate::ops::publish::receipt;
use crate::ops::target;
use crate::ops::verification_file::destination::claims_in;
use crate::ops::verification_file::signed::{can_hold, issuer};
use crate::store::Transaction;

/// A target that a rotation waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub target: String,
    /// When its pickup time for the successor ends; `None`: it does not have the successor yet.
    pub until: Option<Timestamp>,
    /// What is at its path instead of a file that holds the successor, as text.
    pub misplaced: Option<String>,
    /// Which servers went back to files without the successor, as text; `None`: none has.
    pub gone_back: Option<String>,
}

impl std::fmt::Display for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.misplaced.as_ref().or(self.gone_back.as_ref()), self.until) {
            (Some(words), _) => write!(f, "target {}: {words}", self.target),
            (None, Some(until)) => write!(f, "target {} until {until}", self.target),
            (None, None) => write!(f, "target {}, which does not have the new key", self.target),
        }
    }
}

/// The targets that admit the predecessor and may not have the successor yet.
pub(in crate::ops) fn waiting_for(transaction: &Transaction<'_>, case: &Case) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    // No file will ever hold a successor that is revoked or expired; the rest of its rotation must not wait.
    if case.successor.record.is_over(transaction.now()) {
        return Ok(waiting);
    }
    let issuer = issuer(transaction);
    let (predecessor, row) = (&case.predecessor.record, case.successor.id);
    for target in transaction.all::<Target>()?.into_iter().map(|stored| stored.record) {
        // No file of its format will ever hold them: its servers admit neither of the two.
        let is_left_out = target::format(&target).is_ok_and(|format| !can_hold(format, predecessor));
        if target.optional || is_left_out || !target.filter.admits(predecessor) {
            continue;
        }
        let files = history::holding(transaction, target.name.as_str(), row)?;
        let until = held_since(&files).map(|since| since.plus(target.pickup()));
        let misplaced = until.and_then(|_| misplaced(&target.path, &files, &issuer));
        let gone_back = gone_back(transaction, &target, &files)?;
        let is_obstructed = misplaced.is_some() || gone_back.is_some();
        if is_obstructed || until.is_none_or(|until| until > transaction.now()) {
            waiting.push(Waiting { target: target.name.to_string(), until, misplaced, gone_back });
        }
    }
    Ok(waiting)
}

/// Receipts are not needed for readiness, but one that contradicts it is heeded: servers with the new key would
/// not have gone back to a file without it.
fn gone_back(
    transaction: &Transaction<'_>,
    target: &Target,
    holding: &[Publication],
) -> Result<Option<String>> {
    let servers = receipt::gone_back(transaction, target)?.into_iter();
    let without = servers.filter(|server| !holding.iter().any(|file| file.serial() == server.last.serial()));
    let words: Vec<String> = without.map(|server| server.to_string()).collect();
    Ok(Some(words.join(", ")).filter(|words| !words.is_empty()))
}

/// What is at a target's path, if it is none of the files that hold the successor: servers that load it do
/// not have the new key, whatever was published. A missing file is no evidence: the path may be on removable
/// media that were taken to the servers. Line 1 is enough here: `publish` compares the rest.
fn misplaced(path: &Path, holding: &[Publication], issuer: &str) -> Option<String> {
    let found = open_regular(path).and_then(|file| match file {
        Some((file, _)) => claims_in(&file).map(Some),
        None => Ok(None),
    });
    match found {
        Ok(None) => None,
        Ok(Some(Some(claims))) if holding.iter().any(|file| is_of(&claims, file, issuer)) => None,
        Ok(Some(_)) => Some(format!("the file at '{}' is not the newest", path.display())),
        Err(error) => Some(format!("inspecting '{}' failed: {}", path.display(), plain(&error))),
    }
}

/// An error if the rotation waits for any target, unless forced.
pub(in crate::ops) fn refuse_unless_ready(
    transaction: &Transaction<'_>,
    case: &Case,
    force: bool,
) -> Result<()> {
    let waiting = waiting_for(transaction, case)?;
    if waiting.is_empty() || force {
        return Ok(());
    }
    let words: Vec<String> = waiting.iter().map(ToString::to_string).collect();
    let error = Error::conflict(format!(
        "'{}': servers may not have the new key yet: waiting for {}",
        case.rotation().name,
        words.join("; ")
    ));
    let is_to_publish = |waiting: &Waiting| waiting.until.is_none() || waiting.misplaced.is_some();
    Err(if waiting.iter().any(is_to_publish) {
        error.hint("run `keywright publish`")
    } else if waiting.iter().any(|waiting| waiting.gone_back.is_some()) {
        error.hint(
            "let the servers load the newest file, then import their receipts with `keywright receipt import`",
        )
    } else {
        error
    })
}
