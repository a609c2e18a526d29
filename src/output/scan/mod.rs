//! Leaked secrets: their location and key. Never the secret.

pub mod rules;
pub mod sarif;

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use super::escape;
use super::fields::{Datum, Field, Record, nested, number, optional_number, text};
use crate::domain::redaction::redact_bytes;
use crate::domain::words;
use crate::ops::scan::{Finding, LeakedKey, Position, Searched};

type Row = Field<Finding>;

impl Record for Finding {
    const FIELDS: &'static [Field<Self>] = &[
        Row::fact("Found", |finding| Datum::Text(line(finding))).listed("Found"),
        Row::member("path", |finding| Datum::Text(path_text(&finding.path))),
        Row::member("line", |finding| position(finding, |at| at.line)),
        Row::member("column", |finding| position(finding, |at| at.column)),
        Row::member("start", |finding| text(&finding.start)),
        Row::member("key", |finding| finding.key.as_deref().map_or(Datum::None, nested)),
        Row::member("live", |finding| finding.is_live().into()),
    ];
}

impl Record for LeakedKey {
    const FIELDS: &'static [Field<Self>] = &[
        Field::member("id", |leaked| text(&leaked.key.id)),
        Field::member("name", |leaked| text(&leaked.key.name)),
        Field::member("version", |leaked| number(leaked.key.version)),
        Field::member("status", |leaked| text(leaked.status.as_str())),
    ];
}

/// A number of the position in the file; `null` if the secret is in its name.
fn position(finding: &Finding, of: fn(&Position) -> u64) -> Datum {
    optional_number(finding.position.as_ref().map(of))
}

/// The key of the secret, as text.
fn whose(finding: &Finding) -> String {
    let key = finding.key.as_deref().map(|LeakedKey { key, status }| {
        format!("{} '{}' v{} {}", key.id, key.name, key.version, status.as_str())
    });
    format!("{} ({}…)", key.unwrap_or_else(|| "unknown".to_owned()), finding.start)
}

/// A finding in one line, with the location as compilers and grep print it. Safe on a terminal.
pub fn line(finding: &Finding) -> String {
    let place = match finding.position {
        Some(Position { line, column, .. }) => format!(":{line}:{column}: "),
        None => ": in its name: ".to_owned(),
    };
    escape::line(&(path_text(&finding.path) + &place + &whose(finding))).into_owned()
}

/// A path as text: of a secret in it only the start. A byte that is not UTF-8 is written `\xff`.
pub fn path_text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in redact_bytes(path.as_os_str().as_bytes()).utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// A summary in one sentence.
pub fn summary(searched: &Searched, found: u64, live: u64) -> String {
    let binaries = match searched.binaries {
        0 => String::new(),
        some => format!(", left out {}", words::count(some, "binary file")),
    };
    let files = words::count(searched.files, "file");
    format!("scanned {files}{binaries}, found {}: {live} live", words::count(found, "secret"))
}
