//! A line of a `jsonl` body exactly as the vault writes it (`formats::jsonl`): its members in their order,
//! without white space and without escapes. All lines of a real file are like that, and reading them so takes
//! a fraction of the time of a JSON parser.
//!
//! `None` says nothing about a line but that it was not written so: whether it is valid, and what is wrong
//! with it, is for the JSON parser to say.

use super::entries::ID_LENGTH;
use super::entry::{Grant, Head};
use crate::domain::digest::Digest;
use crate::domain::id::is_key_id;
use crate::domain::time::is_exact;

/// Numbers of up to so many digits fit into an `i64`.
const MAX_DIGITS: usize = 18;

/// Parses a line up to its scopes. The rest, which `grant` parses, is the same for all keys with equal rights.
pub(super) fn head(line: &[u8]) -> Option<(Head<'_>, &[u8])> {
    let mut rest = Rest(line);
    rest.skip(br#"{"digest":""#)?;
    let digest = digest(rest.take()?)?;
    rest.skip(br#"","id":""#)?;
    let id = std::str::from_utf8(rest.take::<ID_LENGTH>()?).ok().filter(|id| is_key_id(id))?;
    rest.skip(br#"",""#)?;
    let nbf = if rest.passes(br#"nbf":"#) { Some(rest.time()?) } else { None };
    let exp = if rest.passes(br#"exp":"#) { Some(rest.time()?) } else { None };
    rest.skip(br#"scope":""#)?;
    Some((Head { digest, id, nbf, exp }, rest.0))
}

/// Parses what follows the head.
pub(super) fn grant(rest: &[u8]) -> Option<Grant<'_>> {
    let mut rest = Rest(rest);
    let scope = rest.text()?;
    let resource = if rest.passes(br#","resource":""#) { Some(rest.text()?) } else { None };
    let environment = if rest.passes(br#","environment":""#) { Some(rest.text()?) } else { None };
    let net = if rest.passes(br#","net":""#) { Some(rest.text()?) } else { None };
    (rest.0 == b"}").then_some(Grant { scope, resource, environment, net, is_unsupported: false })
}

/// `Digest::from_hex`, eight digits at a time: there are 64 million of them in a file.
fn digest(hex: &[u8; 64]) -> Option<Digest> {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    let mut bytes = [0; 32];
    let mut wrong = 0;
    for (four, eight) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(hex.as_chunks().0) {
        let text = u64::from_be_bytes(*eight);
        // The last four bits of a digit are its value; those of a letter, which has bit 6 too, are 9 less.
        let values = (text & (15 * EACH)) + 9 * (text >> 6 & EACH);
        // Whatever is no digit becomes another text when it is written again, or a value above 15.
        let is_letter = (values + 6 * EACH) >> 4 & EACH;
        wrong |= text ^ (values + u64::from(b'0') * EACH + u64::from(b'a' - b'9' - 1) * is_letter);
        wrong |= values & (0xf0 * EACH);
        let pairs = (values | values >> 4) & 0x00ff_00ff_00ff_00ff;
        let quads = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff;
        let [.., a, b, c, d] = (quads | quads >> 16).to_be_bytes();
        *four = [a, b, c, d];
    }
    (wrong == 0).then(|| Digest::from_bytes(bytes))
}

/// What is left of a line. Each method passes what it returns.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// The next bytes. Here and below their number is known to the compiler, so that comparing them is no call.
    #[inline]
    fn take<const LENGTH: usize>(&mut self) -> Option<&'a [u8; LENGTH]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(taken)
    }

    /// Passes these bytes, which must come next.
    #[inline]
    fn skip<const LENGTH: usize>(&mut self, bytes: &[u8; LENGTH]) -> Option<()> {
        self.passes(bytes).then_some(())
    }

    /// Passes these bytes if they come next; returns whether they do.
    #[inline]
    fn passes<const LENGTH: usize>(&mut self, bytes: &[u8; LENGTH]) -> bool {
        match self.0.split_first_chunk() {
            Some((next, rest)) if next == bytes => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// A time, and all up to the name of the member after it.
    #[inline]
    fn time(&mut self) -> Option<i64> {
        let negative = self.passes(b"-");
        let (mut value, mut length) = (0, 0);
        while let Some(digit) = self.0.get(length).map(|byte| byte.wrapping_sub(b'0'))
            && digit < 10
        {
            if length == MAX_DIGITS {
                return None;
            }
            value = value * 10 + i64::from(digit);
            length += 1;
        }
        // A leading zero is no JSON, and "-0" is no integer for the JSON parser.
        if length == 0 || self.0.starts_with(b"0") && (length > 1 || negative) {
            return None;
        }
        self.0 = &self.0[length..];
        self.skip(br#",""#)?;
        is_exact(value).then_some(if negative { -value } else { value })
    }

    /// A text, and the quote that ends it. One with a backslash or a control character is not written so.
    fn text(&mut self) -> Option<&'a str> {
        let ends = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
        let (text, rest) = self.0.split_at(self.0.iter().position(ends)?);
        self.0 = rest;
        self.skip(b"\"")?;
        std::str::from_utf8(text).ok()
    }
}
