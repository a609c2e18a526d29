//! Every rotation in progress: where it stands, what it waits for, and whether it needs attention.

use super::case::{Case, policy_of};
use super::ready::waiting_for;
use super::{Outcome, Waiting};
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::policy::RotationPolicy;
use crate::domain::rotation::{Attention, Next, Rotation, Wait};
use crate::domain::shell;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::publish::exposure::{Exposure, PublicationHistory};
use crate::ops::verification_file::export::renewing;
use crate::store::{Transaction, Unlocked, Vault};

/// A rotation, and its next step.
#[derive(Debug, Clone)]
pub struct RotationStatus {
    /// The rotation and its keys.
    pub outcome: Outcome,
    /// The lineage's policy.
    pub policy: RotationPolicy,
    /// The next step.
    pub next: Next,
    /// The targets it waits for.
    pub waiting: Vec<Waiting>,
    /// Why it needs attention.
    pub attention: Option<Attention>,
    /// The exposure of the predecessor; only in an overview.
    pub exposure: Vec<Exposure>,
}

impl RotationStatus {
    /// Whether it has ended, and only the `revoked` hook has yet to run.
    fn is_announcing(&self) -> bool {
        let rotation = &self.outcome.rotation;
        !rotation.is_open() && !rotation.to_announce.is_empty() && self.policy.hooks.revoked.is_some()
    }

    /// Whether `status` complains of it.
    pub fn needs_attention(&self) -> bool {
        self.attention.is_some() || self.export_complaints().next().is_some()
    }

    /// Why it needs attention, as text.
    pub fn complaint(&self) -> Option<String> {
        let rotation = &self.outcome.rotation;
        let waits = self.waits_for().map_or_else(String::new, |waits| format!("; it waits for {waits}"));
        Some(match self.attention? {
            Attention::Failed => match &rotation.failure {
                Some(failure) => format!("{} (at {})", failure.what, failure.at),
                None => "the last step failed".to_owned(),
            },
            Attention::Stuck => format!("stuck since {}{waits}", rotation.started_at),
            Attention::NothingWorks => format!("it has no working key{}{waits}", self.disabled_keys()),
            Attention::Waiting => format!("its secret must be confirmed soon{waits}"),
            Attention::Behind => format!("the next rotation is due before this one is over{waits}"),
            Attention::Unfinished(deadline) => {
                format!("nobody has finished it since its deadline {deadline}{waits}")
            }
        })
    }

    /// Its keys that work once they are enabled, by their ids: a name means one of the two.
    fn disabled_keys(&self) -> String {
        let keys = [&self.outcome.predecessor, &self.outcome.successor];
        let is_disabled =
            |key: &&&Key| key.lifecycle.disabled_at().is_some() && key.lifecycle.revoked_at().is_none();
        let ids: Vec<&str> = keys.iter().filter(is_disabled).map(|key| key.id.as_str()).collect();
        match ids.as_slice() {
            [] => String::new(),
            [id] => format!(": {id} is disabled"),
            ids => format!(": {} are disabled", ids.join(" and ")),
        }
    }

    /// The exported files that it waits for, and what to do, as text: unlike a target, nobody renews them unasked.
    pub(in crate::ops) fn export_complaints(&self) -> impl Iterator<Item = String> {
        let exported = self.waiting.iter().filter(|waiting| waiting.exported_until.is_some());
        exported.map(|waiting| format!("waits for {waiting}; {}", renewing(&waiting.target)))
    }

    /// What it waits for, as text.
    pub fn waits_for(&self) -> Option<String> {
        let wait = match self.next {
            Next::Wait(wait) => wait,
            Next::Nothing if !self.is_announcing() => return None,
            Next::Finish => {
                let word = shell::word(&self.outcome.rotation.name);
                return Some(format!("the next `keywright rotate run`, or `keywright rotate finish {word}`"));
            }
            _ => return Some("the next `keywright rotate run`".to_owned()),
        };
        Some(match wait {
            Wait::Targets => self.waiting.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
            Wait::Person => "somebody to deliver the secret and confirm it".to_owned(),
            Wait::Enabling => {
                format!("the new key to be enabled: `keywright key enable {}`", self.outcome.successor.id)
            }
            Wait::Deadline(deadline) => format!("the deadline {deadline}"),
        })
    }
}

/// Every rotation in progress.
pub fn status(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<RotationStatus>> {
    vault.read(now, all)
}

/// The same within a transaction.
pub(in crate::ops) fn all(transaction: &Transaction<'_>) -> Result<Vec<RotationStatus>> {
    let open = all_open(transaction)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let history = PublicationHistory::load(transaction)?;
    let mut all = Vec::with_capacity(open.len());
    for rotation in open {
        let Some(case) = Case::of(transaction, &KeyRef::Name(rotation.name))? else { continue };
        let exposure = history.of(case.predecessor.id, transaction.now());
        let found = status_of(transaction, case)?;
        if found.next != Next::Nothing || found.is_announcing() {
            all.push(RotationStatus { exposure, ..found });
        }
    }
    Ok(all)
}

/// All rotations in progress, and ended ones with revoked keys to announce.
pub(in crate::ops) fn all_open(transaction: &Transaction<'_>) -> Result<Vec<Rotation>> {
    Ok(transaction.open_rotations()?.into_iter().map(|stored| stored.record.rotation).collect())
}

/// The status of one rotation, without its exposure.
pub(in crate::ops) fn status_of(transaction: &Transaction<'_>, case: Case) -> Result<RotationStatus> {
    let now = transaction.now();
    let policy = policy_of(transaction, &case.successor.record)?;
    // Reading all recorded files of all targets is worthwhile only if the next step depends on it: not in the
    // grace period, in which a rotation spends most of its time.
    let depends = case.position(&policy, true).next(now) != case.position(&policy, false).next(now);
    let waiting = if depends { waiting_for(transaction, &case)? } else { Vec::new() };
    let position = case.position(&policy, waiting.is_empty());
    let (next, attention) = (position.next(now), position.attention(now));
    Ok(RotationStatus {
        outcome: case.outcome(false),
        policy,
        next,
        waiting,
        attention,
        exposure: Vec::new(),
    })
}
