//! The real ports: the only place that asks the operating system for time, randomness, the
//! environment, a person or another program.
#![allow(clippy::disallowed_methods, reason = "this is the one place that may ask")]

mod find;
mod hooks;
mod launch;

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::time::{SystemTime, UNIX_EPOCH};

use ring::rand::{SecureRandom, SystemRandom};
use rustix::process::{DumpableBehavior, Resource, Rlimit};

use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ports::{Clock, Entropy, Environment, Prompter};
use crate::secret::{Passphrase, Secret};

pub use hooks::SystemHooks;
pub use launch::SystemLauncher;

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_unix(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }
}

/// The operating system's random number generator.
pub struct SystemEntropy(SystemRandom);

impl SystemEntropy {
    /// Of this machine.
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for SystemEntropy {
    fn default() -> Self {
        Self::new()
    }
}

impl Entropy for SystemEntropy {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        self.0.fill(buffer).map_err(|_| Error::internal("the operating system gives no randomness"))
    }
}

/// The most that is read of an answer, in bytes: a terminal hands over lines of 4095.
const MAX_ANSWER: u64 = 16 * 1024;

/// The person at `/dev/tty`.
pub struct Terminal;

impl Terminal {
    fn open() -> std::io::Result<File> {
        OpenOptions::new().read(true).write(true).open("/dev/tty")
    }

    /// Shows the prompt and reads a line, less the space around it.
    fn line(prompt: &str) -> std::io::Result<String> {
        let mut terminal = Self::open()?;
        terminal.write_all(prompt.as_bytes())?;
        let mut answer = String::new();
        BufReader::new(terminal).take(MAX_ANSWER).read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }
}

impl Prompter for Terminal {
    fn can_ask(&self) -> bool {
        Self::open().is_ok()
    }

    fn passphrase(&self, prompt: &str) -> Result<Passphrase> {
        let typed = rpassword::prompt_password(prompt).map_err(|error| Error::io("/dev/tty", error))?;
        Ok(Passphrase::new(typed))
    }

    fn secret(&self, prompt: &str) -> Result<Secret> {
        let typed = rpassword::prompt_password(prompt).map_err(|error| Error::io("/dev/tty", error))?;
        Ok(Secret::new(typed))
    }

    fn text(&self, prompt: &str) -> Result<String> {
        Self::line(prompt).map_err(|error| Error::io("/dev/tty", error))
    }

    fn confirm(&self, question: &str) -> Result<bool> {
        let answer = self.text(&format!("{question} [y/N] "))?;
        Ok(matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes"))
    }
}

/// Standard output.
///
/// Where it was closed when the process started, Rust has put `/dev/null` in its place, open for
/// reading and writing, so that no other file gets its number; and a secret written there would be
/// lost in silence. Such an output fails as a closed pipe does. (`>/dev/null` is open for writing
/// only, and is what it is.)
pub fn stdout() -> Box<dyn Write> {
    let stdout = std::io::stdout();
    if is_stand_in(&stdout) { Box::new(Closed) } else { Box::new(stdout.lock()) }
}

fn is_stand_in(stdout: impl AsFd) -> bool {
    let is_null = || {
        let (ours, null) = (rustix::fs::fstat(&stdout)?, rustix::fs::stat("/dev/null")?);
        let mode = rustix::fs::fcntl_getfl(&stdout)? & rustix::fs::OFlags::RWMODE;
        let is_device = rustix::fs::FileType::from_raw_mode(ours.st_mode).is_char_device();
        Ok::<_, rustix::io::Errno>(
            is_device && ours.st_rdev == null.st_rdev && mode == rustix::fs::OFlags::RDWR,
        )
    };
    is_null().unwrap_or(false)
}

/// An output that nobody can read.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The arguments this process was started with.
pub fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}

/// What this process was started with.
pub fn environment() -> Environment {
    let user = uzers::get_current_username()
        .map_or_else(|| uzers::get_current_uid().to_string(), |name| name.to_string_lossy().into_owned());
    Environment {
        variables: std::env::vars_os().collect(),
        user,
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        stdin_is_terminal: std::io::stdin().is_terminal(),
    }
}

/// What `harden` found and changed, and a program that takes this one's place shall find again.
pub struct Inherited {
    umask: rustix::fs::Mode,
    core: Rlimit,
}

impl Inherited {
    /// Makes it as it was. What the system refuses is left as it is.
    fn restore(&self) {
        let _ = rustix::process::umask(self.umask);
        let _ = rustix::process::setrlimit(Resource::Core, self.core);
    }
}

/// Before anything secret is read: no core dumps, no reading of this process's memory by others of
/// the same user, and nothing created that others could open. What the system refuses is left as it is.
pub fn harden() -> Inherited {
    let core = rustix::process::getrlimit(Resource::Core);
    // Not the maximum: it could never be raised again.
    let none = Rlimit { current: Some(0), maximum: core.maximum };
    let _ = rustix::process::setrlimit(Resource::Core, none);
    let _ = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let umask = rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    Inherited { umask, core }
}
