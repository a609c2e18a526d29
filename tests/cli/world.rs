//! A world that is the same every time.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::sync::Arc;

use keywright::cli::{World, run};
use keywright::ports::{Entropy, Environment, HookCall, HookOutput};
use tempfile::TempDir;

pub(crate) use crate::ports::exits;
use crate::ports::{CountingEntropy, ManualClock, RecordingLauncher, ScriptedHooks, ScriptedPrompter};

/// A home, and a record of what was run in it.
pub(crate) struct Stage {
    home: TempDir,
    environment: Environment,
    clock: ManualClock,
    entropy: Arc<CountingEntropy>,
    prompter: ScriptedPrompter,
    hooks: ScriptedHooks,
    launcher: RecordingLauncher,
    record: String,
}

impl Stage {
    pub(crate) fn empty() -> Self {
        let home = tempfile::tempdir().unwrap();
        let variables = [(OsString::from("HOME"), home.path().as_os_str().to_owned())].into();
        Self {
            environment: Environment { variables, user: "ana".into(), ..Environment::default() },
            home,
            clock: ManualClock::default(),
            entropy: Arc::default(),
            prompter: ScriptedPrompter::default(),
            hooks: ScriptedHooks::default(),
            launcher: RecordingLauncher::default(),
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
        self.prompter.answer(answers);
    }

    /// What every program does that is run from now on.
    pub(crate) fn programs(&self, program: impl FnMut(&HookCall<'_>) -> HookOutput + 'static) {
        self.hooks.set(program);
    }

    /// Time passes.
    pub(crate) fn later(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    /// Sets a variable.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.variables.insert(name.into(), value.into());
    }

    /// Runs a command: code, stdout, stderr.
    fn call(&mut self, args: &[&str], stdin: &str) -> (u8, String, String) {
        self.clock.advance(60);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let words = std::iter::once("keywright").chain(args.iter().copied()).map(OsString::from);
        let world = World {
            environment: &self.environment,
            clock: &self.clock,
            entropy: Arc::clone(&self.entropy) as Arc<dyn Entropy>,
            prompter: &self.prompter,
            hooks: &self.hooks,
            launcher: &self.launcher,
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
        for line in self.prompter.take_transcript().lines() {
            let _ = writeln!(text, "? {line}");
        }
        text.push_str(&stdout);
        text.push_str(&self.launcher.take_record());
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
