//! Writing with a memory for what was refused: somebody who tries what policy forbids, or whose
//! clock runs backwards, leaves a trace.

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{ClockPolicy, StoreError, Transaction, Unlocked, Vault};

/// What policy refused: the source of the error that says so.
#[derive(Debug, thiserror::Error)]
#[error("refused by policy")]
struct PolicyDenial(AuditEntry);

/// An error for what policy refuses, and what the log shall say of it besides the error's words.
pub(super) fn with(audit_entry: AuditEntry, error: Error) -> Error {
    let audit_entry = audit_entry.detail(error.message.clone());
    error.source(PolicyDenial(audit_entry))
}

/// An error for something that policy refuses to do to a key that is there.
pub(super) fn to_key(key: &Key, error: Error) -> Error {
    with(AuditEntry::to_key(Action::Denied, key), error)
}

/// An error for something that policy refuses before there is a key.
pub(super) fn to_name(name: &KeyName, error: Error) -> Error {
    to_subject(name, error)
}

/// An error for something that policy refuses to do to what is called this.
pub(super) fn to_subject(subject: &impl ToString, error: Error) -> Error {
    with(AuditEntry::new(Action::Denied).subject(subject.to_string()), error)
}

/// Does the work in one transaction. What is refused is recorded in another, for the first one
/// is taken back.
pub(super) fn write<T>(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    clock_policy: ClockPolicy,
    work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
) -> Result<T> {
    recorded(vault, now, vault.write(now, clock_policy, work))
}

/// Looks whether something may be done, before somebody is asked whether it shall be.
pub(super) fn check<T>(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    work: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    recorded(vault, now, vault.read(now, work))
}

/// The result; what was refused is recorded.
pub(super) fn recorded<T>(vault: &Vault<Unlocked>, now: Timestamp, result: Result<T>) -> Result<T> {
    if let Some(audit_entry) = result.as_ref().err().and_then(refused) {
        // The refusal stands whether or not it could be recorded.
        let _ = vault.write(now, ClockPolicy::Lenient, |transaction| Ok(transaction.record(audit_entry)?));
    }
    result
}

fn refused(error: &Error) -> Option<AuditEntry> {
    let by_clock = matches!(error.cause(), Some(StoreError::ClockBehind { .. }));
    let by_policy = error.cause::<PolicyDenial>().map(|denial| denial.0.clone());
    by_policy.or_else(|| by_clock.then(|| AuditEntry::new(Action::Denied).detail(error.message.clone())))
}
