//! Whoever calls the program: their terminal and environment; and randomness.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, IsTerminal, Read, Write};
use std::os::fd::AsFd;

use ring::rand::{SecureRandom, SystemRandom};
use rustix::termios::{QueueSelector, tcflush};

use super::unseen::{self, Unseen};
use crate::accounts;
use crate::domain::invisible::is_invisible;
use crate::domain::redaction::redact;
use crate::domain::wrap;
use crate::error::{Error, Kind, Result};
use crate::ports::{Entropy, Environment, Prompter, Silence, UserName};
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

    /// Shows the prompt and reads a line, trimmed. What was typed before is no answer: nobody had read the question.
    fn line(mut terminal: File, prompt: &str) -> std::io::Result<String> {
        tcflush(&terminal, QueueSelector::IFlush)?;
        terminal.write_all(shown(prompt, &terminal).as_bytes())?;
        let mut answer = String::new();
        BufReader::new(&terminal).take(MAX_ANSWER).read_line(&mut answer)?;
        if !answer.ends_with('\n') {
            // Ctrl-D: what follows does not belong behind the prompt.
            terminal.write_all(b"\n")?;
        }
        Ok(answer.trim().to_owned())
    }

    /// The same without echo, not trimmed. `what` is asked for; of what `kind` the error is if nothing is typed.
    fn unseen(prompt: &str, what: &str, kind: Kind) -> Result<String> {
        let mut terminal = Self::open().map_err(|error| Error::io("/dev/tty", error))?;
        let prompt = shown(prompt, &terminal);
        unseen::line(&mut terminal, &prompt).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof | ErrorKind::Interrupted => {
                Error::new(kind, format!("no {what} was typed; nothing was changed"))
            }
            ErrorKind::InvalidData => Error::usage(format!("the {what} typed cannot be used: {error}")),
            _ => Error::io("/dev/tty", error),
        })
    }
}

impl Prompter for Terminal {
    fn can_ask(&self) -> bool {
        Self::open().is_ok()
    }

    fn silence(&self) -> Result<Box<dyn Silence>> {
        let silence = Self::open().and_then(|terminal| Unseen::begin(&terminal));
        silence.map(|silence| Box::new(silence) as _).map_err(|error| Error::io("/dev/tty", error))
    }

    fn passphrase(&self, prompt: &str) -> Result<Passphrase> {
        Self::unseen(prompt, "passphrase", Kind::Locked).map(Passphrase::new)
    }

    fn secret(&self, prompt: &str) -> Result<Secret> {
        Self::unseen(prompt, "secret", Kind::Usage).map(Secret::new)
    }

    fn text(&self, prompt: &str) -> Result<String> {
        Self::open()
            .and_then(|terminal| Self::line(terminal, prompt))
            .map_err(|error| Error::io("/dev/tty", error))
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

/// The prompt as it may be shown, in lines of the terminal: a path or a name in it must not move the cursor, or be a
/// secret.
fn shown(prompt: &str, terminal: &File) -> String {
    let mut safe = String::with_capacity(prompt.len());
    for character in redact(prompt).chars() {
        if character != '\n' && is_invisible(character) {
            safe.extend(character.escape_unicode());
        } else {
            safe.push(character);
        }
    }
    match columns(terminal).map(usize::from) {
        Some(columns) if !wrap::fits(&safe, columns) => {
            let end = &safe[safe.trim_end().len()..];
            wrap::prose(safe.trim_end(), columns) + end
        }
        _ => safe,
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
        accounts::user_name().unwrap_or_else(|| rustix::process::getuid().as_raw().to_string())
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
