//! Row 5: nodes in the file to which nothing leads: no answer changes, and `vault check` says that they are there.

use rusqlite::Connection;

use crate::edited_vault::{Scene, nodes, put};
use crate::support::bulk;
use crate::support::opened::OpenedVault;

/// The first id that no node has had, and a few that none can have.
fn ids(scene: &Scene) -> Vec<i64> {
    let opened = OpenedVault::open(scene.now(), &scene.home.read(".config/keywright/identity.txt")).unwrap();
    let next = opened.manifest["next_node"].as_i64().unwrap();
    assert!(scene.nodes().iter().all(|(id, _)| *id < next), "{next}");
    vec![next, next + 1, next + 1_000_000, 1 << 53, i64::MAX, 0, -1, i64::MIN]
}

#[test]
fn t05_a_copy_of_a_node_under_another_id() {
    let mut scene = Scene::new();
    for id in ids(&scene) {
        for (node, sealed) in scene.nodes() {
            scene.add(&format!("node {node} copied to {id}"), |vault| put(vault, id, &sealed));
        }
    }
    println!("t05: copies of nodes: {} of {} without effect, and found by check", scene.tried, scene.tried);
}

#[test]
fn t05_a_node_is_moved_to_another_id() {
    let mut scene = Scene::new();
    let read = scene.read_by_export();
    for id in ids(&scene) {
        for (node, _) in scene.nodes() {
            scene.edit(&format!("node {node} moved to {id}"), read.contains(&node), |vault| {
                vault.execute("UPDATE node SET id = ?1 WHERE id = ?2", [id, node]).unwrap();
            });
        }
    }
    scene.report("nodes moved");
}

#[test]
fn t05_anything_else_is_planted() {
    let mut scene = Scene::new();
    for id in ids(&scene) {
        for value in ["x''", "x'00'", "'text'", "7", "1.5", "zeroblob(16332)", "zeroblob(2097152)"] {
            scene.add(&format!("{value} as node {id}"), |vault| {
                vault.execute(&format!("INSERT INTO node VALUES (?1, {value})"), [id]).unwrap();
            });
        }
    }
    scene.add("two hundred thousand rows", |vault| {
        let sql = "WITH RECURSIVE n(id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM n WHERE id < 101000)
                   INSERT INTO node SELECT -id, x'' FROM n UNION ALL SELECT id, x'' FROM n";
        vault.execute_batch(sql).unwrap();
    });
    println!("t05: planted rows: {} of {} without effect, and found by check", scene.tried, scene.tried);
}

/// Nodes that were merged with their neighbours are gone from the file. Put back, they are nobody's: their ids are not
/// used again.
#[test]
fn t05_nodes_that_were_given_up_are_put_back() {
    let mut scene = Scene::new();
    let before = scene.nodes();
    for number in 5..140 {
        // One of them is gone already.
        scene.home.run(&format!("key delete 'key {number}' --force"));
    }
    scene.home.create("later", "");
    let now = scene.home.path("merged.db");
    std::fs::copy(scene.home.vault(), &now).unwrap();
    let ids: Vec<i64> = nodes(&now).iter().map(|(id, _)| *id).collect();
    let given_up: Vec<_> = before.into_iter().filter(|(id, _)| !ids.contains(id)).collect();
    assert!(!given_up.is_empty(), "{ids:?}");
    scene.history.push(now);
    let mut scene = Scene::of(scene.home, scene.keys, scene.history);
    for (id, sealed) in &given_up {
        scene.add(&format!("node {id}, which was given up"), |vault| put(vault, *id, sealed));
        for (other, sealed) in scene.nodes() {
            scene.add(&format!("node {other} copied to {id}, which is free"), |vault| {
                put(vault, *id, &sealed);
            });
        }
    }
    println!("t05: ids that were given up: {} of {} without effect", scene.tried, scene.tried);
}

/// Where a new node will be, another is already: it is written over, and the vault is sound.
#[test]
fn t05_a_node_planted_where_the_next_will_be() {
    let scene = Scene::new();
    let (home, nodes) = (&scene.home, scene.nodes());
    let planted = ids(&scene)[0]..ids(&scene)[0] + 4;
    let vault = Connection::open(home.vault()).unwrap();
    for (id, (_, sealed)) in planted.clone().zip(&nodes) {
        put(&vault, id, sealed);
    }
    vault.close().unwrap();
    home.run("vault check").exits(6);
    home.call("key create --from - -o jsonl").stdin(bulk(200).replace("key", "more")).run().exits(0);
    let next = crate::edited_vault::nodes(&home.vault()).last().unwrap().0;
    assert!(next >= planted.end, "all four were taken: {next}");
    home.ok("vault check");
}
