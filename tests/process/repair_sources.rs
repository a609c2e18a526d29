//! Where a repair takes what is lost from, if several nodes have it: the newest, in its own place, and no more than is
//! lost.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::repair::{
    damage, damages, findings, home_with_leaves, leaf_with, node, number_of, opened, put_back, repaired,
};
use crate::support::Home;
use crate::support::opened::OpenedNode;

/// The descriptions of all keys that have one, by the numbers of their records.
fn descriptions(home: &Home) -> BTreeMap<u64, String> {
    let keys = opened(home, &home.vault()).records("keys").into_iter();
    keys.filter_map(|(number, key)| Some((number, key["description"].as_str()?.to_owned()))).collect()
}

/// The names of the keys in a leaf.
fn names_in(home: &Home, leaf: &OpenedNode) -> Vec<String> {
    let here = leaf.records_of("keys");
    let keys = opened(home, &home.vault()).records("keys").into_iter();
    let keys = keys.filter(|(number, _)| here.contains(number));
    keys.map(|(_, key)| key["name"].as_str().unwrap().to_owned()).collect()
}

fn then(home: &Home) {
    std::fs::copy(home.vault(), home.path("then.db")).unwrap();
}

/// A leaf that was split since: what went to the other half is there, and newer.
#[test]
fn what_is_not_lost_stays() {
    let home = home_with_leaves();
    then(&home);
    let whole = leaf_with(&home, "keys", number_of(&home, "key 100"));
    assert!(whole.is_all_of("keys"));
    let names = home.names();
    for name in names_in(&home, &whole) {
        home.ok(&format!("key edit '{name}' --description '{}'", "as long as a description is ".repeat(9)));
    }
    let half = node(&home, |node| node.id == whole.id).records_of("keys");
    let other: Vec<u64> =
        whole.records_of("keys").into_iter().filter(|number| !half.contains(number)).collect();
    assert!(half.len() > 10 && other.len() > 10, "it was split: {half:?}, {other:?}");
    let mut expected = descriptions(&home);
    assert_eq!(expected.len(), whole.entries.len());
    put_back(&home, "then.db", &[whole.id]);
    let done = repaired(&home);
    let (first, last) = (half.first().copied(), half.last().copied());
    assert_eq!(damages(&done), [("keys".to_owned(), first, last, false)], "{done}");
    assert_eq!(findings(&done).len(), half.len(), "{done}");
    expected.retain(|number, _| other.contains(number));
    assert_eq!(descriptions(&home), expected, "the other half is as it was");
    assert_eq!(home.names(), names);
}

/// A leaf that was given up when it was merged, put back while the way to all others is damaged.
#[test]
fn the_newest_of_several() {
    let home = home_with_leaves();
    then(&home);
    let before = opened(&home, &home.vault()).nodes();
    // Two leaves of them, of which a few are left.
    let of_keys = before.iter().filter(|node| node.is_all_of("keys")).take(2);
    let names: Vec<String> = of_keys.flat_map(|leaf| names_in(&home, leaf)).collect();
    let (kept, deleted): (Vec<_>, Vec<_>) = names.iter().enumerate().partition(|(place, _)| place % 20 == 0);
    for (_, name) in deleted {
        home.ok(&format!("key delete '{name}' --yes"));
    }
    let left = home.names();
    let now = opened(&home, &home.vault()).nodes();
    let is_given_up =
        |node: &&OpenedNode| node.is_all_of("keys") && now.iter().all(|left| left.id != node.id);
    let given_up: Vec<i64> = before.iter().filter(is_given_up).map(|node| node.id).collect();
    assert!(!given_up.is_empty(), "{now:?}");
    for (_, name) in kept {
        home.ok(&format!("key edit '{name}' --description newer"));
    }
    let expected = descriptions(&home);
    put_back(&home, "then.db", &given_up);
    damage(&home, node(&home, |node| node.level > 0).id);
    let done = repaired(&home);
    assert_eq!(home.names(), left, "what was deleted is gone: {done}");
    assert_eq!(descriptions(&home), expected, "{done}");
}

/// A node opens in its own place alone.
#[test]
fn nothing_is_taken_from_another_place() {
    let home = home_with_leaves();
    then(&home);
    let all = home.names().len();
    let lost = leaf_with(&home, "keys", number_of(&home, "key 100"));
    let indexes = node(&home, OpenedNode::is_of_indexes);
    let vault = Connection::open(home.vault()).unwrap();
    for elsewhere in [indexes.id, 1_000_000, -1] {
        let line = "INSERT OR REPLACE INTO node SELECT ?1, sealed FROM node WHERE id = ?2";
        vault.execute(line, [elsewhere, lost.id]).unwrap();
    }
    vault.close().unwrap();
    damage(&home, lost.id);
    let done = repaired(&home);
    assert!(damages(&done).iter().any(|(table, .., dropped)| table == "keys" && *dropped), "{done}");
    assert_eq!(home.names().len(), all - lost.entries.len(), "{done}");
}
