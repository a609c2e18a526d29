//! The steps that run the owner's programs. No lock is held while they do.

use super::Case;
use super::confirm::{Proof, confirm};
use super::status::Standing;
use crate::domain::audit::Action;
use crate::domain::hook::HookCommand;
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::rotation::{Failure, Rotation};
use crate::domain::time::Timestamp;
use crate::error::{Error, Kind, Result};
use crate::ops::hook::{Done, Failed, Job, Programs};
use crate::ports::Clock;
use crate::secret::Secret;
use crate::store::{Clocking, Transaction, Unlocked, Vault};

/// What a step works with.
#[derive(Clone, Copy)]
pub(super) struct Tools<'a> {
    pub(super) vault: &'a Vault<Unlocked>,
    pub(super) clock: &'a dyn Clock,
    pub(super) clocking: Clocking,
    pub(super) programs: Programs<'a>,
}

impl Tools<'_> {
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Hands the secret to the consumer. That the hook is about to run is committed first, for a power
    /// cut may leave the consumer with a secret that nobody remembers having delivered.
    pub(super) fn deliver(&self, standing: &Standing, command: &HookCommand) -> Result<()> {
        let secret = self.change(&standing.outcome.rotation, |transaction, case| {
            let Some(escrow) = case.record.record.escrow.as_ref() else {
                return Err(Error::internal("a rotation that is not confirmed has no escrow"));
            };
            let secret = Secret::new(escrow.secret().expose().to_owned());
            if case.rotation().attempted_at.is_none() {
                case.record.record.rotation.attempted_at = Some(transaction.now());
                case.save(transaction)?;
            }
            Ok(secret)
        })?;
        let Some(secret) = secret else { return Ok(()) };
        let key = &standing.outcome.successor;
        let done = self.call(standing, (command, "deliver"), key, Some(&secret));
        self.settle(standing, Action::RotationDeliver, &done, |rotation, now| {
            rotation.delivered_at = Some(now);
        })?;
        done.map(|_| ()).map_err(|failed| failure("deliver", &failed))
    }

    /// Asks whether the consumer uses the successor, and confirms if it does.
    pub(super) fn verify(&self, standing: &Standing, command: &HookCommand) -> Result<()> {
        let done = self.call(standing, (command, "verify"), &standing.outcome.successor, None);
        self.settle(standing, Action::RotationVerify, &done, |_, _| {})?;
        let done = done.map_err(|failed| failure("verify", &failed))?;
        let proof = if standing.policy.hooks.verify_echo() { echoed(&done) } else { Proof::Statement };
        let reference = KeyRef::Name(standing.outcome.rotation.name.clone());
        let confirmed = confirm(self.vault, &reference, proof, false, self.now(), self.clocking);
        match confirmed {
            Ok(_) => Ok(()),
            Err(error) if error.kind == Kind::Denied => {
                let what = "the verify hook printed another secret than the new one".to_owned();
                self.fail(standing, &what)?;
                Err(Error::new(Kind::Incomplete, what))
            }
            Err(error) => Err(error),
        }
    }

    /// Tells that the predecessor has been revoked.
    pub(super) fn announce(&self, standing: &Standing, command: &HookCommand) -> Result<()> {
        let done = self.call(standing, (command, "revoked"), &standing.outcome.predecessor, None);
        self.settle(standing, Action::RotationAnnounce, &done, |rotation, _| rotation.to_announce = false)?;
        done.map(|_| ()).map_err(|failed| failure("revoked", &failed))
    }

    fn call(
        &self,
        standing: &Standing,
        (command, step): (&HookCommand, &'static str),
        key: &Key,
        secret: Option<&Secret>,
    ) -> Result<Done, Failed> {
        let hooks = &standing.policy.hooks;
        self.programs.run(&Job {
            command,
            step,
            key: Some(key),
            pass_on: &hooks.env,
            stdin: secret,
            secret,
            timeout: hooks.timeout(),
            retries: hooks.retries(),
        })
    }

    /// Records how a hook ended.
    fn settle(
        &self,
        standing: &Standing,
        action: Action,
        done: &Result<Done, Failed>,
        success: impl FnOnce(&mut Rotation, Timestamp),
    ) -> Result<()> {
        self.change(&standing.outcome.rotation, |transaction, case| {
            let now = transaction.now();
            let rotation = &mut case.record.record.rotation;
            let words = match done {
                Ok(done) => {
                    rotation.failure = None;
                    success(rotation, now);
                    &done.words
                }
                Err(failed) => {
                    rotation.failure = Some(Failure { at: now, what: failed.words.clone() });
                    &failed.words
                }
            };
            case.save(transaction)?;
            Ok(transaction.record(case.deed(action).detail(words.clone()))?)
        })
        .map(|_| ())
    }

    fn fail(&self, standing: &Standing, what: &str) -> Result<()> {
        self.change(&standing.outcome.rotation, |transaction, case| {
            case.record.record.rotation.failure =
                Some(Failure { at: transaction.now(), what: what.to_owned() });
            case.save(transaction)
        })
        .map(|_| ())
    }

    /// Changes a rotation in one transaction, if it is still the one that was looked at. `None` where
    /// somebody else has gone on with it meanwhile.
    fn change<T>(
        &self,
        seen: &Rotation,
        work: impl FnOnce(&mut Transaction<'_>, &mut Case) -> Result<T>,
    ) -> Result<Option<T>> {
        self.vault.write(self.now(), self.clocking, |transaction| {
            let case = Case::of(transaction, &KeyRef::Name(seen.name.clone()))?;
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

/// The secret that the verify hook found at the consumer, less one line ending.
fn echoed(done: &Done) -> Proof {
    let bytes = done.stdout.as_slice();
    let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let text = text.strip_suffix(b"\r").filter(|_| bytes.ends_with(b"\r\n")).unwrap_or(text);
    Proof::of(&Secret::new(String::from_utf8_lossy(text).into_owned()))
}

fn failure(step: &str, failed: &Failed) -> Error {
    Error::new(Kind::Incomplete, format!("the {step} hook failed: {}", failed.words))
}
