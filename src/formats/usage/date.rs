//! The dates of access logs: `10/Oct/2000:13:55:36`, then `.655`, or ` -0700`.

use std::str::FromStr;

use crate::domain::Invalid;
use crate::domain::calendar::DateTime;
use crate::domain::time::Timestamp;

/// How far a clock is ahead of UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UtcOffset {
    minutes: i64,
}

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self { minutes: 0 };

    /// Parses `+0200`, `+02:00` or `-0700`.
    fn of(text: &[u8]) -> Option<Self> {
        let (sign, digits) = text.split_first()?;
        let sign = match sign {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let (hours, minutes) = match digits {
            [a, b, b':', c, d] | [a, b, c, d] => (number(&[*a, *b])?, number(&[*c, *d])?),
            _ => return None,
        };
        // The offsets in use are -12:00 to +14:00.
        (hours <= 14 && minutes <= 59).then_some(Self { minutes: sign * (hours * 60 + minutes) })
    }
}

impl FromStr for UtcOffset {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::of(text.as_bytes())
            .ok_or(Invalid::new("an offset from UTC", "hours and minutes, such as +02:00 or -05:30"))
    }
}

/// No date is longer than this.
const LONGEST: usize = 32;

/// The text up to a closing bracket, if it is short enough for a date: a line may hold thousands of brackets, and each
/// could be the one before the date.
pub(super) fn in_brackets(text: &[u8]) -> Option<&[u8]> {
    let text = &text[..text.len().min(LONGEST + 1)];
    Some(&text[..text.iter().position(|byte| *byte == b']')?])
}

/// A date that includes its offset.
pub(super) fn with_zone(text: &[u8]) -> Option<Timestamp> {
    let (date, zone) = text.split_at_checked(20)?;
    instant(date, UtcOffset::of(zone.strip_prefix(b" ")?)?)
}

/// A date of a clock with this offset, to the millisecond.
pub(super) fn local(text: &[u8], offset: UtcOffset) -> Option<Timestamp> {
    let (date, fraction) = text.split_at_checked(20)?;
    number(fraction.strip_prefix(b".")?)?;
    instant(date, offset)
}

/// `10/Oct/2000:13:55:36`
fn instant(text: &[u8], offset: UtcOffset) -> Option<Timestamp> {
    let text: &[u8; 20] = text.try_into().ok()?;
    let [_, _, b'/', _, _, _, b'/', _, _, _, _, b':', _, _, b':', _, _, b':', _, _] = text else {
        return None;
    };
    let part = |from: usize, to: usize| number(&text[from..to]);
    let time = DateTime {
        year: part(7, 11)?,
        month: month(&text[3..6])?,
        day: part(0, 2)?,
        hour: part(12, 14)?,
        minute: part(15, 17)?,
        // POSIX time has no number for a leap second.
        second: part(18, 20).filter(|second| *second <= 60)?.min(59),
    };
    let seconds = time.unix()? - offset.minutes * 60;
    (seconds >= 0).then(|| Timestamp::from_unix(seconds))
}

fn month(name: &[u8]) -> Option<i64> {
    const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let place = MONTHS.chunks_exact(3).position(|month| month == name)?;
    i64::try_from(place + 1).ok()
}

/// Parses at most nine digits, and nothing else.
fn number(digits: &[u8]) -> Option<i64> {
    let is_number = (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}
