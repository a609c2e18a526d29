//! The bodies of the targets' files: entries to bytes. Line 1 is created by `verification::claims`, since it
//! needs the digest of the body.
//!
//! `usage` is the reverse: what servers log of the keys that they accepted.
//!
//! Writers append to a buffer and keep no state, so that a file of any size can be streamed. The caller
//! writes entries in ascending order of their digests, and passes them through `verification::BodyWriter`, which knows
//! what stands around them.

mod haproxy;
mod jsonl;
mod redis;
mod sql;
#[cfg(feature = "cli")]
pub mod usage;

use crate::verification::{Dialect, Entry, Format};

impl Format {
    /// Writes one entry with its line feed. In `sql` and `redis` it is a part of a statement, not a line of a body.
    pub fn write_entry(self, entry: &Entry, body: &mut Vec<u8>) {
        self.write_entry_in(Dialect::default(), entry, body);
    }

    /// The same, in a dialect of `sql`. The other formats have none.
    pub fn write_entry_in(self, dialect: Dialect, entry: &Entry, body: &mut Vec<u8>) {
        match self {
            Self::Jsonl => jsonl::write_entry(entry, body),
            Self::Haproxy => haproxy::write_entry(entry, body),
            Self::Sql => sql::write_entry(entry, dialect, body),
            Self::Redis => redis::write_entry(entry, body),
        }
    }

    /// Parses what `write_entry` wrote, without its line feed; the error says what is wrong with it.
    pub fn read_entry(self, line: &[u8]) -> Result<Entry, &'static str> {
        let entry = match self {
            Self::Jsonl => return Entry::from_jsonl(line),
            Self::Haproxy | Self::Redis => haproxy::read_entry(line),
            Self::Sql => sql::read_entry(line),
        };
        entry.ok_or("a value is malformed")
    }
}

#[cfg(test)]
pub(crate) mod examples {
    use super::*;
    use crate::domain::digest::Digest;
    use crate::domain::id::KeyId;
    use crate::domain::network::Networks;
    use crate::domain::time::Timestamp;

    /// One entry with every restriction, and one with none.
    pub(crate) fn entries() -> [Entry; 2] {
        let time = |seconds| Some(Timestamp::from_unix(seconds));
        let full = Entry {
            digest: Digest::from_bytes([0x11; 32]),
            id: KeyId::from_bits([0; 16]),
            not_before: time(1_767_225_600),
            expires_at: time(1_775_001_600),
            scopes: ["read", "users:write", "50%"].map(|scope| scope.parse().unwrap()).into(),
            resource: Some("acme/products:1".parse().unwrap()),
            environment: Some("prod".parse().unwrap()),
            networks: Networks::default(),
        };
        let bare = Entry {
            digest: Digest::from_bytes([0x22; 32]),
            id: KeyId::from_bits([0xff; 16]),
            not_before: None,
            expires_at: None,
            scopes: Vec::new(),
            resource: None,
            environment: None,
            networks: Networks::default(),
        };
        [full, bare]
    }
}
