//! Keeping the files of targets up to date.
//!
//! A file takes four steps, each of its own: a reservation is committed, with the file written beside
//! its place; the file is put there; that is committed; the servers are told. Whatever is cut off
//! after any of them is seen by the next publish, which goes on from there with a newer generation
//! or, where the file did arrive, with the step that is missing.
//!
//! | file | use case |
//! |---|---|
//! | `steps` | reserve, install, record and reload one target |
//! | `due` | whether a file has to be written |
//! | `install` | what is in a target's place, and put the next file there |
//! | `reconcile` | the first file after a restore, compared with the one that servers have |
//! | `history` | the files that were written, until they have expired |
//! | `published` | what became of a target |
//! | `receipt` | import what servers report |
//! | `exposure` | until when a revoked key may still be accepted |

pub mod exposure;
pub mod receipt;

pub(super) mod due;
pub(super) mod history;
pub(super) mod install;
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
pub struct Request {
    /// These targets [default: all]
    #[arg(value_name = "TARGET")]
    pub targets: Vec<PlainName>,

    /// Write new files even if nothing changed
    #[arg(long)]
    pub force: bool,

    /// Only show what is due; exit 8 if anything is
    #[arg(long, conflicts_with = "force")]
    pub check: bool,

    /// After a restore: publish even if servers will accept other keys than with their present files
    #[arg(long)]
    pub accept_restore: bool,
}

/// Publishes the targets that are due. What fails for one of them is in its item, and the others go
/// on.
///
/// # Errors
/// A target that is not there, or a vault that cannot be used, before anything was done.
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
            // The vault itself: the next target would meet the same.
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
mod tests;
