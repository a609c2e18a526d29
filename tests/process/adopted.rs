//! Keys imported from a verification file: only those that nobody revoked or deleted.

use std::collections::BTreeSet;
use std::time::Duration;

use super::repair::{damage, home_with_leaves, leaf_with, number_of, repaired};
use crate::support::{Home, bulk};

/// The key was valid when the file was signed; the audit log records what was done to it since.
#[test]
fn what_was_ended_stays_out() {
    let home = home_with_leaves();
    let names = ["revoked", "deleted", "disabled", "lost"];
    let ids = names.map(|name| home.create(name, "").id);
    // Enough after them that nothing else is in their leaf.
    home.call("key create --from - -o jsonl").stdin(bulk(100).replace("key", "more")).run().exits(0);
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    std::fs::copy(home.path("api"), home.path("before")).unwrap();
    home.ok("key revoke revoked --yes");
    let numbers = ["revoked", "disabled", "lost"].map(|name| number_of(&home, name));
    home.ok("key delete deleted --force");
    home.ok("key disable disabled");
    let leaf = leaf_with(&home, "keys", numbers[0]);
    let together = numbers.iter().all(|number| leaf.records_of("keys").contains(number));
    assert!(together && leaf.is_all_of("keys"), "{leaf:?}");
    damage(&home, leaf.id);
    repaired(&home);
    let notes = home.json("status")["notes"].to_string();
    assert!(notes.contains("not all files written between"), "{notes}");
    assert_eq!(home.names().len(), 303 - leaf.entries.len());
    let ran = home.ok("key import --from-file before -o json");
    let done = ran.json();
    let items = done["items"].as_array().unwrap();
    let status = |id: &str| items.iter().find(|item| item["id"] == id).map(|item| item["status"].clone());
    let expected = [None, None, Some("disabled".into()), Some("active".into())];
    assert_eq!(ids.clone().map(|id| status(&id)), expected, "{done}");
    let left_out: BTreeSet<&str> =
        done["left_out"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(left_out, ids[..2].iter().map(String::as_str).collect(), "{done}");
    let words = ran.warnings();
    assert!(words.contains("skipped 2 keys") && words.contains(&ids[0]) && words.contains(&ids[1]), "{ran}");
    let again = home.ok("key import --from-file before");
    assert!(again.stderr.contains("skipped 2 keys"), "{again}");
    assert_eq!(home.names().len(), 302);
}

/// An expired file describes a former state.
#[test]
fn a_file_past_its_end() {
    let home = Home::with_vault();
    home.create("ci", "");
    for (name, valid_for) in [("old", "1s"), ("fresh", "1h")] {
        home.ok(&format!("export --out {name} --format jsonl --valid-for {valid_for}"));
    }
    std::thread::sleep(Duration::from_millis(2_100));
    let ran = home.ok("key import --from-file old");
    assert!(ran.stderr.contains("the file expired at"), "{ran}");
    let ran = home.ok("key import --from-file fresh");
    assert!(!ran.stderr.contains("the file expired at"), "{ran}");
}

/// Input is not awaited while the vault is locked.
#[test]
fn a_pipe_is_not_waited_for() {
    let home = Home::with_vault();
    home.program("mkfifo", "pipe").run().exits(0);
    let call = home.call("key import --from-file pipe -o json");
    call.timeout(Duration::from_secs(20)).run().fails(10, "io");
    home.run("key import --from-file none -o json").fails(3, "not_found");
}
