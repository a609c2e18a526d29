//! The ports of tests: a manual clock, deterministic entropy, a prompter with scripted answers, hooks that
//! are not run. Usable by any test binary, fuzz target or benchmark:
//! `#[path = "../support/ports.rs"] mod ports;`.
#![allow(dead_code, reason = "not every binary needs every port")]

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use keywright::crypto::hash::sha256;
use keywright::domain::hook::HookCommand;
use keywright::domain::time::{Span, Timestamp};
use keywright::error::{Error, Result};
use keywright::ports::{
    Clock, Entropy, HeldBytes, HookCall, HookEnd, HookOutput, HookRunner, Keyring, Launch, Launcher,
    Prompter, SecretTransport, Session,
};
use keywright::secret::{Passphrase, Secret};

/// 2026-01-01T00:00:00Z, as Unix seconds.
pub(crate) const START: i64 = 1_767_225_600;

/// A clock that stands still until it is advanced.
pub(crate) struct ManualClock(Cell<i64>);

impl ManualClock {
    pub(crate) const fn at(unix_seconds: i64) -> Self {
        Self(Cell::new(unix_seconds))
    }

    /// Advances it; negative seconds set it back.
    pub(crate) fn advance(&self, seconds: i64) {
        self.0.set(self.0.get() + seconds);
    }
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::at(START)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.get())
    }
}

/// Deterministic bytes: SHA-256 of a seed and a counter. Nonces have a counter of their own, so that the ids and
/// secrets of a test do not depend on how many nodes are sealed meanwhile.
#[derive(Default)]
pub(crate) struct CountingEntropy {
    seed: Vec<u8>,
    drawn: AtomicU64,
    nonces: AtomicU64,
}

/// The bytes of a nonce; nothing else that is drawn is as short.
const NONCE: usize = 12;

impl CountingEntropy {
    /// Different bytes for each seed; [`Self::default`] has an empty one.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self { seed: seed.to_be_bytes().to_vec(), ..Self::default() }
    }
}

impl Entropy for CountingEntropy {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        let (kind, counter): (&[u8], _) =
            if buffer.len() == NONCE { (b"nonce", &self.nonces) } else { (b"", &self.drawn) };
        for chunk in buffer.chunks_mut(32) {
            let drawn = counter.fetch_add(1, Ordering::Relaxed);
            let digest = sha256(&[&self.seed[..], kind, &drawn.to_be_bytes()].concat());
            chunk.copy_from_slice(&digest.as_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

/// A prompter that answers from a list. With no answers left, there is no terminal to prompt on.
#[derive(Default)]
pub(crate) struct ScriptedPrompter {
    answers: RefCell<VecDeque<String>>,
    transcript: RefCell<String>,
}

impl ScriptedPrompter {
    pub(crate) fn answer(&self, answers: &[&str]) {
        self.answers.borrow_mut().extend(answers.iter().map(|answer| (*answer).to_owned()));
    }

    /// The prompts for text since the last call, one per line, each with its answer.
    pub(crate) fn take_transcript(&self) -> String {
        self.transcript.take()
    }

    fn next(&self) -> Result<String> {
        self.answers.borrow_mut().pop_front().ok_or_else(|| Error::locked("no answer is left"))
    }
}

impl Prompter for ScriptedPrompter {
    fn can_ask(&self) -> bool {
        !self.answers.borrow().is_empty()
    }

    fn passphrase(&self, _: &str) -> Result<Passphrase> {
        self.next().map(Passphrase::new)
    }

    fn secret(&self, _: &str) -> Result<Secret> {
        self.next().map(Secret::new)
    }

    /// With no answers left, the input ends.
    fn text(&self, prompt: &str) -> Result<String> {
        let answer = self.answers.borrow_mut().pop_front().unwrap_or_default();
        let _ = writeln!(self.transcript.borrow_mut(), "{prompt}{answer}");
        Ok(answer)
    }

    fn confirm(&self, _: &str) -> Result<bool> {
        Ok(self.next()? == "y")
    }
}

type Hook = Box<dyn FnMut(&HookCall<'_>) -> HookOutput>;

/// Hooks simulated by a function; without one, each exits with 0.
pub(crate) struct ScriptedHooks(RefCell<Hook>);

impl ScriptedHooks {
    /// Simulates every hook from now on with this function.
    pub(crate) fn set(&self, hook: impl FnMut(&HookCall<'_>) -> HookOutput + 'static) {
        *self.0.borrow_mut() = Box::new(hook);
    }
}

impl Default for ScriptedHooks {
    fn default() -> Self {
        Self(RefCell::new(Box::new(|_| exits(0, ""))))
    }
}

impl HookRunner for ScriptedHooks {
    /// Every program is found except `missing`; others can write to `/open`.
    fn find(&self, command: &HookCommand) -> io::Result<Option<PathBuf>> {
        let program = Path::new(command.program());
        if program.ends_with("missing") {
            return Err(io::Error::new(io::ErrorKind::NotFound, "it is missing"));
        }
        Ok(program.parent().filter(|folder| *folder == "/open").map(Path::to_owned))
    }

    fn run(&self, call: &HookCall<'_>) -> HookOutput {
        (self.0.borrow_mut())(call)
    }

    fn pause(&self, _: Span) {}
}

/// The output of a hook that exits with this code and prints this.
pub(crate) fn exits(code: i32, stdout: &str) -> HookOutput {
    let stdout = stdout.as_bytes().to_vec().into();
    HookOutput {
        end: HookEnd::Exited(code),
        stdout,
        stderr: Vec::new().into(),
        took: Duration::from_millis(7),
    }
}

/// Records what would replace this process, and fails. Every program is found except `missing`.
#[derive(Default)]
pub(crate) struct RecordingLauncher(RefCell<String>);

impl RecordingLauncher {
    /// What was launched since the last call: the command, its secrets (`@`: in a file) and the names of its
    /// variables, one per line.
    pub(crate) fn take_record(&self) -> String {
        self.0.take()
    }
}

impl Launcher for RecordingLauncher {
    fn find(&self, program: &OsStr, _: Option<&OsStr>) -> io::Result<()> {
        let missing = || io::Error::new(io::ErrorKind::NotFound, "no such program in PATH");
        if program == "missing" { Err(missing()) } else { Ok(()) }
    }

    fn replace(&self, launch: &Launch<'_>) -> io::Error {
        let mut record = self.0.borrow_mut();
        let _ = writeln!(record, "> {} {:?}", launch.program.display(), launch.arguments);
        for handed in launch.secrets {
            let file = if handed.transport == SecretTransport::File { "@" } else { "" };
            let _ = writeln!(record, "> {}={file}{}", handed.variable, handed.secret.expose());
        }
        for name in launch.environment.keys() {
            let _ = writeln!(record, "> {}", name.display());
        }
        io::Error::other("here the program takes over")
    }
}

/// A keyring in memory, which forgets nothing by itself.
#[derive(Default)]
pub(crate) struct MemoryKeyring {
    /// What is held, by its name: to be looked at and planted.
    pub(crate) held: RefCell<BTreeMap<String, Vec<u8>>>,
    /// As in a container that forbids it.
    pub(crate) is_forbidden: Cell<bool>,
}

impl Keyring for MemoryKeyring {
    fn check(&self) -> io::Result<()> {
        if self.is_forbidden.get() { Err(io::Error::other("there is none here")) } else { Ok(()) }
    }

    fn hold(&self, name: &str, payload: &[u8], _: Span) -> io::Result<Session> {
        self.check()?;
        self.held.borrow_mut().insert(name.to_owned(), payload.to_vec());
        Ok(Session::Inherited)
    }

    fn find(&self, name: &str) -> Option<HeldBytes> {
        self.held.borrow().get(name).cloned().map(HeldBytes::new)
    }

    fn forget(&self, name: &str) -> bool {
        self.held.borrow_mut().remove(name).is_some()
    }

    fn names(&self) -> Vec<String> {
        self.held.borrow().keys().cloned().collect()
    }
}
