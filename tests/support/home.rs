//! A home of its own for each test.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::{Answer, Call, PROGRAM, contents, files_below, missing, public_folder};

/// What the names of homes begin with: a path may have spaces, and letters of every script.
const PREFIX: &str = "keywright für tests ";

/// A folder that nothing else uses, and nothing of the real user's. Everything is where the program looks
/// for it by itself.
pub(crate) struct Home(TempDir);

/// A key as its owner got it.
#[derive(Debug, Clone)]
pub(crate) struct Minted {
    pub(crate) id: String,
    pub(crate) secret: String,
}

impl Home {
    /// Without a vault.
    pub(crate) fn new() -> Self {
        Self::of(TempDir::with_prefix(PREFIX).unwrap())
    }

    /// In a folder of its own below another.
    pub(crate) fn below(folder: &Path) -> Self {
        Self::of(TempDir::with_prefix_in(PREFIX, folder).unwrap())
    }

    /// In memory where the machine has such a folder: for what is tried so often that waiting for a
    /// disk would be most of it.
    pub(crate) fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::below(memory) } else { Self::new() }
    }

    /// Where another user can get to, once its mode lets them.
    pub(crate) fn for_other_users() -> Self {
        Self::below(&public_folder())
    }

    /// With a fresh vault, and an identity that opens it.
    pub(crate) fn with_vault() -> Self {
        let home = Self::new();
        home.ok("init --new-identity");
        home
    }

    /// Without a vault, but with a copy of an identity.
    pub(crate) fn with_identity(identity: &Path) -> Self {
        let home = Self::new();
        std::fs::create_dir_all(home.identity().parent().unwrap()).unwrap();
        std::fs::copy(identity, home.identity()).unwrap();
        // Others may read those that came with the sources.
        std::fs::set_permissions(home.identity(), std::fs::Permissions::from_mode(0o600)).unwrap();
        home
    }

    /// With a copy of a vault, and of the identity that opens it.
    pub(crate) fn with_copy(vault: &Path, identity: &Path) -> Self {
        let home = Self::with_identity(identity);
        std::fs::create_dir_all(home.vault().parent().unwrap()).unwrap();
        std::fs::copy(vault, home.vault()).unwrap();
        home
    }

    fn of(folder: TempDir) -> Self {
        std::fs::create_dir(folder.path().join("tmp")).unwrap();
        Self(folder)
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A path in it, as text.
    pub(crate) fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.path(".local/share/keywright/vault.db")
    }

    pub(crate) fn identity(&self) -> PathBuf {
        self.path(".config/keywright/identity.txt")
    }

    /// The folder of what is remembered of vaults: above those of the marks.
    pub(crate) fn marks(&self) -> PathBuf {
        self.path(".local/state/keywright")
    }

    /// The folder of the only vault's mark.
    pub(crate) fn mark_folder(&self) -> PathBuf {
        let mut found = std::fs::read_dir(self.marks()).unwrap();
        found.next().unwrap().unwrap().path()
    }

    /// Writes a file in it; returns its name.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        name.to_owned()
    }

    /// What a file in it holds.
    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program under test with the words of a line.
    pub(crate) fn call(&self, line: &str) -> Call {
        self.program(PROGRAM, line)
    }

    /// A line of shell, in which `$KW` is the program under test.
    pub(crate) fn shell(&self, line: &str) -> Call {
        self.program("bash", "-c").arg(line)
    }

    /// A program, with an environment that holds nothing but this home.
    pub(crate) fn program(&self, program: &str, line: &str) -> Call {
        Call::new(program, self.root())
            .env("HOME", self.root())
            .env("TMPDIR", self.path("tmp"))
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("KW", PROGRAM)
            .args(line)
    }

    /// A Python that has these modules. Says so where none has; in CI that is a failure.
    #[track_caller]
    pub(crate) fn python(&self, modules: &str) -> Option<&'static str> {
        let has = |python: &&str| self.shell(&format!("{python} -c 'import {modules}'")).run().code == 0;
        let found = ["python3", "/usr/bin/python3"].into_iter().find(has);
        if found.is_none() {
            missing(&format!("no python3 has {modules}"));
        }
        found
    }

    #[track_caller]
    pub(crate) fn run(&self, line: &str) -> Answer {
        self.call(line).run()
    }

    /// Runs what must succeed.
    #[track_caller]
    pub(crate) fn ok(&self, line: &str) -> Answer {
        self.run(line).exits(0)
    }

    /// Runs what must succeed and answers one JSON document.
    #[track_caller]
    pub(crate) fn json(&self, line: &str) -> Value {
        self.ok(&format!("{line} -o json")).json()
    }

    /// Runs a line of SQL on the vault, below all of our own code; returns what it prints.
    #[track_caller]
    pub(crate) fn sql(&self, line: &str) -> String {
        self.program("sqlite3", "").arg(self.vault()).arg(line).run().exits(0).stdout
    }

    /// Makes a key.
    #[track_caller]
    pub(crate) fn create(&self, name: &str, options: &str) -> Minted {
        let call = self.call("key create -o json").args(options).arg("--").arg(name);
        let key = call.run().exits(0).json();
        let member = |member: &str| key[member].as_str().unwrap().to_owned();
        Minted { id: member("id"), secret: member("secret") }
    }

    /// Asks the vault about a secret.
    #[track_caller]
    pub(crate) fn verify(&self, secret: &str) -> Answer {
        self.call("key verify -o json").stdin(secret).run()
    }

    /// Every key, as JSON.
    #[track_caller]
    pub(crate) fn keys(&self) -> Vec<Value> {
        self.json("key list --limit 0")["items"].as_array().unwrap().clone()
    }

    /// The names of the keys in the vault.
    #[track_caller]
    pub(crate) fn names(&self) -> Vec<String> {
        self.keys().iter().map(|key| key["name"].as_str().unwrap().into()).collect()
    }

    /// Every file in it and its bytes.
    pub(crate) fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        contents(self.root())
    }

    /// The temporary files of ours that are anywhere in it.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        let ours = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(".keywright-") || name.ends_with("-journal") || name.ends_with("-wal")
        };
        files_below(self.root()).into_iter().filter(ours).collect()
    }
}

/// Lines for `key create --from`: so many keys.
pub(crate) fn bulk(count: usize) -> String {
    let lines: Vec<String> = (0..count).map(|number| format!("{{\"name\":\"key {number}\"}}\n")).collect();
    lines.concat()
}
