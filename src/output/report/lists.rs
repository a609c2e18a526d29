//! Unused keys, and the log of the last weeks.

use maud::{Markup, html};

use super::text::{beginning, day, folded, name, time};
use crate::domain::audit::Event;
use crate::domain::words;
use crate::ops::report::{Overview, UNUSED_FOR, UnusedKey, UnusedKeys};

/// How many are shown before they are folded.
const SHOWN: usize = 20;

pub(super) fn unused(unused: &UnusedKeys) -> Markup {
    let item = |key: &UnusedKey| {
        html! {
            li {
                (name(key.name.as_str())) " " code { (key.id) } ", "
                @match key.last_used_at {
                    Some(at) => { "last used on " (day(at)) },
                    None => { "no use known since its creation on " (day(key.created_at)) },
                }
            }
        }
    };
    let items: Vec<Markup> = unused.first.iter().map(item).collect();
    let more = unused.count.saturating_sub(u64::try_from(items.len()).unwrap_or(0));
    html! {
        @if !unused.is_known {
            p { "No server's log was imported, so it is not known which keys are used: see " code { "keywright usage import --help" } "." }
        } @else if items.is_empty() {
            p { "Every live key was used within " (UNUSED_FOR) ", or is younger than that." }
        } @else {
            p { (words::count(unused.count, "live key")) " not used for " (UNUSED_FOR) " or longer:" }
            (folded(&items, SHOWN, 200, "unused"))
            @if more > 0 { p { "And " (more) " more: " code { "keywright key list --unused-for " (UNUSED_FOR) } "." } }
        }
    }
}

pub(super) fn log(overview: &Overview) -> Markup {
    let (first, rest) = overview.log.split_at(SHOWN.min(overview.log.len()));
    html! {
        @if first.is_empty() {
            p { "Nothing happened." }
        } @else {
            (table(first, "The newest events"))
            @if !rest.is_empty() {
                details {
                    summary { (words::count(rest.len(), "earlier event")) }
                    (table(rest, "Earlier events"))
                }
            }
            @if overview.has_more_log {
                p { "There are more: " code { "keywright audit list --since 28d" } "." }
            }
        }
    }
}

fn table(events: &[Event], caption: &str) -> Markup {
    html! {
        div class="wide" role="region" tabindex="0" aria-label=(caption) {
            table {
                caption { (caption) }
                thead {
                    tr { @for title in ["Time", "Action", "Subject", "User", "Slot", "Detail"] { th scope="col" { (title) } } }
                }
                tbody { @for event in events { (row(event)) } }
            }
        }
    }
}

fn row(event: &Event) -> Markup {
    let entry = &event.audit_entry;
    html! {
        tr {
            td { (time(event.at)) }
            td { (entry.action.as_str()) }
            td {
                @match (&entry.subject, &entry.key) {
                    (Some(subject), _) => { (name(subject)) },
                    (None, Some(key)) => { code { (key) } },
                    (None, None) => {},
                }
            }
            td { (name(&event.actor.user)) }
            td { (name(&event.actor.slot)) }
            // What programs printed may hold anything; `audit list` has it.
            td { @if let Some(detail) = entry.detail.as_ref().filter(|_| !entry.action.runs_a_program()) { (beginning(detail)) } }
        }
    }
}
