//! Writing what is left of a damaged vault into a new file that replaces it.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::Duration;

use super::error::StoreError;
use super::file;
use super::foreign::foreign;
use super::guard::Guard;
use super::new;
use super::read::read;
use super::remains::{Remains, VisitRecord};
use super::repair_base::RepairBase;
use super::replacement::Replacement;
use super::schema::{self, Table};
use super::slots::{self, SlotRecord, WrappedSlot};
use super::tree::pages::Pages;
use super::tx::Transaction;
use super::vault::{Unlocked, Vault};
use crate::domain::slot::SlotKind;
use crate::domain::time::Timestamp;
use crate::error::Error;

/// A damaged part of the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// A table of records, `indexes`, `nodes` or `schema`.
    pub table: &'static str,
    /// The first and last record, or the node; `None`: not limited to known ones.
    pub rows: Option<(i64, i64)>,
    /// What is wrong with them.
    pub what: String,
    /// Whether something is missing in the repaired vault.
    pub dropped: bool,
}

/// The records that no manifest vouches for: they were found in nodes that may be of any time.
#[derive(Debug, Default)]
pub struct Salvaged {
    /// Ranges of their numbers: the last by the first.
    ranges: BTreeMap<(Table, i64), i64>,
}

impl Salvaged {
    /// Adds a record.
    pub fn push(&mut self, table: Table, id: i64) {
        match self.ranges.range_mut((table, 0)..=(table, id.max(0))).next_back() {
            Some((_, last)) if last.checked_add(1) == Some(id) => *last = id,
            _ => _ = self.ranges.insert((table, id), id),
        }
    }

    /// Whether the record is one of them.
    pub fn has(&self, table: Table, id: i64) -> bool {
        let before = self.ranges.range((table, 0)..=(table, id.max(0))).next_back();
        before.is_some_and(|(_, last)| id <= *last)
    }
}

/// The result of a repair.
#[derive(Debug)]
pub struct Repaired {
    /// The damage found while nobody else could write.
    pub damages: Vec<Damage>,
    /// The path of the damaged vault.
    pub kept: Option<PathBuf>,
    pub generation: i64,
}

type Take<'t> = VisitRecord<'t, StoreError>;

impl Vault<Unlocked> {
    /// All damage.
    ///
    /// # Errors
    /// What a repair starts from is damaged: the manifest, the settings, or the slot in use.
    pub fn damages(&self, progress: &mut dyn FnMut(u64)) -> Result<Vec<Damage>, Error> {
        let guard = Guard::begin(self.connection(), "BEGIN")?;
        let repair_base = self.repair_base()?;
        let damages = self.survey(&repair_base.remains, &mut |_, _, _, _| Ok(()), progress)?;
        guard.rollback()?;
        Ok(damages)
    }

    /// Writes all authentic records into a new file that replaces the vault. `then` completes it before the
    /// commit.
    ///
    /// # Errors
    /// As for [`damages`](Self::damages); nothing is changed then.
    pub fn repair(
        &self,
        now: Timestamp,
        progress: &mut dyn FnMut(u64),
        then: impl FnOnce(&mut Transaction<'_>, &[Damage], &Salvaged) -> Result<(), Error>,
    ) -> Result<Repaired, Error> {
        let guard = self.begin_writing()?;
        let RepairBase { remains, slot } = self.repair_base()?;
        let manifest = &remains.manifest;
        let replacement = Replacement::beside(self.path())?;
        let connection = file::connect(replacement.temporary(), Duration::from_secs(10))?;
        schema::initialise(&connection)?;
        let inner = Guard::begin(&connection, "BEGIN IMMEDIATE")?;
        let pages = Pages { connection: &connection, ..self.pages() };
        let mut transaction = new::empty(pages, manifest.generation, slot, self.user(), now);
        transaction.resume(manifest.newest_time, self.accepts_clock())?;
        let rows = slots::wrapped(self.connection())?;
        let rows: HashMap<i64, WrappedSlot> = rows.into_iter().map(|row| (row.id, row)).collect();
        let mut salvaged = Salvaged::default();
        let mut take = |table: Table, id: i64, json: &[u8], is_salvaged: bool| {
            if is_salvaged {
                salvaged.push(table, id);
            }
            if let (Table::Slots, Some(row)) = (table, rows.get(&id)) {
                let slot = read::<SlotRecord>(table, id, json)?.slot;
                // No other slot has one: somebody put it there.
                let identity = row.identity.clone().filter(|_| slot.kind == SlotKind::Passphrase);
                return transaction.import_slot(slot, &WrappedSlot { identity, ..row.clone() });
            }
            transaction.import(table, id, json)
        };
        let damages = self.survey(&remains, &mut take, progress)?;
        transaction.reserve(manifest.next_seq);
        transaction.fill_log(manifest.log_count)?;
        transaction.supersede(self.state_of_machine(), manifest.generation)?;
        then(&mut transaction, &damages, &salvaged)?;
        transaction.write_manifest()?;
        let generation = transaction.generation();
        inner.commit(generation)?;
        self.announce(&transaction)?;
        let kept = replacement.install(true, now)?;
        self.settle(self.fingerprint());
        self.raise_mark(&transaction);
        guard.rollback()?;
        Ok(Repaired { damages, kept, generation })
    }

    /// Passes all records that are left and right to `take`. Returns what is not.
    fn survey(
        &self,
        remains: &Remains<'_>,
        take: &mut Take<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Vec<Damage>, StoreError> {
        let mut damages = lost(remains);
        damages.extend(self.foreign_schema().iter().map(|name| Damage {
            table: "schema",
            rows: None,
            what: format!("{name} is not a vault's"),
            dropped: true,
        }));
        let foreign = foreign(remains)?;
        let rows = slots::wrapped(self.connection()).unwrap_or_default();
        let mut note = |table: Table, id, what: &str, dropped| {
            let (table, rows) = (table.name(), Some((id, id)));
            damages.push(Damage { table, rows, what: what.to_owned(), dropped });
        };
        let (mut count, mut slots) = (0, Vec::new());
        remains.records(&mut |table, id, json, is_salvaged| {
            count += 1;
            if count % 1_000 == 0 {
                progress(1_000);
            }
            if table == Table::Audit && foreign.iter().any(|run| run.contains(&id)) {
                note(table, id, "it belongs to another history of this vault", true);
                return Ok(());
            }
            if table == Table::Slots {
                slots.push(id);
                let is_vouched = |record: SlotRecord| rows.iter().any(|row| record.vouches_for(id, row));
                if !read::<SlotRecord>(table, id, json).is_ok_and(is_vouched) {
                    // What unlocked the vault is right, whatever was put beside it: nobody shall lock themselves out.
                    let is_in_use = id == self.slot_in_use();
                    note(table, id, "its age file is not the one that its record names", !is_in_use);
                    if !is_in_use {
                        return Ok(());
                    }
                }
            }
            match take(table, id, json, is_salvaged) {
                Err(StoreError::Tampered(_)) => {
                    note(table, id, "it cannot be read", true);
                    Ok(())
                }
                other => other,
            }
        })?;
        for row in rows.iter().filter(|row| !slots.contains(&row.id)) {
            note(Table::Slots, row.id, "no record names its age file", true);
        }
        Ok(damages)
    }
}

/// The damage of the tree itself.
fn lost(remains: &Remains<'_>) -> Vec<Damage> {
    let mut damages = Vec::new();
    for lost in &remains.lost {
        let is_lost = lost.found < lost.entries;
        let what = match (lost.found, is_lost) {
            (0, _) => "a node is damaged or missing, and what it held is lost",
            (_, true) => {
                "a node is damaged or missing; some of what it held was found elsewhere, and may be older"
            }
            (_, false) => {
                "an older node was put in a node's place, or the way to it is damaged; what it held may be older"
            }
        };
        if lost.is_index() {
            let what = "a node is damaged or missing; indexes are made anew".to_owned();
            damages.push(Damage { table: "indexes", rows: None, what, dropped: false });
            continue;
        }
        let before = damages.len();
        for table in Table::ALL {
            let last = match table {
                Table::Audit => i64::try_from(remains.manifest.log_count).unwrap_or(i64::MAX),
                _ => remains.manifest.next_seq - 1,
            };
            if let Some(rows) = lost.of_table(table, last) {
                let (table, rows, what) = (table.name(), Some(rows), what.to_owned());
                damages.push(Damage { table, rows, what, dropped: is_lost });
            }
        }
        if damages.len() == before {
            // Nothing but pieces of long records.
            damages.push(Damage { table: "nodes", rows: None, what: what.to_owned(), dropped: is_lost });
        }
    }
    damages.extend(remains.added.iter().map(|id| Damage {
        table: "nodes",
        rows: Some((*id, *id)),
        what: "nothing leads to it: somebody added it".to_owned(),
        dropped: true,
    }));
    damages
}
