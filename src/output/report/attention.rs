//! What needs attention, first; the keys by status; and what is only to be known.

use maud::{Markup, html};

use super::text::{folded, sentence, time};
use crate::domain::key::Status;
use crate::domain::words;
use crate::ops::vault::status::Report;

/// How many complaints are shown before they are folded.
const SHOWN: usize = 20;

pub(super) fn part(report: &Report) -> Markup {
    let sentences = |texts: &[String]| -> Vec<Markup> {
        texts.iter().map(|text| html! { li { (sentence(text)) } }).collect()
    };
    html! {
        @if report.attention.is_empty() {
            p class="calm" { "Nothing needs attention." }
        } @else {
            p class="alarm" { (words::count(report.attention.len(), "thing")) " to attend to:" }
            (folded(&sentences(&report.attention), SHOWN, 100, "complaints"))
        }
        (counts(report))
        @if !report.notes.is_empty() {
            h3 { "Notes" }
            (folded(&sentences(&report.notes), SHOWN, 100, "notes"))
        }
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
