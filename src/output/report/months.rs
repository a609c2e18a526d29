//! The calendar of the next twelve months, and what is overdue.

use maud::{Markup, html};

use super::scale::{first_of, month_in_words, month_of};
use super::text::{day, folded, name};
use crate::domain::time::{Span, Timestamp};
use crate::domain::words;
use crate::ops::report::Overview;
use crate::ops::report::upcoming::{Upcoming, What};

/// How many months are shown, with this one.
const MONTHS: i64 = 12;
/// How many things of a month are listed; the others are only counted.
const LISTED: usize = 100;

pub(super) fn part(overview: &Overview) -> Markup {
    let (all, now) = (&overview.upcoming, overview.status.now);
    let (overdue, coming) = all.split_at(all.partition_point(|upcoming| upcoming.at <= now));
    let first = month_of(now);
    html! {
        @if !overdue.is_empty() {
            p class="alarm" { (words::count(overdue.len(), "thing")) " overdue:" }
            (list(overdue))
        }
        div class="months" {
            @for month in first..first + MONTHS {
                @if let Some(begin) = first_of(month) { (one(month, begin, coming, now)) }
            }
        }
        @let later = coming.iter().filter(|upcoming| month_of(upcoming.at) >= first + MONTHS).count();
        @if later > 0 { p { (words::count(later, "thing")) " later than that." } }
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

/// A square for each day, a row for each week, Monday first.
fn grid(begin: Timestamp, end: Timestamp, of_month: &[Upcoming], now: Timestamp) -> Markup {
    let day_of = |time: Timestamp| time.unix().div_euclid(Span::days(1).as_seconds());
    // The first day of 1970 was a Thursday.
    let offset = (day_of(begin) + 3).rem_euclid(7);
    let days = day_of(begin)..day_of(end.minus(Span::seconds(1))) + 1;
    html! {
        svg class="grid" viewBox="0 0 112 96" aria-hidden="true" {
            @for day in days.clone() {
                @let place = day - days.start + offset;
                @let count = of_month.iter().filter(|upcoming| day_of(upcoming.at) == day).count();
                @let class = match count { 0 => "none", 1 => "one", _ => "many" };
                rect class={ (class) @if day == day_of(now) { " today" } }
                    x=(place % 7 * 16 + 1) y=(place / 7 * 16 + 1) width="14" height="14" {}
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

fn item(upcoming: &Upcoming) -> Markup {
    html! {
        li {
            (day(upcoming.at)) " "
            @match &upcoming.what {
                What::KeyExpires(key, _) => { (name(key.as_str())) " expires" },
                What::GraceEnds(key, _) => { "the grace of the former key of " (name(key.as_str())) " ends" },
                What::RotationDue(key, _) => { (name(key.as_str())) " is due for rotation" },
                What::TargetExpires(target) => { "the file of target " (name(target)) " expires" },
                What::ExportExpires(subject) => { "the exported file " (name(subject)) " expires" },
                What::BackupIsOld => { "the last backup is 30 days old" },
            }
        }
    }
}
