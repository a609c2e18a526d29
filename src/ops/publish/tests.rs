//! Interruption after every step, and two concurrent runs in every order that matters.

use std::cell::Cell;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use zeroize::Zeroizing;

use super::steps::Prepared;
use super::*;
use crate::crypto::hash::sha256;
use crate::domain::patch::Patch;
use crate::domain::time::Span;
use crate::error::{Error, Kind};
use crate::ops::key::create::{Delivery, Minted, NewKey, Terms};
use crate::ops::target::{New, Settings};
use crate::ops::vault::{init, unlock};
use crate::ops::{Options, key};
use crate::ports::{Entropy, Environment, HookCall, HookEnd, HookOutput, HookRunner, Prompter};
use crate::secret::{Passphrase, Secret};
use crate::store::Transaction;
use crate::verification::{Claims, Format, claims_of, sign_line};

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

struct NoPrompter;

impl Prompter for NoPrompter {
    fn can_ask(&self) -> bool {
        false
    }

    fn passphrase(&self, _: &str) -> Result<Passphrase> {
        Err(Error::locked("nobody"))
    }

    fn secret(&self, _: &str) -> Result<Secret> {
        Err(Error::locked("nobody"))
    }

    fn text(&self, _: &str) -> Result<String> {
        Err(Error::locked("nobody"))
    }

    fn confirm(&self, _: &str) -> Result<bool> {
        Ok(false)
    }
}

/// Counts reloads, and succeeds or fails as set.
struct Reloader {
    works: Cell<bool>,
    reloads: Cell<u32>,
}

impl HookRunner for Reloader {
    fn find(&self, _: &crate::domain::hook::HookCommand) -> std::io::Result<Option<std::path::PathBuf>> {
        Ok(None)
    }

    fn run(&self, _: &HookCall<'_>) -> HookOutput {
        self.reloads.set(self.reloads.get() + 1);
        let end = HookEnd::Exited(i32::from(!self.works.get()));
        HookOutput {
            end,
            stdout: Zeroizing::default(),
            stderr: Zeroizing::default(),
            took: std::time::Duration::ZERO,
        }
    }

    fn pause(&self, _: Span) {}
}

pub(in crate::ops) struct Second(pub(in crate::ops) Cell<i64>);

impl Clock for Second {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(self.0.get())
    }
}

struct Thrown;

impl Delivery for Thrown {
    fn deliver(&mut self, _: &Minted) -> Result<()> {
        Ok(())
    }

    fn complete(&mut self) -> Result<()> {
        Ok(())
    }
}

pub(in crate::ops) struct Scene {
    folder: TempDir,
    pub(in crate::ops) vault: Vault<Unlocked>,
    pub(in crate::ops) clock: Second,
    reloader: Reloader,
    environment: Environment,
}

fn open(folder: &TempDir, entropy: Arc<Counted>, accept_clock: bool) -> Vault<Unlocked> {
    let options = Options {
        lock_timeout: Span::seconds(1),
        state: None,
        accept_rollback: false,
        accept_clock,
        user: "ana".into(),
    };
    let sources =
        unlock::Sources { identities: vec![folder.path().join("identity.txt")], ..Default::default() };
    let locked = Vault::open(&folder.path().join("vault.db"), options).unwrap();
    unlock::unlock(locked, &sources, &NoPrompter, entropy).unwrap().vault
}

impl Scene {
    /// A vault with a key and the target `edge`.
    pub(in crate::ops) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (path, identity) = (folder.path().join("vault.db"), folder.path().join("identity.txt"));
        let entropy = Arc::new(Counted(AtomicU64::new(0)));
        let now = Timestamp::from_unix(1_767_225_600);
        let request = init::Request {
            path: path.clone(),
            sources: unlock::Sources::default(),
            witnesses: unlock::Sources::default(),
            new_identity: Some(identity.clone()),
            recipients: vec![],
            state: None,
            trust: None,
            accept_clock: false,
            user: &"ana".into(),
        };
        init::init(&request, now, &*entropy, &NoPrompter).unwrap();
        let vault = open(&folder, entropy, false);
        let reload = Some(Patch::Set("reloader".parse().unwrap()));
        let new = New {
            name: name(),
            format: Format::Jsonl,
            path: folder.path().join("edge"),
            settings: Settings { reload, ..Settings::default() },
        };
        target::add(&vault, &new, now).unwrap();
        let clock = Second(Cell::new(now.unix()));
        let reloader = Reloader { works: Cell::new(true), reloads: Cell::new(0) };
        let scene = Self { folder, vault, clock, reloader, environment: Environment::default() };
        scene.mint("first");
        scene
    }

    pub(in crate::ops) fn mint(&self, name: &str) {
        let key = NewKey { name: name.parse().unwrap(), terms: Terms::default(), keep_in: None };
        let now = self.clock.now();
        key::create::create(&self.vault, &mut std::iter::once(Ok(key)), now, &mut Thrown).unwrap();
    }

    pub(in crate::ops) fn publisher(&self) -> StepContext<'_> {
        let programs = Programs { runner: &self.reloader, environment: &self.environment, reporter: &() };
        StepContext { vault: &self.vault, clock: &self.clock, programs }
    }

    /// The result of `publish` a minute later: reason, generation, whether it failed.
    fn publish(&self) -> (Option<Reason>, u64, bool) {
        self.clock.0.set(self.clock.0.get() + 60);
        let StepContext { vault, clock, programs } = self.publisher();
        let published = publish(vault, &Request::default(), clock, programs, &mut |_| {}).unwrap();
        let item = published.into_iter().next().unwrap();
        (item.reason, item.file.map_or(0, |file| file.generation), item.error.is_some())
    }

    /// Reserves, and stops there.
    fn begin(&self) -> Prepared {
        self.publisher().begin(&name(), &Request::default(), &mut |_| {}).unwrap()
    }

    fn standing(&self) -> Option<Claims> {
        let bytes = fs::read(self.folder.path().join("edge")).ok()?;
        claims_of(bytes.split_inclusive(|byte| *byte == b'\n').next()?)
    }

    fn drafts(&self) -> usize {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_str().unwrap().starts_with(".keywright-")).count()
    }
}

fn name() -> PlainName {
    "edge".parse().unwrap()
}

#[test]
fn cut_off_after_the_reservation() {
    let scene = Scene::new();
    drop(scene.begin());
    assert!(scene.standing().is_none());
    assert_eq!(scene.publish(), (Some(Reason::Missing), 2, false), "a generation is never used twice");
    assert_eq!(scene.standing().unwrap().generation, 2);
    scene.mint("second");
    drop(scene.begin());
    assert_eq!(scene.standing().unwrap().generation, 2, "the old file is untouched");
    assert_eq!(scene.publish(), (Some(Reason::Different), 4, false));
    assert_eq!((scene.publish(), scene.drafts()), ((None, 4, false), 0));
}

#[test]
fn cut_off_between_the_rename_and_its_commit() {
    let scene = Scene::new();
    let Prepared { target, draft, .. } = scene.begin();
    super::install::put(&target, draft.unwrap()).unwrap();
    assert_eq!(scene.reloader.reloads.get(), 0);
    assert_eq!(scene.publish(), (Some(Reason::Interrupted), 1, false), "it is there: only noted");
    assert_eq!((scene.publish(), scene.reloader.reloads.get()), ((None, 1, false), 1));
}

#[test]
fn cut_off_before_the_servers_were_told() {
    let scene = Scene::new();
    scene.reloader.works.set(false);
    assert_eq!(scene.publish(), (Some(Reason::NeverPublished), 1, true));
    assert_eq!(scene.publish(), (Some(Reason::ReloadPending), 1, true));
    scene.reloader.works.set(true);
    assert_eq!(scene.publish(), (Some(Reason::ReloadPending), 1, false));
    let reloads = scene.reloader.reloads.get();
    assert_eq!((scene.publish(), scene.reloader.reloads.get()), ((None, 1, false), reloads));
}

#[test]
fn of_two_at_once_the_newer_one_is_placed() {
    let scene = Scene::new();
    let older = scene.begin();
    scene.mint("second");
    let newer = scene.begin();
    let install = |prepared: Prepared| {
        let newest = prepared.ending_keys.files.last().cloned().unwrap();
        let request = Request::default();
        scene.publisher().install(&prepared.target, &newest, prepared.draft.unwrap(), &request).unwrap()
    };
    assert!(install(newer));
    assert!(!install(older), "the older one gives way");
    assert_eq!(scene.standing().unwrap().generation, 2);
    let forced = Request { force: true, ..Request::default() };
    let (older, newer) = (scene.publisher().begin(&name(), &forced, &mut |_| {}).unwrap(), scene.publish());
    assert_eq!(newer, (Some(Reason::Different), 4, false));
    assert!(!install(older), "also where it began before and ends after");
    assert_eq!((scene.standing().unwrap().generation, scene.drafts()), (4, 0));
}

#[test]
fn a_file_of_another_that_was_put_there_meanwhile_is_replaced_only_by_force() {
    let scene = Scene::new();
    let path = scene.folder.path().join("edge");
    let forced = Request { force: true, ..Request::default() };
    for (request, is_replaced) in [(Request::default(), false), (forced, true)] {
        let prepared = scene.publisher().begin(&name(), &request, &mut |_| {}).unwrap();
        let newest = prepared.ending_keys.files.last().cloned().unwrap();
        let claims = Claims {
            ver: 1,
            iss: "urn:uuid:0".into(),
            sub: "edge".into(),
            aud: vec![],
            iat: scene.clock.now(),
            exp: scene.clock.now().plus(Span::days(1)),
            epoch: scene.clock.now(),
            generation: 1,
            fmt: Format::Jsonl,
            cnt: 0,
            dig: sha256(b""),
        };
        let key = crate::crypto::signing::SigningKey::from_seed(&[7; 32]).unwrap();
        fs::write(&path, sign_line(&claims, &key)).unwrap();
        let done = scene.publisher().install(&prepared.target, &newest, prepared.draft.unwrap(), &request);
        assert_eq!(done.map_err(|error| error.kind).is_ok(), is_replaced);
        assert_eq!(scene.standing().unwrap().iss == "urn:uuid:0", !is_replaced);
        fs::remove_file(&path).unwrap();
    }
}

/// Whoever had a hand in the vault may have put it there.
#[test]
fn a_digest_of_nothing_is_not_published() {
    let scene = Scene::new();
    let forge = |transaction: &mut Transaction<'_>| {
        let mut key = transaction.all::<crate::domain::key::Key>()?.remove(0).record;
        key.id = crate::domain::id::KeyId::from_bits([7; 16]);
        key.digest = sha256(b"");
        Ok(transaction.insert(&key)?)
    };
    scene.vault.write(scene.clock.now(), forge).unwrap();
    scene.publish();
    assert_eq!(scene.standing().unwrap().cnt, 1);
}

#[test]
fn expired_files_are_forgotten_but_for_the_newest() {
    let scene = Scene::new();
    let count = || {
        let files = |transaction: &Transaction<'_>| Ok(history::of(transaction, "edge")?.len());
        scene.vault.read(scene.clock.now(), files).unwrap()
    };
    scene.publish();
    for number in 0..3 {
        scene.mint(&format!("later {number}"));
        scene.publish();
    }
    assert_eq!(count(), 4);
    scene.clock.0.set(scene.clock.0.get() + 40 * 86_400);
    assert_eq!(scene.publish(), (Some(Reason::RunsLow), 5, false));
    assert_eq!(count(), 5, "one look at the clock is not enough");
    scene.mint("soon after");
    assert_eq!(scene.publish().1, 6);
    assert_eq!(count(), 6);
    scene.clock.0.set(scene.clock.0.get() + 8 * 86_400);
    scene.mint("a week later");
    assert_eq!(scene.publish().1, 7);
    assert_eq!(count(), 3, "those that are in force");
    scene.clock.0.set(scene.clock.0.get() + 40 * 86_400);
    assert_eq!(scene.publish().1, 8);
    scene.clock.0.set(scene.clock.0.get() + 40 * 86_400);
    assert_eq!(scene.publish().1, 9);
    assert_eq!(count(), 2, "the one that was newest then, and the new one");
}

#[test]
fn drafts_that_a_kill_left_are_cleared_away() {
    let scene = Scene::new();
    let hours_ago = |name: &str, hours: u64| {
        let file = fs::File::create(scene.folder.path().join(name)).unwrap();
        let now = file.metadata().unwrap().modified().unwrap();
        file.set_modified(now - std::time::Duration::from_secs(hours * 3_600)).unwrap();
    };
    hours_ago(".keywright-aB3xyz", 25);
    hours_ago(".keywright-aB3xyY", 23);
    hours_ago(".keywright-mine", 25);
    hours_ago("mine.keywright-aB3xyz", 25);
    fs::create_dir(scene.folder.path().join(".keywright-folder")).unwrap();
    std::os::unix::fs::symlink("nowhere", scene.folder.path().join(".keywright-aLinkx")).unwrap();
    scene.publish();
    let left = |name: &str| scene.folder.path().join(name).symlink_metadata().is_ok();
    assert!(!left(".keywright-aB3xyz"));
    let kept = [".keywright-aB3xyY", ".keywright-mine", "mine.keywright-aB3xyz", ".keywright-folder"];
    assert!(kept.into_iter().chain([".keywright-aLinkx"]).all(left));
}

#[test]
fn an_epoch_ahead_of_the_clock_is_refused() {
    let mut scene = Scene::new();
    scene.publish();
    scene.clock.0.set(scene.clock.0.get() - 10_000);
    let StepContext { vault, clock, programs } = scene.publisher();
    let error = publish(vault, &Request::default(), clock, programs, &mut |_| {}).unwrap_err();
    assert_eq!(error.kind, Kind::Conflict, "the clock went backwards");
    scene.vault = open(&scene.folder, Arc::new(Counted(AtomicU64::new(1 << 32))), true);
    let StepContext { vault, clock, programs } = scene.publisher();
    let forced = Request { force: true, ..Request::default() };
    let item = publish(vault, &forced, clock, programs, &mut |_| {}).unwrap().remove(0);
    let error = item.error.unwrap();
    assert!(error.message.contains("when the clock was ahead"), "{error}");
    assert_eq!(scene.standing().unwrap().generation, 1);
}
