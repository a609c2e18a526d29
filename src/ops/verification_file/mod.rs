//! Verification files outside the vault: exported, inspected, compared, and used to check a secret.
//!
//! | file | use case |
//! |---|---|
//! | `export` | write a file that belongs to no target |
//! | `check` | decide on a presented secret |
//! | `lines` | decide on many, from a file that is read once or followed |
//! | `inspect` | report what a file contains |
//! | `install` | put a file in the place where a server reads it |
//! | `diff` | compare two files |
//! | `public_key` | the keys that files are verified with |
//! | `signed` | from entries and claims to a signed file |
//! | `left_out` | the keys that a format cannot restrict as they must be |
//! | `destination` | the destination of a file, and what is there |
//! | `replaced` | what a new file may replace there |
//! | `external_sort` | entries sorted outside of memory |

pub mod check;
pub mod diff;
pub mod export;
pub mod inspect;
pub mod left_out;
pub mod lines;
pub mod public_key;

pub(super) mod destination;
pub(super) mod replaced;
pub(super) mod signed;

mod external_sort;
mod install;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::error::{Error, Result};
use crate::verification::{Dialect, Format};

/// Parses a format; help and completions list the known ones.
pub fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = Format::ALL.map(|format| {
        PossibleValue::new(format.as_str()).help(match format {
            Format::Jsonl => "JSON lines, for `check` and the library",
            Format::Haproxy => "A map file for HAProxy",
            Format::Sql => "SQL for PostgreSQL and SQLite",
            Format::Redis => "Commands for Redis and Valkey",
        })
    });
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Format>())
}

/// Parses a dialect of SQL.
pub fn dialect_parser() -> impl TypedValueParser<Value = Dialect> {
    let words = Dialect::ALL.map(|dialect| {
        PossibleValue::new(dialect.as_str()).help(match dialect {
            Dialect::Postgresql => "PostgreSQL alone, which loads it faster",
            _ => "One text for PostgreSQL and SQLite",
        })
    });
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Dialect>())
}

/// Rejects a dialect of what has none.
pub(super) fn refuse_dialect(format: Format, dialect: Dialect) -> Result<()> {
    if format == Format::Sql || dialect == Dialect::default() {
        return Ok(());
    }
    Err(Error::usage(format!("--dialect {dialect}: the format {format} has no dialects"))
        .hint("use --format sql, or --dialect portable"))
}
