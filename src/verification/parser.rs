//! Lines of a `jsonl` body, one after the other.

use super::canonical;
use super::entry::{Grant, Head, parse_json};

/// Maximum number of grants that are remembered. Most keys share theirs with others.
const MAX_SLOTS: usize = 1 << 14;
/// Maximum bytes of all of them, so that memory does not depend on a file's size.
const MAX_REMEMBERED: usize = 4 << 20;

/// A valid line.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub(super) head: Head<'a>,
    /// A short hash of its grant, below the number of slots.
    pub(super) slot: usize,
    /// `None` if it is the grant of the last line with the same slot that had one.
    pub(super) grant: Option<Grant<'a>>,
}

/// Parses lines. Remembers grants by their bytes, so that equal ones are parsed and validated only once.
pub(super) struct Parser {
    /// The last valid grant of each slot.
    known: Vec<Option<Box<[u8]>>>,
    /// How many bytes more may be remembered.
    left: usize,
}

/// The number of slots of a parser of about so many lines: a power of two.
pub(super) fn slots(count: u64) -> usize {
    usize::try_from(count).unwrap_or(MAX_SLOTS).clamp(1, MAX_SLOTS).next_power_of_two()
}

impl Parser {
    /// A parser of about so many lines.
    pub(super) fn new(count: u64) -> Self {
        Self { known: vec![None; slots(count)], left: MAX_REMEMBERED }
    }

    /// Parses and validates a line; the error says what is wrong.
    pub(super) fn parse<'a>(&mut self, line: &'a [u8]) -> Result<Line<'a>, &'static str> {
        let Some((head, rest)) = canonical::head(line) else { return self.parse_json(line) };
        let slot = self.slot(rest);
        if self.known[slot].as_deref() == Some(rest) {
            return Ok(Line { head, slot, grant: None });
        }
        let Some(grant) = canonical::grant(rest) else { return self.parse_json(line) };
        grant.check()?;
        self.remember(slot, Some(rest));
        Ok(Line { head, slot, grant: Some(grant) })
    }

    /// The same in any form of JSON. Nothing is remembered, but the slot is taken.
    fn parse_json<'a>(&mut self, line: &'a [u8]) -> Result<Line<'a>, &'static str> {
        let (head, grant) = parse_json(line)?;
        grant.check()?;
        self.remember(0, None);
        Ok(Line { head, slot: 0, grant: Some(grant) })
    }

    fn remember(&mut self, slot: usize, grant: Option<&[u8]>) {
        self.left += self.known[slot].as_ref().map_or(0, |former| former.len());
        let grant = grant.filter(|grant| grant.len() <= self.left);
        self.left -= grant.map_or(0, <[u8]>::len);
        self.known[slot] = grant.map(Box::from);
    }

    /// The slot of a grant: a hash of its bytes. Those that share one are only parsed more often.
    fn slot(&self, grant: &[u8]) -> usize {
        let mut hash = 0;
        let mut add = |word: &[u8; 8]| {
            hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32);
        };
        grant.as_chunks().0.iter().for_each(&mut add);
        grant.last_chunk().into_iter().for_each(&mut add);
        // The lower half, so that it fits everywhere.
        usize::try_from(hash & 0xffff_ffff).unwrap_or(0) & (self.known.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with this scope.
    fn line(scope: &str) -> String {
        let (digest, id) = ("0".repeat(64), "a".repeat(26));
        format!(r#"{{"digest":"{digest}","id":"key_{id}","scope":"{scope}"}}"#)
    }

    #[test]
    fn what_is_remembered_has_a_bound() {
        let mut parser = Parser::new(u64::MAX);
        let long = |number: usize| line(&format!("s{number}").as_str().repeat(60).replace('s', " s")[1..]);
        for round in 0..2 {
            for number in 10_000..2 * MAX_SLOTS {
                assert!(parser.parse(long(number).as_bytes()).is_ok(), "{round}: {number}");
                if number % 1_000 == 0 {
                    let remembered: usize = parser.known.iter().flatten().map(|grant| grant.len()).sum();
                    assert_eq!(remembered + parser.left, MAX_REMEMBERED);
                }
            }
        }
        assert!(parser.left < 1_000, "it was exhausted");
        assert!(parser.known.iter().any(Option::is_none));
    }

    #[test]
    fn a_line_in_another_form_takes_its_slot() {
        let mut parser = Parser::new(1);
        let mut grant_of =
            |line: &str| parser.parse(line.as_bytes()).unwrap().grant.map(|grant| grant.scope.to_owned());
        assert_eq!(grant_of(&line("read")), Some("read".to_owned()));
        assert_eq!(grant_of(&line("read")), None);
        assert_eq!(grant_of(&line("write").replace(':', " : ")), Some("write".to_owned()));
        assert_eq!(grant_of(&line("read")), Some("read".to_owned()), "the last line granted something else");
    }

    #[test]
    fn an_unfinished_line_is_not_the_grant_that_an_empty_slot_has() {
        let unfinished = line("").replace("\"}", "");
        assert!(unfinished.ends_with("\"scope\":\""));
        assert!(Parser::new(1).parse(unfinished.as_bytes()).is_err());
    }
}
