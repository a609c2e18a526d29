//! The tables of the file, and the tables of records in its map.

use rusqlite::Connection;
use serde::Deserialize;

use super::error::StoreError;

/// The format this program knows: SQLite's `user_version`.
pub const FORMAT_VERSION: i64 = 2;
/// `KWVT`: what `file` and SQLite show of a vault.
pub(crate) const APPLICATION_ID: i64 = 0x4b57_5654;

/// The statements that create the file's tables.
const SCHEMA: [&str; 3] = [
    "CREATE TABLE manifest(id INTEGER PRIMARY KEY, vault_id BLOB NOT NULL, generation INTEGER NOT NULL, sealed BLOB NOT NULL)",
    "CREATE TABLE slot(id INTEGER PRIMARY KEY, wrapped BLOB NOT NULL, identity BLOB)",
    "CREATE TABLE node(id INTEGER PRIMARY KEY, sealed BLOB NOT NULL)",
];

/// The tables of records: each is a part of the map. Profiles come before keys, whose rotation depends on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Table {
    Settings = 1,
    Slots = 2,
    SigningKeys = 3,
    Profiles = 4,
    Keys = 5,
    Targets = 6,
    Series = 7,
    Publications = 8,
    Rotations = 9,
    Receipts = 10,
    Credentials = 11,
    Audit = 12,
}

impl Table {
    pub const ALL: [Self; 12] = [
        Self::Settings,
        Self::Slots,
        Self::SigningKeys,
        Self::Profiles,
        Self::Keys,
        Self::Targets,
        Self::Series,
        Self::Publications,
        Self::Rotations,
        Self::Receipts,
        Self::Credentials,
        Self::Audit,
    ];

    /// The number of the table that holds the pieces of large values: the first, so that whoever reads everything in
    /// order has them when they are needed.
    pub(super) const PIECES: u8 = 0;

    /// The first byte of its keys in the map.
    pub(super) fn number(self) -> u8 {
        self as u8
    }

    pub(super) fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.number() == number)
    }

    /// Its name in messages, and in what is recovered without this program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Slots => "slots",
            Self::SigningKeys => "signing_keys",
            Self::Profiles => "profiles",
            Self::Keys => "keys",
            Self::Targets => "targets",
            Self::Series => "series",
            Self::Publications => "publications",
            Self::Rotations => "rotations",
            Self::Receipts => "receipts",
            Self::Credentials => "credentials",
            Self::Audit => "audit",
        }
    }
}

/// Creates the tables in a new file.
pub(crate) fn initialise(connection: &Connection) -> Result<(), StoreError> {
    // In one transaction: one commit to the disk instead of one for each statement.
    connection.execute_batch("BEGIN")?;
    for statement in SCHEMA {
        connection.execute_batch(statement)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", FORMAT_VERSION)?;
    Ok(connection.execute_batch("COMMIT")?)
}

/// Rejects a file that is not a vault, or of another format. Returns what is in its schema and not a vault's: such a
/// table, index, trigger or view is rejected too, but by a repair, which leaves it out.
pub(crate) fn verify(connection: &Connection, path: &str) -> Result<Vec<String>, StoreError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if pragma("application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAVault(path.to_owned()));
    }
    let found = pragma("user_version")?;
    if found > FORMAT_VERSION {
        return Err(StoreError::Newer { found, known: FORMAT_VERSION });
    }
    if found < FORMAT_VERSION {
        return Err(StoreError::Unreleased { found, known: FORMAT_VERSION });
    }
    let mut foreign = found_statements(connection)?;
    for expected in SCHEMA {
        let Some(place) = foreign.iter().position(|(statement, _)| statement == expected) else {
            return Err(StoreError::tampered("its schema is not that of a vault"));
        };
        foreign.swap_remove(place);
    }
    Ok(foreign.into_iter().map(|(_, name)| name).collect())
}

/// Each statement as it was written, and what it made. SQLite's own indexes have none.
fn found_statements(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement =
        connection.prepare("SELECT coalesce(sql, ''), type || ' ' || name FROM sqlite_schema LIMIT 1000")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
