//! For `status`: the targets, what exported files still admit, and what servers may still have of older files.

use std::collections::{BTreeMap, BTreeSet};

use super::exposure::{PublicationHistory, Subject, gone, servers_of};
use super::receipt;
use super::unpublished::{self, Keys, Listed, TargetState, named, without_record};
use crate::domain::key::Key;
use crate::domain::name::PlainName;
use crate::domain::publication::{GoneKey, Publication, admitted_until};
use crate::domain::receipt::{last_word, reported_gone_at};
use crate::domain::target::Target;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::ops::verification_file::export::renewing;
use crate::store::Transaction;

/// What `status` says of files.
#[derive(Default)]
pub(in crate::ops) struct Remaining {
    pub(in crate::ops) targets: Vec<TargetState>,
    pub(in crate::ops) exports: Vec<ExportState>,
    /// Whether any file of no target is in force.
    pub(in crate::ops) has_exports: bool,
    /// What is to be done, as sentences: where servers accept too much comes first.
    pub(in crate::ops) attention: Vec<String>,
    /// What is only to be waited for.
    pub(in crate::ops) notes: Vec<String>,
}

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
    /// The keys that it admits beyond their end. What else has changed of them is not known.
    pub outlived: Keys,
}

impl ExportState {
    fn is_exported(&self) -> bool {
        self.subject.contains('/')
    }
}

pub(in crate::ops) fn remaining(transaction: &Transaction<'_>) -> Result<Remaining> {
    let mut remaining = Remaining::default();
    let PublicationHistory { subjects, unknown } = PublicationHistory::load(transaction)?;
    let now = transaction.now();
    let targets = transaction.all::<Target>()?.into_iter().map(|stored| stored.record);
    remaining.targets = unpublished::of_targets(transaction, targets, &subjects)?;
    remaining.exports = exports(transaction, &subjects)?;
    remaining.has_exports = subjects.values().any(|subject| subject.target.is_none());
    let exposed = |is_exposed: bool| {
        let states = remaining.targets.iter();
        states
            .filter(move |state| state.unpublished.is_exposed() == is_exposed)
            .filter_map(|state| state.attention.clone())
    };
    let mut attention: Vec<String> = exposed(true).collect();
    attention.extend(remaining.exports.iter().map(of_export));
    attention.extend(went_back(transaction, &remaining.targets)?);
    attention.extend(exposed(false));
    remaining.attention = attention;
    for (name, subject) in &subjects {
        remaining.notes.extend(pending(transaction, name, subject)?);
        for key in gone(&subject.files, now) {
            let contains = |file: &Publication| file.gone.iter().any(|gone| gone.id == key.id);
            if !subject.is_newest_where(contains) && !subject.is_settled(contains, now) {
                let (what, servers) = (of_gone(&key), servers_of(name));
                remaining.notes.push(format!("{what}; {servers} may still accept it until {}", key.until));
            }
        }
    }
    if let Some(unknown) = unknown {
        // After that it is only said of a key that is looked at: files of a usual validity have expired.
        let validities = remaining.targets.iter().map(|state| state.target.valid_for);
        if unknown.until.plus(validities.fold(Target::VALID_FOR, Span::max)) > now {
            remaining.notes.push(format!("{unknown}; servers may accept keys by them"));
        }
    }
    Ok(remaining)
}

fn went_back(transaction: &Transaction<'_>, targets: &[TargetState]) -> Result<Vec<String>> {
    let mut sentences = Vec::new();
    for TargetState { target, .. } in targets {
        for server in receipt::gone_back(transaction, target)? {
            let name = &target.name;
            sentences.push(format!(
                "{server}; let it load the newest file of target '{name}', then import its receipt"
            ));
        }
    }
    Ok(sentences)
}

fn of_gone(key: &GoneKey) -> String {
    match &key.name {
        Some(name) => format!("{} '{name}' was deleted", key.id),
        None => format!("{} is unknown to this vault", key.id),
    }
}

/// The newest files that no target renews, of each series, if they admit keys that are to be refused.
fn exports(transaction: &Transaction<'_>, subjects: &BTreeMap<String, Subject>) -> Result<Vec<ExportState>> {
    let now = transaction.now();
    // Read once, and only if a key was changed since one of the files was made.
    let mut over = None;
    let mut states = Vec::new();
    for (name, subject) in subjects.iter().filter(|(_, subject)| subject.target.is_none()) {
        let Some(newest) = subject.newest_written() else { continue };
        let (mut still_admitted, mut outlived) = (Keys::default(), Keys::default());
        if newest.as_of.is_none_or(|as_of| as_of.generation != transaction.published_from()) {
            if over.is_none() {
                let mut rows = BTreeSet::new();
                transaction.keys_over(&mut |row| {
                    rows.insert(row);
                })?;
                over = Some(rows);
            }
            let admits = |row: &&i64| newest.admits_until(**row).is_some_and(|until| until > now);
            for row in over.iter().flatten().filter(admits) {
                add(transaction, *row, &mut still_admitted)?;
            }
            let mut rows = BTreeSet::new();
            transaction.keys_to_end(newest.exp, &mut |row, end| {
                rows.extend(newest.admits_until(row).filter(|until| *until > end).map(|_| row));
            })?;
            for row in rows {
                add(transaction, row, &mut outlived)?;
            }
        }
        for key in newest.gone.iter().filter(|key| key.until > now) {
            still_admitted.add(|| Ok(without_record(key)))?;
        }
        if !still_admitted.is_empty() || !outlived.is_empty() {
            let (subject, valid_until) = (name.clone(), newest.exp);
            states.push(ExportState { subject, valid_until, still_admitted, outlived });
        }
    }
    Ok(states)
}

fn add(transaction: &Transaction<'_>, row: i64, keys: &mut Keys) -> Result<()> {
    if let Some(key) = transaction.get::<Key>(row)? {
        keys.add(|| Ok(named(&key.record, transaction.now())))?;
    }
    Ok(())
}

fn of_export(state: &ExportState) -> String {
    let ExportState { subject, valid_until, still_admitted, outlived } = state;
    let mut admits = Vec::new();
    if !still_admitted.is_empty() {
        let keys = Listed { keys: still_admitted, which: " that are to be refused" };
        admits.push(format!("still admits {keys}, until {valid_until}"));
    }
    if !outlived.is_empty() {
        let keys = Listed { keys: outlived, which: "" };
        admits.push(format!("admits {keys} for longer than it should"));
    }
    let admits = admits.join(", and ");
    if state.is_exported() {
        format!("the exported file '{subject}' {admits}; {}", renewing(subject))
    } else {
        format!(
            "the last file of target '{subject}', which was removed, {admits}; remove the file from its servers, or add the target again and publish it"
        )
    }
}

/// What older files of a target admit that the newest does not, unless it is known that servers have loaded that.
fn pending(transaction: &Transaction<'_>, name: &str, subject: &Subject) -> Result<Option<String>> {
    let now = transaction.now();
    let (Some(_), Some(newest)) = (&subject.target, subject.newest()) else { return Ok(None) };
    let older: BTreeSet<i64> =
        subject.files.iter().flat_map(|file| file.keys.without(&newest.keys)).collect();
    let (mut keys, mut latest) = (Keys::default(), now);
    for row in older {
        let contains = |file: &Publication| file.keys.contains(row);
        let until = admitted_until(&subject.files, row, now).filter(|_| !subject.is_settled(contains, now));
        if let Some(until) = until {
            add(transaction, row, &mut keys)?;
            latest = latest.max(until);
        }
    }
    let listed = Listed { keys: &keys, which: "" };
    let words = || format!("{} may still accept {listed} until {latest}{}", servers_of(name), waits(subject));
    Ok((!keys.is_empty()).then(words))
}

/// What the servers of a target are waited for.
fn waits(subject: &Subject) -> String {
    let (Some(target), Some(newest)) = (&subject.target, subject.newest()) else { return String::new() };
    if target.servers.is_empty() && target.pickup.is_none() && target.reload.is_none() {
        return "; the target's --pickup or --reload would tell when they have the newest file".to_owned();
    }
    let behind = |server: &&str| {
        last_word(&subject.receipts, server).is_none_or(|word| word.serial() < newest.serial())
    };
    let servers = target.servers.iter().map(PlainName::as_str);
    let behind: Vec<&str> = servers.filter(behind).collect();
    if behind.is_empty() {
        return String::new();
    }
    format!("; no receipt of generation {} from {}", newest.generation, behind.join(", "))
}

impl Subject {
    /// The newest file.
    fn newest(&self) -> Option<&Publication> {
        self.files.iter().filter(|file| !file.lost).max_by_key(|file| file.serial())
    }

    /// The newest file that was written to its end. One of which that is not known may be in use, and supersedes none.
    fn newest_written(&self) -> Option<&Publication> {
        let files = self.files.iter().filter(|file| !file.lost);
        files.max_by_key(|file| (file.placed_at.is_some(), file.serial()))
    }

    /// Whether the newest file is one of these.
    fn is_newest_where(&self, contains: impl Fn(&Publication) -> bool) -> bool {
        self.newest().is_some_and(contains)
    }

    /// Whether servers have a later file than all that contain a key: each of those that are named has said so, or
    /// they were reloaded with one, and the time that they may take is over.
    fn is_settled(&self, contains: impl Fn(&Publication) -> bool, now: Timestamp) -> bool {
        let Some(target) = &self.target else { return false };
        if !target.servers.is_empty() {
            return reported_gone_at(&target.servers, &self.receipts, &self.files, contains).is_some();
        }
        if target.reload.is_none() && target.pickup.is_none() {
            return false;
        }
        let last = self.files.iter().filter(|file| contains(file)).map(Publication::serial).max();
        let later = self.files.iter().filter(|file| !file.lost && Some(file.serial()) > last);
        let since = later.filter_map(|file| file.reloaded_at).min();
        since.is_some_and(|since| since.plus(target.pickup()) <= now)
    }
}
