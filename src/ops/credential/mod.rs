//! Credentials: storing, showing, listing and removing them.
//!
//! | file | use case |
//! |---|---|
//! | `verify` | verify a stored secret |
//! | `run` | pass stored secrets to a program |

pub mod run;
mod verify;

pub use verify::{Answer, verify};

use clap::Args;
use subtle::ConstantTimeEq as _;

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::credential::{Credential, CredentialName};
use crate::domain::hook::HookCommand;
use crate::domain::name::Description;
use crate::domain::patch::{Patch, patch};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::store::{CredentialRecord, Index, SealedSecret, Stored, Transaction, Unlocked, Vault};

/// Changes to a stored secret; `None` keeps the present value.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Change {
    /// Command that verifies the secret: reads it from stdin, exits 0 if it is valid; or none
    ///
    /// It is split like a shell command line, but run without a shell.
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub check: Option<Patch<HookCommand>>,

    /// What the secret is for; "" removes it
    #[arg(long, value_name = "TEXT", value_parser = Patch::<Description>::empty_clears)]
    pub description: Option<Patch<Description>>,
}

/// A credential without its secret, and whether it was changed.
#[derive(Debug)]
pub struct Outcome {
    /// The credential after the change.
    pub credential: Credential,
    /// False if nothing changed.
    pub changed: bool,
    /// Whether another secret was stored before.
    pub replaced: bool,
}

/// Stores a secret, replacing an existing one.
pub fn set(
    vault: &Vault<Unlocked>,
    name: &CredentialName,
    secret: Secret,
    change: &Change,
    now: Timestamp,
) -> Result<Outcome> {
    vault.write_lenient(now, |transaction| put(transaction, name, secret, change))
}

/// The same within a transaction.
pub(super) fn put(
    transaction: &mut Transaction<'_>,
    name: &CredentialName,
    secret: Secret,
    change: &Change,
) -> Result<Outcome> {
    refuse_unfit(&secret)?;
    let found = find(transaction, name)?;
    let now = transaction.now();
    let before = found.as_ref().map(|stored| stored.record.credential.clone());
    let mut credential = before.clone().unwrap_or_else(|| Credential {
        name: name.clone(),
        description: None,
        start: None,
        check: None,
        created_at: now,
        updated_at: now,
        created_by: transaction.actor(),
    });
    credential.start = secret.start().map(str::to_owned);
    patch(&mut credential.description, change.description.as_ref());
    patch(&mut credential.check, change.check.as_ref());
    let is_same = |stored: &Stored<CredentialRecord>| {
        let known = stored.record.secret.secret().expose().as_bytes();
        bool::from(known.ct_eq(secret.expose().as_bytes()))
    };
    let same_secret = found.as_ref().is_some_and(is_same);
    if same_secret && before.as_ref() == Some(&credential) {
        return Ok(Outcome { credential, changed: false, replaced: false });
    }
    credential.updated_at = now;
    let record = CredentialRecord { credential, secret: SealedSecret::new(secret) };
    let credential = record.credential.clone();
    match found {
        Some(Stored { id, .. }) => transaction.update(&Stored { id, record })?,
        None => transaction.insert(&record).map(|_| ())?,
    }
    transaction.record(audit_entry(Action::CredentialSet, name))?;
    Ok(Outcome { credential, changed: true, replaced: before.is_some() && !same_secret })
}

fn refuse_unfit(secret: &Secret) -> Result<()> {
    if secret.expose().is_empty() {
        return Err(Error::usage("the secret is empty").hint("pipe it in: `keywright … < secret.txt`"));
    }
    if secret.expose().len() > Credential::MAX_SECRET {
        return Err(Error::usage("the secret is longer than 64 KiB, the maximum"));
    }
    Ok(())
}

/// Returns a stored secret. The audit event is committed first.
pub fn get(vault: &Vault<Unlocked>, name: &CredentialName, now: Timestamp) -> Result<Secret> {
    vault.write_lenient(now, |transaction| {
        let stored = existing(transaction, name)?;
        transaction.record(audit_entry(Action::CredentialGet, name))?;
        Ok(stored.record.secret.secret().copy())
    })
}

/// All credentials, oldest first.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Credential>> {
    vault.read(now, |transaction| {
        let all = transaction.all::<CredentialRecord>()?;
        Ok(all.into_iter().map(|stored| stored.record.credential).collect())
    })
}

/// The credential with this name, without its secret.
pub fn show(vault: &Vault<Unlocked>, name: &CredentialName, now: Timestamp) -> Result<Credential> {
    vault.read(now, |transaction| Ok(existing(transaction, name)?.record.credential))
}

/// Removes a credential, with its secret.
pub fn remove(vault: &Vault<Unlocked>, name: &CredentialName, now: Timestamp) -> Result<Credential> {
    vault.write_lenient(now, |transaction| {
        let stored = existing(transaction, name)?;
        transaction.delete(&stored)?;
        transaction.record(audit_entry(Action::CredentialRemove, name))?;
        Ok(stored.record.credential)
    })
}

fn existing(transaction: &Transaction<'_>, name: &CredentialName) -> Result<Stored<CredentialRecord>> {
    find(transaction, name)?.ok_or_else(|| {
        Error::not_found(format!("no credential '{name}'")).hint("see `keywright credential list`")
    })
}

fn find(transaction: &Transaction<'_>, name: &CredentialName) -> Result<Option<Stored<CredentialRecord>>> {
    Ok(transaction.find(Index::CredentialName, name.as_str())?.pop())
}

fn audit_entry(action: Action, name: &CredentialName) -> AuditEntry {
    AuditEntry::new(action).subject(name.as_str())
}
