//! Writing with a memory for what was refused: somebody who tries what policy forbids, or whose
//! clock runs backwards, leaves a trace.

use crate::domain::audit::{Action, Deed};
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Clocking, StoreError, Transaction, Unlocked, Vault};

/// What policy refused: the source of the error that says so.
#[derive(Debug, thiserror::Error)]
#[error("refused by policy")]
struct Refusal(Deed);

/// An error for something that policy refuses to do to a key that is there.
pub(super) fn to_key(key: &Key, error: Error) -> Error {
    let deed = Deed::to_key(Action::Refused, key).detail(error.message.clone());
    error.source(Refusal(deed))
}

/// An error for something that policy refuses before there is a key.
pub(super) fn to_name(name: &KeyName, error: Error) -> Error {
    to_subject(name, error)
}

/// An error for something that policy refuses to do to what is called this.
pub(super) fn to_subject(subject: &impl ToString, error: Error) -> Error {
    let deed = Deed::new(Action::Refused).subject(subject.to_string()).detail(error.message.clone());
    error.source(Refusal(deed))
}

/// Does the work in one transaction. What is refused is recorded in another, for the first one
/// is taken back.
pub(super) fn write<T>(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    clocking: Clocking,
    work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
) -> Result<T> {
    let result = vault.write(now, clocking, work);
    if let Some(deed) = result.as_ref().err().and_then(refused) {
        // The refusal stands whether or not it could be recorded.
        let _ = vault.write(now, Clocking::Lenient, |transaction| Ok(transaction.record(deed)?));
    }
    result
}

fn refused(error: &Error) -> Option<Deed> {
    let by_clock = matches!(error.cause(), Some(StoreError::ClockBehind { .. }));
    let by_policy = error.cause::<Refusal>().map(|refusal| refusal.0.clone());
    by_policy.or_else(|| by_clock.then(|| Deed::new(Action::Refused).detail(error.message.clone())))
}
