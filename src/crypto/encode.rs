//! The unambiguous encoding of authenticated sequences: each element as its length (u32, big-endian) and its
//! bytes; integers as eight bytes, big-endian.

/// A sequence under construction.
#[derive(Default)]
pub(crate) struct Sequence(Vec<u8>);

impl Sequence {
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(160))
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        // No element comes near 4 GiB: SQLite rejects values over 1 GB.
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn integer(self, integer: i64) -> Self {
        self.bytes(&integer.to_be_bytes())
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.0
    }
}
