//! Finishing: the predecessor is revoked.

use super::ready::{Override, Waiting, refuse_unless_ready};
use super::{Case, Outcome};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::KeyRef;
use crate::domain::rotation::{RotationUpdate, StepError};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::{authorization, denial};
use crate::store::{Transaction, Unlocked, Vault};

/// The checks that are overridden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FinishOptions {
    /// Finish before the grace period is over.
    pub early: bool,
    /// What to do if the predecessor is still in use.
    pub used: IfUsed,
}

/// What to do if imported logs show that the predecessor is still in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IfUsed {
    /// Refuse.
    #[default]
    Refuse,
    /// Continue: the owner knows, and confirmed it.
    Force,
    /// Do not check: the deadline has passed, and servers refuse it anyway.
    Ignore,
}

/// Checks whether the rotation may be finished. Returns whether that ends the grace period early, which
/// requires a confirmation.
pub fn look(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    options: FinishOptions,
    now: Timestamp,
) -> Result<bool> {
    denial::check(vault, now, |transaction| {
        let case = Case::expect(transaction, reference)?;
        let changes = authorize(transaction, &case, options)?.is_some();
        Ok(changes && case.rotation().deadline.is_some_and(|deadline| now < deadline))
    })
}

/// Revokes the predecessor, once its deadline has passed, or early at the owner's request.
pub fn finish(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    options: FinishOptions,
    now: Timestamp,
) -> Result<Outcome> {
    denial::write(vault, now, |transaction| {
        let mut case = Case::expect(transaction, reference)?;
        let Some(ignored) = authorize(transaction, &case, options)? else {
            return Ok(case.outcome(false));
        };
        let used = still_used(&case, now).filter(|_| options.used == IfUsed::Force);
        case.update().finish(options.early, now).map_err(|reason| case.refused(reason))?;
        case.save(transaction)?;
        transaction
            .record(AuditEntry::to_key(Action::KeyRevoke, &case.predecessor.record).detail("rotated"))?;
        let forced = forced(used, &ignored);
        let audit_entry = case.audit_entry(Action::RotationFinish);
        transaction.record(match forced {
            Some(forced) => audit_entry.detail(forced),
            None => audit_entry,
        })?;
        Ok(case.outcome(true))
    })
}

/// What was overridden, as text. `None`: nothing was.
fn forced(used: Option<StepError>, ignored: &[Waiting]) -> Option<String> {
    let used = used.map(|used| format!("though {used}"));
    let ignored: Vec<&str> = ignored.iter().map(|waiting| waiting.target.as_str()).collect();
    let waiting = (!ignored.is_empty()).then(|| format!("without waiting for {}", ignored.join(", ")));
    let parts: Vec<String> = used.into_iter().chain(waiting).collect();
    (!parts.is_empty()).then(|| format!("forced, {}", parts.join(", ")))
}

/// What is not waited for. `None`: the rotation is finished already.
fn authorize(
    transaction: &Transaction<'_>,
    case: &Case,
    options: FinishOptions,
) -> Result<Option<Vec<Waiting>>> {
    authorization::manage(transaction, &case.predecessor.record)?;
    let now = transaction.now();
    let authorize = RotationUpdate::can_finish(case.rotation(), &case.successor.record, options.early, now);
    if !authorize.map_err(|reason| case.refused(reason))? {
        return Ok(None);
    }
    let is_forced = options.used == IfUsed::Force;
    let overridden = if is_forced { Override::Exports } else { Override::Nothing };
    let ignored = refuse_unless_ready(transaction, case, overridden)?;
    if let Some(used) = still_used(case, now).filter(|_| options.used == IfUsed::Refuse) {
        return Err(case.refused(used));
    }
    Ok(Some(ignored))
}

fn still_used(case: &Case, now: Timestamp) -> Option<StepError> {
    RotationUpdate::refuse_if_used(case.rotation(), &case.predecessor.record, now).err()
}
