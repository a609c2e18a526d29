//! A buffer of fixed size through which a stream is searched, whatever the pieces that it comes in.

use zeroize::Zeroizing;

use super::{Location, Position};
use crate::domain::token::MAX_LENGTH;
use crate::domain::token_search;

/// How much is read at a time: most files at once, and small enough for the processor's cache.
pub(super) const PIECE: usize = 128 * 1024;
/// The most of a secret that can precede the next piece.
const OVERLAP: usize = MAX_LENGTH - 1;

pub(super) struct Lane {
    buffer: Zeroizing<Vec<u8>>,
    /// How many bytes of it have been searched.
    filled: usize,
    cursor: Cursor,
}

impl Lane {
    pub(super) fn new() -> Self {
        Self { buffer: Zeroizing::new(vec![0; PIECE]), filled: 0, cursor: Cursor::start() }
    }

    pub(super) fn restart(&mut self) {
        self.filled = 0;
        self.cursor = Cursor::start();
    }

    /// Where the next bytes go, after so many that have not been searched yet. Never empty.
    pub(super) fn room(&mut self, fresh: usize) -> &mut [u8] {
        if self.filled + fresh == self.buffer.len() {
            let out = self.filled.saturating_sub(OVERLAP);
            self.cursor.advance(&self.buffer, self.cursor.index.max(out));
            self.cursor.index -= out;
            self.buffer.copy_within(out.., 0);
            self.filled -= out;
        }
        &mut self.buffer[self.filled + fresh..]
    }

    /// The bytes that have been put there since.
    pub(super) fn fresh(&self, fresh: usize) -> &[u8] {
        &self.buffer[self.filled..self.filled + fresh]
    }

    /// Searches them, less NUL bytes.
    pub(super) fn search(&mut self, fresh: usize, found: &mut dyn FnMut(Location)) {
        let before = self.filled;
        self.filled += without_nul(&mut self.buffer[before..before + fresh]);
        let window = before.saturating_sub(OVERLAP);
        for place in token_search::search(&self.buffer[window..self.filled]) {
            let (begin, end) = (window + place.start, window + place.end);
            // A match that ends in the part searched before was reported before.
            if end > before {
                self.cursor.advance(&self.buffer, begin);
                found(self.cursor.spot(&self.buffer[begin..end]));
            }
        }
    }
}

/// Moves all other bytes to the front. Returns how many there are.
fn without_nul(bytes: &mut [u8]) -> usize {
    let Some(first) = memchr::memchr(0, bytes) else { return bytes.len() };
    let mut kept = first;
    for index in first..bytes.len() {
        if bytes[index] != 0 {
            bytes[kept] = bytes[index];
            kept += 1;
        }
    }
    kept
}

/// A position in the buffer as displayed: lines, and characters in a line.
struct Cursor {
    index: usize,
    line: u64,
    column: u64,
}

impl Cursor {
    fn start() -> Self {
        Self { index: 0, line: 1, column: 1 }
    }

    /// Advances to a later position in the buffer.
    fn advance(&mut self, buffer: &[u8], to: usize) {
        let passed = &buffer[self.index..to];
        let count = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
        let rest = match memchr::memrchr(b'\n', passed) {
            None => passed,
            Some(last) => {
                self.line += count(memchr::memchr_iter(b'\n', passed).count());
                self.column = 1;
                &passed[last + 1..]
            }
        };
        // In UTF-8 every character has exactly one byte that is not a continuation byte; what is not UTF-8
        // counts by bytes.
        self.column += count(rest.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count());
        self.index = to;
    }

    /// The location of the secret that begins here.
    fn spot(&self, secret: &[u8]) -> Location {
        let length = u64::try_from(secret.len()).unwrap_or(u64::MAX);
        Location::of(secret, Some(Position { line: self.line, column: self.column, length }))
    }
}
