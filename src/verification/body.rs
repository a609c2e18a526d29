//! The body (everything after line 1): read once, checked against the claims of line 1.

use std::cmp::Ordering;
use std::io::Read;

use super::claims::Claims;
use super::entries::first_bits;
use super::framing::Format;
use super::layout::{BodyWriter, Dialect, NOT_AFTER, digest_of, entries_on};
use super::lines::Lines;
use super::parser::{Line, Parser};
use super::rejection::Rejection;
use crate::crypto::hash::Hasher;
use crate::domain::digest::Digest;

/// Reads the body to its end and passes every entry to `keep`, before the body is known to be complete: what
/// `keep` stores is valid only if this succeeds. Entries must ascend strictly by digest, so that none occurs
/// twice. `keep` gets each entry as bytes and, for `jsonl`, parsed; it returns what is wrong with an entry that
/// it rejects.
pub(super) fn walk<R: Read>(
    mut lines: Lines<R>,
    claims: &Claims,
    mut keep: impl FnMut(Digest, &[u8], Option<&Line>) -> Result<(), &'static str>,
) -> Result<(), Rejection> {
    lines.begin_body();
    let mut found = Found { count: 0, last: None, claimed: claims.cnt };
    let digest = match claims.fmt {
        Format::Sql | Format::Redis => {
            statements(lines, claims, &mut found, |digest, entry| keep(digest, entry, None))?
        }
        Format::Jsonl | Format::Haproxy => plain_lines(lines, claims, &mut found, keep)?,
    };
    if digest != claims.dig {
        return Err(Rejection::Digest { claimed: claims.dig, found: digest });
    }
    if found.count != claims.cnt {
        return Err(Rejection::Count { claimed: claims.cnt, found: found.count });
    }
    Ok(())
}

/// The entries so far.
struct Found {
    count: u64,
    last: Option<(u64, Digest)>,
    claimed: u64,
}

impl Found {
    /// Counts an entry on a line.
    #[inline]
    fn add(&mut self, digest: Digest, line: u64) -> Result<(), Rejection> {
        let malformed = |problem| Rejection::Entry { line, problem };
        // By their first bits, and only in case of doubt by all of them: that is two instructions, not a call.
        let this = Some((first_bits(&digest), digest));
        match self.last.cmp(&this) {
            Ordering::Less => self.last = this,
            Ordering::Equal => return Err(malformed("its digest occurs twice")),
            Ordering::Greater => return Err(malformed("its digest is below the one before")),
        }
        self.count += 1;
        // Checked early: no memory is spent on entries that line 1 does not announce.
        if self.count > self.claimed {
            return Err(Rejection::Count { claimed: self.claimed, found: self.count });
        }
        Ok(())
    }
}

/// A body whose lines are its entries. Returns its digest.
fn plain_lines<R: Read>(
    mut lines: Lines<R>,
    claims: &Claims,
    found: &mut Found,
    mut keep: impl FnMut(Digest, &[u8], Option<&Line>) -> Result<(), &'static str>,
) -> Result<Digest, Rejection> {
    if claims.fmt == Format::Haproxy {
        let expected = format!("{NOT_AFTER}{}", claims.exp.unix());
        if lines.next()? != Some(expected.as_bytes()) {
            let problem = "it is not _not_after with the expiry of line 1";
            return Err(Rejection::Entry { line: 2, problem });
        }
    }
    let mut parser = Parser::new(claims.cnt);
    let mut number = lines.number();
    while let Some(line) = lines.next()? {
        number += 1;
        let malformed = |problem| Rejection::Entry { line: number, problem };
        let digest = if claims.fmt == Format::Jsonl {
            let read = parser.parse(line).map_err(malformed)?;
            keep(read.head.digest, line, Some(&read)).map_err(malformed)?;
            read.head.digest
        } else {
            let digest = digest_of(line).ok_or_else(|| malformed("it has no digest"))?;
            keep(digest, line, None).map_err(malformed)?;
            digest
        };
        found.add(digest, number)?;
    }
    Ok(lines.finish())
}

/// A body of statements. Its entries are found wherever they stand, and all of it is then written anew from them: what
/// differs from that is rejected. Returns its digest.
fn statements<R: Read>(
    mut lines: Lines<R>,
    claims: &Claims,
    found: &mut Found,
    mut keep: impl FnMut(Digest, &[u8]) -> Result<(), &'static str>,
) -> Result<Digest, Rejection> {
    let (mut writer, mut rewritten, mut anew) = (None, Vec::new(), Hasher::new());
    let mut number = lines.number();
    let mut entry_with_line_feed = Vec::new();
    while let Some(line) = lines.next()? {
        number += 1;
        let malformed = |problem| Rejection::Entry { line: number, problem };
        let writer =
            writer.get_or_insert_with(|| BodyWriter::begin(claims, Dialect::of_body(line), &mut rewritten));
        for entry in entries_on(claims.fmt, line) {
            let digest = digest_of(entry).ok_or_else(|| malformed("it has no digest"))?;
            keep(digest, entry).map_err(malformed)?;
            found.add(digest, number)?;
            entry_with_line_feed.clear();
            entry_with_line_feed.extend_from_slice(entry);
            entry_with_line_feed.push(b'\n');
            writer.entries(&entry_with_line_feed, &mut rewritten);
        }
        anew.update(&rewritten);
        rewritten.clear();
    }
    if let Some(writer) = writer {
        writer.finish(&mut rewritten);
        anew.update(&rewritten);
    }
    let digest = lines.finish();
    // If it was altered, that is what is wrong with it.
    if digest == claims.dig && found.count == claims.cnt && anew.finish() != digest {
        let problem = "the statements before it are not those of its format";
        return Err(Rejection::Entry { line: number, problem });
    }
    Ok(digest)
}
