//! The scale of time: which dates have a label, and where. In UTC, as all times.

use unicode_width::UnicodeWidthStr as _;

use super::Window;
use crate::domain::calendar::{DateTime, short_month_name};
use crate::domain::time::Timestamp;

/// A label, and its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) column: usize,
    pub(super) label: String,
}

/// From one label to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    /// 12 or a multiple of it are years.
    Months(i64),
}

const DAY: i64 = 86_400;

/// Finest first.
const STEPS: [Step; 25] = [
    Step::Seconds(1),
    Step::Seconds(5),
    Step::Seconds(15),
    Step::Seconds(30),
    Step::Seconds(60),
    Step::Seconds(5 * 60),
    Step::Seconds(15 * 60),
    Step::Seconds(30 * 60),
    Step::Seconds(3_600),
    Step::Seconds(3 * 3_600),
    Step::Seconds(6 * 3_600),
    Step::Seconds(12 * 3_600),
    Step::Seconds(DAY),
    Step::Seconds(2 * DAY),
    Step::Seconds(7 * DAY),
    Step::Seconds(14 * DAY),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(600),
];

/// A Monday: weeks begin on one.
const MONDAY: i64 = 4 * DAY;

/// As many labels as fit, with a space between two.
pub(super) fn ticks(window: Window, width: usize) -> Vec<Tick> {
    let fits =
        |ticks: &Vec<Tick>| ticks.windows(2).all(|two| two[0].column + two[0].label.width() < two[1].column);
    let all = STEPS.into_iter().filter_map(|step| every(step, window, width));
    let mut ticks = all.into_iter().find(fits).unwrap_or_default();
    ticks.retain(|tick| tick.column + tick.label.width() <= width);
    ticks
}

/// One at every step; `None` if there are more of them than columns.
fn every(step: Step, window: Window, width: usize) -> Option<Vec<Tick>> {
    let mut at = first(step, window.from.unix());
    let mut ticks = Vec::new();
    while at < window.to.unix() {
        if ticks.len() >= width {
            return None;
        }
        let column = window.column(Timestamp::from_unix(at), width);
        ticks.push(Tick { column, label: label(step, at) });
        at = after(step, at);
    }
    Some(ticks)
}

/// The first instant of this step that is not before this one.
fn first(step: Step, from: i64) -> i64 {
    match step {
        Step::Seconds(seconds) => {
            let origin = if seconds % (7 * DAY) == 0 { MONDAY } else { 0 };
            from + (origin - from).rem_euclid(seconds)
        }
        Step::Months(months) => {
            let count = month_of(from);
            let current = count - count.rem_euclid(months);
            let begin = begin_of_month(current);
            if begin < from { begin_of_month(current + months) } else { begin }
        }
    }
}

fn after(step: Step, at: i64) -> i64 {
    match step {
        Step::Seconds(seconds) => at + seconds,
        Step::Months(months) => begin_of_month(month_of(at) + months),
    }
}

/// Months since the beginning of the year 0.
fn month_of(seconds: i64) -> i64 {
    let DateTime { year, month, .. } = DateTime::from_unix(seconds);
    year * 12 + month - 1
}

/// Beyond the last year there is none: later than everything.
fn begin_of_month(count: i64) -> i64 {
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    DateTime { year, month, day: 1, hour: 0, minute: 0, second: 0 }.unix().unwrap_or(i64::MAX)
}

fn label(step: Step, at: i64) -> String {
    let DateTime { year, month, day, hour, minute, second } = DateTime::from_unix(at);
    let name = short_month_name(month);
    match step {
        Step::Months(_) if month == 1 => year.to_string(),
        Step::Months(_) => name.to_owned(),
        Step::Seconds(_) if at.rem_euclid(DAY) == 0 => format!("{name} {day}"),
        Step::Seconds(60..) => format!("{hour:02}:{minute:02}"),
        Step::Seconds(_) => format!("{hour:02}:{minute:02}:{second:02}"),
    }
}
