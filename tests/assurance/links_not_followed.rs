//! Row 11: links, pipes and folders where a file is to be read or written: never followed, never waited for,
//! nothing left behind.

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
fn try_each(home: &Home, place: &Path, things: &[(Thing, i32)], line: &str) -> usize {
    for (thing, code) in things {
        let target = home.path("target");
        fs::write(&target, KEPT).unwrap();
        thing.put(place, &target);
        let answer = home.call(line).stdin("nobody's").run();
        assert_eq!(answer.code, *code, "{thing:?} in the way of {line}: {answer:?}");
        assert_eq!(fs::read(&target).unwrap(), KEPT, "{thing:?}: {line}");
        assert!(!target.with_extension("nowhere").exists(), "{thing:?}: {line}");
        if *code != 0 {
            assert!(thing.stands(place), "{thing:?} was replaced by {line}");
        }
        assert_eq!(home.leftovers(), Vec::<PathBuf>::new(), "{thing:?}: {line}");
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
    let mut tried = 0;
    // The links lead to what is no vault; a hard link is the file itself, and that is none either.
    let things = [(Link, 10), (Dangling, 10), (HardLink, 6), (Pipe, 10), (Folder, 10)];
    let commands: [&str; 4] = [
        "key list --vault other.db",
        "key create x --vault other.db",
        "vault check --vault other.db",
        "export --format jsonl --vault other.db",
    ];
    for command in commands {
        tried += try_each(&home, &place, &things, command);
    }
    tried +=
        try_each(&home, &place, &all(4), "init --vault other.db --identity .config/keywright/identity.txt");
    // A link to a real vault is not followed either, and a hard link to one opens it.
    symlink(home.vault(), &place).unwrap();
    home.run("key list --vault other.db").exits(10);
    fs::remove_file(&place).unwrap();
    fs::hard_link(home.vault(), &place).unwrap();
    home.ok("key list --vault other.db");
    let status = home.run("status --check --vault other.db").exits(8);
    assert!(status.stdout.contains("hard link"), "{status:?}");
    println!("t11: in place of the vault: {} of {} as they must", tried + 3, tried + 3);
}

#[test]
fn t11_in_place_of_new_files() {
    let home = Home::with_vault();
    let place = home.path("place");
    let mut tried = try_each(&home, &place, &all(4), "init --vault fresh.db --new-identity place");
    assert!(!home.path("fresh.db").exists(), "no vault without its identity");
    tried += try_each(&home, &place, &all(4), "key create x --secret-file place");
    assert_eq!(home.keys().len(), 0, "no key without its secret");
    tried += try_each(&home, &place, &all(4), "vault backup place");
    println!("t11: in place of new files: {tried} of {tried} refused");
}

#[test]
fn t11_in_place_of_files_that_are_replaced() {
    let home = Home::with_vault();
    home.create("a", "");
    let place = home.path("place");
    // A hard link is the file itself, and what is no verification file is never replaced.
    let things = [(Link, 10), (Dangling, 10), (HardLink, 4), (Pipe, 10), (Folder, 10)];
    let mut tried = 0;
    for format in ["jsonl", "haproxy"] {
        tried += try_each(&home, &place, &things, &format!("export --format {format} --out place"));
    }
    home.ok("export --format jsonl --out file");
    home.write("public.pem", home.ok("public-key").stdout);
    let install = "inspect file --public-key public.pem --install place --state check-state";
    tried += try_each(&home, &place, &things, install);
    let check = "check --file file --public-key public.pem --state place";
    let things = [(Link, 10), (Dangling, 10), (HardLink, 10), (Pipe, 10)];
    tried += try_each(&home, &place, &things, check);
    // A folder is what belongs there: the answer is no, and a mark is in it.
    fs::create_dir(&place).unwrap();
    home.call(check).stdin("nobody's").run().exits(8);
    assert!(fs::read_dir(&place).unwrap().count() > 0);
    fs::remove_dir_all(&place).unwrap();
    println!("t11: in place of files that are replaced: {tried} of {tried} as they must");
}

/// The mark says what was seen. Whatever else stands in its place must not pass for "nothing".
#[test]
fn t11_in_place_of_the_mark() {
    let home = Home::with_vault();
    home.create("a", "");
    let folder = home.mark_folder();
    let things = all(6);
    let mut tried = 0;
    let place = fs::read_dir(home.marks().join("places")).unwrap().next().unwrap().unwrap().path();
    for file in [home.mark(), folder.join("pin.json"), place] {
        let good = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        for command in ["key list", "key create b", "vault check"] {
            tried += try_each(&home, &file, &things, command);
        }
        fs::write(&file, good).unwrap();
    }
    // What stands beside it cannot be used: a warning, and the work goes on.
    for name in ["lock", "last-backup"] {
        let place = folder.join(name);
        let _ = fs::remove_file(&place);
        let number = std::cell::Cell::new(0);
        for thing in ALL {
            number.set(number.get() + 1);
            let key = format!("{}-{}", name.replace('.', "-"), number.get());
            tried += try_each(&home, &place, &[(thing, 0)], &format!("key create {key}"));
            tried += try_each(&home, &place, &[(thing, 0)], "status");
            let copy = home.path("copy.db");
            tried += try_each(&home, &place, &[(thing, 0)], "vault backup copy.db");
            fs::remove_file(&copy).unwrap();
        }
    }
    println!("t11: in place of the mark and beside it: {tried} of {tried} as they must");
}

/// A slip of the hand must not cost a vault or an identity.
#[test]
fn t11_only_a_verification_file_is_replaced() {
    let home = Home::with_vault();
    home.create("a", "");
    home.ok("export --format jsonl --out file");
    home.write("public.pem", home.ok("public-key").stdout);
    let letter = home.path("letter.txt");
    fs::write(&letter, "Dear Sir,\n").unwrap();
    for place in [home.vault(), home.identity(), letter] {
        let before = fs::read(&place).unwrap();
        home.call("export --format jsonl --out").arg(&place).run().exits(4);
        let install = "inspect file --public-key public.pem --state check-state --install";
        home.call(install).arg(&place).run().exits(4);
        assert_eq!(fs::read(&place).unwrap(), before, "{}", place.display());
    }
    home.run("export --format haproxy --out file").exits(4);
    home.ok("export --format haproxy --out file --force");
    home.ok("vault check");
}
