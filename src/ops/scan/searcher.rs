//! Searching a stream of any length, with lines of any length, in a buffer of fixed size.

use std::io::{self, Read};

use zeroize::Zeroizing;

use super::{Location, Position};
use crate::domain::token::MAX_LENGTH;
use crate::domain::token_search;

/// How much is read at a time: most files at once, and small enough for the processor's cache.
const PIECE: usize = 128 * 1024;
/// How much of a file's start determines whether it is binary.
const HEAD: usize = 8 * 1024;
/// The most of a secret that can precede the next piece.
const OVERLAP: usize = MAX_LENGTH - 1;

/// Searches one stream after the other. Its buffer is wiped when dropped.
pub(super) struct Searcher {
    buffer: Zeroizing<Vec<u8>>,
}

/// The outcome for a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Read to its end.
    Searched,
    /// There is a NUL byte near its start: it is not text.
    Binary,
}

impl Searcher {
    pub(super) fn new() -> Self {
        Self { buffer: Zeroizing::new(vec![0; PIECE]) }
    }

    /// Searches to the end. With `text_only`, a binary stream is skipped.
    pub(super) fn search(
        &mut self,
        mut source: impl Read,
        text_only: bool,
        found: &mut dyn FnMut(Location),
    ) -> io::Result<Ended> {
        let buffer = self.buffer.as_mut_slice();
        let mut cursor = Cursor { index: 0, line: 1, column: 1 };
        // The bytes in the buffer, all of them searched, and the bytes discarded before it.
        let (mut filled, mut gone) = (0, 0_usize);
        loop {
            if filled == buffer.len() {
                let out = filled - OVERLAP;
                cursor.advance(buffer, cursor.index.max(out));
                cursor.index -= out;
                buffer.copy_within(out.., 0);
                filled = OVERLAP;
                gone = gone.saturating_add(out);
            }
            let read = match source.read(&mut buffer[filled..]) {
                Ok(0) => return Ok(Ended::Searched),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let before = filled;
            filled += read;
            let head = HEAD.saturating_sub(gone).min(filled);
            if text_only && before < head && memchr::memchr(0, &buffer[before..head]).is_some() {
                return Ok(Ended::Binary);
            }
            let window = before.saturating_sub(OVERLAP);
            for place in token_search::search(&buffer[window..filled]) {
                let (begin, end) = (window + place.start, window + place.end);
                // A match that ends in the part searched before was reported before.
                if end > before {
                    cursor.advance(buffer, begin);
                    found(cursor.spot(&buffer[begin..end]));
                }
            }
        }
    }
}

/// A position in the buffer as displayed: lines, and characters in a line.
struct Cursor {
    index: usize,
    line: u64,
    column: u64,
}

impl Cursor {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::assemble;
    use proptest::prelude::*;

    fn secret(prefix: &str) -> String {
        assemble(&prefix.parse().unwrap(), &[b'q'; 48])
    }

    /// Returns a few bytes at a time, as a pipe may.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let piece = self.1.min(buffer.len());
            (&mut self.0).take(u64::try_from(piece).unwrap()).read(buffer)
        }
    }

    fn locations(source: impl Read) -> Vec<(u64, u64, String)> {
        let mut found = Vec::new();
        let outcome = Searcher::new().search(source, false, &mut |spot| {
            let Position { line, column, .. } = spot.position.unwrap();
            found.push((line, column, spot.start));
        });
        assert_eq!(outcome.unwrap(), Ended::Searched);
        found
    }

    #[test]
    fn lines_and_characters_are_counted() {
        let secret = secret("kw");
        let text = format!("é {secret}\r\nx={secret};{secret}\n\n{secret}");
        let start = || "kw_qqqqqqqq".to_owned();
        let length = u64::try_from(secret.len()).unwrap();
        let wanted = [(1, 3, start()), (2, 3, start()), (2, 4 + length, start()), (4, 1, start())];
        assert_eq!(locations(text.as_bytes()), wanted);
        assert_eq!(locations(Trickle(text.as_bytes(), 1)), wanted);
    }

    #[test]
    fn each_is_found_once_wherever_a_piece_ends() {
        let secret = secret(&"p".repeat(32));
        let length = u64::try_from(secret.len()).unwrap();
        for shift in 0..=secret.len() {
            // The secret begins so many bytes before the end of the first piece.
            let before = format!("\n{}", "é".repeat(99));
            let before = format!("{}{before}", "-".repeat(PIECE - shift - before.len()));
            let text = format!("{before}{secret} {secret}{}{secret}", " ".repeat(2 * PIECE));
            let columns: Vec<_> =
                locations(text.as_bytes()).into_iter().map(|spot| (spot.0, spot.1)).collect();
            let last = 100 + 2 * length + 1 + 2 * u64::try_from(PIECE).unwrap();
            assert_eq!(columns, [(2, 100), (2, 100 + length + 1), (2, last)], "{shift}");
        }
    }

    #[test]
    fn a_nul_byte_at_the_beginning_is_binary_and_later_it_is_not() {
        let is_binary = |nul: usize, text_only: bool| {
            let mut bytes = vec![b'a'; HEAD + 10];
            bytes[nul] = 0;
            let outcomes = [bytes.len(), 1_000]
                .map(|piece| Searcher::new().search(Trickle(&bytes, piece), text_only, &mut |_| ()).unwrap());
            assert_eq!(outcomes[0], outcomes[1]);
            outcomes[0] == Ended::Binary
        };
        assert!(is_binary(0, true) && is_binary(HEAD - 1, true));
        assert!(!is_binary(HEAD, true) && !is_binary(0, false));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn pieces_of_any_size_give_the_same(
            lines in proptest::collection::vec(prop_oneof![
                ".{0,80}", Just(secret("acme_live")), Just(secret("k") + "\n"), Just(secret(&"p".repeat(32))),
            ], 0..20),
            piece in 1_usize..200,
        ) {
            let text = lines.concat();
            let plainly: Vec<_> = token_search::search(text.as_bytes()).map(|place| {
                let before = &text[..place.start];
                let line = before.rsplit('\n').next().unwrap();
                (before.matches('\n').count() + 1, line.chars().count() + 1)
            }).collect();
            let found: Vec<_> = locations(Trickle(text.as_bytes(), piece)).into_iter().map(|(line, column, _)| {
                (usize::try_from(line).unwrap(), usize::try_from(column).unwrap())
            }).collect();
            prop_assert_eq!(found, plainly);
        }
    }
}
