//! Records of files written for servers, kept until the files expire: which keys each admits, and until when.
//! The exposure of keys is derived from these records alone.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Invalid;
use super::digest::Digest;
use super::id::KeyId;
use super::name::KeyName;
use super::time::Timestamp;

/// A set of row ids, stored as ranges, since a file usually contains almost all keys. The ranges ascend, none
/// is empty, and no id is below 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(i64, i64)>", into = "Vec<(i64, i64)>")]
pub struct RowSet(Vec<(i64, i64)>);

impl TryFrom<Vec<(i64, i64)>> for RowSet {
    type Error = Invalid;

    fn try_from(ranges: Vec<(i64, i64)>) -> Result<Self, Invalid> {
        let mut before = 0;
        for (first, last) in &ranges {
            if *first <= before || last < first {
                return Err(Invalid::new("a set of rows", "ranges of ids that ascend from 1"));
            }
            before = *last;
        }
        Ok(Self(ranges))
    }
}

impl From<RowSet> for Vec<(i64, i64)> {
    fn from(set: RowSet) -> Self {
        set.0
    }
}

impl FromIterator<i64> for RowSet {
    fn from_iter<I: IntoIterator<Item = i64>>(rows: I) -> Self {
        let mut rows: Vec<i64> = rows.into_iter().collect();
        rows.sort_unstable();
        rows.dedup();
        let mut set = Self::default();
        for row in rows {
            set.push(row);
        }
        set
    }
}

impl RowSet {
    /// Adds an id, which must be greater than all present ones.
    pub fn push(&mut self, row: i64) {
        match self.0.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => self.0.push((row, row)),
        }
    }

    /// Whether it contains this id.
    pub fn contains(&self, row: i64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= row);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, last)| row <= *last)
    }

    /// The number of ids.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|(first, last)| u64::try_from(last - first + 1).unwrap_or(0)).sum()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its ids in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// Its ids that the other set does not contain, in ascending order.
    pub fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = i64> + 'a {
        self.0.iter().flat_map(move |(first, last)| {
            let covered = other.0.iter().any(|(from, to)| from <= first && last <= to);
            let range = (!covered).then_some(*first..=*last);
            range.into_iter().flatten().filter(|row| !other.contains(*row))
        })
    }
}

/// One file: reserved before it is written, so that no generation is used twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The series it belongs to: a target's name, or `export/<format>/<audience>`.
    pub subject: String,
    /// The epoch its line 1 states, Unix seconds.
    pub epoch: i64,
    /// The generation its line 1 states.
    pub generation: u64,
    /// The digest of its body.
    pub dig: Digest,
    /// The digest of its entries alone, by which changes are detected: a body may also state its own expiry.
    pub entries: Digest,
    /// When it was issued.
    pub iat: Timestamp,
    /// When it expires: stale from this second on.
    pub exp: Timestamp,
    /// The row ids of the keys that it contains.
    pub keys: RowSet,
    /// The keys in it that end before the file expires: row ids in ascending order, and the ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<(i64, Timestamp)>,
    /// Keys in it that have no record: deleted since, or from a history that was lost. They are named until the
    /// file expires.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<GoneKey>,
    /// Whether it comes from a history that the vault lost: it is remembered for what it admits, and is never
    /// the newest file of its subject.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
    /// When the file was installed; `None` until then. An ad hoc export counts as installed
    /// once it was written to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_at: Option<Timestamp>,
    /// When the servers were reloaded; without a reload command, at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reloaded_at: Option<Timestamp>,
    /// The state of the keys and targets that it was made from, or last compared with and found the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<AsOf>,
    /// How many events the audit log had when it was made: by those that follow it is known which keys were edited since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_count: Option<u64>,
    /// When it was first found to have expired: a single reading of the clock is not enough to forget it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_expired_at: Option<Timestamp>,
}

/// A key without a record, in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneKey {
    /// Its id.
    pub id: KeyId,
    /// The name that it had when it was deleted; `None`: this vault never had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<KeyName>,
    /// Until when the file admits it.
    pub until: Timestamp,
}

/// A time of which not all written files are known: the vault was restored, repaired or recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownFiles {
    /// From when on; before it, all are known.
    pub since: Timestamp,
    /// Until when: about the time of the restore.
    pub until: Timestamp,
}

impl fmt::Display for UnknownFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not all files written between {} and {} are known", self.since, self.until)
    }
}

/// A state of the keys and targets of a vault, as far as files are made from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The generation of the vault that last changed a key or a target.
    pub generation: i64,
    /// The time: keys end, and begin, by themselves.
    pub at: Timestamp,
}

impl Publication {
    /// Its serial number (epoch and generation): later files are greater.
    pub fn serial(&self) -> (i64, u64) {
        (self.epoch, self.generation)
    }

    /// Until when this file admits the key of this row; `None` if it does not contain it. A file that was
    /// only reserved may have been installed all the same, if power was lost in between.
    pub fn admits_until(&self, row: i64) -> Option<Timestamp> {
        if !self.keys.contains(row) {
            return None;
        }
        let end = self.ends.binary_search_by_key(&row, |(row, _)| *row);
        let end = end.ok().and_then(|index| self.ends.get(index)).map(|(_, end)| *end);
        Some(end.map_or(self.exp, |end| end.min(self.exp)))
    }
}

/// The exposure of a key for one subject: the latest instant at which one of its files could still admit it.
/// `None` if none can any more.
pub fn admitted_until(publications: &[Publication], row: i64, now: Timestamp) -> Option<Timestamp> {
    publications.iter().filter_map(|file| file.admits_until(row)).max().filter(|until| *until > now)
}

/// The newest files of a target, newest first, back to the first that does not contain the key of this row.
/// Older ones are not read.
///
/// A file that was only reserved counts, since it may have been installed all the same; and an installed file
/// may be the one that servers have, even if they were not reloaded.
///
/// # Errors
/// The first error of reading the files.
pub fn holding<E>(
    newest_first: impl IntoIterator<Item = Result<Publication, E>>,
    row: i64,
) -> Result<Vec<Publication>, E> {
    let holds = |file: &Result<Publication, E>| file.as_ref().map_or(true, |file| file.keys.contains(row));
    newest_first.into_iter().take_while(holds).collect()
}

/// Since when every file that the servers of a target may have contains a key, if these are the newest files
/// that [contain](holding) it; `None` if servers were not reloaded with any of them.
///
/// A server that loads files late has one of these once the pickup time has passed since then. The age of the
/// newest file does not matter: a busy target would never be ready. Nor does the time in the oldest one,
/// which a clock that was ahead may have written.
pub fn held_since(holding: &[Publication]) -> Option<Timestamp> {
    holding.iter().filter_map(|file| file.reloaded_at).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &[i64]) -> RowSet {
        let mut set = RowSet::default();
        for row in rows {
            set.push(*row);
        }
        set
    }

    #[test]
    fn a_set_is_read_as_it_is_written_and_no_other_one() {
        let rows = set(&[1, 2, 3, 7]);
        let json = serde_json::to_string(&rows).unwrap();
        assert_eq!(json, "[[1,3],[7,7]]");
        assert_eq!(serde_json::from_str::<RowSet>(&json).unwrap(), rows);
        for bad in [
            "[[0,1]]",
            "[[2,1]]",
            "[[1,3],[3,4]]",
            "[[5,6],[1,2]]",
            "[[-9223372036854775808,9223372036854775807]]",
        ] {
            assert!(serde_json::from_str::<RowSet>(bad).is_err(), "{bad}");
        }
        let all = serde_json::from_str::<RowSet>("[[1,9223372036854775807]]").unwrap();
        assert_eq!(all.len(), u64::try_from(i64::MAX).unwrap());
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix(seconds)
    }

    fn file(generation: u64, rows: &[i64], exp: i64, reloaded: Option<i64>) -> Publication {
        Publication {
            subject: "edge".to_owned(),
            epoch: 1,
            generation,
            dig: Digest::from_bytes([0; 32]),
            entries: Digest::from_bytes([0; 32]),
            iat: at(0),
            exp: at(exp),
            keys: set(rows),
            ends: Vec::new(),
            gone: Vec::new(),
            lost: false,
            placed_at: reloaded.map(at),
            reloaded_at: reloaded.map(at),
            as_of: None,
            log_count: None,
            found_expired_at: None,
        }
    }

    /// The files are in the order in which they were written.
    fn since(files: &[Publication], row: i64) -> Option<Timestamp> {
        let newest_first = files.iter().rev().cloned().map(Ok::<_, std::convert::Infallible>);
        held_since(&holding(newest_first, row).unwrap())
    }

    #[test]
    fn rows_are_kept_as_ranges() {
        let rows = set(&[1, 2, 3, 7, 9, 10]);
        assert_eq!(serde_json::to_string(&rows).unwrap(), "[[1,3],[7,7],[9,10]]");
        assert_eq!(rows.iter().collect::<Vec<_>>(), [1, 2, 3, 7, 9, 10]);
        let held: Vec<i64> = (0..12).filter(|row| rows.contains(*row)).collect();
        assert_eq!(held, [1, 2, 3, 7, 9, 10]);
        assert_eq!(rows.without(&set(&[1, 3, 7])).collect::<Vec<_>>(), [2, 9, 10]);
        assert_eq!(rows.without(&rows).count(), 0);
        assert_eq!((rows.len(), rows.is_empty(), RowSet::default().is_empty()), (6, false, true));
    }

    #[test]
    fn exposure_ends_with_the_latest_file_that_contains_the_key() {
        let mut early = file(1, &[1, 2], 100, Some(10));
        early.ends = vec![(2, at(50))];
        let late = file(2, &[1], 200, None);
        let files = [early, late];
        assert_eq!(admitted_until(&files, 1, at(20)), Some(at(200)), "a reserved file counts");
        assert_eq!(admitted_until(&files, 2, at(20)), Some(at(50)), "the key's own end comes first");
        assert_eq!(admitted_until(&files, 2, at(50)), None);
        assert_eq!(admitted_until(&files, 3, at(20)), None);
    }

    #[test]
    fn a_target_is_ready_once_late_servers_have_had_time() {
        let files = [
            file(1, &[1], 900, Some(10)),
            file(2, &[1, 2], 900, Some(100)),
            file(3, &[1, 2, 3], 900, Some(190)),
            file(4, &[1, 2, 3], 900, None),
        ];
        assert_eq!(since(&files, 2), Some(at(100)), "a later file does not begin it anew");
        assert_eq!(since(&files, 1), Some(at(10)));
        assert_eq!(since(&files, 9), None);
        assert_eq!(since(&files[3..], 2), None, "a file that was not loaded");
    }

    #[test]
    fn a_clock_that_jumped_does_not_make_it_later() {
        let files =
            [file(1, &[2], 900, Some(100)), file(2, &[2], 900, Some(9_000)), file(3, &[2], 900, None)];
        assert_eq!(since(&files, 2), Some(at(100)));
        assert_eq!(since(&files[1..], 2), Some(at(9_000)));
        let back = [file(1, &[2], 900, Some(9_000)), file(2, &[2], 900, Some(100))];
        assert_eq!(since(&back, 2), Some(at(100)), "told again once the clock was right");
    }

    #[test]
    fn a_newer_file_without_the_key_may_be_what_servers_have() {
        let held = file(1, &[1, 2], 900, Some(100));
        let files = [held.clone(), file(2, &[1], 900, None)];
        assert_eq!(since(&files, 2), None, "reserved, and perhaps placed");
        let files = [held.clone(), file(2, &[1], 900, None), file(3, &[1, 2], 900, None)];
        assert_eq!(since(&files, 2), None, "what came after it was not loaded");
        let files = [held, file(2, &[1], 900, None), file(3, &[1, 2], 900, Some(300))];
        assert_eq!(since(&files, 2), Some(at(300)), "it begins anew");
    }
}
