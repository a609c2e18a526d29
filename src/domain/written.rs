//! What people write for a time or a duration where another form is wanted: how to say it instead.

use super::calendar;
use super::time::{Span, Timestamp};

/// Days of a year, and of the months in it.
const YEAR: u64 = 365;
const MONTHS: u64 = 12;

/// What is wrong with a text that is no duration, if it is clear what it means.
pub(super) fn instead_of_duration(text: &str) -> Option<String> {
    if calendar::parse(text).is_some() {
        return Some(format!("{text} is a date"));
    }
    if is_like_date(text) {
        return Some(format!("there is no date {text}"));
    }
    duration(text).map(|duration| format!("for {text} write {duration}"))
}

/// The same of a text that is no time.
pub(super) fn instead_of_time(text: &str) -> Option<String> {
    if let Ok(seconds @ 1_000_000_000..) = text.parse::<i64>() {
        return Some(format!("for the Unix time {text} write {}", Timestamp::from_unix(seconds)));
    }
    if is_like_date(text) {
        return Some(format!("there is no date {text}"));
    }
    (Span::of_days(text).is_some() || duration(text).is_some()).then(|| format!("{text} is a duration"))
}

fn is_like_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// A duration as it is accepted, however it is written.
pub(crate) fn as_duration(text: &str) -> Option<String> {
    duration(text).or_else(|| Span::of_days(text).map(|_| text.to_owned()))
}

/// The duration that is meant, as it is accepted; `None` too if it is beyond the longest one, or accepted as it is.
fn duration(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().ok().filter(|number| (1..1_000_000).contains(number))?;
    let unit = unit.trim_start_matches([' ', '-', '_']);
    let written = match unit.to_ascii_lowercase().as_str() {
        // A minute is `m`.
        _ if unit == "M" => months(number),
        "y" | "yr" | "yrs" | "year" | "years" => format!("{}d", number * YEAR),
        "mo" | "mon" | "mos" | "mth" | "mths" | "month" | "months" => months(number),
        "q" | "quarter" | "quarters" => months(3 * number),
        "w" | "wk" | "wks" | "week" | "weeks" => format!("{number}w"),
        "d" | "day" | "days" => format!("{number}d"),
        "h" | "hr" | "hrs" | "hour" | "hours" => format!("{number}h"),
        "m" | "min" | "mins" | "minute" | "minutes" => format!("{number}m"),
        "s" | "sec" | "secs" | "second" | "seconds" => format!("{number}s"),
        _ => return None,
    };
    (written != text && Span::of_days(&written).is_some()).then_some(written)
}

/// In days, rounded up.
fn months(number: u64) -> String {
    format!("{}d", (number * YEAR).div_ceil(MONTHS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_days() {
        for (text, days) in [
            ("1y", "365d"),
            ("2years", "730d"),
            ("1 year", "365d"),
            ("1Y", "365d"),
            ("6mo", "183d"),
            ("3 months", "92d"),
            ("1month", "31d"),
            ("12mo", "365d"),
            ("6M", "183d"),
            ("2 weeks", "2w"),
            ("90 days", "90d"),
            ("90D", "90d"),
            ("12 hours", "12h"),
            ("30min", "30m"),
        ] {
            assert_eq!(instead_of_duration(text), Some(format!("for {text} write {days}")), "{text}");
        }
        for unclear in [
            "",
            "y",
            "soon",
            "0y",
            "1.5y",
            "101y",
            "90d",
            "6m",
            "90",
            "-1y",
            "1y6mo",
            "99999999999999999999y",
        ] {
            assert_eq!(instead_of_duration(unclear), None, "{unclear}");
        }
    }

    #[test]
    fn each_form_is_told_from_the_other() {
        assert_eq!(instead_of_duration("2027-12-31").as_deref(), Some("2027-12-31 is a date"));
        assert!(instead_of_duration("2027-12-31T00:00:00+02:00").is_some());
        assert_eq!(instead_of_duration("2027-02-30").as_deref(), Some("there is no date 2027-02-30"));
        for text in ["90d", "90", "12h", "1y", "6mo"] {
            assert_eq!(instead_of_time(text), Some(format!("{text} is a duration")));
        }
        let unix = instead_of_time("1767225600");
        assert_eq!(unix.as_deref(), Some("for the Unix time 1767225600 write 2026-01-01T00:00:00Z"));
        for unclear in ["", "tomorrow", "-1d", "12:00"] {
            assert_eq!(instead_of_time(unclear), None, "{unclear}");
        }
    }
}
