//! Whoever calls the program: their terminal and environment; and randomness.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::os::fd::AsFd;

use ring::rand::{SecureRandom, SystemRandom};

use crate::domain::redaction::redact;
use crate::domain::wrap;
use crate::error::{Error, Result};
use crate::ports::{Entropy, Environment, Prompter, UserName};
use crate::secret::{Passphrase, Secret};

pub struct SystemEntropy(SystemRandom);

impl SystemEntropy {
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

/// The most that is read of an answer, in bytes: a terminal returns lines of 4095.
const MAX_ANSWER: u64 = 16 * 1024;

/// The person at `/dev/tty`. What is written there is behind a filter as stdout is: a name in it may be a secret.
pub struct Terminal;

impl Terminal {
    fn open() -> std::io::Result<File> {
        OpenOptions::new().read(true).write(true).open("/dev/tty")
    }

    /// Shows the prompt and reads a line, trimmed.
    fn line(prompt: &str) -> std::io::Result<String> {
        let mut terminal = Self::open()?;
        terminal.write_all(wrapped(prompt, &terminal).as_bytes())?;
        let mut answer = String::new();
        BufReader::new(terminal).take(MAX_ANSWER).read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }

    /// The same without echo, not trimmed.
    fn unseen(prompt: &str) -> Result<String> {
        let prompt = Self::open().map(|terminal| wrapped(prompt, &terminal));
        prompt.and_then(rpassword::prompt_password).map_err(|error| Error::io("/dev/tty", error))
    }
}

impl Prompter for Terminal {
    fn can_ask(&self) -> bool {
        Self::open().is_ok()
    }

    fn passphrase(&self, prompt: &str) -> Result<Passphrase> {
        Self::unseen(prompt).map(Passphrase::new)
    }

    fn secret(&self, prompt: &str) -> Result<Secret> {
        Self::unseen(prompt).map(Secret::new)
    }

    fn text(&self, prompt: &str) -> Result<String> {
        Self::line(prompt).map_err(|error| Error::io("/dev/tty", error))
    }

    fn confirm(&self, question: &str) -> Result<bool> {
        let answer = self.text(&format!("{question} [y/N] "))?;
        Ok(matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes"))
    }
}

/// The columns of a terminal; `None`: it does not know, or is none.
fn columns(terminal: impl AsFd) -> Option<u16> {
    rustix::termios::tcgetwinsize(terminal).ok().map(|size| size.ws_col).filter(|columns| *columns > 0)
}

/// A prompt in lines of the terminal.
fn wrapped(prompt: &str, terminal: &File) -> String {
    let prompt = redact(prompt);
    match columns(terminal).map(usize::from) {
        Some(columns) if !wrap::fits(&prompt, columns) => {
            let end = &prompt[prompt.trim_end().len()..];
            wrap::prose(prompt.trim_end(), columns) + end
        }
        _ => prompt.into_owned(),
    }
}

/// Does this without the variables that are ours or that lead to credentials. The age library starts plugins with the
/// environment of this process, and there is no other way to give them another one.
pub fn without_our_variables<T>(environment: &Environment, work: impl FnOnce() -> T) -> T {
    let is_ours = |name: &&OsString| {
        name.as_encoded_bytes().starts_with(b"KEYWRIGHT_") || *name == "CREDENTIALS_DIRECTORY"
    };
    let ours: Vec<&OsString> = environment.variables.keys().filter(is_ours).collect();
    if ours.is_empty() { work() } else { temp_env::with_vars_unset(ours, work) }
}

pub fn environment() -> Environment {
    let user = UserName::new(|| {
        uzers::get_current_username()
            .map_or_else(|| uzers::get_current_uid().to_string(), |name| name.to_string_lossy().into_owned())
    });
    Environment {
        variables: std::env::vars_os().collect(),
        user,
        stdout_is_terminal: std::io::stdout().is_terminal(),
        stderr_is_terminal: std::io::stderr().is_terminal(),
        stdin_is_terminal: std::io::stdin().is_terminal(),
        stdout_width: columns(std::io::stdout()),
        stderr_width: columns(std::io::stderr()),
    }
}
