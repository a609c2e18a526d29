//! Reads a TOML document member by member. All errors are collected with their lines, so that the author can
//! correct them at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::ops::Range;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Invalid;
use super::redaction::redact;
use super::words;

/// Maximum number of characters of a name or an invalid value that are repeated.
const MOST_REPEATED: usize = 60;

/// An error in a document, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line, 1-based.
    pub line: usize,
    /// The column, 1-based, where it is more precise than the line.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, column {column}: {}", self.line, self.what),
            None => write!(f, "line {}: {}", self.line, self.what),
        }
    }
}

/// A value and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct At<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

/// A member that is present: its full name, the line of its name, and its value.
pub(super) struct Member<'i> {
    name: String,
    pub(super) line: usize,
    value: DeValue<'i>,
}

/// The members of a table that have not been consumed yet.
pub(super) struct Members<'i> {
    within: &'static str,
    entries: BTreeMap<String, At<DeValue<'i>>>,
}

impl<'i> Members<'i> {
    /// Removes and returns a member, if it is present.
    pub(super) fn take(&mut self, name: &str) -> Option<Member<'i>> {
        let At { line, value } = self.entries.remove(name)?;
        Some(Member { name: format!("{}{}", self.within, shortened(name)), line, value })
    }
}

/// The line and column of a byte, both 1-based.
pub(super) fn position(text: &[u8], byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let lines = || before.split(|byte| *byte == b'\n');
    let last = lines().next_back().unwrap_or_default();
    (lines().count(), String::from_utf8_lossy(last).chars().count() + 1)
}

/// A quoted text, truncated if it is long.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", shortened(text))
}

/// What is repeated of a text.
fn shortened(text: &str) -> String {
    let text = &*redact(text);
    let short: String = text.chars().take(MOST_REPEATED).collect();
    let rest = if short.len() < text.len() { "…" } else { "" };
    format!("{short}{rest}")
}

pub(super) struct Reader<'i> {
    text: &'i str,
    faults: Vec<Fault>,
}

impl<'i> Reader<'i> {
    /// The document and its members, or the first syntax error.
    pub(super) fn new(bytes: &'i [u8]) -> Result<(Self, Members<'i>), Fault> {
        let syntax = |byte, what: String| {
            let (line, column) = position(bytes, byte);
            Fault { line, column: Some(column), what }
        };
        let text = std::str::from_utf8(bytes)
            .map_err(|error| syntax(error.valid_up_to(), "it is not UTF-8 text".to_owned()))?;
        let table = DeTable::parse(text).map_err(|error| {
            let byte = error.span().map_or(0, |span| span.start);
            syntax(byte, error.message().replace('`', "'"))
        })?;
        let reader = Self { text, faults: Vec::new() };
        let members = reader.members("", table.into_inner());
        Ok((reader, members))
    }

    fn members(&self, within: &'static str, table: DeTable<'i>) -> Members<'i> {
        let entries = table.into_iter().map(|(name, value)| {
            let line = self.line(&name.span());
            (name.into_inner().into_owned(), At { line, value: value.into_inner() })
        });
        Members { within, entries: entries.collect() }
    }

    fn line(&self, span: &Range<usize>) -> usize {
        position(self.text.as_bytes(), span.start).0
    }

    /// Records a fault.
    pub(super) fn fault(&mut self, line: usize, what: impl Into<String>) {
        self.faults.push(Fault { line, column: None, what: what.into() });
    }

    fn wrong_type(&mut self, member: &Member<'_>, expected: &str) {
        let found = member.value.type_str();
        let article = if found.starts_with(['a', 'i']) { "an" } else { "a" };
        self.fault(member.line, format!("{} must be {expected}, not {article} {found}", member.name));
    }

    /// All faults in line order.
    pub(super) fn finish(mut self) -> Vec<Fault> {
        self.faults.sort();
        self.faults
    }

    /// Whether no fault was recorded so far.
    pub(super) fn is_content(&self) -> bool {
        self.faults.is_empty()
    }

    /// Reports the remaining members of a table as unknown.
    pub(super) fn close(&mut self, members: Members<'_>) {
        for (name, At { line, .. }) in members.entries {
            self.fault(line, format!("unknown member {}", quoted(&format!("{}{name}", members.within))));
        }
    }

    /// A table of the document; empty if it is absent.
    pub(super) fn table(&mut self, member: Option<Member<'i>>, within: &'static str) -> Members<'i> {
        match member {
            Some(Member { value: DeValue::Table(table), .. }) => self.members(within, table),
            Some(other) => {
                self.wrong_type(&other, "a table");
                Members { within, entries: BTreeMap::new() }
            }
            None => Members { within, entries: BTreeMap::new() },
        }
    }

    /// A value parsed from a string.
    pub(super) fn parsed<T: FromStr<Err = Invalid>>(&mut self, member: Option<Member<'_>>) -> Option<At<T>> {
        let member = member?;
        if let DeValue::String(text) = &member.value {
            return self.parse(&member.name, member.line, text, T::from_str);
        }
        self.wrong_type(&member, "a string");
        None
    }

    /// A duration, written as a string or as a whole number.
    pub(super) fn time<T>(
        &mut self,
        member: Option<Member<'_>>,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Option<At<T>> {
        let member = member?;
        match &member.value {
            DeValue::String(text) => self.parse(&member.name, member.line, text, parse),
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix())
                    .map_or_else(|_| number.to_string(), |number| number.to_string());
                self.parse(&member.name, member.line, &number, parse)
            }
            _ => {
                self.wrong_type(&member, "a string such as \"90d\"");
                None
            }
        }
    }

    fn parse<T, E: Display>(
        &mut self,
        name: &str,
        line: usize,
        text: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<At<T>> {
        match parse(text) {
            Ok(value) => Some(At { line, value }),
            Err(invalid) => {
                self.fault(line, format!("{name} {}: {invalid}", quoted(text)));
                None
            }
        }
    }

    /// A boolean.
    pub(super) fn switch(&mut self, member: Option<Member<'_>>) -> Option<At<bool>> {
        let member = member?;
        if let DeValue::Boolean(value) = member.value {
            return Some(At { line: member.line, value });
        }
        self.wrong_type(&member, "true or false");
        None
    }

    /// A whole number from 0 to a limit.
    pub(super) fn number(&mut self, member: Option<Member<'_>>, most: u8) -> Option<u8> {
        let member = member?;
        if let DeValue::Integer(number) = &member.value {
            let read = u8::from_str_radix(number.as_str(), number.radix()).ok();
            let fits = read.filter(|read| *read <= most);
            if fits.is_none() {
                let number = shortened(&number.to_string());
                let what = format!("{} {number}: it must be from 0 to {most}", member.name);
                self.fault(member.line, what);
            }
            return fits;
        }
        self.wrong_type(&member, "a whole number");
        None
    }

    /// The strings of a list, each with its line; `None` if it is not a list of strings.
    pub(super) fn strings(&mut self, member: Member<'_>) -> Option<(String, Vec<At<String>>)> {
        let DeValue::Array(array) = member.value else {
            self.wrong_type(&member, "a list of strings");
            return None;
        };
        let mut strings = Vec::new();
        for item in array {
            let line = self.line(&Spanned::span(&item));
            match item.into_inner() {
                DeValue::String(text) => strings.push(At { line, value: text.into_owned() }),
                other => {
                    let member = Member { name: format!("an item of {}", member.name), line, value: other };
                    self.wrong_type(&member, "a string");
                    return None;
                }
            }
        }
        Some((member.name, strings))
    }

    /// A list of distinct values, of limited length: empty if it is absent, `None` if it is invalid.
    pub(super) fn list<T: FromStr<Err: Display>>(
        &mut self,
        member: Option<Member<'_>>,
        most: usize,
    ) -> Option<Vec<At<T>>> {
        let Some(member) = member else { return Some(Vec::new()) };
        let line = member.line;
        let (name, strings) = self.strings(member)?;
        if strings.len() > most {
            self.fault(
                line,
                format!("{name} has {}; at most {most} are accepted", words::count(strings.len(), "item")),
            );
            return None;
        }
        let (mut seen, mut values, expected) = (BTreeSet::new(), Vec::new(), strings.len());
        for At { line, value: text } in strings {
            if let Some(value) = self.parse(&name, line, &text, T::from_str) {
                values.push(value);
            }
            if seen.contains(&text) {
                self.fault(line, format!("{name} has {} twice", quoted(&text)));
            }
            seen.insert(text);
        }
        (values.len() == expected).then_some(values)
    }

    /// A table of lists. An invalid name or list is left out.
    pub(super) fn lists<K, T>(
        &mut self,
        member: Option<Member<'i>>,
        within: &'static str,
        most: usize,
    ) -> Vec<(At<K>, Vec<At<T>>)>
    where
        K: FromStr<Err = Invalid>,
        T: FromStr<Err = Invalid>,
    {
        let line = member.as_ref().map_or(1, |member| member.line);
        let mut table = self.table(member, within);
        let names: Vec<String> = table.entries.keys().cloned().collect();
        if names.len() > most {
            let name = within.trim_end_matches('.');
            self.fault(
                line,
                format!("{name} has {}; at most {most} are accepted", words::count(names.len(), "member")),
            );
            return Vec::new();
        }
        let mut lists = Vec::new();
        for name in names {
            let Some(member) = table.take(&name) else { continue };
            let key = self.parse(within.trim_end_matches('.'), member.line, &name, K::from_str);
            let list = self.list(Some(member), most);
            lists.extend(key.zip(list));
        }
        lists
    }
}
