//! Revealing the secret in escrow again, in case its first output was lost.

use super::{Case, Outcome};
use crate::domain::audit::Action;
use crate::domain::name::KeyRef;
use crate::domain::rotation::{End, StepError};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::key::sink::SecretSink;
use crate::ops::{authorization, credential, denial};
use crate::secret::Secret;
use crate::store::{Unlocked, Vault};

/// Reveals the secret, and stores it in a credential if that is the sink. The reveal is committed first: a
/// rotation whose secret may be known is never aborted automatically.
pub fn secret(
    vault: &Vault<Unlocked>,
    reference: &KeyRef,
    sink: &SecretSink,
    now: Timestamp,
) -> Result<(Outcome, Secret)> {
    denial::write(vault, now, |transaction| {
        let mut case = Case::expect(transaction, reference)?;
        authorization::manage(transaction, &case.predecessor.record)?;
        let Some(escrow) = case.record.record.escrow.as_ref() else {
            let over = case.rotation().ended.map(|ended| ended.how);
            return Err(case
                .refused(over.map_or(StepError::Confirmed, |how: End| StepError::Over(how)))
                .hint(
                    "the secret is kept only until it is confirmed; start another rotation to get a new one",
                ));
        };
        let secret = escrow.secret().copy();
        let first = case.record.record.rotation.revealed_at.get_or_insert(now) == &now;
        case.save(transaction)?;
        transaction.record(case.audit_entry(Action::RotationSecret))?;
        if let Some(name) = sink.credential() {
            credential::put(transaction, name, secret.copy(), &credential::Change::default())?;
        }
        Ok((case.outcome(first), secret))
    })
}
