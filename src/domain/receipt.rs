//! A server's statement of which file it has loaded.

#[cfg(feature = "cli")]
use serde::Deserialize;
use serde::{Serialize, Serializer};

use super::digest::Digest;
use super::time::Timestamp;

/// The prefix of a digest that states its kind.
const MARKER: &str = "sha256:";

/// A server's statement that it has loaded a file. It is unsigned: it counts only for the server that it
/// names, and only in addition to what is known without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "cli", derive(Deserialize), serde(deny_unknown_fields))]
pub struct Receipt {
    /// The subject of the file.
    pub target: String,
    /// The server.
    pub server: String,
    /// The epoch that line 1 states, Unix seconds.
    pub epoch: i64,
    /// The generation that line 1 states.
    #[serde(rename = "gen")]
    pub generation: u64,
    /// The digest of the body; written `sha256:` and hex.
    #[serde(serialize_with = "write_dig")]
    #[cfg_attr(feature = "cli", serde(deserialize_with = "read_dig"))]
    pub dig: Digest,
    /// When the server began to use it; written as RFC 3339.
    #[serde(serialize_with = "write_time")]
    #[cfg_attr(feature = "cli", serde(deserialize_with = "read_time"))]
    pub loaded_at: Timestamp,
}

impl Receipt {
    /// The file's serial number (epoch and generation): later files are greater.
    pub fn serial(&self) -> (i64, u64) {
        (self.epoch, self.generation)
    }

    /// Orders the receipts of one server: the later one counts, whatever its file; within a second, that of the
    /// later file.
    pub fn order(&self) -> (Timestamp, (i64, u64)) {
        (self.loaded_at, self.serial())
    }
}

/// The last word of a server, among the receipts of one target.
pub fn last_word<'a>(receipts: &'a [Receipt], server: &str) -> Option<&'a Receipt> {
    receipts.iter().filter(|receipt| receipt.server == server).max_by_key(|receipt| receipt.order())
}

/// The last word of a server that went back, and its earlier word of a later file. `None`: it has not.
pub fn went_back<'a>(receipts: &'a [Receipt], server: &str) -> Option<(&'a Receipt, &'a Receipt)> {
    let last = last_word(receipts, server)?;
    let own = receipts.iter().filter(|receipt| receipt.server == server);
    let newest = own.max_by_key(|receipt| receipt.serial())?;
    (newest.serial() > last.serial()).then_some((last, newest))
}

// serde passes references.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn write_time<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

fn write_dig<S: Serializer>(dig: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{MARKER}{dig}"))
}

#[cfg(feature = "cli")]
fn read_time<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

#[cfg(feature = "cli")]
fn read_dig<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
    let text = String::deserialize(deserializer)?;
    let hex = text.strip_prefix(MARKER).and_then(|hex| Digest::from_hex(hex.as_bytes()));
    hex.ok_or_else(|| serde::de::Error::custom("dig is not sha256: and 64 lowercase hex characters"))
}

/// When the last of a target's servers reported a file later than all that contain a key; `None` until all of them have, and if the target names no server. Only the last word of a server counts. A file from before the key was created
/// does not contain it either, but proves nothing: the server may load later ones.
#[cfg(feature = "cli")]
pub fn reported_gone_at(
    servers: &[super::name::PlainName],
    receipts: &[Receipt],
    files: &[super::publication::Publication],
    contains: impl Fn(&super::publication::Publication) -> bool,
) -> Option<Timestamp> {
    let last = files.iter().filter(|file| contains(file)).map(super::publication::Publication::serial).max();
    let reported = servers.iter().map(|server| {
        let word = last_word(receipts, server.as_str());
        word.filter(|receipt| Some(receipt.serial()) > last).map(|receipt| receipt.loaded_at)
    });
    // One server that has not reported makes it `None`, and so does an empty list.
    reported.collect::<Option<Vec<_>>>()?.into_iter().max()
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;
    use crate::domain::name::PlainName;
    use crate::domain::publication::{Publication, RowSet};

    fn receipt(server: &str, generation: u64, loaded_at: i64) -> Receipt {
        let dig = Digest::from_bytes([7; 32]);
        let loaded_at = Timestamp::from_unix(loaded_at);
        Receipt { target: "edge".into(), server: server.into(), epoch: 1, generation, dig, loaded_at }
    }

    fn file(generation: u64, row: i64) -> Publication {
        let mut keys = RowSet::default();
        keys.push(row);
        let zero = Digest::from_bytes([0; 32]);
        let (iat, exp) = (Timestamp::START, Timestamp::from_unix(100));
        Publication {
            subject: "edge".into(),
            epoch: 1,
            generation,
            dig: zero,
            entries: zero,
            iat,
            exp,
            keys,
            ends: Vec::new(),
            gone: Vec::new(),
            lost: false,
            placed_at: None,
            reloaded_at: None,
            as_of: None,
            log_count: None,
            found_expired_at: None,
        }
    }

    #[test]
    fn written_as_it_is_read() {
        let text = serde_json::to_string(&receipt("a", 2, 1_767_225_600)).unwrap();
        let dig = "07".repeat(32);
        let expected = format!(
            r#"{{"target":"edge","server":"a","epoch":1,"gen":2,"dig":"sha256:{dig}","loaded_at":"2026-01-01T00:00:00Z"}}"#
        );
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Receipt>(&text).unwrap(), receipt("a", 2, 1_767_225_600));
        let more = text.replace("\"server\"", "\"more\":1,\"server\"");
        assert!(serde_json::from_str::<Receipt>(&more).is_err());
    }

    #[test]
    fn gone_once_every_server_has_a_later_file() {
        let servers: Vec<PlainName> = ["a", "b"].map(|name| name.parse().unwrap()).into();
        let files = [file(2, 5), file(3, 6)];
        let contains = |file: &Publication| file.keys.contains(5);
        let gone = |receipts: &[Receipt]| {
            reported_gone_at(&servers, receipts, &files, contains).map(Timestamp::unix)
        };
        assert_eq!(gone(&[receipt("a", 3, 10)]), None);
        assert_eq!(gone(&[receipt("a", 3, 10), receipt("b", 3, 20)]), Some(20));
        assert_eq!(gone(&[receipt("a", 3, 10), receipt("b", 1, 20)]), None, "from before the key");
        assert_eq!(gone(&[receipt("a", 3, 10), receipt("c", 3, 20)]), None, "another server");
        assert_eq!(reported_gone_at(&[], &[receipt("a", 3, 10)], &files, contains), None);
        let back = [receipt("a", 3, 10), receipt("b", 3, 20), receipt("a", 2, 30)];
        assert_eq!(gone(&back), None, "it went back");
    }

    #[test]
    fn a_server_goes_back_by_a_later_word_of_an_older_file() {
        let generations = |receipts: &[Receipt]| {
            went_back(receipts, "a").map(|(last, newest)| (last.generation, newest.generation))
        };
        assert_eq!(generations(&[receipt("a", 3, 10)]), None);
        assert_eq!(generations(&[receipt("a", 3, 10), receipt("a", 2, 11)]), Some((2, 3)));
        assert_eq!(generations(&[receipt("a", 3, 10), receipt("a", 2, 9)]), None, "that was before");
        assert_eq!(generations(&[receipt("a", 3, 10), receipt("a", 2, 10)]), None, "within a second");
        assert_eq!(generations(&[receipt("a", 3, 10), receipt("b", 2, 11)]), None, "another server");
    }
}
