//! What the audit log says of each record, as far as a repair has to know.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use crate::domain::audit::{Action, Event};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::rotation::{End, Ended, Recorded};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::publish::receipt;
use crate::store::{AuditReader, Flow, Salvaged, Table, Transaction};

/// The log of the vault, by what its events are about.
pub(super) struct Log {
    /// By table and name; of keys, by id, and only of those that were salvaged.
    changes: BTreeMap<(Table, String), Changes>,
    /// By successor.
    rotations: BTreeMap<KeyId, Steps>,
    /// The successor of the last rotation of each lineage.
    newest: BTreeMap<String, KeyId>,
    /// The last event about the role of each slot.
    roles: BTreeMap<String, u64>,
    /// The last event that is lost; 0: none is; the maximum: nobody knows how many there were.
    last_lost: u64,
}

/// What the log says of one record.
#[derive(Default)]
struct Changes {
    /// The event that added it, and its time; of one that was removed and added again, the last.
    added: Option<(u64, Timestamp)>,
    /// When it was last changed after it was added; one that was there before under the same name counts too.
    edited_at: Option<Timestamp>,
    /// Whether it was changed twice in the second of its last change, which its time does not tell apart.
    is_ambiguous: bool,
    /// When it was removed, unless it was added again.
    removed_at: Option<Timestamp>,
    /// The words of its last event.
    detail: Option<String>,
}

/// What the log says of a rotation.
#[derive(Default)]
pub(super) struct Steps {
    /// The event that started it; 0: it is lost.
    pub(super) started: u64,
    pub(super) recorded: Recorded,
    /// Whether it went on after it was started.
    pub(super) went_on: bool,
}

/// What a record says of itself.
pub(super) struct Account<'a> {
    pub(super) table: Table,
    pub(super) name: &'a str,
    pub(super) created_at: Option<Timestamp>,
    /// When it was last changed, if it says so.
    pub(super) updated_at: Option<Timestamp>,
    /// The words that its last event must have, if they tell.
    pub(super) detail: Option<String>,
    pub(super) is_salvaged: bool,
}

#[derive(Clone, Copy)]
enum Change {
    Added,
    /// Added if it was not there, else edited.
    Set,
    Edited,
    Removed,
}

/// The table and the name that an event is about, and what it says.
fn change(event: &Event) -> Option<(Table, &str, Change)> {
    let entry = &event.audit_entry;
    let (table, change) = match entry.action {
        Action::KeyCreate | Action::KeyImport | Action::RotationStart => (Table::Keys, Change::Added),
        Action::KeyEdit => (Table::Keys, Change::Edited),
        Action::CredentialSet => (Table::Credentials, Change::Set),
        Action::CredentialRemove => (Table::Credentials, Change::Removed),
        Action::ProfileAdd => (Table::Profiles, Change::Added),
        Action::ProfileEdit => (Table::Profiles, Change::Edited),
        Action::ProfileRemove => (Table::Profiles, Change::Removed),
        Action::TargetAdd => (Table::Targets, Change::Added),
        Action::TargetEdit => (Table::Targets, Change::Edited),
        Action::TargetRemove => (Table::Targets, Change::Removed),
        _ => return None,
    };
    let name = if table == Table::Keys { entry.key.as_ref()?.as_str() } else { entry.subject.as_deref()? };
    Some((table, name, change))
}

impl Log {
    /// `has_end`: whether it is known how many events there were.
    pub(super) fn read(transaction: &Transaction<'_>, salvaged: &Salvaged, has_end: bool) -> Result<Self> {
        let mut keys = BTreeSet::new();
        transaction.scan::<Key>(0, &mut |stored| {
            if salvaged.has(Table::Keys, stored.id) {
                keys.insert(stored.record.id.as_str().to_owned());
            }
            Ok(Flow::Continue)
        })?;
        let (changes, rotations, newest, roles) = Default::default();
        let last_lost = if has_end { 0 } else { u64::MAX };
        let mut log = Self { changes, rotations, newest, roles, last_lost };
        AuditReader::new(transaction).events(0, &mut |event| {
            if event.audit_entry.action == Action::Lost && has_end {
                log.last_lost = event.seq;
            }
            if let Some((table, name, change)) = change(&event)
                && (table != Table::Keys || keys.contains(name))
            {
                log.changes.entry((table, name.to_owned())).or_default().add(&event, change);
            }
            log.note_receipt(&event);
            log.note_role(&event);
            log.note_step(event);
            Ok(Flow::Continue)
        })?;
        Ok(log)
    }

    fn note_receipt(&mut self, event: &Event) {
        let entry = &event.audit_entry;
        let (Action::ReceiptImport, Some(target), Some(detail)) =
            (entry.action, &entry.subject, &entry.detail)
        else {
            return;
        };
        if let Some(server) = detail.split(' ').next() {
            let name = (Table::Receipts, format!("{target}/{server}"));
            self.changes.entry(name).or_default().add(event, Change::Added);
        }
    }

    fn note_role(&mut self, event: &Event) {
        let entry = &event.audit_entry;
        if matches!(entry.action, Action::SlotAdd | Action::SlotEdit) {
            self.roles.extend(entry.subject.clone().map(|name| (name, event.seq)));
        }
    }

    fn note_step(&mut self, event: Event) {
        let (at, entry) = (event.at, event.audit_entry);
        let Some(successor) = entry.key else { return };
        if let (Action::KeyRename, Some(old), Some(new)) = (entry.action, &entry.subject, &entry.detail) {
            // Once for each version of the lineage.
            if let Some(newest) = self.newest.remove(old) {
                self.newest.insert(new.clone(), newest);
            }
            return;
        }
        if entry.action == Action::RotationStart {
            let steps = Steps { started: event.seq, ..Steps::default() };
            self.rotations.insert(successor.clone(), steps);
            self.newest.extend(entry.subject.map(|name| (name, successor)));
            return;
        }
        let kind = |recorded: &mut Recorded| match entry.action {
            Action::RotationSecret => recorded.revealed_at = recorded.revealed_at.or(Some(at)),
            Action::RotationDeliver => recorded.attempted_at = recorded.attempted_at.or(Some(at)),
            Action::RotationConfirm => recorded.confirmed_at = Some(at),
            Action::RotationFinish => recorded.ended = Some(Ended { at, how: End::Finished }),
            Action::RotationAbort => recorded.ended = Some(Ended { at, how: End::Aborted }),
            _ => {}
        };
        if entry.action.as_str().starts_with("rotation.") {
            let steps = self.rotations.entry(successor).or_default();
            steps.went_on = true;
            kind(&mut steps.recorded);
        }
    }

    /// Whether no event is lost.
    pub(super) fn is_whole(&self) -> bool {
        self.last_lost == 0
    }

    /// Whether an event after this one is lost.
    pub(super) fn has_gap_after(&self, seq: u64) -> bool {
        self.last_lost > seq
    }

    /// Whether an event is lost that could say that this slot has another role.
    pub(super) fn may_have_another_role(&self, slot: &str) -> bool {
        self.has_gap_after(self.roles.get(slot).copied().unwrap_or(0))
    }

    pub(super) fn rotation(&self, successor: &KeyId) -> Option<&Steps> {
        self.rotations.get(successor)
    }

    /// Whether a later rotation of the lineage took the place of this one.
    pub(super) fn is_superseded(&self, lineage: &str, successor: &KeyId) -> bool {
        self.newest.get(lineage).is_some_and(|newest| newest != successor)
    }

    /// What the log says of a record. `None`: nothing speaks against it, or the manifest vouches for it.
    pub(super) fn verdict(&self, account: &Account<'_>) -> Option<Verdict> {
        if !account.is_salvaged {
            return None;
        }
        let Some(changes) = self.changes.get(&(account.table, account.name.to_owned())) else {
            return Some(self.of_unknown());
        };
        if changes.is_over(account) {
            return Some(Verdict::Removed);
        }
        let added = changes.added.map_or(0, |(seq, _)| seq);
        let is_another =
            changes.added.zip(account.created_at).is_some_and(|((_, at), created)| created != at);
        if is_another && !self.has_gap_after(added) {
            return Some(Verdict::Unknown);
        }
        let is_newest = |at: Timestamp| account.updated_at == Some(at) && !changes.is_ambiguous;
        let is_edited = changes.edited_at.is_some_and(|at| !is_newest(at));
        match (added, self.has_gap_after(added), is_edited) {
            (0, true, false) => Some(Verdict::PerhapsUnknown),
            (_, true, _) | (.., true) => Some(Verdict::PerhapsOlder),
            _ => None,
        }
    }

    /// Of what was salvaged, and no event says that it was added.
    pub(super) fn of_unknown(&self) -> Verdict {
        if self.is_whole() { Verdict::Unknown } else { Verdict::PerhapsUnknown }
    }
}

impl Changes {
    fn add(&mut self, event: &Event, change: Change) {
        let is_there = self.added.is_some() && self.removed_at.is_none();
        self.is_ambiguous = self.edited_at.or(self.added.map(|(_, at)| at)) == Some(event.at);
        match change {
            Change::Edited => self.edited_at = Some(event.at),
            Change::Set if is_there => self.edited_at = Some(event.at),
            Change::Removed => self.removed_at = Some(event.at),
            Change::Set | Change::Added => {
                self.edited_at = self.added.map(|_| event.at);
                (self.added, self.removed_at) = (Some((event.seq, event.at)), None);
            }
        }
        self.detail.clone_from(&event.audit_entry.detail);
    }

    /// Whether the record is from before a removal, or before another event of which there is one only.
    fn is_over(&self, account: &Account<'_>) -> bool {
        let is_before = |at: Timestamp| account.created_at.is_none_or(|created| created <= at);
        let is_former = |(_, at): (u64, Timestamp)| account.created_at.is_some_and(|created| created < at);
        let is_spoken_of =
            |words: &String| self.detail.as_ref().is_some_and(|event| receipt::speaks_of(event, words));
        let is_replaced = account.detail.as_ref().is_some_and(|words| !is_spoken_of(words));
        self.removed_at.is_some_and(is_before) || self.added.is_some_and(is_former) || is_replaced
    }
}
