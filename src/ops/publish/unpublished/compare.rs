//! The keys of the newest files beside those of the vault. The vault's keys are read once for all targets.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher as _, RandomState};

use super::{Look, NamedKey, Unpublished};
use crate::domain::digest::Digest;
use crate::domain::key::Key;
use crate::domain::publication::{GoneKey, Publication, RowSet};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::publish::exposure::Subject;
use crate::ops::publish::{due, reconcile};
use crate::ops::verification_file::signed::{Membership, Order, entry, series};
use crate::store::{Flow, Index, Stored, Transaction};
use crate::verification::Entry;

/// A target's next file, as far as it is needed to compare it with the newest one.
pub(super) struct Comparison<'a> {
    target: &'a Target,
    order: Order<'a>,
    iat: Timestamp,
    newest: &'a Publication,
    /// The newest file, and later ones of a lost history.
    current: Vec<&'a Publication>,
    /// The keys of the next file.
    rows: RowSet,
    /// Its entries, if there is an installed file to compare them with.
    entries: Option<Vec<Hashed>>,
    /// The keys that end before the newest file lets them.
    shortened: Vec<i64>,
    hasher: RandomState,
}

/// An entry: only whether two are the same is needed.
struct Hashed {
    digest: Digest,
    row: i64,
    hash: u64,
}

/// How an installed file differs from the next one.
struct Differences {
    /// The keys that have another entry in it, and that.
    changed: Vec<(i64, Entry)>,
    /// Its entries of keys that the next file does not hold.
    strangers: Vec<Entry>,
}

/// What each target's newest file does not have, in the order of the targets.
pub(super) fn all(
    transaction: &Transaction<'_>,
    looks: &[Look],
    subjects: &BTreeMap<String, Subject>,
) -> Result<Vec<Unpublished>> {
    let mut comparisons: Vec<Option<Comparison<'_>>> =
        looks.iter().map(|look| Comparison::new(transaction, look, subjects)).collect();
    if comparisons.iter().any(Option::is_some) {
        transaction.scan::<Key>(0, &mut |Stored { id, record }| {
            comparisons.iter_mut().flatten().for_each(|comparison| comparison.observe(id, &record));
            Ok(Flow::Continue)
        })?;
    }
    let found = comparisons.into_iter().map(|comparison| match comparison {
        Some(comparison) => comparison.finish(transaction),
        None => Ok(Unpublished::default()),
    });
    found.collect()
}

impl<'a> Comparison<'a> {
    /// `None`: there is nothing to compare.
    fn new(
        transaction: &Transaction<'_>,
        look: &'a Look,
        subjects: &'a BTreeMap<String, Subject>,
    ) -> Option<Self> {
        let (target, newest) = (&look.target, look.newest.as_ref()?);
        // One of a newer version's format is said to be a problem.
        let order = due::order(target).ok().filter(|_| look.is_doubtful)?;
        let epoch = series(transaction, target.name.as_str()).map_or(0, |stored| stored.record.epoch);
        Some(Self {
            target,
            order,
            iat: transaction.now().max(Timestamp::from_unix(epoch)),
            newest,
            current: subjects.get(target.name.as_str()).into_iter().flat_map(Subject::current).collect(),
            rows: RowSet::default(),
            entries: look.is_installed.then(Vec::new),
            shortened: Vec::new(),
            hasher: RandomState::new(),
        })
    }

    fn observe(&mut self, row: i64, key: &Key) {
        let exp = self.iat.plus(self.order.valid_for);
        if self.order.membership(key, self.iat, exp) != Membership::Held {
            return;
        }
        self.rows.push(row);
        let until = self.newest.admits_until(row);
        if until.zip(key.ends_at()).is_some_and(|(until, end)| end < until) {
            self.shortened.push(row);
        }
        if let Some(entries) = &mut self.entries {
            let hash = hash(&self.hasher, &self.order, &entry(key.clone()));
            entries.push(Hashed { digest: key.digest, row, hash });
        }
    }

    fn finish(mut self, transaction: &Transaction<'_>) -> Result<Unpublished> {
        let mut found = Unpublished::default();
        self.name_admitted(transaction, &mut found)?;
        for row in self.rows.without(&self.newest.keys) {
            let key = key(transaction, row)?;
            let is_later = key.not_before.is_some_and(|start| start >= self.newest.exp);
            let keys = if is_later { &mut found.later } else { &mut found.missing };
            keys.add(|| Ok(named(&key, transaction.now())))?;
        }
        match self.changed(transaction)? {
            Some(Differences { changed, strangers }) => {
                for entry in strangers {
                    self.name_stranger(transaction, entry, &mut found)?;
                }
                for (row, before) in changed {
                    let key = key(transaction, row)?;
                    let is_wider = grants_more(&before, &entry(key.clone()), self.newest.exp);
                    let keys = if is_wider { &mut found.wider } else { &mut found.changed };
                    keys.add(|| Ok(named(&key, transaction.now())))?;
                }
            }
            // What it had at that time is known of its end alone.
            None => {
                for row in &self.shortened {
                    found.wider.add(|| Ok(named(&key(transaction, *row)?, transaction.now())))?;
                }
            }
        }
        Ok(found)
    }

    /// Names the keys that the file holds and the next one will not.
    fn name_admitted(&self, transaction: &Transaction<'_>, found: &mut Unpublished) -> Result<()> {
        let now = transaction.now();
        let (mut rows, mut gone) = (BTreeSet::new(), BTreeMap::new());
        let mut ended = BTreeSet::new();
        for file in &self.current {
            for row in file.keys.without(&self.rows) {
                let is_admitted = file.admits_until(row).is_some_and(|until| until > now);
                if is_admitted { &mut rows } else { &mut ended }.insert(row);
            }
            gone.extend(file.gone.iter().filter(|key| key.until > now).map(|key| (&key.id, key)));
        }
        for row in &rows {
            // A deleted key is among those without a record.
            if let Some(key) = transaction.get::<Key>(*row)? {
                found.still_admitted.add(|| Ok(named(&key.record, now)))?;
            }
        }
        for key in gone.into_values() {
            found.still_admitted.add(|| Ok(without_record(key)))?;
        }
        for row in ended.difference(&rows) {
            found.ended.add(|| match transaction.get::<Key>(*row)? {
                Some(key) => Ok(named(&key.record, now)),
                None => Err(Error::internal("an ended key has no record")),
            })?;
        }
        Ok(())
    }

    /// Names a key of the installed file that has no record, and was not noted when it was deleted: with a clock that was
    /// ahead, the file had expired by then.
    fn name_stranger(
        &self,
        transaction: &Transaction<'_>,
        entry: Entry,
        found: &mut Unpublished,
    ) -> Result<()> {
        let now = transaction.now();
        let until = entry.expires_at.map_or(self.newest.exp, |end| end.min(self.newest.exp));
        let is_noted = self.current.iter().any(|file| file.gone.iter().any(|gone| gone.id == entry.id));
        let keys = transaction.find::<Key>(Index::KeyId, entry.id.as_str())?;
        if until > now && !is_noted && keys.is_empty() {
            let key = GoneKey { id: entry.id, name: None, until };
            found.still_admitted.add(|| Ok(without_record(&key)))?;
        }
        Ok(())
    }

    /// What differs in the installed file. `None`: it is not there to be compared with.
    fn changed(&mut self, transaction: &Transaction<'_>) -> Result<Option<Differences>> {
        let Some(mut entries) = self.entries.take() else { return Ok(None) };
        let Some(file) = reconcile::open(self.target)? else { return Ok(None) };
        entries.sort_unstable_by_key(|entry| entry.digest);
        let mut next = entries.iter().peekable();
        let (mut changed, mut strangers) = (Vec::new(), Vec::new());
        let read = reconcile::read_entries(transaction, file, &mut |before| {
            // Both ascend.
            while next.next_if(|entry| entry.digest < before.digest).is_some() {}
            match next.next_if(|entry| entry.digest == before.digest) {
                None => strangers.push(before),
                Some(entry) if entry.hash != hash(&self.hasher, &self.order, &before) => {
                    changed.push((entry.row, before));
                }
                Some(_) => {}
            }
            Ok(())
        })?;
        Ok(read.ok().map(|_| Differences { changed, strangers }))
    }
}

/// As the file has it: some formats do not hold all of an entry.
fn hash(hasher: &RandomState, order: &Order<'_>, entry: &Entry) -> u64 {
    let mut line = Vec::with_capacity(256);
    order.format.write_entry(entry, &mut line);
    hasher.hash_one(line)
}

/// Whether one entry lets a key do something that the other does not, as long as a file is valid.
fn grants_more(one: &Entry, other: &Entry, file_ends: Timestamp) -> bool {
    let end = |entry: &Entry| entry.expires_at.map_or(file_ends, |end| end.min(file_ends));
    let resource = other
        .resource
        .as_ref()
        .is_some_and(|bound| !one.resource.as_ref().is_some_and(|resource| bound.covers(resource)));
    !one.scopes.iter().all(|scope| other.scopes.contains(scope))
        || resource
        || (other.environment.is_some() && one.environment != other.environment)
        || !other.networks.cover(&one.networks)
        || one.not_before < other.not_before
        || end(one) > end(other)
}

fn key(transaction: &Transaction<'_>, row: i64) -> Result<Key> {
    let found = transaction.get::<Key>(row)?;
    found.map(|stored| stored.record).ok_or_else(|| Error::internal("a key that was read is gone"))
}

pub(in crate::ops::publish) fn named(key: &Key, now: Timestamp) -> NamedKey {
    NamedKey { id: key.id.clone(), name: Some(key.name.clone()), status: key.status(now).as_str() }
}

pub(in crate::ops::publish) fn without_record(key: &GoneKey) -> NamedKey {
    let status = if key.name.is_some() { "deleted" } else { "unknown" };
    NamedKey { id: key.id.clone(), name: key.name.clone(), status }
}
