//! Gregorian dates and times of day in UTC, converted to and from Unix seconds, and as RFC 3339.
//!
//! The verifier has no calendar library, so the arithmetic is here: it counts from 1 March of the year 0, so that the
//! leap day is the last of its year and of its 4, 100 and 400 years (H. Hinnant, "chrono-compatible low-level date
//! algorithms").

use std::fmt;

/// The days from 1 March of the year 0 to 1 January 1970.
const TO_1970: i64 = 719_468;
/// The days of 400 years.
const ERA: i64 = 146_097;

/// A date and a time of day in UTC. Written as RFC 3339 with whole seconds, such as `2026-01-01T00:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateTime {
    pub(crate) year: i64,
    /// From 1.
    pub(crate) month: i64,
    /// From 1.
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
}

/// The English name of a month, of which 1 is January; of no month an empty text.
#[cfg(feature = "cli")]
pub(crate) fn month_name(month: i64) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = month.checked_sub(1).and_then(|index| usize::try_from(index).ok());
    index.and_then(|index| NAMES.get(index)).copied().unwrap_or_default()
}

/// Its first three letters.
#[cfg(feature = "cli")]
pub(crate) fn short_month_name(month: i64) -> &'static str {
    month_name(month).get(..3).unwrap_or_default()
}

impl DateTime {
    /// The date and time of a Unix timestamp.
    pub(crate) fn from_unix(seconds: i64) -> Self {
        let (days, of_day) = (seconds.div_euclid(86_400) + TO_1970, seconds.rem_euclid(86_400));
        let (era, day_of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Self {
            year: era * 400 + year_of_era + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            hour: of_day / 3_600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
        }
    }

    /// Unix seconds; `None` if there is no such date or time of day.
    #[cfg(feature = "cli")]
    pub(crate) fn unix(self) -> Option<i64> {
        let Self { year, month, day, hour, minute, second } = self;
        if !(0..=9_999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        let shifted_year = year - i64::from(month <= 2);
        let (era, year_of_era) = (shifted_year.div_euclid(400), shifted_year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * ERA + day_of_era - TO_1970;
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second;
        // Converting back rejects what does not exist: 30 February becomes another date, 24:00 another time.
        (Self::from_unix(seconds) == self).then_some(seconds)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Parses RFC 3339 with any offset, or a bare date as its first second in UTC. Returns Unix seconds.
#[cfg(feature = "cli")]
pub(super) fn parse(text: &str) -> Option<i64> {
    let whole = chrono::DateTime::parse_from_rfc3339(text).map(|time| time.timestamp());
    let date = || {
        let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
        Some(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp())
    };
    whole.ok().or_else(date)
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_chrono_both_ways() {
        let last = 253_402_300_799_i64 / 86_400;
        for day in (-719_528..=last).step_by(7).chain(-800..1_500).chain([last]) {
            let seconds = day * 86_400 + (day * 7_919).rem_euclid(86_400);
            let time = DateTime::from_unix(seconds);
            let chrono = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
            assert_eq!(time.to_string(), chrono.format("%Y-%m-%dT%H:%M:%SZ").to_string());
            assert_eq!(time.unix(), Some(seconds), "{time}");
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        let good = DateTime { year: 2000, month: 2, day: 29, hour: 23, minute: 59, second: 59 };
        assert_eq!(good.unix(), Some(951_868_799));
        for bad in [
            DateTime { year: 2100, ..good },
            DateTime { year: 2023, ..good },
            DateTime { month: 0, ..good },
            DateTime { month: 13, ..good },
            DateTime { day: 0, ..good },
            DateTime { month: 4, day: 31, ..good },
            DateTime { hour: 24, ..good },
            DateTime { minute: 60, ..good },
            DateTime { second: 60, ..good },
            DateTime { year: 10_000, ..good },
            DateTime { year: -1, ..good },
        ] {
            assert_eq!(bad.unix(), None, "{bad}");
        }
    }
}
