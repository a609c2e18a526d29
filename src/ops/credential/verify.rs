//! Whether a stored secret is still valid.

use super::{audit_entry, existing};
use crate::domain::audit::Action;
use crate::domain::credential::CredentialName;
use crate::domain::hook::{HookCommand, Hooks};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::hook::{Job, Programs};
use crate::ops::key;
use crate::ops::key::verify::decide_stored;
use crate::secret::Secret;
use crate::store::{Unlocked, Vault};

/// Whether a stored secret is still valid, and who decided that.
#[derive(Debug)]
pub enum Answer {
    /// It is a key of this vault: the vault's own verdict.
    Ours(Box<key::verify::Outcome>),
    /// It is not, and it has no check command.
    Unknown,
    /// The check command reports it as valid.
    Passed,
    /// The check command reports it as invalid: how it ended, and what it printed.
    Failed(String),
    /// The check command gave no answer: it could not be started, was killed or timed out.
    Silent(String),
}

/// Verifies a stored secret: against the vault if it is one of its keys, else by its check command.
pub fn verify(
    vault: &Vault<Unlocked>,
    name: &CredentialName,
    programs: Programs<'_>,
    now: Timestamp,
) -> Result<Answer> {
    let (outcome, check, secret) = vault.read(now, |transaction| {
        let record = existing(transaction, name)?.record;
        let secret = record.secret.secret().copy();
        Ok((decide_stored(transaction, &secret)?, record.credential.check, secret))
    })?;
    match check {
        _ if outcome.key.is_some() => Ok(Answer::Ours(Box::new(outcome))),
        None => Ok(Answer::Unknown),
        Some(command) => {
            // The audit event is committed before the program gets the secret.
            vault.write_lenient(now, |transaction| {
                let audit_entry = audit_entry(Action::CredentialCheck, name).detail(command.program());
                Ok(transaction.record(audit_entry)?)
            })?;
            Ok(ask(&command, &secret, programs))
        }
    }
}

fn ask(command: &HookCommand, secret: &Secret, programs: Programs<'_>) -> Answer {
    let ended = programs.run(&Job {
        command,
        step: "check",
        key: None,
        pass_on: &[],
        stdin: Some(secret),
        secret: None,
        timeout: Hooks::TIMEOUT,
        // The caller waits for the answer, and can retry.
        retries: 0,
        is_trial: false,
    });
    match ended {
        Ok(_) => Answer::Passed,
        Err(failed) if failed.answered => Answer::Failed(failed.words),
        Err(failed) => Answer::Silent(failed.words),
    }
}
