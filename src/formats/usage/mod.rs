//! Usage logs: from a line to the key that was used, and when. No I/O: the caller has bounded the length of a
//! line.
//!
//! Errors in a line never quote it: it may contain a secret.

mod combined;
mod date;
mod haproxy;
mod jsonl;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::str::FromStr;

pub use date::UtcOffset;

use crate::domain::Invalid;
use crate::domain::time::Timestamp;
use crate::files::{UTF_16, UTF_16_HINT, is_utf16};

/// The first bytes of a compressed log (RFC 1952, section 2.3.1).
const GZIP: &[u8] = b"\x1f\x8b";

/// The format of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object per line: `{"id"|"start"|"digest": …, "at": TIME}`, and any other members.
    Jsonl,
    /// The combined log format of Apache and nginx, with or without additional fields; the field with the
    /// key.
    Combined(KeyField),
    /// `HAProxy`'s HTTP log (`option httplog`); the captured request header with the key, counted from 1, and
    /// the UTC offset of the server's clock, which the log does not contain.
    Haproxy(u16, UtcOffset),
}

impl LogFormat {
    /// The name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Combined(_) => "combined",
            Self::Haproxy(..) => "haproxy",
        }
    }

    /// Parses one line, without its line ending. `None`: no key was used.
    pub fn read(self, line: &[u8]) -> Result<Option<UsageRecord<'_>>, MalformedLine> {
        if line.starts_with(GZIP) {
            let hint = "decompress it: `zcat FILE | keywright usage import - …`";
            return Err(MalformedLine { what: "it is compressed".to_owned(), hint: Some(hint) });
        }
        if is_utf16(line) {
            return Err(MalformedLine { what: UTF_16.to_owned(), hint: Some(UTF_16_HINT) });
        }
        match self {
            Self::Jsonl => jsonl::read(line),
            Self::Combined(field) => combined::read(line, field.number()),
            Self::Haproxy(capture, offset) => haproxy::read(line, capture, offset),
        }
    }
}

/// The field of a combined log that holds the key: `user`, or its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyField {
    /// The user, which is the third field.
    User,
    /// The field with this number, counted from 1.
    Number(u16),
}

impl KeyField {
    /// The number of the field, counted from 1.
    pub fn number(self) -> u16 {
        match self {
            Self::User => 3,
            Self::Number(number) => number,
        }
    }
}

impl FromStr for KeyField {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let number = || text.parse().ok().filter(|number| (1..=999).contains(number));
        let field = if text == "user" { Some(Self::User) } else { number().map(Self::Number) };
        field.ok_or(Invalid::new("a field", "'user', or its number from 1 to 999"))
    }
}

/// A use of a key, as logged in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsageRecord<'a> {
    /// How the line identifies the key.
    pub by: IdentifiedBy,
    /// The text that identifies the key. It may be a secret.
    pub text: Cow<'a, str>,
    /// When it was used.
    pub at: Timestamp,
}

/// How a log identifies a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IdentifiedBy {
    /// Its id, or the beginning of it.
    Id,
    /// The part of its secret that may be shown.
    Start,
    /// Its digest.
    Digest,
    /// Any of these; determined from the text.
    Any,
}

/// Why a line is malformed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MalformedLine {
    /// A description that contains no text of the line.
    pub what: String,
    /// How to fix it, where that is known.
    pub hint: Option<&'static str>,
}

impl MalformedLine {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }
}

/// A field as a reference to a key; `None` if no key was used.
fn key_in<'a>(field: &'a [u8], what: &dyn std::fmt::Display) -> Result<Option<&'a str>, MalformedLine> {
    let text = std::str::from_utf8(field)
        .map_err(|_| MalformedLine::new(format!("{what} is not UTF-8")))?
        .trim_ascii();
    Ok((!is_none(text)).then_some(text))
}

/// Placeholders for an absent value in logs.
fn is_none(text: &str) -> bool {
    matches!(text, "" | "-")
}
