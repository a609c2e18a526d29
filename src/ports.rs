//! What the program asks of the world: time, randomness, a person, its environment.
//! `system` holds the real ones; tests pass their own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::domain::hook::{HookCommand, VariableName};
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::secret::{Passphrase, Secret};

/// The time of day.
pub trait Clock {
    /// Now, in whole seconds.
    fn now(&self) -> Timestamp;
}

/// Cryptographically secure randomness.
pub trait Entropy: Send + Sync {
    /// Fills the buffer with uniform random bytes.
    fn fill(&self, buffer: &mut [u8]) -> Result<()>;
}

/// A person at a terminal. Prompts go to the terminal itself, never to stdout.
pub trait Prompter {
    /// Whether there is a terminal to prompt on.
    fn can_ask(&self) -> bool;
    /// Asks for a passphrase; nothing typed is shown.
    fn passphrase(&self, prompt: &str) -> Result<Passphrase>;
    /// Asks for a key's secret; nothing typed is shown.
    fn secret(&self, prompt: &str) -> Result<Secret>;
    /// Asks for a line of text; what is typed is shown. The prompt must be safe for a terminal. Empty
    /// where nothing was answered: an empty line, or the end of the input.
    fn text(&self, prompt: &str) -> Result<String>;
    /// Asks a yes-or-no question; anything but yes is no.
    fn confirm(&self, question: &str) -> Result<bool>;
}

/// A snapshot of what the process was started with.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    pub variables: BTreeMap<OsString, OsString>,
    /// The operating-system user's name, or their number where it has none.
    pub user: String,
    /// Whether stdout is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal.
    pub stderr_is_terminal: bool,
    /// Whether stdin is a terminal.
    pub stdin_is_terminal: bool,
}

impl Environment {
    /// A variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        self.variables.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// An XDG base directory: the variable if absolute, else the fallback below `HOME`.
    /// (XDG Base Directory Specification 0.8: relative paths are to be ignored.)
    pub fn xdg(&self, variable: &str, below_home: &str) -> Option<PathBuf> {
        let set = self.get(variable).map(PathBuf::from).filter(|path| path.is_absolute());
        set.or_else(|| self.get("HOME").map(|home| PathBuf::from(home).join(below_home)))
    }
}

/// A program to be run at the owner's request.
pub struct HookCall<'a> {
    /// The program and its arguments.
    pub command: &'a HookCommand,
    /// Its whole environment.
    pub environment: &'a [(OsString, OsString)],
    /// What it reads from stdin; `None`: an empty one.
    pub stdin: Option<&'a Secret>,
    /// How long it may take.
    pub timeout: Span,
}

/// What became of a program.
pub struct HookOutput {
    pub end: HookEnd,
    /// The beginning of what it wrote to stdout. It may be a secret.
    pub stdout: Zeroizing<Vec<u8>>,
    /// The beginning of what it wrote to stderr. It may hold a secret.
    pub stderr: Zeroizing<Vec<u8>>,
}

/// How a program exited.
#[derive(Debug)]
pub enum HookEnd {
    /// By itself, with this code.
    Exited(i32),
    /// By a signal that somebody else sent.
    Killed(i32),
    /// It took too long and was killed.
    TimedOut,
    /// It could not be started.
    NotStarted(std::io::Error),
}

/// Runs programs: no shell, no terminal, none of this process's descriptors, and nothing left
/// behind once it returns.
pub trait HookRunner {
    /// Runs one to its end.
    fn run(&self, call: &HookCall<'_>) -> HookOutput;
    /// Waits before another attempt.
    fn pause(&self, span: Span);
}

/// A secret for a program, and the variable it is found by.
pub struct ProgramSecret {
    pub variable: VariableName,
    pub secret: Secret,
    pub way: SecretTransport,
}

/// Where a program finds a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretTransport {
    /// In the variable itself.
    Value,
    /// In a file that only open descriptors lead to; the variable holds its path.
    File,
}

/// A program that takes this process's place.
pub struct Launch<'a> {
    /// What was asked for: looked for in the environment's `PATH` unless it holds a slash.
    pub program: &'a OsStr,
    pub arguments: &'a [OsString],
    /// Its environment, but for the secrets.
    pub environment: &'a BTreeMap<OsString, OsString>,
    pub secrets: &'a [ProgramSecret],
}

/// Puts a program in this process's place: with its streams, as it was started, and nothing else of it.
pub trait Launcher {
    /// An error if there is no such program or it cannot be run: asked before any secret is fetched.
    fn find(&self, program: &OsStr, path: Option<&OsStr>) -> std::io::Result<()>;
    /// Returns only if that failed.
    fn replace(&self, launch: &Launch<'_>) -> std::io::Error;
}
