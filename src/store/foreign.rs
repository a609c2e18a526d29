//! Events in a damaged log that another history of the same vault wrote: authentic by themselves, since both
//! have the same keys, but not continued by their neighbours.

use std::ops::RangeInclusive;

use super::audit::Found;
use super::error::StoreError;
use super::remains::Remains;
use super::schema::Table;
use crate::domain::digest::Digest;

/// Consecutive events, each of which continues the one before it.
struct Run {
    first: i64,
    last: i64,
    /// The head after the last event.
    head: Digest,
    /// Whether there is an event before it that it does not continue.
    breaks: bool,
}

/// The positions of such events. Where the neighbours of an event are lost, this cannot be decided, and it
/// stays.
pub(super) fn foreign(remains: &Remains<'_>) -> Result<Vec<RangeInclusive<i64>>, StoreError> {
    let mut runs = runs(remains)?;
    let manifest = &remains.manifest;
    let end = i64::try_from(manifest.log_count).unwrap_or(i64::MAX);
    let is_whole_end = runs.last().is_some_and(|run| run.last == end && run.head == manifest.log_head);
    if !is_whole_end {
        // The log does not lead to the manifest's head.
        let breaks = runs.last().is_some_and(|run| run.last == end);
        runs.push(Run { first: end + 1, last: end, head: manifest.log_head, breaks });
    }
    let (mut foreign, mut is_after_foreign) = (Vec::new(), false);
    for (place, run) in runs.iter().enumerate().take(runs.len() - 1) {
        let ends_wrong = place + 2 == runs.len() && runs[place + 1].breaks;
        // What does not continue another history's events belongs to this one again.
        let is_foreign = (run.breaks && !is_after_foreign) || (ends_wrong && run.first > 0);
        is_after_foreign = is_foreign;
        if is_foreign {
            foreign.push(run.first..=run.last);
        } else if ends_wrong && run.last > 0 {
            // It begins like this vault's log, and where the two diverged cannot be determined.
            foreign.push(run.last..=run.last);
        }
    }
    Ok(foreign)
}

fn runs(remains: &Remains<'_>) -> Result<Vec<Run>, StoreError> {
    // The chain begins with zeros, before the first event.
    let mut runs = vec![Run { first: 0, last: 0, head: Digest::from_bytes([0; 32]), breaks: false }];
    remains.records(&mut |table, id, json, _| {
        let event = if table == Table::Audit { Found::read(json, id) } else { None };
        let Some(event) = event else { return Ok(()) };
        let before = runs.last_mut().filter(|before| before.last == id - 1);
        let breaks = match before {
            Some(before) if event.follows(before.head) => {
                (before.last, before.head) = (id, event.head);
                return Ok(());
            }
            other => other.is_some(),
        };
        runs.push(Run { first: id, last: id, head: event.head, breaks });
        Ok::<_, StoreError>(())
    })?;
    Ok(runs)
}
