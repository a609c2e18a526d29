//! `key edit --name`: a lineage under another name, and everything that knew the old one.

use serde_json::Value;

use super::repair::{home_with_leaves, leaf_with, number_of, put_back};
use super::repair_log::{WAYS, healed, put_leaf_back, then};
use crate::support::Home;

fn subjects(log: &Value) -> Vec<(&str, &str)> {
    let items = log["items"].as_array().unwrap();
    items
        .iter()
        .map(|event| (event["action"].as_str().unwrap(), event["subject"].as_str().unwrap()))
        .collect()
}

#[test]
fn all_versions_and_the_rotation_in_progress_have_the_new_name() {
    let home = Home::with_vault();
    home.create("old", "");
    home.ok("key revoke old --yes");
    home.create("old", "");
    let started = home.json("rotate start old");
    let done = home.json("key edit old --name new --owner ana");
    assert_eq!(
        (&done["name"], &done["owner"], &done["changed"]),
        (&"new".into(), &"ana".into(), &true.into())
    );
    assert_eq!(home.names(), ["new", "new", "new"]);
    home.run("key show old -o json").fails(3, "not_found");
    assert_eq!(home.json("rotate status")["items"][0]["name"], "new");
    home.call("rotate confirm new --force").stdin(started["secret"].as_str().unwrap()).run().exits(0);
    home.ok("rotate finish new --now --yes");
    home.ok("vault check");
    // One event for each version, under the name that it had, with the one that it got.
    let log = home.json("audit list --action key.rename");
    assert_eq!(subjects(&log), [("key.rename", "old"); 3]);
    assert_eq!(log["items"][0]["detail"], "new");
    let of_new = home.json("audit list --key new --limit 0");
    assert_eq!(subjects(&of_new)[0], ("key.create", "old"), "what happened before, too");
    assert_eq!(subjects(&home.json("audit list --key old --limit 0")).last(), Some(&("key.rename", "old")));
    // The old name is free.
    home.create("old", "");
    let same = home.json("key edit new --name new");
    assert_eq!(same["changed"], false);
}

#[test]
fn servers_do_not_notice() {
    let home = Home::with_vault();
    home.create("old", "");
    home.ok("target add api --format haproxy --path api.map");
    home.ok("publish");
    let before = home.read("api.map");
    home.ok("key edit old --name new");
    let check = home.run("publish --check -o json").exits(0).json();
    assert_eq!(check["items"][0]["changed"], false, "{check}");
    home.ok("publish");
    assert_eq!(home.read("api.map"), before);
}

#[test]
fn a_name_that_means_another_key_is_refused() {
    let home = Home::with_vault();
    for name in ["one", "live", "ended"] {
        home.create(name, "");
    }
    home.ok("key revoke ended --yes");
    let start = home.json("key show live")["start"].as_str().unwrap().to_owned();
    for taken in ["live", "ended", &start] {
        home.run(&format!("key edit one --name {taken} -o json")).fails(4, "conflict");
        home.run(&format!("key edit one --name {taken} --owner ana -o json")).fails(4, "conflict");
    }
    for wrong in ["key_a4dqobyh", "''", "' x'", "key_x"] {
        home.run(&format!("key edit one --name {wrong} -o json")).fails(2, "usage");
    }
    let one = home.json("key show one");
    assert_eq!(one["owner"], Value::Null, "nothing of a refused edit is kept");
    // An ended lineage is renamed, and its name is free then.
    home.ok("key edit ended --name former");
    home.ok("key edit one --name ended");
    assert_eq!(home.names(), ["ended", "live", "former"]);
    home.run("key edit former --owner ana -o json").fails(4, "conflict");
}

/// A leaf from before it is put back.
#[test]
fn a_repair_renames_again() {
    for how in WAYS {
        for leaf in ["keys", "rotations"] {
            let home = home_with_leaves();
            home.create("old", "");
            home.ok("rotate start old");
            then(&home);
            home.ok("key edit old --name between");
            home.ok("key edit between --name new");
            match leaf {
                "keys" => {
                    put_back(&home, "then.db", &[leaf_with(&home, leaf, number_of(&home, "new")).id]);
                }
                _ => drop(put_leaf_back(&home, leaf)),
            }
            let Some(_) = healed(&home, how) else { return };
            let names = home.names();
            let renamed = names.iter().filter(|name| *name == "new").count();
            assert!(
                renamed == 2 && !names.iter().any(|name| name == "old" || name == "between"),
                "{how} {leaf}"
            );
            assert_eq!(home.json("rotate status")["items"][0]["name"], "new", "{how} {leaf}");
            home.ok("rotate abort new --yes");
            home.ok("vault check");
        }
    }
}
