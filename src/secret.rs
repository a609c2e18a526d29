//! The only wrappers of secret bytes. None of them can be printed, cloned or serialised, and each is wiped
//! when dropped. All keep their bytes on the heap: a move on the stack leaves a copy behind.

use zeroize::{Zeroize, Zeroizing};

use crate::domain::token;

/// In place of what is no text: never a key, see [`token::is_nothing`].
const NO_TEXT: &str = "-";

/// A key's plaintext string as presented to a server.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a string; its own buffer is kept, not copied.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The string itself: only for delivery and hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Takes a line, without one line ending. One that is not UTF-8 stands for no secret: with its bytes replaced
    /// it could be another one.
    pub fn from_line(bytes: &[u8]) -> Self {
        let text = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let text = text.strip_suffix(b"\r").filter(|_| bytes.ends_with(b"\r\n")).unwrap_or(text);
        Self::new(std::str::from_utf8(text).unwrap_or(NO_TEXT).to_owned())
    }

    /// A second copy, for another holder. Deliberately not `Clone`: copies are explicit.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self::new(self.expose().to_owned())
    }

    /// The part that may be displayed, if the secret has our format.
    pub fn start(&self) -> Option<&str> {
        token::parse(&self.0).map(|parts| parts.start)
    }
}

/// A passphrase, as typed or read from a file.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The passphrase itself: only for key derivation.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// 32 secret bytes: the vault's data key, or a key derived from it.
pub struct DataKey(Box<Zeroizing<[u8; 32]>>);

impl DataKey {
    // By value, so that the caller's copy is wiped.
    #[allow(clippy::needless_pass_by_value)]
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        let mut own = Box::new(Zeroizing::new([0; 32]));
        own.copy_from_slice(bytes.as_slice());
        Self(own)
    }

    /// The bytes: only for key derivation and wrapping.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// How many bytes of the stack are wiped: a little more than commands use, so that wiping hardly needs more.
const STACK: usize = if cfg!(debug_assertions) { 512 * 1024 } else { 128 * 1024 };

/// Overwrites the stack below the caller, where functions that have returned left copies: each move is one,
/// and libraries do not wipe their working memory (ring's hashes have a block of it).
#[inline(never)]
#[allow(clippy::large_stack_arrays, reason = "its size is its purpose")]
pub fn wipe_stack() {
    let mut below = [0_u64; STACK / size_of::<u64>()];
    below.zeroize();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_ending_is_taken_off() {
        for (given, kept) in
            [("a\n", "a"), ("a\r\n", "a"), ("a", "a"), ("a\n\n", "a\n"), ("a\r", "a\r"), ("", "")]
        {
            assert_eq!(Secret::from_line(given.as_bytes()).expose(), kept, "{given:?}");
        }
    }
}
