//! Until when a key that was ended could still pass somewhere: servers decide by files, and a file
//! that was given to them cannot be taken back.

use std::collections::BTreeMap;

use super::resolve::resolve;
use crate::domain::key::{Key, Status};
use crate::domain::name::KeyRef;
use crate::domain::publication::{Publication, admitted_until};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Flow, Transaction, Unlocked, Vault};

/// Where a key could still pass, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Horizon {
    /// A target's name, or `export/<format>/<audience>`.
    pub subject: String,
    /// The latest instant at which one of its files could admit the key.
    pub until: Timestamp,
    /// When the last of the target's named servers had reported a later file; nothing: not all of
    /// them have, or none is named. It does not shorten `until`: a server may go back to an older
    /// file, or be another one of the same name.
    pub reported_gone_at: Option<Timestamp>,
}

/// Whether it is worth asking for the horizon of a key in this status: it is meant to pass no more,
/// or soon.
pub fn matters(status: Status) -> bool {
    matches!(status, Status::Revoked | Status::Disabled | Status::Retiring)
}

/// The key that is called this, and where it could still pass where that matters.
pub fn show(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    now: Timestamp,
) -> Result<(Key, Option<Vec<Horizon>>)> {
    vault.read(now, |transaction| {
        let stored = resolve(transaction, reference)?;
        let horizon = if matters(stored.record.status(now)) {
            Some(Memory::load(transaction)?.of(stored.id, now))
        } else {
            None
        };
        Ok((stored.record, horizon))
    })
}

/// All that is remembered of files in force, read once.
#[derive(Default)]
pub(super) struct Memory {
    subjects: BTreeMap<String, Vec<Publication>>,
}

impl Memory {
    pub(super) fn load(transaction: &Transaction<'_>) -> Result<Self> {
        let now = transaction.now();
        let mut memory = Self::default();
        transaction.scan::<Publication>(0, &mut |stored| {
            let file = stored.record;
            if file.exp > now {
                memory.subjects.entry(file.subject.clone()).or_default().push(file);
            }
            Ok(Flow::Continue)
        })?;
        Ok(memory)
    }

    /// Where the key of this row could still pass.
    pub(super) fn of(&self, row: i64, now: Timestamp) -> Vec<Horizon> {
        let horizon = |(subject, files): (&String, &Vec<Publication>)| {
            let until = admitted_until(files, row, now)?;
            Some(Horizon { subject: subject.clone(), until, reported_gone_at: None })
        };
        self.subjects.iter().filter_map(horizon).collect()
    }
}
