//! Row 2: commands that create things are killed at random times.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use crate::inside::Asker;
use crate::support::{Answer, Dice, Home, count};

/// So many keys in the bulk command: enough that it is killed in the middle of them.
const BULK: usize = 150;

/// How long a command is given at most. Longer after a kill and shorter after none, so that it
/// stays about as long as the command takes, however slow the machine: kills fall on all of it.
struct Window(u64);

impl Window {
    fn new() -> Self {
        Self(60_000)
    }

    fn draw(&self, dice: &mut Dice) -> u64 {
        dice.below(self.0)
    }

    fn learn(&mut self, killed: bool) {
        self.0 = if killed { self.0 * 6 / 5 } else { self.0 * 3 / 4 }.clamp(2_000, 3_000_000);
    }
}

struct Run {
    /// One for each kind of command.
    windows: [Window; 4],
    home: Home,
    asker: Asker,
    /// The secrets that were printed completely, by id; whether or not their keys came to be.
    printed: BTreeMap<String, String>,
    /// The ids of keys whose command ended with 0.
    acknowledged: BTreeSet<String>,
    revoked: BTreeSet<String>,
    killed: usize,
    generation: i64,
    number: usize,
}

impl Run {
    fn new() -> Self {
        let home = Home::with_vault();
        let bulk: Vec<String> =
            (0..BULK).map(|number| format!("{{\"name\":\"bulk-@-{number}\"}}\n")).collect();
        std::fs::write(home.path("bulk"), bulk.concat()).unwrap();
        let mut asker = Asker::of(&home);
        asker.marks = Some(home.marks());
        Self {
            windows: std::array::from_fn(|_| Window::new()),
            home,
            asker,
            printed: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            revoked: BTreeSet::new(),
            killed: 0,
            generation: 0,
            number: 0,
        }
    }

    /// Runs a command and kills it after a while, unless it was quicker.
    fn kill(&mut self, kind: usize, line: &str, dice: &mut Dice) -> Answer {
        let micros = self.windows[kind].draw(dice);
        let mut running = self.home.call(line).spawn();
        std::thread::sleep(Duration::from_micros(micros));
        running.kill();
        let answer = running.wait();
        assert!([0, -9].contains(&answer.code), "{answer}");
        self.killed += usize::from(answer.code == -9);
        self.windows[kind].learn(answer.code == -9);
        answer
    }

    /// Notes which secrets came out whole: a line that ends is one that somebody can have.
    fn note(&mut self, answer: &Answer) {
        for line in answer.stdout.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let key: serde_json::Value = serde_json::from_str(line).unwrap();
            let member = |member: &str| key[member].as_str().unwrap().to_owned();
            if answer.code == 0 {
                self.acknowledged.insert(member("id"));
            }
            self.printed.insert(member("id"), member("secret"));
        }
    }

    fn step(&mut self, dice: &mut Dice) {
        self.number += 1;
        let name = format!("key-{}", self.number);
        match dice.below(5) {
            0 | 1 => {
                let answer = self.kill(0, &format!("key create {name} -o jsonl"), dice);
                self.note(&answer);
            }
            2 => {
                self.home.write("now", self.home.read("bulk").replace('@', &name));
                let answer = self.kill(1, "key create --from now -o jsonl", dice);
                self.note(&answer);
            }
            3 => {
                let alive = self.acknowledged.difference(&self.revoked).next().cloned();
                let Some(id) = alive else { return };
                let answer = self.kill(2, &format!("key revoke {id} --yes"), dice);
                if answer.code == 0 {
                    self.revoked.insert(id);
                }
            }
            _ => self.export(dice),
        }
    }

    /// An export is there whole or not at all, and is never older than the one before.
    fn export(&mut self, dice: &mut Dice) {
        self.kill(3, "export --format jsonl --audience edge --out keys.jsonl", dice);
        if self.home.path("keys.jsonl").exists() {
            let seen = self.home.json("inspect keys.jsonl");
            assert_eq!(seen["damage"], serde_json::Value::Null, "{seen}");
        }
    }

    /// What must hold after each kill. The integrity check follows the audit chain, and the mark is
    /// compared: an exit 7 here would be a generation that went back.
    fn inspect(&mut self, what: &str) {
        let vault = self.home.vault();
        let check = self.asker.check(&vault).unwrap_or_else(|code| panic!("{what}: check: exit {code}"));
        let generation = check.split("generation: ").nth(1).unwrap();
        let generation: i64 = generation.trim_end_matches(" }").parse().unwrap();
        assert!(generation >= self.generation, "{what}: generation {generation}");
        self.generation = generation;
        let mut there = BTreeSet::new();
        let now = self.asker.now;
        let keys = self.asker.ask(&vault, |vault| {
            let request = keywright::ops::key::list::Request::default();
            keywright::ops::key::list::list(vault, &request, now, &mut |key| {
                there.insert((key.id.to_string(), key.status(now).as_str()));
                Ok(())
            })
        });
        assert!(keys.is_ok(), "{what}: {keys:?}");
        let ids: BTreeSet<&String> = there.iter().map(|(id, _)| id).collect();
        for id in &self.acknowledged {
            assert!(ids.contains(id), "{what}: {id} was acknowledged and is lost");
        }
        for (id, status) in &there {
            assert!(self.printed.contains_key(id), "{what}: nobody has the secret of {id}, {status}");
            let revoked = self.revoked.contains(id);
            assert!(!revoked || *status == "revoked", "{what}: {id} was revoked and is {status}");
        }
    }
}

#[test]
fn t02_killed_at_random_times() {
    let (mut run, mut dice) = (Run::new(), Dice::new(2));
    let wanted = count(60, 2_000);
    let mut steps = 0;
    while run.killed < wanted {
        steps += 1;
        assert!(steps < wanted * 20, "too few commands are killed in time: {} of {steps}", run.killed);
        run.step(&mut dice);
        run.inspect(&format!("step {steps}"));
    }
    // The secrets that were printed are those of the keys.
    for (id, secret) in run.printed.iter().filter(|(id, _)| run.acknowledged.contains(*id)).take(40) {
        let answer = run.home.verify(secret);
        let expected = if run.revoked.contains(id) { 8 } else { 0 };
        assert!(answer.code == expected || answer.json()["reason"] == "revoked", "{id}: {answer:?}");
    }
    run.home.ok("audit verify");
    let (killed, kept) = (run.killed, run.acknowledged.len());
    println!(
        "t02: {killed} of {killed} kills in {steps} commands: sound; {kept} of {kept} acknowledged keys kept"
    );
}

/// A vault is made whole or not at all.
#[test]
fn t02_init_killed_at_random_times() {
    let mut dice = Dice::new(3);
    let (wanted, mut killed, mut made, mut steps) = (count(20, 500), 0, 0, 0);
    let mut window = Window::new();
    while killed < wanted {
        steps += 1;
        assert!(steps < wanted * 20, "too few are killed in time");
        let home = Home::new();
        let mut running = home.call("init --new-identity").spawn();
        std::thread::sleep(Duration::from_micros(window.draw(&mut dice)));
        running.kill();
        let answer = running.wait();
        killed += usize::from(answer.code == -9);
        window.learn(answer.code == -9);
        if home.vault().exists() {
            made += 1;
            home.ok("vault check");
            home.create("works", "");
        } else {
            assert_eq!(answer.code, -9, "acknowledged and not there: {answer:?}");
            // Nothing is in the way of making it now, with the identity if there is one already.
            let again = if home.identity().exists() {
                "init --identity .config/keywright/identity.txt"
            } else {
                "init --new-identity"
            };
            home.ok(again);
        }
        let strangers: Vec<PathBuf> = home.leftovers();
        assert!(answer.code == -9 || strangers.is_empty(), "{strangers:?}");
    }
    println!("t02: init: {killed} of {killed} kills: a whole vault ({made}) or none");
}
