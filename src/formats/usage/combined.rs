//! The combined log format: fields separated by spaces, a text with spaces in quotes, the time in brackets.
//!
//! `host ident user [10/Oct/2000:13:55:36 -0700] "request" status bytes "referer" "agent"`, and fields that a
//! server's configuration adds (Apache `mod_log_config`, nginx `ngx_http_log_module`). The time is the first
//! field in brackets.

use super::{IdentifiedBy, MalformedLine, UsageRecord, date, key_in};

pub(super) fn read(line: &[u8], key_field: u16) -> Result<Option<UsageRecord<'_>>, MalformedLine> {
    let (mut time, mut key) = (None, None);
    let mut number = 0_u16;
    for field in Fields(line) {
        let field = field?;
        number = number.saturating_add(1);
        if number == key_field {
            key = Some(field.text);
        }
        if time.is_none() && field.is_bracketed {
            time = Some(field.text);
        }
        if let (Some(time), Some(key)) = (time, key) {
            let Some(text) = key_in(key, &format_args!("field {key_field}"))? else { return Ok(None) };
            let at = date::with_zone(time).ok_or_else(no_time)?;
            return Ok(Some(UsageRecord { by: IdentifiedBy::Any, text: text.into(), at }));
        }
    }
    Err(match time {
        None => no_time(),
        Some(_) => {
            MalformedLine::new(format!("it has {number} fields, but the key should be in field {key_field}"))
        }
    })
}

fn no_time() -> MalformedLine {
    MalformedLine::new("it has no time in the form [10/Oct/2000:13:55:36 -0700]")
}

struct Field<'a> {
    text: &'a [u8],
    is_bracketed: bool,
}

/// The rest of the line.
struct Fields<'a>(&'a [u8]);

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, MalformedLine>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        let (first, after) = rest.split_first()?;
        let is_bracketed = *first == b'[';
        let (text, length) = match first {
            b'"' => (after, closing_quote(after)),
            b'[' => (after, after.iter().position(|byte| *byte == b']')),
            _ => (rest, Some(rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len()))),
        };
        let Some(length) = length else {
            self.0 = &[];
            return Some(Err(MalformedLine::new("a quote or bracket is not closed")));
        };
        // After the closing delimiter, if there is one.
        self.0 = text.get(length + usize::from(matches!(first, b'"' | b'['))..).unwrap_or_default();
        Some(Ok(Field { text: &text[..length], is_bracketed }))
    }
}

/// Apache writes a quote inside a field as `\"`, nginx as `\x22`.
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
