//! What a repair starts from: it must be intact, since nothing else defines the vault.

use super::audit::Found;
use super::error::StoreError;
use super::mark::diverged;
use super::record::Settings;
use super::remains::Remains;
use super::schema::Table;
use super::slots::SlotRecord;
use super::vault::{Unlocked, Vault};
use crate::domain::slot::Slot;
use crate::error::{Error, Kind};

/// What is left of the vault, and the slot in use.
pub(super) struct RepairBase<'v> {
    pub(super) remains: Remains<'v>,
    pub(super) slot: Slot,
}

impl Vault<Unlocked> {
    /// Reads it.
    ///
    /// # Errors
    /// It is damaged, or the vault is not known to be the one last used on this machine.
    pub(super) fn repair_base(&self) -> Result<RepairBase<'_>, Error> {
        let hopeless = |error: StoreError| match error {
            StoreError::Tampered(what) => {
                let what = format!("the vault is damaged beyond what a repair can use: {what}");
                Error::tampered(what).hint("restore a backup with `keywright vault restore`")
            }
            other => other.into(),
        };
        let manifest = self.manifest().map_err(hopeless)?;
        let remains = Remains::of(self.pages(), manifest).map_err(hopeless)?;
        let lost = |what: &str| hopeless(StoreError::tampered(what));
        let settings = remains.get(Table::Settings, Settings::ID);
        settings
            .filter(|json| serde_json::from_slice::<Settings>(json).is_ok())
            .ok_or_else(|| lost("the settings are lost"))?;
        let slot = remains.get(Table::Slots, self.slot_in_use());
        let slot = slot.and_then(|json| serde_json::from_slice::<SlotRecord>(&json).ok());
        let slot = slot.ok_or_else(|| lost("the slot in use is lost"))?.slot;
        let repair_base = RepairBase { remains, slot };
        self.refuse_another_history(&repair_base)?;
        Ok(repair_base)
    }

    /// Where parts of the log are lost, no single event counts: even without a key, nodes of another history can be
    /// put there. But the manifest is authentic, and the chain from the mark's head to the manifest's is the log.
    fn refuse_another_history(&self, repair_base: &RepairBase<'_>) -> Result<(), Error> {
        let remains = &repair_base.remains;
        let manifest = &remains.manifest;
        let Some((count, head)) = self.seen_mark()?.head_to_find(manifest, self.keys())? else {
            return Ok(());
        };
        let event = |seq: u64| {
            let id = i64::try_from(seq).ok()?;
            Found::read(&remains.get(Table::Audit, id)?, id)
        };
        let leads_on = |before, seq| event(seq).filter(|event| event.follows(before)).map(|event| event.head);
        if (count + 1..=manifest.log_count).try_fold(head, leads_on) == Some(manifest.log_head) {
            return Ok(());
        }
        let is_another = |event: Found| event.head != head;
        if count == manifest.log_count || event(count).is_some_and(is_another) {
            return Err(diverged(self.keys()).into());
        }
        if self.accepts_rollback() {
            return Ok(());
        }
        let what = "the audit log is damaged at the event that would show that this is the vault last used on this machine";
        Err(Error::new(Kind::RolledBack, what).hint(
            "restore a backup with `keywright vault restore`; if you know that it is the same vault, add --accept-rollback",
        ))
    }
}
