//! The life of every name as a drawing: a bar for each version that works or worked, its grace, and the rotation to come.
//! Everything that is drawn is said in words beside it, so that no one needs the colours, or the drawing.

use maud::{Markup, html};

use super::scale::{Scale, month_of};
use super::text::{day, name};
use crate::domain::key::Status;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::ops::report::Overview;
use crate::ops::report::lineages::{Lineage, Version};

/// How many names are shown before they are folded, and in each fold.
const SHOWN: usize = 40;
const IN_FOLD: usize = 500;
/// How many versions are told in words; the others are drawn only.
const TOLD: usize = 3;

/// The names, as many as there is room for in so many bytes.
pub(super) fn part(overview: &Overview, room: usize) -> Markup {
    let (lineages, now) = (&overview.lineages, overview.status.now);
    if lineages.is_empty() {
        return html! { p { "There are no keys. " code { "keywright key create" } " makes one." } };
    }
    let scale = Scale::around(now);
    let (mut used, mut rows) = (0, Vec::new());
    for lineage in lineages {
        let row = row(lineage, scale, now);
        used += row.0.len();
        if used > room {
            break;
        }
        rows.push(row);
    }
    let more = lineages.len() - rows.len();
    let axis = axis(scale);
    html! {
        (legend())
        @for (index, fold) in folds(&rows).into_iter().enumerate() {
            @if index == 0 {
                div class="timeline" { (axis) ul { @for row in fold { (row) } } }
            } @else {
                @let from = SHOWN + (index - 1) * IN_FOLD + 1;
                details {
                    summary { "Names " (from) " to " (from + fold.len() - 1) " of " (lineages.len()) }
                    div class="timeline" { (axis) ul { @for row in fold { (row) } } }
                }
            }
        }
        @if more > 0 {
            p { "Of " (words::count(more, "further name")) " there is no room here: "
                code { "keywright timeline PATTERN" } " draws them." }
        }
    }
}

fn folds(rows: &[Markup]) -> Vec<&[Markup]> {
    let (first, rest) = rows.split_at(SHOWN.min(rows.len()));
    std::iter::once(first).chain(rest.chunks(IN_FOLD)).collect()
}

fn legend() -> Markup {
    let signs = [
        ("v", "valid"),
        ("g", "grace: replaced, and still valid"),
        ("p", "pending: not confirmed yet"),
        ("d", "disabled"),
        ("x", "over, and servers may accept it"),
    ];
    html! {
        ul class="legend" {
            @for (class, meaning) in signs {
                li { svg aria-hidden="true" { rect class=(class) width="100%" {} } (meaning) }
            }
            li { svg aria-hidden="true" { circle cx="50%" cy="8" r="4" {} } "rotation due" }
            li { svg aria-hidden="true" { line class="n" x1="50%" x2="50%" y1="0" y2="16" {} } "now" }
        }
    }
}

/// The months, once for each fold.
fn axis(scale: Scale) -> Markup {
    html! {
        div class="axis" aria-hidden="true" {
            svg {
                @for (begin, month) in scale.months() {
                    @let x = percent(scale, begin);
                    line x1=(x) x2=(x) y1="12" y2="18" {}
                    // Where it is narrow, every second one is left out; that of January is the year.
                    text class=[(month_of(begin) % 2 == 1).then_some("m")] x=(x) y="10" { (month) }
                }
            }
        }
    }
}

fn row(lineage: &Lineage, scale: Scale, now: Timestamp) -> Markup {
    html! {
        li {
            (name(lineage.name.as_str()))
            svg aria-hidden="true" {
                @for version in &lineage.versions { (bar(version, scale)) }
                @for version in &lineage.versions { (over_bars(version, scale, now)) }
                @if let Some(due) = lineage.rotation_due_at { circle cx=(percent(scale, due)) cy="8" r="4" {} }
            }
            span { (in_words(lineage, now)) }
        }
    }
}

/// It stopped working by then, whatever it was before.
fn stopped(version: &Version) -> Option<Timestamp> {
    version.disabled_at.or(version.ends_at)
}

/// The bar of a version while it is the one to use.
fn bar(version: &Version, scale: Scale) -> Markup {
    let class = if version.status == Status::Pending { "p" } else { "v" };
    piece(class, scale, version.begins_at, earlier(version.replaced_at, stopped(version)))
}

/// What else there is of a version, which the bars of other versions must not hide: its grace, that it is disabled, and
/// that it may be accepted beyond its end.
fn over_bars(version: &Version, scale: Scale, now: Timestamp) -> Markup {
    let stopped = stopped(version);
    html! {
        @if let Some(replaced) = version.replaced_at { (piece("g", scale, replaced, stopped)) }
        @if let Some(disabled) = version.disabled_at { (piece("d", scale, disabled, version.ends_at)) }
        @if let Some(until) = version.accepted_until { (piece("x", scale, stopped.unwrap_or(now), Some(until))) }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    one.into_iter().chain(other).min()
}

fn piece(class: &str, scale: Scale, from: Timestamp, to: Option<Timestamp>) -> Markup {
    let (left, right) = (scale.percent(from), to.map_or(100.0, |to| scale.percent(to)));
    let width = right - left;
    html! {
        @if scale.shows(from, to) && to.is_none_or(|to| to > from) {
            // What is too short to be seen is a line.
            rect class=(class) x={ (left) "%" } width={ (if width < 0.2 { 0.2 } else { (width * 10.0).round() / 10.0 }) "%" } {}
        }
    }
}

fn percent(scale: Scale, time: Timestamp) -> String {
    format!("{}%", scale.percent(time))
}

/// What is drawn, in words: of the versions that matter, the newest first.
fn in_words(lineage: &Lineage, now: Timestamp) -> Markup {
    let matters = |version: &&Version| version.status.is_live() || version.accepted_until.is_some();
    let told: Vec<&Version> = lineage.versions.iter().rev().filter(matters).take(TOLD).collect();
    html! {
        @if told.is_empty() {
            @if let Some(last) = lineage.versions.last() { (version_in_words(last, now)) }
        }
        @for (index, version) in told.iter().enumerate() {
            @if index > 0 { "; " }
            (version_in_words(version, now))
        }
        @if let Some(due) = lineage.rotation_due_at {
            "; "
            @if due <= now { b { "rotation due since " (day(due)) } } @else { "rotation due " (day(due)) }
        }
    }
}

fn version_in_words(version: &Version, now: Timestamp) -> Markup {
    html! {
        "v" (version.number) " " (version.status.as_str())
        @if version.begins_at > now { " from " (day(version.begins_at)) }
        @match (version.ends_at, version.status) {
            (Some(end), Status::Revoked | Status::Expired) => { " on " (day(end)) },
            (Some(end), Status::Active | Status::Retiring) => { " until " (day(end)) },
            (Some(end), Status::Pending | Status::Disabled) => { ", expires on " (day(end)) },
            (None, Status::Active) => { ", never expires" },
            (None, _) => {},
        }
        @if let Some(until) = version.accepted_until {
            ", "
            @if version.is_exposed() { b { "may be accepted until " (day(until)) } }
            @else { "may be accepted until " (day(until)) }
        }
    }
}
