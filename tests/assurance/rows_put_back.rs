//! Row 5: rows and their columns swapped, restored from an older vault, removed, added.

use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::edited_vault::{Scene, TABLES, id, put, rows};

#[test]
fn t05_a_row_is_removed() {
    let mut scene = Scene::new();
    let connection = Connection::open(&scene.after).unwrap();
    for (table, read) in TABLES {
        for row in rows(&connection, table) {
            let id = id(&row);
            scene.edit(&format!("{table} {id} removed"), read, |vault| {
                vault.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id]).unwrap();
            });
            scene.edit(&format!("{table} {id} removed, counter lowered"), read, |vault| {
                vault.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id]).unwrap();
                let sql = "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = ?1";
                vault.execute(sql, [table]).unwrap();
            });
        }
        scene.home.verify(&scene.keys[0].secret);
    }
    assert!(scene.tried > 30, "{}", scene.tried);
    scene.report("rows removed");
}

#[test]
fn t05_a_row_is_added() {
    let mut scene = Scene::new();
    let connection = Connection::open(&scene.after).unwrap();
    for (table, read) in TABLES {
        for mut row in rows(&connection, table) {
            row[0] = Value::Integer(id(&row) + 100);
            let width = row.len();
            // Look-ups are unique in some tables; a copy needs others there.
            for column in row.iter_mut().take(width - 1).skip(2) {
                *column = Value::Blob(b"0123456789abcdef".to_vec());
            }
            scene.edit(&format!("{table}: a copy added"), read, |vault| put(vault, table, &row));
        }
        let sealed = rows(&connection, "keys")[0].last().unwrap().clone();
        let columns = connection.prepare(&format!("SELECT * FROM {table}")).unwrap().column_count();
        for new in [50, 5_000] {
            let mut row = vec![Value::Integer(new), Value::Integer(1)];
            row.resize(columns - 1, Value::Blob(b"fedcba9876543210".to_vec()));
            row.push(sealed.clone());
            // Far beyond the last id there is no block that anybody reads before the whole is read.
            scene.edit(&format!("{table}: row {new} added"), read && new == 50, |vault| {
                put(vault, table, &row);
            });
        }
    }
    scene.report("rows added");
}

#[test]
fn t05_a_version_or_a_byte_of_a_row_is_changed() {
    let mut scene = Scene::new();
    let connection = Connection::open(&scene.after).unwrap();
    for (table, read) in TABLES {
        for row in rows(&connection, table) {
            let id = id(&row);
            scene.edit(&format!("{table} {id}: ver"), read, |vault| {
                vault.execute(&format!("UPDATE {table} SET ver = ver + 1 WHERE id = ?1"), [id]).unwrap();
            });
            for column in 2..row.len() {
                let Value::Blob(bytes) = &row[column] else { continue };
                let mut changed = row.clone();
                let mut other = bytes.clone();
                *other.last_mut().unwrap() ^= 1;
                changed[column] = Value::Blob(other);
                scene.edit(&format!("{table} {id}: column {column}"), read, |vault| {
                    put(vault, table, &changed);
                });
            }
        }
    }
    scene.report("versions and columns changed");
}

#[test]
fn t05_two_rows_swap_a_column() {
    let mut scene = Scene::new();
    let connection = Connection::open(&scene.after).unwrap();
    for (table, read) in TABLES {
        let rows = rows(&connection, table);
        for (index, one) in rows.iter().enumerate() {
            for other in &rows[index + 1..] {
                for column in 1..one.len() {
                    if one[column] == other[column] {
                        continue;
                    }
                    let (mut left, mut right) = (one.clone(), other.clone());
                    std::mem::swap(&mut left[column], &mut right[column]);
                    let what = format!("{table}: {} and {} swap column {column}", id(one), id(other));
                    scene.edit(&what, read, |vault| {
                        vault.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id(other)]).unwrap();
                        put(vault, table, &left);
                        put(vault, table, &right);
                    });
                }
                // All but the id and the version.
                let (mut left, mut right) = (one.clone(), other.clone());
                left[2..].swap_with_slice(&mut right[2..]);
                scene.edit(&format!("{table}: {} and {} swapped", id(one), id(other)), read, |vault| {
                    vault.execute(&format!("DELETE FROM {table} WHERE id = ?1"), [id(other)]).unwrap();
                    put(vault, table, &left);
                    put(vault, table, &right);
                });
            }
        }
    }
    scene.report("swaps");
}

/// The row of the revoked key as it was, with as much of what guards it as is asked for: every
/// choice of the tables that the revocation changed, but not all of them.
#[test]
fn t05_earlier_rows_are_put_back() {
    let mut scene = Scene::new();
    let old = Connection::open(&scene.before).unwrap();
    let (key, blocks) = (rows(&old, "keys").remove(1), rows(&old, "blocks"));
    let (audit, series) = (rows(&old, "audit"), rows(&old, "series"));
    let manifest = rows(&old, "manifest").remove(0);
    for choice in 1_u32..32 {
        let chosen = |bit: u32| choice & 1 << bit != 0;
        if choice & 0b01111 == 0b01111 {
            continue; // the whole of the older vault (series are as they were): t06
        }
        let key_put_back = chosen(0);
        if !key_put_back && !chosen(1) && !chosen(2) && !chosen(3) {
            continue; // the series alone are not older
        }
        // Rows, sums and manifest together are sound but for the log, which only `vault check` reads
        // whole; where a newer vault was seen, the mark tells at once.
        let seen = choice & 0b111 == 0b111 || choice & 0b01111 == 0b01000;
        scene.asker.marks = seen.then(|| scene.home.marks());
        scene.edit(&format!("put back: {choice:05b}"), true, |vault| {
            if key_put_back {
                put(vault, "keys", &key);
            }
            if chosen(1) {
                for row in &blocks {
                    put(vault, "blocks", row);
                }
            }
            if chosen(2) {
                put(vault, "manifest", &manifest);
            }
            if chosen(3) {
                vault.execute("DELETE FROM audit", []).unwrap();
                for row in &audit {
                    put(vault, "audit", row);
                }
            }
            if chosen(4) {
                for row in &series {
                    put(vault, "series", row);
                }
            }
        });
        if key_put_back {
            std::fs::copy(&scene.after, scene.home.vault()).unwrap();
            let vault = Connection::open(scene.home.vault()).unwrap();
            put(&vault, "keys", &key);
            vault.close().unwrap();
            scene.asker.marks = None;
            assert_eq!(scene.asker.verify(&scene.home.vault(), &scene.keys[1].secret), Err(6));
        }
    }
    scene.report("earlier rows put back");
}

/// The same as a person sees it: the codes, the reason, and no file left behind.
#[test]
fn t05_the_binary_refuses_a_row_put_back() {
    let scene = Scene::new();
    let home = &scene.home;
    let old = Connection::open(&scene.before).unwrap();
    let vault = Connection::open(home.vault()).unwrap();
    put(&vault, "keys", &rows(&old, "keys")[1]);
    vault.close().unwrap();
    let commands: [&str; 5] = [
        "export --format jsonl --out out.jsonl -o json",
        "export --format haproxy --out out.jsonl -o json",
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
    assert!(!home.path("out.jsonl").exists());
    assert_eq!(home.leftovers(), Vec::<PathBuf>::new());
}
