//! A searcher finds each secret once, at its line and column.

use super::*;
use crate::domain::token::assemble;
use crate::domain::token_search;
use crate::ops::scan::Position;
use crate::ops::scan::lane::PIECE;
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
    let outcome = Searcher::new().search(source, &mut |spot| {
        let Position { line, column, .. } = spot.position.unwrap();
        found.push((line, column, spot.start));
    });
    assert_eq!(outcome.unwrap(), Content::Plain);
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
        let columns: Vec<_> = locations(text.as_bytes()).into_iter().map(|spot| (spot.0, spot.1)).collect();
        let last = 100 + 2 * length + 1 + 2 * u64::try_from(PIECE).unwrap();
        assert_eq!(columns, [(2, 100), (2, 100 + length + 1), (2, last)], "{shift}");
    }
}

#[test]
fn nul_bytes_between_letters_hide_nothing() {
    let secret = secret("kw");
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (first, second) = ("kw_qqqqqqqq".to_owned(), "kw_qqqqqqqq".to_owned());
    let binary =
        [b"\0ELF\0\0\n\0".as_slice(), secret.as_bytes(), b"\0\n", &wide(&format!("k={secret}"))].concat();
    for piece in [1, 7, binary.len()] {
        let wanted = [(2, 1, first.clone()), (3, 3, second.clone())];
        assert_eq!(locations(Trickle(&binary, piece)), wanted, "{piece}");
    }
    let nothing = [vec![0; 3 * PIECE], secret.clone().into_bytes()].concat();
    assert_eq!(locations(nothing.as_slice()), [(1, 1, first)]);
}

#[test]
fn marked_text_is_counted_in_its_own_characters() {
    let secret = secret("kw");
    // U+010A and U+0A0D have a byte that is a line feed in ASCII.
    let text = format!("\u{feff}\u{10a}\u{a0d}\u{1f511} {secret}\r\n\u{e9}={secret}");
    let wanted = [(1, 5, "kw_qqqqqqqq".to_owned()), (2, 3, "kw_qqqqqqqq".to_owned())];
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let four: Vec<u8> = text.chars().flat_map(|code| u32::from(code).to_le_bytes()).collect();
    for bytes in [little, big, four] {
        for piece in [1, 3, bytes.len()] {
            assert_eq!(locations(Trickle(&bytes, piece)), wanted);
        }
    }
    // Text that only pretends to be of that encoding.
    let false_mark = [b"\xff\xfe", secret.as_bytes()].concat();
    assert_eq!(locations(false_mark.as_slice()), [(1, 3, "kw_qqqqqqqq".to_owned())]);
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
        let text = lines.concat().replace('\0', "");
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
