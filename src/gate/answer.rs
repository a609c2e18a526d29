//! What a request is answered with.

use crate::domain::rights::{Denial, Unchecked};
use crate::verification::{Decision, EntryRef};

/// Why a request is answered before its key is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No request of HTTP/1.0 or 1.1, or one that two readers could understand in two ways.
    Malformed,
    /// More than one key.
    Repeated,
    /// A header with the client's address that has none, or more than one.
    Address,
    /// A path that names no demand of the command line.
    Demand,
    /// A first line and headers above the limit.
    LongHead,
    /// A body above the limit.
    LongBody,
    /// A body in a transfer coding.
    Encoded,
    /// It did not arrive in time.
    Late,
    /// There is no verification file yet.
    NoFile,
    /// The file's life is over, or has not begun.
    Stale,
    /// There are too many connections.
    Busy,
}

impl Refusal {
    fn status(self) -> Status {
        match self {
            Self::Malformed | Self::Repeated | Self::Address => Status(400, "Bad Request"),
            Self::Demand => Status(500, "Internal Server Error"),
            Self::LongHead => Status(431, "Request Header Fields Too Large"),
            Self::LongBody => Status(413, "Content Too Large"),
            Self::Encoded => Status(501, "Not Implemented"),
            Self::Late => Status(408, "Request Timeout"),
            Self::NoFile | Self::Stale | Self::Busy => Status(503, "Service Unavailable"),
        }
    }

    /// The value of `X-Key-Reason`.
    fn reason(self) -> &'static str {
        match self {
            Self::Malformed => "request",
            Self::Repeated => "repeated",
            Self::Address => "address",
            Self::Demand => "demand",
            Self::LongHead | Self::LongBody => "too_large",
            Self::Encoded => "encoding",
            Self::Late => "timeout",
            Self::NoFile => "no_file",
            Self::Stale => "stale",
            Self::Busy => "busy",
        }
    }
}

/// An answer, whole.
#[derive(Debug)]
pub(super) enum Answer<'a> {
    Refused(Refusal),
    Denied { denial: Denial, key: Option<EntryRef<'a>> },
    Admitted { key: EntryRef<'a>, unchecked: Unchecked },
}

/// A status and its phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Status(u16, &'static str);

const UNAUTHORIZED: Status = Status(401, "Unauthorized");

impl<'a> From<Decision<'a>> for Answer<'a> {
    fn from(decision: Decision<'a>) -> Self {
        match (decision.verdict, decision.key) {
            (Ok(unchecked), Some(key)) => Self::Admitted { key, unchecked },
            // There is no such decision; if there were, it would admit nobody.
            (Ok(_), None) => Self::Denied { denial: Denial::Unknown, key: None },
            (Err(denial), key) => Self::Denied { denial, key },
        }
    }
}

impl Answer<'_> {
    fn status(&self) -> Status {
        match self {
            Self::Refused(refusal) => refusal.status(),
            Self::Admitted { .. } => Status(200, "OK"),
            Self::Denied { denial, .. } => match denial {
                Denial::Malformed | Denial::Unknown | Denial::NotYetValid | Denial::Expired => UNAUTHORIZED,
                _ => Status(403, "Forbidden"),
            },
        }
    }

    fn reason(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.reason(),
            Self::Denied { denial, .. } => denial.as_str(),
            Self::Admitted { .. } => "valid",
        }
    }

    /// Appends the answer. The headers about a key are there even if they are empty, because proxies copy them over
    /// those that the client sent, and one that is absent might leave the client's.
    pub(super) fn write(&self, output: &mut Vec<u8>, keep_alive: bool) {
        let status = self.status();
        output.extend_from_slice(format!("HTTP/1.1 {} {}\r\n", status.0, status.1).as_bytes());
        header(output, "X-Key-Reason", [self.reason()], "");
        if status == UNAUTHORIZED {
            header(output, "WWW-Authenticate", ["Bearer"], "");
        }
        match self {
            Self::Admitted { key, unchecked } => {
                header(output, "X-Key-Id", [key.id()], "");
                header(output, "X-Key-Scope", key.scopes(), " ");
                header(output, "X-Key-Unchecked", unchecked.words(), ",");
            }
            Self::Denied { key: Some(key), .. } if status != UNAUTHORIZED => {
                header(output, "X-Key-Id", [key.id()], "");
            }
            Self::Denied { .. } | Self::Refused(_) => {}
        }
        header(output, "Cache-Control", ["no-store"], "");
        header(output, "Content-Length", ["0"], "");
        header(output, "Connection", [if keep_alive { "keep-alive" } else { "close" }], "");
        output.extend_from_slice(b"\r\n");
    }
}

/// Appends a header. Its words are of grammars without control characters; a file that got around them must not get
/// around this, so such characters are left out.
fn header<'a>(output: &mut Vec<u8>, name: &str, words: impl IntoIterator<Item = &'a str>, between: &str) {
    output.extend_from_slice(name.as_bytes());
    output.extend_from_slice(b": ");
    for (index, word) in words.into_iter().enumerate() {
        if index > 0 {
            output.extend_from_slice(between.as_bytes());
        }
        output.extend(word.bytes().filter(|byte| matches!(byte, 0x20..=0x7e)));
    }
    output.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_can_end_its_header() {
        let mut output = Vec::new();
        header(&mut output, "X-Key-Id", ["key_a\r\nX-Key-Scope: all\u{0}\u{7f}é", "b"], " ");
        assert_eq!(output, b"X-Key-Id: key_aX-Key-Scope: all b\r\n");
    }

    #[test]
    fn an_answer_has_a_reason_and_no_body() {
        let mut output = Vec::new();
        Answer::Denied { denial: Denial::Unknown, key: None }.write(&mut output, true);
        let text = "HTTP/1.1 401 Unauthorized\r\nX-Key-Reason: unknown\r\nWWW-Authenticate: Bearer\r\n\
                    Cache-Control: no-store\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n";
        assert_eq!(String::from_utf8(output).unwrap(), text);
    }
}
