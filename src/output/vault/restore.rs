//! A vault that was restored or repaired.

use serde::Serialize;

use crate::ops::Damage;
use crate::ops::vault::{repair, restore};
use crate::output::table::Cell;
use crate::output::view::View;

/// A backup in the vault's place.
#[derive(Debug, Serialize)]
pub struct RestoreView {
    path: String,
    id: String,
    generation: i64,
    backup_generation: i64,
    newest_time: String,
    keys: i64,
    replaced: Option<String>,
}

impl From<&restore::Outcome> for RestoreView {
    fn from(done: &restore::Outcome) -> Self {
        Self {
            path: done.path.display().to_string(),
            id: done.id.to_string(),
            generation: done.generation,
            backup_generation: done.backup_generation,
            newest_time: done.newest_time.to_string(),
            keys: done.keys,
            replaced: done.replaced.as_ref().map(|path| path.display().to_string()),
        }
    }
}

impl View for RestoreView {
    fn members() -> Vec<&'static str> {
        vec!["path", "id", "generation", "backup_generation", "newest_time", "keys", "replaced"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Vault", "ID", "Keys"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![self.path.as_str().into(), self.id.as_str().into(), self.keys.to_string().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("Restored", self.path.clone()),
            ("ID", self.id.clone()),
            ("Last changed", format!("{} (the backup)", self.newest_time)),
            ("Generation", format!("{} (the backup: {})", self.generation, self.backup_generation)),
            ("Keys", self.keys.to_string()),
        ]
    }
}

/// What a repair found, and what it did about it.
#[derive(Debug, Serialize)]
pub struct RepairView {
    changed: bool,
    damages: Vec<DamageView>,
    generation: Option<i64>,
    replaced: Option<String>,
    ended_again: u64,
    roles_again: Vec<String>,
    perhaps_older: Vec<String>,
    new_signing_key: bool,
}

#[derive(Debug, Serialize)]
struct DamageView {
    table: &'static str,
    first: Option<i64>,
    last: Option<i64>,
    what: &'static str,
    dropped: bool,
}

impl From<&Damage> for DamageView {
    fn from(damage: &Damage) -> Self {
        let (first, last) = (damage.rows.map(|rows| rows.0), damage.rows.map(|rows| rows.1));
        Self { table: damage.table, first, last, what: damage.what, dropped: damage.dropped }
    }
}

impl From<Option<&repair::Outcome>> for RepairView {
    fn from(done: Option<&repair::Outcome>) -> Self {
        Self {
            changed: done.is_some(),
            damages: done.map(|done| done.damages.iter().map(DamageView::from).collect()).unwrap_or_default(),
            generation: done.map(|done| done.generation),
            replaced: done.and_then(|done| done.kept.as_ref()).map(|path| path.display().to_string()),
            ended_again: done.map_or(0, |done| done.ended_again),
            roles_again: done.map(|done| done.roles_again.clone()).unwrap_or_default(),
            perhaps_older: done.map(|done| done.perhaps_older.clone()).unwrap_or_default(),
            new_signing_key: done.is_some_and(|done| done.new_signing_key),
        }
    }
}

/// A damage in words.
pub fn describe(damage: &Damage) -> String {
    let table = damage.table;
    let place = match damage.rows {
        Some((first, last)) if first == last => format!("row {first} of {table}"),
        Some((first, last)) => format!("rows {first} to {last} of {table}"),
        None => table.to_owned(),
    };
    format!("{place}: {}{}", damage.what, if damage.dropped { "; dropped" } else { "" })
}

impl View for RepairView {
    fn members() -> Vec<&'static str> {
        vec![
            "changed",
            "damages",
            "generation",
            "replaced",
            "ended_again",
            "roles_again",
            "perhaps_older",
            "new_signing_key",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Vault", "Damages"]
    }

    fn cells(&self) -> Vec<Cell> {
        let words = if self.changed { "repaired" } else { "whole" };
        vec![words.into(), self.damages.len().to_string().into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let Some(generation) = self.generation else {
            return vec![("Vault", "whole and genuine: nothing to repair".to_owned())];
        };
        let dropped = self.damages.iter().filter(|damage| damage.dropped).count();
        vec![
            ("Vault", "repaired".to_owned()),
            ("Damaged", self.damages.len().to_string()),
            ("Dropped", dropped.to_string()),
            ("Keys ended again", self.ended_again.to_string()),
            ("Generation", generation.to_string()),
        ]
    }
}
