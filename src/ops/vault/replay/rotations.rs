//! Rotations: the steps that the log says were taken are taken again. A secret that was confirmed is in escrow no more.

use super::{Finding, Replay, Verdict};
use crate::domain::audit::{Action, AuditEntry};
use crate::error::Result;
use crate::ops::rotation::Case;
use crate::store::{RotationRecord, Stored, Table};

impl Replay<'_, '_> {
    /// Asks the log about every rotation. After the keys: some may be gone.
    pub(super) fn rotations(&mut self) -> Result<()> {
        for stored in self.transaction.all::<RotationRecord>()? {
            let name = stored.record.rotation.name.to_string();
            if let Some(verdict) = self.rotation(stored)? {
                self.findings.push(Finding { table: Table::Rotations.name(), name, verdict });
            }
        }
        Ok(())
    }

    fn rotation(&mut self, stored: Stored<RotationRecord>) -> Result<Option<Verdict>> {
        let rotation = &stored.record.rotation;
        let is_salvaged = self.salvaged.has(Table::Rotations, stored.id);
        if is_salvaged && self.log.rotation(&rotation.successor).is_none() && self.log.is_whole() {
            self.transaction.delete(&stored)?;
            return Ok(Some(Verdict::Unknown));
        }
        let is_superseded = self.log.is_superseded(rotation.name.as_str(), &rotation.successor);
        if is_superseded && is_salvaged {
            self.transaction.delete(&stored)?;
            return Ok(Some(Verdict::Removed));
        }
        let (name, id) = (rotation.name.to_string(), stored.id);
        let Some(case) = Case::of_record(self.transaction, stored)? else {
            if let Some(stored) = self.transaction.get::<RotationRecord>(id)? {
                self.transaction.delete(&stored)?;
            }
            let audit_entry = AuditEntry::new(Action::RotationAbort).subject(name);
            self.transaction.record(audit_entry.detail("one of its keys is lost"))?;
            return Ok(Some(Verdict::Orphaned));
        };
        self.catch_up(case, is_salvaged)
    }

    /// Takes the steps that the log has. One that has ended is removed: it was kept only to answer repeated steps.
    fn catch_up(&mut self, mut case: Case, is_salvaged: bool) -> Result<Option<Verdict>> {
        let is_doubtful = is_salvaged
            || [&case.predecessor, &case.successor].iter().any(|key| self.salvaged.has(Table::Keys, key.id));
        if !is_doubtful {
            return Ok(None);
        }
        let steps = self.log.rotation(&case.rotation().successor);
        let recorded = steps.map(|steps| steps.recorded).unwrap_or_default();
        let started = steps.map_or(0, |steps| steps.started);
        let went_on = steps.is_none_or(|steps| steps.went_on);
        let has_gap = is_salvaged && self.log.has_gap_after(started);
        let mut changed = case.update().catch_up(&recorded, self.transaction.now());
        if has_gap && case.record.record.escrow.is_some() && case.rotation().is_open() {
            // It may have been confirmed: then nobody shall have the secret. It may have been delivered at least.
            case.update().assume_delivered(self.transaction.now());
            case.record.record.escrow = None;
            changed = true;
        }
        let is_over = !case.rotation().is_open();
        if changed {
            case.save(self.transaction)?;
        }
        if is_over && (is_salvaged || changed) {
            self.transaction.delete(&case.record)?;
            return Ok(Some(Verdict::Removed));
        }
        Ok(match (has_gap, changed, is_salvaged && went_on) {
            (true, ..) | (false, false, true) => Some(Verdict::PerhapsOlder),
            (false, true, _) => Some(Verdict::Advanced),
            (false, false, false) => None,
        })
    }
}
