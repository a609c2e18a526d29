//! Row 5: nodes in each other's places, of a fork, and of another vault.

use std::path::PathBuf;

use crate::edited_vault::{Row, Scene, nodes, put, put_all, take};
use crate::nodes_put_back::{choices, chosen};
use crate::support::{Home, Minted, bulk};

#[test]
fn t05_a_node_in_the_place_of_another() {
    let mut scene = Scene::new();
    let (nodes, read) = (scene.nodes(), scene.read_by_export());
    for (id, _) in &nodes {
        for (other, sealed) in nodes.iter().filter(|(other, _)| other != id) {
            scene.edit(&format!("node {other} for {id}"), read.contains(id), |vault| put(vault, *id, sealed));
        }
    }
    scene.report("nodes in the place of others");
}

#[test]
fn t05_two_nodes_are_exchanged() {
    let mut scene = Scene::new();
    let (nodes, read) = (scene.nodes(), scene.read_by_export());
    for (index, (one, first)) in nodes.iter().enumerate() {
        for (other, second) in &nodes[index + 1..] {
            let is_read = read.contains(one) || read.contains(other);
            scene.edit(&format!("nodes {one} and {other} exchanged"), is_read, |vault| {
                put(vault, *one, second);
                put(vault, *other, first);
            });
        }
    }
    scene.report("nodes exchanged");
}

/// Two histories of one vault, from the same commit on. The same person holds both, and the same keys seal them.
struct Fork {
    here: Scene,
    there: Scene,
}

impl Fork {
    fn new() -> Self {
        let home = Home::in_memory();
        home.ok("init --new-identity");
        home.call("key create --from - -o jsonl").stdin(bulk(120)).run().exits(0);
        let keys = ["first", "second", "third"].map(|name| home.create(name, "-s read"));
        home.ok("export --format jsonl --audience edge");
        let fork = Home::in_memory();
        copy(&home, &fork);
        home.ok("key edit 'key 7' --description here");
        home.create("here", "");
        fork.create("there", "");
        fork.ok("key disable 'key 99'");
        fork.create("there too", "");
        Self { here: revoked(home, keys.clone()), there: revoked(fork, keys) }
    }
}

/// With the second key revoked by the last commit.
fn revoked(home: Home, keys: [Minted; 3]) -> Scene {
    home.ok(&format!("key revoke {} --yes", keys[1].id));
    let now = home.path("now.db");
    std::fs::copy(home.vault(), &now).unwrap();
    Scene::of(home, keys, vec![now])
}

/// The vault, its identity and what the machine has seen of it.
fn copy(home: &Home, to: &Home) {
    for name in [".local", ".config"] {
        let words = [home.text(name), to.text("")];
        to.program("cp", "-a").arg(&words[0]).arg(&words[1]).run().exits(0);
    }
}

#[test]
fn t05_a_fork_is_mixed_in() {
    let Fork { mut here, mut there } = Fork::new();
    let vaults = [here.now().to_owned(), there.now().to_owned()];
    let [mut tried, mut added] = [0, 0];
    for (scene, other) in [(&mut here, &vaults[1]), (&mut there, &vaults[0])] {
        let (now, read) = (scene.nodes(), scene.read_by_export());
        for (id, sealed) in nodes(other).into_iter().filter(|row| !now.contains(row)) {
            if now.iter().any(|(now, _)| *now == id) {
                let what = format!("node {id} of the fork");
                scene.edit(&what, read.contains(&id), |vault| put(vault, id, &sealed));
            } else {
                added += 1;
                scene.add(&format!("node {id} of the fork alone"), |vault| put(vault, id, &sealed));
            }
        }
        scene.edit("all nodes of the fork", true, |vault| take(vault, other, "node"));
        // Its manifest is no older than ours, but its log is another one.
        scene.remembers(true);
        scene.edit("the manifest of the fork", true, |vault| take(vault, other, "manifest"));
        tried += scene.tried;
    }
    assert!(tried > 12 && tried > 2 * added, "{tried}, {added}");
    println!("t05: a fork, node by node, in both directions: {tried} of {tried} found");
}

/// Nodes of both in every combination: half of a fork is none.
#[test]
fn t05_a_fork_is_mixed_in_by_halves() {
    let Fork { here: mut scene, there } = Fork::new();
    let (now, read) = (scene.nodes(), scene.read_by_export());
    let differ = |(id, sealed): &Row| now.iter().any(|(now, ours)| now == id && ours != sealed);
    let theirs: Vec<_> = nodes(there.now()).into_iter().filter(differ).collect();
    for choice in choices(theirs.len()) {
        let chosen = chosen(choice, &theirs);
        let is_read = chosen.iter().any(|(id, _)| read.contains(id));
        scene.edit(&format!("of the fork: {choice:b}"), is_read, |vault| put_all(vault, &chosen));
    }
    scene.report("halves of a fork");
}

/// A copy of the vault that went its own way, and has more commits than the original.
#[test]
fn t05_a_fork_that_overtook() {
    let home = Home::with_vault();
    home.create("shared", "");
    let fork = Home::with_copy(&home.vault(), &home.identity());
    let kept = home.create("kept", "");
    home.ok(&format!("key revoke {} --yes", kept.id));
    fork.ok(&format!("vault trust {}", home.fingerprint()));
    for name in ["a", "b", "c", "d", "e"] {
        fork.create(name, "");
    }
    fork.ok("vault check");
    let state = std::fs::read(home.mark()).unwrap();
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
    assert_eq!(std::fs::read(home.mark()).unwrap(), state, "the mark stays");
    assert!(!home.path("out").exists());
    println!("t05: a fork that overtook: {} of {} refused", commands.len() + 1, commands.len() + 1);
}

#[test]
fn t05_parts_of_another_vault_are_put_in() {
    let mut scene = Scene::new();
    // The same identity opens both, as it would for somebody with two vaults.
    let other = Home::with_identity(&scene.home.identity());
    other.ok("init --identity .config/keywright/identity.txt");
    other.call("key create --from - -o jsonl").stdin(bulk(120)).run().exits(0);
    other.ok("export --format jsonl --audience edge");
    let (foreign, now): (PathBuf, _) = (other.vault(), scene.nodes());
    let read = scene.read_by_export();
    for (id, sealed) in nodes(&foreign) {
        let is_read = read.contains(&id);
        assert!(now.iter().any(|(now, _)| *now == id), "{id}");
        scene.edit(&format!("another vault's node {id}"), is_read, |vault| put(vault, id, &sealed));
    }
    // Another vault's data key does not pass for this one's: nothing unlocks.
    for tables in
        [&["slot"][..], &["manifest"], &["slot", "manifest"], &["slot", "node"], &["manifest", "node"]]
    {
        let what = format!("another vault's {tables:?}");
        scene.reset();
        scene.change(&what, |vault| tables.iter().for_each(|table| take(vault, &foreign, table)));
        scene.must_be_refused(&what, &(5..=6), true);
    }
    scene.report("parts of another vault");
}
