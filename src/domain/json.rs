//! JSON of which every reader believes the same: what a parser of another language would read in another way is a
//! fault, also where this version does not look at it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Maximum depth of arrays and objects. Some parsers have no bound, and a bound of any is above it.
pub(crate) const MAX_DEPTH: usize = 32;

/// Why parsers could read a text in different ways, or not at all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not JSON, not an object, or has half a surrogate pair.
    Syntax,
    /// An object has a member twice: its path, such as `labels.team`.
    Repeated(String),
    /// It is nested too deeply.
    Depth,
}

/// Checks an object: no object in it has a member twice, at any depth, and it is not nested too deeply. Its strings
/// are Unicode.
pub(crate) fn check_object(text: &[u8]) -> Result<(), Fault> {
    check_members(serde_json::from_slice(text), MAX_DEPTH - 1)
}

/// The path of a member that an object has twice, if there is one.
pub(crate) fn repeated_member(text: &[u8]) -> Option<String> {
    match check_object(text) {
        Err(Fault::Repeated(path)) => Some(path),
        _ => None,
    }
}

/// The same of a value of at most `depth` levels.
pub(crate) fn check(value: &RawValue, depth: usize) -> Result<(), Fault> {
    let text = value.get();
    match text.as_bytes().first() {
        Some(b'{' | b'[') if depth == 0 => Err(Fault::Depth),
        Some(b'{') => check_members(serde_json::from_str(text), depth - 1),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|_| Fault::Syntax)?;
            items.iter().try_for_each(|value| check(value, depth - 1))
        }
        Some(b'"') => serde_json::from_str::<String>(text).map(drop).map_err(|_| Fault::Syntax),
        _ => Ok(()),
    }
}

fn check_members(object: serde_json::Result<Object<'_>>, depth: usize) -> Result<(), Fault> {
    let Object { members, repeated } = object.map_err(|_| Fault::Syntax)?;
    if let Some(name) = repeated {
        return Err(Fault::Repeated(name));
    }
    members.iter().try_for_each(|(name, value)| {
        check(value, depth).map_err(|fault| match fault {
            Fault::Repeated(path) => Fault::Repeated(format!("{name}.{path}")),
            other => other,
        })
    })
}

/// The members of an object with their values as they are written, and the first that occurs twice.
struct Object<'a> {
    members: BTreeMap<String, &'a RawValue>,
    repeated: Option<String>,
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
        let (mut members, mut repeated) = (BTreeMap::new(), None);
        while let Some(name) = map.next_key::<String>()? {
            if repeated.is_none() && members.contains_key(&name) {
                repeated = Some(name.clone());
            }
            members.insert(name, map.next_value()?);
        }
        Ok(Object { members, repeated })
    }
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
            assert_eq!(check_object(good.as_bytes()), Ok(()), "{good}");
        }
        for bad in [
            "",
            "[]",
            "{}x",
            "\u{feff}{}",
            "{\"a\":\"\\ud83d\"}",
            "{\"a\":[\"\\udd11\"]}",
            "{\"\\ud83d\":1}",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "{\"a\":1.}",
            "{\"a\":\"\t\"}",
            "{\"a\":\"\\x\"}",
        ] {
            assert_eq!(check_object(bad.as_bytes()), Err(Fault::Syntax), "{bad}");
        }
        for deep in [MAX_DEPTH + 1, 30_000] {
            assert!(matches!(check_object(nested(deep).as_bytes()), Err(Fault::Depth | Fault::Syntax)));
        }
        for bytes in [b"{\"a\":\"\xff\"}".as_slice(), b"{\"a\":[\"\xed\xa0\x80\"]}", b"{\"\xc0\xaf\":1}"] {
            assert_eq!(check_object(bytes), Err(Fault::Syntax));
        }
    }

    #[test]
    fn a_member_that_occurs_twice_is_named_by_its_path() {
        for (text, path) in [
            (r#"{"a":1,"a":1}"#, "a"),
            (r#"{"a":1,"\u0061":2}"#, "a"),
            (r#"{"labels":{"team":"ops","team":"dev"}}"#, "labels.team"),
            (r#"{"a":[{"b":{"c":1,"c":1}}]}"#, "a.b.c"),
            (r#"{"b":{"c":1,"c":1},"a":1,"a":2}"#, "a"),
        ] {
            assert_eq!(repeated_member(text.as_bytes()).as_deref(), Some(path), "{text}");
        }
        assert_eq!(repeated_member(br#"{"a":1,"b":{"a":1}}"#), None);
    }
}
