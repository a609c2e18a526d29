//! The body (everything after line 1): read once, checked against the claims of line 1.

use std::io::Read;

use super::claims::Claims;
use super::entries::first_bits;
use super::framing::Format;
use super::lines::Lines;
use super::parser::{Line, Parser};
use super::rejection::Rejection;
use crate::domain::digest::Digest;

/// The first word of a `haproxy` body.
pub(crate) const NOT_AFTER: &str = "_not_after ";

/// Reads the body to its end and passes every entry to `keep`, before the body is known to be complete: what
/// `keep` stores is valid only if this succeeds. Entries must ascend strictly by digest, so that none occurs
/// twice. `keep` gets each line as bytes and, for `jsonl`, parsed; it returns what is wrong with an entry that
/// it rejects.
pub(super) fn walk<R: Read>(
    mut lines: Lines<R>,
    claims: &Claims,
    mut keep: impl FnMut(Digest, &[u8], Option<&Line>) -> Result<(), &'static str>,
) -> Result<(), Rejection> {
    lines.begin_body();
    if claims.fmt == Format::Haproxy {
        let expected = format!("{NOT_AFTER}{}", claims.exp.unix());
        if lines.next()? != Some(expected.as_bytes()) {
            let problem = "it is not _not_after with the expiry of line 1";
            return Err(Rejection::Entry { line: 2, problem });
        }
    }
    let mut parser = Parser::new(claims.cnt);
    let mut found = 0;
    let mut last = None;
    let mut number = lines.number();
    while let Some(line) = lines.next()? {
        number += 1;
        let malformed = |problem| Rejection::Entry { line: number, problem };
        let digest = match claims.fmt {
            Format::Jsonl => {
                let read = parser.parse(line).map_err(malformed)?;
                keep(read.head.digest, line, Some(&read)).map_err(malformed)?;
                read.head.digest
            }
            Format::Haproxy => {
                let digest = haproxy_digest(line).ok_or_else(|| malformed("it has no digest"))?;
                keep(digest, line, None).map_err(malformed)?;
                digest
            }
        };
        // By their first bits, and only in case of doubt by all of them: that is two instructions, not a call.
        let this = Some((first_bits(&digest), digest));
        match last.cmp(&this) {
            std::cmp::Ordering::Less => last = this,
            std::cmp::Ordering::Equal => return Err(malformed("its digest occurs twice")),
            std::cmp::Ordering::Greater => return Err(malformed("its digest is below the one before")),
        }
        found += 1;
        // Checked early: no memory is spent on entries that line 1 does not announce.
        if found > claims.cnt {
            return Err(Rejection::Count { claimed: claims.cnt, found });
        }
    }
    let digest = lines.finish();
    if digest != claims.dig {
        return Err(Rejection::Digest { claimed: claims.dig, found: digest });
    }
    if found != claims.cnt {
        return Err(Rejection::Count { claimed: claims.cnt, found });
    }
    Ok(())
}

fn haproxy_digest(line: &[u8]) -> Option<Digest> {
    let (hex, rest) = line.split_at_checked(64)?;
    Digest::from_hex(hex).filter(|_| rest.starts_with(b" "))
}
