//! Line 1: `PRE JWS POST LF`. PRE and POST are fixed by the format and not signed, so a verifier rebuilds the
//! whole line and compares it; any other text is rejected.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::layout;
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
    /// Statements for `PostgreSQL` and `SQLite`.
    Sql,
    /// Commands for Redis and Valkey.
    Redis,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Jsonl, Self::Haproxy, Self::Sql, Self::Redis];

    /// The name on the command line and in the claim `fmt`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Haproxy => "haproxy",
            Self::Sql => "sql",
            Self::Redis => "redis",
        }
    }

    /// Whether its server can refuse a key by the address of who presents it. Keys that are bound to networks are left
    /// out of the other formats.
    pub fn enforces_networks(self) -> bool {
        matches!(self, Self::Jsonl | Self::Sql)
    }

    /// Line 1 with its line feed: the JWS, and what the format has before and after it.
    pub(super) fn line_1(self, claims: &Claims, jws: &str) -> String {
        match self {
            Self::Jsonl => format!("{{\"jws\":\"{jws}\"}}\n"),
            Self::Haproxy => format!("# {jws}\n"),
            Self::Sql => format!("-- {jws}\n"),
            Self::Redis => format!("SET {} {jws}\n", layout::header(claims)),
        }
    }

    /// Whether what the claims say may stand in a body: the server of these formats takes it for commands.
    pub(super) fn admits(self, claims: &Claims) -> bool {
        let is_plain = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~:@+=/,-".contains(&b))
        };
        matches!(self, Self::Jsonl | Self::Haproxy) || is_plain(&claims.sub) && is_plain(&claims.iss)
    }

    /// Finds the JWS on a line 1 without its line feed. It is only a candidate until `line_1` has rebuilt the
    /// same bytes.
    pub(super) fn find_jws(line: &[u8]) -> Option<(Self, &str)> {
        let line = std::str::from_utf8(line).ok()?;
        Self::ALL.into_iter().find_map(|format| {
            let jws = match format {
                Self::Jsonl => line.strip_prefix("{\"jws\":\"")?.strip_suffix("\"}")?,
                Self::Haproxy => line.strip_prefix("# ")?,
                Self::Sql => line.strip_prefix("-- ")?,
                // The key before it is rebuilt from the claims.
                Self::Redis => line.strip_prefix("SET kw:{")?.split_once(' ')?.1,
            };
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
        format.ok_or(Invalid::new("a format", "jsonl, haproxy, sql or redis"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::digest::Digest;
    use crate::domain::time::Timestamp;

    fn claims(sub: &str) -> Claims {
        let time = Timestamp::from_unix(1_800_000_000);
        Claims {
            ver: 1,
            iss: "urn:uuid:0".into(),
            sub: sub.into(),
            aud: vec![],
            iat: time,
            exp: time,
            epoch: time,
            generation: 7,
            fmt: Format::Redis,
            cnt: 0,
            dig: Digest::from_bytes([0; 32]),
        }
    }

    #[test]
    fn redis_stores_the_header_of_a_series_under_its_own_key() {
        let line = Format::Redis.line_1(&claims("export/redis/edge"), "a.b.c");
        assert_eq!(line, "SET kw:{export/redis/edge}:header:1800000000.7 a.b.c\n");
    }

    #[test]
    fn what_a_server_would_take_for_commands_is_no_subject() {
        for sub in ["", "a b", "a'b", "a}b", "a\nb", "a\"b", "a;b", "a\\b", "é"] {
            for (format, is_admitted) in
                [(Format::Jsonl, true), (Format::Haproxy, true), (Format::Sql, false), (Format::Redis, false)]
            {
                assert_eq!(format.admits(&claims(sub)), is_admitted, "{format}: {sub:?}");
                assert!(format.admits(&claims("export/redis/a~b:c@d+e=f,g-h_i.j")));
                let of_issuer = Claims { iss: sub.into(), ..claims("t") };
                assert_eq!(format.admits(&of_issuer), is_admitted, "{format}: {sub:?}");
            }
        }
    }

    #[test]
    fn what_is_built_is_found_and_nothing_else() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
            let line = format.line_1(&claims("t"), "a.b-_.c");
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
