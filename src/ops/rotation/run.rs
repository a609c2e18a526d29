//! `rotate run`: advances every rotation as far as possible, unattended.
//!
//! Order: finish what is past its deadline, abort rotations whose secret was not delivered in time, start
//! what is due; publish; deliver, verify and confirm what servers have; publish again; announce. Each step is
//! a transaction of its own, so that an interrupted run is resumed by the next one.

use std::collections::{BTreeMap, BTreeSet};

use super::Waiting;
use super::case::{Case, key_of, policy_of};
use super::due::{self, Due, is_due, was_reported};
use super::finish::{self, FinishOptions, IfUsed};
use super::lock::RunLock;
use super::start::{self, begin};
use super::status::{RotationStatus, status_of};
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::{KeyName, KeyRef};
use crate::domain::rotation::Next;
use crate::error::{Error, Kind, Result};
use crate::ops::denial;
use crate::ops::hook::{Programs, StepContext};
use crate::ops::publish::{self, Published};
use crate::ops::verification_file::export::renewing;
use crate::ports::Clock;
use crate::store::{StoreError, Transaction, Unlocked, Vault};

/// The result of a run for one lineage.
#[derive(Debug)]
pub struct Item {
    /// The lineage.
    pub name: KeyName,
    /// The rotation after the run; `None` if it could not be started.
    pub status: Option<RotationStatus>,
    /// Whether anything changed.
    pub changed: bool,
    /// The error, or why it needs attention.
    pub problem: Option<String>,
    /// The key that is due and waits for a person, if no rotation of it is started.
    pub by_hand: Option<Due>,
    /// What it waits for, as text.
    pub waits_for: Option<String>,
}

impl Item {
    /// Whether it says more than the last run did.
    pub fn is_news(&self) -> bool {
        self.changed || self.problem.is_some()
    }
}

/// The result of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The lineages that changed or have a problem.
    pub items: Vec<Item>,
    /// The targets that were published, or failed.
    pub targets: Vec<Published>,
    /// Another run is in progress, and this one did nothing.
    pub is_busy: bool,
    /// A problem that did not stop the run.
    pub warning: Option<String>,
}

impl Report {
    /// All problems, as text.
    pub fn problems(&self) -> Vec<String> {
        let lineages = self.items.iter().filter_map(|item| {
            let (problem, name) = (item.problem.as_ref()?, format!("'{}': ", item.name));
            Some(if problem.starts_with(&name) { problem.clone() } else { format!("{name}{problem}") })
        });
        lineages.chain(self.targets.iter().filter_map(Published::problem)).collect()
    }

    /// The hint for the first problem.
    pub fn hint(&self) -> String {
        let of_target = self.targets.iter().find_map(|target| target.error.as_ref()?.hint.clone());
        let mut lineages = self.items.iter().filter(|item| item.problem.is_some()).peekable();
        let is_lineage = lineages.peek().is_some();
        let usual = if is_lineage && lineages.all(|item| item.by_hand.is_some()) {
            "start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`"
        } else {
            "see `keywright rotate status`; the next run resumes it"
        };
        of_target.filter(|_| !is_lineage).unwrap_or_else(|| usual.to_owned())
    }
}

/// Advances every rotation as far as possible; only those of these keys, if any are given.
pub fn run(
    vault: &Vault<Unlocked>,
    keys: &[KeyRef],
    clock: &dyn Clock,
    programs: Programs<'_>,
) -> Result<Report> {
    let mut report = Report::default();
    let _lock = match vault.state_folder().map(|folder| RunLock::take(&folder)).transpose() {
        Ok(Some(None)) => return Ok(Report { is_busy: true, ..report }),
        Ok(lock) => lock,
        Err(error) => {
            report.warning = Some(format!("concurrent runs cannot be detected: {error}"));
            None
        }
    };
    let mut run = Run { context: StepContext { vault, clock, programs }, keys, progress: BTreeMap::new() };
    run.refuse_wrong_clock()?;
    for name in &run.open()? {
        run.advance(name, Pass::Quiet)?;
    }
    let Dues { alone, by_hand } = run.due()?;
    for (name, due) in &alone {
        let prepared = run.start(&due.key);
        run.note(name, prepared)?;
    }
    report.targets = run.publish()?;
    let names = run.open()?;
    let before = run.changes();
    for name in &names {
        run.advance(name, Pass::Hooks)?;
    }
    if run.changes() != before {
        // It checks all targets again: what failed before and succeeds now is not reported.
        report.targets = run.publish()?;
    }
    for name in &names {
        run.announce(name)?;
    }
    let exported = run.waiting_for_exports()?;
    let reported = run.remember_reported(&by_hand, &exported)?;
    report.items = run.items(by_hand, &exported, &reported)?;
    Ok(report)
}

/// The keys that are due, by lineage.
struct Dues {
    /// Those that a run rotates alone.
    alone: BTreeMap<KeyName, Due>,
    /// Those that wait for a person.
    by_hand: BTreeMap<KeyName, Due>,
}

/// Which steps a pass takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Those that run no programs.
    Quiet,
    /// Also the hooks up to confirmation.
    Hooks,
}

/// More steps than any rotation has.
const MAX_STEPS: u32 = 16;

/// The result for a lineage so far.
#[derive(Default)]
struct Progress {
    changes: u32,
    problem: Option<String>,
}

struct Run<'a> {
    context: StepContext<'a>,
    keys: &'a [KeyRef],
    progress: BTreeMap<KeyName, Progress>,
}

impl Run<'_> {
    /// The lineages that are being rotated.
    fn open(&self) -> Result<BTreeSet<KeyName>> {
        self.context.vault.read(self.context.now(), |transaction| due::open(transaction, self.keys))
    }

    fn due(&self) -> Result<Dues> {
        self.context.vault.read(self.context.now(), |transaction| {
            let mut dues = Dues { alone: BTreeMap::new(), by_hand: BTreeMap::new() };
            for (name, due) in due::due(transaction, self.keys, transaction.now())? {
                let is_by_hand = due::is_by_hand(transaction, &due.key)?;
                let dues = if is_by_hand { &mut dues.by_hand } else { &mut dues.alone };
                dues.insert(name, due);
            }
            Ok(dues)
        })
    }

    /// The rotations that wait for exported files, which only a person renews, each with its old key and the complaint.
    fn waiting_for_exports(&self) -> Result<BTreeMap<KeyName, (Key, String)>> {
        let mut found = BTreeMap::new();
        for name in self.open()? {
            let Some(status) = self.look(&name)? else { continue };
            let exported = status.waiting.iter().filter(|waiting| waiting.exported_until.is_some());
            let complaints: Vec<String> = exported
                .map(|Waiting { target, .. }| format!("no run renews '{target}': {}", renewing(target)))
                .collect();
            if !complaints.is_empty() {
                found.insert(name, (status.outcome.predecessor, complaints.join("; ")));
            }
        }
        Ok(found)
    }

    /// Which of these keys are to be reported now, at most once a day: the last thing a run does in the vault, since
    /// it is lost if the run is interrupted.
    fn remember_reported(
        &self,
        by_hand: &BTreeMap<KeyName, Due>,
        exported: &BTreeMap<KeyName, (Key, String)>,
    ) -> Result<Vec<KeyId>> {
        let now = self.context.now();
        let keys = by_hand.values().map(|due| &due.key).chain(exported.values().map(|(key, _)| key));
        let to_report = keys.filter(|key| !was_reported(key, now));
        let ids: Vec<KeyId> = to_report.map(|key| key.id.clone()).collect();
        if !ids.is_empty() {
            let remember = |transaction: &mut Transaction<'_>| due::remember_reported(transaction, &ids);
            self.context.vault.write(now, remember)?;
        }
        Ok(ids)
    }

    /// An error if the clock went backwards or far ahead: then no step is taken, not even an abort.
    fn refuse_wrong_clock(&self) -> Result<()> {
        let StepContext { vault, .. } = self.context;
        vault.read(self.context.now(), |transaction| Ok(vault.check_clock(transaction)?))
    }

    fn publish(&self) -> Result<Vec<Published>> {
        let StepContext { vault, clock, programs } = self.context;
        let mut published =
            publish::publish(vault, &publish::Request::default(), clock, programs, &mut |_| {})?;
        published.retain(|target| target.changed || target.error.is_some());
        Ok(published)
    }

    /// Starts a rotation by policy, if the key is still due. Returns whether it did.
    fn start(&self, due: &Key) -> Result<bool> {
        let request = start::Request::new(KeyRef::Name(due.name.clone()));
        denial::write(self.context.vault, self.context.now(), |transaction| {
            let policy = policy_of(transaction, due)?;
            if !is_due(transaction, &due.id, &policy)? {
                return Ok(false);
            }
            let stored = key_of(transaction, &due.id)?;
            begin(transaction, stored, &request, None).map(|_| true)
        })
    }

    /// Takes the steps of this pass, one after the other.
    fn advance(&mut self, name: &KeyName, pass: Pass) -> Result<()> {
        // Each step advances the rotation; the bound is for a bug, not for a long rotation.
        for _ in 0..MAX_STEPS {
            let Some(status) = self.look(name)? else { return Ok(()) };
            let Some(result) = self.take(&status, pass) else { return Ok(()) };
            let goes_on = result.is_ok();
            self.note(name, result.map(|()| true))?;
            if !goes_on {
                return Ok(());
            }
        }
        Err(Error::internal(format!("the rotation of '{name}' does not come to an end")))
    }

    /// Runs the `revoked` hook for every key of the lineage that was revoked in a rotation.
    fn announce(&mut self, name: &KeyName) -> Result<()> {
        let Some(status) = self.look(name)? else { return Ok(()) };
        let Some(command) = status.policy.hooks.revoked.as_ref() else { return Ok(()) };
        for gone in &status.outcome.rotation.to_announce {
            let announced = self.context.announce(&status, gone, command);
            self.note(name, announced.map(|()| true))?;
        }
        Ok(())
    }

    fn look(&self, name: &KeyName) -> Result<Option<RotationStatus>> {
        self.context.vault.read(self.context.now(), |transaction| {
            let case = match Case::of(transaction, &KeyRef::Name(name.clone())) {
                // Renamed or deleted meanwhile: the next run has its new name.
                Err(error) if error.kind == Kind::NotFound => return Ok(None),
                found => found?,
            };
            case.map(|case| status_of(transaction, case)).transpose()
        })
    }

    /// Takes one step. `None`: there is none in this pass.
    fn take(&self, status: &RotationStatus, pass: Pass) -> Option<Result<()>> {
        let context = &self.context;
        let hooks = &status.policy.hooks;
        let reference = KeyRef::Name(status.outcome.rotation.name.clone());
        let now = context.now();
        let done = match (status.next, pass) {
            (Next::AutoAbort, _) => context.auto_abort(status),
            (Next::Finish, _) => {
                let options = FinishOptions { early: false, used: IfUsed::Ignore };
                finish::finish(context.vault, &reference, options, now).map(|_| ())
            }
            (Next::Deliver, Pass::Hooks) => context.deliver(status, hooks.deliver.as_ref()?),
            (Next::Verify, Pass::Hooks) => context.verify(status, hooks.verify.as_ref()?),
            _ => return None,
        };
        Some(done)
    }

    /// Records the result of a step. An error of the vault or the clock stops the run; an error of one
    /// lineage does not stop the others.
    fn note(&mut self, name: &KeyName, result: Result<bool>) -> Result<()> {
        let track = self.progress.entry(name.clone()).or_default();
        match result {
            Ok(changed) => track.changes += u32::from(changed),
            Err(error) if stops_the_run(&error) => return Err(error),
            Err(error) => track.problem = Some(error.message),
        }
        Ok(())
    }

    fn changes(&self) -> u32 {
        self.progress.values().map(|track| track.changes).sum()
    }

    fn items(
        mut self,
        by_hand: BTreeMap<KeyName, Due>,
        exported: &BTreeMap<KeyName, (Key, String)>,
        reported: &[KeyId],
    ) -> Result<Vec<Item>> {
        let progress = std::mem::take(&mut self.progress);
        let mut items = Vec::new();
        let mut names: Vec<KeyName> = progress.keys().cloned().collect();
        names.extend(self.open()?.into_iter().filter(|name| !progress.contains_key(name)));
        for name in names {
            let status = self.look(&name)?;
            let track = progress.get(&name);
            let problem = track.and_then(|track| track.problem.clone());
            let problem = problem.or_else(|| status.as_ref().and_then(RotationStatus::complaint));
            let exported = exported.get(&name).filter(|(key, _)| reported.contains(&key.id));
            let problem = problem.or_else(|| exported.map(|(_, complaint)| complaint.clone()));
            let changed = track.is_some_and(|track| track.changes > 0);
            if changed || problem.is_some() {
                let waits_for = status.as_ref().and_then(RotationStatus::waits_for);
                items.push(Item { name, status, changed, problem, by_hand: None, waits_for });
            }
        }
        let now = self.context.now();
        for (name, due) in by_hand {
            let words = due.complaint(now);
            let problem = Some(words.clone()).filter(|_| reported.contains(&due.key.id));
            let (status, by_hand, waits_for) = (None, Some(due), Some(words));
            items.push(Item { name, status, changed: false, problem, by_hand, waits_for });
        }
        Ok(items)
    }
}

fn stops_the_run(error: &Error) -> bool {
    let by_clock =
        matches!(error.cause(), Some(StoreError::ClockBehind { .. } | StoreError::ClockAhead { .. }));
    by_clock || matches!(error.kind, Kind::Tampered(_) | Kind::RolledBack | Kind::Internal)
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
