//! For `status`: the targets, what exported files still admit, and what servers may still have of older files.

use std::collections::{BTreeMap, BTreeSet};

use super::exported::{self, ExportState};
use super::exposure::{PublicationHistory, Subject, gone, servers_of};
use super::unpublished::{self, Keys, Listed, TargetState};
use super::{lost_targets, receipt};
use crate::domain::name::PlainName;
use crate::domain::publication::{GoneKey, Publication, admitted_until};
use crate::domain::receipt::{last_word, reported_gone_at};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Transaction;

/// What `status` says of files.
#[derive(Default)]
pub(in crate::ops) struct Remaining {
    pub(in crate::ops) targets: Vec<TargetState>,
    pub(in crate::ops) exports: Vec<ExportState>,
    /// Whether any file of no target is in force.
    pub(in crate::ops) has_exports: bool,
    /// Whether there may be files of targets that the vault has lost.
    pub(in crate::ops) may_have_lost_targets: bool,
    /// How many targets the vault is known to have lost.
    pub(in crate::ops) lost_targets: usize,
    /// Whether there may be files in force of which the vault has no record.
    pub(in crate::ops) has_unknown_files: bool,
    /// By subject, how many keys older files of it admit that its newest does not, and servers may still have.
    pub(in crate::ops) superseded: BTreeMap<String, u64>,
    /// What is to be done, as sentences: where servers accept too much comes first.
    pub(in crate::ops) attention: Vec<String>,
    /// What is only to be waited for.
    pub(in crate::ops) notes: Vec<String>,
}

pub(in crate::ops) fn remaining(transaction: &Transaction<'_>) -> Result<Remaining> {
    let mut remaining = Remaining::default();
    let PublicationHistory { subjects, unknown } = PublicationHistory::load(transaction)?;
    let now = transaction.now();
    let targets: Vec<Target> = transaction.all::<Target>()?.into_iter().map(|stored| stored.record).collect();
    remaining.targets = unpublished::of_targets(transaction, targets.iter().cloned(), &subjects)?;
    remaining.exports = exported::all(transaction, &subjects)?;
    remaining.has_exports = subjects.values().any(|subject| subject.target.is_none());
    let exposed = |is_exposed: bool| {
        let states = remaining.targets.iter();
        states
            .filter(move |state| state.unpublished.is_exposed() == is_exposed)
            .filter_map(|state| state.attention.clone())
    };
    let lost_targets = lost_targets::find(transaction)?;
    let lost = lost_targets.sentences();
    let mut attention: Vec<String> = exposed(true).chain(lost).collect();
    attention.extend(remaining.exports.iter().map(ExportState::attention));
    attention.extend(went_back(transaction, &remaining.targets)?);
    attention.extend(exposed(false));
    remaining.attention = attention;
    remaining.may_have_lost_targets = !lost_targets.named.is_empty() || lost_targets.unknown.is_some();
    remaining.lost_targets = lost_targets.named.len();
    for (name, subject) in &subjects {
        let mut count = 0;
        if let Some((keys, latest)) = pending(transaction, subject)? {
            let (servers, waits) = (servers_of(name), waits(subject));
            let listed = Listed { keys: &keys, which: "" };
            remaining.notes.push(format!("{servers} may still accept {listed} until {latest}{waits}"));
            count = keys.count;
        }
        for key in gone(&subject.files, now) {
            let contains = |file: &Publication| file.gone.iter().any(|gone| gone.id == key.id);
            if !subject.is_newest_where(contains) && !subject.is_settled(contains, now) {
                let (what, servers) = (of_gone(&key), servers_of(name));
                remaining.notes.push(format!("{what}; {servers} may still accept it until {}", key.until));
                count += 1;
            }
        }
        remaining.superseded.insert(name.clone(), count);
    }
    if let Some(unknown) = unknown {
        // After that it is only said of a key that is looked at: files of a usual validity have expired.
        if !lost_targets::is_over(unknown.until, &targets, now) {
            remaining.has_unknown_files = true;
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

/// The keys that older files of a target admit and the newest does not, and until when; unless it is known that servers have
/// loaded that.
fn pending(transaction: &Transaction<'_>, subject: &Subject) -> Result<Option<(Keys, Timestamp)>> {
    let now = transaction.now();
    let (Some(_), Some(newest)) = (&subject.target, subject.newest()) else { return Ok(None) };
    let older: BTreeSet<i64> =
        subject.files.iter().flat_map(|file| file.keys.without(&newest.keys)).collect();
    let (mut keys, mut latest) = (Keys::default(), now);
    for row in older {
        let contains = |file: &Publication| file.keys.contains(row);
        let until = admitted_until(&subject.files, row, now).filter(|_| !subject.is_settled(contains, now));
        if let Some(until) = until {
            keys.add_row(transaction, row)?;
            latest = latest.max(until);
        }
    }
    Ok((!keys.is_empty()).then_some((keys, latest)))
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
