//! Stored secrets: keeping them, giving them out, removing them.

mod verify;

pub use verify::{Answer, verify};

use subtle::ConstantTimeEq as _;

use crate::domain::audit::{Action, Deed};
use crate::domain::credential::{Credential, CredentialName};
use crate::domain::hook::{HookCommand, VariableName};
use crate::domain::name::Description;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ports::{Handed, Handing};
use crate::secret::Secret;
use crate::store::{Clocking, CredentialRecord, Flow, SealedSecret, Stored, Transaction, Unlocked, Vault};

/// What is said of a stored secret. What is left out stays as it is; inner nothing takes it away.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What it is for.
    pub description: Option<Option<Description>>,
    /// What says whether it is still good.
    pub check: Option<Option<HookCommand>>,
}

/// A stored secret, but for the secret, and whether anything was done to it.
#[derive(Debug)]
pub struct Outcome {
    /// As it is now.
    pub credential: Credential,
    /// False where it was so already.
    pub changed: bool,
}

/// The most characters of a program's name in the audit log.
const MAX_PROGRAM: usize = 256;

/// A variable of a program, and the stored secret that it shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The variable.
    pub variable: VariableName,
    /// The stored secret.
    pub name: CredentialName,
    /// Where the program finds it.
    pub way: Handing,
}

/// Stores a secret, in the place of the one that was there.
pub fn set(
    vault: &Vault<Unlocked>,
    name: &CredentialName,
    secret: Secret,
    change: &Change,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Outcome> {
    vault.write(now, clocking.lenient(), |transaction| put(transaction, name, secret, change))
}

/// The same inside of a transaction.
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
    if let Some(description) = &change.description {
        credential.description.clone_from(description);
    }
    if let Some(check) = &change.check {
        credential.check.clone_from(check);
    }
    let is_same = |stored: &Stored<CredentialRecord>| {
        let known = stored.record.secret.secret().expose().as_bytes();
        bool::from(known.ct_eq(secret.expose().as_bytes()))
    };
    let same_secret = found.as_ref().is_some_and(is_same);
    if same_secret && before.as_ref() == Some(&credential) {
        return Ok(Outcome { credential, changed: false });
    }
    credential.updated_at = now;
    let record = CredentialRecord { credential, secret: SealedSecret::new(secret) };
    let credential = record.credential.clone();
    match found {
        Some(Stored { id, ver, .. }) => transaction.update(&Stored { id, ver, record })?,
        None => transaction.insert(&record).map(|_| ())?,
    }
    transaction.record(deed(Action::CredentialSet, name))?;
    Ok(Outcome { credential, changed: true })
}

fn refuse_unfit(secret: &Secret) -> Result<()> {
    if secret.expose().is_empty() {
        return Err(Error::usage("the secret is empty").hint("pipe it in: keywright … < secret.txt"));
    }
    if secret.expose().len() > Credential::MAX_SECRET {
        return Err(Error::usage("the secret is longer than 64 KiB, the most that is stored"));
    }
    Ok(())
}

/// Gives a stored secret out. That somebody is about to have it is committed first.
pub fn get(
    vault: &Vault<Unlocked>,
    name: &CredentialName,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Secret> {
    vault.write(now, clocking.lenient(), |transaction| {
        let stored = existing(transaction, name)?;
        transaction.record(deed(Action::CredentialGet, name))?;
        Ok(stored.record.secret.secret().copy())
    })
}

/// Gives out the secrets that a program asks for: all of them or none. That it is about to have them
/// is committed first.
pub fn hand_out(
    vault: &Vault<Unlocked>,
    references: &[Reference],
    program: &str,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Vec<Handed>> {
    vault.write(now, clocking.lenient(), |transaction| {
        let mut handed = Vec::with_capacity(references.len());
        for Reference { variable, name, way } in references {
            let secret = existing(transaction, name)?.record.secret.secret().copy();
            if *way == Handing::Value && secret.expose().contains('\0') {
                return Err(Error::conflict(format!(
                    "credential '{name}' holds a NUL character, which no environment variable can"
                ))
                .hint(format!("hand it over as a file: --file {variable}=credential:{name}")));
            }
            let program: String = program.chars().take(MAX_PROGRAM).collect();
            let deed = deed(Action::CredentialRun, name).detail(format!("{variable} of {program}"));
            transaction.record(deed)?;
            handed.push(Handed { variable: variable.clone(), secret, way: *way });
        }
        Ok(handed)
    })
}

/// All of them, oldest first.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Credential>> {
    vault.read(now, |transaction| {
        let mut all = Vec::new();
        transaction.scan::<CredentialRecord>(0, &mut |stored| {
            all.push(stored.record.credential);
            Ok(Flow::Continue)
        })?;
        Ok(all)
    })
}

/// What may be seen of the one of this name.
pub fn show(vault: &Vault<Unlocked>, name: &CredentialName, now: Timestamp) -> Result<Credential> {
    vault.read(now, |transaction| Ok(existing(transaction, name)?.record.credential))
}

/// Removes one. Its secret is gone for good.
pub fn remove(
    vault: &Vault<Unlocked>,
    name: &CredentialName,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Credential> {
    vault.write(now, clocking.lenient(), |transaction| {
        let stored = existing(transaction, name)?;
        transaction.delete(&stored)?;
        transaction.record(deed(Action::CredentialRemove, name))?;
        Ok(stored.record.credential)
    })
}

fn existing(transaction: &Transaction<'_>, name: &CredentialName) -> Result<Stored<CredentialRecord>> {
    find(transaction, name)?.ok_or_else(|| {
        Error::not_found(format!("no credential is called '{name}'")).hint("see `keywright credential list`")
    })
}

fn find(transaction: &Transaction<'_>, name: &CredentialName) -> Result<Option<Stored<CredentialRecord>>> {
    Ok(transaction.find("name", name.as_str().as_bytes())?.pop())
}

fn deed(action: Action, name: &CredentialName) -> Deed {
    Deed::new(action).subject(name.as_str())
}
