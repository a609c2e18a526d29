//! Keeping the files of targets up to date.
//!
//! A file takes four separate steps: a reservation is committed, with the file written beside its
//! destination; the file is installed; that is committed; the servers are reloaded. If publishing is
//! interrupted after any of them, the next publish detects it and continues with a newer generation
//! or, if the file was installed, with the missing step.
//!
//! | file | use case |
//! |---|---|
//! | `steps` | reserve, install, record and reload one target |
//! | `due` | whether a file has to be written |
//! | `install` | examine a target's installed file, and install the next one |
//! | `reconcile` | compare the first file after a restore with the installed one |
//! | `lost` | files of a lost history: what they admit, and that there may be others |
//! | `lost_targets` | targets of a lost history, and that there may be others |
//! | `history` | the record of written files, until they have expired |
//! | `published` | the result for a target |
//! | `receipt` | import servers' receipts |
//! | `exposure` | until when a revoked key may still be accepted |
//! | `unpublished` | for `status` and `target list`: what targets do not have yet |
//! | `exported` | what the newest files that no target renews admit, and should not |
//! | `in_force` | for the report: the files in force, and who is admitted by them that should not be |
//! | `remaining` | for `status`: all of that, and what older files still admit |
//! | `named` | lists of keys as text |

pub mod exported;
pub mod exposure;
pub mod in_force;
pub mod lost_targets;
pub mod receipt;
pub mod remaining;
pub mod unpublished;

pub(super) mod due;
pub(super) mod history;
pub(super) mod install;
pub(super) mod lost;
mod named;
mod published;
mod reconcile;
mod steps;

use clap::Args;

use super::hook::{Programs, StepContext};
use super::target;
use crate::domain::name::PlainName;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ports::Clock;
use crate::store::{StoreError, Unlocked, Vault};

pub use due::Reason;
pub use published::{Admitted, FileFacts, Published};

/// What is to be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
// Each is a switch of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct Request {
    /// These targets [default: all]
    #[arg(value_name = "TARGET")]
    pub targets: Vec<PlainName>,

    /// Write new files even if nothing changed, and over a file in force of another issuer, subject or format
    #[arg(long)]
    pub force: bool,

    /// Write new files that are above all that servers may have seen, of a new epoch each
    #[arg(long)]
    pub raise_epoch: bool,

    /// Only show what is due; exit 8 if anything is
    #[arg(long, conflicts_with_all = ["force", "raise_epoch"])]
    pub check: bool,

    /// After a restore: publish even if servers will accept other keys than with their present files
    #[arg(long)]
    pub accept_restore: bool,
}

impl Request {
    /// Why a file is written although it need not be, if it was asked for.
    fn requested(&self) -> Option<Reason> {
        match (self.raise_epoch, self.force) {
            (true, _) => Some(Reason::EpochRaised),
            (false, true) => Some(Reason::Forced),
            (false, false) => None,
        }
    }
}

/// Publishes the targets that are due. The failure of a target is reported in its item, and the others
/// continue.
///
/// # Errors
/// A target is not found, or the vault fails before anything was done.
pub fn publish(
    vault: &Vault<Unlocked>,
    request: &Request,
    clock: &dyn Clock,
    programs: Programs<'_>,
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<Published>> {
    let publisher = StepContext { vault, clock, programs };
    let targets = selected_targets(vault, &request.targets, clock.now())?;
    let mut items: Vec<Published> = Vec::with_capacity(targets.len());
    for target in &targets {
        let item = publisher.publish_one(target, request, progress);
        let done_before = items.iter().any(|item| item.changed);
        match item {
            // The vault itself failed: the next target would fail too.
            Published { error: Some(error), changed: false, .. }
                if !done_before && error.cause::<StoreError>().is_some() =>
            {
                return Err(error);
            }
            item => items.push(item),
        }
    }
    Ok(items)
}

fn selected_targets(vault: &Vault<Unlocked>, names: &[PlainName], now: Timestamp) -> Result<Vec<Target>> {
    if names.is_empty() {
        return target::list(vault, now);
    }
    vault.read(now, |transaction| {
        let mut targets: Vec<Target> = Vec::with_capacity(names.len());
        for name in names {
            if !targets.iter().any(|target| target.name == *name) {
                targets.push(target::existing(transaction, name)?.record);
            }
        }
        Ok(targets)
    })
}

#[cfg(test)]
pub(in crate::ops) mod tests;
