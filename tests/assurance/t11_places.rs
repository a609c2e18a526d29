//! Links, pipes and folders where a file is to be read or written: nothing is followed, nothing is
//! waited for, nothing is left behind.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::Home;

/// What may stand in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Link,
    Dangling,
    HardLink,
    Pipe,
    Folder,
}

use Thing::{Dangling, Folder, HardLink, Link, Pipe};

const ALL: [Thing; 5] = [Link, Dangling, HardLink, Pipe, Folder];
const KEPT: &[u8] = b"somebody else's";

impl Thing {
    /// Puts it at a place. What links lead to is `target`.
    fn put(self, place: &Path, target: &Path) {
        match self {
            Link => symlink(target, place).unwrap(),
            Dangling => symlink(target.with_extension("nowhere"), place).unwrap(),
            HardLink => fs::hard_link(target, place).unwrap(),
            Pipe => assert!(Command::new("mkfifo").arg(place).status().unwrap().success()),
            Folder => fs::create_dir(place).unwrap(),
        }
    }

    /// Whether it still stands there.
    fn stands(self, place: &Path) -> bool {
        use std::os::unix::fs::FileTypeExt;
        let Ok(found) = place.symlink_metadata() else { return false };
        match self {
            Link | Dangling => found.is_symlink(),
            HardLink => found.is_file(),
            Pipe => found.file_type().is_fifo(),
            Folder => found.is_dir(),
        }
    }

    fn take_away(place: &Path) {
        if place.is_dir() && !place.is_symlink() { fs::remove_dir(place) } else { fs::remove_file(place) }
            .unwrap();
    }
}

/// Puts each thing in the way of a command, which must end with this code and follow nothing.
fn try_each(home: &Home, place: &Path, things: &[(Thing, i32)], arguments: &[&str], stdin: &[u8]) -> usize {
    for (thing, code) in things {
        let target = home.path("target");
        fs::write(&target, KEPT).unwrap();
        thing.put(place, &target);
        let answer = home.run_with(arguments, stdin);
        assert_eq!(answer.code, *code, "{thing:?} in the way of {arguments:?}: {answer:?}");
        assert_eq!(fs::read(&target).unwrap(), KEPT, "{thing:?}: {arguments:?}");
        assert!(!target.with_extension("nowhere").exists(), "{thing:?}: {arguments:?}");
        if *code != 0 {
            assert!(thing.stands(place), "{thing:?} was replaced by {arguments:?}");
        }
        assert_eq!(home.leftovers(), Vec::<PathBuf>::new(), "{thing:?}: {arguments:?}");
        Thing::take_away(place);
        fs::remove_file(&target).unwrap();
    }
    things.len()
}

fn all(code: i32) -> Vec<(Thing, i32)> {
    ALL.map(|thing| (thing, code)).into()
}

#[test]
fn t11_in_place_of_the_vault() {
    let home = Home::with_vault();
    let place = home.path("other.db");
    let at = home.text("other.db");
    let mut tried = 0;
    // The links lead to what is no vault; a hard link is the file itself, and that is none either.
    let things = [(Link, 10), (Dangling, 10), (HardLink, 6), (Pipe, 10), (Folder, 10)];
    let commands: [&[&str]; 4] = [
        &["key", "list", "--vault", &at],
        &["key", "create", "x", "--vault", &at],
        &["vault", "check", "--vault", &at],
        &["export", "--format", "jsonl", "--vault", &at],
    ];
    for command in commands {
        tried += try_each(&home, &place, &things, command, b"");
    }
    tried += try_each(&home, &place, &all(4), &["init", "--vault", &at], b"");
    // A link to a real vault is not followed either, and a hard link to one opens it.
    symlink(home.vault(), &place).unwrap();
    home.run(&["key", "list", "--vault", &at]).expect(10);
    fs::remove_file(&place).unwrap();
    fs::hard_link(home.vault(), &place).unwrap();
    home.run(&["key", "list", "--vault", &at]).expect(0);
    let status = home.run(&["status", "--check", "--vault", &at]).expect(8);
    assert!(status.stdout.contains("hard link"), "{status:?}");
    println!("t11: in place of the vault: {} of {} as they must", tried + 3, tried + 3);
}

#[test]
fn t11_in_place_of_new_files() {
    let home = Home::with_vault();
    let place = home.path("place");
    let at = home.text("place");
    let fresh = home.text("fresh.db");
    let mut tried =
        try_each(&home, &place, &all(4), &["init", "--vault", &fresh, "--new-identity", &at], b"");
    assert!(!home.path("fresh.db").exists(), "no vault without its identity");
    tried += try_each(&home, &place, &all(4), &["key", "create", "x", "--secret-file", &at], b"");
    assert_eq!(home.keys().len(), 0, "no key without its secret");
    tried += try_each(&home, &place, &all(4), &["vault", "backup", &at], b"");
    println!("t11: in place of new files: {tried} of {tried} refused");
}

#[test]
fn t11_in_place_of_files_that_are_replaced() {
    let home = Home::with_vault();
    home.create("a", &[]);
    let place = home.path("place");
    let at = home.text("place");
    // A hard link is the file itself, and what is no verification file is never replaced.
    let things = [(Link, 10), (Dangling, 10), (HardLink, 4), (Pipe, 10), (Folder, 10)];
    let mut tried = 0;
    for format in ["jsonl", "haproxy"] {
        tried += try_each(&home, &place, &things, &["export", "--format", format, "--out", &at], b"");
    }
    let (file, key, state) = (home.text("file"), home.text("public.pem"), home.text("check-state"));
    home.run(&["export", "--format", "jsonl", "--out", &file]).expect(0);
    fs::write(&key, home.run(&["public-key"]).expect(0).stdout).unwrap();
    let install = ["inspect", &file, "--public-key", &key, "--install", &at, "--state", &state];
    tried += try_each(&home, &place, &things, &install, b"");
    let check = ["check", "--file", &file, "--public-key", &key, "--state", &at];
    let things = [(Link, 10), (Dangling, 10), (HardLink, 10), (Pipe, 10)];
    tried += try_each(&home, &place, &things, &check, b"nobody's");
    // A folder is what belongs there: the answer is no, and a mark is in it.
    fs::create_dir(&place).unwrap();
    home.run_with(&check, b"nobody's").expect(8);
    assert!(fs::read_dir(&place).unwrap().count() > 0);
    fs::remove_dir_all(&place).unwrap();
    println!("t11: in place of files that are replaced: {tried} of {tried} as they must");
}

/// The mark says what was seen. Whatever else stands in its place must not pass for "nothing".
#[test]
fn t11_in_place_of_the_mark() {
    let home = Home::with_vault();
    home.create("a", &[]);
    let folder = home.mark_folder();
    let mark = folder.join("mark.json");
    let good = fs::read(&mark).unwrap();
    fs::remove_file(&mark).unwrap();
    let things = all(6);
    let mut tried = 0;
    for command in [&["key", "list"][..], &["key", "create", "b"], &["vault", "check"]] {
        tried += try_each(&home, &mark, &things, command, b"");
    }
    fs::write(&mark, good).unwrap();
    // What stands beside it cannot be used: a warning, and the work goes on.
    for name in ["mark.lock", "last-backup"] {
        let place = folder.join(name);
        let _ = fs::remove_file(&place);
        let number = std::cell::Cell::new(0);
        for thing in ALL {
            number.set(number.get() + 1);
            let key = format!("{}-{}", name.replace('.', "-"), number.get());
            tried += try_each(&home, &place, &[(thing, 0)], &["key", "create", &key], b"");
            tried += try_each(&home, &place, &[(thing, 0)], &["status"], b"");
            let copy = home.path("copy.db");
            let copied = ["vault", "backup", copy.to_str().unwrap()];
            tried += try_each(&home, &place, &[(thing, 0)], &copied, b"");
            fs::remove_file(&copy).unwrap();
        }
    }
    println!("t11: in place of the mark and beside it: {tried} of {tried} as they must");
}

/// A slip of the hand must not cost a vault or an identity.
#[test]
fn t11_only_a_verification_file_is_replaced() {
    let home = Home::with_vault();
    home.create("a", &[]);
    let (file, key, state) = (home.text("file"), home.text("public.pem"), home.text("check-state"));
    home.run(&["export", "--format", "jsonl", "--out", &file]).expect(0);
    fs::write(&key, home.run(&["public-key"]).expect(0).stdout).unwrap();
    let letter = home.path("letter.txt");
    fs::write(&letter, "Dear Sir,\n").unwrap();
    for place in [home.vault(), home.path("identity.txt"), letter] {
        let (at, before) = (place.to_str().unwrap(), fs::read(&place).unwrap());
        home.run(&["export", "--format", "jsonl", "--out", at]).expect(4);
        home.run(&["inspect", &file, "--public-key", &key, "--install", at, "--state", &state]).expect(4);
        assert_eq!(fs::read(&place).unwrap(), before, "{at}");
    }
    home.run(&["export", "--format", "haproxy", "--out", &file]).expect(0);
    home.run(&["vault", "check"]).expect(0);
}
