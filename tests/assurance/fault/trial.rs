//! One command of the table under every fault: the states that it passes through, and what is left.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use keywright::domain::time::Timestamp;
use keywright::ports::Clock as _;
use keywright::system::SystemClock;
use tempfile::TempDir;

use super::cases::{CASES, Case, furnish};
use super::state::{Found, State, look};
use super::{Fault, Struck, Syscall, record, strike};
use crate::support::{Answer, Call, Home, copy_folder, reset_folder};

/// A home that is prepared for a command, and what is known of the command when nothing goes wrong.
pub(crate) struct Trial<'a> {
    pub(crate) case: &'static Case,
    pub(crate) home: &'a Home,
    /// Its place in the table.
    pub(crate) number: usize,
    /// The command line, and what it reads.
    call: Call,
    /// The home before the command: each fault starts from there.
    pub(super) before: TempDir,
    now: Timestamp,
    pub(crate) calls: Vec<Syscall>,
    /// What it says.
    pub(super) answer: Answer,
    /// From the one before the command to the one after it.
    pub(super) states: Vec<State>,
    /// How it ends when it is run once more.
    pub(super) again: i32,
}

impl<'a> Trial<'a> {
    /// Prepares the home and runs the command: once to write it down, once more after it, and once for
    /// each state between. None where `strace` is missing.
    pub(crate) fn prepare(home: &'a Home, base: &TempDir, number: usize) -> Option<Result<Self, String>> {
        let case = &CASES[number];
        reset_folder(home.root(), base.path());
        for line in case.after {
            home.ok(line);
        }
        if let Some(line) = case.after_half {
            half_done(home, line)?;
        }
        let before = kept(home);
        let mut call = home.call(case.line);
        if case.line.starts_with("vault trust") {
            call = call.env("KEYWRIGHT_TRUST", home.fingerprint());
        }
        if let Some(name) = case.stdin {
            call = call.stdin(std::fs::read(home.path(name)).unwrap());
        }
        let (calls, answer) = record(home, &call)?;
        let now = SystemClock.now();
        let (states, again) = (Vec::new(), 0);
        let mut trial = Self { case, home, number, call, before, now, calls, answer, states, again };
        Some(trial.follow().map(|()| trial).map_err(|why| format!("{}: {why}", case.line)))
    }

    /// The states that it passes through: it is killed after each call that gives or takes a name.
    fn follow(&mut self) -> Result<(), String> {
        let last = self.look()?;
        if !self.case.prints_others && !last.knows_all(&self.answer.stdout) {
            return Err("it printed a secret that is of no key".to_owned());
        }
        self.again = self.run().code;
        self.reset();
        self.states.push(self.look()?.state);
        let after_turns = self.calls.windows(2).filter(|pair| pair[0].is_turn()).map(|pair| &pair[1]);
        let mut passed = Vec::new();
        for call in after_turns {
            self.reset();
            self.spoil(call, Fault::Kill);
            passed.push(self.look()?.state);
        }
        passed.push(last.state);
        self.states.extend(passed);
        self.states.dedup();
        if self.states.len() != self.case.states {
            return Err(format!("it passes through {} states", self.states.len()));
        }
        if ![0, 3, 4].contains(&self.again) {
            return Err(format!("run again it ends with {}", self.again));
        }
        Ok(())
    }

    /// Runs it with each fault, and judges what it left.
    fn try_each(&self, faults: &[(Syscall, Fault)]) -> Tally {
        let mut tally = Tally { commands: 1, ..Tally::default() };
        for (call, fault) in faults {
            self.reset();
            let Struck { answer, hit } = self.spoil(call, *fault);
            if hit {
                tally.note(self, *fault, Some(call), &answer);
            } else {
                tally.missed += 1;
            }
        }
        tally
    }

    /// Runs it while the disk is as `spoil` makes it, until `mend` mends it; and judges what it left.
    pub(crate) fn try_while(&self, spoil: impl FnOnce(), mend: impl FnOnce(), tally: &mut Tally) {
        self.reset();
        spoil();
        let answer = self.run();
        mend();
        tally.note(self, Fault::Error("ENOSPC"), None, &answer);
    }

    pub(super) fn look(&self) -> Result<Found, String> {
        look(self.home, self.before.path(), self.now)
    }

    fn reset(&self) {
        reset_folder(self.home.root(), self.before.path());
    }

    pub(super) fn run(&self) -> Answer {
        self.call.clone().run()
    }

    fn spoil(&self, at: &Syscall, fault: Fault) -> Struck {
        strike(&self.call, at, fault)
    }
}

/// What came of the faults.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// In so many commands.
    pub(crate) commands: usize,
    /// The commands that made fewer calls than the first time, and ended before the fault.
    missed: usize,
    /// By the fault, what was left, and the exit code.
    ends: BTreeMap<(Fault, &'static str, i32), usize>,
    /// What should not be.
    pub(crate) wrong: Vec<String>,
}

impl Tally {
    fn note(&mut self, trial: &Trial<'_>, fault: Fault, call: Option<&Syscall>, answer: &Answer) {
        match trial.judge(call, fault, answer) {
            Ok(left) => *self.ends.entry((fault, left, answer.code)).or_default() += 1,
            Err(why) => {
                let at = call.map_or("", |call| &call.text);
                self.wrong.push(format!("{}: {fault:?} {at}: {why}: {answer:?}", trial.case.line));
            }
        }
    }

    /// Prints the figure, and fails if anything was wrong.
    pub(crate) fn expect(self, row: &str) {
        let mut kinds = BTreeMap::<Fault, usize>::new();
        for ((fault, ..), count) in &self.ends {
            *kinds.entry(*fault).or_default() += count;
        }
        let tried: usize = kinds.values().sum();
        assert!(self.missed * 20 <= tried, "{} of {tried} came too late", self.missed);
        println!("{row}: by fault, what was left and exit code: {:?}", self.ends);
        assert!(
            self.wrong.is_empty(),
            "{} wrong besides {tried}:\n{}",
            self.wrong.len(),
            self.wrong.join("\n")
        );
        println!(
            "{row}: {tried} of {tried} faults in {} commands left the old state or the new one: {kinds:?}",
            self.commands
        );
    }

    fn add(&mut self, other: Self) {
        self.commands += other.commands;
        self.missed += other.missed;
        for (end, count) in other.ends {
            *self.ends.entry(end).or_default() += count;
        }
        self.wrong.extend(other.wrong);
    }
}

/// Puts something of everything into a home, and keeps a copy.
pub(crate) fn furnished(home: &Home) -> TempDir {
    furnish(home);
    kept(home)
}

/// A copy of what is in a home now.
fn kept(home: &Home) -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
    copy_folder(home.root(), folder.path());
    folder
}

/// Tries the wanted commands of the table, on every processor. None where `strace` is missing.
pub(crate) fn try_all(
    is_wanted: fn(&Case) -> bool,
    faults: impl Fn(&Trial<'_>) -> Vec<(Syscall, Fault)> + Sync,
) -> Option<Tally> {
    let next = AtomicUsize::new(0);
    let work = || -> Option<Tally> {
        let home = Home::in_memory();
        let base = furnished(&home);
        let mut tally = Tally::default();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = CASES.get(number) else { return Some(tally) };
            if !is_wanted(case) || !is_asked_for(case) {
                continue;
            }
            match Trial::prepare(&home, &base, number)? {
                Ok(trial) => tally.add(trial.try_each(&faults(&trial))),
                Err(why) => tally.wrong.push(why),
            }
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let tallies: Vec<Option<Tally>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let mut all = Tally::default();
    for tally in tallies {
        all.add(tally?);
    }
    Some(all)
}

/// `KEYWRIGHT_FAULTS=WORDS`: only the commands that have these words in them.
#[allow(clippy::disallowed_methods)] // tests ask the machine itself
fn is_asked_for(case: &Case) -> bool {
    std::env::var("KEYWRIGHT_FAULTS").map_or(true, |words| case.line.contains(&words))
}

/// Leaves a vault whose pages are half written, with the journal that takes them back.
fn half_done(home: &Home, line: &str) -> Option<()> {
    let call = home.call(line);
    let kept = kept(home);
    let (calls, _) = record(home, &call)?;
    let is_page = |call: &&Syscall| call.text.starts_with("pwrite64") && call.text.contains("/vault.db>");
    let pages: Vec<&Syscall> = calls.iter().filter(is_page).collect();
    reset_folder(home.root(), kept.path());
    assert!(strike(&call, pages[pages.len() / 2], Fault::Kill).hit);
    assert_eq!(home.leftovers(), [home.vault().with_extension("db-journal")]);
    Some(())
}
