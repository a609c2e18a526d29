//! Copying the authentic rows of a damaged vault into a new file that replaces it.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use zeroize::Zeroizing;

use super::blocks::{BLOCK_ROWS, Groups, Zone, block_of};
use super::content;
use super::error::StoreError;
use super::file;
use super::foreign::foreign;
use super::guard::Guard;
use super::manifest::Manifest;
use super::new;
use super::repair_base::{RepairBase, readable_rows};
use super::replacement::Replacement;
use super::row::Row;
use super::schema::{self, Table};
use super::slots;
use super::sum::Sum;
use super::tx::Transaction;
use super::vault::{Unlocked, Vault};
use crate::domain::time::Timestamp;
use crate::error::Error;

/// A damaged part of the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    pub table: &'static str,
    /// The first and last row; `None`: not limited to known rows.
    pub rows: Option<(i64, i64)>,
    /// What is wrong with them.
    pub what: &'static str,
    /// Whether they are dropped from the repaired vault.
    pub dropped: bool,
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

/// An authentic row.
struct Saved {
    row: Row,
    plaintext: Zeroizing<Vec<u8>>,
}

impl Vault<Unlocked> {
    /// All damage, table by table.
    ///
    /// # Errors
    /// What a repair starts from is damaged: the manifest, the settings, or the slot in use.
    pub fn damages(&self, progress: &mut dyn FnMut(u64)) -> Result<Vec<Damage>, Error> {
        let guard = Guard::begin(self.connection(), "BEGIN")?;
        let repair_base = self.repair_base()?;
        let damages = Survey::of(self, &repair_base).run(&mut |_, _| Ok(()), progress)?;
        guard.rollback()?;
        Ok(damages)
    }

    /// Writes all authentic rows into a new file that replaces the vault. `then` completes it before the
    /// commit.
    ///
    /// # Errors
    /// As for [`damages`](Self::damages); nothing is changed then.
    pub fn repair(
        &self,
        now: Timestamp,
        progress: &mut dyn FnMut(u64),
        then: impl FnOnce(&mut Transaction<'_>, &[Damage]) -> Result<(), Error>,
    ) -> Result<Repaired, Error> {
        let guard = self.begin_writing()?;
        let repair_base = self.repair_base()?;
        let manifest = &repair_base.manifest;
        let replacement = Replacement::beside(self.path())?;
        let connection = file::connect(replacement.temporary(), Duration::from_secs(10))?;
        schema::initialise(&connection)?;
        let inner = Guard::begin(&connection, "BEGIN IMMEDIATE")?;
        let slot = repair_base.slot.clone();
        let mut transaction =
            new::transaction(&connection, self.keys(), self.entropy(), slot, self.user(), now);
        transaction.chain = repair_base.chain.clone();
        transaction.resume(manifest.newest_time, self.accepts_clock())?;
        let mut take = |table: Table, saved: &Saved| match table {
            Table::Slots => transaction.put(table, saved.row.id, saved.row.columns.clone(), &saved.plaintext),
            _ => transaction.import(table, saved.row.id, &saved.plaintext),
        };
        let damages = Survey::of(self, &repair_base).run(&mut take, progress)?;
        for table in Table::ALL {
            transaction.reserve(table, manifest.counts(table).next_id);
        }
        transaction.fill_log(manifest.audit_count)?;
        transaction.supersede(self.mark(), manifest.generation)?;
        then(&mut transaction, &damages)?;
        transaction.write_manifest()?;
        let generation = transaction.generation();
        inner.commit(generation)?;
        let kept = replacement.install(true, now)?;
        self.raise_mark(&transaction);
        guard.rollback()?;
        Ok(Repaired { damages, kept, generation })
    }
}

/// A survey of all tables for damage.
struct Survey<'a> {
    vault: &'a Vault<Unlocked>,
    manifest: &'a Manifest,
    /// The sums, if they are themselves intact.
    groups: Option<Groups>,
    /// Events of another history.
    foreign: Vec<RangeInclusive<i64>>,
    damages: Vec<Damage>,
}

type Take<'t> = dyn FnMut(Table, &Saved) -> Result<(), StoreError> + 't;

impl<'a> Survey<'a> {
    fn of(vault: &'a Vault<Unlocked>, repair_base: &'a RepairBase) -> Self {
        let manifest = &repair_base.manifest;
        let groups = Groups::load(vault.connection(), vault.keys(), manifest).ok();
        Self { vault, manifest, groups, foreign: foreign(vault, repair_base), damages: Vec::new() }
    }

    fn run(mut self, take: &mut Take<'_>, progress: &mut dyn FnMut(u64)) -> Result<Vec<Damage>, StoreError> {
        if self.groups.is_none() {
            self.note(
                Table::Blocks,
                None,
                "the sums are damaged: replayed rows would not be detected",
                false,
            );
        }
        for table in Table::ALL.into_iter().filter(|table| *table != Table::Blocks) {
            self.table(table, take, progress)?;
        }
        Ok(self.damages)
    }

    fn note(&mut self, table: Table, rows: Option<(i64, i64)>, what: &'static str, dropped: bool) {
        self.damages.push(Damage { table: table.name(), rows, what, dropped });
    }

    fn table(
        &mut self,
        table: Table,
        take: &mut Take<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), StoreError> {
        let counts = self.manifest.counts(table);
        for number in 0..=block_of(counts.next_id) {
            let first = number * BLOCK_ROWS;
            let last = (first + BLOCK_ROWS - 1).min(counts.next_id - 1);
            let before = self.damages.len();
            let rows = self.rows(table, first.max(1), last);
            for row in &rows {
                match self.genuine(table, row) {
                    Ok(plaintext) => take(table, &Saved { row: row.clone(), plaintext })?,
                    Err(what) => self.note(table, Some((row.id, row.id)), what, true),
                }
            }
            progress(u64::try_from(rows.len()).unwrap_or(0));
            let is_explained = self.damages.len() > before;
            if !is_explained && !self.sums_match(table, number, &rows) {
                let what = "rows are missing, or older rows were replayed";
                self.note(table, Some((first.max(1), last)), what, false);
            }
        }
        self.added(table, counts.next_id);
        Ok(())
    }

    /// The rows of a range that SQLite can read.
    fn rows(&mut self, table: Table, first: i64, last: i64) -> Vec<Row> {
        readable_rows(self.vault, table, (first, last), &mut |id| {
            self.damages.push(Damage {
                table: table.name(),
                rows: Some((id, id)),
                what: "SQLite cannot read it",
                dropped: true,
            });
        })
    }

    fn genuine(&self, table: Table, row: &Row) -> Result<Zeroizing<Vec<u8>>, &'static str> {
        let keys = self.vault.keys();
        let plaintext = keys.open(table.name(), row).map_err(|_| "it is not authentic")?;
        if table == Table::Audit && self.foreign.iter().any(|run| run.contains(&row.id)) {
            return Err("it belongs to another history of this vault");
        }
        let is_right = match table {
            Table::Slots => slots::from_json(&plaintext).is_ok(),
            _ => {
                content::columns(keys, table, row.id, &plaintext).is_ok_and(|columns| columns == row.columns)
            }
        };
        if is_right { Ok(plaintext) } else { Err("it cannot be read, or its index entry does not match it") }
    }

    fn sums_match(&mut self, table: Table, number: i64, rows: &[Row]) -> bool {
        let keys = self.vault.keys();
        let mut sum = Sum::default();
        for row in rows {
            sum.add(keys.tag(table, row));
        }
        let Some(groups) = &mut self.groups else { return true };
        let block = groups.block(keys, Zone::Rows(table), number);
        block.is_ok_and(|block| block.sum == sum && i64::try_from(rows.len()) == Ok(block.rows))
    }

    /// Rows whose ids were never allocated.
    fn added(&mut self, table: Table, next_id: i64) {
        let sql = format!("SELECT count(*) FROM {} WHERE id < 1 OR id >= ?1", table.name());
        let count = self.vault.connection().query_row(&sql, [next_id], |row| row.get::<_, i64>(0));
        if count.is_ok_and(|count| count > 0) {
            self.note(table, None, "unauthenticated rows were added", true);
        }
    }
}
