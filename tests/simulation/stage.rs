//! The stage: one vault, its machine, and everybody around it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keywright::domain::target::Target;
use keywright::domain::time::{Span, Timestamp};
use keywright::ops::hook::Programs;
use keywright::ops::vault::{init, unlock};
use keywright::ops::verification_file::public_key;
use keywright::ops::{Options, StateFolder, Unlocked, Vault, profile, target};
use keywright::ports::{Entropy, Environment};
use keywright::verification::Verifier;
use tempfile::TempDir;

use crate::cast::{DAY, HABITS, KINDS, Kind};
use crate::figures::{Figures, Never};
use crate::power::{Crash, Fuse, Noise, Time};
use crate::server::Site;
use crate::snapshot::Snapshot;
use crate::support::Dice;
use crate::support::ports::{CountingEntropy, ManualClock, START, ScriptedPrompter};

/// What is remembered of a lineage to explain a violation.
const REMEMBERED: usize = 40;

/// What a consumer was given last.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) id: String,
    pub(crate) version: u32,
    pub(crate) secret: String,
}

/// What is wrong with a lineage's hooks for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HookFault {
    Fails,
    Hangs,
    DoesAndFails,
    DoesAndHangs,
    Missing,
}

/// A lineage as the world sees it.
pub(crate) struct Lineage {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) held: Option<Held>,
    /// What it held before.
    pub(crate) previous: Option<Held>,
    pub(crate) hook_fault: Option<(HookFault, i64)>,
    /// When its hooks, or its owner, were last in the way.
    pub(crate) obstacle: i64,
    /// When its person comes next.
    pub(crate) visit: i64,
    /// Since when it should have been done with its rotation.
    pub(crate) waiting: Option<i64>,
    history: VecDeque<String>,
}

impl Lineage {
    pub(crate) fn note(&mut self, now: i64, what: &str) {
        if self.history.len() == REMEMBERED {
            self.history.pop_front();
        }
        self.history.push_back(format!("    {} {what}", Timestamp::from_unix(now)));
    }

    pub(crate) fn story(&self) -> String {
        let held = self.held.as_ref().map_or("nothing".to_owned(), |held| format!("v{}", held.version));
        let lines: Vec<&str> = self.history.iter().map(String::as_str).collect();
        format!("consumer holds {held}\n{}", lines.join("\n"))
    }

    pub(crate) fn take(&mut self, id: &str, version: u32, secret: &str) {
        let held = Held { id: id.to_owned(), version, secret: secret.to_owned() };
        if self.held.as_ref().is_none_or(|before| before.id != id) {
            self.previous = self.held.replace(held);
        }
    }
}

/// Everything outside of the vault.
pub(crate) struct Model {
    pub(crate) dice: Dice,
    pub(crate) lineages: BTreeMap<String, Lineage>,
    pub(crate) sites: Vec<Site>,
    pub(crate) targets: Vec<Target>,
    pub(crate) figures: Figures,
    pub(crate) snapshot: Snapshot,
    /// Keys that somebody may hold.
    pub(crate) out: BTreeSet<String>,
    /// Keys that their owner ended, or began to end.
    pub(crate) ended: BTreeSet<String>,
    /// Keys that their owner switched on again, and when.
    pub(crate) enabled: BTreeMap<String, i64>,
    pub(crate) watched: BTreeMap<String, crate::judge::Watched>,
    pub(crate) digests: BTreeMap<(String, i64, u64), String>,
    /// When the machine was last off.
    pub(crate) off: i64,
    /// How many runs in a row did not come to their end.
    pub(crate) crashed_runs: u32,
}

pub(crate) struct Stage {
    pub(crate) seed: u64,
    folder: TempDir,
    pub(crate) fuse: Arc<Fuse>,
    pub(crate) time: Time,
    noise: Arc<Noise>,
    environment: Environment,
    pub(crate) verifier: Verifier,
    pub(crate) model: RefCell<Model>,
    /// The vault, open from one command to the next until power goes: unlocking takes its time.
    kept: RefCell<Option<Vault<Unlocked>>>,
    /// Whether somebody else acts while a hook runs.
    pub(crate) crowded: Cell<bool>,
    /// Whether anything goes wrong.
    pub(crate) is_calm: Cell<bool>,
    /// Calls of ports before power goes, on average.
    odds: u64,
}

/// In memory where the machine has such a place: the simulation commits millions of times.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = tempfile::Builder::new().prefix("keywright-simulation-").tempdir_in(memory);
    made.unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

impl Stage {
    pub(crate) fn new(seed: u64, lineages: usize, odds: u64) -> Self {
        let folder = folder();
        let fuse = Fuse::new();
        let time = Time::new(ManualClock::default(), Arc::clone(&fuse));
        let noise = Arc::new(Noise::new(CountingEntropy::seeded(seed), Arc::clone(&fuse)));
        let environment = Environment { user: "ana".into(), ..Environment::default() };
        let identity = folder.path().join("identity.txt");
        let request = init::Request {
            path: folder.path().join("vault.db"),
            sources: unlock::Sources::default(),
            witnesses: unlock::Sources::default(),
            new_identity: Some(identity),
            recipients: vec![],
            state: Some(StateFolder::new(folder.path().join("state"), Span::seconds(10))),
            trust: None,
            accept_clock: false,
            user: &"ana".into(),
        };
        init::init(&request, Timestamp::from_unix(START), &*noise, &ScriptedPrompter::default()).unwrap();
        let sites = HABITS.iter().map(|habit| {
            let place = folder.path().join(habit.name);
            std::fs::create_dir(&place).unwrap();
            Site::new(*habit, place, START)
        });
        let model = Model {
            dice: Dice::new(seed),
            sites: sites.collect(),
            lineages: BTreeMap::new(),
            targets: Vec::new(),
            figures: Figures::default(),
            snapshot: Snapshot::default(),
            out: BTreeSet::new(),
            ended: BTreeSet::new(),
            enabled: BTreeMap::new(),
            watched: BTreeMap::new(),
            digests: BTreeMap::new(),
            off: START,
            crashed_runs: 0,
        };
        let mut stage = Self {
            seed,
            folder,
            fuse,
            time,
            noise,
            environment,
            verifier: Verifier::new([]),
            model: RefCell::new(model),
            kept: RefCell::new(None),
            crowded: Cell::new(false),
            is_calm: Cell::new(false),
            odds,
        };
        stage.furnish(lineages);
        stage
    }

    /// Profiles, targets, keys.
    fn furnish(&mut self, lineages: usize) {
        let vault = self.open(true);
        let now = self.now();
        for kind in KINDS {
            profile::add(&vault, &kind.to_profile(), now).unwrap();
        }
        for habit in HABITS {
            target::add(&vault, &habit.to_target(self.folder.path()), now).unwrap();
        }
        self.verifier = Verifier::new(public_key::public_keys(&vault, now).unwrap());
        self.model.borrow_mut().targets = target::list(&vault, now).unwrap();
        for number in 0..lineages {
            let name = format!("l{number:03}");
            let lineage = Lineage {
                name: name.clone(),
                kind: KINDS[number % KINDS.len()],
                held: None,
                previous: None,
                hook_fault: None,
                obstacle: START,
                visit: 0,
                waiting: None,
                history: VecDeque::new(),
            };
            self.model.borrow_mut().lineages.insert(name.clone(), lineage);
            crate::owner::create(self, &vault, &name);
        }
    }

    /// The time, without a chance of a crash.
    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.time.at())
    }

    pub(crate) fn roll(&self, bound: u64) -> u64 {
        self.model.borrow_mut().dice.below(bound)
    }

    /// Once in so many, while things go wrong at all.
    pub(crate) fn mishap(&self, bound: u64) -> bool {
        let rolled = self.roll(bound) == 0;
        rolled && !self.is_calm.get()
    }

    pub(crate) fn count(&self, what: &'static str) {
        self.model.borrow_mut().figures.one(what);
    }

    pub(crate) fn note(&self, lineage: &str, what: &str) {
        let now = self.time.at();
        if let Some(lineage) = self.model.borrow_mut().lineages.get_mut(lineage) {
            lineage.note(now, what);
        }
    }

    pub(crate) fn programs(&self) -> Programs<'_> {
        Programs { runner: self, environment: &self.environment, reporter: &() }
    }

    /// Opens the vault. Without the state folder, no run notices another one.
    pub(crate) fn open(&self, with_state: bool) -> Vault<Unlocked> {
        let path: PathBuf = self.folder.path().join("vault.db");
        let options = Options {
            lock_timeout: Span::seconds(1),
            state: with_state.then(|| StateFolder::new(self.folder.path().join("state"), Span::seconds(10))),
            accept_rollback: false,
            accept_clock: false,
            user: "ana".into(),
        };
        let sources = unlock::Sources {
            identities: vec![self.folder.path().join("identity.txt")],
            ..unlock::Sources::default()
        };
        let entropy = Arc::clone(&self.noise) as Arc<dyn Entropy>;
        unlock::unlock(Vault::open(&path, options).unwrap(), &sources, &ScriptedPrompter::default(), entropy)
            .unwrap()
            .vault
    }

    /// The vault as it was left.
    pub(crate) fn with_vault<T>(&self, work: impl FnOnce(&Vault<Unlocked>) -> T) -> T {
        let kept = self.kept.take();
        let vault = kept.unwrap_or_else(|| self.open(true));
        let result = work(&vault);
        self.kept.replace(Some(vault));
        result
    }

    /// Does something with the vault on a machine whose power may go. `None`: it went. What is open
    /// is closed then, as by the end of a process.
    pub(crate) fn powered<T>(&self, work: impl FnOnce(&Vault<Unlocked>) -> T) -> Option<T> {
        let lit = if self.is_calm.get() { None } else { Some(1 + self.roll(2 * self.odds)) };
        let work = |vault: &Vault<Unlocked>| {
            if let Some(calls) = lit {
                self.fuse.light(calls);
            }
            work(vault)
        };
        let result = catch_unwind(AssertUnwindSafe(|| self.with_vault(work)));
        self.fuse.put_out();
        self.crowded.set(false);
        match result {
            Ok(value) => Some(value),
            Err(payload) if payload.is::<Crash>() => {
                self.count("crashes");
                None
            }
            Err(payload) => resume_unwind(payload),
        }
    }

    /// Counts a violation that is about one lineage.
    pub(crate) fn violated(&self, never: Never, lineage: &str, what: &str) {
        let now = self.now();
        let model = &mut *self.model.borrow_mut();
        let story = model.lineages.get(lineage).map(Lineage::story).unwrap_or_default();
        let state = model.snapshot.describe(lineage, now);
        let seed = self.seed;
        model.figures.violated(never, || {
            format!("seed {seed}, {now}, lineage {lineage}: {what}\n  {state}\n  {story}")
        });
    }

    /// Time passes, and servers and consumers are looked at on the way.
    pub(crate) fn pass(&self, seconds: i64) {
        let pieces = if seconds > 2 * DAY { 4 } else { 2 };
        for _ in 0..pieces {
            self.time.pass(seconds / pieces);
            self.look();
            crate::instants::judge(self);
        }
    }

    /// Servers see what is in their places by now.
    pub(crate) fn look(&self) {
        let now = self.time.at();
        let Model { sites, dice, figures, .. } = &mut *self.model.borrow_mut();
        for site in sites {
            site.look(now, &self.verifier, dice, figures);
        }
    }
}
