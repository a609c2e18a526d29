//! What comes next in the life of a lineage, in words.

use crate::domain::calendar::DateTime;
use crate::domain::key::Status;
use crate::domain::time::{Span, Timestamp};
use crate::ops::report::lineages::{Lineage, Version};
use crate::output::key::date;
use crate::output::table::Tone;

/// An expiry within this time needs attention, as `status` has it.
const SOON: Span = Span::days(30);

/// What comes next, or what to do, and how urgent it is.
pub(super) fn next(lineage: &Lineage, now: Timestamp) -> (String, Tone) {
    let versions = &lineage.versions;
    let when = |at| when(at, now);
    let exposed = versions.iter().filter(|version| version.is_exposed());
    if let Some(until) = exposed.filter_map(|version| version.accepted_until).max() {
        return (format!("{ACCEPTED} {}", when(until)), Tone::Bad);
    }
    if let Some(due) = lineage.rotation_due_at.filter(|due| *due <= now) {
        return (format!("rotation due since {}", when(due)), Tone::Warning);
    }
    if let Some(pending) = versions.iter().rfind(|version| version.status == Status::Pending) {
        return (format!("v{} awaits confirmation", pending.number), Tone::Warning);
    }
    let published = || versions.iter().filter(|version| version.status.is_published());
    if published().next().is_none() {
        return (over(versions, now), Tone::Plain);
    }
    let due = lineage.rotation_due_at.map(|due| (due, "rotation due"));
    match published().filter_map(|version| change(version, now)).chain(due).min() {
        Some((at, what)) => {
            let is_soon = what == EXPIRES && at <= now.plus(SOON);
            (format!("{what} {}", when(at)), if is_soon { Tone::Warning } else { Tone::Plain })
        }
        None => ("never expires".to_owned(), Tone::Plain),
    }
}

const EXPIRES: &str = "expires";
const ACCEPTED: &str = "may be accepted until";

/// The next change of a key that works.
fn change(version: &Version, now: Timestamp) -> Option<(Timestamp, &'static str)> {
    if version.begins_at > now {
        return Some((version.begins_at, "valid from"));
    }
    match (version.status, version.accepted_until) {
        // What servers do matters more than what they should.
        (Status::Retiring, Some(until)) => Some((until, ACCEPTED)),
        (Status::Retiring, None) => version.ends_at.map(|end| (end, "grace ends")),
        _ => version.ends_at.map(|end| (end, EXPIRES)),
    }
}

/// Why no key of it works.
fn over(versions: &[Version], now: Timestamp) -> String {
    let disabled = versions.iter().filter(|version| version.status == Status::Disabled);
    if let Some(since) = disabled.filter_map(|version| version.disabled_at).max() {
        return format!("disabled since {}", when(since, now));
    }
    let last = versions.iter().filter_map(|version| Some((version.ends_at?, version.status))).max();
    last.map_or_else(String::new, |(end, status)| format!("{} {}", status.as_str(), when(end, now)))
}

/// Today the time, else the date.
fn when(at: Timestamp, now: Timestamp) -> String {
    let (day, today) = (date(at), date(now));
    if day != today {
        return day;
    }
    let DateTime { hour, minute, .. } = DateTime::from_unix(at.unix());
    format!("{hour:02}:{minute:02} UTC")
}
