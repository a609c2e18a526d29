//! A damaged vault, and one that is lost: the rest remains usable.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::support::opened::{OpenedNode, OpenedVault};
use crate::support::{Home, available, bulk};

/// A home with so many keys that they, their indexes and the log have leaves of their own.
pub(super) fn home_with_leaves() -> Home {
    let home = Home::in_memory();
    home.ok("init --new-identity");
    home.call("key create --from - -o jsonl").stdin(bulk(200)).run().exits(0);
    home
}

/// The vault as it is at this path, opened.
pub(super) fn opened(home: &Home, vault: &std::path::Path) -> OpenedVault {
    OpenedVault::open(vault, &home.read(".config/keywright/identity.txt")).unwrap()
}

/// The first node of the vault that is one of those.
#[track_caller]
pub(super) fn node(home: &Home, is_one: impl Fn(&OpenedNode) -> bool) -> OpenedNode {
    opened(home, &home.vault()).nodes().into_iter().find(is_one).unwrap()
}

/// The leaf with this record.
#[track_caller]
pub(super) fn leaf_with(home: &Home, table: &str, number: u64) -> OpenedNode {
    node(home, |node| node.records_of(table).contains(&number))
}

/// The number of a key's record.
#[track_caller]
pub(super) fn number_of(home: &Home, name: &str) -> u64 {
    let keys = opened(home, &home.vault()).records("keys");
    keys.into_iter().rfind(|(_, key)| key["name"] == name).unwrap().0
}

/// Changes a few bytes of a node.
pub(super) fn damage(home: &Home, node: i64) {
    let line = "UPDATE node SET sealed = CAST(substr(sealed, 1, 20) || x'00ff00ff' || substr(sealed, 25) AS BLOB) \
                WHERE id = ?1";
    assert_eq!(Connection::open(home.vault()).unwrap().execute(line, [node]).unwrap(), 1);
}

/// Puts nodes back as they were in an earlier copy of the vault.
pub(super) fn put_back(home: &Home, then: &str, nodes: &[i64]) {
    let vault = Connection::open(home.vault()).unwrap();
    vault.execute("ATTACH ?1 AS then_", [home.text(then)]).unwrap();
    for node in nodes {
        let line = "INSERT OR REPLACE INTO main.node SELECT * FROM then_.node WHERE id = ?1";
        assert_eq!(vault.execute(line, [node]).unwrap(), 1);
    }
}

pub(super) fn repaired(home: &Home) -> serde_json::Value {
    home.run("vault check -o json").fails(6, "tampered");
    let before = std::fs::read(home.vault()).unwrap();
    home.run("vault check --repair -o json").exits(2);
    assert!(std::fs::read(home.vault()).unwrap() == before, "not confirmed");
    let numbers = || {
        let manifest = opened(home, &home.vault()).manifest;
        ["generation", "next_seq", "log_count"].map(|name| manifest[name].as_u64().unwrap())
    };
    let former = numbers();
    let done = home.json("vault check --repair --yes");
    let kept = std::fs::read(done["replaced"].as_str().unwrap()).unwrap();
    assert!(kept == before, "the damaged vault is kept");
    let is_no_lower = numbers().iter().zip(&former).all(|(now, former)| now >= former);
    assert!(is_no_lower, "no number is used again: {former:?}, {:?}", numbers());
    home.ok("vault check");
    home.ok("audit verify");
    assert_eq!(home.json("vault check --repair")["changed"], false);
    done
}

/// What a repair says of each damage: table, first and last, and whether it was dropped.
pub(super) fn damages(done: &serde_json::Value) -> Vec<(String, Option<u64>, Option<u64>, bool)> {
    let of = |damage: &serde_json::Value| {
        let table = damage["table"].as_str().unwrap().to_owned();
        (table, damage["first"].as_u64(), damage["last"].as_u64(), damage["dropped"].as_bool().unwrap())
    };
    done["damages"].as_array().unwrap().iter().map(of).collect()
}

/// What the log says of records: verdict, table and name, in order.
pub(super) fn findings(done: &serde_json::Value) -> Vec<String> {
    let text = |found: &serde_json::Value, member: &str| found[member].as_str().unwrap().to_owned();
    let line = |found| ["verdict", "table", "name"].map(|member| text(found, member)).join(" ");
    let mut lines: Vec<String> = done["findings"].as_array().unwrap().iter().map(line).collect();
    lines.sort();
    lines
}

/// The ids that a published file accepts.
pub(super) fn admitted(home: &Home, file: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(home.path(file)).unwrap();
    let id = |line: &str| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["id"].as_str().unwrap().to_owned()
    };
    text.lines().skip(1).map(id).collect()
}

/// A leaf of keys is damaged, repaired, published; the vault is lost, recovered by the script, rebuilt, published.
#[test]
fn a_thousand_keys_outlive_damage_and_loss() {
    if !available("sqlite3") || !available("age") {
        return;
    }
    let Some(python) = python(&Home::new()) else { return };
    let home = Home::with_vault();
    home.call("key create --from - -o jsonl").stdin(bulk(1_000)).run().exits(0);
    home.ok("target add api --format jsonl --path @/api --audience a");
    home.ok("publish");
    home.write("key.pem", home.ok("public-key").stdout);
    let all = admitted(&home, "api");
    assert_eq!(all.len(), 1_000);

    let leaf = leaf_with(&home, "keys", 500);
    let numbers = leaf.records_of("keys");
    assert!(leaf.is_all_of("keys") && numbers.len() > 20, "{numbers:?}");
    damage(&home, leaf.id);
    home.run("publish --force -o json").fails(6, "tampered");
    let done = repaired(&home);
    let (first, last) = (numbers.first().copied(), numbers.last().copied());
    assert_eq!(damages(&done), [("keys".to_owned(), first, last, true)], "{done}");
    std::fs::copy(home.path("api"), home.path("before")).unwrap();
    home.ok("publish");
    let kept = admitted(&home, "api");
    assert_eq!(kept.len(), 1_000 - numbers.len());
    // The dropped keys are still in the earlier file.
    home.ok("key import --from-file before");
    home.ok("publish");
    assert_eq!(admitted(&home, "api"), all);

    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/recover.py");
    let line = format!(
        "set -eu -o pipefail; umask 077; mv .local/share/keywright/vault.db lost.db; rm -r .local/state
         sqlite3 lost.db \"SELECT writefile('slot.age', wrapped) FROM slot LIMIT 1\" > /dev/null
         age -d -i .config/keywright/identity.txt slot.age | {python} '{script}' lost.db > recovered.jsonl
         \"$KW\" init --identity .config/keywright/identity.txt --from-recovered recovered.jsonl
         \"$KW\" publish"
    );
    home.shell(&line).run().exits(0);
    assert_eq!(admitted(&home, "api"), all, "the same keys are admitted");
    home.ok("vault check");
    home.ok("inspect api --public-key key.pem");
    assert_eq!(home.names().len(), 1_000);
    // Truncated, duplicated or unrelated input: nothing is created.
    let whole = std::fs::read_to_string(home.path("recovered.jsonl")).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    for bad in [
        &whole[..whole.len() / 2],
        &format!("{whole}{}\n", lines[10]),
        &format!("{whole}{}\n", lines[lines.len() - 1]),
        &lines[..3].join("\n"),
        "{}",
        "",
    ] {
        let args = "init --vault new.db --new-identity new.txt --from-recovered -";
        home.call(&format!("{args} -o json")).stdin(bad).run().fails(2, "usage");
        assert!(!home.path("new.db").exists() && !home.path("new.txt").exists());
    }
}

/// A Python with the one package that the script needs.
pub(super) fn python(home: &Home) -> Option<&'static str> {
    home.python("cryptography")
}

/// Each inner node leads to leaves, which are found without it.
#[test]
fn a_damaged_inner_node() {
    let home = Home::in_memory();
    home.ok("init --new-identity");
    home.call("key create --from - -o jsonl").stdin(bulk(10_000)).run().exits(0);
    let list = home.ok("key list --limit 0 -o json").stdout;
    for level in [1, 2] {
        let inner = node(&home, |node| node.level == level);
        assert!(inner.entries.len() > 1, "{inner:?}");
        damage(&home, inner.id);
        home.run("key list -o json").fails(6, "tampered");
        let done = repaired(&home);
        assert!(damages(&done).iter().all(|(.., dropped)| !dropped), "{done}");
        assert_eq!(home.ok("key list --limit 0 -o json").stdout, list, "nothing is lost");
        let gaps = home.json("audit list --action lost");
        assert_eq!(gaps["items"], serde_json::json!([]), "{level}");
    }
}

#[test]
fn a_damaged_leaf_of_indexes() {
    let home = home_with_leaves();
    let secret = home.create("ci", "").secret;
    let list = home.ok("key list --limit 0 -o json").stdout;
    let leaves = opened(&home, &home.vault()).nodes().into_iter().filter(OpenedNode::is_of_indexes);
    let ids: Vec<i64> = leaves.map(|leaf| leaf.id).collect();
    assert!(ids.len() > 1, "{ids:?}");
    for id in &ids {
        damage(&home, *id);
    }
    home.call("key verify -o json").stdin(secret.as_str()).run().fails(6, "tampered");
    let done = repaired(&home);
    assert_eq!(damages(&done), vec![("indexes".to_owned(), None, None, false); ids.len()], "{done}");
    assert_eq!(home.ok("key list --limit 0 -o json").stdout, list, "nothing is lost");
    home.verify(&secret).exits(0);
}

/// Nodes that somebody added can do nothing, and go.
#[test]
fn nodes_that_were_added() {
    let home = home_with_leaves();
    let list = home.ok("key list --limit 0 -o json").stdout;
    let vault = Connection::open(home.vault()).unwrap();
    vault
        .execute_batch(
            "INSERT INTO node SELECT id + 900, sealed FROM node; INSERT INTO node VALUES (-7, 'x')",
        )
        .unwrap();
    let count = |vault: &Connection| -> i64 {
        vault.query_row("SELECT count(*) FROM node", [], |row| row.get(0)).unwrap()
    };
    let added = usize::try_from(count(&vault) / 2 + 1).unwrap();
    vault.close().unwrap();
    let done = repaired(&home);
    let damages = done["damages"].as_array().unwrap();
    assert_eq!(damages.len(), added, "{done}");
    assert!(damages.iter().all(|damage| damage["table"] == "nodes" && damage["dropped"] == true), "{done}");
    assert_eq!(damages[0]["first"], -7, "{done}");
    assert_eq!(home.ok("key list --limit 0 -o json").stdout, list);
}

/// Damage in other tables is reported, and the rest remains usable.
#[test]
fn other_tables() {
    let home = home_with_leaves();
    home.create("turning", "");
    home.ok("rotate start turning");
    home.call("credential set pw").stdin("a stored secret").run().exits(0);
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    let tables = ["targets", "series", "publications", "rotations", "credentials"];
    let leaf = node(&home, |node| node.holds(&["targets"]));
    assert!(tables.iter().all(|table| leaf.holds(&[table])), "{leaf:?}");
    let (keys, events) = (leaf.records_of("keys"), leaf.records_of("audit"));
    damage(&home, leaf.id);
    home.run("key list --limit 0 -o json").fails(6, "tampered");
    let done = repaired(&home);
    let found: BTreeSet<String> = damages(&done).into_iter().map(|(table, ..)| table).collect();
    assert!(tables.iter().all(|table| found.contains(*table)), "{done}");
    assert!(!found.contains("settings") && !found.contains("signing_keys"), "{done}");
    assert_eq!(home.names().len(), 202 - keys.len());
    let lost = home.json("audit list --action lost --limit 0");
    assert_eq!(lost["items"].as_array().unwrap().len(), events.len(), "{lost}");
    // The recreated target has a file that nobody remembers.
    home.ok("target add api --format jsonl --path @/api");
    home.run("publish").exits(4);
    home.ok("publish --accept-restore");
}

/// Without these the expected content of the vault is unknown.
#[test]
fn what_cannot_be_repaired() {
    for leaves in [false, true] {
        let home = if leaves { home_with_leaves() } else { Home::with_vault() };
        home.ok("vault backup backup.db");
        let before = std::fs::read(home.vault()).unwrap();
        let settings = node(&home, |node| node.holds(&["settings"])).id;
        let vault = Connection::open(home.vault()).unwrap();
        for edit in [
            "DELETE FROM manifest",
            "UPDATE manifest SET sealed = zeroblob(540)",
            "UPDATE manifest SET generation = generation + 1",
            &format!("DELETE FROM node WHERE id = {settings}"),
            &format!("UPDATE node SET sealed = zeroblob(16332) WHERE id = {settings}"),
            "DELETE FROM node",
        ] {
            std::fs::write(home.vault(), &before).unwrap();
            vault.execute_batch(edit).unwrap();
            let altered = home.contents();
            let error = home.run("vault check --repair --yes -o json").fails(6, "tampered");
            assert!(error["hint"].as_str().unwrap().contains("restore"), "{edit}: {error}");
            assert!(home.contents() == altered, "{edit}: it was written to");
        }
        home.ok("vault restore backup.db");
        home.ok("vault check");
    }
}

/// A rolled-back vault is not a damaged one.
#[test]
fn an_older_vault_is_not_repaired() {
    let home = home_with_leaves();
    let old = std::fs::read(home.vault()).unwrap();
    home.create("ci", "");
    std::fs::write(home.vault(), old).unwrap();
    home.run("vault check --repair --yes -o json").fails(7, "rolled_back");
    damage(&home, leaf_with(&home, "audit", 100).id);
    home.run("vault check --repair --yes -o json").fails(7, "rolled_back");
}

/// What a repair has lost is named as far as the log tells, and `status` goes on saying so.
#[test]
fn a_lost_target_is_named_until_it_is_added_again() {
    let home = home_with_leaves();
    home.ok("target add api --format jsonl --path '@/my api'");
    home.ok("publish");
    home.ok("status --check");
    damage(&home, node(&home, |node| node.holds(&["targets"])).id);
    let ran = home.run("vault check --repair --yes").exits(0);
    let command = format!("`keywright target add api --format jsonl --path '{}'`", home.text("my api"));
    assert!(ran.stderr.contains("target 'api' is lost") && ran.stderr.contains(&command), "{ran}");
    assert!(
        ran.stdout.lines().any(|line| line.starts_with("Lost targets:") && line.ends_with(" api")),
        "{ran}"
    );
    assert!(ran.stdout.lines().any(|line| line.starts_with("Damaged:") && line.ends_with(" 1")), "{ran}");
    assert!(
        ran.stderr.contains("whatever there was in it of keys (records ") && !ran.stderr.contains("rows"),
        "{ran}"
    );
    let status = home.run("status").exits(0);
    assert!(!status.stdout.contains("nothing is published"), "{status}");
    assert!(status.stdout.contains("target 'api' is lost"), "{status}");
    home.run("status --check").exits(8);
    let ran = home.run("publish").exits(0);
    assert!(ran.stderr.contains("target 'api' is lost"), "{ran}");
    home.ok("target add api --format jsonl --path '@/my api'");
    home.ok("publish --accept-restore");
    home.ok("status --check");
}
