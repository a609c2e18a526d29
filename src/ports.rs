//! What the program needs from outside: time, randomness, a person, its environment.
//! `system` implements the real ones; tests pass their own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use zeroize::Zeroizing;

use crate::domain::hook::{HookCommand, VariableName};
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::secret::{Passphrase, Secret};

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
    /// Why not, if so, as a clause.
    fn why_not(&self) -> &'static str {
        "there is no terminal to prompt on"
    }
    /// Shows nothing of what is typed from now on: between questions without echo, too, while an answer is checked.
    fn silence(&self) -> Result<Box<dyn Silence>> {
        Ok(Box::new(()))
    }
    /// Prompts for a passphrase, without echo.
    fn passphrase(&self, prompt: &str) -> Result<Passphrase>;
    /// Prompts for a key's secret, without echo.
    fn secret(&self, prompt: &str) -> Result<Secret>;
    /// Prompts for a line of text, with echo. The prompt must be safe for a terminal. Empty for an empty line
    /// or at the end of the input.
    fn text(&self, prompt: &str) -> Result<String>;
    /// Asks a yes-or-no question; anything but yes is no.
    fn confirm(&self, question: &str) -> Result<bool>;
}

/// The terminal shows nothing of what is typed until this is dropped, and what was typed and not asked for is forgotten.
pub trait Silence {
    /// Whether something ends the process once it is over.
    fn is_interrupted(&self) -> bool {
        false
    }
    /// Ends it where no question follows: what was typed since is the next command's.
    fn answered(self: Box<Self>) {}
}

/// Where there is no terminal.
impl Silence for () {}

/// The operating-system user's name, or their number where it has none. Looked up only when it is needed: name
/// services can be slow, and only what is written names the user.
#[derive(Clone)]
pub struct UserName(Arc<LazyLock<String, LookUp>>);

type LookUp = Box<dyn FnOnce() -> String + Send>;

impl UserName {
    /// A name that this finds.
    pub fn new(look_up: impl FnOnce() -> String + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(look_up))))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for UserName {
    fn from(name: &str) -> Self {
        let name = name.to_owned();
        Self::new(|| name)
    }
}

impl Default for UserName {
    fn default() -> Self {
        "".into()
    }
}

impl std::fmt::Debug for UserName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A snapshot of the environment that the process was started in.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    pub variables: BTreeMap<OsString, OsString>,
    pub user: UserName,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    pub stdin_is_terminal: bool,
    /// The columns of the terminal that stdout is; `None`: not known.
    pub stdout_width: Option<u16>,
    /// The same for stderr.
    pub stderr_width: Option<u16>,
}

impl Environment {
    /// The variable, if it is set and not empty.
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

/// Where data keys are held between commands: the keyring of this session in the kernel. Programs that we start do
/// not have it.
pub trait Keyring {
    /// An error that says why, if nothing can be held.
    fn check(&self) -> std::io::Result<()>;
    /// Holds it under this name for as long, in place of what was held under it.
    fn hold(&self, name: &str, payload: &[u8], span: Span) -> std::io::Result<Session>;
    /// What is held under the name, which others in the session may have put there.
    fn find(&self, name: &str) -> Option<HeldBytes>;
    /// Returns whether something was held.
    fn forget(&self, name: &str) -> bool;
    /// The names of all that is held.
    fn names(&self) -> Vec<String>;
}

/// What is held.
pub type HeldBytes = Zeroizing<Vec<u8>>;

/// Whose keyring something is held in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// That of the session that we were started in.
    Inherited,
    /// There was none: the program that started us, and what it starts from now on, has got one.
    New,
}

/// A program to be run at the owner's request.
pub struct HookCall<'a> {
    pub command: &'a HookCommand,
    /// Its complete environment.
    pub environment: &'a [(OsString, OsString)],
    /// What it reads from stdin; `None`: nothing.
    pub stdin: Option<&'a Secret>,
    pub timeout: Span,
}

pub struct HookOutput {
    pub end: HookEnd,
    /// The start of its stdout. It may be a secret.
    pub stdout: Zeroizing<Vec<u8>>,
    /// The end of its stderr. It may contain a secret.
    pub stderr: Zeroizing<Vec<u8>>,
    /// How long it ran.
    pub took: Duration,
}

/// How a program exited.
#[derive(Debug)]
pub enum HookEnd {
    /// It exited with this code.
    Exited(i32),
    /// It was killed by a signal from elsewhere.
    Killed(i32),
    /// It timed out and was killed.
    TimedOut,
    NotStarted(std::io::Error),
}

/// Hears of what takes long while it does.
pub trait Reporter {
    /// One line of text.
    fn report(&self, text: &str);
}

/// Where nobody waits.
impl Reporter for () {
    fn report(&self, _: &str) {}
}

/// Runs programs: no shell, no terminal, none of this process's descriptors, and nothing left
/// behind once it returns.
pub trait HookRunner {
    /// Whether a program could be run now, by the rules of `run`: nothing is run. Returns the file or folder
    /// with which other users could change what it does.
    fn find(&self, command: &HookCommand) -> std::io::Result<Option<PathBuf>>;
    /// Runs a program until it ends.
    fn run(&self, call: &HookCall<'_>) -> HookOutput;
    /// Waits before another attempt.
    fn pause(&self, span: Span);
}

/// A secret for a program, and the variable that refers to it.
pub struct ProgramSecret {
    pub variable: VariableName,
    pub secret: Secret,
    pub transport: SecretTransport,
}

/// How a program receives a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretTransport {
    /// In the variable itself.
    Value,
    /// In a file that is reachable only by open descriptors; the variable holds its path.
    File,
}

/// A program that replaces this process.
pub struct Launch<'a> {
    /// As requested: searched in the environment's `PATH` unless it contains a slash.
    pub program: &'a OsStr,
    pub arguments: &'a [OsString],
    /// Its environment, without the secrets.
    pub environment: &'a BTreeMap<OsString, OsString>,
    pub secrets: &'a [ProgramSecret],
}

/// Replaces this process with a program, which inherits the streams and the original attributes, and nothing
/// else.
pub trait Launcher {
    /// An error if there is no such program or it cannot be run: checked before any secret is fetched.
    fn find(&self, program: &OsStr, path: Option<&OsStr>) -> std::io::Result<()>;
    /// Returns only on failure.
    fn replace(&self, launch: &Launch<'_>) -> std::io::Error;
}

/// The index of a repository, in which git notes what it tracks.
pub struct GitIndex<'a> {
    pub index: &'a Path,
    /// The folder of its objects.
    pub objects: &'a Path,
    pub is_sha256: bool,
}

/// Asks git about repositories that may be anybody's. The settings of a repository name programs that git would run,
/// so none of them is read, or those are overruled.
pub trait Git: Sync {
    /// The paths that are tracked, each ended by a NUL byte. None of the repository's settings is read.
    fn tracked(&self, index: &GitIndex<'_>) -> std::io::Result<Vec<u8>>;
    /// Starts git in a folder, to read what it keeps: nothing is written, fetched or run, and no terminal is used.
    fn start(&self, folder: &Path, words: &[&OsStr], input: Stdio, errors: Stdio) -> std::io::Result<Child>;
}
