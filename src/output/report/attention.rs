//! What needs attention, first; the keys by status; and what is only to be known.

use maud::{Markup, html};

use super::text::{OddNames, day, fitting, folded, name, sentence, time};
use crate::domain::key::{Key, Status};
use crate::domain::words;
use crate::ops::report::Overview;
use crate::ops::vault::status::Report;

/// How many complaints are shown before they are folded.
const SHOWN: usize = 20;
/// Bytes for complaints, and as many for notes.
const ROOM: usize = 400_000;

pub(super) fn part(overview: &Overview, odd: &OddNames<'_>) -> Markup {
    let report = &overview.status;
    let is_exposed = overview.files.iter().any(|files| files.exposed_count > 0);
    html! {
        @if report.needs_attention() {
            (complaints(report, odd))
        } @else if is_exposed {
            p class="alarm" {
                "Nothing is left to do here, but servers may still accept keys that they should not: see "
                a href="#servers" { "Servers" } "."
            }
        } @else {
            p class="calm" { "Nothing needs attention." }
        }
        (counts(report))
        @if !report.notes.is_empty() {
            h3 { "Notes" }
            (sentences(&report.notes, odd, "notes"))
        }
    }
}

fn complaints(report: &Report, odd: &OddNames<'_>) -> Markup {
    let count = report.attention.len();
    let expiring = |key: &Key| {
        html! {
            li {
                (name(key.name.as_str())) " " code { (key.id) }
                @if let Some(end) = key.ends_at() { " expires on " (day(end)) }
            }
        }
    };
    html! {
        @if count > 0 {
            p class="alarm" { (words::count(count, "thing")) @if count == 1 { " needs" } @else { " need" } " attention:" }
            (sentences(&report.attention, odd, "complaints"))
        }
        @if report.expiring_count > 0 {
            @let items: Vec<Markup> = report.expiring.iter().map(expiring).collect();
            @let more = report.expiring_count.saturating_sub(u64::try_from(items.len()).unwrap_or(0));
            p class="alarm" {
                (words::count(report.expiring_count, "key"))
                @if report.expiring_count == 1 { " expires" } @else { " expire" } " within 30 days:"
            }
            (folded(&items, 5, 100, "expiring"))
            @if more > 0 { p { "And " (more) " more: " code { "keywright key list --sort expires" } "." } }
        }
    }
}

fn sentences(texts: &[String], odd: &OddNames<'_>, class: &str) -> Markup {
    let (items, left) = fitting(texts.iter().map(|text| html! { li { (sentence(text, odd)) } }), ROOM);
    html! {
        (folded(&items, SHOWN, 100, class))
        @if left > 0 { p { "And " (left) " more: " code { "keywright status" } "." } }
    }
}

fn counts(report: &Report) -> Markup {
    let count = |status: &Status| report.counts.get(status).copied().unwrap_or(0);
    html! {
        dl class="counts" {
            @for status in Status::ALL.iter().filter(|status| count(status) > 0 || **status == Status::Active) {
                div { dt { (status.as_str()) } dd { (count(status)) } }
            }
            div { dt { "expire in 30 days" } dd { (report.expiring_count) } }
            div { dt { "due for rotation in 30 days" } dd { (report.due_count) } }
            div {
                dt { "last backup here" }
                dd { @match report.last_backup_at { Some(at) => (time(at)), None => "none" } }
            }
        }
    }
}
