//! Row 15: many processes at once.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::{Home, count};

const WRITERS: usize = 8;
const READERS: usize = 2;

#[test]
fn t15_writers_readers_and_a_backup() {
    let home = Home::with_vault();
    let each = count(12, 500);
    let (done, lists, backups) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let mut before = 0;
                while !done.load(Ordering::Relaxed) {
                    let found = home.keys().len();
                    assert!(found >= before, "a reader saw {before} keys, then {found}");
                    before = found;
                    lists.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let number = backups.fetch_add(1, Ordering::Relaxed);
                home.ok(&format!("vault backup backup-{number}.db"));
                // Not thousands of them where there are thousands of keys: each is looked at below.
                std::thread::sleep(Duration::from_millis(count(50, 2_000) as u64));
            }
        });
        let (home, done) = (&home, &done);
        scope.spawn(move || {
            // Also where one of them fails: else the readers would go on for ever.
            let finish = Finish(done);
            std::thread::scope(|writers| {
                for writer in 0..WRITERS {
                    writers.spawn(move || {
                        for number in 0..each {
                            home.create(&format!("w{writer}-{number}"), "-s read");
                        }
                    });
                }
            });
            drop(finish);
        });
    });
    let keys = home.keys();
    let members = |member: &str| -> BTreeSet<String> {
        keys.iter().map(|key| key[member].as_str().unwrap().to_owned()).collect()
    };
    let all = WRITERS * each;
    assert_eq!((keys.len(), members("name").len(), members("id").len()), (all, all, all));
    assert!(keys.iter().all(|key| key["version"] == 1 && key["status"] == "active"));
    home.ok("vault check");
    let (lists, backups) = (lists.into_inner(), backups.into_inner());
    assert!(lists > 0 && backups > 0);
    for number in 0..backups {
        let backup = home.path(&format!("backup-{number}.db"));
        let copy = Home::with_copy(&backup, &home.identity());
        copy.ok("vault check");
        assert!(copy.keys().len() <= all);
    }
    println!("t15: {all} of {all} keys by {WRITERS} writers, {lists} lists and {backups} backups meanwhile");
}

struct Finish<'a>(&'a AtomicBool);

impl Drop for Finish<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn t15_one_name_wanted_by_many() {
    let home = Home::with_vault();
    let rounds = count(8, 100);
    for round in 0..rounds {
        let name = format!("wanted-{round}");
        let call = home.call(&format!("key create {name} -o json"));
        let running: Vec<_> = (0..3).map(|_| call.clone().spawn()).collect();
        let mut codes: Vec<i32> = running.into_iter().map(|running| running.wait().code).collect();
        codes.sort_unstable();
        assert_eq!(codes, [0, 4, 4], "round {round}");
    }
    let keys = home.keys();
    assert_eq!(keys.len(), rounds);
    assert!(keys.iter().all(|key| key["version"] == 1));
    home.ok("vault check");
    println!("t15: one name wanted by three: {rounds} of {rounds} times exactly one has it");
}

/// Three that make the same vault, each with an identity of its own.
#[test]
fn t15_one_vault_made_by_many() {
    let rounds = count(5, 50);
    for _ in 0..rounds {
        let home = Home::new();
        let start = |number: usize| home.call(&format!("init --new-identity {number}.txt")).spawn();
        let running: Vec<_> = (0..3).map(start).collect();
        let codes: Vec<i32> = running.into_iter().map(|running| running.wait().code).collect();
        let winner = codes.iter().position(|code| *code == 0).unwrap();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 4, 4]);
        for number in 0..3 {
            let there = home.path(&format!("{number}.txt")).exists();
            assert_eq!(there, number == winner, "an identity without a vault is left: {codes:?}");
        }
        home.ok(&format!("vault check --identity {winner}.txt"));
        assert!(home.leftovers().is_empty());
    }
    println!("t15: one vault made by three: {rounds} of {rounds} times exactly one has made it");
}
