//! What a run would do: `rotate run --dry-run`. Read-only.

use super::case::{Case, policy_of};
use super::due::{due, open};
use super::status::{RotationStatus, status_of};
use crate::domain::hook::Hooks;
use crate::domain::key::Key;
use crate::domain::name::{KeyName, KeyRef};
use crate::domain::rotation::{Next, Wait};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::{Unlocked, Vault};

/// What a run would do with one lineage.
#[derive(Debug)]
pub struct Planned {
    /// The lineage.
    pub name: KeyName,
    /// The key that would be replaced, if no rotation has started yet.
    pub due: Option<Key>,
    /// The rotation that would advance.
    pub status: Option<RotationStatus>,
    /// The steps, as far as they do not depend on anybody else.
    pub steps: Vec<&'static str>,
    /// Why there are none.
    pub waits_for: Option<String>,
}

/// The steps that a run at this instant would try, lineage by lineage.
pub fn plan(vault: &Vault<Unlocked>, keys: &[KeyRef], now: Timestamp) -> Result<Vec<Planned>> {
    vault.read(now, |transaction| {
        vault.check_clock(transaction)?;
        let mut planned = Vec::new();
        for name in open(transaction, keys)? {
            let Some(case) = Case::of(transaction, &KeyRef::Name(name.clone()))? else { continue };
            let status = status_of(transaction, case)?;
            let mut steps = steps(status.next, &status.policy.hooks);
            if !status.outcome.rotation.to_announce.is_empty() && status.policy.hooks.revoked.is_some() {
                steps.push("announce");
            }
            if !steps.is_empty() {
                planned.push(Planned { name, due: None, status: Some(status), steps, waits_for: None });
            }
        }
        for (name, due) in due(transaction, keys, now)? {
            let hooks = policy_of(transaction, &due.key)?.hooks;
            let (steps, waits_for) = if hooks.deliver.is_some() {
                ([&["start"], &*steps(Next::Wait(Wait::Targets), &hooks)].concat(), None)
            } else {
                (Vec::new(), Some(due.complaint(now)))
            };
            planned.push(Planned { name, due: Some(due.key), status: None, steps, waits_for });
        }
        Ok(planned)
    })
}

fn steps(next: Next, hooks: &Hooks) -> Vec<&'static str> {
    let verify: &[_] = if hooks.verify.is_some() { &["verify", "confirm", "publish"] } else { &[] };
    let deliver: &[_] = if hooks.deliver.is_some() { &["deliver"] } else { &[] };
    match next {
        Next::AutoAbort => vec!["abort", "publish"],
        Next::Finish => vec!["finish", "publish"],
        Next::Verify => verify.to_vec(),
        Next::Deliver => [deliver, verify].concat(),
        Next::Wait(Wait::Targets) if hooks.deliver.is_some() => [&["publish"], deliver, verify].concat(),
        Next::Wait(Wait::Targets) => vec!["publish"],
        Next::Wait(_) | Next::Nothing => vec![],
    }
}
