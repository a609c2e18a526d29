//! Running the owner's programs: their environment, how often they are retried, and what of their output is
//! kept.
//!
//! | file | use case |
//! |---|---|
//! | `mod` | run a program with its environment, and retry it if it fails |
//! | `check` | check programs when they are set |
//! | `trial` | run one hook with a secret that no server accepts |
//! | `redact` | redact secrets in a program's output |
//! | `decode` | read dumps and codes, in which a secret may be |

pub mod check;
pub mod trial;

mod decode;
mod redact;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use zeroize::Zeroizing;

use crate::domain::hook::{HookCommand, Hooks, VariableName};
use crate::domain::key::Key;
use crate::domain::time::{Span, Timestamp};
use crate::ports::{Clock, Environment, HookCall, HookEnd, HookOutput, HookRunner, Reporter};
use crate::secret::Secret;
use crate::store::{Unlocked, Vault};

/// The runner of programs, and the environment that they get a part of.
#[derive(Clone, Copy)]
pub struct Programs<'a> {
    /// The runner.
    pub runner: &'a dyn HookRunner,
    /// The environment of this process.
    pub environment: &'a Environment,
    /// Hears that one failed and is tried again.
    pub reporter: &'a dyn Reporter,
}

/// The context of the steps of rotation and publishing.
#[derive(Clone, Copy)]
pub(super) struct StepContext<'a> {
    pub(super) vault: &'a Vault<Unlocked>,
    pub(super) clock: &'a dyn Clock,
    pub(super) programs: Programs<'a>,
}

impl StepContext<'_> {
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// A program to be run, and why.
pub(super) struct Job<'a> {
    pub(super) command: &'a HookCommand,
    /// `KEYWRIGHT_STEP`: `deliver`, `verify`, `revoked`, `reload` or `check`.
    pub(super) step: &'static str,
    /// The key it is about; `None` for `reload` and `check`.
    pub(super) key: Option<&'a Key>,
    /// Variables of our own environment that are passed on.
    pub(super) pass_on: &'a [VariableName],
    pub(super) stdin: Option<&'a Secret>,
    /// A secret to be redacted in its output.
    pub(super) secret: Option<&'a Secret>,
    /// The timeout of one attempt.
    pub(super) timeout: Span,
    pub(super) retries: u8,
    /// Whether its secret is not that of any key: `KEYWRIGHT_HOOK_TEST`.
    pub(super) is_trial: bool,
}

impl<'a> Job<'a> {
    /// Makes servers load a new file.
    pub(super) fn reload(command: &'a HookCommand) -> Self {
        Self {
            command,
            step: "reload",
            key: None,
            pass_on: &[],
            stdin: None,
            secret: None,
            timeout: Hooks::TIMEOUT,
            retries: Hooks::RETRIES,
            is_trial: false,
        }
    }
}

/// A program that exited with 0.
pub(super) struct Done {
    /// Its stdout, possibly truncated. It may be a secret.
    pub(super) stdout: Zeroizing<Vec<u8>>,
    /// A loggable summary: how it ended, what it printed, and never a secret.
    pub(super) words: String,
}

/// A program that failed, even when it was retried.
pub(super) struct Failed {
    /// A loggable summary: how it ended, what it printed, and never a secret.
    pub(super) words: String,
    /// Whether it exited by itself, so that its exit code is its answer.
    pub(super) answered: bool,
}

/// The search path for a bare name, for us and for what the program itself runs.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: u32 = 30;

impl Programs<'_> {
    /// Runs it until it succeeds, with at most the job's retries. A program that cannot be started, because
    /// it is missing or not executable, is not retried: waiting for seconds does not help.
    pub(super) fn run(&self, job: &Job<'_>) -> Result<Done, Failed> {
        let mut attempt = 1;
        loop {
            let HookOutput { end, stdout, stderr, took: _ } = self.run_once(job);
            let ended = Ended { job, end: &end, attempt };
            if matches!(end, HookEnd::Exited(0)) {
                return Ok(Done { stdout, words: ended.sentence() });
            }
            if attempt > u32::from(job.retries) || is_final(&end) {
                let answered = matches!(end, HookEnd::Exited(_));
                return Err(Failed { words: ended.with_what_was_said(&stderr), answered });
            }
            let wait = Span::seconds(2_u32.saturating_pow(attempt - 1).min(LONGEST_WAIT));
            self.reporter.report(&ended.with_what_follows(wait));
            self.runner.pause(wait);
            attempt += 1;
        }
    }

    fn run_once(&self, job: &Job<'_>) -> HookOutput {
        let environment: Vec<(OsString, OsString)> = self.environment_of(job).into_iter().collect();
        self.runner.run(&HookCall {
            command: job.command,
            environment: &environment,
            stdin: job.stdin,
            timeout: job.timeout,
        })
    }

    /// The whole environment of the program.
    fn environment_of(&self, job: &Job<'_>) -> BTreeMap<OsString, OsString> {
        let mut all = BTreeMap::new();
        let ours = |name: &str| self.environment.variables.get(OsStr::new(name));
        for name in
            job.pass_on.iter().map(VariableName::as_str).filter(|name| !name.starts_with("KEYWRIGHT_"))
        {
            all.extend(ours(name).map(|value| (name.into(), value.clone())));
        }
        all.extend(self.environment.get("HOME").map(|home| ("HOME".into(), home.into())));
        // Last, so that no variable that is passed on overrides them.
        all.insert("PATH".into(), PATH.into());
        all.insert("KEYWRIGHT_STEP".into(), job.step.into());
        if job.is_trial {
            all.insert("KEYWRIGHT_HOOK_TEST".into(), "1".into());
        }
        if let Some(key) = job.key {
            all.insert("KEYWRIGHT_KEY_ID".into(), key.id.as_str().into());
            all.insert("KEYWRIGHT_KEY_NAME".into(), key.name.as_str().into());
            all.insert("KEYWRIGHT_VERSION".into(), key.version.to_string().into());
        }
        all
    }
}

/// Whether another attempt would fail the same way. A program that is just being replaced, or a shortage of
/// resources, is temporary.
fn is_final(end: &HookEnd) -> bool {
    use std::io::ErrorKind::{ExecutableFileBusy, Interrupted, OutOfMemory, WouldBlock};
    match end {
        HookEnd::NotStarted(error) => {
            !matches!(error.kind(), ExecutableFileBusy | Interrupted | OutOfMemory | WouldBlock)
        }
        HookEnd::Exited(_) | HookEnd::Killed(_) | HookEnd::TimedOut => false,
    }
}

/// The last attempt, to be described.
struct Ended<'a> {
    job: &'a Job<'a>,
    end: &'a HookEnd,
    attempt: u32,
}

impl Ended<'_> {
    fn sentence(&self) -> String {
        match self.attempt {
            1 => self.ending(),
            attempts => format!("{} (attempt {attempts})", self.ending()),
        }
    }

    fn ending(&self) -> String {
        let program = redact::line(self.job.command.program());
        let how = match self.end {
            HookEnd::Exited(code) => format!("exited with {code}"),
            HookEnd::Killed(signal) => format!("was killed by signal {signal}"),
            HookEnd::TimedOut => {
                format!("took longer than {}s and was killed", self.job.timeout.as_seconds())
            }
            HookEnd::NotStarted(error) => format!("cannot be started: {}", redact::line(&error.to_string())),
        };
        format!("{program} {how}")
    }

    fn with_what_follows(&self, wait: Span) -> String {
        let attempts = u32::from(self.job.retries) + 1;
        format!("{}; trying again in {wait}, attempt {} of {attempts}", self.ending(), self.attempt + 1)
    }

    fn with_what_was_said(&self, stderr: &[u8]) -> String {
        let secrets: Vec<&Secret> = self.job.secret.into_iter().chain(self.job.stdin).collect();
        match redact::kept(stderr, &secrets).as_str() {
            "" => self.sentence(),
            stderr => format!("{}: {stderr}", self.sentence()),
        }
    }
}

#[cfg(test)]
mod tests;
