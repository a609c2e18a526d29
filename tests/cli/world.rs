//! A world that is the same every time.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use keywright::cli::{World, run};
use keywright::crypto::hash::sha256;
use keywright::domain::time::{Span, Timestamp};
use keywright::error::{Error, Result};
use keywright::ports::{
    Clock, Entropy, Environment, Handing, HookCall, HookEnd, HookOutput, HookRunner, Launch, Launcher,
    Prompter,
};
use keywright::secret::{Passphrase, Secret};
use tempfile::TempDir;

/// 2026-01-01T00:00:00Z.
const START: i64 = 1_767_225_600;

/// A minute later with every command.
struct Minutes(Cell<i64>);

impl Clock for Minutes {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.get())
    }
}

/// Bytes that are the same in every run: SHA-256 of 0, 1, 2…
struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        for piece in buffer.chunks_mut(32) {
            let number = self.0.fetch_add(1, Ordering::Relaxed);
            piece.copy_from_slice(&sha256(&number.to_be_bytes()).as_bytes()[..piece.len()]);
        }
        Ok(())
    }
}

/// A person who answers from a list; with none left, nobody is there.
#[derive(Default)]
struct Scripted {
    answers: RefCell<VecDeque<String>>,
    /// The prompts for text, and what was typed.
    shown: RefCell<String>,
}

impl Scripted {
    fn answer(&self) -> Result<String> {
        self.answers.borrow_mut().pop_front().ok_or_else(|| Error::locked("nobody is there"))
    }
}

impl Prompter for Scripted {
    fn can_ask(&self) -> bool {
        !self.answers.borrow().is_empty()
    }

    fn passphrase(&self, _: &str) -> Result<Passphrase> {
        self.answer().map(Passphrase::new)
    }

    fn secret(&self, _: &str) -> Result<Secret> {
        self.answer().map(Secret::new)
    }

    /// With no answers left, the input is at its end.
    fn text(&self, prompt: &str) -> Result<String> {
        let answer = self.answers.borrow_mut().pop_front().unwrap_or_default();
        let _ = writeln!(self.shown.borrow_mut(), "{prompt}{answer}");
        Ok(answer)
    }

    fn confirm(&self, _: &str) -> Result<bool> {
        Ok(self.answer()? == "y")
    }
}

/// What a program does that is run.
type Program = Box<dyn FnMut(&HookCall<'_>) -> HookOutput>;

/// Programs that are not really run.
struct Programs(RefCell<Program>);

impl HookRunner for Programs {
    fn run(&self, call: &HookCall<'_>) -> HookOutput {
        (self.0.borrow_mut())(call)
    }

    fn pause(&self, _: Span) {}
}

/// What would be put in this program's place: it is told on a list, and nothing is run.
struct Launches(RefCell<String>);

impl Launcher for Launches {
    fn find(&self, program: &OsStr, _: Option<&OsStr>) -> std::io::Result<()> {
        let missing = || std::io::Error::new(std::io::ErrorKind::NotFound, "no such program in PATH");
        if program == "missing" { Err(missing()) } else { Ok(()) }
    }

    fn replace(&self, launch: &Launch<'_>) -> std::io::Error {
        let mut told = self.0.borrow_mut();
        let _ = writeln!(told, "> {} {:?}", launch.program.display(), launch.arguments);
        for handed in launch.secrets {
            let place = if handed.way == Handing::File { "@" } else { "" };
            let _ = writeln!(told, "> {}={place}{}", handed.variable, handed.secret.expose());
        }
        for name in launch.environment.keys() {
            let _ = writeln!(told, "> {}", name.display());
        }
        std::io::Error::other("here the program takes over")
    }
}

/// How a program ends that exits with this code and prints this.
pub(crate) fn exits(code: i32, stdout: &str) -> HookOutput {
    let stdout = stdout.as_bytes().to_vec().into();
    HookOutput { end: HookEnd::Exited(code), stdout, stderr: Vec::new().into() }
}

/// A home, and a record of what was run in it.
pub(crate) struct Stage {
    home: TempDir,
    environment: Environment,
    clock: Minutes,
    entropy: Arc<Counted>,
    person: Scripted,
    programs: Programs,
    launches: Launches,
    record: String,
}

impl Stage {
    pub(crate) fn empty() -> Self {
        let home = tempfile::tempdir().unwrap();
        let variables = [(OsString::from("HOME"), home.path().as_os_str().to_owned())].into();
        Self {
            environment: Environment { variables, user: "ana".into(), ..Environment::default() },
            home,
            clock: Minutes(Cell::new(START)),
            entropy: Arc::new(Counted(AtomicU64::new(0))),
            person: Scripted::default(),
            programs: Programs(RefCell::new(Box::new(|_| exits(0, "")))),
            launches: Launches(RefCell::default()),
            record: String::new(),
        }
    }

    pub(crate) fn with_vault() -> Self {
        let mut stage = Self::empty();
        stage.quietly(&["init", "--new-identity"], "");
        stage
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.home.path().join(name).to_str().unwrap().to_owned()
    }

    /// What the person says to the next questions.
    pub(crate) fn answers(&self, answers: &[&str]) {
        self.person.answers.borrow_mut().extend(answers.iter().map(|answer| (*answer).to_owned()));
    }

    /// What every program does that is run from now on.
    pub(crate) fn programs(&self, program: impl FnMut(&HookCall<'_>) -> HookOutput + 'static) {
        *self.programs.0.borrow_mut() = Box::new(program);
    }

    /// Time passes.
    pub(crate) fn later(&self, seconds: i64) {
        self.clock.0.set(self.clock.0.get() + seconds);
    }

    /// Sets a variable.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.variables.insert(name.into(), value.into());
    }

    /// Runs a command: code, stdout, stderr.
    fn call(&mut self, args: &[&str], stdin: &str) -> (u8, String, String) {
        self.clock.0.set(self.clock.0.get() + 60);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let words = std::iter::once("keywright").chain(args.iter().copied()).map(OsString::from);
        let world = World {
            environment: &self.environment,
            clock: &self.clock,
            entropy: Arc::clone(&self.entropy) as Arc<dyn Entropy>,
            prompter: &self.person,
            hooks: &self.programs,
            launcher: &self.launches,
            stdin: &mut stdin.as_bytes(),
            stdout: &mut stdout,
            stderr: &mut stderr,
        };
        let code = run(words, world);
        (code, String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// Runs what must succeed and is not part of the record. Returns stdout.
    pub(crate) fn quietly(&mut self, args: &[&str], stdin: &str) -> String {
        let (code, stdout, stderr) = self.call(args, stdin);
        assert_eq!(code, 0, "{args:?}: {stderr}");
        stdout
    }

    /// Runs what must be refused and is not part of the record: code and stderr.
    pub(crate) fn refused(&mut self, args: &[&str], stdin: &str) -> (u8, String) {
        let (code, stdout, stderr) = self.call(args, stdin);
        assert!(code != 0, "{args:?}: {stdout}");
        (code, stderr)
    }

    /// Runs a command with this stdin and records it.
    pub(crate) fn fed(&mut self, args: &[&str], stdin: &str) -> u8 {
        let (code, stdout, stderr) = self.call(args, stdin);
        let words: Vec<String> = args.iter().map(|word| quoted(word)).collect();
        let mut text = format!("$ keywright {}\n", words.join(" "));
        for line in self.person.shown.take().lines() {
            let _ = writeln!(text, "? {line}");
        }
        text.push_str(&stdout);
        text.push_str(&self.launches.0.take());
        for line in stderr.lines() {
            let _ = writeln!(text, "! {line}");
        }
        if code != 0 {
            let _ = writeln!(text, "exit {code}");
        }
        let text = redacted(&text.replace(self.home.path().to_str().unwrap(), "[HOME]"));
        self.record.push_str(&text);
        self.record.push('\n');
        code
    }

    /// Runs a command and records it.
    pub(crate) fn run(&mut self, args: &[&str]) -> u8 {
        self.fed(args, "")
    }

    /// Runs a command in every format.
    pub(crate) fn formats(&mut self, args: &[&str]) {
        for format in ["table", "json", "jsonl", "csv"] {
            self.run(&[args, &["-o", format]].concat());
        }
    }

    /// What was run and what came of it.
    pub(crate) fn record(&self) -> &str {
        &self.record
    }
}

fn quoted(word: &str) -> String {
    if word.is_empty() || word.contains([' ', '"', '\'']) { format!("{word:?}") } else { word.to_owned() }
}

/// age draws its keys itself: its recipients differ from run to run.
fn redacted(text: &str) -> String {
    let mut parts = text.split("age1");
    let mut safe = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        safe.push_str("age1[..]");
        safe.push_str(part.trim_start_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()));
    }
    safe
}
