//! The orders of a listing, and where in one of them a page begins.

use std::cmp::{Ordering, Reverse};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::crypto::hash::sha256;
use crate::domain::key::{Key, Status};
use crate::domain::time::Timestamp;

/// What keys are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// Name, then version
    Name,
    /// Creation or import, oldest first
    Created,
    /// Last use, longest ago first
    LastUsed,
    /// End of validity, soonest first
    Expires,
    /// Active, pending, retiring, disabled, expired, revoked
    Status,
    /// Owner
    Owner,
    /// Profile
    Profile,
    /// Live keys first, then those that are disabled, expired and revoked; of each, the newest first.
    #[value(skip)]
    Recent,
}

/// The order of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// What it is by.
    pub sort: Sort,
    /// The other way round. Keys that lack what is sorted by come last in any case.
    pub reverse: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { sort: Sort::Created, reverse: false }
    }
}

/// Where a key is in an order. Those of equal value are in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Position {
    /// The value, if it is a number.
    number: Option<i64>,
    /// The value, if it is a text.
    text: Option<String>,
    /// The number of the key's record.
    pub(super) row: i64,
}

impl Position {
    /// Whether it is one of the live keys, where those come first.
    pub(super) fn is_of_live(&self) -> bool {
        self.number == Some(LIVE)
    }

    /// A key in the order of records.
    pub(super) fn of_row(row: i64) -> Self {
        Self { number: None, text: None, row }
    }
}

impl Order {
    /// What people want to see first.
    pub const RECENT: Self = Self { sort: Sort::Recent, reverse: false };

    /// The orders that these options may mean where a page is continued: what is not given may be any.
    pub fn meant_by(sort: Option<Sort>, reverse: bool) -> impl Iterator<Item = Self> {
        let any = Sort::value_variants().iter().copied().chain([Sort::Recent]);
        any.flat_map(|sort| [false, true].map(|reverse| Self { sort, reverse })).filter(move |order| {
            let is_given = sort.is_some_and(|sort| sort == order.sort && reverse == order.reverse);
            is_given || sort.is_none() && (order.reverse || !reverse)
        })
    }

    /// Whether it is that of the records, forward or backward.
    pub(super) fn is_by_row(self) -> bool {
        self.sort == Sort::Created
    }

    /// The place of a key.
    pub(super) fn position(self, key: &Key, row: i64, now: Timestamp) -> Position {
        let number = match self.sort {
            Sort::Name => Some(i64::from(key.version)),
            Sort::LastUsed => key.last_used_at.map(Timestamp::unix),
            Sort::Expires => key.ends_at().map(Timestamp::unix),
            Sort::Status => Some(rank(key.status(now))),
            Sort::Recent => Some(group(key.status(now))),
            Sort::Created | Sort::Owner | Sort::Profile => None,
        };
        let text = match self.sort {
            Sort::Name => Some(key.name.to_string()),
            Sort::Owner => key.about.owner.as_ref().map(ToString::to_string),
            Sort::Profile => Some(key.profile.to_string()),
            _ => None,
        };
        Position { number, text, row }
    }

    /// Which of two keys comes first.
    pub(super) fn compare(self, one: &Position, other: &Position) -> Ordering {
        let rows = one.row.cmp(&other.row);
        let values = directed(self.reverse, one.text.as_ref(), other.text.as_ref())
            .then_with(|| directed(self.reverse, one.number, other.number));
        let newest_first = (self.sort == Sort::Recent) != self.reverse;
        values.then(if newest_first { rows.reverse() } else { rows })
    }
}

/// Absent values come last, in both directions.
fn directed<T: Ord>(reverse: bool, one: Option<T>, other: Option<T>) -> Ordering {
    let absent = one.is_none().cmp(&other.is_none());
    absent.then_with(|| if reverse { Reverse(one).cmp(&Reverse(other)) } else { one.cmp(&other) })
}

fn rank(status: Status) -> i64 {
    let place = Status::ALL.iter().position(|other| *other == status);
    place.and_then(|place| i64::try_from(place).ok()).unwrap_or(i64::MAX)
}

/// The keys that work are one group: those of a rotation stay together.
const LIVE: i64 = 0;

fn group(status: Status) -> i64 {
    if status.is_published() { LIVE } else { rank(status) }
}

/// The start of a page: after the last key of the previous one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// What was listed, and in which order.
    pub(super) listing: String,
    pub(super) after: Position,
}

/// The characters of the digest that tells listings apart.
const LISTING_LENGTH: usize = 8;

/// Tells listings apart: a cursor of one means nothing in another.
pub(super) fn listing_of(description: &str) -> String {
    let mut text = sha256(description.as_bytes()).to_string();
    text.truncate(LISTING_LENGTH);
    text
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Position { number, text, row } = &self.after;
        let json = serde_json::to_string(&(&self.listing, row, number, text)).map_err(|_| std::fmt::Error)?;
        f.write_str(&URL_SAFE_NO_PAD.encode(json))
    }
}

impl FromStr for Cursor {
    type Err = crate::domain::Invalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let parts: Option<(String, i64, Option<i64>, Option<String>)> =
            bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        parts
            .filter(|(listing, row, ..)| listing.len() == LISTING_LENGTH && *row >= 0)
            .map(|(listing, row, number, text)| Self { listing, after: Position { number, text, row } })
            .ok_or(crate::domain::Invalid::new("a cursor", "the next_cursor of the page before"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_round_trip_and_others_are_refused() {
        let after = Position { number: Some(-3), text: Some("é\"".to_owned()), row: 1_000_001 };
        let cursor = Cursor { listing: listing_of("all"), after };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        let encoded = |json: &str| URL_SAFE_NO_PAD.encode(json);
        for bad in
            ["", "x", "a2", &encoded("[\"01234567\",-1,null,null]"), &encoded("[\"1\",1,null,null]"), "azE="]
        {
            assert!(bad.parse::<Cursor>().is_err(), "{bad}");
        }
    }

    #[test]
    fn absent_values_come_last_and_equal_ones_by_age() {
        let position = |number, row| Position { number, text: None, row };
        let sorted = |sort, reverse| {
            let mut all = [
                position(None, 1),
                position(Some(5), 2),
                position(Some(5), 3),
                position(Some(7), 4),
                position(None, 5),
            ];
            all.sort_by(|one, other| Order { sort, reverse }.compare(one, other));
            all.iter().map(|at| at.row).collect::<Vec<_>>()
        };
        assert_eq!(sorted(Sort::Expires, false), [2, 3, 4, 1, 5]);
        assert_eq!(sorted(Sort::Expires, true), [4, 3, 2, 5, 1]);
        assert_eq!(sorted(Sort::Recent, false), [3, 2, 4, 5, 1]);
        assert_eq!(sorted(Sort::Recent, true), [4, 2, 3, 1, 5]);
    }
}
