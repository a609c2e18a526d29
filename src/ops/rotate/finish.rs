//! Finishing: the predecessor is revoked.

use super::ready::refuse_unless_ready;
use super::{Case, Outcome};
use crate::domain::audit::{Action, Deed};
use crate::domain::name::KeyRef;
use crate::domain::rotation::Handover;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::{guard, refusal};
use crate::store::{Clocking, Transaction, Unlocked, Vault};

/// Whether it may be finished, and whether that ends a grace early: to be confirmed by a person.
pub fn look(vault: &Vault<Unlocked>, reference: &KeyRef, early: bool, now: Timestamp) -> Result<bool> {
    refusal::look(vault, now, |transaction| {
        let case = Case::expect(transaction, reference)?;
        let changes = may(transaction, &case, early)?;
        Ok(changes && case.rotation().deadline.is_some_and(|deadline| now < deadline))
    })
}

/// Revokes the predecessor, once its deadline has passed, or `early` on the owner's word.
pub fn finish(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    early: bool,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Outcome> {
    refusal::write(vault, now, clocking, |transaction| {
        let mut case = Case::expect(transaction, reference)?;
        if !may(transaction, &case, early)? {
            return Ok(case.outcome(false));
        }
        case.handover().finish(early, now).map_err(|refusal| case.refused(refusal))?;
        case.save(transaction)?;
        transaction.record(Deed::to_key(Action::KeyRevoke, &case.predecessor.record).detail("rotated"))?;
        transaction.record(case.deed(Action::RotationFinish))?;
        Ok(case.outcome(true))
    })
}

fn may(transaction: &Transaction<'_>, case: &Case, early: bool) -> Result<bool> {
    guard::manage(transaction, &case.predecessor.record)?;
    let may = Handover::may_finish(case.rotation(), &case.successor.record, early, transaction.now());
    let changes = may.map_err(|refusal| case.refused(refusal))?;
    if changes {
        refuse_unless_ready(transaction, case, false)?;
    }
    Ok(changes)
}
