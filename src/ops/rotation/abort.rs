//! Aborting: the successor is revoked, the predecessor stays.

use super::{Case, Outcome};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::KeyRef;
use crate::domain::rotation::RotationUpdate;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::{authorization, denial};
use crate::store::{Transaction, Unlocked, Vault};

/// Checks whether the rotation may be aborted. Returns whether that changes anything, which requires a
/// confirmation.
pub fn look(vault: &Vault<Unlocked>, reference: &KeyRef, now: Timestamp) -> Result<bool> {
    denial::check(vault, now, |transaction| {
        let case = Case::expect(transaction, reference)?;
        authorization::manage(transaction, &case.predecessor.record)?;
        let keys = (&case.predecessor.record, &case.successor.record);
        RotationUpdate::can_abort(case.rotation(), keys, now).map_err(|reason| case.refused(reason))
    })
}

/// Aborts the rotation, for this reason.
pub fn abort(vault: &Vault<Unlocked>, reference: &KeyRef, why: &str, now: Timestamp) -> Result<Outcome> {
    denial::write_lenient(vault, now, |transaction| {
        let mut case = Case::expect(transaction, reference)?;
        let changed = abort_case(transaction, &mut case, why)?;
        Ok(case.outcome(changed))
    })
}

/// The same within a transaction. Returns whether anything changed.
pub(in crate::ops) fn abort_case(
    transaction: &mut Transaction<'_>,
    case: &mut Case,
    why: &str,
) -> Result<bool> {
    authorization::manage(transaction, &case.predecessor.record)?;
    let done = case.update().abort(why, transaction.now());
    let changed = done.map_err(|reason| case.refused(reason))?;
    if changed {
        case.save(transaction)?;
        transaction.record(AuditEntry::to_key(Action::KeyRevoke, &case.successor.record).detail(why))?;
        transaction.record(case.audit_entry(Action::RotationAbort).detail(why))?;
    }
    Ok(changed)
}
