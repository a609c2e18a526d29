//! The combined log format: fields separated by spaces, a text with spaces in quotes, the time in brackets.
//!
//! `host ident user [10/Oct/2000:13:55:36 -0700] "request" status bytes "referer" "agent"`, and fields that a
//! server's configuration adds (Apache `mod_log_config`, nginx `ngx_http_log_module`). It is read from the time
//! outwards, because a client chooses its user name, with spaces and brackets too: the user is all that is left of
//! host and ident, and no field after the time has another number for it. Servers escape quotes, so the time is the
//! last one before the first quote.

use std::net::IpAddr;

use super::{IdentifiedBy, MalformedLine, UsageRecord, date, key_in};
use crate::domain::time::Timestamp;
use crate::domain::words;

/// The numbers of the fields around which a line is read.
const USER: u16 = 3;
const TIME: u16 = 4;

pub(super) fn read(line: &[u8], key_field: u16) -> Result<Option<UsageRecord<'_>>, MalformedLine> {
    let Parts { before, time, at, after } = parts(line).ok_or_else(no_time)?;
    let key = match key_field {
        ..TIME => client(before, key_field)?,
        TIME => time,
        _ => {
            let mut fields = Fields(after);
            let mut number = TIME;
            loop {
                let field = fields.next().transpose()?;
                let field = field.ok_or_else(|| too_few(number, key_field))?;
                number += 1;
                if number == key_field {
                    break field;
                }
            }
        }
    };
    let text = key_in(key, &format_args!("field {key_field}"))?;
    Ok(text.map(|text| UsageRecord { by: IdentifiedBy::Any, text: text.into(), at }))
}

fn no_time() -> MalformedLine {
    MalformedLine::new("it has no time in the form [10/Oct/2000:13:55:36 -0700]")
}

fn too_few(number: u16, key_field: u16) -> MalformedLine {
    MalformedLine::new(format!(
        "it has {}, but the key should be in field {key_field}",
        words::count(number, "field")
    ))
}

struct Parts<'a> {
    before: &'a [u8],
    time: &'a [u8],
    at: Timestamp,
    after: &'a [u8],
}

fn parts(line: &[u8]) -> Option<Parts<'_>> {
    let unquoted = &line[..closing_quote(line).unwrap_or(line.len())];
    let opening = |place: &usize| unquoted[*place] == b'[';
    (0..unquoted.len()).rev().filter(opening).find_map(|place| {
        let time = date::in_brackets(&unquoted[place + 1..])?;
        let at = date::with_zone(time)?;
        Some(Parts { before: &line[..place], time, at, after: &line[place + time.len() + 2..] })
    })
}

/// Host, ident or user, after any header that syslog adds and the virtual host of Apache's `vhost_combined`.
fn client(before: &[u8], key_field: u16) -> Result<&[u8], MalformedLine> {
    let mut rest = without_virtual_host(without_syslog(before));
    let mut number = 1;
    while number < USER.min(key_field) {
        (_, rest) = word(rest);
        number += 1;
    }
    if rest.trim_ascii().is_empty() {
        return Err(MalformedLine::new("it has no host, ident and user before the time"));
    }
    Ok(if key_field == USER { rest.trim_ascii() } else { word(rest).0 })
}

/// The first word, and the rest.
fn word(text: &[u8]) -> (&[u8], &[u8]) {
    let text = text.trim_ascii_start();
    text.split_at(text.iter().position(u8::is_ascii_whitespace).unwrap_or(text.len()))
}

/// `Oct 10 13:55:36 web nginx: ` (RFC 3164), the same with an RFC 3339 time, and
/// `<190>1 2000-10-10T13:55:36Z web nginx - - - ` (RFC 5424, without structured data).
fn without_syslog(line: &[u8]) -> &[u8] {
    let priority = line.strip_prefix(b"<").and_then(|text| {
        let end = text.iter().position(|byte| *byte == b'>')?;
        text[..end].iter().all(u8::is_ascii_digit).then(|| &text[end + 1..])
    });
    let begin = priority.unwrap_or(line);
    if let (Some(_), Some(rest)) = (priority, begin.strip_prefix(b"1 ")) {
        let mut rest = rest;
        for _ in 0..6 {
            (_, rest) = word(rest);
        }
        return rest;
    }
    let (first, after) = word(begin);
    let after = if is_instant(first) {
        after
    } else if first.len() == 3 && first.is_ascii() && first.iter().all(u8::is_ascii_alphabetic) {
        let ((day, rest), is_number) = (word(after), |text: &[u8]| text.iter().all(u8::is_ascii_digit));
        let (time, rest) = word(rest);
        if !is_number(day) || !time.split(|byte| *byte == b':').all(is_number) || time.len() != 8 {
            return line;
        }
        rest
    } else {
        return line;
    };
    let (_, after) = word(after);
    let (tag, rest) = word(after);
    if tag.ends_with(b":") { rest } else { line }
}

fn is_instant(text: &[u8]) -> bool {
    std::str::from_utf8(text).is_ok_and(|text| text.contains('T') && text.parse::<Timestamp>().is_ok())
}

fn without_virtual_host(line: &[u8]) -> &[u8] {
    let (first, rest) = word(line);
    let port = first.iter().rposition(|byte| *byte == b':').map(|place| &first[place + 1..]);
    let has_port = port.is_some_and(|port| !port.is_empty() && port.iter().all(u8::is_ascii_digit));
    let is_address = |text: &[u8]| std::str::from_utf8(text).is_ok_and(|text| text.parse::<IpAddr>().is_ok());
    if has_port && is_address(word(rest).0) { rest } else { line }
}

/// The fields after the time.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Result<&'a [u8], MalformedLine>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        let (first, after) = rest.split_first()?;
        let (text, length) = match first {
            b'"' => (after, closing_quote(after)),
            b'[' => (after, after.iter().position(|byte| *byte == b']')),
            _ => (rest, Some(word(rest).0.len())),
        };
        let Some(length) = length else {
            self.0 = &[];
            return Some(Err(MalformedLine::new("a quote or bracket is not closed")));
        };
        // After the closing delimiter, if there is one.
        self.0 = text.get(length + usize::from(matches!(first, b'"' | b'['))..).unwrap_or_default();
        Some(Ok(&text[..length]))
    }
}

/// The next quote that is not escaped. Apache writes one inside a field as `\"`, nginx as `\x22`.
fn closing_quote(text: &[u8]) -> Option<usize> {
    let mut place = 0;
    loop {
        place += text.get(place..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        if text[place] == b'"' {
            return Some(place);
        }
        place += 2;
    }
}
