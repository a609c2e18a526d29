//! Row 5: nodes removed, and put back as they were after any earlier commit.

use std::path::PathBuf;

use rusqlite::Connection;

use crate::edited_vault::{Row, Scene, nodes, put, put_all, take};
use crate::support::{Dice, count};

/// With more differing parts than this, subsets are drawn instead of enumerated.
const ENUMERATED: usize = 7;

#[test]
fn t05_a_node_is_removed() {
    let mut scene = Scene::new();
    let read = scene.read_by_export();
    for (id, _) in scene.nodes() {
        scene.edit(&format!("node {id} removed"), read.contains(&id), |vault| {
            vault.execute("DELETE FROM node WHERE id = ?1", [id]).unwrap();
        });
    }
    scene.edit("all nodes removed", true, |vault| vault.execute_batch("DELETE FROM node").unwrap());
    assert!(scene.tried > 8, "{}", scene.tried);
    scene.report("nodes removed");
}

/// Each node as it was after each earlier commit. They are authentic: only their parents know better. One that is
/// not used any more leads nowhere.
#[test]
fn t05_earlier_nodes_are_put_back() {
    let mut scene = Scene::new();
    let (now, read) = (scene.nodes(), scene.read_by_export());
    let (mut seen, mut keys) = (Vec::new(), 0);
    for (commit, then) in scene.history.clone().iter().enumerate() {
        for (id, sealed) in nodes(then) {
            if now.contains(&(id, sealed.clone())) || seen.contains(&(id, sealed.clone())) {
                continue;
            }
            let what = format!("node {id} of commit {commit}");
            if now.iter().any(|(now, _)| *now == id) {
                scene.edit(&what, read.contains(&id), |vault| put(vault, id, &sealed));
            } else {
                scene.add(&what, |vault| put(vault, id, &sealed));
            }
            keys += usize::from(read.contains(&id));
            seen.push((id, sealed));
        }
    }
    assert!(scene.tried > 15 && keys > 4, "{}, {keys}", scene.tried);
    scene.report("earlier nodes put back");
}

/// What the revocation changed as it was before: every choice of the nodes and the manifest, but not all of them.
#[test]
fn t05_earlier_nodes_and_the_manifest_are_put_back() {
    let mut scene = Scene::new();
    let before = scene.history[scene.history.len() - 2].clone();
    let now = scene.nodes();
    let changed: Vec<Row> = nodes(&before).into_iter().filter(|row| !now.contains(row)).collect();
    assert!(changed.len() >= 4, "{}", changed.len());
    let read = scene.read_by_export();
    for choice in choices(changed.len() + 1) {
        let chosen = chosen(choice, &changed);
        let manifest = choice & 1 << changed.len() != 0;
        if manifest && chosen.len() == changed.len() {
            continue; // the whole of the older vault: t06
        }
        // Where the manifest is the older one, so is all that leads nowhere else: the mark tells.
        scene.remembers(manifest);
        let is_read = manifest || chosen.iter().any(|(id, _)| read.contains(id));
        scene.edit(&format!("put back: {choice:b}"), is_read, |vault| {
            put_all(vault, &chosen);
            if manifest {
                take(vault, &before, "manifest");
            }
        });
    }
    scene.report("earlier nodes and manifest put back");
}

/// All combinations where they are few, else each part alone, each left out, and a draw.
pub(crate) fn choices(parts: usize) -> Vec<u64> {
    let all = (1 << parts) - 1;
    if parts <= ENUMERATED {
        return (1..=all).collect();
    }
    let singles = (0..parts).map(|part| 1 << part);
    let rests = (0..parts).map(|part| all & !(1 << part));
    let mut dice = Dice::new(5);
    let drawn: Vec<u64> = (0..count(100, 4_000)).map(|_| 1 + dice.below(all)).collect();
    singles.chain(rests).chain([all]).chain(drawn).collect()
}

/// Those of the parts that a choice has in it.
pub(crate) fn chosen<T>(choice: u64, parts: &[T]) -> Vec<&T> {
    parts.iter().enumerate().filter(|(bit, _)| choice & 1 << bit != 0).map(|(_, part)| part).collect()
}

/// The same as a person sees it: the codes, the reason, and no file left behind.
#[test]
fn t05_the_binary_refuses_a_node_put_back() {
    let scene = Scene::new();
    let home = &scene.home;
    let before = &scene.history[scene.history.len() - 2];
    let vault = Connection::open(home.vault()).unwrap();
    take(&vault, before, "node");
    vault.close().unwrap();
    let altered = std::fs::read(home.vault()).unwrap();
    let commands: [&str; 7] = [
        "export --format jsonl --out out.jsonl -o json",
        "export --format haproxy --out out.jsonl -o json",
        "publish -o json",
        "key create new -o json",
        "vault check -o json",
        "key list -o json",
        &format!("key show {} -o json", scene.keys[1].id),
    ];
    for command in commands {
        let answer = home.run(command).exits(6);
        let error: serde_json::Value = serde_json::from_str(&answer.stderr).unwrap();
        assert_eq!(error["error"]["reason"], "vault", "{command:?}");
        assert_eq!(answer.stdout, "", "{command:?}");
    }
    home.verify(&scene.keys[1].secret).exits(6);
    assert!(!home.path("out.jsonl").exists() && !home.path("edge.jsonl").exists());
    assert_eq!(home.leftovers(), Vec::<PathBuf>::new());
    assert_eq!(std::fs::read(home.vault()).unwrap(), altered, "it was written to");
}
