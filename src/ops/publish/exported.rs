//! The newest files that no target renews: what they admit and should not.

use std::collections::{BTreeMap, BTreeSet};

use super::exposure::Subject;
use super::unpublished::{Keys, Listed, without_record};
use crate::domain::audit::Action;
use crate::domain::key::{Key, Status};
use crate::domain::publication::Publication;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::verification_file::export::renewing;
use crate::store::{AuditReader, Flow, Index, Transaction};

/// What an edit of a key may narrow, by the names that the audit log has. Its end is known without the log.
const RIGHTS: [&str; 4] = ["scopes", "resource", "environment", "networks"];

/// The newest file of a series that no target renews, because it was exported or the target was removed, if it admits
/// keys that are to be refused, or longer than it should.
#[derive(Debug)]
pub struct ExportState {
    /// `export/<format>/<audience>`, or the name of the target that was removed.
    pub subject: String,
    /// When it expires.
    pub valid_until: Timestamp,
    /// The keys that it admits until then, and should not.
    pub still_admitted: Keys,
    /// The keys that it admits beyond their end.
    pub outlived: Keys,
    /// The keys whose rights were edited since: what they were, and so whether they were wider, is not known.
    pub edited: Keys,
}

impl ExportState {
    fn new(subject: &str, newest: &Publication) -> Self {
        let (still_admitted, outlived, edited) = (Keys::default(), Keys::default(), Keys::default());
        Self { subject: subject.to_owned(), valid_until: newest.exp, still_admitted, outlived, edited }
    }

    fn is_right(&self) -> bool {
        [&self.still_admitted, &self.outlived, &self.edited].iter().all(|keys| keys.is_empty())
    }

    /// Compares the file with the keys as they are now. `over`: those that are revoked, disabled or past their grace.
    fn compare(
        &mut self,
        transaction: &Transaction<'_>,
        newest: &Publication,
        over: &BTreeSet<i64>,
    ) -> Result<()> {
        let now = transaction.now();
        let admits = |row: &i64| newest.admits_until(*row).is_some_and(|until| until > now);
        for row in over.iter().filter(|row| admits(row)) {
            self.still_admitted.add_row(transaction, *row)?;
        }
        let mut rows = BTreeSet::new();
        transaction.keys_to_end(newest.exp, &mut |row, end| {
            rows.extend(newest.admits_until(row).filter(|until| *until > end).map(|_| row));
        })?;
        for row in rows {
            self.outlived.add_row(transaction, row)?;
        }
        for row in edited_since(transaction, newest)?.into_iter().filter(admits) {
            self.edited.add_row(transaction, row)?;
        }
        Ok(())
    }

    /// What is wrong with it and what can be done, in a sentence.
    pub(super) fn attention(&self) -> String {
        let Self { subject, valid_until, still_admitted, outlived, edited } = self;
        let mut wrong = Vec::new();
        if !still_admitted.is_empty() {
            let keys = Listed { keys: still_admitted, which: " that are to be refused" };
            wrong.push(format!("still admits {keys}, until {valid_until}"));
        }
        if !outlived.is_empty() {
            let keys = Listed { keys: outlived, which: "" };
            wrong.push(format!("admits {keys} for longer than it should"));
        }
        if !edited.is_empty() {
            wrong.push(format!("has the former rights of {}", Listed { keys: edited, which: "" }));
        }
        let wrong = wrong.join(", and ");
        if subject.contains('/') {
            format!("the exported file '{subject}' {wrong}; {}", renewing(subject))
        } else {
            format!(
                "the last file of target '{subject}', which was removed, {wrong}; remove the file from its servers, or add the target again and publish it"
            )
        }
    }
}

/// What each of them admits and should not, if it does.
pub(super) fn all(
    transaction: &Transaction<'_>,
    subjects: &BTreeMap<String, Subject>,
) -> Result<Vec<ExportState>> {
    // Read once, and only if a key was changed since one of the files was made.
    let mut over = None;
    let mut states = Vec::new();
    for (name, subject) in subjects.iter().filter(|(_, subject)| subject.target.is_none()) {
        let Some(newest) = subject.newest_written() else { continue };
        let mut state = ExportState::new(name, newest);
        if newest.as_of.is_none_or(|as_of| as_of.generation != transaction.published_from()) {
            let over = match &over {
                Some(over) => over,
                None => over.insert(keys_over(transaction)?),
            };
            state.compare(transaction, newest, over)?;
        }
        for key in newest.gone.iter().filter(|key| key.until > transaction.now()) {
            state.still_admitted.add(|| Ok(without_record(key)))?;
        }
        states.extend(Some(state).filter(|state| !state.is_right()));
    }
    Ok(states)
}

fn keys_over(transaction: &Transaction<'_>) -> Result<BTreeSet<i64>> {
    let mut rows = BTreeSet::new();
    transaction.keys_over(&mut |row| {
        rows.insert(row);
    })?;
    Ok(rows)
}

/// The keys that still work and whose rights were edited since a file was made, by the audit log.
fn edited_since(transaction: &Transaction<'_>, file: &Publication) -> Result<BTreeSet<i64>> {
    let mut ids = BTreeSet::new();
    // One of an earlier log: nothing is known.
    let Some(position) = file.log_count else { return Ok(BTreeSet::new()) };
    AuditReader::new(transaction).events(position, &mut |event| {
        let entry = event.audit_entry;
        let changed = entry.detail.as_deref().unwrap_or_default();
        if entry.action == Action::KeyEdit && changed.split(", ").any(|member| RIGHTS.contains(&member)) {
            ids.extend(entry.key);
        }
        Ok(Flow::Continue)
    })?;
    let mut rows = BTreeSet::new();
    for id in ids {
        let found = transaction.find::<Key>(Index::KeyId, id.as_str())?;
        let works = |key: &Key| {
            matches!(key.status(transaction.now()), Status::Active | Status::Pending | Status::Retiring)
        };
        rows.extend(found.into_iter().filter(|stored| works(&stored.record)).map(|stored| stored.id));
    }
    Ok(rows)
}

impl Subject {
    /// The newest file that was written to its end. One of which that is not known may be in use, and supersedes none.
    fn newest_written(&self) -> Option<&Publication> {
        let files = self.files.iter().filter(|file| !file.lost);
        files.max_by_key(|file| (file.placed_at.is_some(), file.serial()))
    }
}
