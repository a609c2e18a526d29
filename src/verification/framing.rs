//! Line 1: `PRE JWS POST LF`. PRE and POST are fixed by the format and not signed, so a verifier rebuilds the
//! whole line and compares it; any other text is rejected.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::Invalid;

/// Maximum bytes of line 1, and of any line of a body, without the line feed.
pub const MAX_LINE: usize = 64 * 1024;

/// The format of a file, by the server that reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Format {
    /// One JSON object per key; the format that this library loads.
    Jsonl,
    /// A map for `HAProxy`.
    Haproxy,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 2] = [Self::Jsonl, Self::Haproxy];

    /// The name on the command line and in the claim `fmt`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Haproxy => "haproxy",
        }
    }

    /// Whether servers that read it enforce a key's networks. A key that is bound to some is in no file of another
    /// format, where it would be admitted from anywhere.
    pub fn enforces_networks(self) -> bool {
        matches!(self, Self::Jsonl)
    }

    /// The text before and after the JWS. The claim `sub` is for formats whose line 1 contains it.
    fn around(self, _sub: &str) -> (&'static str, &'static str) {
        match self {
            Self::Jsonl => (r#"{"jws":""#, r#""}"#),
            Self::Haproxy => ("# ", ""),
        }
    }

    /// Line 1 with its line feed.
    pub(super) fn line_1(self, sub: &str, jws: &str) -> String {
        let (pre, post) = self.around(sub);
        format!("{pre}{jws}{post}\n")
    }

    /// Finds the JWS on a line 1 without its line feed. It is only a candidate until `line_1` has rebuilt the
    /// same bytes.
    pub(super) fn find_jws(line: &[u8]) -> Option<(Self, &str)> {
        let line = std::str::from_utf8(line).ok()?;
        Self::ALL.into_iter().find_map(|format| {
            let (pre, post) = format.around("");
            let jws = line.strip_prefix(pre)?.strip_suffix(post)?;
            let is_jws = jws.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
            is_jws.then_some((format, jws))
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let format = Self::ALL.into_iter().find(|format| format.as_str() == text);
        format.ok_or(Invalid { what: "a format", expected: "jsonl or haproxy" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_is_found_and_nothing_else() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
            let line = format.line_1("t", "a.b-_.c");
            let line = line.strip_suffix('\n').unwrap();
            assert_eq!(Format::find_jws(line.as_bytes()), Some((format, "a.b-_.c")));
            for wrong in [
                format!("\u{feff}{line}"),
                format!("{line}\r"),
                format!(" {line}"),
                format!("{line} "),
                format!("x {line}"),
                line.replace("a.b", "a. b"),
                line.replace("a.b", "a\n.b"),
            ] {
                assert_eq!(Format::find_jws(wrong.as_bytes()), None, "{wrong:?}");
            }
        }
        assert_eq!(Format::find_jws(br#"{"x":1,"jws":"a.b.c"}"#), None);
    }
}
