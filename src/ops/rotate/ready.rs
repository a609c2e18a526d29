//! Whether servers know the successor: nothing is delivered, confirmed or finished before they do.

use super::Case;
use crate::domain::publication::{Publication, held_since};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Flow, Transaction};

/// A target that a rotation waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub target: String,
    /// When it will have had the successor for long enough; `None`: it does not have it yet.
    pub until: Option<Timestamp>,
}

impl std::fmt::Display for Waiting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.until {
            Some(until) => write!(f, "target {} until {until}", self.target),
            None => write!(f, "target {}, which does not have the new key", self.target),
        }
    }
}

/// The targets that admit the predecessor and cannot be counted on to know the successor.
pub(in crate::ops) fn waiting_for(transaction: &Transaction<'_>, case: &Case) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    // No file will ever hold a successor that is over; what is left of its rotation must not wait.
    if case.successor.record.is_over(transaction.now()) {
        return Ok(waiting);
    }
    let (predecessor, row) = (&case.predecessor.record, case.successor.id);
    transaction.scan::<Target>(0, &mut |stored| {
        let target = stored.record;
        if target.optional || !target.filter.admits(predecessor) {
            return Ok(Flow::Continue);
        }
        let files: Vec<Publication> = transaction
            .find::<Publication>("subject", target.name.as_str().as_bytes())?
            .into_iter()
            .map(|stored| stored.record)
            .collect();
        let until = held_since(&files, row).map(|since| since.plus(target.pickup()));
        if until.is_none_or(|until| until > transaction.now()) {
            waiting.push(Waiting { target: target.name.to_string(), until });
        }
        Ok(Flow::Continue)
    })?;
    Ok(waiting)
}

/// An error unless there are none.
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
        "'{}': servers cannot be counted on to know the new key yet: waiting for {}",
        case.rotation().name,
        words.join("; ")
    ));
    Err(if waiting.iter().any(|waiting| waiting.until.is_none()) {
        error.hint("run `keywright publish`")
    } else {
        error
    })
}
