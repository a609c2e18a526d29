//! A home, a process in it, and what it answered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_keywright");

/// How long a process may take: scrypt on a busy machine is the slowest.
const PATIENCE: Duration = Duration::from_secs(60);

/// A home that nothing else uses.
pub(crate) struct Home(TempDir);

impl Home {
    /// Without a vault.
    pub(crate) fn empty() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(home.path("tmp")).unwrap();
        home
    }

    /// With a vault that the identity at its usual place unlocks.
    pub(crate) fn with_vault() -> Self {
        let home = Self::empty();
        home.ok(&["init", "--new-identity"]);
        home
    }

    /// A place below it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A place below it as an argument.
    pub(crate) fn arg(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Writes a file below it; returns the place as an argument.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        self.arg(name)
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.path(".local/share/keywright/vault.db")
    }

    pub(crate) fn identity(&self) -> PathBuf {
        self.path(".config/keywright/identity.txt")
    }

    /// The program with these arguments, nothing in its environment but this home.
    pub(crate) fn call(&self, args: &[&str]) -> Call {
        self.program(PROGRAM, args)
    }

    /// A line of shell, in which `$KW` is the program.
    pub(crate) fn shell(&self, line: &str) -> Call {
        self.program("bash", &["-c", line])
    }

    pub(crate) fn program(&self, program: &str, args: &[&str]) -> Call {
        let mut command = assert_cmd::Command::new(program);
        command.args(args).env_clear().current_dir(self.0.path()).timeout(PATIENCE);
        command.env("HOME", self.0.path()).env("TMPDIR", self.path("tmp")).env("KW", PROGRAM);
        command.env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        Call { command, what: args.join(" ") }
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.call(args).run()
    }

    /// Runs what must succeed.
    pub(crate) fn ok(&self, args: &[&str]) -> Ran {
        self.run(args).exits(0)
    }

    /// Runs what must succeed and answers one JSON document.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        self.ok(&[args, &["-o", "json"]].concat()).document()
    }

    /// Makes a key; returns its secret.
    pub(crate) fn secret(&self, name: &str, more: &[&str]) -> String {
        let args = [&["key", "create", name, "--prefix", "acme_live", "--secret-only"], more].concat();
        self.ok(&args).text().trim_end().to_owned()
    }

    /// The names of the keys in the vault.
    pub(crate) fn names(&self) -> Vec<String> {
        let list = self.json(&["key", "list", "--limit", "0"]);
        list["items"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap().into()).collect()
    }

    /// Every file in the home and its bytes.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        snapshot(self.0.path())
    }
}

/// Every file, link and special file below a folder; the bytes of the plain ones.
pub(crate) fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(snapshot(&path));
        } else {
            let plain = path.symlink_metadata().unwrap().is_file();
            found.insert(path.clone(), if plain { std::fs::read(&path).unwrap() } else { Vec::new() });
        }
    }
    found
}

/// A process to be.
pub(crate) struct Call {
    command: assert_cmd::Command,
    what: String,
}

impl Call {
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// What it reads on stdin; else that is an empty pipe.
    pub(crate) fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.command.write_stdin(bytes);
        self
    }

    /// The time it must have ended in.
    pub(crate) fn within(mut self, time: Duration) -> Self {
        self.command.timeout(time);
        self
    }

    pub(crate) fn run(mut self) -> Ran {
        let output = self.command.output().unwrap_or_else(|error| panic!("{}: {error}", self.what));
        let ran = Ran { code: output.status.code(), out: output.stdout, err: output.stderr, what: self.what };
        assert!(ran.code.is_some(), "it hangs or was killed ({}): {ran}", output.status);
        let all = ran.all();
        assert!(!all.contains("panicked at") && !all.contains("RUST_BACKTRACE"), "a panic: {ran}");
        ran
    }
}

/// A process that has ended.
pub(crate) struct Ran {
    code: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: Vec<u8>,
    what: String,
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\nexit {:?}\nstdout: {}\nstderr: {}", self.what, self.code, self.text(), self.errors())
    }
}

impl Ran {
    pub(crate) fn code(&self) -> i32 {
        self.code.unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    pub(crate) fn errors(&self) -> String {
        String::from_utf8_lossy(&self.err).into_owned()
    }

    /// Both streams.
    pub(crate) fn all(&self) -> String {
        self.text() + &self.errors()
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Stdout as one JSON document.
    #[track_caller]
    pub(crate) fn document(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// The one JSON error on stderr, whose exit code is the process's; stdout is empty.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let lines: Vec<Value> = self
            .errors()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self}")))
            .filter(|line: &Value| line.get("warning").is_none())
            .collect();
        let [document] = &lines[..] else { panic!("not one error: {self}") };
        assert_eq!(document["exit_code"].as_i64(), self.code.map(i64::from), "{self}");
        assert!(document["error"]["message"].as_str().is_some_and(|text| !text.is_empty()), "{self}");
        assert!(self.out.is_empty(), "an answer and an error: {self}");
        document["error"].clone()
    }

    /// Exits with this code, and its JSON error has this `code`.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, name: &str) -> Value {
        let ran = self.exits(code);
        let error = ran.error();
        assert_eq!(error["code"], name, "{ran}");
        error
    }
}

/// Lines for `key create --from`: so many keys.
pub(crate) fn bulk(count: usize) -> String {
    let lines: Vec<String> = (0..count).map(|number| format!("{{\"name\":\"key {number}\"}}")).collect();
    lines.join("\n")
}

/// Whether a program is there. Says so if not; in CI that is a failure.
pub(crate) fn available(program: &str) -> bool {
    let found = std::process::Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let found = found.unwrap().status.success();
    if !found {
        skipped(&format!("{program} is not installed"));
    }
    found
}

/// Says that something was not tried, and why. CI has everything, so there it is a failure.
// For whoever runs this test; the program itself never reads it.
#[allow(clippy::disallowed_methods)]
pub(crate) fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "skipped in CI: {why}");
    println!("SKIPPED: {why}");
}

/// Seconds since 1970, as the program under test sees them.
#[allow(clippy::disallowed_methods)]
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
