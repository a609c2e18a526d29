//! Readiness: whether servers have the successor, which is required before delivery, confirmation and finish. Servers
//! are those of targets, and those that have a file which was exported.

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
use crate::ops::verification_file::export::renewing;
use crate::ops::verification_file::signed::{can_hold, issuer};
use crate::store::{Series, Transaction};

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
    /// If it is an exported file of this subject instead of a target: until when it is valid.
    pub exported_until: Option<Timestamp>,
}

/// What is overridden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Override {
    Nothing,
    /// Exported files: whether a server still has one is not known.
    Exports,
    Everything,
}

impl std::fmt::Display for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(until) = self.exported_until {
            let subject = &self.target;
            return write!(
                f,
                "the exported file '{subject}', which does not have the new key and is valid until {until}"
            );
        }
        match (self.misplaced.as_ref().or(self.gone_back.as_ref()), self.until) {
            (Some(words), _) => write!(f, "target {}: {words}", self.target),
            (None, Some(until)) => write!(f, "target {} until {until}", self.target),
            (None, None) => write!(f, "target {}, which does not have the new key", self.target),
        }
    }
}

/// The targets and exported files that admit the predecessor and may not have the successor yet.
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
            let (target, exported_until) = (target.name.to_string(), None);
            waiting.push(Waiting { target, until, misplaced, gone_back, exported_until });
        }
    }
    waiting.extend(exports(transaction, case)?);
    Ok(waiting)
}

/// The newest exported file of each series that is valid, if it admits the predecessor and lacks the successor. Nobody
/// but a person renews it. One that was made after it and has expired does not count: no server admits anything by it.
fn exports(transaction: &Transaction<'_>, case: &Case) -> Result<Vec<Waiting>> {
    let (now, mut waiting) = (transaction.now(), Vec::new());
    for series in transaction.all::<Series>()?.into_iter().map(|stored| stored.record) {
        let subject = series.subject;
        if !subject.contains('/') {
            continue;
        }
        let Some(file) = history::newest_in_force(transaction, &subject)? else { continue };
        let admits = file.admits_until(case.predecessor.id).is_some_and(|until| until > now);
        if admits && !file.keys.contains(case.successor.id) {
            let exported_until = Some(file.exp);
            waiting.push(Waiting {
                target: subject,
                until: None,
                misplaced: None,
                gone_back: None,
                exported_until,
            });
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

/// An error if the rotation waits for anything that is not overridden. Returns what is.
pub(in crate::ops) fn refuse_unless_ready(
    transaction: &Transaction<'_>,
    case: &Case,
    overridden: Override,
) -> Result<Vec<Waiting>> {
    let is_overridden = |waiting: &Waiting| match overridden {
        Override::Nothing => false,
        Override::Exports => waiting.exported_until.is_some(),
        Override::Everything => true,
    };
    let (ignored, waiting): (Vec<Waiting>, Vec<Waiting>) =
        waiting_for(transaction, case)?.into_iter().partition(is_overridden);
    if waiting.is_empty() {
        return Ok(ignored);
    }
    let words: Vec<String> = waiting.iter().map(ToString::to_string).collect();
    let error = Error::conflict(format!(
        "'{}': servers may not have the new key yet: waiting for {}",
        case.rotation().name,
        words.join("; ")
    ));
    Err(match hint(&waiting) {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

/// What to do. `None`: only wait.
fn hint(waiting: &[Waiting]) -> Option<String> {
    let is_to_publish = |waiting: &Waiting| {
        waiting.exported_until.is_none() && (waiting.until.is_none() || waiting.misplaced.is_some())
    };
    if waiting.iter().any(is_to_publish) {
        return Some("run `keywright publish`".to_owned());
    }
    if waiting.iter().any(|waiting| waiting.gone_back.is_some()) {
        let what = "let the servers load the newest file, then import their receipts with `keywright receipt import`";
        return Some(what.to_owned());
    }
    let exported = waiting.iter().find(|waiting| waiting.exported_until.is_some())?;
    Some(format!("{}; --force if no server has it any more", renewing(&exported.target)))
}
