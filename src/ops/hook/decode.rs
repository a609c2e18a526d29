//! Text read as what programs make of bytes: dumps of `od`, `xxd` and `hexdump`, base32, base64, hexadecimal. It is
//! decoded as a stream, so that nothing of a secret is ever written down.

use std::ops::RangeInclusive;

/// The value of a digit; `None`: not one, and skipped.
type Digit = fn(u8) -> Option<u8>;

/// Codes of digits that follow one another, whatever is between them: bits of a digit, and its values (RFC 4648: base16,
/// base32, base32hex and base64 with both alphabets).
const CODES: [(u32, Digit); 4] = [(4, hex), (5, base32), (5, base32_hex), (6, base64)];

/// Words of a dump: their radix, how many digits they have, and how many bytes.
const WORDS: [(u32, RangeInclusive<usize>, usize); 10] = [
    (16, 2..=2, 1),
    (16, 4..=4, 2),
    (16, 8..=8, 4),
    (16, 16..=16, 8),
    (8, 3..=3, 1),
    (8, 6..=6, 2),
    (8, 11..=11, 4),
    (8, 22..=22, 8),
    (10, 2..=3, 1),
    (10, 5..=5, 2),
];

/// Whether one of the readings is accepted. Each is a stream of the bytes that the text may stand for, without zeros: in
/// UTF-16 and UTF-32 they are between the characters.
pub(super) fn any(text: &[u8], is_wanted: impl Fn(&mut dyn Iterator<Item = u8>) -> bool) -> bool {
    let is_wanted = |bytes: &mut dyn Iterator<Item = u8>| is_wanted(&mut bytes.filter(|byte| *byte != 0));
    let bytes = || text.iter().copied();
    let tokens = || text.split(|byte| !byte.is_ascii_alphanumeric()).filter(|token| !token.is_empty());
    is_wanted(&mut bytes())
        || is_wanted(&mut bytes().filter(u8::is_ascii_graphic))
        || is_wanted(&mut bytes().filter(u8::is_ascii_alphanumeric))
        // As `od -c` has them, without the addresses.
        || is_wanted(&mut tokens().filter(|token| token.len() == 1).map(|token| token[0]))
        // A code may begin with any digit: of eight, one begins with a byte.
        || CODES.iter().any(|(bits, digit)| {
            (0..8).any(|skip| is_wanted(&mut coded(bytes().filter_map(digit).skip(skip), *bits)))
        })
        || WORDS.iter().any(|(radix, digits, count)| {
            let words = || tokens().filter_map(|token| word(token, *radix, digits));
            is_wanted(&mut words().flat_map(|word| word.to_le_bytes().into_iter().take(*count)))
                || is_wanted(&mut words().flat_map(|word| word.to_be_bytes().into_iter().skip(8 - count)))
        })
        || (0..3).any(|skip| is_wanted(&mut octal(bytes().filter_map(octal_digit).skip(skip))))
}

/// The bytes of digits that have so many bits each.
fn coded(digits: impl Iterator<Item = u8>, bits: u32) -> impl Iterator<Item = u8> {
    let (mut pending, mut length) = (0_u32, 0);
    digits.filter_map(move |digit| {
        pending = pending << bits | u32::from(digit);
        length += bits;
        if length < 8 {
            return None;
        }
        length -= 8;
        let [.., byte] = (pending >> length).to_be_bytes();
        Some(byte)
    })
}

/// The bytes of three octal digits each, with nothing known between them.
fn octal(mut digits: impl Iterator<Item = u8>) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let (first, second, third) = (digits.next()?, digits.next()?, digits.next()?);
        Some(first << 6 | second << 3 | third)
    })
}

/// The number that a word of a dump is, without the mark that languages put before hexadecimal digits: `0x`, `\x`, `\u`.
fn word(token: &[u8], radix: u32, digits: &RangeInclusive<usize>) -> Option<u64> {
    let marks: [&[u8]; 4] = [b"0x", b"x", b"u", b"U"];
    let number = marks.iter().find_map(|mark| token.strip_prefix(*mark)).unwrap_or(token);
    let number = Some(number).filter(|number| digits.contains(&number.len()))?;
    u64::from_str_radix(std::str::from_utf8(number).ok()?, radix).ok()
}

fn hex(character: u8) -> Option<u8> {
    u8::try_from(char::from(character).to_digit(16)?).ok()
}

fn octal_digit(character: u8) -> Option<u8> {
    u8::try_from(char::from(character).to_digit(8)?).ok()
}

fn base32(character: u8) -> Option<u8> {
    match character.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => Some(letter - b'A'),
        digit @ b'2'..=b'7' => Some(digit - b'2' + 26),
        _ => None,
    }
}

fn base32_hex(character: u8) -> Option<u8> {
    u8::try_from(char::from(character).to_digit(32)?).ok()
}

fn base64(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}
