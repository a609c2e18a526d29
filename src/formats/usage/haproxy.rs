//! `HAProxy`'s HTTP log (`option httplog`), after any prefix of syslog's:
//!
//! `client:port [06/Feb/2009:12:14:14.655] frontend backend/server timers status bytes cookie
//! cookie termination connections queues {request|headers} {response} "request"`
//! (configuration manual of version 2.6, section 8.2.3). In captured headers `HAProxy` writes braces, bars
//! and quotes as `#7B` and the like, so the first closing brace is the end.

use super::date::{self, UtcOffset};
use super::{IdentifiedBy, MalformedLine, UsageRecord, key_in};

/// From the frontend to the queues.
const FIELDS_BETWEEN: u32 = 10;

pub(super) fn read(
    line: &[u8],
    capture: u16,
    offset: UtcOffset,
) -> Result<Option<UsageRecord<'_>>, MalformedLine> {
    // syslog's prefix may contain brackets too: haproxy[14389].
    let time = line.iter().enumerate().filter(|(_, byte)| **byte == b'[').find_map(|(place, _)| {
        let inside = date::in_brackets(&line[place + 1..])?;
        Some((date::local(inside, offset)?, &line[place + inside.len() + 2..]))
    });
    let (at, mut rest) =
        time.ok_or_else(|| MalformedLine::new("it has no time in the form [06/Feb/2009:12:14:14.655]"))?;
    for _ in 0..FIELDS_BETWEEN {
        rest = rest.trim_ascii_start();
        let length = rest.iter().position(u8::is_ascii_whitespace);
        rest = &rest[length.ok_or_else(|| MalformedLine::new("it ends before the request"))?..];
    }
    let no_headers = || MalformedLine {
        what: "it has no captured headers in braces".to_owned(),
        hint: Some(
            "configure HAProxy to log the key's id: `http-request capture var(txn.key),field(1,:) len 30`",
        ),
    };
    let rest = rest.trim_ascii_start();
    if rest.starts_with(b"\"<BADREQ>\"") {
        // There was no request to capture anything of.
        return Ok(None);
    }
    let headers = rest.strip_prefix(b"{").ok_or_else(no_headers)?;
    let (headers, _) = split_at(headers, b'}').ok_or_else(|| MalformedLine::new("a brace is not closed"))?;
    let header = headers.split(|byte| *byte == b'|').nth(usize::from(capture) - 1);
    let header = header.ok_or_else(|| MalformedLine::new(format!("it has no captured header {capture}")))?;
    let key = key_in(header, &format_args!("captured header {capture}"))?;
    Ok(key.map(|text| UsageRecord { by: IdentifiedBy::Any, text: text.into(), at }))
}

/// The text before the first occurrence of the byte, and the text after it.
fn split_at(text: &[u8], sign: u8) -> Option<(&[u8], &[u8])> {
    let place = text.iter().position(|byte| *byte == sign)?;
    Some((&text[..place], &text[place + 1..]))
}
