//! The calendar of the next twelve months, and what is overdue.

use maud::{Markup, html};

use super::scale::{first_of, month_in_words, month_of};
use super::text::{day, folded, name};
use crate::domain::time::{Span, Timestamp};
use crate::domain::words;
use crate::ops::report::Overview;
use crate::ops::report::upcoming::{KeyToCome, Upcoming, What};

/// How many months are shown: this one, of which there may be a day left, and twelve more.
const MONTHS: i64 = 13;
/// How many things of a month are listed; the others are only counted.
const LISTED: usize = 50;

pub(super) fn part(overview: &Overview) -> Markup {
    let (all, now) = (&overview.upcoming, overview.status.now);
    let (overdue, coming) = all.split_at(all.partition_point(|upcoming| upcoming.at <= now));
    let first = month_of(now);
    html! {
        @if !overdue.is_empty() {
            p class="alarm" { (words::count(overdue.len(), "thing")) " overdue:" }
            (list(overdue))
        }
        p { "A filled square is a day on which something happens." }
        div class="months" {
            @for month in first..first + MONTHS {
                @if let Some(begin) = first_of(month) { (one(month, begin, coming, now)) }
            }
        }
        @let later = coming.iter().filter(|upcoming| month_of(upcoming.at) >= first + MONTHS).count();
        @if later > 0 { p { (later) " more later." } }
    }
}

fn one(month: i64, begin: Timestamp, coming: &[Upcoming], now: Timestamp) -> Markup {
    let end = first_of(month + 1).unwrap_or_else(|| Timestamp::from_unix(i64::MAX));
    let from = coming.partition_point(|upcoming| upcoming.at < begin);
    let to = coming.partition_point(|upcoming| upcoming.at < end);
    let of_month = coming.get(from..to).unwrap_or_default();
    html! {
        div class="month" {
            h3 { (month_in_words(month)) }
            (grid(begin, end, of_month, now))
            @if of_month.is_empty() {
                p { "Nothing." }
            } @else {
                details { summary { (words::count(of_month.len(), "thing")) } (list(of_month)) }
            }
        }
    }
}

/// A square for each day with its number, a row for each week, Monday first.
fn grid(begin: Timestamp, end: Timestamp, of_month: &[Upcoming], now: Timestamp) -> Markup {
    let day_of = |time: Timestamp| time.unix().div_euclid(Span::days(1).as_seconds());
    // The first day of 1970 was a Thursday.
    let offset = (day_of(begin) + 3).rem_euclid(7);
    let days = day_of(begin)..day_of(end.minus(Span::seconds(1))) + 1;
    html! {
        svg class="grid" viewBox="0 0 112 112" aria-hidden="true" {
            @for (index, letter) in ["M", "T", "W", "T", "F", "S", "S"].into_iter().enumerate() {
                text x=(index * 16 + 8) y="11" { (letter) }
            }
            @for day in days.clone() {
                @let place = day - days.start + offset;
                @let is_some = of_month.iter().any(|upcoming| day_of(upcoming.at) == day);
                @let class = if is_some { "some" } else { "none" };
                @let (x, y) = (place % 7 * 16, place / 7 * 16 + 16);
                rect class={ (class) @if day == day_of(now) { " today" } } x=(x + 1) y=(y + 1) width="14" height="14" {}
                text class=[is_some.then_some("on")] x=(x + 8) y=(y + 11) { (day - days.start + 1) }
            }
        }
    }
}

fn list(of_month: &[Upcoming]) -> Markup {
    let items: Vec<Markup> = of_month.iter().take(LISTED).map(item).collect();
    let more = of_month.len() - items.len();
    html! {
        (folded(&items, 20, LISTED, "coming"))
        @if more > 0 { p { "And " (more) " more: " code { "keywright calendar" } " has them." } }
    }
}

fn version(key: &KeyToCome) -> Markup {
    html! { (name(key.name.as_str())) @if let Some(version) = key.version { " v" (version) } }
}

fn item(upcoming: &Upcoming) -> Markup {
    html! {
        li {
            (day(upcoming.at)) " "
            @match &upcoming.what {
                What::KeyExpires(key) => { (version(key)) " expires" },
                What::GraceEnds(key) => { "the grace period of " (version(key)) " ends" },
                What::RotationDue(key) => { (version(key)) " is due for rotation" },
                What::TargetExpires(target) => { "the file of target " (name(target)) " expires" },
                What::ExportExpires(subject) => { "the exported file " (name(subject)) " expires" },
                What::BackupIsOld => { "the last backup is 30 days old" },
            }
        }
    }
}
