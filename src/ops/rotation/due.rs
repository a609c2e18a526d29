//! Which lineages a run works on: rotations in progress, and keys that are due.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, find_key, policy_of};
use super::status::all_open;
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::{KeyName, KeyRef};
use crate::domain::policy::RotationPolicy;
use crate::domain::rotation::{Rotation, due_at};
use crate::domain::shell;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::ops::key::resolve::resolve;
use crate::store::{Flow, Index, Stored, Transaction};

/// The lineages that are being rotated, or have revoked keys to announce; only those of these keys, if any
/// are given.
pub(in crate::ops) fn open(transaction: &Transaction<'_>, wanted: &[KeyRef]) -> Result<BTreeSet<KeyName>> {
    let wanted = names(transaction, wanted)?;
    let names = all_open(transaction)?.into_iter().map(|rotation| rotation.name);
    Ok(names.filter(|name| wanted.as_ref().is_none_or(|wanted| wanted.contains(name))).collect())
}

/// The lineages of these keys; `None`: all.
fn names(transaction: &Transaction<'_>, wanted: &[KeyRef]) -> Result<Option<BTreeSet<KeyName>>> {
    if wanted.is_empty() {
        return Ok(None);
    }
    let mut names = BTreeSet::new();
    for reference in wanted {
        names.insert(resolve(transaction, reference)?.record.name);
    }
    Ok(Some(names))
}

/// A key that is due for rotation, and since when.
#[derive(Debug, Clone)]
pub struct Due {
    /// The key.
    pub key: Key,
    /// When it is due by its policy.
    pub at: Timestamp,
}

impl Due {
    /// Why no run rotates a key without a deliver hook, and what to do, as text.
    pub(in crate::ops) fn complaint(&self, now: Timestamp) -> String {
        format!("due for rotation since {}, and without a deliver hook: {}", self.at, self.advice(now))
    }

    /// What to do about it, as text.
    pub(in crate::ops) fn advice(&self, now: Timestamp) -> String {
        let name = shell::word(&self.key.name);
        let start = format!("run `keywright rotate start {name}`");
        match self.key.status(now) {
            Status::Expired => {
                format!(
                    "it has expired; run `keywright key edit {name} --expires DURATION --widen`, then {start}"
                )
            }
            _ => start,
        }
    }
}

/// Whether a run has reported this key today, in UTC: a day that began at the last report would come later each time.
pub(in crate::ops) fn was_reported(key: &Key, now: Timestamp) -> bool {
    key.reminded_at.is_some_and(|at| day(at) == day(now))
}

fn day(time: Timestamp) -> i64 {
    time.unix().div_euclid(Span::days(1).as_seconds())
}

/// Whether nothing delivers a new secret: then a run would only create one that nobody has.
pub(in crate::ops) fn is_by_hand(transaction: &Transaction<'_>, key: &Key) -> Result<bool> {
    Ok(policy_of(transaction, key)?.hooks.deliver.is_none())
}

/// Remembers that these keys are reported now.
pub(in crate::ops) fn remember_reported(transaction: &mut Transaction<'_>, reported: &[KeyId]) -> Result<()> {
    for id in reported {
        if let Some(mut stored) = find_key(transaction, id)? {
            stored.record.reminded_at = Some(transaction.now());
            transaction.update(&stored)?;
        }
    }
    Ok(())
}

/// The keys that are due by this time, by lineage; only those of these keys, if any are given. Lineages that
/// are being rotated are skipped; of the others, the newest key that is not revoked counts.
pub(in crate::ops) fn due(
    transaction: &Transaction<'_>,
    wanted: &[KeyRef],
    by: Timestamp,
) -> Result<BTreeMap<KeyName, Due>> {
    let mut due = BTreeMap::new();
    each_due(transaction, wanted, by, &mut |found| {
        due.insert(found.key.name.clone(), found);
        Ok(())
    })?;
    Ok(due)
}

/// The same, one after the other in the order in which they are due.
pub(in crate::ops) fn each_due(
    transaction: &Transaction<'_>,
    wanted: &[KeyRef],
    by: Timestamp,
    visit: &mut dyn FnMut(Due) -> Result<()>,
) -> Result<()> {
    let wanted = names(transaction, wanted)?;
    let rotating = rotating(transaction)?;
    let is_asked = |name: &KeyName| {
        !rotating.contains(name) && wanted.as_ref().is_none_or(|wanted| wanted.contains(name))
    };
    transaction.keys_due(by, &mut |Stored { record: key, .. }, at| {
        if is_asked(&key.name) && is_newest(transaction, &key)? {
            visit(Due { key, at })?;
        }
        Ok(Flow::Continue)
    })
}

/// The names that are being rotated.
pub(in crate::ops) fn rotating(transaction: &Transaction<'_>) -> Result<BTreeSet<KeyName>> {
    let open = all_open(transaction)?.into_iter().filter(Rotation::is_open);
    Ok(open.map(|rotation| rotation.name).collect())
}

/// Whether no newer key of the lineage counts instead of it.
fn is_newest(transaction: &Transaction<'_>, key: &Key) -> Result<bool> {
    let now = transaction.now();
    let versions = transaction.find::<Key>(Index::KeyName, key.name.as_str())?;
    let newer = |other: &Key| other.version > key.version && other.status(now) != Status::Revoked;
    Ok(!versions.iter().any(|other| newer(&other.record)))
}

/// Whether this key is still due: checked again in the transaction that rotates it, since another process may
/// have started a rotation in the meantime.
pub(in crate::ops) fn is_due(
    transaction: &Transaction<'_>,
    id: &KeyId,
    policy: &RotationPolicy,
) -> Result<bool> {
    let Some(Stored { record: key, .. }) = find_key(transaction, id)? else { return Ok(false) };
    let now = transaction.now();
    let is_due = due_at(&key, policy, now).is_some_and(|due| due <= now);
    Ok(is_due && Case::open_with(transaction, &key)?.is_none())
}
