//! The exposure of keys: until when a revoked key may still be accepted. Servers decide by files, and a file
//! that they have cannot be recalled.

use std::collections::BTreeMap;

use crate::domain::key::{Key, Status};
use crate::domain::name::{KeyRef, PlainName};
use crate::domain::publication::{Publication, admitted_until};
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
    /// When the last of the target's named servers had reported a later file; `None`: not all of them have,
    /// or none is named. It does not shorten `until`: a server may load an older file again, or share its
    /// name with another one.
    pub reported_gone_at: Option<Timestamp>,
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
) -> Result<(Key, Option<Vec<Exposure>>)> {
    vault.read(now, |transaction| {
        let stored = resolve(transaction, reference)?;
        let exposure = if matters(&stored.record, now) {
            Some(PublicationHistory::load(transaction)?.of(stored.id, now))
        } else {
            None
        };
        Ok((stored.record, exposure))
    })
}

/// All recorded files that have not expired, with their subjects' receipts and servers, read once.
#[derive(Default)]
pub(in crate::ops) struct PublicationHistory {
    subjects: BTreeMap<String, Subject>,
}

#[derive(Default)]
struct Subject {
    files: Vec<Publication>,
    receipts: Vec<Receipt>,
    servers: Vec<PlainName>,
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
                subject.servers = target.record.servers;
            }
        }
        Ok(Self { subjects })
    }

    /// The exposure of the key with this row id, by subject.
    pub(in crate::ops) fn of(&self, row: i64, now: Timestamp) -> Vec<Exposure> {
        let exposure = |(name, subject): (&String, &Subject)| {
            let Subject { files, receipts, servers } = subject;
            let until = admitted_until(files, row, now)?;
            let reported_gone_at = reported_gone_at(servers, receipts, files, row);
            Some(Exposure { subject: name.clone(), until, reported_gone_at })
        };
        self.subjects.iter().filter_map(exposure).collect()
    }
}
