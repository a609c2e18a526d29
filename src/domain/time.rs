//! Instants and durations, in whole seconds.

use std::fmt;
#[cfg(feature = "cli")]
use std::str::FromStr;

#[cfg(feature = "cli")]
use super::Invalid;
#[cfg(feature = "cli")]
use super::calendar;
use super::calendar::DateTime;
#[cfg(feature = "cli")]
use super::written::{instead_of_duration, instead_of_time};

/// An instant: seconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// 9999-12-31T23:59:59Z: the last instant RFC 3339 can write.
const LAST: i64 = 253_402_300_799;

/// Whether every JSON parser reads the same number: those that know only floating point are exact up to 2^53 - 1
/// (RFC 8259 section 6).
pub(crate) const fn is_exact(number: i64) -> bool {
    number.unsigned_abs() < 1 << 53
}

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const START: Self = Self(0);

    /// From Unix seconds, clamped to the years 1970 to 9999.
    pub fn from_unix(seconds: i64) -> Self {
        Self(seconds.clamp(0, LAST))
    }

    /// Unix seconds.
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// This much later.
    #[must_use]
    pub fn plus(self, span: Span) -> Self {
        Self::from_unix(self.0.saturating_add(span.0))
    }

    /// This much earlier.
    #[must_use]
    pub fn minus(self, span: Span) -> Self {
        Self::from_unix(self.0.saturating_sub(span.0))
    }
}

/// A duration in seconds, never negative, at most a hundred years. Written as in options: `30d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "cli", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "cli", serde(try_from = "String", into = "String"))]
pub struct Span(i64);

impl Span {
    /// The maximum: a hundred years of 365.25 days.
    pub const MAX: Self = Self(36_525 * 86_400);

    /// This many seconds.
    pub const fn seconds(seconds: u32) -> Self {
        Self(seconds as i64)
    }

    /// This many days.
    pub const fn days(days: u16) -> Self {
        Self(days as i64 * 86_400)
    }

    /// Half of it.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }

    /// In seconds.
    pub const fn as_seconds(self) -> i64 {
        self.0
    }
}

#[cfg(feature = "cli")]
impl Span {
    /// Parses a number and a unit of `s m h d w`; a bare number counts in `bare_unit` seconds.
    fn parse(text: &str, bare_unit: i64) -> Option<Self> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if digits.is_empty() || digits.len() > 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let unit = match &text[digits.len()..] {
            "" => bare_unit,
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            "w" => 7 * 86_400,
            _ => return None,
        };
        let seconds = digits.parse::<i64>().ok()?.checked_mul(unit)?;
        (seconds <= Self::MAX.0).then_some(Self(seconds))
    }

    /// Parses a duration that may be zero; a bare number is in days.
    pub(super) fn of_days(text: &str) -> Option<Self> {
        Self::parse(text, 86_400)
    }

    /// Parses a duration that may be zero: `0d`.
    pub fn parse_from_zero(text: &str) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid::new(
            "a duration",
            "a whole number of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d",
        );
        Self::of_days(text).ok_or_else(|| INVALID.found(instead_of_duration(text)))
    }

    /// Parses a timeout; a bare number is in seconds.
    pub fn parse_timeout(text: &str) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid::new(
            "a time-out",
            "a whole number of seconds, or a number with s, m, h, d or w, such as 30 or 2m",
        );
        Self::parse(text, 1).ok_or_else(|| INVALID.found(instead_of_duration(text)))
    }
}

#[cfg(feature = "cli")]
impl FromStr for Span {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid::new(
            "a duration",
            "a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d",
        );
        let span = Self::of_days(text).filter(|span| span.0 > 0);
        span.ok_or_else(|| INVALID.found(instead_of_duration(text)))
    }
}

#[cfg(feature = "cli")]
impl TryFrom<String> for Span {
    type Error = Invalid;

    /// Parses a stored value: half of a second is zero, so zero must be readable.
    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse_from_zero(&text)
    }
}

#[cfg(feature = "cli")]
impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

#[cfg(feature = "cli")]
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(86_400, "d"), (3_600, "h"), (60, "m")];
        let fits = units.iter().find(|(size, _)| self.0 != 0 && self.0 % size == 0);
        let (size, unit) = fits.unwrap_or(&(1, "s"));
        write!(f, "{}{unit}", self.0 / size)
    }
}

/// The lifetime of a new key. Written as in options: `never`, `90d`.
#[cfg(feature = "cli")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Lifetime {
    /// Until it is revoked.
    Never,
    /// From now.
    For(Span),
}

#[cfg(feature = "cli")]
impl TryFrom<String> for Lifetime {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

#[cfg(feature = "cli")]
impl From<Lifetime> for String {
    fn from(lifetime: Lifetime) -> Self {
        match lifetime {
            Lifetime::Never => "never".to_owned(),
            Lifetime::For(span) => span.to_string(),
        }
    }
}

#[cfg(feature = "cli")]
impl FromStr for Lifetime {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text {
            "never" => Ok(Self::Never),
            _ => text.parse().map(Self::For).map_err(|invalid: Invalid| Invalid {
                what: "a lifetime",
                expected: "'never', a whole number of days above 0, or a number with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d",
                ..invalid
            }),
        }
    }
}

/// RFC 3339 in UTC with whole seconds, such as `2026-01-01T00:00:00Z`; `@` and Unix seconds outside of the
/// years 1970 to 9999, which a file may claim.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !(0..=LAST).contains(&self.0) {
            return write!(f, "@{}", self.0);
        }
        DateTime::from_unix(self.0).fmt(f)
    }
}

/// Parses RFC 3339 with any offset, or a bare date as its first second in UTC.
#[cfg(feature = "cli")]
impl FromStr for Timestamp {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        const INVALID: Invalid = Invalid::new(
            "a time",
            "RFC 3339, such as 2026-01-31T12:00:00Z, or a date such as 2026-01-31 (UTC)",
        );
        let seconds = calendar::parse(text).filter(|seconds| (0..=LAST).contains(seconds));
        seconds.map(Self).ok_or_else(|| INVALID.found(instead_of_time(text)))
    }
}

/// A point in the past, as options give it.
#[cfg(feature = "cli")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// This instant.
    At(Timestamp),
    /// So long ago.
    Ago(Span),
}

#[cfg(feature = "cli")]
impl Moment {
    /// The instant.
    pub fn before(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(time) => time,
            Self::Ago(span) => now.minus(span),
        }
    }
}

/// Parses a time, or a duration with its unit: a bare number could be meant for a year.
#[cfg(feature = "cli")]
impl FromStr for Moment {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Some(span) = Span::of_days(text).filter(|_| !text.bytes().all(|byte| byte.is_ascii_digit())) {
            return Ok(Self::Ago(span));
        }
        text.parse().map(Self::At).map_err(|invalid: Invalid| Invalid {
            expected: "RFC 3339, such as 2026-01-31T12:00:00Z, a date such as 2026-01-31 (UTC), or so long ago, such as 7d or 12h",
            found: invalid.found.and(instead_of_duration(text).or_else(|| instead_of_time(text))),
            ..invalid
        })
    }
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        assert_eq!("90".parse(), Ok(Span::days(90)));
        assert_eq!("2w".parse(), Ok(Span::days(14)));
        assert_eq!("12h".parse(), Ok(Span::seconds(43_200)));
        assert_eq!(Span::parse_timeout("10"), Ok(Span::seconds(10)));
        for bad in ["", "0", "-1", "1e9", "1.5d", "d", "5x", "9999999999999d", "36526d", "１d", " 1"] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
        assert_eq!(Span::parse_from_zero("0d"), Ok(Span::days(0)));
        assert!(Span::parse_from_zero("-1").is_err());
        assert_eq!(Span::days(7).to_string(), "7d");
        assert_eq!(Span::seconds(90).to_string(), "90s");
    }

    #[test]
    fn every_span_is_read_as_it_is_written() {
        for span in [Span::seconds(1).half(), Span::seconds(61), Span::days(7), Span::MAX] {
            let json = serde_json::to_string(&span).unwrap();
            assert_eq!(serde_json::from_str::<Span>(&json).unwrap(), span, "{json}");
        }
    }

    #[test]
    fn what_rfc_3339_cannot_write_is_a_number() {
        assert_eq!(Timestamp(LAST).to_string(), "9999-12-31T23:59:59Z");
        assert_eq!(Timestamp(-1).to_string(), "@-1");
        assert_eq!(Timestamp(LAST + 1).to_string(), "@253402300800");
    }

    #[test]
    fn times() {
        let time: Timestamp = "2026-01-01T02:00:00+02:00".parse().unwrap();
        assert_eq!(time.unix(), 1_767_225_600);
        assert_eq!(time.to_string(), "2026-01-01T00:00:00Z");
        assert_eq!("2026-01-01".parse(), Ok(time));
        assert_eq!("2106-02-08T00:00:00Z".parse::<Timestamp>().unwrap().to_string(), "2106-02-08T00:00:00Z");
        for bad in ["", "yesterday", "2026-13-01", "2026-1-1", "1969-12-31T23:59:59Z", "1767225600"] {
            assert!(bad.parse::<Timestamp>().is_err(), "{bad}");
        }
    }
}
