//! Row 5: values that are altered, cut, too long, or of another type, in every column of the file.

use rusqlite::Connection;

use crate::edited_vault::Scene;

/// What no program of ours writes into a column.
const VALUES: [&str; 11] = [
    "x''",
    "x'00'",
    "'text'",
    "''",
    "7",
    "-9223372036854775808",
    "1.5",
    "zeroblob(200)",
    "zeroblob(16332)",
    "zeroblob(2097152)",
    "zeroblob(3000000)",
];

#[test]
fn t05_a_node_is_altered() {
    let mut scene = Scene::new();
    let read = scene.read_by_export();
    for (id, sealed) in scene.nodes() {
        let length = sealed.len();
        let mut altered: Vec<(String, Vec<u8>)> = Vec::new();
        // The nonce, the ciphertext of its head and of its end, and the tag.
        for place in [0, 11, 12, 20, 22, 40, length / 2, length - 17, length - 16, length - 1] {
            let mut other = sealed.clone();
            other[place] ^= 1;
            altered.push((format!("byte {place}"), other));
        }
        altered.push(("cut".to_owned(), sealed[..length - 1].to_vec()));
        altered.push(("its beginning cut".to_owned(), sealed[1..].to_vec()));
        altered.push(("lengthened".to_owned(), [&sealed[..], &[0]].concat()));
        altered.push(("doubled".to_owned(), [&sealed[..], &sealed].concat()));
        altered.push(("its nonce alone".to_owned(), sealed[..12].to_vec()));
        for (what, sealed) in altered {
            scene.edit(&format!("node {id}: {what}"), read.contains(&id), |vault| {
                vault.execute("UPDATE node SET sealed = ?1 WHERE id = ?2", (sealed, id)).unwrap();
            });
        }
    }
    scene.report("nodes altered");
}

#[test]
fn t05_a_node_is_something_else() {
    let mut scene = Scene::new();
    let read = scene.read_by_export();
    for (id, _) in scene.nodes() {
        for value in VALUES {
            scene.edit(&format!("node {id}: {value}"), read.contains(&id), |vault| {
                vault.execute(&format!("UPDATE node SET sealed = {value} WHERE id = ?1"), [id]).unwrap();
            });
        }
        scene.edit(&format!("node {id}: as text"), read.contains(&id), |vault| {
            vault.execute("UPDATE node SET sealed = CAST(sealed AS TEXT) WHERE id = ?1", [id]).unwrap();
        });
        scene.edit(&format!("node {id}: NULL"), read.contains(&id), |vault| {
            null(vault, "node", "sealed", &format!("id = {id}"));
        });
    }
    scene.report("nodes of other types and sizes");
}

#[test]
fn t05_a_column_of_the_manifest_or_a_slot_is_something_else() {
    let mut scene = Scene::new();
    for (table, column) in [
        ("manifest", "vault_id"),
        ("manifest", "generation"),
        ("manifest", "sealed"),
        ("slot", "wrapped"),
        ("slot", "identity"),
    ] {
        let mut edits: Vec<String> =
            VALUES.iter().map(|value| format!("UPDATE {table} SET {column} = {value}")).collect();
        if column != "identity" {
            edits.push("NULL".to_owned());
        }
        for sql in edits {
            let what = format!("{table}.{column}: {sql}");
            scene.reset();
            scene.change(&what, |vault| match sql.as_str() {
                "NULL" => null(vault, table, column, "true"),
                sql => vault.execute_batch(sql).unwrap(),
            });
            // Where no slot can be read, nothing unlocks: that is exit 5, and as good.
            scene.must_be_refused(&what, &(5..=6), true);
        }
    }
    scene.report("columns of the manifest and of slots");
}

/// NULL where the schema forbids it: the schema is another one for a moment.
fn null(vault: &Connection, table: &str, column: &str, rows: &str) {
    let schema: String =
        vault.query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0)).unwrap();
    let alter = |sql: &str| {
        vault.execute_batch("PRAGMA writable_schema = ON").unwrap();
        vault.execute("UPDATE sqlite_schema SET sql = ?1 WHERE name = ?2", (sql, table)).unwrap();
        // Read anew, for this connection too.
        vault.execute_batch("PRAGMA writable_schema = RESET").unwrap();
    };
    alter(&schema.replace(" NOT NULL", ""));
    let sql = format!("UPDATE {table} SET {column} = NULL WHERE {rows}");
    assert!(vault.execute(&sql, []).unwrap() > 0);
    alter(&schema);
}
