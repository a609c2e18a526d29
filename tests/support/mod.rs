//! A home of its own for each test, and the real binary run in it.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// A command that runs for longer than this hangs: 3,000 looks, 20 ms apart.
const LOOKS: u32 = 3_000;
const PAUSE: Duration = Duration::from_millis(20);

/// What a command left.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The exit code; -9 and so on where a signal ended it.
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// Must have ended with this code.
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// The one JSON document on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A key as its owner got it.
#[derive(Debug, Clone)]
pub(crate) struct Minted {
    pub(crate) id: String,
    pub(crate) secret: String,
}

/// A folder with a vault, an identity and a state folder, and nothing of the real user's.
pub(crate) struct Home(TempDir);

impl Home {
    /// Without a vault.
    pub(crate) fn new() -> Self {
        Self(TempDir::with_prefix("keywright-test-").unwrap())
    }

    /// In memory where the machine has such a folder: for what is tried so often that waiting for a
    /// disk would be most of it.
    pub(crate) fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::below(memory) } else { Self::new() }
    }

    /// In a folder of its own below another.
    pub(crate) fn below(folder: &Path) -> Self {
        Self(TempDir::with_prefix_in("keywright-test-", folder).unwrap())
    }

    /// With a fresh vault.
    pub(crate) fn with_vault() -> Self {
        let home = Self::new();
        home.run(&["init", "--new-identity", home.text("identity.txt").as_str()]).expect(0);
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A path in it, as an argument.
    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.path("vault.db")
    }

    /// The folder above those of the marks.
    pub(crate) fn marks(&self) -> PathBuf {
        self.path("state/keywright")
    }

    /// The folder of the only vault's mark.
    pub(crate) fn mark_folder(&self) -> PathBuf {
        let mut found = std::fs::read_dir(self.marks()).unwrap();
        found.next().unwrap().unwrap().path()
    }

    /// The binary with these arguments, and an environment that holds only what belongs to this home.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keywright"));
        command.args(arguments);
        self.enter(&mut command);
        command
    }

    /// Gives a command this home's environment.
    pub(crate) fn enter(&self, command: &mut Command) {
        command
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin")
            .env("HOME", self.0.path())
            .env("XDG_STATE_HOME", self.path("state"))
            .env("KEYWRIGHT_VAULT", self.vault())
            .env("KEYWRIGHT_IDENTITY", self.path("identity.txt"))
            .env("KEYWRIGHT_NO_INPUT", "1")
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        finish(self.command(arguments), b"")
    }

    #[track_caller]
    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &[u8]) -> Answer {
        finish(self.command(arguments), stdin)
    }

    #[track_caller]
    pub(crate) fn create(&self, name: &str, options: &[&str]) -> Minted {
        let arguments = [&["key", "create", name, "-o", "json"], options].concat();
        let key = self.run(&arguments).expect(0).json();
        let member = |member: &str| key[member].as_str().unwrap().to_owned();
        Minted { id: member("id"), secret: member("secret") }
    }

    /// Asks the vault about a secret.
    #[track_caller]
    pub(crate) fn verify(&self, secret: &str) -> Answer {
        self.run_with(&["key", "verify", "-o", "json"], secret.as_bytes())
    }

    /// Every key, as JSON.
    #[track_caller]
    pub(crate) fn keys(&self) -> Vec<Value> {
        let list = self.run(&["key", "list", "--limit", "0", "-o", "json"]).expect(0).json();
        list["items"].as_array().unwrap().clone()
    }

    /// The temporary files of ours that stand anywhere below, or in a folder below another.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        let ours = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(".keywright-") || name.ends_with("-journal") || name.ends_with("-wal")
        };
        files_below(self.0.path()).into_iter().filter(ours).collect()
    }
}

/// Every file, link and pipe below a folder; links are not followed.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(files_below(&path));
        }
        found.push(path);
    }
    found
}

/// Runs a command to its end, within a bound, and sees that it did not panic.
#[track_caller]
pub(crate) fn finish(mut command: Command, stdin: &[u8]) -> Answer {
    let what = format!("{:?}", command.get_args().collect::<Vec<_>>());
    if !stdin.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    if let Some(mut pipe) = child.stdin.take() {
        // A command that does not read its stdin closes it: no failure.
        let _ = pipe.write_all(stdin);
    }
    end(child, &what)
}

/// Waits for a child, within a bound.
#[track_caller]
pub(crate) fn end(mut child: Child, what: &str) -> Answer {
    let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let read = |mut pipe: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let (stdout, stderr) = (read(Box::new(stdout)), read(Box::new(stderr)));
    let mut status = None;
    for look in 0..LOOKS {
        status = child.try_wait().unwrap();
        if status.is_some() {
            break;
        }
        std::thread::sleep(if look < 50 { PAUSE / 10 } else { PAUSE });
    }
    if status.is_none() {
        child.kill().unwrap();
        child.wait().unwrap();
        panic!("{what} hangs");
    }
    let answer = Answer {
        code: code(status.unwrap()),
        stdout: stdout.join().unwrap(),
        stderr: stderr.join().unwrap(),
    };
    assert!(!answer.stderr.contains("panicked"), "{what}: {answer:?}");
    answer
}

fn code(status: std::process::ExitStatus) -> i32 {
    use std::os::unix::process::ExitStatusExt;
    status.code().unwrap_or_else(|| -status.signal().unwrap_or(0))
}

/// Whether the random parts run at their full count: `KEYWRIGHT_ASSURANCE=full`.
#[allow(clippy::disallowed_methods)] // tests ask the machine itself
pub(crate) fn is_full() -> bool {
    std::env::var_os("KEYWRIGHT_ASSURANCE").is_some_and(|count| count == "full")
}

/// One count in CI and another where everything is asked for.
pub(crate) fn count(ci: usize, full: usize) -> usize {
    if is_full() { full } else { ci }
}

/// Whether what a test needs of the machine must be there: in CI its absence is a failure.
#[allow(clippy::disallowed_methods)] // tests ask the machine itself
pub(crate) fn is_required() -> bool {
    std::env::var_os("CI").is_some_and(|ci| ci == "true")
}

/// Numbers that look random and are the same in every run: xorshift64*.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % bound
    }
}
