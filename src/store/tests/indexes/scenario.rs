//! Keys, profiles and rotations that are added, changed and removed in any order.

use std::collections::BTreeMap;

use super::*;
use crate::crypto::hash::sha256;
use crate::domain::actor::Actor;
use crate::domain::digest::Digest;
use crate::domain::id::KeyId;
use crate::domain::name::PlainName;
use crate::domain::profile::Profile;
use crate::domain::rotation::{End, Ended, Rotation};

/// Some begin like others.
pub(super) const NAMES: [&str; 4] = ["reader", "reader-2", "reads", "writer"];
pub(super) const STARTS: [&str; 4] = ["kw_a", "kw_ab", "kw_b", "kx"];
const PROFILES: [&str; 3] = ["one", "one-more", "other"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stage {
    #[default]
    Active,
    Pending,
    Retiring(i64),
    Disabled,
    Revoked,
}

/// What matters of a key. Times are so few that many are the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) name: usize,
    pub(super) start: Option<usize>,
    pub(super) profile: usize,
    pub(super) created: i64,
    pub(super) begin: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) stage: Stage,
    pub(super) every: Option<Span>,
    pub(super) before: Option<Span>,
}

fn facts() -> impl Strategy<Value = Facts> {
    let span = || prop::option::of((0..20_u32).prop_map(Span::seconds));
    let stage = prop_oneof![
        4 => Just(Stage::Active),
        1 => Just(Stage::Pending),
        2 => (1..30_i64).prop_map(Stage::Retiring),
        1 => Just(Stage::Disabled),
        1 => Just(Stage::Revoked),
    ];
    let names = (0..NAMES.len(), prop::option::of(0..STARTS.len()), 0..PROFILES.len());
    let times = (0..30_i64, prop::option::of(0..30_i64), prop::option::of(1..30_i64));
    (names, times, stage, span(), span()).prop_map(|(names, times, stage, every, before)| {
        let ((name, start, profile), (created, begin, end)) = (names, times);
        Facts { name, start, profile, created, begin, end, stage, every, before }
    })
}

#[derive(Debug, Clone)]
pub(super) enum Act {
    Add(Facts),
    Change(usize, Facts),
    Remove(usize),
    /// The profile is added, or its policy changed.
    Policy {
        name: usize,
        every: Option<Span>,
        before: Option<Span>,
    },
    RemovePolicy(usize),
    /// A rotation is added, or changed: whether it is open, and whether there are keys to announce.
    Rotation(Option<usize>, bool, bool),
    RemoveRotation(usize),
}

pub(super) fn act() -> impl Strategy<Value = Act> {
    let span = || prop::option::of((0..20_u32).prop_map(Span::seconds));
    let place = any::<usize>;
    prop_oneof![
        8 => facts().prop_map(Act::Add),
        4 => (place(), facts()).prop_map(|(place, facts)| Act::Change(place, facts)),
        2 => place().prop_map(Act::Remove),
        3 => (0..PROFILES.len(), span(), span()).prop_map(|(name, every, before)| Act::Policy { name, every, before }),
        1 => (0..PROFILES.len()).prop_map(Act::RemovePolicy),
        2 => (prop::option::of(place()), any::<bool>(), any::<bool>())
            .prop_map(|(place, is_open, announces)| Act::Rotation(place, is_open, announces)),
        1 => place().prop_map(Act::RemoveRotation),
    ]
}

/// What the vault should hold.
#[derive(Default)]
pub(super) struct Model {
    pub(super) keys: BTreeMap<i64, (Facts, Key)>,
    /// The policy of each profile, and the number of its record.
    pub(super) policies: BTreeMap<PlainName, (i64, RotationPolicy)>,
    /// Whether each is open, or has keys to announce.
    pub(super) rotations: BTreeMap<i64, bool>,
    made: u64,
}

impl Model {
    pub(super) fn keys(&self) -> impl Iterator<Item = (i64, &Key)> {
        self.keys.iter().map(|(id, (_, key))| (*id, key))
    }

    pub(super) fn perform(&mut self, transaction: &mut Transaction<'_>, act: &Act) -> Result<()> {
        match act {
            Act::Add(facts) => {
                self.made += 1;
                let key = key(facts, self.made);
                let id = transaction.insert(&key)?;
                self.keys.insert(id, (facts.clone(), key));
            }
            Act::Change(place, facts) => {
                if let Some(id) = nth(&self.keys, *place) {
                    self.made += 1;
                    let key = key(facts, self.made);
                    transaction.update(&Stored { id, record: key.clone() })?;
                    self.keys.insert(id, (facts.clone(), key));
                }
            }
            Act::Remove(place) => {
                if let Some(id) = nth(&self.keys, *place) {
                    let (_, record) = self.keys.remove(&id).unwrap();
                    transaction.delete(&Stored { id, record })?;
                }
            }
            Act::Policy { name, every, before } => self.set_policy(transaction, *name, *every, *before)?,
            Act::RemovePolicy(name) => {
                if let Some((id, _)) = self.policies.remove(&plain(PROFILES[*name])) {
                    let stored = transaction.get::<Profile>(id)?.unwrap();
                    transaction.delete(&stored)?;
                }
            }
            Act::Rotation(place, is_open, announces) => {
                self.rotate(transaction, *place, *is_open, *announces)?;
            }
            Act::RemoveRotation(place) => {
                if let Some(id) = nth(&self.rotations, *place) {
                    self.rotations.remove(&id);
                    let stored = transaction.get::<RotationRecord>(id)?.unwrap();
                    transaction.delete(&stored)?;
                }
            }
        }
        Ok(())
    }

    fn set_policy(
        &mut self,
        transaction: &mut Transaction<'_>,
        name: usize,
        rotate_every: Option<Span>,
        rotate_before: Option<Span>,
    ) -> Result<()> {
        let name = plain(PROFILES[name]);
        let rotation = RotationPolicy { rotate_every, rotate_before, ..RotationPolicy::default() };
        let record =
            Profile { name: name.clone(), rotation: rotation.clone(), ..Profile::default_profile().unwrap() };
        let id = match self.policies.get(&name) {
            Some((id, _)) => transaction.update(&Stored { id: *id, record }).map(|()| *id)?,
            None => transaction.insert(&record)?,
        };
        self.policies.insert(name, (id, rotation));
        Ok(())
    }

    fn rotate(
        &mut self,
        transaction: &mut Transaction<'_>,
        place: Option<usize>,
        is_open: bool,
        announces: bool,
    ) -> Result<()> {
        let record = RotationRecord { rotation: rotation(is_open, announces), escrow: None };
        let id = match place.and_then(|place| nth(&self.rotations, place)) {
            Some(id) => transaction.update(&Stored { id, record }).map(|()| id)?,
            None => transaction.insert(&record)?,
        };
        self.rotations.insert(id, is_open || announces);
        Ok(())
    }
}

/// One of those there are.
fn nth<T>(map: &BTreeMap<i64, T>, place: usize) -> Option<i64> {
    map.keys().nth(place.checked_rem(map.len())?).copied()
}

fn plain(name: &str) -> PlainName {
    name.parse().unwrap()
}

fn actor() -> Actor {
    Actor { user: "ana".to_owned(), slot: "identity".to_owned() }
}

pub(super) fn digest(number: u64) -> Digest {
    sha256(&number.to_be_bytes())
}

fn id(number: u64) -> KeyId {
    KeyId::from_bits(*digest(number).as_bytes().first_chunk().unwrap())
}

fn key(facts: &Facts, number: u64) -> Key {
    let (name, profile) = (NAMES[facts.name].parse().unwrap(), plain(PROFILES[facts.profile]));
    let (version, created) = (u32::try_from(number).unwrap(), Timestamp::from_unix(facts.created));
    let mut key = Key::new(id(number), name, version, profile, digest(number), created, actor());
    key.start = facts.start.map(|start| STARTS[start].to_owned());
    key.not_before = facts.begin.map(Timestamp::from_unix);
    key.expires_at = facts.end.map(Timestamp::from_unix);
    key.rotation.rotate_every = facts.every;
    key.rotation.rotate_before = facts.before;
    match facts.stage {
        Stage::Active => {}
        Stage::Pending => key.await_confirmation(),
        Stage::Retiring(deadline) => drop(key.retire(Timestamp::from_unix(deadline))),
        Stage::Disabled => drop(key.disable(NOW)),
        Stage::Revoked => drop(key.revoke(NOW, None)),
    }
    key
}

fn rotation(is_open: bool, announces: bool) -> Rotation {
    Rotation {
        name: NAMES[0].parse().unwrap(),
        predecessor: id(1),
        successor: id(2),
        started_at: NOW,
        started_by: actor(),
        grace: Span::days(7),
        compromised: false,
        revealed_at: None,
        attempted_at: None,
        delivered_at: None,
        confirmed_at: None,
        deadline: None,
        ended: (!is_open).then_some(Ended { at: NOW, how: End::Finished }),
        to_announce: announces.then(|| id(1)).into_iter().collect(),
        failure: None,
    }
}
