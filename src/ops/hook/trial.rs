//! Running one hook as a rotation would, with a secret that no server accepts.

use std::time::Duration;

use clap::{Args, ValueEnum};

use super::{Ended, Job, Programs, redact};
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::hook::{HookCommand, Hooks};
use crate::domain::key::Key;
use crate::domain::name::KeyRef;
use crate::domain::shell;
use crate::error::{Error, Result};
use crate::ops::key::create::draw;
use crate::ops::key::resolve::resolve;
use crate::ops::{authorization, denial, profile};
use crate::ports::{Clock, HookEnd, HookOutput};
use crate::secret::Secret;
use crate::store::{Transaction, Unlocked, Vault};

/// A step of a rotation that runs a hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HookStep {
    /// Delivers the new secret to the consumer
    Deliver,
    /// Verifies that the consumer uses the new secret
    Verify,
    /// Runs after the old secret was revoked
    Revoked,
}

impl HookStep {
    /// Its name, in `KEYWRIGHT_STEP` too.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Verify => "verify",
            Self::Revoked => "revoked",
        }
    }

    fn command(self, hooks: &Hooks) -> Option<&HookCommand> {
        match self {
            Self::Deliver => hooks.deliver.as_ref(),
            Self::Verify => hooks.verify.as_ref(),
            Self::Revoked => hooks.revoked.as_ref(),
        }
    }
}

/// Which hook is run.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct Request {
    /// Name, or id of the key whose hook is run
    #[arg(value_name = "KEY")]
    pub key: KeyRef,

    /// The hook
    #[arg(value_name = "STEP", value_enum)]
    pub step: HookStep,
}

/// What came of a hook that was run once.
#[derive(Debug)]
pub struct Trial {
    /// The key that it was run for.
    pub key: Key,
    /// The step that it was run as.
    pub step: HookStep,
    /// The command.
    pub command: HookCommand,
    /// Whether a rotation would go on.
    pub succeeded: bool,
    /// `None`: it was killed, or not started.
    pub exit_code: Option<i32>,
    /// How long it ran.
    pub took: Duration,
    /// How it ended, as text.
    pub outcome: String,
    /// What it printed on stdout, as one line without secrets. `None`: it is the consumer's secret.
    pub stdout: Option<String>,
    /// The same for stderr.
    pub stderr: String,
}

/// Runs a hook once. The secret that it gets has the form of the key's, and is not that of any key: it is drawn for
/// this and kept nowhere. Only the audit log is changed.
pub fn run(
    vault: &Vault<Unlocked>,
    request: &Request,
    clock: &dyn Clock,
    programs: Programs<'_>,
) -> Result<Trial> {
    let (key, hooks, secret) = denial::check(vault, clock.now(), |transaction| {
        vault.check_clock(transaction)?;
        prepare(transaction, request)
    })?;
    let command = request.step.command(&hooks).ok_or_else(|| none(&key, request.step))?;
    let job = Job {
        command,
        step: request.step.as_str(),
        key: Some(&key),
        pass_on: &hooks.env,
        stdin: Some(&secret).filter(|_| request.step == HookStep::Deliver),
        secret: Some(&secret),
        timeout: hooks.timeout(),
        retries: 0,
        is_trial: true,
    };
    let echoes = request.step == HookStep::Verify && hooks.verify_echo();
    let trial = judged(&key, &job, (request.step, echoes), programs.run_once(&job));
    vault.write_lenient(clock.now(), |transaction| {
        let what = format!("{}: {}", request.step.as_str(), trial.outcome);
        Ok(transaction.record(AuditEntry::to_key(Action::HookTest, &key).detail(what))?)
    })?;
    Ok(trial)
}

/// The key, its lineage's hooks, and a secret for them.
fn prepare(transaction: &Transaction<'_>, request: &Request) -> Result<(Key, Hooks, Secret)> {
    let key = resolve(transaction, &request.key)?.record;
    authorization::manage(transaction, &key)?;
    let profile = profile::of_key(transaction, &key)?;
    let hooks = key.rotation.clone().or(&profile.rotation).hooks;
    let prefix = match &key.prefix {
        Some(prefix) => prefix.clone(),
        None => profile.prefix().map_err(|_| Error::internal("the default prefix"))?,
    };
    let secret = draw(transaction, &prefix)?;
    Ok((key, hooks, secret))
}

fn none(key: &Key, step: HookStep) -> Error {
    let (name, step) = (&key.name, step.as_str());
    Error::not_found(format!("'{name}' has no {step} hook, and neither has its profile"))
        .hint(format!("set one with `keywright key edit {} --{step} COMMAND`", shell::word(name)))
}

fn judged(key: &Key, job: &Job<'_>, (step, echoes): (HookStep, bool), output: HookOutput) -> Trial {
    let HookOutput { end, stdout, stderr, took } = output;
    let secrets: Vec<&Secret> = job.secret.into_iter().collect();
    let is_silent = echoes && stdout.trim_ascii().is_empty();
    let mut outcome = Ended { job, end: &end, attempt: 1 }.sentence();
    let exit_code = if let HookEnd::Exited(code) = end { Some(code) } else { None };
    if exit_code == Some(0) && is_silent {
        outcome.push_str(", but printed nothing, and with verify_echo it must print the secret");
    }
    Trial {
        key: key.clone(),
        step,
        command: job.command.clone(),
        succeeded: exit_code == Some(0) && !is_silent,
        exit_code,
        took,
        outcome,
        // A secret that was made elsewhere has no form by which it would be known.
        stdout: if echoes { None } else { Some(redact::kept(&stdout, &secrets)) },
        stderr: redact::kept(&stderr, &secrets),
    }
}
