//! A home of its own for each test.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use super::{Answer, Call, PROGRAM, contents, files_below, missing, public_folder};

/// The prefix of the names of homes: a path may contain spaces and non-ASCII letters.
const PREFIX: &str = "keywright für tests ";

/// An isolated home folder, with nothing of the real user's. Everything is at its default location.
pub(crate) struct Home(TempDir);

/// A created key and its secret.
#[derive(Debug, Clone)]
pub(crate) struct Minted {
    pub(crate) id: String,
    pub(crate) secret: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::of(TempDir::with_prefix(PREFIX).unwrap())
    }

    /// In a new folder below another.
    pub(crate) fn below(folder: &Path) -> Self {
        Self::of(TempDir::with_prefix_in(PREFIX, folder).unwrap())
    }

    /// In memory if the machine has such a folder: for tests that repeat so often that disk waits would
    /// dominate.
    pub(crate) fn in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::below(memory) } else { Self::new() }
    }

    /// In a folder that other users can reach, if its mode lets them.
    pub(crate) fn for_other_users() -> Self {
        Self::below(&public_folder())
    }

    /// With a new vault, and an identity that opens it.
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
        // Those that came with the sources may be readable by others.
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

    /// The folder of all marks, above those of single vaults.
    pub(crate) fn marks(&self) -> PathBuf {
        self.path(".local/state/keywright")
    }

    /// The folder of what is remembered of the only vault.
    pub(crate) fn mark_folder(&self) -> PathBuf {
        let found = std::fs::read_dir(self.marks()).unwrap().map(|entry| entry.unwrap().path());
        found.into_iter().find(|path| !path.ends_with("places")).unwrap()
    }

    /// The mark under the fingerprint that the vault has.
    pub(crate) fn mark(&self) -> PathBuf {
        let pin = std::fs::read(self.mark_folder().join("pin.json")).unwrap();
        let pin: Value = serde_json::from_slice(&pin).unwrap();
        self.mark_folder().join(format!("mark-{}.json", pin["fingerprint"].as_str().unwrap()))
    }

    /// Writes a file in the home; returns its name.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        name.to_owned()
    }

    #[track_caller]
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program under test with the words of a line as arguments.
    pub(crate) fn call(&self, line: &str) -> Call {
        self.program(PROGRAM, line)
    }

    /// A line of shell, in which `$KW` is the program under test.
    pub(crate) fn shell(&self, line: &str) -> Call {
        self.program("bash", "-c").arg(line)
    }

    /// A program, with an environment of nothing but this home.
    pub(crate) fn program(&self, program: &str, line: &str) -> Call {
        Call::new(program, self.root())
            .env("HOME", self.root())
            .env("TMPDIR", self.path("tmp"))
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("KW", PROGRAM)
            .args(line)
    }

    /// A Python that has these modules. Reports it if there is none; in CI that is a failure.
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

    /// Asserts success.
    #[track_caller]
    pub(crate) fn ok(&self, line: &str) -> Answer {
        self.run(line).exits(0)
    }

    /// Asserts success; returns the JSON document on stdout.
    #[track_caller]
    pub(crate) fn json(&self, line: &str) -> Value {
        self.ok(&format!("{line} -o json")).json()
    }

    /// Runs a line of SQL on the vault with `sqlite3`, bypassing the program; returns its output.
    #[track_caller]
    pub(crate) fn sql(&self, line: &str) -> String {
        self.program("sqlite3", "").arg(self.vault()).arg(line).run().exits(0).stdout
    }

    #[track_caller]
    pub(crate) fn create(&self, name: &str, options: &str) -> Minted {
        let call = self.call("key create -o json").args(options).arg("--").arg(name);
        let key = call.run().exits(0).json();
        let member = |member: &str| key[member].as_str().unwrap().to_owned();
        Minted { id: member("id"), secret: member("secret") }
    }

    /// Verifies a secret against the vault.
    #[track_caller]
    pub(crate) fn verify(&self, secret: &str) -> Answer {
        self.call("key verify -o json").stdin(secret).run()
    }

    /// What machines know its vault by.
    #[track_caller]
    pub(crate) fn fingerprint(&self) -> String {
        self.json("vault info")["fingerprint"].as_str().unwrap().to_owned()
    }

    /// Every key, as JSON.
    #[track_caller]
    pub(crate) fn keys(&self) -> Vec<Value> {
        self.json("key list --limit 0")["items"].as_array().unwrap().clone()
    }

    #[track_caller]
    pub(crate) fn names(&self) -> Vec<String> {
        self.keys().iter().map(|key| key["name"].as_str().unwrap().into()).collect()
    }

    /// Every file in the home and its bytes.
    pub(crate) fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        contents(self.root())
    }

    /// Temporary files that the program left anywhere in the home.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        let ours = |path: &PathBuf| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(".keywright-") || name.ends_with("-journal") || name.ends_with("-wal")
        };
        files_below(self.root()).into_iter().filter(ours).collect()
    }
}

/// This many lines for `key create --from`.
pub(crate) fn bulk(count: usize) -> String {
    let lines: Vec<String> = (0..count).map(|number| format!("{{\"name\":\"key {number}\"}}\n")).collect();
    lines.concat()
}
