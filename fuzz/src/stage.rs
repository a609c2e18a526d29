//! A vault with one key, made anew for each process, and the ports of a command that runs beside it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use keywright::cli::{Ports, Streams, run};
use keywright::domain::time::Span;
use keywright::ops::vault::unlock::{Sources, unlock};
use keywright::ops::{Options, Unlocked, Vault};
use keywright::ports::{Entropy, Environment};
use keywright::system::SystemGit;
use tempfile::TempDir;

use super::ports::{
    CountingEntropy, ManualClock, MemoryKeyring, RecordingLauncher, ScriptedHooks, ScriptedPrompter,
};

/// What a command said.
pub(crate) struct Said {
    pub(crate) code: u8,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) struct Stage {
    home: TempDir,
    environment: Environment,
    entropy: Arc<CountingEntropy>,
    /// The secret of the vault's only key.
    pub(crate) secret: String,
}

impl Stage {
    pub(crate) fn new() -> Self {
        // In memory where that is to be had: each commit is made durable.
        let memory = std::path::Path::new("/dev/shm");
        let home = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let mut variables = std::collections::BTreeMap::new();
        for name in ["HOME", "XDG_STATE_HOME"] {
            variables.insert(OsString::from(name), home.path().as_os_str().to_owned());
        }
        variables.insert("KEYWRIGHT_VAULT".into(), home.path().join("vault.db").into());
        variables.insert("KEYWRIGHT_IDENTITY".into(), home.path().join("identity.txt").into());
        let environment = Environment { variables, user: "ana".into(), ..Environment::default() };
        let entropy = Arc::new(CountingEntropy::default());
        let mut stage = Self { home, environment, entropy, secret: String::new() };
        let identity = stage.path("identity.txt").into_os_string().into_string().unwrap();
        stage.must(&["init", "--new-identity", &identity]);
        let options = ["--prefix", "acme_live", "--scopes", "read", "--expires", "never", "--secret-only"];
        stage.secret = stage.must(&[&["key", "create", "reader"], &options[..]].concat());
        stage.secret.truncate(stage.secret.trim_end().len());
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Runs a command with this stdin.
    pub(crate) fn call(&self, arguments: &[&str], mut stdin: &[u8]) -> Said {
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let ports = Ports {
            environment: &self.environment,
            clock: &ManualClock::default(),
            entropy: Arc::clone(&self.entropy) as Arc<dyn Entropy>,
            prompter: &ScriptedPrompter::default(),
            hooks: &ScriptedHooks::default(),
            launcher: &RecordingLauncher::default(),
            git: &SystemGit::new(&self.environment),
            keyring: &MemoryKeyring::default(),
        };
        let streams = Streams { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
        let words = std::iter::once("keywright").chain(arguments.iter().copied()).map(OsString::from);
        let code = run(words, ports, streams);
        let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
        Said { code, stdout: text(stdout), stderr: text(stderr) }
    }

    fn must(&self, arguments: &[&str]) -> String {
        let said = self.call(arguments, b"");
        assert_eq!(said.code, 0, "{arguments:?}: {}", said.stderr);
        said.stdout
    }

    /// The vault, unlocked.
    pub(crate) fn open(&self) -> Vault<Unlocked> {
        let options = Options {
            lock_timeout: Span::seconds(10),
            state: None,
            accept_rollback: false,
            accept_clock: false,
            user: "ana".into(),
        };
        let locked = Vault::open(&self.path("vault.db"), options).unwrap();
        let sources = Sources { identities: vec![self.path("identity.txt")], ..Sources::default() };
        let entropy = Arc::clone(&self.entropy) as Arc<dyn Entropy>;
        unlock(locked, &sources, &ScriptedPrompter::default(), entropy).unwrap().vault
    }
}

/// The stage and its vault, opened once: most targets only ask it.
pub(crate) struct Opened {
    pub(crate) stage: Stage,
    pub(crate) vault: Vault<Unlocked>,
}

impl Opened {
    pub(crate) fn new() -> Self {
        let stage = Stage::new();
        let vault = stage.open();
        Self { stage, vault }
    }
}

/// The first byte chooses, the others are the input. A digit chooses its number: seeds are written by hand.
pub(crate) fn choice(data: &[u8]) -> (usize, &[u8]) {
    data.split_first().map_or((0, data), |(first, rest)| (usize::from(first.wrapping_sub(b'0')), rest))
}
