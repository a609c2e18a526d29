//! Running the owner's programs: what they get to see, how often they are tried, and what of their
//! words may be kept.

use std::ffi::OsString;

use zeroize::Zeroizing;

use crate::domain::hook::{HookCommand, VariableName};
use crate::domain::key::Key;
use crate::domain::time::Span;
use crate::ports::{Environment, HookCall, HookEnd, HookRunner};
use crate::secret::Secret;

/// What runs programs, and the environment they get a part of.
#[derive(Clone, Copy)]
pub struct Programs<'a> {
    /// Runs them.
    pub runner: &'a dyn HookRunner,
    /// What this process was started with.
    pub environment: &'a Environment,
}

/// A program to be run, and why.
pub(super) struct Job<'a> {
    /// The program.
    pub(super) command: &'a HookCommand,
    /// `KEYWRIGHT_STEP`: `deliver`, `verify`, `revoked` or `reload`.
    pub(super) step: &'static str,
    /// The key it is about.
    pub(super) key: Option<&'a Key>,
    /// Variables of our own environment that it gets to see.
    pub(super) pass_on: &'a [VariableName],
    /// What it reads from stdin.
    pub(super) stdin: Option<&'a Secret>,
    /// What must not be kept of its words.
    pub(super) secret: Option<&'a Secret>,
    /// How long one attempt may take.
    pub(super) timeout: Span,
    /// How often it is tried again.
    pub(super) retries: u8,
}

/// A program that ended well.
pub(super) struct Done {
    /// What it wrote to stdout, as far as that was kept. It may be a secret.
    pub(super) stdout: Zeroizing<Vec<u8>>,
    /// What may be kept of it: how it ended, what it said, and never a secret.
    pub(super) words: String,
}

/// A program that did not, not even when it was tried again.
pub(super) struct Failed {
    /// What may be kept of it: how it ended, what it said, and never a secret.
    pub(super) words: String,
}

impl Programs<'_> {
    /// Runs it until it succeeds, at most so often as the job says.
    pub(super) fn run(&self, job: &Job<'_>) -> Result<Done, Failed> {
        let environment: Vec<(OsString, OsString)> = Vec::new();
        let call = HookCall {
            command: job.command,
            environment: &environment,
            stdin: job.stdin,
            timeout: job.timeout,
        };
        let output = self.runner.run(&call);
        match output.end {
            HookEnd::Exited(0) => Ok(Done { stdout: output.stdout, words: "exited with 0".to_owned() }),
            end => Err(Failed { words: format!("{end:?}") }),
        }
    }
}
