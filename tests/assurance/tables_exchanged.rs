//! Row 5: tables, slots, the manifest and the file's own marks changed; parts of another vault inserted.

use rusqlite::Connection;

use crate::edited_vault::{Scene, TABLES, put, rows};
use crate::support::Home;

#[test]
fn t05_a_table_an_index_or_a_program_is_added_or_removed() {
    let mut scene = Scene::new();
    let mut planted: Vec<String> = TABLES.iter().map(|(table, _)| format!("DROP TABLE {table}")).collect();
    let connection = Connection::open(&scene.after).unwrap();
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        .unwrap();
    let indices = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    planted.extend(indices.map(|index| format!("DROP INDEX {}", index.unwrap())));
    planted.extend(
        [
            "DROP TABLE manifest",
            "CREATE TABLE stranger (id INTEGER)",
            "CREATE VIEW stranger AS SELECT * FROM keys",
            "CREATE INDEX stranger ON keys (ver)",
            "CREATE TRIGGER stranger AFTER UPDATE ON keys BEGIN DELETE FROM audit; END",
            "CREATE TRIGGER stranger AFTER INSERT ON keys BEGIN UPDATE keys SET ver = 1; END",
            "ALTER TABLE keys ADD COLUMN stranger BLOB",
            "ALTER TABLE keys RENAME TO stranger",
            "ALTER TABLE keys RENAME COLUMN digest TO stranger",
            "DROP INDEX keys_digest; CREATE INDEX keys_digest ON keys (digest)",
            "DROP INDEX keys_name; CREATE INDEX keys_name ON keys (name) WHERE id > 1",
            "ANALYZE",
        ]
        .map(str::to_owned),
    );
    for sql in &planted {
        scene.edit(sql, true, |vault| vault.execute_batch(sql).unwrap());
    }
    scene.report("schema changed");
}

#[test]
fn t05_the_rows_that_hold_it_together_are_removed_or_doubled() {
    let mut scene = Scene::new();
    for sql in [
        "DELETE FROM manifest",
        "DELETE FROM slots",
        "DELETE FROM settings",
        "DELETE FROM signing_keys",
        "DELETE FROM blocks",
        "DELETE FROM keys",
        "UPDATE manifest SET id = 2",
        "UPDATE manifest SET ver = ver + 1",
        "UPDATE manifest SET ver = ver - 1",
        "UPDATE manifest SET vault_id = zeroblob(16)",
        "UPDATE manifest SET vault_id = x''",
        "UPDATE manifest SET sealed = zeroblob(600)",
        "UPDATE manifest SET sealed = x''",
        "UPDATE manifest SET sealed = 'text'",
        "INSERT INTO manifest SELECT 2, ver, vault_id, sealed FROM manifest",
        "UPDATE settings SET id = 2",
        "UPDATE slots SET id = 7",
        "UPDATE slots SET wrapped = zeroblob(200)",
        "UPDATE slots SET wrapped = zeroblob(3000000)",
        "UPDATE slots SET identity = x'00'",
        "UPDATE slots SET sealed = (SELECT sealed FROM settings)",
        "UPDATE keys SET sealed = (SELECT sealed FROM settings)",
        "UPDATE keys SET sealed = zeroblob(12)",
        "UPDATE keys SET ver = 'x'",
        "UPDATE keys SET name = 1",
    ] {
        std::fs::copy(&scene.after, scene.home.vault()).unwrap();
        let vault = Connection::open(scene.home.vault()).unwrap();
        vault.execute_batch(sql).unwrap();
        vault.close().unwrap();
        // Where no slot can be read, nothing unlocks: that is exit 5, and as good.
        let check = scene.asker.check(&scene.home.vault());
        assert!(matches!(check, Err(5 | 6)), "{sql}: vault check says {check:?}");
        let said = scene.asker.export(&scene.home.vault());
        assert!(matches!(said, Err(5 | 6)), "{sql}: export says {said:?}");
        let said = scene.asker.list(&scene.home.vault());
        assert!(matches!(said, Err(5 | 6)) || said == scene.list, "{sql}: key list says {said:?}");
        scene.tried += 1;
        scene.found_by_export += 1;
    }
    scene.report("manifest, slots and settings");
}

#[test]
fn t05_parts_of_another_vault_are_put_in() {
    let mut scene = Scene::new();
    // The same identity opens both, as it would for somebody with two vaults.
    let other = Home::with_identity(&scene.home.identity());
    other.ok("init --identity .config/keywright/identity.txt");
    for name in ["first", "second", "third"] {
        other.create(name, "-s read");
    }
    other.ok("export --format jsonl --audience edge");
    let foreign = Connection::open(other.vault()).unwrap();
    for (table, read) in TABLES {
        for row in rows(&foreign, table) {
            scene.edit(&format!("another vault's {table}"), read, |vault| put(vault, table, &row));
        }
    }
    let manifest = rows(&foreign, "manifest").remove(0);
    let slot = rows(&foreign, "slots").remove(0);
    // Another vault's data key does not pass for this one's: nothing unlocks.
    for (what, tables) in [
        ("manifest", vec![("manifest", &manifest)]),
        ("both", vec![("manifest", &manifest), ("slots", &slot)]),
    ] {
        std::fs::copy(&scene.after, scene.home.vault()).unwrap();
        let vault = Connection::open(scene.home.vault()).unwrap();
        for (table, row) in tables {
            put(&vault, table, row);
        }
        vault.close().unwrap();
        for said in [scene.asker.check(&scene.home.vault()), scene.asker.export(&scene.home.vault())] {
            assert!(matches!(said, Err(5 | 6)), "{what}: {said:?}");
        }
        scene.tried += 1;
        scene.found_by_export += 1;
    }
    scene.report("parts of another vault");
}

#[test]
fn t05_the_files_own_version_is_changed() {
    let scene = Scene::new();
    let home = &scene.home;
    let mut tried = 0;
    for (pragma, reason) in [
        ("user_version = 99", "version"),
        ("user_version = 2", "version"),
        ("user_version = 0", "vault"),
        ("user_version = -1", "vault"),
        ("application_id = 0", "vault"),
        ("application_id = 1", "vault"),
    ] {
        std::fs::copy(&scene.after, home.vault()).unwrap();
        let vault = Connection::open(home.vault()).unwrap();
        vault.execute_batch(&format!("PRAGMA {pragma}")).unwrap();
        vault.close().unwrap();
        let changed = std::fs::read(home.vault()).unwrap();
        let commands: [&str; 4] = [
            "vault check -o json",
            "key list -o json",
            "key create new -o json",
            "export --format jsonl -o json",
        ];
        for command in commands {
            let answer = home.run(command).exits(6);
            let error: serde_json::Value = serde_json::from_str(&answer.stderr).unwrap();
            assert_eq!(error["error"]["reason"], reason, "{pragma}: {command:?}");
            tried += 1;
        }
        assert_eq!(std::fs::read(home.vault()).unwrap(), changed, "{pragma}: it was written to");
    }
    println!("t05: application_id and user_version: {tried} of {tried} refused");
}

/// The counter of row ids is SQLite's own, and not used: lowering it changes nothing.
#[test]
fn t05_lowered_counters_change_nothing() {
    let scene = Scene::new();
    let vault = Connection::open(scene.home.vault()).unwrap();
    vault.execute("UPDATE sqlite_sequence SET seq = 0", []).unwrap();
    vault.close().unwrap();
    assert_eq!(scene.asker.list(&scene.home.vault()), scene.list);
    scene.home.ok("vault check");
    scene.home.create("fourth", "");
    scene.home.ok("vault check");
    assert_eq!(scene.home.keys().len(), 4);
}
