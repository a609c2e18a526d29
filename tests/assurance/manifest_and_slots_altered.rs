//! Row 5: the manifest and the slots put back, doubled, removed, changed; the file's own marks.

use std::path::PathBuf;

use rusqlite::Connection;

use crate::edited_vault::{Scene, take};

#[test]
fn t05_the_manifest_is_altered() {
    let mut scene = Scene::new();
    for sql in [
        "DELETE FROM manifest",
        "INSERT INTO manifest SELECT 2, vault_id, generation, sealed FROM manifest",
        "INSERT INTO manifest SELECT 0, vault_id, generation, sealed FROM manifest",
        "INSERT INTO manifest SELECT -1, vault_id, generation, sealed FROM manifest",
        "INSERT INTO manifest SELECT 2, vault_id, generation, x'' FROM manifest",
        "INSERT INTO manifest VALUES (9223372036854775807, x'', 0, x'')",
        "UPDATE manifest SET id = 2",
        "UPDATE manifest SET id = 0",
        "UPDATE manifest SET id = -1",
        "UPDATE manifest SET id = 9223372036854775807",
        "UPDATE manifest SET generation = generation + 1",
        "UPDATE manifest SET generation = generation - 1",
        "UPDATE manifest SET generation = 0",
        "UPDATE manifest SET generation = -generation",
        "UPDATE manifest SET generation = 9223372036854775807",
        "UPDATE manifest SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) AS BLOB)",
        "UPDATE manifest SET sealed = CAST(sealed || x'00' AS BLOB)",
        "UPDATE manifest SET sealed = (SELECT sealed FROM node LIMIT 1)",
    ] {
        scene.edit(sql, true, |vault| vault.execute_batch(sql).unwrap());
    }
    // The vault's id is in all keys: with another nothing unlocks.
    for id in
        ["zeroblob(16)", "x''", "CAST(substr(vault_id, 1, 15) AS BLOB)", "CAST(vault_id || x'00' AS BLOB)"]
    {
        let sql = format!("UPDATE manifest SET vault_id = {id}");
        scene.reset();
        scene.change(&sql, |vault| vault.execute_batch(&sql).unwrap());
        scene.must_be_refused(&sql, &(5..=6), true);
    }
    scene.report("manifests altered");
}

#[test]
fn t05_a_byte_of_the_manifest_is_altered() {
    let mut scene = Scene::new();
    let vault = Connection::open(scene.now()).unwrap();
    let sealed: Vec<u8> = vault.query_row("SELECT sealed FROM manifest", [], |row| row.get(0)).unwrap();
    for place in 0..sealed.len() {
        let mut altered = sealed.clone();
        altered[place] ^= 1;
        scene.edit(&format!("byte {place} of the manifest"), true, |vault| {
            vault.execute("UPDATE manifest SET sealed = ?1", [altered]).unwrap();
        });
    }
    scene.report("bytes of the manifest");
}

/// Each earlier manifest alone: where a newer vault was seen it is a rollback, and elsewhere its root is gone.
#[test]
fn t05_earlier_manifests_are_put_back() {
    let mut scene = Scene::new();
    let mut older = scene.history.clone();
    older.pop();
    for then in older {
        for remembers in [true, false] {
            scene.remembers(remembers);
            let what = format!("the manifest of {}", then.display());
            scene.edit(&what, true, |vault| take(vault, &then, "manifest"));
        }
    }
    scene.report("earlier manifests");
}

/// A scene with a second slot, that of a passphrase; and the vault before it got another passphrase.
fn with_two_slots() -> (Scene, PathBuf) {
    let Scene { home, keys, .. } = Scene::new();
    home.write("first", "one two three\n");
    home.write("second", "four five six\n");
    home.ok("slot add paper --passphrase-file first");
    let before = home.path("before.db");
    std::fs::copy(home.vault(), &before).unwrap();
    home.ok("slot passphrase paper --passphrase-file second");
    let now = home.path("two-slots.db");
    std::fs::copy(home.vault(), &now).unwrap();
    (Scene::of(home, keys, vec![now]), before)
}

/// Edits of two slots, FIRST and SECOND by their ids; the second one is that of a passphrase.
const EDITS: [&str; 22] = [
    "DELETE FROM slot",
    "DELETE FROM slot WHERE id = FIRST",
    "DELETE FROM slot WHERE id = SECOND",
    "INSERT INTO slot SELECT 99, wrapped, identity FROM slot WHERE id = FIRST",
    "INSERT INTO slot SELECT 0, wrapped, identity FROM slot WHERE id = FIRST",
    "INSERT INTO slot SELECT -1, wrapped, identity FROM slot WHERE id = SECOND",
    "INSERT INTO slot SELECT 9223372036854775807, wrapped, identity FROM slot WHERE id = FIRST",
    "INSERT INTO slot VALUES (99, x'', NULL)",
    "UPDATE slot SET id = 99 WHERE id = FIRST",
    "UPDATE slot SET id = 99 WHERE id = SECOND",
    "UPDATE slot SET id = -id",
    "UPDATE slot SET id = 97 WHERE id = FIRST; UPDATE slot SET id = FIRST WHERE id = SECOND;
     UPDATE slot SET id = SECOND WHERE id = 97",
    "UPDATE slot SET wrapped = (SELECT wrapped FROM slot WHERE id = SECOND) WHERE id = FIRST",
    "UPDATE slot SET wrapped = (SELECT wrapped FROM slot WHERE id = FIRST) WHERE id = SECOND",
    "UPDATE slot SET identity = NULL WHERE id = SECOND",
    "UPDATE slot SET identity = x'' WHERE id = FIRST",
    "UPDATE slot SET identity = (SELECT identity FROM slot WHERE id = SECOND) WHERE id = FIRST",
    "UPDATE slot SET wrapped = identity, identity = wrapped WHERE id = SECOND",
    "UPDATE slot SET wrapped = CAST(wrapped || x'00' AS BLOB) WHERE id = SECOND",
    "UPDATE slot SET wrapped = CAST(substr(wrapped, 1, 99) AS BLOB) WHERE id = SECOND",
    "UPDATE slot SET identity = CAST(substr(identity, 1, 99) AS BLOB) WHERE id = SECOND",
    // The boundary between the two is moved: the bytes are the same.
    "UPDATE slot SET wrapped = CAST(wrapped || substr(identity, 1, 1) AS BLOB),
     identity = CAST(substr(identity, 2) AS BLOB) WHERE id = SECOND",
];

#[test]
fn t05_the_slots_are_altered() {
    let (mut scene, before) = with_two_slots();
    let vault = Connection::open(scene.now()).unwrap();
    let sql = "SELECT min(id), max(id) FROM slot";
    let (first, second): (i64, i64) = vault.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    for sql in EDITS {
        let sql = sql.replace("FIRST", &first.to_string()).replace("SECOND", &second.to_string());
        scene.reset();
        scene.change(&sql, |vault| vault.execute_batch(&sql).unwrap());
        // Where the slot in use cannot be opened, nothing is unlocked: exit 5.
        scene.must_be_refused(&sql, &(5..=6), true);
    }
    // It would give the vault to whoever knows the former passphrase.
    scene.edit("the slots before a passphrase was replaced", true, |vault| take(vault, &before, "slot"));
    for count in [1, 61, 62, 63, 2_000] {
        let sql = format!(
            "WITH RECURSIVE n(id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM n WHERE id < 999 + {count})
             INSERT INTO slot SELECT n.id, slot.wrapped, NULL FROM n, slot WHERE slot.id = {second}"
        );
        scene.edit(&format!("{count} more slots"), true, |vault| vault.execute_batch(&sql).unwrap());
    }
    scene.report("slots altered");
}

#[test]
fn t05_the_files_own_marks_are_changed() {
    let scene = Scene::new();
    let home = &scene.home;
    let mut tried = 0;
    for (pragma, reason) in [
        ("user_version = 99", "version"),
        ("user_version = 3", "version"),
        ("user_version = 1", "version"),
        ("user_version = 0", "version"),
        ("user_version = -1", "version"),
        ("application_id = 0", "vault"),
        ("application_id = 1", "vault"),
    ] {
        scene.reset();
        scene.change(pragma, |vault| vault.execute_batch(&format!("PRAGMA {pragma}")).unwrap());
        let changed = home.contents();
        let commands: [&str; 6] = [
            "vault check -o json",
            "vault check --repair --yes -o json",
            "key list -o json",
            "key create new -o json",
            "export --format jsonl -o json",
            "publish -o json",
        ];
        for command in commands {
            let answer = home.run(command).exits(6);
            let error: serde_json::Value = serde_json::from_str(&answer.stderr).unwrap();
            assert_eq!(error["error"]["reason"], reason, "{pragma}: {command:?}");
            tried += 1;
        }
        assert!(home.contents() == changed, "{pragma}: it was written to");
    }
    println!("t05: application_id and user_version: {tried} of {tried} refused");
}
