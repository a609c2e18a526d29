//! JSON lines that describe keys: `key create --from` and `key import --from`.

use std::io::{BufRead, Read};
use std::path::Path;
use std::str::FromStr;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::input;
use crate::domain::Invalid;
use crate::domain::name::{Label, Labels};
use crate::domain::time::Lifetime;
use crate::error::{Error, Kind, Result};
use crate::ops::key_create::{Expiry, NewKey};
use crate::ops::key_import::{Foreign, Proof};
use crate::secret::Secret;

/// The longest line that is read: far more than all members at their bounds.
const MAX_LINE: u64 = 256 * 1024;

/// A numbered line.
pub(super) struct Line {
    number: u64,
    text: Zeroizing<Vec<u8>>,
}

/// A file, or stdin for `-`.
pub(super) fn open<'a>(from: &Path, stdin: &'a mut dyn BufRead) -> Result<Box<dyn BufRead + 'a>> {
    input::open(from, stdin)
        .map_err(|error| Error::io(format!("--from: reading '{}' failed", from.display()), error))
}

/// The lines of a file, or of stdin for `-`; empty ones are passed over.
fn lines<'a>(from: &Path, stdin: &'a mut dyn BufRead) -> Result<Box<dyn Iterator<Item = Result<Line>> + 'a>> {
    let mut numbered = Numbered { reader: open(from, stdin)?, number: 0 };
    Ok(Box::new(std::iter::from_fn(move || numbered.next_line().transpose())))
}

struct Numbered<'a> {
    reader: Box<dyn BufRead + 'a>,
    number: u64,
}

impl Numbered<'_> {
    fn next_line(&mut self) -> Result<Option<Line>> {
        loop {
            let mut text = Zeroizing::new(Vec::with_capacity(1_024));
            self.number += 1;
            let mut limited = self.reader.by_ref().take(MAX_LINE);
            let read = limited
                .read_until(b'\n', &mut text)
                .map_err(|error| Error::io(format!("--from: reading line {} failed", self.number), error))?;
            if read == 0 {
                return Ok(None);
            }
            if limited.limit() == 0 && !text.ends_with(b"\n") {
                return Err(Error::usage(format!("--from: line {} is longer than 256 KiB", self.number)));
            }
            if !text.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(Line { number: self.number, text }));
            }
        }
    }
}

/// The members that both kinds of line have.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Members {
    name: Option<String>,
    prefix: Option<String>,
    profile: Option<String>,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    resource: Option<String>,
    environment: Option<String>,
    owner: Option<String>,
    description: Option<String>,
    #[serde(default)]
    labels: std::collections::BTreeMap<String, String>,
    expires: Option<String>,
    expires_at: Option<String>,
    not_before: Option<String>,
    // Only where keys are imported.
    secret: Option<Zeroizing<String>>,
    digest: Option<String>,
}

impl Line {
    fn wrong(&self, why: impl std::fmt::Display) -> Error {
        Error::usage(format!("--from: line {}: {why}", self.number))
    }

    fn read(&self) -> Result<Members> {
        // An array would be read member by member in their order.
        if self.text.trim_ascii_start().first() != Some(&b'{') {
            return Err(self.wrong("it is not a JSON object"));
        }
        // The parser's own words could quote the line, and with it a secret: only its place is told.
        serde_json::from_slice(self.text.trim_ascii_end()).map_err(|error| match error.classify() {
            serde_json::error::Category::Data if is_unknown_member(&error) => self.wrong(member_of(&error)),
            serde_json::error::Category::Data => {
                self.wrong(format!("a member has the wrong type (column {})", error.column()))
            }
            _ => self.wrong(format!("it is not a JSON object (column {})", error.column())),
        })
    }

    fn member<T: FromStr<Err = Invalid>>(&self, name: &str, text: &str) -> Result<T> {
        text.parse().map_err(|invalid| self.wrong(format!("{name}: {invalid}")))
    }

    fn optional<T: FromStr<Err = Invalid>>(&self, name: &str, text: Option<&str>) -> Result<Option<T>> {
        text.map(|text| self.member(name, text)).transpose()
    }

    fn key(&self, members: Members) -> Result<NewKey> {
        let name = members.name.as_deref().ok_or_else(|| self.wrong("name is missing"))?;
        let scopes: Result<Vec<_>> =
            members.scopes.iter().map(|scope| self.member("scopes", scope)).collect();
        Ok(NewKey {
            name: self.member("name", name)?,
            prefix: self.optional("prefix", members.prefix.as_deref())?,
            profile: self.optional("profile", members.profile.as_deref())?,
            scopes: scopes?,
            roles: members.roles,
            resource: self.optional("resource", members.resource.as_deref())?,
            environment: self.optional("environment", members.environment.as_deref())?,
            owner: self.optional("owner", members.owner.as_deref())?,
            description: self.optional("description", members.description.as_deref())?,
            labels: self.labels(&members.labels)?,
            expiry: self.expiry(members.expires.as_deref(), members.expires_at.as_deref())?,
            not_before: self.optional("not_before", members.not_before.as_deref())?,
            keep_in: None,
        })
    }

    fn labels(&self, given: &std::collections::BTreeMap<String, String>) -> Result<Labels> {
        let label = |(key, value): (&String, &String)| {
            let label: Label = self.member("labels", &format!("{key}={value}"))?;
            Ok((label.key, label.value))
        };
        given.iter().map(label).collect()
    }

    fn expiry(&self, expires: Option<&str>, expires_at: Option<&str>) -> Result<Expiry> {
        match (expires, expires_at) {
            (None, None) => Ok(Expiry::ByProfile),
            (Some(span), None) => Ok(match self.member("expires", span)? {
                Lifetime::Never => Expiry::Never,
                Lifetime::For(span) => Expiry::After(span),
            }),
            (None, Some(time)) => Ok(Expiry::At(self.member("expires_at", time)?)),
            (Some(_), Some(_)) => Err(self.wrong("both expires and expires_at are given")),
        }
    }
}

fn is_unknown_member(error: &serde_json::Error) -> bool {
    let text = error.to_string();
    text.starts_with("unknown field") || text.starts_with("duplicate field")
}

/// `unknown field `x`, expected one of …` without the end, which repeats all members.
fn member_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let short = text.split([',', '\n']).next().unwrap_or_default();
    let short = short.split(" at line").next().unwrap_or_default();
    short.replace('`', "'").chars().take(100).collect()
}

/// Keys in the order of their lines. What is wrong with one of them is told with its line.
pub(super) struct Numbers<T> {
    keys: std::vec::IntoIter<(u64, T)>,
    at: Option<u64>,
}

impl<T> Numbers<T> {
    /// Reads all lines to their end, before anything is done with the first.
    pub(super) fn read(
        from: &Path,
        stdin: &mut dyn BufRead,
        key: impl Fn(&Line) -> Result<T>,
    ) -> Result<Self> {
        let keys: Result<Vec<_>> = lines(from, stdin)?
            .map(|line| {
                let line = line?;
                key(&line).map(|key| (line.number, key))
            })
            .collect();
        Ok(Self { keys: keys?.into_iter(), at: None })
    }

    /// An error about the key that was handed out last, if it is about a key at all.
    pub(super) fn told(&self, mut error: Error) -> Error {
        let is_about_key = matches!(error.kind, Kind::Usage | Kind::Conflict | Kind::NotFound | Kind::Denied);
        if let Some(number) = self.at.filter(|_| is_about_key) {
            error.message = format!("--from: line {number}: {}", error.message);
        }
        error
    }
}

impl<T> Iterator for Numbers<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let (number, key) = self.keys.next()?;
        self.at = Some(number);
        Some(key)
    }
}

/// A key to be minted.
pub(super) fn new_key(line: &Line) -> Result<NewKey> {
    let members = line.read()?;
    if members.secret.is_some() || members.digest.is_some() {
        return Err(line.wrong("a key that exists already is taken in with `keywright key import`"));
    }
    line.key(members)
}

/// A key to be imported.
pub(super) fn foreign(line: &Line) -> Result<Foreign> {
    let mut members = line.read()?;
    let proof = match (members.secret.take(), members.digest.take()) {
        (Some(mut secret), None) => Proof::Secret(Secret::new(std::mem::take(&mut *secret))),
        (None, Some(digest)) => Proof::Digest(line.member("digest", &digest)?),
        (Some(_), Some(_)) => return Err(line.wrong("both secret and digest are given")),
        (None, None) => return Err(line.wrong("neither secret nor digest is given")),
    };
    Ok(Foreign { key: line.key(members)?, proof })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line { number: 3, text: Zeroizing::new(text.as_bytes().to_vec()) }
    }

    #[test]
    fn what_is_wrong_is_named_and_no_secret_is_quoted() {
        let wrong = |text: &str| foreign(&line(text)).err().map(|error| error.message).unwrap_or_default();
        assert_eq!(
            wrong("{\"name\":\"a\",\"secret\":\"hunter2\""),
            "--from: line 3: it is not a JSON object (column 30)"
        );
        assert_eq!(wrong("{\"secret\":\"x\"}"), "--from: line 3: name is missing");
        assert_eq!(wrong("{\"nam\":\"a\"}"), "--from: line 3: unknown field 'nam'");
        assert_eq!(
            wrong("{\"name\":\"a\",\"secret\":[\"hunter2\"]}"),
            "--from: line 3: a member has the wrong type (column 21)"
        );
        assert_eq!(wrong("{\"name\":\"a\"}"), "--from: line 3: neither secret nor digest is given");
        assert!(wrong("{\"name\":\"a\",\"digest\":\"zz\"}").contains("digest: a digest must be"));
        assert!(new_key(&line("{\"name\":\"a\",\"secret\":\"x\"}")).is_err());
    }

    #[test]
    fn blank_lines_are_passed_over_and_counted() {
        let mut text = &b"\n{\"name\":\"a\"}\n  \n{\"name\":\"b\"}"[..];
        let numbers: Vec<u64> =
            lines(Path::new("-"), &mut text).unwrap().map(|line| line.unwrap().number).collect();
        assert_eq!(numbers, [2, 4]);
    }
}
