//! Finishing: the predecessor is revoked.

use super::ready::refuse_unless_ready;
use super::{Case, Outcome};
use crate::domain::audit::{Action, Deed};
use crate::domain::name::KeyRef;
use crate::domain::rotation::{Handover, Refusal};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::{authorization, denial};
use crate::store::{Clocking, Transaction, Unlocked, Vault};

/// What a rotation is finished in spite of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terms {
    /// Its grace is not over.
    pub early: bool,
    /// What is to become of a predecessor that somebody still uses.
    pub used: IfUsed,
}

/// What to do where imported logs tell that the predecessor is still in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IfUsed {
    /// Refuse.
    #[default]
    Refuse,
    /// Go on: the owner has been told, and says so.
    Force,
    /// Do not look: the deadline is over, and servers refuse it anyway.
    Ignore,
}

/// Whether it may be finished, and whether that ends a grace early: to be confirmed by a person.
pub fn look(vault: &Vault<Unlocked>, reference: &KeyRef, terms: Terms, now: Timestamp) -> Result<bool> {
    denial::look(vault, now, |transaction| {
        let case = Case::expect(transaction, reference)?;
        let changes = may(transaction, &case, terms)?;
        Ok(changes && case.rotation().deadline.is_some_and(|deadline| now < deadline))
    })
}

/// Revokes the predecessor, once its deadline has passed, or early on the owner's word.
pub fn finish(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    terms: Terms,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Outcome> {
    denial::write(vault, now, clocking, |transaction| {
        let mut case = Case::expect(transaction, reference)?;
        if !may(transaction, &case, terms)? {
            return Ok(case.outcome(false));
        }
        let forced = still_used(&case, now).filter(|_| terms.used == IfUsed::Force);
        case.handover().finish(terms.early, now).map_err(|refusal| case.refused(refusal))?;
        case.save(transaction)?;
        transaction.record(Deed::to_key(Action::KeyRevoke, &case.predecessor.record).detail("rotated"))?;
        let deed = case.deed(Action::RotationFinish);
        transaction.record(match forced {
            Some(used) => deed.detail(format!("forced, though {used}")),
            None => deed,
        })?;
        Ok(case.outcome(true))
    })
}

fn may(transaction: &Transaction<'_>, case: &Case, terms: Terms) -> Result<bool> {
    authorization::manage(transaction, &case.predecessor.record)?;
    let now = transaction.now();
    let may = Handover::may_finish(case.rotation(), &case.successor.record, terms.early, now);
    let changes = may.map_err(|refusal| case.refused(refusal))?;
    if changes {
        refuse_unless_ready(transaction, case, false)?;
        if let Some(used) = still_used(case, now).filter(|_| terms.used == IfUsed::Refuse) {
            return Err(case.refused(used));
        }
    }
    Ok(changes)
}

fn still_used(case: &Case, now: Timestamp) -> Option<Refusal> {
    Handover::refuse_if_used(case.rotation(), &case.predecessor.record, now).err()
}
