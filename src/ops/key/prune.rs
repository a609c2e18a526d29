//! Deleting the records of keys that have ended, many at once.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use clap::Args;

use super::delete::{self, Outcome};
use crate::domain::Invalid;
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Kind, Result};
use crate::ops::publish::exposure::{KeyExposure, PublicationHistory};
use crate::ops::{authorization, denial};
use crate::store::{Flow, Stored, Transaction, Unlocked, Vault};

/// Which keys are deleted: ended ones that fit every option that is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Ended {
    /// Instead of KEY: all keys that were revoked or expired at least this long ago
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Span::parse_from_zero)]
    pub ended_before: Option<Span>,

    /// Instead of KEY: all keys that are revoked or expired; comma-separated, repeatable
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = EndedStatus::from_str)]
    pub status: Vec<EndedStatus>,
}

/// The status of a key that does not become valid by itself again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedStatus(Status);

impl FromStr for EndedStatus {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let ended = [Status::Revoked, Status::Expired].into_iter().find(|status| status.as_str() == text);
        ended.map(Self).ok_or(Invalid::new("the status of keys to delete", "revoked or expired"))
    }
}

impl Ended {
    fn matches(&self, key: &Key, now: Timestamp) -> bool {
        let status = key.status(now);
        let ended = match status {
            Status::Revoked => key.lifecycle.revoked_at(),
            Status::Expired => key.ends_at(),
            _ => None,
        };
        let is_old = |ended: Timestamp| self.ended_before.is_none_or(|span| ended.plus(span) <= now);
        ended.is_some_and(is_old) && (self.status.is_empty() || self.status.contains(&EndedStatus(status)))
    }
}

/// Why a key that fits is not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// Servers may still accept it by a file that is remembered.
    Admitted,
    /// It is part of a rotation in progress.
    Rotating,
    /// The role of the slot in use may not delete it.
    Foreign,
}

/// The keys that are deleted, or would be, and those that are left out.
#[derive(Debug, Default)]
pub struct Selection {
    /// The keys, oldest first.
    pub keys: Vec<Key>,
    /// The ids of those that are left out.
    pub left_out: LeftOut,
}

/// The ended keys that would be deleted.
pub fn select(vault: &Vault<Unlocked>, ended: &Ended, force: bool, now: Timestamp) -> Result<Selection> {
    vault.read(now, |transaction| {
        vault.check_clock(transaction)?;
        let (found, left_out) = choose(transaction, ended, force, None)?;
        Ok(Selection { keys: found.into_iter().map(|(stored, _)| stored.record).collect(), left_out })
    })
}

/// Deletes those of these keys that still are to be deleted, all of them or none.
pub fn prune(
    vault: &Vault<Unlocked>,
    ended: &Ended,
    ids: &BTreeSet<KeyId>,
    force: bool,
    now: Timestamp,
) -> Result<Vec<Outcome>> {
    denial::write(vault, now, |transaction| {
        let (found, _) = choose(transaction, ended, force, Some(ids))?;
        delete::delete_all(transaction, found)
    })
}

type Found = (Stored<Key>, KeyExposure);
/// The ids of keys that are left out, by what is in the way.
pub type LeftOut = BTreeMap<Obstacle, Vec<KeyId>>;

/// The keys that fit, apart from those that a single deletion would refuse.
fn choose(
    transaction: &Transaction<'_>,
    ended: &Ended,
    force: bool,
    only: Option<&BTreeSet<KeyId>>,
) -> Result<(Vec<Found>, LeftOut)> {
    let now = transaction.now();
    let mut fitting = Vec::new();
    transaction.scan::<Key>(0, &mut |stored| {
        let is_asked = only.is_none_or(|only| only.contains(&stored.record.id));
        if is_asked && ended.matches(&stored.record, now) {
            fitting.push(stored);
        }
        Ok(Flow::Continue)
    })?;
    let files = PublicationHistory::load(transaction)?;
    let mut rotating = BTreeSet::new();
    for rotation in transaction.open_rotations()?.into_iter().map(|stored| stored.record.rotation) {
        if rotation.is_open() {
            rotating.extend([rotation.predecessor, rotation.successor]);
        }
    }
    let (mut found, mut left_out) = (Vec::new(), LeftOut::new());
    for stored in fitting {
        let exposure = files.exposure(stored.id, now);
        let obstacle = if rotating.contains(&stored.record.id) {
            Some(Obstacle::Rotating)
        } else if !may_manage(transaction, &stored.record)? {
            Some(Obstacle::Foreign)
        } else if !exposure.places.is_empty() && !force {
            Some(Obstacle::Admitted)
        } else {
            None
        };
        match obstacle {
            Some(obstacle) => left_out.entry(obstacle).or_default().push(stored.record.id),
            None => found.push((stored, exposure)),
        }
    }
    Ok((found, left_out))
}

fn may_manage(transaction: &Transaction<'_>, key: &Key) -> Result<bool> {
    match authorization::manage(transaction, key) {
        Ok(()) => Ok(true),
        Err(error) if error.kind == Kind::Conflict => Ok(false),
        Err(error) => Err(error),
    }
}
