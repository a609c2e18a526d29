//! What a repair starts from: it must be intact, since nothing else defines the vault.

use super::audit::Found;
use super::error::StoreError;
use super::manifest::Manifest;
use super::mark::diverged;
use super::record::Settings;
use super::row::Row;
use super::schema::Table;
use super::slots;
use super::tx::ChainKeys;
use super::vault::{Unlocked, Vault, chain_keys};
use crate::domain::slot::Slot;
use crate::error::{Error, Kind};

/// The manifest, the keys behind the log, and the slot in use.
pub(super) struct RepairBase {
    pub(super) manifest: Manifest,
    pub(super) chain: ChainKeys,
    pub(super) slot: Slot,
}

impl Vault<Unlocked> {
    /// Reads it.
    ///
    /// # Errors
    /// It is damaged, or the vault is not known to be the one last used on this machine.
    pub(super) fn repair_base(&self) -> Result<RepairBase, Error> {
        let hopeless = |error: StoreError| match error {
            StoreError::Tampered(what) => {
                let what = format!("the vault is damaged beyond what a repair can use: {what}");
                Error::tampered(what).hint("restore a backup with `keywright vault restore`")
            }
            other => other.into(),
        };
        let manifest = self.manifest().map_err(hopeless)?;
        let open = |table: Table, id| {
            let rows = rows_between(self, table, id, id)?;
            let row = rows
                .first()
                .ok_or_else(|| StoreError::tampered(format!("row {id} of {} is missing", table.name())))?;
            self.keys().open(table.name(), row)
        };
        let settings = open(Table::Settings, 1).map_err(hopeless)?;
        let settings: Settings = serde_json::from_slice(&settings)
            .map_err(|_| hopeless(StoreError::tampered("the settings cannot be read")))?;
        let chain = chain_keys(settings.chain_key.key(), self.id());
        let slot = open(Table::Slots, self.slot_in_use()).map_err(hopeless)?;
        let slot = slots::from_json(&slot).map_err(hopeless)?;
        let repair_base = RepairBase { manifest, chain, slot };
        self.refuse_another_history(&repair_base)?;
        Ok(repair_base)
    }

    /// The block sums may be damaged, so no single event counts: even without a key, an event of another
    /// history can be inserted. But the manifest is authentic, and the chain from the mark's head to the
    /// manifest's is the log.
    fn refuse_another_history(&self, repair_base: &RepairBase) -> Result<(), Error> {
        let RepairBase { manifest, chain, .. } = repair_base;
        let Some((count, head)) = self.seen_mark()?.head_to_find(manifest, &chain.mark, self.id())? else {
            return Ok(());
        };
        let leads_on = |before, seq| {
            self.event(seq).filter(|event| event.follows(before, &chain.audit)).map(|event| event.head)
        };
        if (count + 1..=manifest.audit_count).try_fold(head, leads_on) == Some(manifest.audit_head) {
            return Ok(());
        }
        let is_another = |event: Found| event.head != head;
        if count == manifest.audit_count || self.event(count).is_some_and(is_another) {
            return Err(diverged().into());
        }
        if self.accepts_rollback() {
            return Ok(());
        }
        let what = "the audit log is damaged at the event that would show that this is the vault last used on this machine";
        Err(Error::new(Kind::RolledBack, what).hint(
            "restore a backup with `keywright vault restore`; if you know that it is the same vault, add --accept-rollback",
        ))
    }

    /// The event at this position, if it can be read.
    fn event(&self, seq: u64) -> Option<Found> {
        let id = i64::try_from(seq).ok()?;
        let rows = rows_between(self, Table::Audit, id, id).ok()?;
        Found::read(&self.keys().open(Table::Audit.name(), rows.first()?).ok()?, id)
    }
}

/// The rows of a range; if SQLite cannot read them together, one by one.
pub(super) fn readable_rows(
    vault: &Vault<Unlocked>,
    table: Table,
    (first, last): (i64, i64),
    unreadable: &mut dyn FnMut(i64),
) -> Vec<Row> {
    if let Ok(rows) = rows_between(vault, table, first, last) {
        return rows;
    }
    let mut found = Vec::new();
    for id in first..=last {
        match rows_between(vault, table, id, id) {
            Ok(rows) => found.extend(rows),
            Err(_) => unreadable(id),
        }
    }
    found
}

fn rows_between(
    vault: &Vault<Unlocked>,
    table: Table,
    first: i64,
    last: i64,
) -> Result<Vec<Row>, StoreError> {
    let (columns, name) = (table.select_list(), table.name());
    let sql = format!("SELECT {columns} FROM {name} NOT INDEXED WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    let mut statement = vault.connection().prepare(&sql)?;
    let rows = statement.query_map([first, last], |row| Row::read(table, row))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
