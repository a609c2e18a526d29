//! Redaction of a program's output: a displayable line, and nothing of the secret.

use zeroize::Zeroizing;

use crate::domain::invisible::is_invisible;
use crate::domain::token;
use crate::secret::Secret;

/// The maximum number of characters that are kept of a program's output, and of each other part of a message.
pub(super) const MAX: usize = 400;
/// Replaces output that contains a part of the secret.
pub(super) const WITHHELD: &str = "[output withheld: it held a part of the secret]";
/// This many consecutive bytes of the secret are a part of it.
const WINDOW: usize = 8;

/// The end of a program's stderr, which usually has the reason, as one line; or `WITHHELD`.
pub(super) fn kept(stderr: &[u8], secrets: &[&Secret]) -> String {
    let parts: Vec<Parts> = secrets.iter().filter_map(|secret| Parts::of(secret)).collect();
    if parts.iter().any(|parts| parts.are_in(stderr)) || holds_a_key(stderr) {
        return WITHHELD.to_owned();
    }
    let line = line(&String::from_utf8_lossy(stderr));
    // What `line` removed may have separated the characters of a part.
    if parts.iter().any(|parts| parts.are_in(line.as_bytes())) { WITHHELD.to_owned() } else { line }
}

/// Whether it contains a whole secret of our format: the old one, for instance, which is not stored.
fn holds_a_key(stderr: &[u8]) -> bool {
    let words = stderr.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    words.filter_map(|word| std::str::from_utf8(word).ok()).any(|word| token::parse(word).is_some())
}

/// The end of the text as one line that is safe to display: white space as one space, other invisible
/// characters escaped.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        for character in word.chars() {
            if is_invisible(character) {
                line.extend(character.escape_unicode());
            } else {
                line.push(character);
            }
        }
    }
    match line.char_indices().rev().nth(MAX - 1) {
        Some((start, _)) if start > 0 => format!("…{}", &line[start..]),
        _ => line,
    }
}

/// Every window of eight bytes of a secret, without its start that may be displayed; a shorter secret as a
/// whole.
struct Parts {
    /// Sorted, the first byte the most significant.
    rows: Zeroizing<Vec<u64>>,
    length: usize,
}

impl Parts {
    fn of(secret: &Secret) -> Option<Self> {
        let start = secret.start().map_or(0, str::len);
        let invisible = secret.expose().as_bytes().get(start..).filter(|invisible| !invisible.is_empty())?;
        let length = invisible.len().min(WINDOW);
        // At full capacity, so that growing leaves no copies behind.
        let mut rows = Zeroizing::new(Vec::with_capacity(invisible.len()));
        rows.extend(
            invisible.windows(length).map(|row| row.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))),
        );
        rows.sort_unstable();
        Some(Self { rows, length })
    }

    /// Whether the text contains one of them: as is, with something between its characters, in hexadecimal or
    /// in base64 (RFC 4648, both alphabets, at any offset in a longer text). The text is decoded, as a
    /// stream, so that the secret is never written in another form.
    fn are_in(&self, text: &[u8]) -> bool {
        let bytes = || text.iter().copied();
        let hex = |skip| decoded::<1>(bytes().filter_map(hex_digit).skip(skip), 4, 2);
        let base64 = |skip| decoded::<3>(bytes().filter_map(base64_digit).skip(skip), 6, 4);
        self.are_among(bytes())
            || self.are_among(bytes().filter(u8::is_ascii_graphic))
            || self.are_among(bytes().filter(u8::is_ascii_alphanumeric))
            || (0..2).any(|skip| self.are_among(hex(skip)))
            || (0..4).any(|skip| self.are_among(base64(skip)))
    }

    fn are_among(&self, mut bytes: impl Iterator<Item = u8>) -> bool {
        let mask = u64::MAX >> (64 - 8 * self.length);
        let (mut row, mut seen) = (0_u64, 0_usize);
        bytes.any(|byte| {
            row = (row << 8 | u64::from(byte)) & mask;
            seen += 1;
            seen >= self.length && self.rows.binary_search(&row).is_ok()
        })
    }
}

/// Decodes digits of `bits` bits each, in groups of `group` digits. An incomplete last group is padded with
/// zeros.
fn decoded<const BYTES: usize>(
    mut digits: impl Iterator<Item = u8>,
    bits: u32,
    group: usize,
) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let first = digits.next()?;
        let rest =
            (1..group).fold(u32::from(first), |all, _| all << bits | u32::from(digits.next().unwrap_or(0)));
        let [_, bytes @ ..] = rest.to_be_bytes();
        Some(bytes)
    })
    .flat_map(|bytes| bytes.into_iter().skip(3 - BYTES))
}

fn hex_digit(character: u8) -> Option<u8> {
    u8::try_from(char::from(character).to_digit(16)?).ok()
}

fn base64_digit(character: u8) -> Option<u8> {
    match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}
