//! Row 5: what the schema does not name: tables, indexes, triggers, views, and what SQLite adds by itself.

use crate::edited_vault::Scene;

/// What a repair leaves out.
const ADDITIONS: [&str; 14] = [
    "CREATE TABLE stranger (id INTEGER)",
    "CREATE TABLE stranger (id INTEGER PRIMARY KEY, sealed BLOB); INSERT INTO stranger SELECT * FROM node",
    "CREATE TABLE stranger (id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE stranger (id INTEGER UNIQUE)",
    "CREATE VIEW stranger AS SELECT * FROM node",
    "CREATE INDEX stranger ON node (sealed)",
    "CREATE INDEX stranger ON slot (wrapped) WHERE id > 1",
    "CREATE UNIQUE INDEX stranger ON manifest (generation)",
    "CREATE TRIGGER stranger AFTER UPDATE ON node BEGIN DELETE FROM slot; END",
    "CREATE TRIGGER stranger AFTER INSERT ON manifest BEGIN UPDATE manifest SET generation = 1; END",
    "CREATE TRIGGER stranger BEFORE DELETE ON node BEGIN SELECT RAISE(IGNORE); END",
    "ANALYZE",
    // SQLite's own table of counters comes with the first table that has one, and stays.
    "CREATE TABLE stranger (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO stranger VALUES (7)",
    "CREATE TABLE stranger (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE stranger",
];

/// What leaves no vault to repair.
const CHANGES: [&str; 15] = [
    "DROP TABLE manifest",
    "DROP TABLE slot",
    "DROP TABLE node",
    "ALTER TABLE node ADD COLUMN stranger BLOB",
    "ALTER TABLE manifest ADD COLUMN stranger INTEGER NOT NULL DEFAULT 7",
    "ALTER TABLE slot DROP COLUMN identity",
    "ALTER TABLE node RENAME TO stranger",
    "ALTER TABLE node RENAME COLUMN sealed TO stranger",
    "ALTER TABLE node RENAME TO stranger; CREATE VIEW node AS SELECT * FROM stranger",
    "ALTER TABLE node RENAME TO stranger; CREATE TABLE node (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
    "ALTER TABLE node RENAME TO stranger;
     CREATE TABLE node(id INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL);
     INSERT INTO node SELECT * FROM stranger; DROP TABLE stranger",
    "ALTER TABLE node RENAME TO stranger;
     CREATE TABLE node(id INTEGER PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
     INSERT INTO node SELECT * FROM stranger; DROP TABLE stranger",
    "ALTER TABLE node RENAME TO stranger; CREATE VIRTUAL TABLE node USING fts5 (id, sealed)",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = 'node'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = NULL WHERE name = 'node'",
];

#[test]
fn t05_an_addition_to_the_schema() {
    let mut scene = Scene::new();
    for sql in ADDITIONS {
        scene.edit(sql, true, |vault| vault.execute_batch(sql).unwrap());
    }
    for count in [10, 2_000] {
        scene.edit(&format!("{count} views"), true, |vault| {
            let views = (0..count).map(|number| format!("CREATE VIEW stranger_{number} AS SELECT 1;"));
            vault.execute_batch(&format!("BEGIN; {} COMMIT", views.collect::<Vec<_>>().concat())).unwrap();
        });
    }
    scene.report("additions to the schema");
}

#[test]
fn t05_a_change_of_the_schema() {
    let mut scene = Scene::new();
    for sql in CHANGES {
        scene.edit(sql, true, |vault| vault.execute_batch(sql).unwrap());
    }
    scene.report("schema changed");
}

/// One `ANALYZE` of somebody curious: every command says what is there and how to mend it, and that mends it.
#[test]
fn t05_an_addition_is_left_out_by_a_repair() {
    let scene = Scene::new();
    let home = &scene.home;
    let list = home.ok("key list --limit 0 -o json").stdout;
    for sql in ADDITIONS {
        scene.change(sql, |vault| vault.execute_batch(sql).unwrap());
        let altered = std::fs::read(home.vault()).unwrap();
        for command in
            ["vault check", "key list", "key create new", "publish", "vault backup copy.db", "vault rekey"]
        {
            let error = home.run(&format!("{command} -o json")).fails(6, "tampered");
            let says = |member: &str, words| error[member].as_str().unwrap().contains(words);
            assert!(says("message", "schema"), "{sql}: {command}: {error}");
            assert!(says("hint", "vault check --repair"), "{sql}: {command}: {error}");
        }
        assert!(std::fs::read(home.vault()).unwrap() == altered, "{sql}: it was written to");
        let done = home.json("vault check --repair --yes");
        let damages = done["damages"].as_array().unwrap();
        let is_left_out =
            |damage: &serde_json::Value| damage["table"] == "schema" && damage["dropped"] == true;
        assert!(!damages.is_empty() && damages.iter().all(is_left_out), "{done}");
        assert_eq!(home.ok("key list --limit 0 -o json").stdout, list, "{sql}");
        home.ok("vault check");
        assert_eq!(home.json("vault check --repair")["changed"], false, "{sql}");
        std::fs::copy(home.vault(), scene.now()).unwrap();
    }
    println!("t05: {} of {} additions are left out by a repair", ADDITIONS.len(), ADDITIONS.len());
}
