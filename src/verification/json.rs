//! JSON of which every reader believes the same: what a parser of another language would read in another way is
//! refused, also where this version does not look at it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::domain::time::{Timestamp, is_exact};

/// Maximum depth of arrays and objects. Some parsers have no bound, and a bound of any is above it.
pub(super) const MAX_DEPTH: usize = 32;

/// The members of an object, each once, with their values as they are written.
struct Object<'a>(BTreeMap<String, &'a RawValue>);

/// Whether text is an object in which no object has a member twice, at any depth, and that is not nested too deeply.
/// Its strings are Unicode: none has half a surrogate pair.
pub(super) fn is_plain_object(text: &[u8]) -> bool {
    let object = serde_json::from_slice::<Object>(text);
    object.is_ok_and(|Object(members)| members.values().all(|value| is_plain(value, MAX_DEPTH - 1)))
}

/// Parses such an object. An array of its values, which serde would take for it, is none.
pub(super) fn object<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Option<T> {
    if is_plain_object(text) { serde_json::from_slice(text).ok() } else { None }
}

/// The same of a value of at most `depth` levels.
pub(super) fn is_plain(value: &RawValue, depth: usize) -> bool {
    let text = value.get();
    let below = |value: &&RawValue| is_plain(value, depth - 1);
    match text.as_bytes().first() {
        Some(b'{') if depth > 0 => {
            serde_json::from_str::<Object>(text).is_ok_and(|it| it.0.values().all(below))
        }
        Some(b'[') if depth > 0 => {
            serde_json::from_str::<Vec<&RawValue>>(text).is_ok_and(|it| it.iter().all(below))
        }
        Some(b'{' | b'[') => false,
        Some(b'"') => serde_json::from_str::<String>(text).is_ok(),
        _ => true,
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry()? {
            if members.insert(name, value).is_some() {
                return Err(Error::custom("a member occurs twice"));
            }
        }
        Ok(Object(members))
    }
}

/// Reads a number of things: not negative, and the same number for every JSON parser.
pub(super) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let count = i64::deserialize(deserializer)?;
    let count = u64::try_from(count).ok().filter(|_| is_exact(count));
    count.ok_or_else(|| Error::custom("a number below 0 or beyond 2^53 - 1"))
}

/// Reads a generation: counted from 1.
pub(super) fn generation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let generation = count(deserializer)?;
    if generation > 0 { Ok(generation) } else { Err(Error::custom("a generation of 0")) }
}

/// Reads a time from 1970 on, which may be far beyond what can be written as a date.
pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let time = Timestamp::deserialize(deserializer)?;
    if time < Timestamp::START || !is_exact(time.unix()) {
        return Err(Error::custom("a time before 1970 or beyond 2^53 - 1"));
    }
    Ok(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_parser_reads_alike() {
        let nested = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        for good in [
            "{}",
            " { \"a\" : 1e999 , \"b\" : [ null , \"\\ud83d\\udd11\u{e9}\" ] } \n",
            "{\"a\":{\"b\":1},\"b\":{\"b\":1}}",
            &nested(MAX_DEPTH),
        ] {
            assert!(is_plain_object(good.as_bytes()), "{good}");
        }
        for bad in [
            "",
            "[]",
            "{}x",
            "\u{feff}{}",
            "{\"a\":1,\"a\":1}",
            "{\"a\":1,\"\\u0061\":1}",
            "{\"a\":[{\"b\":{\"c\":1,\"c\":1}}]}",
            "{\"a\":\"\\ud83d\"}",
            "{\"a\":[\"\\udd11\"]}",
            "{\"\\ud83d\":1}",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
            &nested(MAX_DEPTH + 1),
            &nested(30_000),
        ] {
            assert!(!is_plain_object(bad.as_bytes()), "{bad}");
        }
        for bytes in [b"{\"a\":\"\xff\"}".as_slice(), b"{\"a\":[\"\xed\xa0\x80\"]}", b"{\"\xc0\xaf\":1}"] {
            assert!(!is_plain_object(bytes));
        }
    }
}
