//! `sql`: one transaction, which replaces the keys of a series in `PostgreSQL` or `SQLite`, or changes nothing.
//!
//! The portable text names its tables as they are found: in the database of `SQLite`, and in the search path of
//! `PostgreSQL`. The text for `PostgreSQL` alone names their schema, and its rows are loaded by COPY.

use std::fmt;
use std::str::FromStr;

use super::put;
use crate::domain::Invalid;
use crate::domain::digest::Digest;
use crate::domain::time::Timestamp;
use crate::verification::claims::Claims;

/// How many rows one INSERT has at most.
const ROWS: u64 = 400;
/// The columns of a row, in their order.
const COLUMNS: &str = "digest, id, nbf, exp, scope, resource, environment, net";

/// What a file in the format `sql` is written for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dialect {
    /// `PostgreSQL` and `SQLite`.
    #[default]
    Portable,
    /// `PostgreSQL` alone, which loads it faster.
    Postgresql,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 2] = [Self::Portable, Self::Postgresql];

    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portable => "portable",
            Self::Postgresql => "postgresql",
        }
    }

    /// The dialect of a body, by its first line.
    pub(crate) fn of_body(line: &[u8]) -> Self {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        if line == Self::Postgresql.begin().as_bytes() { Self::Postgresql } else { Self::Portable }
    }

    /// The first statement, by which the dialect is known.
    fn begin(self) -> &'static str {
        match self {
            Self::Portable => "BEGIN;",
            // Whatever the default is: whoever waited for the lock must see what was done under it.
            Self::Postgresql => "BEGIN ISOLATION LEVEL READ COMMITTED;",
        }
    }

    /// What stands before the name of a table.
    fn schema(self) -> &'static str {
        match self {
            Self::Portable => "",
            Self::Postgresql => "keywright.",
        }
    }

    /// The table of the new rows.
    fn new_rows(self) -> &'static str {
        match self {
            Self::Portable => "keywright_new",
            Self::Postgresql => "pg_temp.keywright_new",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Dialect {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let dialect = Self::ALL.into_iter().find(|dialect| dialect.as_str() == text);
        dialect.ok_or(Invalid::new("a dialect", "portable or postgresql"))
    }
}

/// The statements around the rows.
pub(super) struct Layout {
    dialect: Dialect,
    rows: u64,
}

impl Layout {
    pub(super) fn begin(claims: &Claims, dialect: Dialect, body: &mut Vec<u8>) -> Self {
        let (schema, new, sub) = (dialect.schema(), dialect.new_rows(), quoted(&claims.sub));
        put(body, &[dialect.begin(), "\n"]);
        if dialect == Dialect::Postgresql {
            put(body, &["SET LOCAL search_path = pg_catalog, pg_temp;\n"]);
        }
        // The first write is the lock: a second load waits here until the first has ended.
        put(
            body,
            &[
                &format!("INSERT INTO {schema}keywright_guard (sub, state) VALUES ({sub}, 1) "),
                "ON CONFLICT (sub) DO UPDATE SET state = 1;\n",
                // Whatever an earlier use of the session left there.
                &format!("DROP TABLE IF EXISTS {new};\n"),
                &format!("CREATE TEMP TABLE keywright_new AS SELECT {COLUMNS} "),
                &format!("FROM {schema}keywright_key WHERE false;\n"),
            ],
        );
        if dialect == Dialect::Postgresql {
            put(body, &[&format!("COPY {new} ({COLUMNS}) FROM stdin;\n")]);
        }
        Self { dialect, rows: 0 }
    }

    pub(super) fn entry(&mut self, row: &[u8], body: &mut Vec<u8>) {
        if self.dialect == Dialect::Postgresql {
            body.extend_from_slice(row);
            return put(body, &["\n"]);
        }
        if self.rows.is_multiple_of(ROWS) {
            let end = if self.rows == 0 { "" } else { ";\n" };
            put(body, &[end, "INSERT INTO keywright_new VALUES\n"]);
        } else {
            put(body, &[",\n"]);
        }
        body.extend_from_slice(row);
        self.rows += 1;
    }

    pub(super) fn finish(self, claims: &Claims, ent: Digest, body: &mut Vec<u8>) {
        match self.dialect {
            Dialect::Postgresql => put(body, &["\\.\n"]),
            Dialect::Portable if self.rows > 0 => put(body, &[";\n"]),
            Dialect::Portable => {}
        }
        let statements = self.head(claims, ent).into_iter().chain(self.rows(claims));
        for statement in statements {
            put(body, &[&statement, ";\n"]);
        }
    }

    /// Whether all rows have come.
    fn is_whole(&self, claims: &Claims) -> String {
        format!("(SELECT count(*) FROM {}) = {}", self.dialect.new_rows(), claims.cnt)
    }

    /// The head moves forwards, and only for a file that is whole and fresh.
    fn head(&self, claims: &Claims, ent: Digest) -> [String; 3] {
        let Claims { iat, exp, generation, cnt, .. } = claims;
        let (schema, new) = (self.dialect.schema(), self.dialect.new_rows());
        let (sub, iss) = (quoted(&claims.sub), quoted(&claims.iss));
        let (epoch, iat, exp) = (claims.epoch.unix(), iat.unix(), exp.unix());
        let is_whole = self.is_whole(claims);
        let is_fresh = format!("CURRENT_TIMESTAMP <= '{}'", last_moment(claims.exp));
        let head = format!("SELECT 1 FROM {schema}keywright_head h WHERE h.sub = {sub} AND h.iss = {iss}");
        [
            format!("CREATE UNIQUE INDEX keywright_new_digest ON {new} (digest)"),
            format!(
                "INSERT INTO {schema}keywright_head (sub, iss, epoch, gen, iat, not_after, cnt, ent) \
                 SELECT {sub}, {iss}, {epoch}, {generation}, {iat}, {exp}, {cnt}, '{ent}' \
                 WHERE {is_whole} AND {is_fresh} ON CONFLICT (sub) DO UPDATE SET epoch = excluded.epoch, \
                 gen = excluded.gen, iat = excluded.iat, not_after = excluded.not_after, cnt = excluded.cnt, \
                 ent = excluded.ent WHERE keywright_head.iss = excluded.iss AND \
                 (keywright_head.epoch < excluded.epoch OR \
                 (keywright_head.epoch = excluded.epoch AND keywright_head.gen < excluded.gen))"
            ),
            // A constraint forbids each of the states below 0, and says by its name what is wrong.
            format!(
                "UPDATE {schema}keywright_guard SET state = CASE WHEN NOT ({is_whole}) THEN -1 \
                 WHEN NOT ({is_fresh}) THEN -2 WHEN NOT EXISTS ({head}) THEN -3 \
                 WHEN NOT EXISTS ({head} AND h.epoch = {epoch} AND h.gen = {generation}) THEN -4 \
                 WHEN NOT EXISTS ({head} AND h.not_after = {exp} AND h.cnt = {cnt} AND h.ent = '{ent}') THEN -5 \
                 ELSE 2 END WHERE sub = {sub}"
            ),
        ]
    }

    /// The rows in use become the new ones. Without `-bail` and `ON_ERROR_STOP` this is executed after a failure too:
    /// then it does nothing.
    fn rows(&self, claims: &Claims) -> [String; 5] {
        let (schema, new, sub) = (self.dialect.schema(), self.dialect.new_rows(), quoted(&claims.sub));
        let is_loaded =
            format!("SELECT 1 FROM {schema}keywright_guard g WHERE g.sub = {sub} AND g.state = 2");
        let equal: Vec<String> = COLUMNS
            .split(", ")
            .skip(1)
            .map(|name| format!(" AND n.{name} IS NOT DISTINCT FROM k.{name}"))
            .collect();
        let row = format!("n.{}", COLUMNS.replace(", ", ", n."));
        [
            // Only rows that differ are written. To insert them anew is faster than to update them on a conflict, for
            // which PostgreSQL looks at every row twice.
            format!(
                "DELETE FROM {schema}keywright_key AS k WHERE k.sub = {sub} AND EXISTS ({is_loaded}) \
                 AND NOT EXISTS (SELECT 1 FROM {new} n WHERE n.digest = k.digest{})",
                equal.concat()
            ),
            format!(
                "INSERT INTO {schema}keywright_key (sub, {COLUMNS}) SELECT {sub}, {row} FROM {new} n \
                 WHERE EXISTS ({is_loaded}) AND NOT EXISTS \
                 (SELECT 1 FROM {schema}keywright_key k WHERE k.sub = {sub} AND k.digest = n.digest)"
            ),
            // Whatever happens, no later load finds it in that state.
            format!("UPDATE {schema}keywright_guard SET state = 1 WHERE sub = {sub}"),
            format!("DROP TABLE {new}"),
            "COMMIT".to_owned(),
        ]
    }
}

/// The last second at which a file is fresh, as both databases compare it with `CURRENT_TIMESTAMP`: `PostgreSQL` by
/// time, and `SQLite` by text, where the offset that ends it counts as later than nothing.
fn last_moment(exp: Timestamp) -> String {
    let last = Timestamp::from_unix(exp.unix().saturating_sub(1)).to_string();
    last.replace('T', " ").replace('Z', "+00")
}

/// A text as a literal. No value has a backslash, which an old setting of `PostgreSQL` would give a meaning.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The row on a line, in either dialect.
pub(super) fn entry_on(line: &[u8]) -> Option<&[u8]> {
    let is_copied = line.get(64) == Some(&b'\t');
    let listed = || line.strip_suffix(b",").or(line.strip_suffix(b";")).filter(|row| row.starts_with(b"('"));
    if is_copied { Some(line) } else { listed() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_have_names_and_first_lines() {
        for dialect in Dialect::ALL {
            assert_eq!(dialect.to_string().parse(), Ok(dialect));
            assert_eq!(Dialect::of_body(dialect.begin().as_bytes()), dialect);
        }
        assert!("mysql".parse::<Dialect>().is_err());
        assert_eq!(Dialect::of_body(b""), Dialect::Portable);
    }

    #[test]
    fn literals_end_where_they_should() {
        assert_eq!(quoted("a'b''"), "'a''b'''''");
    }

    #[test]
    fn the_last_moment_is_that_of_both_databases() {
        let last = last_moment(Timestamp::from_unix(1_767_225_600));
        assert_eq!(last, "2025-12-31 23:59:59+00");
        // As SQLite compares them.
        assert!("2025-12-31 23:59:59" <= last.as_str() && "2026-01-01 00:00:00" > last.as_str());
    }

    #[test]
    fn rows_are_found_and_nothing_else() {
        let copied = format!("{}\tkey", "1".repeat(64));
        assert_eq!(entry_on(copied.as_bytes()), Some(copied.as_bytes()));
        assert_eq!(entry_on(b"('1','2'),"), Some(&b"('1','2')"[..]));
        assert_eq!(entry_on(b"('1','2');"), Some(&b"('1','2')"[..]));
        for other in ["BEGIN;", "('1')", "", "\\."] {
            assert_eq!(entry_on(other.as_bytes()), None, "{other}");
        }
    }
}
