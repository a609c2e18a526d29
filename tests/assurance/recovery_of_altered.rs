//! Row 18: recovery from a vault that somebody altered on purpose: it ends, and takes nothing that was added.

use std::time::Duration;

use ring::aead;
use rusqlite::Connection;
use serde_json::json;

use crate::recovered::{Recovered, recover, recover_all};
use crate::recovery_of_damage::{NOT_THERE, OLDER, Trial};
use crate::recovery_page::file;
use crate::support::opened::OpenedVault;
use crate::support::{Answer, bulk};

/// The script, which must not run for ever.
fn in_time(trial: &Trial) -> Answer {
    let script = trial.home.program(&trial.python, "").arg(file("scripts/recover.py")).arg("--all");
    let call = script.arg(trial.home.path("damaged.db")).stdin(trial.data_key.as_str());
    call.timeout(Duration::from_secs(30)).run()
}

/// What was added to the file changes nothing.
#[test]
fn t18_what_was_added_counts_for_nothing() {
    let Some(trial) = Trial::new() else { return };
    for sql in [
        "INSERT INTO node SELECT 9223372036854775807, max(sealed) FROM node",
        "INSERT INTO node SELECT -id, sealed FROM node; INSERT INTO node SELECT 0, max(sealed) FROM node",
        "INSERT INTO node SELECT max(id) OVER () + id, randomblob(16332) FROM node",
        "INSERT INTO manifest SELECT 2, vault_id, generation + 1, sealed FROM manifest",
        "ANALYZE; CREATE TABLE more(x); CREATE TRIGGER t AFTER INSERT ON slot BEGIN SELECT 1; END",
        "UPDATE manifest SET vault_id = zeroblob(16), generation = 1",
    ] {
        trial.damaged(sql);
        for everywhere in [false, true] {
            let rest = trial.rest(everywhere);
            assert_eq!((rest.answer.code, rest.lost.len(), rest.missing.len()), (0, 0, 0), "{sql}");
        }
    }
}

/// What would run for ever, or take all memory, is refused.
#[test]
fn t18_tables_that_are_none() {
    let Some(trial) = Trial::new() else { return };
    let numbers = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, x'00' FROM c";
    for sql in [
        &format!("DROP TABLE node; CREATE VIEW node(id, sealed) AS {numbers}"),
        "DROP TABLE node; CREATE TABLE node(id INTEGER PRIMARY KEY, sealed BLOB AS (zeroblob(900000000)))",
        "DROP TABLE node",
        "DROP TABLE manifest",
    ] {
        trial.damaged(sql);
        let answer = in_time(&trial).exits(2);
        assert!(answer.stderr.contains("not a vault of format 2"), "{answer:?}");
    }
}

/// That nothing opens is no recovery that lost something.
#[test]
fn t18_a_wrong_data_key() {
    let Some(trial) = Trial::new() else { return };
    trial.damaged("");
    let mut given: serde_json::Value = serde_json::from_str(&trial.data_key).unwrap();
    given["data_key"] = "07".repeat(32).into();
    for option in ["", "--all"] {
        let script = trial.home.program(&trial.python, "").arg(file("scripts/recover.py"));
        let script = script.arg(trial.home.path("damaged.db")).stdin(given.to_string());
        let script = if option.is_empty() { script } else { script.arg(option) };
        let answer = script.timeout(Duration::from_secs(60)).run().exits(2);
        assert!(answer.stdout.is_empty() && answer.stderr.contains("the data key"), "{answer}");
    }
}

/// Nodes of a later copy of the vault are under its data key, but have numbers that it never gave away.
#[test]
fn t18_nodes_of_a_fork() {
    let Some(trial) = Trial::new() else { return };
    let vault = std::fs::read(trial.home.vault()).unwrap();
    trial.home.call("key create --from - -o csv").stdin(bulk(240).replace("key", "later")).run().exits(0);
    std::fs::rename(trial.home.vault(), trial.home.path("fork.db")).unwrap();
    std::fs::write(trial.home.vault(), vault).unwrap();
    let next = trial.opened().manifest["next_node"].clone();
    let leaf = trial.nodes().into_iter().rfind(|node| node.holds(&["keys"])).unwrap();
    let fork = format!("ATTACH '{}' AS fork", trial.home.path("fork.db").display());
    let planted = format!("INSERT INTO main.node SELECT * FROM fork.node WHERE id >= {next}");
    trial.damaged(&format!("{fork}; {planted}; DELETE FROM main.node WHERE id = {}", leaf.id));
    let rest = trial.rest(true);
    assert_eq!(rest.missing, [leaf.entries.len() as u64], "{:?}", rest.answer);
}

/// Of two older copies of an entry the newer one counts, wherever it is.
#[test]
fn t18_the_newest_of_what_is_left() {
    let Some(trial) = Trial::new() else { return };
    let home = &trial.home;
    let set = |secret: &str| home.call("credential set small").stdin(secret).run().exits(0);
    let keep = |name: &str| std::fs::copy(home.vault(), home.path(name)).unwrap();
    let leaf = || trial.nodes().into_iter().find(|node| node.holds(&["credentials"])).unwrap().id;
    let first = leaf();
    keep("first.db");
    // So many keys that the credentials are in another leaf from then on.
    home.call("key create --from - -o csv").stdin(bulk(100).replace("key", "more")).run().exits(0);
    set("z");
    let second = leaf();
    assert_ne!(first, second);
    keep("second.db");
    set("w");
    let put_back = |name: &str, id: i64| {
        let attach = format!("ATTACH '{}' AS then_{id}", home.path(name).display());
        format!("{attach}; REPLACE INTO main.node SELECT * FROM then_{id}.node WHERE id = {id};")
    };
    trial.damaged(&(put_back("first.db", first) + &put_back("second.db", second)));
    let answer = recover_all(&trial.python, home, &home.path("damaged.db"), &trial.data_key).exits(1);
    assert_eq!(answer.stderr.matches(OLDER).count(), 2, "{answer:?}");
    let found = Recovered::parse(&answer.stdout);
    let small = found.records["credentials"].iter().find(|(_, one)| one["credential"]["name"] == "small");
    assert_eq!(small.unwrap().1["secret"], "z", "{answer:?}");
}

/// Whoever knows a recipient can seal a vault for it, in which every node leads to one and the same many times.
#[test]
fn t18_a_tree_that_never_ends() {
    let Some(trial) = Trial::new() else { return };
    let opened = trial.opened();
    trial.damaged("DELETE FROM node");
    let damaged = Connection::open(trial.home.path("damaged.db")).unwrap();
    let child = |id: u64| [&id.to_be_bytes()[..], &[7; 12], &[0; 8]].concat();
    for level in 1..16_u64 {
        // Level 15 is the root, in row 15; each leads to the row below, by 300 keys.
        let entries = (0..300_u16).flat_map(|key| {
            [&2_u16.to_be_bytes()[..], &28_u16.to_be_bytes(), &key.to_be_bytes(), &child(level - 1)].concat()
        });
        let head = [&1_u64.to_be_bytes()[..], &300_u16.to_be_bytes()].concat();
        let mut plain: Vec<u8> = head.into_iter().chain(entries).collect();
        plain.resize(16_304, 0);
        let place: [&[u8]; 3] = [b"node", &level.to_be_bytes(), &level.to_be_bytes()];
        let sealed = sealed(&opened, &place, plain);
        damaged.execute("INSERT INTO node VALUES (?1, ?2)", (level.cast_signed(), sealed)).unwrap();
    }
    let root = json!({"id": 15, "nonce": "07".repeat(12), "height": 16, "entries": 0});
    let manifest = json!({"root": root, "next_node": 100}).to_string();
    let sealed = sealed(&opened, &[b"manifest", &1_u64.to_be_bytes()], manifest.into_bytes());
    damaged.execute("UPDATE manifest SET sealed = ?1", [sealed]).unwrap();
    let answer = in_time(&trial).exits(1);
    assert!(answer.stdout.lines().count() < 1_000, "{answer:?}");
    assert!(answer.stderr.contains(OLDER) && !answer.stderr.contains(NOT_THERE), "{}", answer.stderr);
}

/// A count that is not so is an altered vault, whoever sealed it.
#[test]
fn t18_a_tree_of_another_size() {
    let Some(trial) = Trial::new() else { return };
    let opened = trial.opened();
    let mut manifest = opened.manifest.clone();
    let entries = manifest["root"]["entries"].as_u64().unwrap() + 1;
    manifest["root"]["entries"] = entries.into();
    let sealed = sealed(&opened, &[b"manifest", &1_u64.to_be_bytes()], manifest.to_string().into_bytes());
    trial.damaged("SELECT 1");
    let damaged = Connection::open(trial.home.path("damaged.db")).unwrap();
    damaged.execute("UPDATE manifest SET sealed = ?1", [sealed]).unwrap();
    let answer =
        recover(&trial.python, &trial.home, &trial.home.path("damaged.db"), &trial.data_key).exits(1);
    let said = format!("node {}: {OLDER}; entries missing: {entries}\n", manifest["root"]["id"]);
    assert_eq!((answer.stderr, answer.stdout.lines().count()), (said, 2));
}

/// Seals as `docs/format/vault.md` says.
fn sealed(opened: &OpenedVault, place: &[&[u8]], mut plain: Vec<u8>) -> Vec<u8> {
    let version = 2_u64.to_be_bytes();
    let parts = [&[&version[..], &opened.vault_id], place].concat();
    let prefixed = |part: &&[u8]| [&u32::try_from(part.len()).unwrap().to_be_bytes()[..], part].concat();
    let context: Vec<u8> = parts.iter().flat_map(prefixed).collect();
    let key = aead::UnboundKey::new(&aead::AES_256_GCM, &opened.seal_key).unwrap();
    let nonce = aead::Nonce::assume_unique_for_key([7; 12]);
    aead::LessSafeKey::new(key)
        .seal_in_place_append_tag(nonce, aead::Aad::from(context), &mut plain)
        .unwrap();
    [&[7; 12][..], &plain].concat()
}
