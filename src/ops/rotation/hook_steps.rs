//! The steps that run hooks. No lock is held while they run.

use super::abort::abort_case;
use super::case::{Case, find_key};
use super::confirm::{Proof, confirm_case};
use super::status::RotationStatus;
use crate::domain::audit::Action;
use crate::domain::hook::HookCommand;
use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::rotation::{Failure, Next, Rotation};
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::ops::denial;
use crate::ops::hook::{Done, Failed, Job, StepContext};
use crate::secret::Secret;
use crate::store::{Stored, Transaction};

impl StepContext<'_> {
    /// Delivers the secret to the consumer. The attempt is committed first: a power failure may leave the
    /// consumer with a secret whose delivery was not recorded.
    pub(in crate::ops) fn deliver(&self, status: &RotationStatus, command: &HookCommand) -> Result<()> {
        let secret = self.change(&status.outcome.rotation, |transaction, case| {
            let secret = escrowed(case);
            if case.rotation().attempted_at.is_none() {
                case.record.record.rotation.attempted_at = Some(transaction.now());
                case.save(transaction)?;
            }
            secret.ok_or_else(|| Error::internal("a rotation that is not confirmed has no escrow"))
        })?;
        let Some(secret) = secret else { return Ok(()) };
        let key = &status.outcome.successor;
        let done = self.call(status, (command, "deliver"), key, (Some(&secret), Some(&secret)));
        self.record_result(status, (Action::RotationDeliver, "deliver"), &done, |rotation, now| {
            rotation.delivered_at = Some(now);
        })?;
        done.map(|_| ()).map_err(|failed| failure("deliver", &failed))
    }

    /// Verifies that the consumer uses the successor, and confirms if it does. The hook reads the consumer's
    /// secret, so that secret is redacted in its output.
    pub(in crate::ops) fn verify(&self, status: &RotationStatus, command: &HookCommand) -> Result<()> {
        let rotation = &status.outcome.rotation;
        let secret = self.change(rotation, |_, case| Ok(escrowed(case)))?.flatten();
        let key = &status.outcome.successor;
        let done = self.call(status, (command, "verify"), key, (None, secret.as_ref()));
        if !self.record_result(status, (Action::RotationVerify, "verify"), &done, |_, _| {})? {
            // The rotation was changed concurrently: the hook's result is about an outdated state.
            return Ok(());
        }
        let done = done.map_err(|failed| failure("verify", &failed))?;
        let proof = if status.policy.hooks.verify_echo() {
            Proof::of(&Secret::from_line(&done.stdout))
        } else {
            Proof::Statement
        };
        let confirmed = self
            .change(rotation, |transaction, case| confirm_case(transaction, case, proof, false).map(|_| ()));
        match confirmed {
            Err(error) if error.kind == Kind::Denied => {
                let what = if done.stdout.is_empty() {
                    "the verify hook printed nothing, and with verify_echo it must print the secret"
                } else {
                    "the verify hook printed a secret other than the new one"
                };
                self.fail(status, what)?;
                Err(Error::new(Kind::Incomplete, what))
            }
            other => other.map(|_| ()),
        }
    }

    /// Runs the `revoked` hook for a key.
    pub(in crate::ops) fn announce(
        &self,
        status: &RotationStatus,
        gone: &KeyId,
        command: &HookCommand,
    ) -> Result<()> {
        let key = self.vault.read(self.now(), |transaction| find_key(transaction, gone))?;
        // A key that was deleted in the meantime is not announced.
        let Some(Stored { record: key, .. }) = key else {
            let forgotten = |rotation: &mut Rotation| rotation.to_announce.retain(|id| id != gone);
            return self
                .change(&status.outcome.rotation, |transaction, case| {
                    forgotten(&mut case.record.record.rotation);
                    case.save(transaction)
                })
                .map(|_| ());
        };
        let done = self.call(status, (command, "revoked"), &key, (None, None));
        self.record_result(status, (Action::RotationAnnounce, "revoked"), &done, |rotation, _| {
            rotation.to_announce.retain(|id| id != gone);
        })?;
        done.map(|_| ()).map_err(|failed| failure("revoked", &failed))
    }

    /// Aborts the rotation, if that is still due: a secret that was delivered in the meantime stays valid. An
    /// error if the lineage then has no key left.
    pub(in crate::ops) fn auto_abort(&self, status: &RotationStatus) -> Result<()> {
        let has_ended = self.change(&status.outcome.rotation, |transaction, case| {
            let now = transaction.now();
            if case.position(&status.policy, false).next(now) == Next::AutoAbort {
                abort_case(transaction, case, "the secret was not delivered in time")?;
                return Ok(case.predecessor.record.lifecycle.revoked_at().is_some());
            }
            Ok(false)
        })?;
        if has_ended != Some(true) {
            return Ok(());
        }
        let what = "the new key expired before it was confirmed, and the old one is revoked: no key is left";
        Err(Error::new(Kind::Incomplete, what))
    }

    fn call(
        &self,
        status: &RotationStatus,
        (command, step): (&HookCommand, &'static str),
        key: &Key,
        (stdin, secret): (Option<&Secret>, Option<&Secret>),
    ) -> Result<Done, Failed> {
        let hooks = &status.policy.hooks;
        self.programs.run(&Job {
            command,
            step,
            key: Some(key),
            pass_on: &hooks.env,
            stdin,
            secret,
            timeout: hooks.timeout(),
            retries: hooks.retries(),
            is_trial: false,
        })
    }

    /// Records the result of a hook. False if the rotation was changed concurrently.
    fn record_result(
        &self,
        status: &RotationStatus,
        (action, step): (Action, &str),
        done: &Result<Done, Failed>,
        success: impl FnOnce(&mut Rotation, Timestamp),
    ) -> Result<bool> {
        self.change(&status.outcome.rotation, |transaction, case| {
            let now = transaction.now();
            let rotation = &mut case.record.record.rotation;
            let words = match done {
                Ok(done) => {
                    rotation.failure = None;
                    success(rotation, now);
                    &done.words
                }
                Err(failed) => {
                    rotation.failure = Some(Failure { at: now, what: failure(step, failed).message });
                    &failed.words
                }
            };
            case.save(transaction)?;
            Ok(transaction.record(case.audit_entry(action).detail(words.clone()))?)
        })
        .map(|done| done.is_some())
    }

    fn fail(&self, status: &RotationStatus, what: &str) -> Result<()> {
        self.change(&status.outcome.rotation, |transaction, case| {
            case.record.record.rotation.failure =
                Some(Failure { at: transaction.now(), what: what.to_owned() });
            case.save(transaction)
        })
        .map(|_| ())
    }

    /// Changes a rotation in one transaction, if it is still in the state that was seen. `None` if it was
    /// changed concurrently.
    fn change<T>(
        &self,
        seen: &Rotation,
        work: impl FnOnce(&mut Transaction<'_>, &mut Case) -> Result<T>,
    ) -> Result<Option<T>> {
        denial::write(self.vault, self.now(), |transaction| {
            // By its id: the lineage may have been renamed meanwhile.
            let id = seen.successor.as_str().parse().map_err(|_| Error::internal("an id is no reference"))?;
            let case = Case::of(transaction, &KeyRef::Id(id))?;
            let same = |case: &Case| {
                let rotation = case.rotation();
                rotation.successor == seen.successor
                    && rotation.confirmed_at == seen.confirmed_at
                    && rotation.ended == seen.ended
            };
            match case.filter(same) {
                Some(mut case) => work(transaction, &mut case).map(Some),
                None => Ok(None),
            }
        })
    }
}

fn escrowed(case: &Case) -> Option<Secret> {
    case.record.record.escrow.as_ref().map(|escrow| escrow.secret().copy())
}

fn failure(step: &str, failed: &Failed) -> Error {
    Error::new(Kind::Incomplete, format!("the {step} hook failed: {}", failed.words))
}
