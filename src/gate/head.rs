//! The head of a request: its first line and its headers, with what of them counts here.
//!
//! `httparse` reads them; what it lets pass and this must not (a bare line feed, doubled lengths) is refused here.

use httparse::{EMPTY_HEADER, Request, Status};

use super::answer::Refusal;

/// Most bytes of a first line and the headers.
pub(super) const MAX_HEAD: usize = 16 * 1024;
/// Most headers.
const MAX_HEADERS: usize = 100;
/// Most bytes of a body. It is read only to find the next request.
const MAX_BODY: u64 = 1024 * 1024;

/// Where a key is looked for.
const API_KEY: &str = "X-API-Key";
const AUTHORIZATION: &str = "Authorization";

/// What a request says that counts here.
#[derive(Debug)]
pub(super) struct Head<'a> {
    /// The path and query, as they came.
    pub(super) target: &'a [u8],
    /// The presented key; an empty one if there is none.
    pub(super) key: Result<&'a [u8], Refusal>,
    /// The value of the header with the client's address, if one is configured and sent.
    pub(super) address: Once<'a>,
    /// How many bytes follow.
    pub(super) body: u64,
    /// Whether the client waits to be told to send them.
    pub(super) waits: bool,
    /// Whether the client means to send more requests.
    pub(super) keep_alive: bool,
}

/// The value of a header that may be sent once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Once<'a> {
    Absent,
    Value(&'a [u8]),
    Repeated,
}

impl<'a> Once<'a> {
    fn add(&mut self, value: &'a [u8]) {
        *self = if *self == Self::Absent { Self::Value(value) } else { Self::Repeated };
    }
}

/// Finds the end of a head that begins with `input`. `scanned` is how much of it was looked at before. `None`: more is
/// needed.
///
/// What can be in no head is refused at once, as whoever sends it may be waiting for the answer: a control character,
/// or a line feed without its carriage return, where readers disagree about what a line is.
pub(super) fn find_end(input: &[u8], scanned: &mut usize) -> Result<Option<usize>, Refusal> {
    while let Some(byte) = input.get(*scanned).filter(|_| *scanned < MAX_HEAD) {
        let before = &input[..*scanned];
        match byte {
            b'\n' if !before.ends_with(b"\r") => return Err(Refusal::Malformed),
            b'\n' if before.ends_with(b"\r\n\r") && before.len() > 3 => return Ok(Some(*scanned + 1)),
            b'\n' | b'\r' | b'\t' => {}
            byte if byte.is_ascii_control() => return Err(Refusal::Malformed),
            _ => {}
        }
        *scanned += 1;
    }
    if *scanned >= MAX_HEAD { Err(Refusal::LongHead) } else { Ok(None) }
}

impl<'a> Head<'a> {
    /// Reads a whole head.
    ///
    /// # Errors
    /// It is none, or it says that what follows it cannot be told from another request.
    pub(super) fn parse(bytes: &'a [u8], address_header: Option<&str>) -> Result<Self, Refusal> {
        let mut headers = [EMPTY_HEADER; MAX_HEADERS];
        let mut request = Request::new(&mut headers);
        match request.parse(bytes) {
            Ok(Status::Complete(length)) if length == bytes.len() => {}
            Err(httparse::Error::TooManyHeaders) => return Err(Refusal::LongHead),
            Ok(_) | Err(_) => return Err(Refusal::Malformed),
        }
        let (Some(method), Some(target), Some(version)) = (request.method, request.path, request.version)
        else {
            return Err(Refusal::Malformed);
        };
        // An answer of 200 to CONNECT would turn the connection into something else.
        if method.eq_ignore_ascii_case("CONNECT") || !target.starts_with('/') {
            return Err(Refusal::Malformed);
        }
        let (mut api_key, mut authorization, mut address) = (Once::Absent, Once::Absent, Once::Absent);
        let (mut length, mut connection, mut waits) = (Once::Absent, Connection::default(), false);
        for header in &*request.headers {
            let value = trim(header.value);
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            if is(API_KEY) {
                api_key.add(value);
            } else if is(AUTHORIZATION) {
                authorization.add(value);
            } else if is("Content-Length") {
                length.add(value);
            } else if is("Transfer-Encoding") {
                return Err(Refusal::Encoded);
            } else if is("Connection") {
                connection.read(value);
            } else if is("Expect") {
                if !value.eq_ignore_ascii_case(b"100-continue") {
                    return Err(Refusal::Malformed);
                }
                waits = true;
            }
            if address_header.is_some_and(is) {
                address.add(value);
            }
        }
        Ok(Self {
            target: target.as_bytes(),
            key: presented(api_key, authorization),
            address,
            body: body_length(length)?,
            waits: waits && version == 1,
            keep_alive: !connection.close && (version == 1 || connection.keep_alive),
        })
    }
}

/// The presented key, of which there must be one at most, in one way.
fn presented<'a>(api_key: Once<'a>, authorization: Once<'a>) -> Result<&'a [u8], Refusal> {
    let bearer = match authorization {
        Once::Absent => None,
        Once::Value(value) => bearer(value),
        Once::Repeated => return Err(Refusal::Repeated),
    };
    match (api_key, bearer) {
        (Once::Value(key), None) | (Once::Absent, Some(key)) => Ok(key),
        (Once::Absent, None) => Ok(b""),
        (Once::Repeated, _) | (Once::Value(_), Some(_)) => Err(Refusal::Repeated),
    }
}

/// The token of a `Bearer` authorization (RFC 6750 section 2.1); `None` for other schemes (RFC 9110 section 11.4).
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let end = value.iter().position(|byte| *byte == b' ').unwrap_or(value.len());
    let (scheme, token) = value.split_at(end);
    let spaces = token.iter().take_while(|byte| **byte == b' ').count();
    scheme.eq_ignore_ascii_case(b"Bearer").then(|| &token[spaces..])
}

/// RFC 9110 section 8.6, with nothing that a proxy could read as another number.
fn body_length(length: Once) -> Result<u64, Refusal> {
    let digits = match length {
        Once::Absent => return Ok(0),
        Once::Repeated => return Err(Refusal::Malformed),
        Once::Value(digits) => digits,
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Refusal::Malformed);
    }
    // What is no number of 64 bits is too much as well.
    let length = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    length.filter(|length| *length <= MAX_BODY).ok_or(Refusal::LongBody)
}

/// The options of all `Connection` headers.
#[derive(Default)]
struct Connection {
    close: bool,
    keep_alive: bool,
}

impl Connection {
    fn read(&mut self, value: &[u8]) {
        for option in value.split(|byte| *byte == b',').map(trim) {
            self.close |= option.eq_ignore_ascii_case(b"close");
            self.keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
        }
    }
}

/// Without the optional white space of RFC 9110 section 5.6.3.
fn trim(mut value: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = value {
        value = rest;
    }
    value
}

#[cfg(test)]
#[path = "head_tests.rs"]
mod tests;
