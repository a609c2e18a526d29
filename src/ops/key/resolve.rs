//! Resolving the command line's reference to a key. What may mean several keys is refused: a guess could revoke the
//! wrong one.

use crate::domain::key::{Key, Status};
use crate::domain::name::{KeyName, KeyRef};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Index, Stored, Transaction};

/// How many ids an error names. Keys that were created elsewhere may all have the same start.
const NAMED: usize = 5;

/// What a reference means.
pub(in crate::ops) enum Meaning {
    /// One key.
    One(Box<Stored<Key>>),
    /// All versions of a lineage, oldest first; at least one.
    Lineage(Vec<Stored<Key>>),
}

/// What a reference means: an id, the beginning of one or the start of a secret one key, a name its lineage.
///
/// # Errors
/// Nothing, or several keys.
pub(in crate::ops) fn meaning(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Meaning> {
    let found = match reference {
        KeyRef::Id(id) => {
            let mut found = transaction.find_beginning::<Key>(Index::KeyId, id.as_str())?;
            if found.len() > 1 {
                found.sort_by_key(|key| key.id);
                let error = format!("{reference} is the beginning of several ids: {}", ids(&found));
                return Err(Error::conflict(error).hint("give more of the id"));
            }
            let others = if id.is_whole() { Vec::new() } else { with_start(transaction, id.as_str())? };
            let is_new = |key: &Stored<Key>| found.iter().all(|known| known.id != key.id);
            let others: Vec<_> = others.into_iter().filter(is_new).collect();
            found.extend(others);
            found
        }
        KeyRef::Start(start) => with_start(transaction, start)?,
        KeyRef::Name(name) => match lineage(transaction, name)? {
            versions if versions.is_empty() => return Err(not_found(reference)),
            versions => return Ok(Meaning::Lineage(versions)),
        },
        KeyRef::NameOrStart(text) => {
            let (versions, started) = (lineage(transaction, text)?, with_start(transaction, text.as_str())?);
            match (versions.as_slice(), started.as_slice()) {
                ([], _) => started,
                (_, []) => return Ok(Meaning::Lineage(versions)),
                ([one], [other]) if one.id == other.id => return Ok(Meaning::Lineage(versions)),
                _ => {
                    let (named, started) = (ids(&versions), ids(&started));
                    let what = format!(
                        "{reference} is the name of {named}, and the start of the secret of {started}"
                    );
                    return Err(Error::conflict(what).hint("give the id of the key that is meant"));
                }
            }
        }
    };
    one(reference, found)
}

/// The only one of these keys.
fn one(reference: &KeyRef, mut found: Vec<Stored<Key>>) -> Result<Meaning> {
    if found.len() > 1 {
        let what = format!("{reference} may mean several keys, by their ids or starts: {}", ids(&found));
        return Err(Error::conflict(what).hint("give the id of the key that is meant"));
    }
    found.pop().map(|key| Meaning::One(Box::new(key))).ok_or_else(|| not_found(reference))
}

/// The keys whose secrets start so, newest first; not many more than an error names.
fn with_start(transaction: &Transaction<'_>, start: &str) -> Result<Vec<Stored<Key>>> {
    let found = transaction.find_newest::<Key>(Index::KeyStart, start).take(NAMED + 1);
    Ok(found.collect::<Result<_, _>>()?)
}

fn ids(keys: &[Stored<Key>]) -> String {
    let named: Vec<&str> = keys.iter().take(NAMED).map(|key| key.record.id.as_str()).collect();
    let more = if keys.len() > NAMED { " and more" } else { "" };
    named.join(", ") + more
}

/// The key that a reference means; for a name, the lineage's active key, else its newest. Disabling the active key does
/// not give the name to another one: the next command would revoke or edit that.
pub fn resolve(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Stored<Key>> {
    match meaning(transaction, reference)? {
        Meaning::One(key) => Ok(*key),
        Meaning::Lineage(versions) => named(reference, versions, transaction.now()),
    }
}

fn named(reference: &KeyRef, mut versions: Vec<Stored<Key>>, now: Timestamp) -> Result<Stored<Key>> {
    let last = |is_it: fn(&Key, Timestamp) -> Status| {
        versions.iter().rposition(|key| is_it(&key.record, now) == Status::Active)
    };
    let active = last(Key::status).or_else(|| last(Key::status_once_enabled));
    let chosen = active.or_else(|| versions.len().checked_sub(1));
    chosen.map(|index| versions.swap_remove(index)).ok_or_else(|| not_found(reference))
}

/// The key that is to be enabled; for a name, the only disabled one of the lineage. One that has expired counts only if
/// there is no other.
pub(super) fn resolve_disabled(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Stored<Key>> {
    let versions = match meaning(transaction, reference)? {
        Meaning::One(key) => return Ok(*key),
        Meaning::Lineage(versions) => versions,
    };
    let now = transaction.now();
    let is_disabled = |key: &Stored<Key>| key.record.status(now) == Status::Disabled;
    let (mut disabled, others): (Vec<_>, Vec<_>) = versions.into_iter().partition(is_disabled);
    if disabled.iter().any(|key| !key.record.has_passed(now)) {
        disabled.retain(|key| !key.record.has_passed(now));
    }
    if disabled.len() > 1 {
        let what = format!("several keys called {reference} are disabled: {}", ids(&disabled));
        return Err(Error::conflict(what).hint("give the id of the key that is meant"));
    }
    disabled.pop().map_or_else(|| named(reference, others, now), Ok)
}

/// All versions of a lineage, oldest first.
pub(in crate::ops) fn lineage(transaction: &Transaction<'_>, name: &KeyName) -> Result<Vec<Stored<Key>>> {
    let mut found = transaction.find::<Key>(Index::KeyName, name.as_str())?;
    found.sort_by_key(|key| key.record.version);
    Ok(found)
}

/// The error for a key that is not found.
pub fn not_found(reference: &KeyRef) -> Error {
    Error::not_found(format!("no key {reference}")).hint("see `keywright key list`")
}
