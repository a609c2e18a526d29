//! One JSON object per line.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{IdentifiedBy, MalformedLine, UsageRecord, is_none};
use crate::domain::json;
use crate::domain::redaction::shortened;
use crate::domain::time::Timestamp;

/// The members that are read; others are ignored.
#[derive(Deserialize)]
struct Members<'a> {
    #[serde(borrow, default)]
    id: Given<'a>,
    #[serde(borrow, default)]
    start: Given<'a>,
    #[serde(borrow, default)]
    digest: Given<'a>,
    #[serde(borrow, default)]
    at: Given<'a>,
}

/// The value of a member. Any type is accepted, so that the message can name the member of a wrong one.
#[derive(Default)]
enum Given<'a> {
    /// The member is missing.
    #[default]
    Absent,
    Null,
    Text(Cow<'a, str>),
    Number(i64),
    Other,
}

pub(super) fn read(line: &[u8]) -> Result<Option<UsageRecord<'_>>, MalformedLine> {
    // serde would read an array as the members in their order.
    if line.trim_ascii_start().first() != Some(&b'{') {
        return Err(MalformedLine::new("it is not a JSON object"));
    }
    if let Some(name) = json::repeated_member(line) {
        return Err(MalformedLine::new(format!("the member '{}' is given twice", shortened(&name, 100))));
    }
    // The parser's own message could quote the line: only the position is reported.
    let members: Members<'_> = serde_json::from_slice(line).map_err(|error| {
        MalformedLine::new(format!("it is not a JSON object (column {})", error.column()))
    })?;
    let Members { id, start, digest, at } = members;
    let given = [
        (IdentifiedBy::Id, "id", id),
        (IdentifiedBy::Start, "start", start),
        (IdentifiedBy::Digest, "digest", digest),
    ];
    let mut given = given.into_iter().filter(|(.., value)| !matches!(value, Given::Absent));
    let (by, name, value) = match (given.next(), given.next()) {
        (Some(only), None) => only,
        (None, _) => return Err(MalformedLine::new("none of id, start and digest is given")),
        (Some((_, one, _)), Some((_, other, _))) => {
            return Err(MalformedLine::new(format!("both {one} and {other} are given")));
        }
    };
    let text = match value {
        Given::Text(text) if !is_none(&text) => text,
        Given::Text(_) | Given::Null => return Ok(None),
        _ => return Err(MalformedLine::new(format!("{name} must be a string"))),
    };
    Ok(Some(UsageRecord { by, text, at: time(&at)? }))
}

/// RFC 3339 or Unix seconds: servers that log JSON have one or the other.
fn time(at: &Given<'_>) -> Result<Timestamp, MalformedLine> {
    let wrong =
        || MalformedLine::new("at must be RFC 3339, such as \"2026-01-31T12:00:00Z\", or Unix seconds");
    match at {
        Given::Absent | Given::Null => Err(MalformedLine::new("at is missing")),
        Given::Text(text) => text.parse().map_err(|_| wrong()),
        // What is later than any time is not in seconds.
        Given::Number(seconds) if Timestamp::from_unix(*seconds).unix() == *seconds => {
            Ok(Timestamp::from_unix(*seconds))
        }
        Given::Number(_) | Given::Other => Err(wrong()),
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Given<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Given<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Given<'de>, E> {
        Ok(Given::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Given<'de>, E> {
        Ok(Given::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Given<'de>, E> {
        Ok(Given::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Given<'de>, E> {
        Ok(Given::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    #[allow(clippy::cast_possible_truncation, reason = "whole seconds are wanted; the rest saturates")]
    fn visit_f64<E: Error>(self, number: f64) -> Result<Given<'de>, E> {
        Ok(Given::Number(number.floor() as i64))
    }

    fn visit_unit<E: Error>(self) -> Result<Given<'de>, E> {
        Ok(Given::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Given<'de>, E> {
        Ok(Given::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Given<'de>, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Given::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Given<'de>, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Given::Other)
    }
}
