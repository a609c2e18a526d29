//! Redaction of a program's output: a displayable line, and nothing of the secret.

use zeroize::Zeroizing;

use super::decode;
use crate::domain::invisible::is_invisible;
use crate::domain::redaction::{holds_secret, redact};
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
    // A whole one of another key, too: the old one, for instance, which is not stored.
    if parts.iter().any(|parts| parts.are_in(stderr)) || holds_secret(stderr) {
        return WITHHELD.to_owned();
    }
    let line = line(&String::from_utf8_lossy(stderr));
    // What `line` removed may have separated the characters of a part.
    if parts.iter().any(|parts| parts.are_in(line.as_bytes())) { WITHHELD.to_owned() } else { line }
}

/// The end of the text as one line that is safe to display: white space as one space, other invisible
/// characters escaped. Of a secret only the start is left, before it could be cut.
pub(super) fn line(text: &str) -> String {
    let text = redact(text);
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

    /// Whether the text contains one of them, as is, with something between its characters, or in another form that
    /// programs write: see `decode`. All that also backwards.
    fn are_in(&self, text: &[u8]) -> bool {
        let reversed = Zeroizing::new(text.iter().rev().copied().collect::<Vec<_>>());
        [text, &reversed].into_iter().any(|text| decode::any(text, |bytes| self.are_among(bytes)))
    }

    fn are_among(&self, bytes: &mut dyn Iterator<Item = u8>) -> bool {
        let mask = u64::MAX >> (64 - 8 * self.length);
        let (mut row, mut seen) = (0_u64, 0_usize);
        for byte in bytes {
            row = (row << 8 | u64::from(byte)) & mask;
            seen += 1;
            if seen >= self.length && self.rows.binary_search(&row).is_ok() {
                return true;
            }
        }
        false
    }
}
