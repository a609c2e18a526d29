//! The tables, and the migrations that create them.

use rusqlite::Connection;
use serde::Deserialize;

use super::error::StoreError;

/// The newest format this program knows: SQLite's `user_version`.
pub const FORMAT_VERSION: i64 = 1;
/// `KWVT`: what `file` and SQLite show of a vault.
pub(crate) const APPLICATION_ID: i64 = 0x4b57_5654;

/// Append-only: number n brings a vault of format n-1 to format n.
const MIGRATIONS: [&str; 1] = [include_str!("../../migrations/0001_initial.sql")];

/// The tables whose rows are summed into blocks. The manifest is not among them: it holds the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Table {
    Settings,
    Slots,
    SigningKeys,
    Keys,
    Profiles,
    Targets,
    Series,
    Publications,
    Rotations,
    Receipts,
    Credentials,
    Audit,
    Blocks,
}

impl Table {
    pub const ALL: [Self; 13] = [
        Self::Settings,
        Self::Slots,
        Self::SigningKeys,
        Self::Keys,
        Self::Profiles,
        Self::Targets,
        Self::Series,
        Self::Publications,
        Self::Rotations,
        Self::Receipts,
        Self::Credentials,
        Self::Audit,
        Self::Blocks,
    ];

    /// Its name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Slots => "slots",
            Self::SigningKeys => "signing_keys",
            Self::Keys => "keys",
            Self::Profiles => "profiles",
            Self::Targets => "targets",
            Self::Series => "series",
            Self::Publications => "publications",
            Self::Rotations => "rotations",
            Self::Receipts => "receipts",
            Self::Credentials => "credentials",
            Self::Audit => "audit",
            Self::Blocks => "blocks",
        }
    }

    /// The plaintext columns between the row version and the sealed blob.
    pub(crate) fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Settings | Self::SigningKeys | Self::Audit => &[],
            Self::Slots => &["wrapped", "identity"],
            Self::Keys => &["name", "short", "digest"],
            Self::Profiles | Self::Targets | Self::Rotations | Self::Credentials => &["name"],
            Self::Series | Self::Publications | Self::Receipts => &["subject"],
            Self::Blocks => &["place"],
        }
    }

    /// The plaintext columns that records are found by; each has an index of its own.
    pub(crate) fn lookups(self) -> &'static [&'static str] {
        match self {
            // Age files, which are never looked up; and what is always read as a whole.
            Self::Slots | Self::Blocks => &[],
            _ => self.columns(),
        }
    }

    /// All columns, for a SELECT.
    pub(crate) fn select_list(self) -> String {
        let mut list = String::from("id, ver");
        for column in self.columns() {
            list.push_str(", ");
            list.push_str(column);
        }
        list.push_str(", sealed");
        list
    }
}

/// Creates the tables in a new file.
pub(crate) fn initialise(connection: &Connection) -> Result<(), StoreError> {
    // In one transaction: one commit to the disk instead of one for each statement.
    connection.execute_batch("BEGIN")?;
    for migration in MIGRATIONS {
        connection.execute_batch(migration)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", FORMAT_VERSION)?;
    Ok(connection.execute_batch("COMMIT")?)
}

/// Rejects a file that is not a vault, is of a newer format, or contains a foreign table, index, trigger or
/// view.
pub(crate) fn verify(connection: &Connection, path: &str) -> Result<(), StoreError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if pragma("application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAVault(path.to_owned()));
    }
    let version = pragma("user_version")?;
    if version > FORMAT_VERSION {
        return Err(StoreError::Newer { found: version, known: FORMAT_VERSION });
    }
    if version < 1 || found_statements(connection)? != expected_statements() {
        return Err(StoreError::tampered("its schema is not that of a vault"));
    }
    Ok(())
}

fn found_statements(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT coalesce(sql, type || ' ' || name) FROM sqlite_schema
               WHERE NOT (type = 'table' AND name = 'sqlite_sequence')";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    let mut found = rows.collect::<Result<Vec<String>, _>>()?;
    found.sort_unstable();
    Ok(found)
}

/// SQLite keeps each CREATE statement as it was written, without the semicolon.
fn expected_statements() -> Vec<String> {
    let statements = MIGRATIONS.iter().flat_map(|migration| migration.split(';'));
    let without_comments = statements.map(|statement| {
        let lines = statement.lines().filter(|line| !line.starts_with("--"));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    });
    let mut expected: Vec<String> = without_comments.filter(|statement| !statement.is_empty()).collect();
    expected.sort_unstable();
    expected
}
