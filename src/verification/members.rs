//! The members of a line of a `jsonl` body, in any form of JSON.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::entry::Grant;
use super::json::{self, MAX_DEPTH};
use crate::domain::time::is_exact;

/// What the members of a line say. Nothing of it is validated yet but the types.
pub(super) struct Members<'a> {
    pub(super) digest: &'a str,
    pub(super) id: &'a str,
    pub(super) nbf: Option<i64>,
    pub(super) exp: Option<i64>,
    pub(super) grant: Grant<'a>,
}

/// Parses a line. Names and known values are borrowed, so one with an escape is rejected: none needs one. So is `null`, which
/// could be read as no limit; and a member that stands twice, of which each reader could believe another.
pub(super) fn read(line: &[u8]) -> Result<Members<'_>, &'static str> {
    serde_json::from_slice(line)
        .map_err(|_| "not a JSON object with digest, id and scope, each member once and of its type")
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the entry of a key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut seen = BTreeSet::new();
        let (mut digest, mut id, mut nbf, mut exp) = (None, None, None, None);
        let (mut scope, mut resource, mut environment, mut net) = (None, None, None, None);
        let mut is_unsupported = false;
        while let Some(name) = map.next_key::<&str>()? {
            match name {
                "digest" => digest = Some(map.next_value()?),
                "id" => id = Some(map.next_value()?),
                "nbf" => nbf = Some(time(map.next_value()?)?),
                "exp" => exp = Some(time(map.next_value()?)?),
                "scope" => scope = Some(map.next_value()?),
                "resource" => resource = Some(map.next_value()?),
                "environment" => environment = Some(map.next_value()?),
                "net" => net = Some(map.next_value()?),
                _ => {
                    is_unsupported = true;
                    if !json::is_plain(map.next_value::<&RawValue>()?, MAX_DEPTH - 1) {
                        return Err(Error::custom("a value that parsers read differently"));
                    }
                }
            }
            if !seen.insert(name) {
                return Err(Error::custom("a member occurs twice"));
            }
        }
        let missing = || Error::custom("a member is missing");
        let scope = scope.ok_or_else(missing)?;
        let grant = Grant { scope, resource, environment, net, is_unsupported };
        Ok(Members { digest: digest.ok_or_else(missing)?, id: id.ok_or_else(missing)?, nbf, exp, grant })
    }
}

/// A time that every JSON parser reads as the same number.
fn time<E: Error>(seconds: i64) -> Result<i64, E> {
    if is_exact(seconds) { Ok(seconds) } else { Err(E::custom("a number beyond 2^53 - 1")) }
}
