//! Row 5: pages of the file restored from an older one, and indices altered below SQL.

use crate::edited_vault::{Scene, rows};
use crate::inside::{Said, is_yes};
use crate::support::{Dice, Home, count};

const PAGE: usize = 4_096;
/// With more differing pages than this, subsets are drawn instead of enumerated.
const ENUMERATED: usize = 7;

/// Old pages, one at a time and in every combination, on the machine that has seen the newer vault.
#[test]
fn t05_old_pages_are_put_back() {
    let mut scene = Scene::new();
    scene.asker.marks = Some(scene.home.marks());
    let (old, new) = (std::fs::read(&scene.before).unwrap(), std::fs::read(&scene.after).unwrap());
    assert_eq!(old.len(), new.len());
    let differs = |page: &usize| old[page * PAGE..][..PAGE] != new[page * PAGE..][..PAGE];
    let pages: Vec<usize> = (0..new.len() / PAGE).filter(differs).collect();
    assert!(pages.len() >= 4, "{pages:?}");
    let (mut tried, mut found) = (0, 0);
    for choice in choices(pages.len()) {
        let mut mixed = new.clone();
        for (bit, page) in pages.iter().enumerate().filter(|(bit, _)| choice & 1 << bit != 0) {
            assert!(bit < pages.len());
            let place = page * PAGE..(page + 1) * PAGE;
            mixed[place.clone()].copy_from_slice(&old[place]);
        }
        std::fs::write(scene.home.vault(), &mixed).unwrap();
        let what = format!("pages {pages:?}, choice {choice:b}");
        tried += 1;
        found += usize::from(is_found(&scene, &what));
    }
    let none = tried - found;
    println!(
        "t05: pages: {tried} of {tried} combinations of {} pages: {found} refused, {none} without effect",
        pages.len()
    );
    assert!(found > none);
}

/// Whether the vault in place is refused; else every answer must be the right one.
fn is_found(scene: &Scene, what: &str) -> bool {
    let vault = scene.home.vault();
    let revoked = scene.asker.verify(&vault, &scene.keys[1].secret);
    assert!(!is_yes(&revoked), "{what}: {revoked:?}");
    let list = scene.asker.list(&vault);
    assert!(list.is_err() || list == scene.list, "{what}: {list:?}");
    let check = scene.asker.check(&vault);
    if check.is_ok() {
        assert_eq!(list, scene.list, "{what}: sound, yet not the newest");
        return false;
    }
    assert!(matches!(check, Err(6 | 7)), "{what}: {check:?}");
    let export = scene.asker.export(&vault);
    assert!(export.is_err() || export == scene.entries, "{what}: {export:?}");
    true
}

/// Which pages are put back: all combinations where they are few, else each page alone and a draw.
fn choices(pages: usize) -> Vec<u64> {
    if pages <= ENUMERATED {
        return (1..1 << pages).collect();
    }
    let all = (1 << pages) - 1;
    let singles = (0..pages).map(|page| 1 << page);
    let rests = (0..pages).map(|page| all & !(1 << page));
    let mut dice = Dice::new(5);
    let drawn: Vec<u64> = (0..count(150, 4_000)).map(|_| 1 + dice.below(all)).collect();
    singles.chain(rests).chain([all]).chain(drawn).collect()
}

/// A copy of the vault that went its own way, and has more commits than the original.
#[test]
fn t05_a_fork_that_overtook() {
    let home = Home::with_vault();
    home.create("shared", "");
    let fork = Home::with_copy(&home.vault(), &home.identity());
    let kept = home.create("kept", "");
    home.ok(&format!("key revoke {} --yes", kept.id));
    for name in ["a", "b", "c", "d", "e"] {
        fork.create(name, "");
    }
    fork.ok("vault check");
    let state = std::fs::read(home.mark_folder().join("mark.json")).unwrap();
    std::fs::copy(fork.vault(), home.vault()).unwrap();
    let commands: [&str; 6] = [
        "key list",
        "vault check",
        "export --format jsonl --out out",
        "key create new",
        "status",
        "audit verify",
    ];
    for command in commands {
        home.run(command).exits(7);
    }
    home.verify(&kept.secret).exits(7);
    assert_eq!(std::fs::read(home.mark_folder().join("mark.json")).unwrap(), state, "the mark stays");
    assert!(!home.path("out").exists());
    println!("t05: a fork that overtook: {} of {} refused", commands.len() + 1, commands.len() + 1);
}

/// In the index over `column`, the entries of keys 2 (revoked) and 3 lead to each other's rows.
/// SQL cannot do that: an index is not authentic, only what stands in the tables is.
fn swap_index_entries(scene: &Scene, column: usize) {
    let connection = rusqlite::Connection::open(&scene.after).unwrap();
    let lookup = |row: &[rusqlite::types::Value]| match &row[column] {
        rusqlite::types::Value::Blob(bytes) => bytes.clone(),
        other => panic!("{other:?}"),
    };
    let keys = rows(&connection, "keys");
    let mut file = std::fs::read(&scene.after).unwrap();
    let mut swapped = 0;
    for (value, from, to) in [(lookup(&keys[1]), 2, 3), (lookup(&keys[2]), 3, 2)] {
        for page in (0..file.len()).step_by(PAGE).filter(|page| *page > 0) {
            let is_index_leaf = file[page] == 10;
            let place = file[page..page + PAGE].windows(16).position(|bytes| bytes == value);
            if let (true, Some(place)) = (is_index_leaf, place) {
                assert_eq!(file[page + place + 16], from, "the row id follows the value");
                file[page + place + 16] = to;
                swapped += 1;
            }
        }
    }
    assert_eq!(swapped, 2);
    std::fs::write(scene.home.vault(), file).unwrap();
}

#[test]
fn t05_index_entries_lead_to_anothers_row() {
    for (column, name) in [(4, "digest"), (2, "name"), (3, "short")] {
        let scene = Scene::new();
        swap_index_entries(&scene, column);
        let vault = scene.home.vault();
        assert_eq!(scene.asker.check(&vault), Err(6), "{name}");
        let [_, revoked, active] = &scene.keys;
        if name == "digest" {
            assert_eq!(scene.asker.verify(&vault, &revoked.secret), Err(6), "the revoked key");
            assert_eq!(scene.asker.verify(&vault, &active.secret), Err(6), "the active key");
        } else {
            let asked = if name == "name" { "second" } else { revoked.id.as_str() };
            scene.home.run(&format!("key show {asked}")).exits(6);
            scene.home.run(&format!("key disable {asked}")).exits(6);
        }
    }
    println!("t05: index entries: 3 of 3 found");
}

/// An entry of the index over digests that was altered: the key is not found by it any more. That
/// must not pass for a secret that nobody has.
#[test]
fn t05_index_entries_are_altered() {
    let scene = Scene::new();
    let connection = rusqlite::Connection::open(&scene.after).unwrap();
    let mut answers: Vec<Said> = Vec::new();
    for (row, key) in rows(&connection, "keys").iter().zip(&scene.keys) {
        let rusqlite::types::Value::Blob(digest) = &row[4] else { panic!("{row:?}") };
        let mut file = std::fs::read(&scene.after).unwrap();
        let leaf = (PAGE..file.len()).step_by(PAGE).find_map(|page| {
            let place = file[page..page + PAGE].windows(16).position(|bytes| bytes == digest);
            place.filter(|_| file[page] == 10).map(|place| page + place)
        });
        file[leaf.unwrap() + 15] ^= 1;
        std::fs::write(scene.home.vault(), file).unwrap();
        answers.push(scene.asker.verify(&scene.home.vault(), &key.secret));
    }
    assert_eq!(answers, [Err(6), Err(6), Err(6)]);
    println!("t05: altered index entries: 3 of 3 found");
}
