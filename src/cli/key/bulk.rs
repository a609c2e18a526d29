//! JSON lines that describe keys: `key create --from` and `key import --from`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek as _, Write as _};
use std::path::Path;
use std::str::FromStr;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::MapDeserializer;
use serde_json::value::RawValue;
use tempfile::SpooledTempFile;
use zeroize::Zeroizing;

use super::misplaced;
use crate::cli::input;
use crate::domain::Invalid;
use crate::domain::json;
use crate::domain::redaction::shortened;
use crate::error::{Error, Kind, Result};
use crate::files::{UTF_16, UTF_16_HINT, drop_bom, is_utf16};
use crate::ops::key::create::{NewKey, Terms};
use crate::ops::key::import::{ImportKey, Past, Proof};
use crate::secret::Secret;

/// Maximum bytes of a line: far more than all members at their limits.
const MAX_LINE: u64 = 256 * 1024;
/// Maximum lines and bytes that are read: everything is held in memory until the last line has been read.
const MOST: Size = Size { lines: 1_000_000, bytes: 256 * 1024 * 1024 };

#[derive(Clone, Copy, Default)]
struct Size {
    lines: u64,
    bytes: u64,
}

/// What the lines of a file describe, in their order. It knows the current line, for errors
/// that come later. All of it is in memory: it may hold secrets.
pub(in crate::cli) struct Described<T> {
    items: std::vec::IntoIter<(u64, T)>,
    line: u64,
}

impl<T> Described<T> {
    /// Reads a file, or stdin for `-`, to its end.
    pub(in crate::cli) fn read(
        from: &Path,
        stdin: &mut dyn BufRead,
        of: fn(&Line) -> Result<T>,
    ) -> Result<Self> {
        let item = |line: Result<Line>| line.and_then(|line| Ok((line.number, of(&line)?)));
        let items: Vec<(u64, T)> = lines(from, stdin)?.map(item).collect::<Result<_>>()?;
        Ok(Self { items: items.into_iter(), line: 0 })
    }

    pub(in crate::cli) fn with_line(&self, error: Error) -> Error {
        with_line(self.line, error)
    }
}

/// Adds the line number to an error that the line caused, and not the vault.
fn with_line(line: u64, mut error: Error) -> Error {
    let is_caused = line > 0 && matches!(error.kind, Kind::Usage | Kind::NotFound | Kind::Conflict);
    if is_caused && !error.message.starts_with("--from: ") {
        error.message = format!("--from: line {line}: {}", error.message);
    }
    error
}

/// The same for lines without secrets, of which there may be many: they were all read and checked once, and are kept
/// in a temporary file, to be read again one by one.
pub(in crate::cli) struct Spooled<T> {
    lines: Numbered<'static>,
    of: fn(&Line) -> Result<T>,
    line: u64,
}

/// The bytes of lines that are kept in memory.
const IN_MEMORY: usize = 8 * 1024 * 1024;

impl<T> Spooled<T> {
    /// Reads a file, or stdin for `-`, to its end.
    pub(in crate::cli) fn read(
        from: &Path,
        stdin: &mut dyn BufRead,
        of: fn(&Line) -> Result<T>,
    ) -> Result<Self> {
        let failed = |error| Error::io("--from: temporary data", error);
        let mut kept = BufWriter::new(SpooledTempFile::new(IN_MEMORY));
        let mut before = 0;
        for line in lines(from, stdin)? {
            let line = line?;
            of(&line)?;
            // Empty ones were skipped, and count.
            (before + 1..line.number).try_for_each(|_| kept.write_all(b"\n")).map_err(failed)?;
            kept.write_all(line.text.trim_ascii_end())
                .and_then(|()| kept.write_all(b"\n"))
                .map_err(failed)?;
            before = line.number;
        }
        let mut kept = kept.into_inner().map_err(|error| failed(error.into_error()))?;
        kept.rewind().map_err(failed)?;
        let lines = Numbered { reader: Box::new(BufReader::new(kept)), read: Size::default(), most: MOST };
        Ok(Self { lines, of, line: 0 })
    }

    pub(in crate::cli) fn with_line(&self, error: Error) -> Error {
        with_line(self.line, error)
    }
}

impl<T> Iterator for Spooled<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let line = self.lines.next_line().transpose()?;
        Some(line.and_then(|line| {
            self.line = line.number;
            (self.of)(&line)
        }))
    }
}

impl<T> Iterator for Described<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let (line, item) = self.items.next()?;
        self.line = line;
        Some(item)
    }
}

pub(in crate::cli) struct Line {
    number: u64,
    text: Zeroizing<Vec<u8>>,
}

/// A file, or stdin for `-`.
pub(in crate::cli) fn open<'a>(from: &Path, stdin: &'a mut dyn BufRead) -> Result<Box<dyn BufRead + 'a>> {
    input::open(from, stdin)
        .map_err(|error| Error::io(format!("--from: reading '{}' failed", from.display()), error))
}

/// The lines of a file, or of stdin for `-`; empty ones are skipped.
fn lines<'a>(from: &Path, stdin: &'a mut dyn BufRead) -> Result<Box<dyn Iterator<Item = Result<Line>> + 'a>> {
    let mut numbered = Numbered { reader: open(from, stdin)?, read: Size::default(), most: MOST };
    Ok(Box::new(std::iter::from_fn(move || numbered.next_line().transpose())))
}

struct Numbered<'a> {
    reader: Box<dyn BufRead + 'a>,
    read: Size,
    most: Size,
}

impl Numbered<'_> {
    fn next_line(&mut self) -> Result<Option<Line>> {
        let mut text = Zeroizing::new(Vec::with_capacity(1_024));
        loop {
            text.clear();
            self.read.lines += 1;
            let number = self.read.lines;
            let mut limited = self.reader.by_ref().take(MAX_LINE);
            let read = limited
                .read_until(b'\n', &mut text)
                .map_err(|error| Error::io(format!("--from: reading line {number} failed"), error))?;
            if read == 0 {
                return Ok(None);
            }
            self.read.bytes += MAX_LINE - limited.limit();
            if number == 1 {
                if is_utf16(&text) {
                    return Err(Error::usage(format!("--from: {UTF_16}")).hint(UTF_16_HINT));
                }
                drop_bom(&mut text);
            }
            if number > self.most.lines || self.read.bytes > self.most.bytes {
                return Err(Error::usage("--from: there are more than 1,000,000 lines or 256 MiB")
                    .hint("split it, and import one part after the other"));
            }
            if limited.limit() == 0 && !text.ends_with(b"\n") {
                return Err(Error::usage(format!("--from: line {number} is longer than 256 KiB")));
            }
            if !text.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Line { number, text }));
            }
        }
    }
}

/// What a line describes: the options of a key, its name, and its secret or digest when importing.
#[derive(Deserialize)]
struct Members {
    name: Option<String>,
    secret: Option<Zeroizing<String>>,
    digest: Option<String>,
    start: Option<String>,
    created_at: Option<String>,
    last_used_at: Option<String>,
    // All other members; unknown ones are rejected.
    #[serde(flatten)]
    terms: Terms,
}

/// A member's name, of which only the beginning is repeated if it is long.
fn quoted(name: &str) -> String {
    format!("'{}'", shortened(name, 100))
}

enum Fault {
    Type(String),
    Value(String),
}

impl Line {
    fn wrong(&self, why: impl std::fmt::Display) -> Error {
        Error::usage(format!("--from: line {}: {why}", self.number))
    }

    fn read(&self) -> Result<Members> {
        // serde would read an array as the members in their order.
        if self.text.trim_ascii_start().first() != Some(&b'{') {
            return Err(self.wrong("it is not a JSON object"));
        }
        if let Some(fault) = misplaced::secret_in(&self.text) {
            return Err(self.wrong(fault));
        }
        if let Some(name) = json::repeated_member(&self.text) {
            return Err(self.wrong(format!("the member {} is given twice", quoted(&name))));
        }
        // The parser's own message could quote the line, and with it a secret: only its position is reported.
        serde_json::from_slice(self.text.trim_ascii_end()).map_err(|error| match error.classify() {
            serde_json::error::Category::Data if is_unknown_member(&error) => self.wrong(member_of(&error)),
            serde_json::error::Category::Data => self.wrong(
                self.fault()
                    .unwrap_or_else(|| format!("a member has the wrong type (column {})", error.column())),
            ),
            _ => self.wrong(format!("it is not a JSON object (column {})", error.column())),
        })
    }

    /// The error of the first member, by name, with a wrong type; else of the first with a wrong value.
    fn fault(&self) -> Option<String> {
        let members: BTreeMap<String, &RawValue> = serde_json::from_slice(&self.text).ok()?;
        let mut first = None;
        for fault in members.iter().filter_map(|(name, value)| fault_of(name, value)) {
            match fault {
                Fault::Type(what) => return Some(what),
                Fault::Value(what) => first = first.or(Some(what)),
            }
        }
        first
    }

    fn member<T: FromStr<Err = Invalid>>(&self, name: &str, text: &str) -> Result<T> {
        text.parse().map_err(|invalid| self.wrong(format!("{name}: {invalid}")))
    }

    /// The key, after its secret or digest was removed.
    fn key(&self, members: Members) -> Result<NewKey> {
        let name = members.name.ok_or_else(|| self.wrong("name is missing"))?;
        let settings = &members.terms.settings;
        if settings.expires.is_some() && settings.expires_at.is_some() {
            return Err(self.wrong("both expires and expires_at are given"));
        }
        Ok(NewKey { name: self.member("name", &name)?, terms: members.terms, keep_in: None })
    }
}

/// What is wrong with a member by itself. Of what may be a secret only the beginning is read, and
/// nothing of the line is ever quoted but names.
fn fault_of(name: &str, value: &RawValue) -> Option<Fault> {
    if let "name" | "secret" | "digest" | "start" | "created_at" | "last_used_at" = name {
        let is_right = value.get().starts_with('"') || value.get() == "null";
        return (!is_right).then(|| Fault::Type(format!("{name} must be a string")));
    }
    let error = terms_of(name, value).err()?;
    if is_unknown_member(&error) {
        return None;
    }
    let text = error.to_string();
    if text.starts_with("invalid type") {
        return Some(Fault::Type(format!("{name} must be {}", expected(name))));
    }
    // The type names of the domain, which are fixed.
    let words = text.split(" at line ").next().unwrap_or_default();
    Some(Fault::Value(format!("{name}: {words}")))
}

/// The options that one member gives.
fn terms_of<'v>(
    name: &'v str,
    value: impl IntoDeserializer<'v, serde_json::Error>,
) -> serde_json::Result<Terms> {
    Terms::deserialize(MapDeserializer::new(std::iter::once((name, value))))
}

/// The type that a member must have, taken from the error about a type that no member has.
fn expected(name: &str) -> String {
    let text = terms_of(name, true).err().map_or_else(String::new, |error| error.to_string());
    match text.rsplit_once(", expected ").map_or("", |(_, expected)| expected) {
        "a sequence" => "a list of strings",
        "a map" => "an object of strings",
        other => other,
    }
    .to_owned()
}

fn is_unknown_member(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    text.starts_with("unknown field")
}

/// `unknown field `x`, expected one of …` without the end, which lists all members.
fn member_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let short = text.split([',', '\n']).next().unwrap_or_default();
    let short = short.split(" at line").next().unwrap_or_default();
    shortened(&short.replace('`', "'"), 100)
}

pub(in crate::cli) fn new_key(line: &Line) -> Result<NewKey> {
    let members = line.read()?;
    let of_existing = [&members.digest, &members.start, &members.created_at, &members.last_used_at];
    if members.secret.is_some() || of_existing.into_iter().any(Option::is_some) {
        return Err(line.wrong("an existing key is imported with `keywright key import`"));
    }
    line.key(members)
}

pub(in crate::cli) fn import_key(line: &Line) -> Result<ImportKey> {
    let mut members = line.read()?;
    let proof = match (members.secret.take(), members.digest.take()) {
        (Some(mut secret), None) => Proof::Secret(Secret::new(std::mem::take(&mut *secret))),
        (None, Some(digest)) => Proof::Digest(line.member("digest", &digest)?),
        (Some(_), Some(_)) => return Err(line.wrong("both secret and digest are given")),
        (None, None) => return Err(line.wrong("neither secret nor digest is given")),
    };
    let time = |name: &str, text: Option<String>| text.map(|text| line.member(name, &text)).transpose();
    let past = Past {
        created_at: time("created_at", members.created_at.take())?,
        last_used_at: time("last_used_at", members.last_used_at.take())?,
        start: members.start.take(),
    };
    Ok(ImportKey { key: line.key(members)?, proof, past })
}

#[cfg(test)]
#[path = "bulk_tests.rs"]
mod tests;
