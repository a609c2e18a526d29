//! Time on a drawing: from its left edge to its right one, in percent, so that it has no width of its own.

use crate::domain::calendar::{DateTime, month_name, short_month_name};
use crate::domain::time::{Span, Timestamp};

/// What is drawn of the past.
const BACK: Span = Span::days(90);
/// And of the future: the next twelve months.
const AHEAD: Span = Span::days(365);

/// The time that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    from: Timestamp,
    to: Timestamp,
}

impl Scale {
    /// That of the timeline.
    pub(super) fn around(now: Timestamp) -> Self {
        Self { from: now.minus(BACK), to: now.plus(AHEAD) }
    }

    /// Between these; the later one may be missing or before the other.
    pub(super) fn between(from: Timestamp, to: Timestamp) -> Self {
        Self { from, to: to.max(from.plus(Span::seconds(1))) }
    }

    /// Where a time is; what is outside is at the edge.
    pub(super) fn percent(self, time: Timestamp) -> f64 {
        let length = self.to.unix() - self.from.unix();
        let passed = (time.unix() - self.from.unix()).clamp(0, length);
        // Centuries of seconds are exact in floating point; a tenth of a percent is less than a pixel.
        #[allow(clippy::cast_precision_loss)]
        let share = passed as f64 / length.max(1) as f64;
        (share * 1_000.0).round() / 10.0
    }

    /// Whether any of it is to be seen.
    pub(super) fn shows(self, from: Timestamp, to: Option<Timestamp>) -> bool {
        from <= self.to && to.is_none_or(|to| to >= self.from)
    }

    /// The first days of its months, with their names; that of January is its year.
    pub(super) fn months(self) -> impl Iterator<Item = (Timestamp, String)> {
        let first = month_of(self.from);
        (first + 1..).map_while(move |month| {
            let (year, index) = (month.div_euclid(12), month.rem_euclid(12));
            let begin = first_of(month).filter(|begin| *begin < self.to)?;
            let name = short_month_name(index + 1);
            Some((begin, if index == 0 { year.to_string() } else { name.to_owned() }))
        })
    }
}

/// Months since the year 0.
pub(super) fn month_of(time: Timestamp) -> i64 {
    let DateTime { year, month, .. } = DateTime::from_unix(time.unix());
    year * 12 + month - 1
}

/// Its first second; `None` after the year 9999.
pub(super) fn first_of(month: i64) -> Option<Timestamp> {
    let first = DateTime {
        year: month.div_euclid(12),
        month: month.rem_euclid(12) + 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
    };
    first.unix().map(Timestamp::from_unix)
}

/// A month in words: `December 2026`.
pub(super) fn month_in_words(month: i64) -> String {
    format!("{} {}", month_name(month.rem_euclid(12) + 1), month.div_euclid(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_has_its_place() {
        let scale = Scale::between(at("2026-01-01"), at("2026-01-11"));
        let place = |text| format!("{}", scale.percent(at(text)));
        assert_eq!(place("2026-01-01"), "0");
        assert_eq!(place("2026-01-04T12:00:00Z"), "35");
        assert_eq!(place("2025-12-01"), "0");
        assert_eq!(place("9999-12-31"), "100");
        assert!(Scale::between(at("2026-01-02"), at("2026-01-01")).percent(at("2027-01-01")) > 99.0);
    }

    #[test]
    fn months_begin_on_their_first_day() {
        let scale = Scale::between(at("2026-11-30T12:00:00Z"), at("2027-02-01T00:00:01Z"));
        let months: Vec<String> = scale.months().map(|(begin, name)| format!("{name} {begin}")).collect();
        assert_eq!(
            months,
            ["Dec 2026-12-01T00:00:00Z", "2027 2027-01-01T00:00:00Z", "Feb 2027-02-01T00:00:00Z"]
        );
        assert_eq!(month_in_words(month_of(at("2026-11-30"))), "November 2026");
        assert_eq!(Scale::between(at("9999-11-30"), at("9999-12-31")).months().count(), 1);
    }
}
