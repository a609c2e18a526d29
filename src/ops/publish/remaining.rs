//! For `status`: the keys that are no longer to be accepted, and that files still admit.

use std::collections::{BTreeMap, BTreeSet};

use super::exposure::{PublicationHistory, Subject, gone, servers_of};
use super::named::Named;
use crate::domain::key::Key;
use crate::domain::publication::GoneKey;
use crate::domain::target::Target;
use crate::domain::time::Span;
use crate::error::{Error, Result};
use crate::store::Transaction;

/// Sentences for `status`.
#[derive(Default)]
pub(in crate::ops) struct Remaining {
    /// What the next publish ends.
    pub(in crate::ops) attention: Vec<String>,
    /// What is only to be waited for.
    pub(in crate::ops) notes: Vec<String>,
}

pub(in crate::ops) fn remaining(transaction: &Transaction<'_>) -> Result<Remaining> {
    let mut remaining = Remaining::default();
    // Read once, and only if a key was changed since one of the files was made.
    let mut over = None;
    let now = transaction.now();
    let PublicationHistory { subjects, unknown } = PublicationHistory::load(transaction)?;
    for (name, subject) in subjects {
        let current = current(transaction, &subject, &mut over)?;
        if !current.is_empty() {
            remaining.attention.push(format!(
                "the file of target '{name}' still admits {current}; run `keywright publish {name}`"
            ));
        }
        for key in gone(&subject.files, now) {
            let (what, servers) = (of_gone(&key), servers_of(&name));
            remaining.notes.push(format!("{what}; {servers} may still accept it until {}", key.until));
        }
    }
    if let Some(unknown) = unknown {
        // After that it is only said of a key that is looked at: files of a usual validity have expired.
        let targets = transaction.all::<Target>()?.into_iter().map(|target| target.record.valid_for);
        if unknown.until.plus(targets.fold(Target::VALID_FOR, Span::max)) > now {
            remaining.notes.push(format!("{unknown}; servers may accept keys by them"));
        }
    }
    Ok(remaining)
}

fn of_gone(key: &GoneKey) -> String {
    match &key.name {
        Some(name) => format!("{} '{name}' was deleted", key.id),
        None => format!("{} is unknown to this vault", key.id),
    }
}

/// The keys that the file of a target admits though they are no longer to be accepted.
fn current(transaction: &Transaction<'_>, subject: &Subject, over: &mut Option<Vec<i64>>) -> Result<Named> {
    let (mut current, now) = (Named::default(), transaction.now());
    let (mut rows, mut without_record) = (BTreeSet::new(), BTreeMap::new());
    for file in subject.current() {
        if file.as_of.is_none_or(|as_of| as_of.generation != transaction.published_from()) {
            if over.is_none() {
                let mut all = Vec::new();
                transaction.keys_over(&mut |row| all.push(row))?;
                *over = Some(all);
            }
            let admits = |row: &&i64| file.admits_until(**row).is_some_and(|until| until > now);
            rows.extend(over.iter().flatten().filter(admits));
        }
        without_record.extend(file.gone.iter().filter(|key| key.until > now).map(|key| (&key.id, key)));
    }
    for row in rows {
        current.try_add(|| words(transaction, row))?;
    }
    for key in without_record.into_values() {
        current.add(|| match &key.name {
            Some(name) => format!("{} '{name}' (deleted)", key.id),
            None => format!("{} (unknown)", key.id),
        });
    }
    Ok(current)
}

fn words(transaction: &Transaction<'_>, row: i64) -> Result<String> {
    let key = transaction.get::<Key>(row)?.ok_or_else(|| Error::internal("an index leads to no key"))?.record;
    Ok(format!("{} '{}' ({})", key.id, key.name, key.status(transaction.now()).as_str()))
}
