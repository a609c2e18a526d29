//! A lineage under rotation, its consumer, and the files of two targets that servers read.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use keywright::domain::rights::Requirements;
use keywright::domain::time::Timestamp;
use keywright::ops::PublicKey;
use keywright::ports::Clock as _;
use keywright::system::SystemClock;
use keywright::verification::{Mark, Seen, VerifiedFile, Verifier};
use tempfile::TempDir;

use crate::support::{Answer, Home, available, files_below};
use crate::support::{copy_folder, reset_folder};

/// The targets: the first one has a `--reload`.
pub(crate) const TARGETS: [&str; 2] = ["edge", "shop"];

/// What it takes to make the past. Says so where it is missing.
pub(crate) fn has_faketime() -> bool {
    available("faketime")
}

/// A home with the lineage `bot`, whose consumer has the first secret.
pub(crate) struct Scene {
    pub(crate) home: Home,
    public: Vec<PublicKey>,
    /// As it was: each trial starts from there.
    saved: Option<TempDir>,
    /// What servers have accepted since, by target and place: the whole file.
    accepted: BTreeMap<(&'static str, Timestamp, u64), Vec<u8>>,
    newest: BTreeMap<&'static str, Mark>,
}

impl Scene {
    /// With a key that was made and published so many days ago, and is due after 30.
    pub(crate) fn made(days_ago: u32) -> Self {
        let home = Home::in_memory();
        let scene = Self {
            home,
            public: Vec::new(),
            saved: None,
            accepted: BTreeMap::new(),
            newest: BTreeMap::new(),
        };
        scene.write_hooks();
        let home = &scene.home;
        scene.ago(days_ago, "init --new-identity");
        let add = |target: &str, more: &str| {
            let path = format!("--path @/{target}.jsonl");
            let line = format!("target add {target} --format jsonl {path} --audience edge --valid-for 90d");
            scene.ago(days_ago, &format!("{line} {more}"));
        };
        add(TARGETS[0], "--reload \"/bin/sh '@/reload.sh'\"");
        add(TARGETS[1], "");
        scene.ago(days_ago, "profile add --from deploy.toml");
        let made = scene.ago(days_ago, "key create bot --profile deploy --secret-only");
        std::fs::write(home.path("consumer"), made.stdout.trim_end()).unwrap();
        scene.ago(days_ago, "publish");
        let public = home.ok("public-key").stdout;
        let public = keywright::crypto::signing::parse_public_keys(&public).unwrap();
        Self { public, ..scene }
    }

    /// The consumer takes what it is given whole or not at all; the servers copy what they are told.
    fn write_hooks(&self) {
        // Hooks are started in no folder of ours.
        let write = |name: &str, text: &str| {
            self.home.write(name, format!("cd \"${{0%/*}}\" || exit 9\n{text}"));
        };
        write(
            "deliver.sh",
            "secret=$(cat)\necho deliver >> log\n[ ${#secret} -eq 58 ] || exit 3\n\
             printf %s \"$secret\" > arriving.$$ && mv arriving.$$ consumer\n",
        );
        write("verify.sh", "echo verify >> log\ncat consumer\n");
        write("revoked.sh", "echo revoked $KEYWRIGHT_VERSION >> log\n");
        // One reload after the other, as a server does it.
        write(
            "reload.sh",
            "exec 9>loading.lock; flock 9; cp edge.jsonl loading.$$ && mv loading.$$ loaded\n",
        );
        let hooks = ["deliver", "verify", "revoked"]
            .map(|hook| format!("{hook} = [\"/bin/sh\", \"{}/{hook}.sh\"]\n", self.home.root().display()));
        self.home.write(
            "deploy.toml",
            format!(
                "name = \"deploy\"\nprefix = \"dep\"\nexpires = \"60d\"\nrotate_every = \"30d\"\ngrace = \"2d\"\n\
                 [hooks]\n{}verify_echo = true\ntimeout = \"30s\"\nretries = 0\n",
                hooks.concat()
            ),
        );
    }

    /// Runs a command that succeeds as if it were so many days earlier.
    #[track_caller]
    pub(crate) fn ago(&self, days: u32, arguments: &str) -> Answer {
        self.at(&format!("-{days}d"), arguments).exits(0)
    }

    /// Runs a command at another time, such as `+3d`. Timed waits are not touched: else they never end.
    #[track_caller]
    pub(crate) fn at(&self, offset: &str, arguments: &str) -> Answer {
        let call = self.home.call(arguments).under(&format!("faketime -f '{offset}'"));
        call.env("FAKETIME_DONT_FAKE_MONOTONIC", "1").run()
    }

    /// Keeps all of it, to be restored.
    pub(crate) fn save(&mut self) {
        let saved = TempDir::with_prefix("keywright-scene-").unwrap();
        copy_folder(self.home.root(), saved.path());
        self.saved = Some(saved);
    }

    pub(crate) fn restore(&mut self) {
        reset_folder(self.home.root(), self.saved.as_ref().unwrap().path());
        self.accepted.clear();
        self.newest.clear();
    }

    /// What the consumer uses.
    pub(crate) fn consumer(&self) -> String {
        std::fs::read_to_string(self.home.path("consumer")).unwrap()
    }

    /// How often a line was written by the hooks.
    pub(crate) fn logged(&self, line: &str) -> usize {
        let log = std::fs::read_to_string(self.home.path("log")).unwrap_or_default();
        log.lines().filter(|logged| *logged == line).count()
    }

    /// The versions of the lineage and where they stand.
    #[track_caller]
    pub(crate) fn lineage(&self) -> Vec<String> {
        let mut keys = self.home.keys();
        keys.retain(|key| key["name"] == "bot");
        keys.sort_by_key(|key| key["version"].as_u64());
        keys.iter().map(|key| key["status"].as_str().unwrap().to_owned()).collect()
    }

    /// The servers of a target take its file up: it must be genuine, no older than what they have,
    /// and the same if it says that it is the same.
    #[track_caller]
    fn load(&mut self, target: &'static str, what: &str) -> VerifiedFile {
        let bytes = std::fs::read(self.home.path(&format!("{target}.jsonl"))).unwrap();
        let verifier = Verifier::new(self.public.clone()).audience("edge".parse().unwrap());
        let file = verifier.load(&bytes[..], now(), &None::<Seen>);
        let file = file.unwrap_or_else(|refusal| panic!("{what}: {target}: {refusal}"));
        let seen = file.seen().mark;
        if let Some(newest) = self.newest.get(target) {
            newest.admits(&seen).unwrap_or_else(|refusal| panic!("{what}: {target}: {refusal}"));
        }
        let known =
            self.accepted.entry((target, seen.epoch, seen.generation)).or_insert_with(|| bytes.clone());
        assert!(*known == bytes, "{what}: {target}: generation {} with other bytes", seen.generation);
        self.newest.insert(target, seen);
        file
    }

    /// Whether every target's file admits a secret, or none does.
    #[track_caller]
    pub(crate) fn admits(&mut self, secret: &str, what: &str) -> bool {
        let [first, second] = TARGETS.map(|target| {
            let file = self.load(target, what);
            file.decide(secret.as_bytes(), &Requirements::default(), now()).unwrap().is_valid()
        });
        assert_eq!(first, second, "{what}: the targets differ");
        first
    }

    /// What must hold at every instant: the vault is sound, every target's file is genuine, and its
    /// servers admit what the consumer has.
    #[track_caller]
    pub(crate) fn inspect(&mut self, what: &str) {
        let vault = self.home.vault();
        let asker =
            crate::inside::Asker { marks: Some(self.home.marks()), ..crate::inside::Asker::of(&self.home) };
        asker.check(&vault).unwrap_or_else(|code| panic!("{what}: vault check: exit {code}"));
        self.serve(what);
    }

    /// The servers of every target take up what they find, and admit the consumer.
    #[track_caller]
    pub(crate) fn serve(&mut self, what: &str) {
        let consumer = self.consumer();
        for target in TARGETS {
            let file = self.load(target, what);
            let decided = file.decide(consumer.as_bytes(), &Requirements::default(), now()).unwrap();
            assert!(decided.is_valid(), "{what}: {target} refuses the consumer");
        }
    }

    /// Waits until no program of the scene is left, such as a hook of a command that was killed.
    #[track_caller]
    pub(crate) fn completes(&self, what: &str) {
        let place = self.home.text("");
        for _ in 0..500 {
            let running = running(place.trim_end_matches('/'));
            if running.is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{what}: left behind: {:?}", running(place.trim_end_matches('/')));
    }

    /// No secret is kept once it is confirmed.
    #[track_caller]
    pub(crate) fn no_escrow(&self, what: &str) {
        let answer = self.home.run("rotate secret bot --secret-only");
        assert_eq!(answer.code, 4, "{what}: {answer:?}");
    }

    /// The servers of the first target have been told of its newest file.
    #[track_caller]
    pub(crate) fn told(&self, what: &str) {
        let read = |name: &str| std::fs::read(self.home.path(name)).unwrap();
        assert!(read("loaded") == read("edge.jsonl"), "{what}: the servers have another file");
    }

    /// Nothing is left to be done.
    #[track_caller]
    pub(crate) fn at_rest(&self, what: &str) {
        let answer = self.home.run("rotate run -o json");
        assert_eq!(answer.code, 0, "{what}: {answer:?}");
        assert_eq!(answer.json(), serde_json::json!({"items": []}), "{what}");
        let again = self.home.ok("publish -o json").json();
        let items = again["items"].as_array().unwrap();
        assert!(items.iter().all(|item| item["changed"] == false), "{what}: {again}");
    }

    /// Temporary files beside those of the targets.
    pub(crate) fn drafts(&self) -> usize {
        let ours = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(".keywright-");
        files_below(self.home.root()).iter().filter(|path| ours(path)).count()
    }
}

/// The command lines of all processes that name a folder.
fn running(place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        if line.contains(place) {
            found.push(line);
        }
    }
    found
}

pub(crate) fn now() -> Timestamp {
    SystemClock.now()
}
