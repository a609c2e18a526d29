//! Secrets embedded in other bytes: in a source file, a log, a URL.
//!
//! Nearly all bytes are never read. Every secret contains `_` and then 54 base62 characters, so probing each
//! 54th byte cannot miss one; only if that byte is base62 are its neighbours read. (The idea is Boyer and
//! Moore's, 1977.) A candidate is then verified by its checksum.

use std::ops::Range;

use super::token::{BODY_LENGTH, MAX_PREFIX_LENGTH, parse};

/// The ranges of all secrets with a valid checksum, in order. Of several that end at the same byte, which
/// takes one chance in 2³², the longest.
///
/// The surrounding bytes do not matter, even if they could be part of a secret: in `MY_acme_live_…` the
/// checksum determines where the secret starts, and its length where it ends.
pub fn search(bytes: &[u8]) -> Matches<'_> {
    // A body that covers an earlier byte would start at the first byte, with no prefix before it.
    Matches { bytes, probe: BODY_LENGTH }
}

/// See [`search`].
pub struct Matches<'a> {
    bytes: &'a [u8],
    /// The next byte to examine: no body that is still to be found ends before it.
    probe: usize,
}

impl Iterator for Matches<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.probe < self.bytes.len() {
            let probe = self.probe;
            self.probe += BODY_LENGTH;
            if let Some(found) = self.around(probe) {
                return Some(found);
            }
        }
        None
    }
}

impl Matches<'_> {
    /// The secret whose body covers this byte.
    fn around(&mut self, probe: usize) -> Option<Range<usize>> {
        let bytes = self.bytes;
        if !is_base62(bytes[probe]) {
            return None;
        }
        let reach = probe.saturating_sub(BODY_LENGTH);
        let separator = reach + bytes[reach..probe].iter().rposition(|byte| !is_base62(*byte))?;
        if bytes[separator] != b'_' {
            return None;
        }
        let end = separator + 1 + BODY_LENGTH;
        let rest = bytes.get(probe + 1..end)?;
        if let Some(other) = rest.iter().rposition(|byte| !is_base62(*byte)) {
            // The next body starts after it, and so covers the byte 54 further on.
            self.probe = probe + 1 + other + BODY_LENGTH;
            return None;
        }
        // The next separator is at `end` or later.
        self.probe = end + BODY_LENGTH;
        beginning(&bytes[..end], separator).map(|begin| begin..end)
    }
}

/// The start of the secret that ends with these bytes and has its last `_` at `separator`.
fn beginning(bytes: &[u8], separator: usize) -> Option<usize> {
    let reach = separator.saturating_sub(MAX_PREFIX_LENGTH);
    let other = bytes[reach..separator].iter().rposition(|byte| !is_of_prefix(*byte));
    let first = other.map_or(reach, |other| reach + other + 1);
    (first..separator).find(|begin| {
        let text = std::str::from_utf8(&bytes[*begin..]);
        text.is_ok_and(|text| parse(text).is_some())
    })
}

fn is_of_prefix(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')
}

fn is_base62(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::assemble;
    use proptest::prelude::*;

    fn secret(prefix: &str, random: &str) -> String {
        assemble(&prefix.parse().unwrap(), random.as_bytes().try_into().unwrap())
    }

    /// The reference: every substring is parsed; of those that end together, the longest counts.
    fn plainly(bytes: &[u8]) -> Vec<Range<usize>> {
        let piece = |begin: usize, end: usize| std::str::from_utf8(&bytes[begin..end]).ok();
        let longest = |end: usize| {
            let shortest = end.checked_sub(BODY_LENGTH + 2)?;
            let mut begins = shortest.saturating_sub(MAX_PREFIX_LENGTH)..=shortest;
            begins.find(|begin| piece(*begin, end).and_then(parse).is_some()).map(|begin| begin..end)
        };
        (0..=bytes.len()).filter_map(longest).collect()
    }

    fn found(text: &str) -> Vec<&str> {
        search(text.as_bytes()).map(|range| &text[range]).collect()
    }

    #[test]
    fn what_stands_around_it_does_not_matter() {
        let secret = secret("acme_live", &"aZ09".repeat(12));
        for (before, after) in [
            ("", ""),
            ("KEY=", "\n"),
            ("MY_", "_OLD"),
            ("x", "more"),
            ("a_1_", "0"),
            ("{\"key\":\"", "\"}"),
            ("https://x/?t=", "&u=1"),
            ("9", "é"),
            ("é", "\r\n"),
            ("\0", "\0"),
        ] {
            let text = format!("{before}{secret}{after}");
            assert_eq!(found(&text), [&secret], "{text}");
        }
        // A separator directly after a candidate.
        let behind = self::secret("a", &"b".repeat(48));
        let text = format!("k_{}{behind}", "Q".repeat(BODY_LENGTH - 1));
        assert_eq!(found(&text), [&behind]);
        let twice = format!("{secret}{secret}_{secret}");
        assert_eq!(found(&twice), [&secret, &secret, &secret]);
    }

    #[test]
    fn what_is_damaged_or_cut_is_not_found() {
        let secret = secret("kw", &"x".repeat(48));
        for range in (0..secret.len()).filter(|range| *range != 2) {
            let mut other = secret.clone().into_bytes();
            other[range] = if other[range] == b'q' { b'r' } else { b'q' };
            assert_eq!(search(&other).count(), 0, "{}", String::from_utf8_lossy(&other));
        }
        assert!(found(&secret[..secret.len() - 1]).is_empty());
        assert!(found(&secret.replace('_', "-")).is_empty() && found(&secret[2..]).is_empty());
        // One letter of the prefix may be missing; then the rest does not match its checksum.
        assert!(found(&secret[1..]).is_empty());
    }

    #[test]
    fn the_longest_prefix_is_found_and_no_longer_one() {
        let secret = secret(&"p".repeat(MAX_PREFIX_LENGTH), &"y".repeat(48));
        assert_eq!(found(&format!("pp_p{secret}")), [&secret]);
    }

    /// Bytes that resemble a secret.
    fn noise() -> impl Strategy<Value = String> {
        prop_oneof!["[a-zA-Z0-9_]{0,120}", "[a-z_ \n]{0,120}", ".{0,60}", "([a-z]{1,4}_)?[0-9A-Za-z]{50,60}"]
    }

    proptest! {
        #[test]
        fn every_planted_secret_is_found_and_nothing_else(
            planted in proptest::collection::vec(
                (noise(), "[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,5}){0,3}", "[0-9A-Za-z]{48}"), 0..5),
            tail in noise(),
        ) {
            let mut text = String::new();
            let mut places = Vec::new();
            for (noise, prefix, random) in planted {
                text += &noise;
                let begin = text.len();
                text += &secret(&prefix, &random);
                places.push(begin..text.len());
            }
            text += &tail;
            prop_assert_eq!(search(text.as_bytes()).collect::<Vec<_>>(), places);
        }

        #[test]
        fn as_the_obvious_way_does(
            pieces in proptest::collection::vec(prop_oneof![
                noise(),
                Just(secret("a", &"b".repeat(48))),
                Just(secret("k_w", &"0".repeat(48))),
            ], 0..6),
        ) {
            let text = pieces.concat();
            prop_assert_eq!(search(text.as_bytes()).collect::<Vec<_>>(), plainly(text.as_bytes()));
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(search(&bytes).count(), 0);
        }
    }
}
