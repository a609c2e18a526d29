//! Creating a vault from the recovered rows of an earlier one.
//!
//! | file | use case |
//! |---|---|
//! | `lines` | parse the output of the recovery script |

pub mod lines;

use super::repair;
use super::replay::{Replayed, replay};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::target::Target;
use crate::domain::words;
use crate::error::{Error, Result};
use crate::ops::verification_file::{self, public_key};
use crate::ops::{publish, target};
use crate::store::{NeedsReview, Salvaged, StoreError, Table, Transaction};
use lines::Recovered;

/// The tables whose rows are imported; slots are created again.
const TABLES: [Table; 10] = [
    Table::SigningKeys,
    Table::Keys,
    Table::Profiles,
    Table::Targets,
    Table::Series,
    Table::Publications,
    Table::Rotations,
    Table::Receipts,
    Table::Credentials,
    Table::Audit,
];

/// What was recovered.
#[derive(Debug, Clone, Default)]
pub struct Recovery {
    /// How many keys the vault has; `None`: nothing was recovered.
    pub keys: Option<u64>,
    /// How many entries of the earlier vault are missing: records, and entries of indexes beside them.
    pub lost: u64,
    /// What the log says of records that may be outdated.
    pub replayed: Replayed,
}

/// Imports every row but the slots, and continues from the state of the earlier vault.
pub(in crate::ops) fn import_rows(
    transaction: &mut Transaction<'_>,
    recovered: &mut Recovered<'_>,
    accept_clock: bool,
) -> Result<Recovery> {
    transaction.resume(recovered.was.newest_time, accept_clock)?;
    let mut salvaged = Salvaged::default();
    while let Some(row) = recovered.next_row()? {
        if row.table == Table::Slots {
            continue;
        }
        if !TABLES.contains(&row.table) {
            return Err(recovered.wrong(format!("a row of '{}' is unexpected", row.table.name())));
        }
        recovered.refuse_far(&row)?;
        if row.is_salvaged {
            salvaged.push(row.table, row.id);
        }
        transaction.import(row.table, row.id, &row.record).map_err(|error| with_line(recovered, error))?;
    }
    recovered.refuse_far_end()?;
    let lost = recovered.missing;
    transaction.fill_log(recovered.was.log_count)?;
    // It has a data key of its own, and so no mark yet.
    transaction.supersede(None, recovered.was.generation)?;
    repair::signing_keys::forget_former(transaction)?;
    public_key::active(transaction).map_err(|_| recovered.wrong("no signing key is among the rows"))?;
    for stored in transaction.all::<Target>()? {
        target::begin_series(transaction, &stored.record.name)?;
    }
    verification_file::signed::raise_epochs(transaction, Some(NeedsReview::Restored))?;
    if lost > 0 {
        publish::lost::note_all_unknown(transaction)?;
    } else {
        publish::lost::note_unknown(transaction, recovered.was.newest_time)?;
    }
    // No log is empty: without a manifest the end of it is unknown.
    let replayed = replay(transaction, &salvaged, recovered.was.log_count > 0)?;
    // After the log was asked: of two, one may have been of another history.
    let twins = transaction.twins()?.map_or_else(|| transaction.twin_versions(), |twins| Ok(Some(twins)))?;
    if let Some(twins) = twins {
        return Err(lines::refused(twins));
    }
    let what = format!("of generation {}, {} lost", recovered.was.generation, words::count(lost, "entry"));
    transaction.record(AuditEntry::new(Action::VaultRecover).detail(what))?;
    let keys = Some(transaction.count(Table::Keys)?);
    Ok(Recovery { keys, lost, replayed })
}

/// Adds the input line to the error if the row itself is invalid.
fn with_line(recovered: &Recovered<'_>, error: StoreError) -> Error {
    match error {
        StoreError::Tampered(what) => recovered.wrong(what),
        other => other.into(),
    }
}
