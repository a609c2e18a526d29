//! Row 5: a vault whose middle key was revoked, and its invariants after any edit.

use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::inside::{Asker, Said, is_yes};
use crate::support::{Home, Minted};

/// Every table with blocks, and whether `export` reads it. What it does not read is found by `vault
/// check`, and by whatever reads it.
pub(crate) const TABLES: [(&str, bool); 13] = [
    ("settings", true),
    ("slots", true),
    ("signing_keys", true),
    ("keys", true),
    ("series", true),
    ("blocks", true),
    ("audit", false),
    ("profiles", false),
    ("targets", false),
    ("publications", false),
    ("rotations", false),
    ("receipts", false),
    ("credentials", false),
];

/// A vault with three keys (ids 1 to 3 of the table), the second one revoked since `before`.
pub(crate) struct Scene {
    pub(crate) home: Home,
    pub(crate) asker: Asker,
    pub(crate) keys: [Minted; 3],
    /// The vault before the revocation, and after it.
    pub(crate) before: PathBuf,
    pub(crate) after: PathBuf,
    pub(crate) list: Said,
    pub(crate) entries: Said,
    pub(crate) tried: usize,
    pub(crate) found_by_export: usize,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let home = Home::with_vault();
        let keys = ["first", "second", "third"].map(|name| home.create(name, "-s read"));
        home.ok("export --format jsonl --audience edge");
        let (before, after) = (home.path("before.db"), home.path("after.db"));
        std::fs::copy(home.vault(), &before).unwrap();
        home.ok(&format!("key revoke {} --yes", keys[1].id));
        std::fs::copy(home.vault(), &after).unwrap();
        let asker = Asker::of(&home);
        let list = asker.list(&home.vault());
        let spare = home.path("spare.db");
        std::fs::copy(home.vault(), &spare).unwrap();
        let entries = asker.export(&spare);
        assert!(list.is_ok() && entries.as_ref().is_ok_and(|text| text.matches("key_").count() == 2));
        let scene = Self { home, asker, keys, before, after, list, entries, tried: 0, found_by_export: 0 };
        let right = scene.asker.check(&scene.home.vault());
        assert!(right.is_ok(), "unchanged, it is sound: {right:?}");
        scene
    }

    /// Edits a copy of the vault, of which nothing wrong may then be believed.
    #[track_caller]
    pub(crate) fn edit(&mut self, what: &str, export_reads_it: bool, edit: impl FnOnce(&Connection)) {
        std::fs::copy(&self.after, self.home.vault()).unwrap();
        let connection = Connection::open(self.home.vault()).unwrap();
        edit(&connection);
        connection.close().unwrap();
        self.must_be_found(what, export_reads_it);
    }

    /// What stands in the vault's place now must be found out.
    #[track_caller]
    pub(crate) fn must_be_found(&mut self, what: &str, export_reads_it: bool) {
        let vault = self.home.vault();
        assert_ne!(std::fs::read(&vault).unwrap(), std::fs::read(&self.after).unwrap(), "{what}: no edit");
        let check = self.asker.check(&vault);
        // Where no slot can be opened, nothing is unlocked: exit 5. An older one is exit 7.
        let codes = if what.contains("slots") {
            5..=6
        } else if self.asker.marks.is_some() {
            6..=7
        } else {
            6..=6
        };
        let refused = |said: &Said| said.as_ref().is_err_and(|code| codes.contains(code));
        assert!(refused(&check), "{what}: vault check says {check:?}");
        let list = self.asker.list(&vault);
        assert!(list.is_err() || list == self.list, "{what}: key list says {list:?}");
        let revoked = self.asker.verify(&vault, &self.keys[1].secret);
        assert!(!is_yes(&revoked), "{what}: the revoked key is good: {revoked:?}");
        // Last, for it writes.
        let entries = self.asker.export(&vault);
        let refused = refused(&entries);
        assert!(refused || !export_reads_it, "{what}: export says {entries:?}");
        assert!(refused || entries == self.entries, "{what}: export writes {entries:?}");
        self.tried += 1;
        self.found_by_export += usize::from(refused);
    }

    pub(crate) fn report(&self, what: &str) {
        let (tried, export) = (self.tried, self.found_by_export);
        println!("t05: {what}: {tried} of {tried} found by check, {export} by export too");
    }
}

/// The rows of a table as they stand.
pub(crate) fn rows(connection: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
    let count = statement.column_count();
    let rows = statement.query_map([], |row| (0..count).map(|column| row.get(column)).collect()).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Writes a row over whatever has its id.
pub(crate) fn put(connection: &Connection, table: &str, row: &[Value]) {
    let places = vec!["?"; row.len()].join(", ");
    let sql = format!("INSERT OR REPLACE INTO {table} VALUES ({places})");
    connection.execute(&sql, rusqlite::params_from_iter(row)).unwrap();
}

pub(crate) fn id(row: &[Value]) -> i64 {
    match row[0] {
        Value::Integer(id) => id,
        _ => panic!("{row:?}"),
    }
}
