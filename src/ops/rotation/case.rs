//! A rotation and its keys in the vault, and the errors of refused steps.

use super::Outcome;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::id::KeyId;
use crate::domain::key::{Key, Status};
use crate::domain::name::KeyRef;
use crate::domain::policy::RotationPolicy;
use crate::domain::rotation::{Position, Rotation, RotationUpdate, StepError};
use crate::domain::shell;
use crate::error::{Error, Result};
use crate::ops::key::resolve::{Meaning, meaning, not_found};
use crate::ops::profile;
use crate::store::{Index, RotationRecord, Stored, Transaction};

/// A rotation and its keys in the vault.
pub(in crate::ops) struct Case {
    pub(in crate::ops) record: Stored<RotationRecord>,
    pub(in crate::ops) predecessor: Stored<Key>,
    pub(in crate::ops) successor: Stored<Key>,
}

impl Case {
    /// The lineage's rotation in progress, else its last one.
    pub(in crate::ops) fn of(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Option<Self>> {
        let (name, one) = match meaning(transaction, reference)? {
            Meaning::One(key) => (key.record.name, Some(key.record.id)),
            Meaning::Lineage(mut versions) => match versions.pop() {
                Some(version) => (version.record.name, None),
                None => return Err(not_found(reference)),
            },
        };
        let found = transaction.find::<RotationRecord>(Index::RotationName, name.as_str())?;
        let newest = found.into_iter().max_by_key(|stored| (stored.record.rotation.is_open(), stored.id));
        let Some(record) = newest else { return Ok(None) };
        let rotation = &record.record.rotation;
        if one.is_some_and(|id| id != rotation.predecessor && id != rotation.successor) {
            return Ok(None);
        }
        Ok(Some(Self {
            predecessor: key_of(transaction, &rotation.predecessor)?,
            successor: key_of(transaction, &rotation.successor)?,
            record,
        }))
    }

    /// A rotation with its keys. `None`: one of them is not there.
    pub(in crate::ops) fn of_record(
        transaction: &Transaction<'_>,
        record: Stored<RotationRecord>,
    ) -> Result<Option<Self>> {
        let rotation = &record.record.rotation;
        let predecessor = find_key(transaction, &rotation.predecessor)?;
        let successor = find_key(transaction, &rotation.successor)?;
        Ok(predecessor.zip(successor).map(|(predecessor, successor)| Self { record, predecessor, successor }))
    }

    /// The same; an error if there is none.
    pub(in crate::ops) fn expect(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Self> {
        Self::of(transaction, reference)?.ok_or_else(|| {
            Error::conflict(format!("no rotation of {reference} is in progress"))
                .hint(format!("start one with `keywright rotate start {}`", reference.word()))
        })
    }

    /// The rotation in progress that a key is part of.
    pub(in crate::ops) fn open_with(transaction: &Transaction<'_>, key: &Key) -> Result<Option<Self>> {
        let reference = KeyRef::Name(key.name.clone());
        Ok(Self::of(transaction, &reference)?.filter(|case| {
            case.rotation().is_open()
                && (case.rotation().predecessor == key.id || case.rotation().successor == key.id)
        }))
    }

    pub(in crate::ops) fn rotation(&self) -> &Rotation {
        &self.record.record.rotation
    }

    /// The parts that a step changes together.
    pub(in crate::ops) fn update(&mut self) -> RotationUpdate<'_> {
        RotationUpdate {
            rotation: &mut self.record.record.rotation,
            predecessor: &mut self.predecessor.record,
            successor: &mut self.successor.record,
        }
    }

    /// What the next step depends on.
    pub(in crate::ops) fn position<'a>(&'a self, policy: &'a RotationPolicy, ready: bool) -> Position<'a> {
        Position {
            rotation: self.rotation(),
            predecessor: &self.predecessor.record,
            successor: &self.successor.record,
            policy,
            ready,
        }
    }

    /// Stores what a step changed. The escrow is deleted once the rotation is confirmed or has ended.
    pub(in crate::ops) fn save(&mut self, transaction: &mut Transaction<'_>) -> Result<()> {
        if self.rotation().confirmed_at.is_some() || !self.rotation().is_open() {
            self.record.record.escrow = None;
        }
        if policy_of(transaction, &self.successor.record)?.hooks.revoked.is_none() {
            self.record.record.rotation.to_announce.clear();
        }
        transaction.update(&self.predecessor)?;
        transaction.update(&self.successor)?;
        Ok(transaction.update(&self.record)?)
    }

    pub(in crate::ops) fn outcome(self, changed: bool) -> Outcome {
        Outcome {
            rotation: self.record.record.rotation,
            predecessor: self.predecessor.record,
            successor: self.successor.record,
            changed,
        }
    }

    /// An error that names the lineage.
    pub(in crate::ops) fn refused(&self, reason: StepError) -> Error {
        refuse(&self.successor.record, reason)
    }

    /// An audit event about the successor.
    pub(in crate::ops) fn audit_entry(&self, action: Action) -> AuditEntry {
        AuditEntry::to_key(action, &self.successor.record)
    }
}

pub(super) fn find_key(transaction: &Transaction<'_>, id: &KeyId) -> Result<Option<Stored<Key>>> {
    let found = transaction.find::<Key>(Index::KeyId, id.as_str())?;
    Ok(found.into_iter().find(|key| key.record.id == *id))
}

pub(super) fn key_of(transaction: &Transaction<'_>, id: &KeyId) -> Result<Stored<Key>> {
    find_key(transaction, id)?
        .ok_or_else(|| Error::tampered(format!("a rotation names {id}, and there is no such key")))
}

/// When and how a key's lineage is rotated: as set by the key, else its profile.
pub(super) fn policy_of(transaction: &Transaction<'_>, key: &Key) -> Result<RotationPolicy> {
    let general = profile::of_key(transaction, key)?.rotation;
    Ok(key.rotation.clone().or(&general))
}

/// An error about a key's lineage: the key that is to be rotated, or the successor.
pub(super) fn refuse(key: &Key, reason: StepError) -> Error {
    let error = Error::conflict(format!("'{}': {reason}", key.name));
    let (word, id) = (shell::word(&key.name), &key.id);
    match reason {
        StepError::Grace(_) => error.hint("wait, or end the grace period with --now"),
        StepError::Unconfirmed => error.hint(format!("confirm the new secret with `keywright rotate confirm {word}`")),
        StepError::Confirmed => error.hint(format!("revoke a key with `keywright key revoke`, or end the grace period with `keywright rotate finish {word} --now`")),
        StepError::NotActive(Status::Expired) => {
            error.hint(format!("give it more time with `keywright key edit {word} --expires DURATION --widen`"))
        }
        StepError::NotActive(Status::Disabled) => error.hint(format!("enable it with `keywright key enable {id}`")),
        StepError::Over(_) | StepError::NotActive(_) => error,
        StepError::LastKey(_) => {
            error.hint(format!("revoke the lineage with `keywright key revoke {word} --lineage` if that is intended"))
        }
        StepError::StillUsed(_) => {
            error.hint("find out who uses it and switch that to the new key; or override with --force")
        }
        StepError::SuccessorIs(Status::Disabled) => error.hint(format!(
            "enable it with `keywright key enable {id}`, or revoke the lineage with `keywright key revoke {word} --lineage`"
        )),
        StepError::SuccessorIs(_) => error.hint(format!(
            "revoke the rest of the lineage with `keywright key revoke {word} --lineage`"
        )),
    }
}
