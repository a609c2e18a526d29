//! The bodies of the targets' files: entries to bytes. Line 1 is created by `verification::claims`, since it
//! needs the digest of the body.
//!
//! `usage` is the reverse: what servers log of the keys that they accepted.
//!
//! Writers append to a buffer and keep no state, so that a file of any size can be streamed. The caller
//! writes entries in ascending order of their digests.

mod haproxy;
mod jsonl;
#[cfg(feature = "cli")]
pub mod usage;

use crate::domain::time::Timestamp;
use crate::verification::Entry;
use crate::verification::Format;

impl Format {
    /// The start of the body, before the first entry. `exp` is the claim: stale from then on.
    pub fn write_prologue(self, exp: Timestamp, body: &mut Vec<u8>) {
        match self {
            Self::Jsonl => {}
            Self::Haproxy => haproxy::write_prologue(exp, body),
        }
    }

    /// Writes one entry with its line feed.
    pub fn write_entry(self, entry: &Entry, body: &mut Vec<u8>) {
        match self {
            Self::Jsonl => jsonl::write_entry(entry, body),
            Self::Haproxy => haproxy::write_entry(entry, body),
        }
    }

    /// Parses a line written by `write_entry`, without its line feed; the error says what is wrong with it.
    pub fn read_entry(self, line: &[u8]) -> Result<Entry, &'static str> {
        match self {
            Self::Jsonl => Entry::from_jsonl(line),
            Self::Haproxy => haproxy::read_entry(line).ok_or("a value is malformed"),
        }
    }
}

/// Appends values without separators: `write!` for a buffer that cannot fail.
fn put(body: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        body.extend_from_slice(part.as_bytes());
    }
}

#[cfg(test)]
pub(crate) mod examples {
    use super::*;
    use crate::domain::digest::Digest;
    use crate::domain::id::KeyId;
    use crate::domain::network::Networks;

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
