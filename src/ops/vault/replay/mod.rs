//! What the audit log says of records that may be from an earlier time, or from another history: each node is
//! authentic by itself, whenever it was written. Used by a repair and by a recovery.
//!
//! | file | use case |
//! |---|---|
//! | `log` | what the log says of each record |
//! | `names` | lineages that were renamed |
//! | `records` | keys, credentials, targets, profiles, receipts |
//! | `rotations` | rotations: take the steps again that were taken |

mod log;
mod names;
mod records;
mod rotations;

use crate::domain::key::Key;
use crate::domain::profile::Profile;
use crate::domain::receipt::Receipt;
use crate::domain::target::Target;
use crate::error::Result;
use crate::ops::audit::ended_keys;
use crate::store::{CredentialRecord, Salvaged, Table, Transaction};
use log::Log;

/// What the log says of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was removed or replaced, or the rotation is over: dropped.
    Removed,
    /// It was never added: it belongs to another history, and is dropped.
    Unknown,
    /// It is a rotation, one of whose keys is not there: dropped.
    Orphaned,
    /// It is a rotation that was further: it is again.
    Advanced,
    /// It was changed, or may have been, and this may be what it was before.
    PerhapsOlder,
    /// Nothing says that it was added, but events are lost: it may belong to another history.
    PerhapsUnknown,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 6] = [
        Self::Removed,
        Self::Unknown,
        Self::Orphaned,
        Self::Advanced,
        Self::PerhapsOlder,
        Self::PerhapsUnknown,
    ];

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Unknown => "unknown",
            Self::Orphaned => "orphaned",
            Self::Advanced => "advanced",
            Self::PerhapsOlder => "perhaps_older",
            Self::PerhapsUnknown => "perhaps_unknown",
        }
    }
}

/// A record of which the log says more than the record itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its table.
    pub table: &'static str,
    /// Its name; of a receipt, its target and server.
    pub name: String,
    /// What the log says.
    pub verdict: Verdict,
}

/// What the log was asked about.
#[derive(Debug, Clone, Default)]
pub struct Replayed {
    /// How many keys were revoked, disabled or deleted again.
    pub ended_again: u64,
    /// The records that were dropped or corrected, or cannot be told from older ones.
    pub findings: Vec<Finding>,
}

/// Drops, corrects or lists every record that the log contradicts and no manifest vouches for. `has_end`: whether it is
/// known how many events the log had.
pub(in crate::ops) fn replay(
    transaction: &mut Transaction<'_>,
    salvaged: &Salvaged,
    has_end: bool,
) -> Result<Replayed> {
    let ended_again = ended_keys::end_again(transaction)?;
    names::rename_again(transaction, salvaged)?;
    let log = Log::read(transaction, salvaged, has_end)?;
    let mut replay = Replay { transaction, salvaged, log, findings: Vec::new() };
    replay.records::<Key>()?;
    replay.records::<CredentialRecord>()?;
    replay.records::<Profile>()?;
    replay.records::<Target>()?;
    replay.records::<Receipt>()?;
    replay.rotations()?;
    replay.slots()?;
    Ok(Replayed { ended_again, findings: replay.findings })
}

struct Replay<'r, 'v> {
    transaction: &'r mut Transaction<'v>,
    salvaged: &'r Salvaged,
    log: Log,
    findings: Vec<Finding>,
}

impl Replay<'_, '_> {
    /// Names the slots whose role may be a former one. What the log has of roles was done before.
    fn slots(&mut self) -> Result<()> {
        for slot in self.transaction.slots()? {
            let name = slot.record.name.to_string();
            if self.salvaged.has(Table::Slots, slot.id) && self.log.may_have_another_role(&name) {
                let (table, verdict) = (Table::Slots.name(), Verdict::PerhapsOlder);
                self.findings.push(Finding { table, name, verdict });
            }
        }
        Ok(())
    }
}
