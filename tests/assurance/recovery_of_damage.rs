//! Row 18: recovery from a damaged vault: losses are reported, and everything else is recovered.

use std::path::Path;

use rusqlite::Connection;

use crate::recovered::{Recovered, TABLES, data_key, recover};
use crate::recovery_page::python;
use crate::recovery_scene::Scene;
use crate::support::{Home, count, is_full};

#[test]
fn t18_what_is_damaged_is_named_and_the_rest_is_there() {
    let Some(python) = python() else { return };
    let scene = Scene::new();
    let (vault, damaged) = (scene.home.vault(), scene.home.path("damaged.db"));
    let data_key = data_key(&scene.home);
    let whole = recover(&python, &scene.home, &vault, &data_key).exits(0);
    Recovered::parse(&whole.stdout).is_what_is_said(&scene);
    let mut tried = 0;
    for Damage { sql, named, row } in damages(&vault).iter().step_by(count(4, 1)) {
        std::fs::copy(&vault, &damaged).unwrap();
        Connection::open(&damaged).unwrap().execute_batch(sql).unwrap();
        let answer = recover(&python, &scene.home, &damaged, &data_key).exits(1);
        assert_eq!(answer.stderr, *named, "{sql}");
        let mut lines = answer.stdout.lines();
        let mut rest = whole.stdout.lines().filter(|line| !line.starts_with(row));
        if row.contains("manifest") {
            assert!(lines.next().unwrap().ends_with(",\"manifest\":null}"), "{sql}: {answer:?}");
            rest.next();
        }
        assert!(lines.eq(rest), "{sql}: {answer:?}");
        tried += 1;
    }
    println!("t18: rows altered, moved or removed: {tried} of {tried} named, and all others recovered");
}

/// A change of one row, what is said of it, and how its line begins.
struct Damage {
    sql: String,
    named: String,
    row: String,
}

/// The last row of each table: every column altered in some ways, moved, removed.
fn damages(vault: &Path) -> Vec<Damage> {
    let mut all = Vec::new();
    for (table, columns) in tables(vault) {
        let (id, rows) = last_of(vault, &table);
        let row = format!("{{\"table\":\"{table}\",\"id\":{id},");
        let mut alter = |change: &str, id_then: i64| {
            let sql = format!("UPDATE {table} SET {change} WHERE id = {id}");
            let named = format!("{table} row {id_then}: not authentic\n");
            all.push(Damage { sql, named, row: row.clone() });
        };
        for column in &columns {
            alter(&format!("{column} = 'text'"), id);
            if column == "ver" {
                alter("ver = ver + 1", id);
            } else {
                alter(&format!("{column} = zeroblob(length({column}))"), id);
                alter(&format!("{column} = substr({column}, 1, length({column}) - 1)"), id);
            }
        }
        alter("id = id + 900", id + 900);
        let named = format!("{table}: {} rows instead of {rows}\n", rows - 1);
        all.push(Damage { sql: format!("DELETE FROM {table} WHERE id = {id}"), named, row });
    }
    all
}

/// A damaged page takes the rows on it along, and no other ones.
#[test]
fn t18_a_damaged_page() {
    let Some(python) = python() else { return };
    let home = Home::with_vault();
    let bulk: Vec<String> = (0..400).map(|number| format!("{{\"name\":\"key {number}\"}}\n")).collect();
    home.call("key create --from - -o csv").stdin(bulk.concat().as_bytes()).run().exits(0);
    let data_key = data_key(&home);
    let keys = |path: &Path, code: i32| {
        let answer = recover(&python, &home, path, &data_key).exits(code);
        let recovered = Recovered::parse(&answer.stdout);
        let ids = recovered.records["keys"].iter().map(|(id, _)| *id);
        (ids.collect::<Vec<i64>>(), recovered.count(), answer.stderr)
    };
    let (whole, rows, _) = keys(&home.vault(), 0);
    let vault = std::fs::read(home.vault()).unwrap();
    let leaves = leaves(&home.vault(), &vault, "keys");
    assert!(leaves.len() > 20, "{leaves:?}");
    // Neighbours, and the last one.
    let (tried, mut lost) = (count(4, leaves.len() - 1), Vec::new());
    for leaf in leaves[..tried].iter().chain(leaves.last()) {
        let mut damaged = vault.clone();
        damaged[*leaf..][..8].fill(0);
        std::fs::write(home.path("damaged.db"), damaged).unwrap();
        let (found, rows_found, said) = keys(&home.path("damaged.db"), 1);
        let missing: Vec<i64> = whole.iter().copied().filter(|id| !found.contains(id)).collect();
        let (first, left) = (missing[0], 400 - missing.len());
        let page = format!("keys from row {first}: database disk image is malformed");
        assert_eq!(said, format!("{page}\nkeys: {left} rows instead of 400\n"));
        assert_eq!(rows_found + missing.len(), rows);
        lost.extend(missing);
    }
    // Each row is on one page, so no page takes those of another along.
    assert!(lost.is_sorted_by(|before, after| before < after), "{lost:?}");
    assert!(!is_full() || lost == whole, "{lost:?}");
    println!("t18: pages damaged: {0} of {0}, and only the rows on them lost", tried + 1);
}

/// As the page says: a row that is put back whole opens.
#[test]
fn t18_what_the_page_says_is_not_noticed() {
    let Some(python) = python() else { return };
    let home = Home::with_vault();
    home.create("ci", "");
    let before = home.path("before.db");
    std::fs::copy(home.vault(), &before).unwrap();
    home.ok("key revoke ci --yes");
    let data_key = data_key(&home);
    let is_revoked = || {
        let recovered = Recovered::parse(&recover(&python, &home, &home.vault(), &data_key).exits(0).stdout);
        recovered.records["keys"][0].1["life"].get("revoked_at").is_some()
    };
    assert!(is_revoked());
    let put_back = format!(
        "ATTACH '{}' AS before; DELETE FROM keys; INSERT INTO keys SELECT * FROM before.keys",
        before.display()
    );
    Connection::open(home.vault()).unwrap().execute_batch(&put_back).unwrap();
    assert!(!is_revoked(), "it is noticed: then the page should say so");
    home.run("key show ci").exits(6);
}

/// Every table that the script reads, and its columns but for the id. The manifest's vault id is left out:
/// another one is another vault.
fn tables(vault: &Path) -> Vec<(String, Vec<String>)> {
    let connection = Connection::open(vault).unwrap();
    let columns = |table: &str| -> Vec<String> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
        let names = statement.query_map([table], |row| row.get(0)).unwrap();
        names.map(Result::unwrap).filter(|name| name != "id" && name != "vault_id").collect()
    };
    TABLES.iter().chain(&["manifest"]).map(|table| ((*table).to_owned(), columns(table))).collect()
}

/// The last row's id, and how many there are.
fn last_of(vault: &Path, table: &str) -> (i64, i64) {
    let connection = Connection::open(vault).unwrap();
    let sql = format!("SELECT max(id), count(*) FROM {table}");
    connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

/// Where the pages begin that hold the rows of a table (<https://sqlite.org/fileformat.html>, 1.6).
fn leaves(path: &Path, vault: &[u8], table: &str) -> Vec<usize> {
    let number = |place: usize, length: usize| {
        vault[place..place + length].iter().fold(0, |number, byte| number * 256 + usize::from(*byte))
    };
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let root: u32 = Connection::open(path).unwrap().query_row(sql, [table], |row| row.get(0)).unwrap();
    let start = |page: usize| (page - 1) * number(16, 2);
    let root = start(usize::try_from(root).unwrap());
    assert_eq!(vault[root], 5, "an interior page");
    let cells = (0..number(root + 3, 2)).map(|cell| number(root + number(root + 12 + 2 * cell, 2), 4));
    cells.chain([number(root + 8, 4)]).map(start).inspect(|page| assert_eq!(vault[*page], 13)).collect()
}
