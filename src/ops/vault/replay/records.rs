//! Records that have a name: what was removed is dropped again, and what may be older is named. What may be older and
//! runs programs by itself runs none until its owner has looked at it.

use super::log::Account;
use super::{Finding, Replay, Verdict};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::hook::Hooks;
use crate::domain::key::Key;
use crate::domain::profile::Profile;
use crate::domain::receipt::Receipt;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::publish::receipt;
use crate::ops::target;
use crate::store::{CredentialRecord, Flow, Index, NeedsReview, Record, Stored, Table, Transaction};

/// Why a record is dropped, or changed, in the log.
const WHY: &str = "again: its row was older than the log";
const WHY_UNKNOWN: &str = "its row belonged to another history";

/// A record whose changes are in the log.
pub(super) trait Logged: Record {
    /// By what others of its kind are found, of which it may be the twin.
    const INDEX: Index;

    /// How people know it.
    fn name(&self) -> String;

    /// What the index has of it.
    fn indexed(&self) -> String {
        self.name()
    }

    /// Whether there can be only one of the two, if the index has the same of both.
    fn is_twin(&self, _: &Self) -> bool {
        true
    }

    /// How the log knows it.
    fn subject(&self) -> String {
        self.name()
    }

    fn created_at(&self) -> Option<Timestamp> {
        None
    }

    fn updated_at(&self) -> Option<Timestamp> {
        None
    }

    /// The words of the event that wrote it, if they tell it from an older one.
    fn detail(&self) -> Option<String> {
        None
    }

    /// The event that says that it was removed. `None`: the log has one that says so.
    fn removal(&self) -> Option<AuditEntry>;

    /// Keeps what may be older from doing anything by itself.
    fn distrust(_: &mut Transaction<'_>, _: Stored<Self>) -> Result<()>
    where
        Self: Sized,
    {
        Ok(())
    }
}

impl Logged for Key {
    const INDEX: Index = Index::KeyName;

    fn is_twin(&self, other: &Self) -> bool {
        self.version == other.version
    }

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn subject(&self) -> String {
        self.id.as_str().to_owned()
    }

    fn removal(&self) -> Option<AuditEntry> {
        Some(AuditEntry::to_key(Action::KeyDelete, self))
    }

    /// Its own hooks; those of its profile are judged with that.
    fn distrust(transaction: &mut Transaction<'_>, stored: Stored<Self>) -> Result<()> {
        let audit_entry = AuditEntry::to_key(Action::KeyEdit, &stored.record);
        without_hooks(transaction, |key| &mut key.rotation.hooks, stored, audit_entry)
    }
}

impl Logged for CredentialRecord {
    const INDEX: Index = Index::CredentialName;

    fn name(&self) -> String {
        self.credential.name.to_string()
    }

    fn created_at(&self) -> Option<Timestamp> {
        Some(self.credential.created_at)
    }

    fn updated_at(&self) -> Option<Timestamp> {
        Some(self.credential.updated_at)
    }

    fn removal(&self) -> Option<AuditEntry> {
        Some(AuditEntry::new(Action::CredentialRemove).subject(self.name()))
    }
}

impl Logged for Profile {
    const INDEX: Index = Index::ProfileName;

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn removal(&self) -> Option<AuditEntry> {
        Some(AuditEntry::new(Action::ProfileRemove).subject(self.name()))
    }

    /// A former deliver hook would get the secrets of new keys, unattended.
    fn distrust(transaction: &mut Transaction<'_>, stored: Stored<Self>) -> Result<()> {
        let audit_entry = AuditEntry::new(Action::ProfileEdit).subject(stored.record.name());
        without_hooks(transaction, |profile| &mut profile.rotation.hooks, stored, audit_entry)
    }
}

impl Logged for Target {
    const INDEX: Index = Index::TargetName;

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn created_at(&self) -> Option<Timestamp> {
        Some(self.created_at)
    }

    fn removal(&self) -> Option<AuditEntry> {
        Some(AuditEntry::new(Action::TargetRemove).subject(self.name()))
    }

    /// Its next file would be installed at a former path, and a former command be run.
    fn distrust(transaction: &mut Transaction<'_>, stored: Stored<Self>) -> Result<()> {
        target::review(transaction, &stored.record.name, NeedsReview::Target)
    }
}

impl Logged for Receipt {
    const INDEX: Index = Index::ReceiptTarget;

    fn indexed(&self) -> String {
        self.target.clone()
    }

    fn is_twin(&self, other: &Self) -> bool {
        (&self.server, self.serial()) == (&other.server, other.serial())
    }

    fn name(&self) -> String {
        format!("{}/{}", self.target, self.server)
    }

    fn detail(&self) -> Option<String> {
        Some(receipt::words(self))
    }

    fn removal(&self) -> Option<AuditEntry> {
        None
    }
}

fn without_hooks<R: Record>(
    transaction: &mut Transaction<'_>,
    hooks: impl FnOnce(&mut R) -> &mut Hooks,
    mut stored: Stored<R>,
    audit_entry: AuditEntry,
) -> Result<()> {
    if std::mem::take(hooks(&mut stored.record)) == Hooks::default() {
        return Ok(());
    }
    transaction.update(&stored)?;
    Ok(transaction.record(audit_entry.detail("without its hooks: its row may be older than the log"))?)
}

impl Replay<'_, '_> {
    /// Asks the log about every record of a type.
    pub(super) fn records<R: Logged>(&mut self) -> Result<()> {
        let mut judged = Vec::new();
        self.transaction.scan::<R>(0, &mut |stored| {
            if let Some(verdict) = self.verdict(&stored) {
                judged.push((stored, verdict));
            }
            Ok(Flow::Continue)
        })?;
        for (stored, verdict) in judged {
            let name = stored.record.name();
            match verdict {
                Verdict::PerhapsOlder | Verdict::PerhapsUnknown => R::distrust(self.transaction, stored)?,
                _ => self.drop(&stored, verdict)?,
            }
            self.findings.push(Finding { table: R::TABLE.name(), name, verdict });
        }
        self.twins::<R>()
    }

    /// Drops what was salvaged beside another of the same name, whichever the log means: one key of a name and version
    /// that no event speaks of, and all but one of other records.
    fn twins<R: Logged>(&mut self) -> Result<()> {
        let mut salvaged = Vec::new();
        self.transaction.scan::<R>(0, &mut |stored| {
            let is_known = R::TABLE == Table::Keys && self.verdict(&stored) != Some(Verdict::PerhapsUnknown);
            if self.salvaged.has(R::TABLE, stored.id) && !is_known {
                salvaged.push(stored);
            }
            Ok(Flow::Continue)
        })?;
        for stored in salvaged {
            let found = self.transaction.find::<R>(R::INDEX, &stored.record.indexed())?;
            let is_better =
                |other: &Stored<R>| other.id > stored.id || !self.salvaged.has(R::TABLE, other.id);
            let is_twin = |other: &Stored<R>| other.id != stored.id && other.record.is_twin(&stored.record);
            if found.iter().any(|other| is_twin(other) && is_better(other)) {
                self.drop(&stored, Verdict::Unknown)?;
                let name = stored.record.name();
                self.findings.push(Finding { table: R::TABLE.name(), name, verdict: Verdict::Unknown });
            }
        }
        Ok(())
    }

    fn verdict<R: Logged>(&self, stored: &Stored<R>) -> Option<Verdict> {
        let record = &stored.record;
        self.log.verdict(&Account {
            table: R::TABLE,
            name: &record.subject(),
            created_at: record.created_at(),
            updated_at: record.updated_at(),
            detail: record.detail(),
            is_salvaged: self.salvaged.has(R::TABLE, stored.id),
        })
    }

    fn drop<R: Logged>(&mut self, stored: &Stored<R>, verdict: Verdict) -> Result<()> {
        self.transaction.delete(stored)?;
        let why = if verdict == Verdict::Unknown { WHY_UNKNOWN } else { WHY };
        match stored.record.removal() {
            Some(audit_entry) => Ok(self.transaction.record(audit_entry.detail(why))?),
            None => Ok(()),
        }
    }
}
