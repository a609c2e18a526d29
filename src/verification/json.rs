//! JSON of which every reader believes the same, and the numbers in it.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::domain::json;
use crate::domain::time::{Timestamp, is_exact};

pub(super) use crate::domain::json::MAX_DEPTH;

/// Whether text is such an object.
pub(super) fn is_plain_object(text: &[u8]) -> bool {
    json::check_object(text).is_ok()
}

/// Parses such an object. An array of its values, which serde would take for it, is none.
pub(super) fn object<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Option<T> {
    if is_plain_object(text) { serde_json::from_slice(text).ok() } else { None }
}

/// Whether every parser reads a value of at most `depth` levels alike.
pub(super) fn is_plain(value: &RawValue, depth: usize) -> bool {
    json::check(value, depth).is_ok()
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
