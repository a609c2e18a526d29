//! `SQLite` with `examples/sqlite`: its schema, its loader and its statement.

use std::path::{Path, PathBuf};

use keywright::verification::Format;
use rusqlite::{Connection, OpenFlags, named_params};

use crate::engine::{self, Asked, Decision, Engine};
use crate::forged::{self, SUBJECT, entries};
use crate::support::{Answer, Call, Home, PROGRAM, available};

const DATABASE: &str = "keys.db";

struct Sqlite(Home);

fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/sqlite").join(file)
}

fn sqlite() -> Option<Sqlite> {
    if !available("sqlite3") || !available("flock") {
        return None;
    }
    let home = Home::with_vault();
    let schema = std::fs::read(example("schema.sql")).unwrap();
    home.program("sqlite3", "-bail -batch").arg(DATABASE).stdin(schema).run().exits(0);
    Some(Sqlite(home))
}

impl Sqlite {
    fn open(&self) -> Connection {
        let connection =
            Connection::open_with_flags(self.0.path(DATABASE), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        connection.busy_timeout(std::time::Duration::from_secs(60)).unwrap();
        connection
    }

    fn fed(&self, options: &str, file: &str) -> Answer {
        let text = std::fs::read(self.0.path(file)).unwrap();
        self.0.program("sqlite3", options).arg(DATABASE).stdin(text).run()
    }
}

impl Engine for Sqlite {
    const FORMAT: Format = Format::Sql;
    const KNOWS_ADDRESSES: bool = false;

    fn home(&self) -> &Home {
        &self.0
    }

    fn loader(&self) -> Call {
        let load = example("load");
        self.0.program(load.to_str().unwrap(), "").env("KEYWRIGHT", PROGRAM).arg(DATABASE)
    }

    fn feed(&self, file: &str) -> Answer {
        self.fed("-bail -batch -cmd '.timeout 60000'", file)
    }

    fn ask(&self, sub: &str, digest: &str, asked: &Asked) -> Option<Decision> {
        let statement = std::fs::read_to_string(example("check.sql")).unwrap();
        let connection = self.open();
        let values = named_params! {
            ":sub": sub,
            ":digest": digest,
            ":scope": asked.scope,
            ":resource": asked.resource,
            ":environment": asked.environment,
        };
        let (valid, decision) = connection
            .query_row(&statement, values, |row| {
                let text = |name: &str| row.get::<_, Option<String>>(name).map(Option::unwrap_or_default);
                let decision =
                    Decision { reason: text("reason")?, id: text("id")?, unchecked: text("unchecked")? };
                Ok((row.get::<_, bool>("valid")?, decision))
            })
            .unwrap();
        assert_eq!(valid, decision.reason.is_empty());
        (decision.reason != "request").then_some(decision)
    }

    fn stored(&self) -> String {
        let tables = "SELECT * FROM keywright_head; SELECT * FROM keywright_key";
        self.0.program("sqlite3", "-batch").arg(DATABASE).arg(tables).run().exits(0).stdout
    }

    fn glance(&self) -> (u64, u64, u64) {
        let look = "SELECT (SELECT gen FROM keywright_head WHERE sub = ?1), count(*), count(*) FILTER \
                    (WHERE scope = 'read') FROM keywright_key WHERE sub = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (generation, keys, readers): (i64, i64, i64) =
            self.open().query_row(look, [SUBJECT], row).unwrap();
        let number = |number: i64| u64::try_from(number).unwrap();
        (number(generation), number(keys), number(readers))
    }
}

#[test]
fn decides_as_the_library_does() {
    let Some(sqlite) = sqlite() else { return };
    engine::decides_as_the_library_does(&sqlite);
}

#[test]
fn nothing_is_not_a_key() {
    let Some(sqlite) = sqlite() else { return };
    engine::nothing_is_not_a_key(&sqlite);
}

#[test]
fn follows_a_vault() {
    let Some(sqlite) = sqlite() else { return };
    // The file is all that it keeps.
    engine::follows_a_vault(&sqlite, || {
        String::from_utf8_lossy(&std::fs::read(sqlite.0.path(DATABASE)).unwrap()).into()
    });
}

#[test]
fn refuses_what_is_not_the_next_file() {
    let Some(sqlite) = sqlite() else { return };
    engine::refuses_what_is_not_the_next_file(&sqlite);
}

#[test]
fn a_file_with_a_gap_changes_nothing() {
    let Some(sqlite) = sqlite() else { return };
    engine::a_file_with_a_gap_changes_nothing(&sqlite);
}

#[test]
fn a_file_that_ends_early_changes_nothing() {
    let Some(sqlite) = sqlite() else { return };
    engine::a_file_that_ends_early_changes_nothing(&sqlite);
}

#[test]
fn two_loads_at_once() {
    let Some(sqlite) = sqlite() else { return };
    engine::two_loads_at_once(&sqlite);
}

#[test]
fn readers_see_all_or_nothing() {
    let Some(sqlite) = sqlite() else { return };
    engine::readers_see_all_or_nothing(&sqlite);
}

#[test]
fn a_stale_file_admits_nobody() {
    let Some(sqlite) = sqlite() else { return };
    engine::a_stale_file_admits_nobody(&sqlite);
}

/// What ends at a NUL for some functions of SQLite and not for others, and what is no text.
#[test]
fn what_is_no_plain_text_is_a_mistake() {
    let Some(sqlite) = sqlite() else { return };
    forged::write(&sqlite.0, "keys", (Format::Sql, sqlite.dialect()), &entries(0..3), 1);
    assert_eq!(sqlite.feed("keys").code, 0);
    let digest = engine::digest(&forged::secret(0));
    let none = Asked::default();
    for asked in [
        Asked { scope: Some("read\0x"), ..none },
        Asked { environment: Some("prod\0x"), ..none },
        Asked { resource: Some("acme\0x"), ..none },
        // These were looked at without an end.
        Asked { resource: Some("acme/x\0/../y"), ..none },
        Asked { scope: Some("read x\0 read"), ..none },
    ] {
        assert_eq!(sqlite.ask(SUBJECT, &digest, &asked), None, "{asked:?}");
    }
    let statement = std::fs::read_to_string(example("check.sql")).unwrap();
    let blob = named_params! {
        ":sub": SUBJECT, ":digest": digest, ":scope": b"read", ":resource": None::<&str>, ":environment": None::<&str>,
    };
    let reason: String = sqlite.open().query_row(&statement, blob, |row| row.get("reason")).unwrap();
    assert_eq!(reason, "request", "bytes");
}

/// Without `-bail` it goes on after an error: all that follows must do nothing then.
#[test]
fn a_refused_file_changes_nothing_without_bail() {
    let Some(sqlite) = sqlite() else { return };
    let kind = (Format::Sql, sqlite.dialect());
    forged::write(&sqlite.0, "second", kind, &entries(0..500), 2);
    assert_eq!(sqlite.feed("second").code, 0);
    let before = sqlite.stored();
    forged::write(&sqlite.0, "first", kind, &entries(3..700), 1);
    sqlite.fed("-batch", "first");
    assert_eq!(sqlite.stored(), before, "an older one");
    forged::write(&sqlite.0, "third", kind, &entries(3..700), 3);
    let text = sqlite.0.read("third");
    // A row that SQLite refuses, and with it the 399 others of its statement.
    sqlite.0.write("broken", text.replacen("','key_", "'','key_", 1));
    sqlite.fed("-batch", "broken");
    assert_eq!(sqlite.stored(), before, "a broken one");
    sqlite.fed("-batch", "third");
    assert_ne!(sqlite.stored(), before);
}
