//! The exposure of keys: until when a revoked key may still be accepted. Servers decide by files, and a file
//! that they have cannot be recalled.

use std::collections::BTreeMap;

use super::lost;
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::KeyRef;
use crate::domain::publication::{GoneKey, Publication, UnknownFiles, admitted_until};
use crate::domain::receipt::{Receipt, reported_gone_at};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::key::resolve::resolve;
use crate::store::{Flow, Transaction, Unlocked, Vault};

/// The exposure of a key: where it may still be accepted, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposure {
    /// A target's name, or `export/<format>/<audience>`.
    pub subject: String,
    /// The latest instant at which one of its files could admit the key.
    pub until: Timestamp,
    /// Whether a file of the target admits it that the next publish replaces.
    pub is_current: bool,
    /// When the last of the target's named servers had reported a later file; `None`: not all of them have,
    /// or none is named. It does not shorten `until`: a server may load an older file again, or share its
    /// name with another one.
    pub reported_gone_at: Option<Timestamp>,
}

/// Where a key may still be accepted, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyExposure {
    /// By the files that are remembered.
    pub places: Vec<Exposure>,
    /// When other files may have been written, which may admit it too.
    pub unknown: Option<UnknownFiles>,
}

/// Whether the exposure of a key is relevant: it is no longer to be accepted, or soon will not be. A key
/// whose grace period has just ended may have its own, later expiry in an earlier file.
pub fn matters(key: &Key, now: Timestamp) -> bool {
    match key.status(now) {
        Status::Revoked | Status::Disabled | Status::Retiring => true,
        Status::Expired => key.lifecycle.retires_at().is_some(),
        Status::Pending | Status::Active => false,
    }
}

/// The key with this name, and its exposure, if that is relevant.
pub fn show(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    now: Timestamp,
) -> Result<(Key, Option<KeyExposure>)> {
    vault.read(now, |transaction| {
        let stored = resolve(transaction, reference)?;
        let exposure = if matters(&stored.record, now) {
            Some(PublicationHistory::load(transaction)?.exposure(stored.id, now))
        } else {
            None
        };
        Ok((stored.record, exposure))
    })
}

/// All recorded files that have not expired, with their subjects' receipts and servers, read once.
#[derive(Default)]
pub(in crate::ops) struct PublicationHistory {
    pub(super) subjects: BTreeMap<String, Subject>,
    pub(super) unknown: Option<UnknownFiles>,
}

#[derive(Default)]
pub(in crate::ops) struct Subject {
    pub(super) files: Vec<Publication>,
    pub(super) receipts: Vec<Receipt>,
    /// `None`: it is no target.
    pub(super) target: Option<Target>,
}

impl Exposure {
    /// Who may still accept the key, as text.
    pub fn servers(&self) -> String {
        servers_of(&self.subject)
    }
}

/// The servers that have files of a subject, as text.
pub(super) fn servers_of(subject: &str) -> String {
    match subject.split_once('/') {
        None => format!("servers of target '{subject}'"),
        Some(_) => format!("servers with a file of '{subject}'"),
    }
}

/// The keys without a record that some of these files admit, and until when.
pub(super) fn gone(files: &[Publication], now: Timestamp) -> Vec<GoneKey> {
    let mut latest: BTreeMap<&KeyId, &GoneKey> = BTreeMap::new();
    for key in files.iter().flat_map(|file| &file.gone).filter(|key| key.until > now) {
        latest
            .entry(&key.id)
            .and_modify(|last| *last = if key.until > last.until { key } else { last })
            .or_insert(key);
    }
    latest.into_values().cloned().collect()
}

impl Subject {
    /// The files of a target that the next publish replaces: later ones of a lost history; where there are none, its
    /// newest one.
    pub(super) fn current(&self) -> impl Iterator<Item = &Publication> {
        let newest = self.files.iter().filter(|file| !file.lost).map(Publication::serial).max();
        let is_later = move |file: &Publication| file.lost && Some(file.serial()) > newest;
        let has_later = self.files.iter().any(is_later);
        let is_current = move |file: &&Publication| {
            if has_later { is_later(file) } else { !file.lost && Some(file.serial()) == newest }
        };
        self.files.iter().filter(|_| self.target.is_some()).filter(is_current)
    }
}

impl PublicationHistory {
    pub(in crate::ops) fn load(transaction: &Transaction<'_>) -> Result<Self> {
        let now = transaction.now();
        let mut subjects: BTreeMap<String, Subject> = BTreeMap::new();
        transaction.scan::<Publication>(0, &mut |stored| {
            let file = stored.record;
            if file.exp > now {
                subjects.entry(file.subject.clone()).or_default().files.push(file);
            }
            Ok(Flow::Continue)
        })?;
        transaction.scan::<Receipt>(0, &mut |stored| {
            if let Some(subject) = subjects.get_mut(&stored.record.target) {
                subject.receipts.push(stored.record);
            }
            Ok(Flow::Continue)
        })?;
        for target in transaction.all::<Target>()? {
            if let Some(subject) = subjects.get_mut(target.record.name.as_str()) {
                subject.target = Some(target.record);
            }
        }
        Ok(Self { subjects, unknown: lost::unknown(transaction)? })
    }

    /// The exposure of the key with this row id.
    pub(in crate::ops) fn exposure(&self, row: i64, now: Timestamp) -> KeyExposure {
        KeyExposure { places: self.of(row, now), unknown: self.unknown }
    }

    /// The same by remembered files alone, by subject.
    pub(in crate::ops) fn of(&self, row: i64, now: Timestamp) -> Vec<Exposure> {
        let exposure = |(name, subject): (&String, &Subject)| {
            let Subject { files, receipts, target } = subject;
            let until = admitted_until(files, row, now)?;
            let servers = target.as_ref().map_or(&[][..], |target| &target.servers);
            let contains = |file: &Publication| file.keys.contains(row);
            let reported_gone_at = reported_gone_at(servers, receipts, files, contains);
            let is_current = subject.current().filter_map(|file| file.admits_until(row)).any(|end| end > now);
            Some(Exposure { subject: name.clone(), until, is_current, reported_gone_at })
        };
        self.subjects.iter().filter_map(exposure).collect()
    }
}
