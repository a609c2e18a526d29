//! Targets that a restore, a repair or a recovery has lost, or may have: servers go on with their files, and nothing
//! compares or replaces those.
//!
//! The log tells which. A repaired vault has events of targets that it does not have; a restore adds an event for each
//! target that only the replaced vault had. Where the log cannot tell, that is said.

use std::collections::{BTreeMap, BTreeSet};

use super::lost;
use crate::domain::audit::{Action, AuditEntry, Event};
use crate::domain::publication::UnknownFiles;
use crate::domain::shell;
use crate::domain::target::Target;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::ops::target;
use crate::store::{AuditReader, Flow, Series, Transaction, Unlocked, Vault};

/// What the event of a restore ends with if the targets of the replaced vault are known.
const COMPARED: &str = "; targets compared with those of the replaced vault";

/// Records a restore, and the targets that only the replaced vault had. `replaced`: all that it had; `None`: it could
/// not be read.
pub(in crate::ops) fn record_restore(
    transaction: &mut Transaction<'_>,
    what: &str,
    replaced: Option<Vec<Target>>,
) -> Result<Vec<Target>> {
    let compared = if replaced.is_some() { COMPARED } else { "" };
    transaction.record(AuditEntry::new(Action::VaultRestore).detail(format!("{what}{compared}")))?;
    let names = names(transaction)?;
    let is_lost = |target: &Target| !names.contains(target.name.as_str());
    let lost: Vec<Target> = replaced.into_iter().flatten().filter(is_lost).collect();
    for target in &lost {
        let entry = AuditEntry::new(Action::VaultRestore).subject(target.name.as_str());
        transaction.record(entry.detail(target::summary(target)))?;
    }
    Ok(lost)
}

/// What the vault has lost.
#[derive(Debug, Default)]
pub struct LostTargets {
    /// The format and path, as the log has them, of each target that it had.
    pub named: BTreeMap<String, String>,
    /// When others may have been added that nobody knows; `None`: there are none.
    pub unknown: Option<UnknownFiles>,
}

impl LostTargets {
    /// What is to be said and done.
    pub fn sentences(&self) -> Vec<String> {
        let named = self.named.iter().map(|(name, what)| complaint(name, what));
        let unknown = self.unknown.as_ref().map(|UnknownFiles { since, until }| {
            format!(
                "targets that were added between {since} and {until} may be lost, while servers accept keys by their files; add those again with the options that they had (`keywright target add`), then run `keywright publish`"
            )
        });
        named.chain(unknown).collect()
    }
}

/// The targets that are lost. None once files of a usual validity have expired: servers refuse those.
pub(in crate::ops) fn find(transaction: &Transaction<'_>) -> Result<LostTargets> {
    let targets: Vec<Target> = transaction.all::<Target>()?.into_iter().map(|stored| stored.record).collect();
    let unknown = lost::unknown(transaction)?;
    let Some(unknown) = unknown.filter(|unknown| !is_over(unknown.until, &targets, transaction.now())) else {
        return Ok(LostTargets::default());
    };
    let names = names(transaction)?;
    let mut log = Log::default();
    AuditReader::new(transaction).events(0, &mut |event| {
        log.add(event);
        Ok(Flow::Continue)
    })?;
    let is_unsure = log.is_unsure && !is_published(transaction, &names)?;
    log.targets.retain(|name, _| !names.contains(name));
    Ok(LostTargets { named: log.targets, unknown: is_unsure.then_some(unknown) })
}

/// The same, for a command that found no target.
pub fn of(vault: &Vault<Unlocked>, now: Timestamp) -> Result<LostTargets> {
    vault.read(now, find)
}

/// A sentence about a lost target. `what`: its format and path, as the log has them.
pub fn complaint(name: &str, what: &str) -> String {
    let (format, path) = what.split_once(" to ").unwrap_or(("FORMAT", "PATH"));
    let options = format!("--format {format} --path {}", shell::word(&path));
    format!(
        "target '{name}' is lost, while servers may accept keys by its file; add it again with the options that it had, `keywright target add {name} {options}`, then run `keywright publish`"
    )
}

/// Whether files of a usual validity have expired that were written until then.
pub(super) fn is_over(until: Timestamp, targets: &[Target], now: Timestamp) -> bool {
    let validities = targets.iter().map(|target| target.valid_for);
    until.plus(validities.fold(Target::VALID_FOR, Span::max)) <= now
}

fn names(transaction: &Transaction<'_>) -> Result<BTreeSet<String>> {
    let targets = transaction.all::<Target>()?;
    Ok(targets.into_iter().map(|stored| stored.record.name.to_string()).collect())
}

/// Whether there are targets, and the first file of each since was compared with the one that servers have.
fn is_published(transaction: &Transaction<'_>, names: &BTreeSet<String>) -> Result<bool> {
    let all = transaction.all::<Series>()?;
    let is_due = |series: &Series| series.needs_review.is_some() && names.contains(&series.subject);
    Ok(!names.is_empty() && !all.iter().any(|stored| is_due(&stored.record)))
}

/// What the log has of targets.
#[derive(Default)]
struct Log {
    /// The format and path of each that was not removed.
    targets: BTreeMap<String, String>,
    /// Whether there may be others: events are lost, or those of a replaced vault are.
    is_unsure: bool,
}

impl Log {
    fn add(&mut self, event: Event) {
        let AuditEntry { action, subject, detail, .. } = event.audit_entry;
        let detail = detail.unwrap_or_default();
        match (action, subject) {
            (Action::TargetAdd | Action::TargetEdit | Action::VaultRestore, Some(name)) => {
                self.targets.insert(name, detail);
            }
            (Action::TargetRemove, Some(name)) => _ = self.targets.remove(&name),
            (Action::VaultRestore, None) => self.is_unsure |= !detail.ends_with(COMPARED),
            (Action::Lost | Action::VaultRecover, _) => self.is_unsure = true,
            _ => {}
        }
    }
}
