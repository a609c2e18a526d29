//! Indexes: entries of the map without values, derived from the records alone and followed by the record's number.

use super::tuple::{KeyRange, Tuple};
use crate::domain::digest::Digest;
use crate::domain::key::{Key, Status};
use crate::domain::policy::RotationPolicy;
use crate::domain::rotation::{Rotation, due_at};
use crate::domain::time::Timestamp;

/// An index. Its number is the first byte of its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// The versions of a lineage.
    KeyName = 32,
    /// Keys by their ids.
    KeyId = 33,
    /// Keys by the shown part of their secrets.
    KeyStart = 34,
    /// Keys by the digests of their secrets.
    KeyDigest = 35,
    /// Keys by their state, and by when they end.
    KeyState = 36,
    /// Keys by when they become valid, where that is not at once.
    KeyBegin = 37,
    /// Keys by when they are due for rotation.
    KeyDue = 38,
    /// Profiles by name.
    ProfileName = 39,
    /// Targets by name.
    TargetName = 40,
    /// Series by subject.
    SeriesSubject = 41,
    /// The recorded files of a subject.
    PublicationSubject = 42,
    /// The rotations of a lineage.
    RotationName = 43,
    /// Rotations that are in progress, or have revoked keys to announce.
    RotationOpen = 44,
    /// The receipts of a target.
    ReceiptTarget = 45,
    /// Credentials by name.
    CredentialName = 46,
}

/// The state of a key that has not ended by itself, in an index.
const STATES: [Status; 5] =
    [Status::Revoked, Status::Disabled, Status::Pending, Status::Retiring, Status::Active];

impl Index {
    /// The number of the first index; those of tables are below.
    pub(super) const FIRST: u8 = Self::KeyName as u8;

    /// All entries of keys, in one range.
    pub(super) fn of_keys() -> KeyRange {
        let (first, last) = (Self::KeyName.all(), Self::KeyDue.all());
        KeyRange { from: first.range().from, to: last.range().to }
    }

    pub(super) fn all(self) -> Tuple {
        Tuple::of(self as u8)
    }

    /// The entries of records with this text.
    pub(super) fn text(self, text: &str) -> Tuple {
        self.all().text(text)
    }

    /// Those whose text begins so.
    pub(super) fn beginning(self, text: &str) -> Tuple {
        self.all().beginning(text)
    }

    /// The entry of the key with this digest.
    pub(super) fn digest(digest: &Digest) -> Tuple {
        Self::KeyDigest.all().bytes(digest.as_bytes())
    }

    /// The keys in a state that end from one instant on and before another; by default, whenever.
    pub(super) fn state(status: Status, from: Option<Timestamp>, to: Option<Timestamp>) -> KeyRange {
        let state = in_state(status);
        let from = from.map_or_else(|| state.clone(), |from| state.clone().number(from.unix()));
        match to {
            Some(to) => KeyRange { from: from.into_bytes(), to: state.number(to.unix()).into_bytes() },
            None => state.range_from(&from),
        }
    }

    /// The entries of an index of times, before an instant.
    pub(super) fn before(self, end: Timestamp) -> KeyRange {
        self.all().range_below(&self.all().number(end.unix()))
    }

    /// The entries of an index of times, from one instant on and before another.
    pub(super) fn between(self, from: Timestamp, to: Timestamp) -> KeyRange {
        let at = |time: Timestamp| self.all().number(time.unix()).into_bytes();
        KeyRange { from: at(from), to: at(to) }
    }
}

fn in_state(status: Status) -> Tuple {
    let place = STATES.iter().position(|state| *state == status).unwrap_or(STATES.len());
    Index::KeyState.all().small(u8::try_from(place).unwrap_or(u8::MAX))
}

/// The entries of a key, with its profile's policy. A key that never ends has the last of all ends.
pub(super) fn of_key(key: &Key, general: &RotationPolicy) -> Vec<Tuple> {
    // Long ago: no key had ended by itself, unless it ended at the beginning of time.
    let state = match key.status(Timestamp::START) {
        Status::Expired => Status::Active,
        other => other,
    };
    let end = key.ends_at().map_or(i64::MAX, Timestamp::unix);
    let mut entries = vec![
        Index::KeyName.text(key.name.as_str()),
        Index::KeyId.text(key.id.as_str()),
        Index::digest(&key.digest),
        in_state(state).number(end),
    ];
    entries.extend(key.start.as_deref().map(|start| Index::KeyStart.text(start)));
    entries.extend(key.not_before.map(|start| Index::KeyBegin.all().number(start.unix())));
    entries.extend(due_entry(key, general));
    entries
}

/// When a key is due for rotation: the one entry of it that depends on more than its record.
fn due_entry(key: &Key, general: &RotationPolicy) -> Option<Tuple> {
    let policy = RotationPolicy {
        rotate_every: key.rotation.rotate_every.or(general.rotate_every),
        rotate_before: key.rotation.rotate_before.or(general.rotate_before),
        ..RotationPolicy::default()
    };
    let due = due_at(key, &policy, Timestamp::from_unix(i64::MIN))?;
    Some(Index::KeyDue.all().number(due.unix()))
}

/// The entries of a rotation.
pub(super) fn of_rotation(rotation: &Rotation) -> Vec<Tuple> {
    let mut entries = vec![Index::RotationName.text(rotation.name.as_str())];
    if rotation.is_open() || !rotation.to_announce.is_empty() {
        entries.push(Index::RotationOpen.all());
    }
    entries
}
