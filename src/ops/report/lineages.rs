//! The versions of each name of keys, and when each began and ends.

use std::collections::BTreeMap;

use super::upcoming::{Upcoming, What, due};
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::key::pattern::NamePattern;
use crate::ops::publish::in_force::in_force;
use crate::store::{Flow, Unlocked, Vault};

/// All keys of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// The name.
    pub name: KeyName,
    /// Its keys, oldest first.
    pub versions: Vec<Version>,
    /// When its newest key is due for rotation by its policy; it may be so already. `None`: it has no such policy,
    /// or is being rotated.
    pub rotation_due_at: Option<Timestamp>,
}

/// One key of a lineage, as far as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: KeyId,
    /// Its number within the lineage.
    pub number: u32,
    /// Its status.
    pub status: Status,
    /// From when on it is valid.
    pub begins_at: Timestamp,
    /// When it ends or has ended: revoked, expired, or past its grace. `None`: it never ends by itself.
    pub ends_at: Option<Timestamp>,
    /// Since when it is disabled. `None`: it is not.
    pub disabled_at: Option<Timestamp>,
    /// From when on the successor that was confirmed is there, too: what is left is its grace.
    pub replaced_at: Option<Timestamp>,
    /// Until when servers may accept it after its end, which has come or, in its grace period, is to come; `None`: none
    /// does.
    pub accepted_until: Option<Timestamp>,
}

impl Lineage {
    /// What decides how early it is to be seen: servers accept a key that is over, a rotation is in progress, and then
    /// when the next change is to come. Without any it comes last.
    fn urgency(&self, now: Timestamp) -> (u8, Timestamp) {
        let versions = self.versions.iter();
        let ends = versions.clone().filter(|version| version.is_live()).filter_map(|version| version.ends_at);
        let next = ends.chain(self.rotation_due_at).min();
        let is_accepted = versions.clone().any(Version::is_exposed);
        let is_rotating = versions.clone().any(Version::is_rotating);
        let is_live = versions.clone().any(Version::is_live);
        let last = Timestamp::from_unix(i64::MAX);
        match next {
            _ if is_accepted => (0, now),
            _ if is_rotating => (1, next.unwrap_or(last)),
            Some(next) => (2, next),
            None if is_live => (3, last),
            None => (4, last),
        }
    }

    /// Whether one of its keys works, or may work again.
    pub fn is_live(&self) -> bool {
        self.versions.iter().any(Version::is_live)
    }

    /// Whether all of it was over by then, and nothing is left to do about it.
    pub fn is_over_by(&self, time: Timestamp) -> bool {
        let is_over = |version: &Version| {
            !version.is_live()
                && version.accepted_until.is_none()
                && version.ends_at.is_some_and(|end| end <= time)
        };
        self.rotation_due_at.is_none() && self.versions.iter().all(is_over)
    }
}

impl Version {
    fn is_live(&self) -> bool {
        self.status.is_live()
    }

    /// Whether servers may accept it though it is over or disabled.
    pub fn is_exposed(&self) -> bool {
        self.accepted_until.is_some() && self.status != Status::Retiring
    }

    fn is_rotating(&self) -> bool {
        matches!(self.status, Status::Pending | Status::Retiring)
    }
}

/// The lineages whose names are like this, by default all; and what is wrong with the clock, by which they are sorted.
pub fn lineages(
    vault: &Vault<Unlocked>,
    pattern: Option<&NamePattern>,
    now: Timestamp,
) -> Result<(Vec<Lineage>, Option<String>)> {
    vault.read(now, |transaction| {
        let accepted_until = in_force(transaction)?.accepted_until;
        let mut lineages = Lineages::default();
        transaction.scan::<Key>(0, &mut |stored| {
            if pattern.is_none_or(|pattern| pattern.matches(stored.record.name.as_str())) {
                lineages.add(&stored.record, accepted_until.get(&stored.id).copied(), now);
            }
            Ok(Flow::Continue)
        })?;
        let fault = transaction.clock_fault().map(|fault| fault.to_string());
        Ok((lineages.finish(&due(transaction)?, now), fault))
    })
}

/// Lineages whose keys come one by one.
#[derive(Debug, Default)]
pub(super) struct Lineages(BTreeMap<KeyName, Vec<Drawn>>);

/// A version whose successor is not looked up yet.
#[derive(Debug)]
struct Drawn {
    version: Version,
    /// The key that replaces it, once that was confirmed: until then it is as valid as before.
    successor: Option<KeyId>,
}

impl Lineages {
    pub(super) fn add(&mut self, key: &Key, accepted_until: Option<Timestamp>, now: Timestamp) {
        let ended = key.lifecycle.revoked_at().map(|at| key.ends_at().map_or(at, |end| end.min(at)));
        let version = Version {
            id: key.id.clone(),
            number: key.version,
            status: key.status(now),
            begins_at: key.begins_at(),
            ends_at: ended.or(key.ends_at()),
            disabled_at: key.lifecycle.disabled_at(),
            replaced_at: None,
            accepted_until,
        };
        let successor = key.successor.clone().filter(|_| key.lifecycle.retires_at().is_some());
        self.0.entry(key.name.clone()).or_default().push(Drawn { version, successor });
    }

    /// What is to be seen first comes first.
    pub(super) fn finish(self, due: &[Upcoming], now: Timestamp) -> Vec<Lineage> {
        let due: BTreeMap<&KeyName, Timestamp> = due
            .iter()
            .filter_map(|upcoming| match &upcoming.what {
                What::RotationDue(key) => Some((&key.name, upcoming.at)),
                _ => None,
            })
            .collect();
        let lineage = |(name, mut versions): (KeyName, Vec<Drawn>)| {
            versions.sort_by_key(|drawn| drawn.version.number);
            let begins: BTreeMap<KeyId, Timestamp> =
                versions.iter().map(|drawn| (drawn.version.id.clone(), drawn.version.begins_at)).collect();
            let with_successor = |Drawn { mut version, successor }: Drawn| {
                let begin = successor.and_then(|id| begins.get(&id).copied());
                version.replaced_at = begin.map(|begin| begin.max(version.begins_at));
                version
            };
            let versions = versions.into_iter().map(with_successor).collect();
            Lineage { rotation_due_at: due.get(&name).copied(), name, versions }
        };
        let mut lineages: Vec<Lineage> = self.0.into_iter().map(lineage).collect();
        lineages.sort_by_cached_key(|lineage| lineage.urgency(now));
        lineages
    }
}
