//! An `HAProxy` map: the digest, a space, and the key's rights in five fields joined by `:`:
//! `<id>:<exp or 0>:<nbf or 0>:<scopes>:<resource>:<environment>`.
//!
//! Scopes are enclosed in commas, `,read,write,`, so that a plain search finds `,read,`; a key without scopes
//! has an empty field. `%`, `:`, `,`, space and everything but visible ASCII are percent-encoded inside
//! values (RFC 3986 section 2.1, upper-case hex).

use crate::domain::digest::Digest;
use crate::domain::network::Networks;
use crate::domain::time::Timestamp;
use crate::verification::{Entry, put};

pub(super) fn write_entry(entry: &Entry, body: &mut Vec<u8>) {
    write_with(entry, b"%:,", body);
}

/// Writes an entry with these bytes encoded inside its values.
pub(super) fn write_with(entry: &Entry, encoded: &[u8], body: &mut Vec<u8>) {
    // 0 is no end: a key that ended then has ended a second later, too.
    let exp = entry.expires_at.map_or(0, |end| end.unix().max(1)).to_string();
    let nbf = entry.not_before.map_or(0, Timestamp::unix).to_string();
    body.extend_from_slice(&entry.digest.to_hex());
    put(body, &[" ", entry.id.as_str(), ":", &exp, ":", &nbf, ":"]);
    for scope in &entry.scopes {
        put(body, &[","]);
        put_encoded(body, encoded, scope.as_str());
    }
    put(body, &[if entry.scopes.is_empty() { ":" } else { ",:" }]);
    put_encoded(body, encoded, entry.resource.as_ref().map_or("", |resource| resource.as_str()));
    put(body, &[":"]);
    put_encoded(body, encoded, entry.environment.as_ref().map_or("", |environment| environment.as_str()));
    put(body, &["\n"]);
}

/// Parses a line written by `write_entry`; `None` if it is not one.
pub(super) fn read_entry(line: &[u8]) -> Option<Entry> {
    let (digest, rights) = std::str::from_utf8(line).ok()?.split_once(' ')?;
    let mut fields = rights.split(':');
    let mut field = || fields.next();
    let time = |text: &str| {
        let seconds: i64 = text.parse().ok()?;
        Some((seconds != 0).then(|| Timestamp::from_unix(seconds)))
    };
    let id = field()?.parse().ok()?;
    let (expires_at, not_before) = (time(field()?)?, time(field()?)?);
    let scopes = field()?.split(',').filter(|scope| !scope.is_empty());
    let scopes = scopes.map(|scope| decoded(scope)?.parse().ok()).collect::<Option<_>>()?;
    let (resource, environment) = (decoded(field()?)?, decoded(field()?)?);
    let entry = Entry {
        digest: Digest::from_hex(digest.as_bytes())?,
        id,
        not_before,
        expires_at,
        scopes,
        resource: if resource.is_empty() { None } else { Some(resource.parse().ok()?) },
        environment: if environment.is_empty() { None } else { Some(environment.parse().ok()?) },
        networks: Networks::default(),
    };
    field().is_none().then_some(entry)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn put_encoded(body: &mut Vec<u8>, encoded: &[u8], value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_graphic() && !encoded.contains(&byte) {
            body.push(byte);
        } else {
            body.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::examples;

    #[test]
    fn fields() {
        let mut body = Vec::new();
        for entry in &examples::entries() {
            write_entry(entry, &mut body);
        }
        let expected = format!(
            "{} key_aaaaaaaaaaaaaaaaaaaaaaaaaa:1775001600:1767225600:,read,users%3Awrite,50%25,:acme/products%3A1:prod\n\
             {} key_77777777777777777777777774:0:0:::\n",
            "11".repeat(32),
            "22".repeat(32)
        );
        assert_eq!(std::str::from_utf8(&body).unwrap(), expected);
        let read: Vec<Entry> = expected.lines().map(|line| read_entry(line.as_bytes()).unwrap()).collect();
        assert_eq!(read, examples::entries());
        for bad in [
            "",
            "11 key",
            &expected.lines().next().unwrap().replace("%25", "%2"),
            &format!("{}:", expected.trim_end()),
        ] {
            assert!(read_entry(bad.as_bytes()).is_none(), "{bad}");
        }
    }

    #[test]
    fn an_end_long_ago_is_not_none() {
        let [mut entry, _] = examples::entries();
        for end in [-5, 0, 1] {
            entry.expires_at = Some(Timestamp::from_unix(end));
            let mut body = Vec::new();
            write_entry(&entry, &mut body);
            let read = read_entry(body.trim_ascii_end()).unwrap();
            assert_eq!(read.expires_at, Some(Timestamp::from_unix(1)), "{end}");
        }
    }

    #[test]
    fn nothing_breaks_out_of_a_value() {
        let mut body = Vec::new();
        put_encoded(&mut body, b"%:,", "a b\n:,%é");
        assert_eq!(body, b"a%20b%0A%3A%2C%25%C3%A9");
    }
}
