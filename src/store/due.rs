//! What the indexes answer without reading every key: how many are in which state, which end soon, which are due for
//! rotation, and whether a file for servers would be another one by now.

use std::collections::BTreeMap;

use super::error::StoreError;
use super::index::Index;
use super::record::{Record, RotationRecord};
use super::schema::Table;
use super::tuple::{Tuple, last_number, number_at};
use super::tx::{Flow, Stored, Transaction};
use crate::domain::key::{Key, Status};
use crate::domain::name::PlainName;
use crate::domain::policy::RotationPolicy;
use crate::domain::time::{Span, Timestamp};
use crate::error::Error;

impl Transaction<'_> {
    /// How many keys are in each status; those without any are left out.
    pub fn keys_by_status(&self) -> Result<BTreeMap<Status, u64>, StoreError> {
        let mut counts = BTreeMap::new();
        let mut expired = 0;
        for status in Status::ALL.into_iter().filter(|status| *status != Status::Expired) {
            let all = self.count_state(status, None, None)?;
            // The other two take precedence over an end.
            let ends = matches!(status, Status::Active | Status::Pending | Status::Retiring);
            let ended = if ends { self.count_state(status, None, Some(after(self.now)))? } else { 0 };
            counts.insert(status, all - ended);
            expired += ended;
        }
        counts.insert(Status::Expired, expired);
        counts.retain(|_, count| *count > 0);
        Ok(counts)
    }

    fn count_state(
        &self,
        status: Status,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
    ) -> Result<u64, StoreError> {
        self.state.borrow_mut().map.count(&Index::state(status, from, to))
    }

    /// The keys in a state, soonest end first, that end from one instant on and before another, by default whenever:
    /// how many, and the first so many of them.
    pub fn keys_ending(
        &self,
        status: Status,
        from: Option<Timestamp>,
        to: Option<Timestamp>,
        most: usize,
    ) -> Result<(u64, Vec<Stored<Key>>), Error> {
        let range = Index::state(status, from, to);
        let count = self.state.borrow_mut().map.count(&range)?;
        let mut keys = Vec::new();
        self.scan_entries(range, &mut |entry, _| {
            if keys.len() >= most {
                return Ok(Flow::Stop);
            }
            keys.push(self.indexed(last_number(entry).unwrap_or(0))?);
            Ok(Flow::Continue)
        })?;
        Ok((count, keys))
    }

    /// Passes the numbers of the keys that were revoked or disabled, or have ended. Their records are not read.
    pub fn keys_over(&self, visit: &mut dyn FnMut(i64)) -> Result<(), Error> {
        let ended = Some(after(self.now));
        let ending = [Status::Retiring, Status::Active, Status::Pending].map(|status| (status, ended));
        for (status, to) in [(Status::Revoked, None), (Status::Disabled, None)].into_iter().chain(ending) {
            self.scan_entries(Index::state(status, None, to), &mut |entry, _| {
                visit(last_number(entry).unwrap_or(0));
                Ok(Flow::Continue)
            })?;
        }
        Ok(())
    }

    /// Passes the numbers of the keys that have yet to end, and do so before this time, with their ends. Their records
    /// are not read.
    pub fn keys_to_end(&self, before: Timestamp, visit: &mut dyn FnMut(i64, Timestamp)) -> Result<(), Error> {
        for status in [Status::Pending, Status::Active, Status::Retiring] {
            self.ending(status, Some(before), visit)?;
        }
        Ok(())
    }

    /// Passes the numbers of the keys in their grace period, with their ends. Their records are not read.
    pub fn keys_retiring(&self, visit: &mut dyn FnMut(i64, Timestamp)) -> Result<(), Error> {
        self.ending(Status::Retiring, None, visit)
    }

    fn ending(
        &self,
        status: Status,
        before: Option<Timestamp>,
        visit: &mut dyn FnMut(i64, Timestamp),
    ) -> Result<(), Error> {
        self.scan_entries(Index::state(status, Some(after(self.now)), before), &mut |entry, _| {
            let end = Timestamp::from_unix(number_at(entry, 2).unwrap_or(0));
            visit(last_number(entry).unwrap_or(0), end);
            Ok(Flow::Continue)
        })
    }

    /// Passes the keys that are due for rotation by this time, and since when each is, in that order.
    pub fn keys_due(
        &self,
        by: Timestamp,
        visit: &mut dyn FnMut(Stored<Key>, Timestamp) -> Result<Flow, Error>,
    ) -> Result<(), Error> {
        self.scan_entries(Index::KeyDue.before(after(by)), &mut |entry, _| {
            let due = Timestamp::from_unix(number_at(entry, 1).unwrap_or(0));
            visit(self.indexed(last_number(entry).unwrap_or(0))?, due)
        })
    }

    /// The rotations in progress, and ended ones with revoked keys to announce, oldest first.
    pub fn open_rotations(&self) -> Result<Vec<Stored<RotationRecord>>, StoreError> {
        self.found(&Index::RotationOpen.all().range())
    }

    /// Whether, by the mere passage of time, a file for servers that was made then may have other keys now: one has
    /// ended, or begins before a file made now expires.
    pub fn keys_change(&self, then: Timestamp, valid_for: Span) -> Result<bool, StoreError> {
        let now = self.now;
        if now < then {
            return Ok(true);
        }
        for status in [Status::Active, Status::Pending, Status::Retiring] {
            if self.count_state(status, Some(after(then)), Some(after(now)))? > 0 {
                return Ok(true);
            }
        }
        let begins = Index::KeyBegin.between(then.plus(valid_for), now.plus(valid_for));
        Ok(self.state.borrow_mut().map.count(&begins)? > 0)
    }

    /// The index entries of a record, without its number.
    pub(super) fn entries_of<R: Record>(&self, record: &R) -> Result<Vec<Tuple>, StoreError> {
        let Some(profile) = record.profile() else {
            return Ok(record.entries(&RotationPolicy::default()).0);
        };
        if let Some(policy) = self.state.borrow().policies.get(profile) {
            return Ok(record.entries(policy).0);
        }
        let found = self.find_newest::<crate::domain::profile::Profile>(Index::ProfileName, profile.as_str());
        let policy = match { found }.next().transpose()? {
            Some(stored) => stored.record.rotation,
            None => RotationPolicy::default(),
        };
        let entries = record.entries(&policy).0;
        self.state.borrow_mut().policies.insert(profile.clone(), policy);
        Ok(entries)
    }

    /// After a profile changed: when keys are due for rotation depends on it.
    pub(super) fn policy_changed(
        &mut self,
        old: Option<(&PlainName, &RotationPolicy)>,
        new: Option<(&PlainName, &RotationPolicy)>,
    ) -> Result<(), StoreError> {
        let Some((name, _)) = old.or(new) else { return Ok(()) };
        let none = RotationPolicy::default();
        let policy =
            |of: Option<(&PlainName, &RotationPolicy)>| of.map_or_else(|| none.clone(), |(_, it)| it.clone());
        let (old, new) = (policy(old), policy(new));
        self.state.get_mut().policies.insert(name.clone(), new.clone());
        let schedule = |policy: &RotationPolicy| (policy.rotate_every, policy.rotate_before);
        if schedule(&old) == schedule(&new) || self.count(Table::Keys)? == 0 {
            return Ok(());
        }
        let mut last = 0;
        while self.reindex(name, (&old, &new), &mut last)? {}
        Ok(())
    }

    /// Changes the index entries of the next keys of a profile. Returns whether there may be more.
    fn reindex(
        &mut self,
        profile: &PlainName,
        (old, new): (&RotationPolicy, &RotationPolicy),
        last: &mut i64,
    ) -> Result<bool, StoreError> {
        let (mut gone, mut come, mut more) = (Vec::new(), Vec::new(), false);
        let scanned = self.scan::<Key>(*last, &mut |Stored { id, record }| {
            *last = id;
            if record.profile == *profile {
                let (before, after) = (record.entries(old).0, record.entries(new).0);
                gone.extend(
                    before.iter().filter(|entry| !after.contains(entry)).map(|it| it.clone().number(id)),
                );
                come.extend(
                    after.iter().filter(|entry| !before.contains(entry)).map(|it| it.clone().number(id)),
                );
            }
            more = come.len() + gone.len() > MOST_CHANGES;
            Ok(if more { Flow::Stop } else { Flow::Continue })
        });
        scanned.map_err(|_| StoreError::tampered("the keys cannot be read"))?;
        let map = &mut self.state.get_mut().map;
        for entry in gone {
            map.delete(&entry)?;
        }
        come.into_iter().try_for_each(|entry| map.add(entry))?;
        Ok(more)
    }
}

/// How many changes of index entries are collected before they are made; in tests so few that they come to that.
const MOST_CHANGES: usize = if cfg!(test) { 8 } else { 50_000 };

/// The next second: ranges end before their end.
fn after(time: Timestamp) -> Timestamp {
    time.plus(Span::seconds(1))
}
