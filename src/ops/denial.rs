//! Transactions that record denials in the audit log: attempts that policy forbids, and clocks that run
//! backwards.

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{StoreError, Transaction, Unlocked, Vault};

/// A denial by policy: the source of the error.
#[derive(Debug, thiserror::Error)]
#[error("refused by policy")]
struct PolicyDenial(AuditEntry);

/// An error for a denial by policy, with its audit entry as source; the entry's detail is the error's
/// message.
pub(super) fn with(audit_entry: AuditEntry, error: Error) -> Error {
    let audit_entry = audit_entry.detail(error.message.clone());
    error.source(PolicyDenial(audit_entry))
}

/// A denial about an existing key.
pub(super) fn to_key(key: &Key, error: Error) -> Error {
    with(AuditEntry::to_key(Action::Denied, key), error)
}

/// A denial before the key exists.
pub(super) fn to_name(name: &KeyName, error: Error) -> Error {
    to_subject(name, error)
}

/// A denial about the subject of this name.
pub(super) fn to_subject(subject: &impl ToString, error: Error) -> Error {
    with(AuditEntry::new(Action::Denied).subject(subject.to_string()), error)
}

/// Does the work in one transaction. A denial is recorded in another one, since the first is rolled back.
pub(super) fn write<T>(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
) -> Result<T> {
    recorded(vault, now, vault.write(now, work))
}

/// The same, for what a clock that went backwards must never prevent.
pub(super) fn write_lenient<T>(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    work: impl FnOnce(&mut Transaction<'_>) -> Result<T>,
) -> Result<T> {
    recorded(vault, now, vault.write_lenient(now, work))
}

/// Checks whether something is allowed, before a confirmation prompt.
pub(super) fn check<T>(
    vault: &Vault<Unlocked>,
    now: Timestamp,
    work: impl FnOnce(&Transaction<'_>) -> Result<T>,
) -> Result<T> {
    recorded(vault, now, vault.read(now, work))
}

/// Returns the result; a denial is recorded first.
pub(super) fn recorded<T>(vault: &Vault<Unlocked>, now: Timestamp, result: Result<T>) -> Result<T> {
    if let Some(audit_entry) = result.as_ref().err().and_then(refused) {
        // The denial stands even if it could not be recorded.
        let _ = vault.record(now, audit_entry);
    }
    result
}

fn refused(error: &Error) -> Option<AuditEntry> {
    let by_clock =
        matches!(error.cause(), Some(StoreError::ClockBehind { .. } | StoreError::ClockAhead { .. }));
    let by_policy = error.cause::<PolicyDenial>().map(|denial| denial.0.clone());
    by_policy.or_else(|| by_clock.then(|| AuditEntry::new(Action::Denied).detail(error.message.clone())))
}
