//! A home, and commands that are run in it, in this process.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt::{self, Display, Formatter, Write as _};
use std::sync::Arc;

use keywright::cli::{Ports, Streams, run};
use keywright::ports::{Entropy, Environment, HookCall, HookOutput};
use keywright::system::SystemGit;
use tempfile::TempDir;

pub(crate) use crate::ports::exits;
use crate::ports::{
    CountingEntropy, ManualClock, MemoryKeyring, RecordingLauncher, ScriptedHooks, ScriptedPrompter,
};

/// In seconds.
pub(crate) const DAY: i64 = 86_400;

/// What a command left. Displayed, it is a snapshot: the prompts (`? `), stdout, what was launched (`> `),
/// stderr (`! `) and the exit code, unless that is 0.
#[must_use = "compare it with a snapshot, or use `ok`"]
pub(crate) struct Answer {
    pub(crate) code: u8,
    pub(crate) stderr: String,
    text: String,
}

impl Display for Answer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A home with an environment of its own. A minute passes with every command.
pub(crate) struct Stage {
    home: TempDir,
    environment: Environment,
    clock: ManualClock,
    entropy: Arc<CountingEntropy>,
    prompter: ScriptedPrompter,
    hooks: ScriptedHooks,
    launcher: RecordingLauncher,
    pub(crate) keyring: MemoryKeyring,
    transcript: RefCell<String>,
}

impl Stage {
    /// Without a vault.
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
            keyring: MemoryKeyring::default(),
            transcript: RefCell::default(),
        }
    }

    /// With a vault that an identity file opens.
    pub(crate) fn with_vault() -> Self {
        let stage = Self::empty();
        stage.ok("init --new-identity");
        stage
    }

    fn home(&self) -> &str {
        self.home.path().to_str().unwrap()
    }

    /// A path in the home. In a command, it is written `[HOME]/name`.
    pub(crate) fn path(&self, name: &str) -> String {
        self.home.path().join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file in the home.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
        // Others could read what unlocks the vault, which is warned of.
        std::fs::set_permissions(self.path(name), std::os::unix::fs::PermissionsExt::from_mode(0o600))
            .unwrap();
    }

    /// Adds the answers to the next prompts. With none left, there is no terminal.
    pub(crate) fn answers(&self, answers: &[&str]) {
        self.prompter.answer(answers);
    }

    /// Answers for every hook from now on.
    pub(crate) fn hooks(&self, hook: impl FnMut(&HookCall<'_>) -> HookOutput + 'static) {
        self.hooks.set(hook);
    }

    /// Moves the clock.
    pub(crate) fn later(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    /// Sets a variable of the environment.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.environment.variables.insert(name.into(), value.into());
    }

    /// Makes stdout a terminal of that many columns.
    pub(crate) fn on_terminal(&mut self, columns: u16) {
        self.environment.stdout_is_terminal = true;
        self.environment.stdout_width = Some(columns);
    }

    /// Runs a command, split as a shell splits: code, stdout, stderr.
    fn call(&self, command: &str, stdin: &str) -> (u8, String, String) {
        self.clock.advance(60);
        // What a command left that is no snapshot does not belong to this one.
        self.prompter.take_transcript();
        self.launcher.take_record();
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let words = shell_words::split(command).unwrap().into_iter();
        let words = words.map(|word| OsString::from(word.replace("[HOME]", self.home())));
        let ports = Ports {
            environment: &self.environment,
            clock: &self.clock,
            entropy: Arc::clone(&self.entropy) as Arc<dyn Entropy>,
            prompter: &self.prompter,
            hooks: &self.hooks,
            launcher: &self.launcher,
            git: &SystemGit::new(&self.environment),
            keyring: &self.keyring,
        };
        let streams = Streams { stdin: &mut stdin.as_bytes(), stdout: &mut stdout, stderr: &mut stderr };
        let code = run(std::iter::once("keywright".into()).chain(words), ports, streams);
        (code, String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// Runs what must succeed. Returns stdout.
    #[track_caller]
    pub(crate) fn ok(&self, command: &str) -> String {
        self.ok_with(command, "")
    }

    /// The same, with this stdin.
    #[track_caller]
    pub(crate) fn ok_with(&self, command: &str, stdin: &str) -> String {
        let (code, stdout, stderr) = self.call(command, stdin);
        assert_eq!(code, 0, "{command}: {stderr}");
        stdout
    }

    /// Runs what must be refused.
    #[track_caller]
    pub(crate) fn refused(&self, command: &str) {
        self.refused_with(command, "");
    }

    /// The same, with this stdin.
    #[track_caller]
    pub(crate) fn refused_with(&self, command: &str, stdin: &str) {
        let (code, stdout, _) = self.call(command, stdin);
        assert_ne!(code, 0, "{command}: {stdout}");
    }

    /// Runs what may succeed or not. Returns the exit code and stdout.
    pub(crate) fn tried(&self, command: &str) -> (u8, String) {
        let (code, stdout, _) = self.call(command, "");
        (code, stdout)
    }

    /// Runs a command.
    pub(crate) fn run(&self, command: &str) -> Answer {
        self.run_with(command, "")
    }

    /// The same, with this stdin.
    pub(crate) fn run_with(&self, command: &str, stdin: &str) -> Answer {
        let (code, stdout, stderr) = self.call(command, stdin);
        let mut text = String::new();
        for line in self.prompter.take_transcript().lines() {
            let _ = writeln!(text, "{}", format!("? {line}").trim_end());
        }
        text.push_str(&stdout);
        text.push_str(&self.launcher.take_record());
        for line in stderr.lines() {
            let _ = writeln!(text, "{}", format!("! {line}").trim_end());
        }
        if code != 0 {
            let _ = writeln!(text, "exit {code}");
        }
        let text = self.redacted(&text);
        self.transcript.borrow_mut().push_str(&text);
        Answer { code, stderr, text }
    }

    /// Runs a command in every format.
    pub(crate) fn formats(&self, command: &str) -> String {
        self.formats_with(command, "")
    }

    /// The same, with this stdin.
    pub(crate) fn formats_with(&self, command: &str, stdin: &str) -> String {
        let mut text = String::new();
        for format in ["table", "json", "jsonl", "csv"] {
            let answer = self.run_with(&format!("{command} -o {format}"), stdin);
            let _ = write!(text, "-o {format}:\n{answer}");
        }
        text
    }

    /// Every answer of `run` so far.
    pub(crate) fn transcript(&self) -> String {
        self.transcript.borrow().clone()
    }

    /// The same in every home and in every run: age draws the keys of its recipients itself.
    fn redacted(&self, text: &str) -> String {
        let text = text.replace(self.home(), "[HOME]").replace(&uri(self.home()), "[HOME]");
        let text = text.replace('\0', "\\0");
        let mut parts = text.split("age1");
        let mut safe = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            safe.push_str("age1[..]");
            safe.push_str(part.trim_start_matches(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()));
        }
        safe
    }
}

/// A path as it stands in a URI.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let plain = |byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(plain).collect()
}
