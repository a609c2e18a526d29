//! What is to come as an iCalendar file (RFC 5545): what it consists of, and in which order.
//!
//! | file | |
//! |---|---|
//! | `event` | what happens in words, several of a day as one, and what identifies it |
//! | `content` | content lines: escaped, folded, ended |

mod content;
mod event;
#[cfg(test)]
mod tests;

use crate::domain::time::{Span, Timestamp};
use crate::ops::output_file::Kind;
use crate::ops::report::upcoming::Calendar;
use content::Content;
use event::{Event, events};

/// A calendar that is written to a file.
pub const FILE: Kind = Kind {
    what: "a calendar",
    beginning: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Keywright//",
    mode: 0o600,
};

/// How often a calendar that has subscribed to the file is to look for a newer one.
const REFRESH: &str = "PT12H";

/// The file: an event for each thing that is to come, with alarms so long before. `vault` is the name of the vault's
/// file, by which people know the calendar.
pub fn icalendar(calendar: &Calendar, alarms: &[Span], vault: &str) -> String {
    let mut content = Content::default();
    content.line("BEGIN", "VCALENDAR");
    content.line("VERSION", "2.0");
    content.line("PRODID", "-//Keywright//Keywright//EN");
    content.line("CALSCALE", "GREGORIAN");
    content.line("METHOD", "PUBLISH");
    let name = format!("API keys ({vault})");
    content.text("NAME", &name);
    content.text("X-WR-CALNAME", &name);
    content.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    content.line("X-PUBLISHED-TTL", REFRESH);
    let events = events(calendar);
    if events.is_empty() {
        without_events(&mut content);
    }
    let mut alarms = alarms.to_vec();
    alarms.sort();
    alarms.dedup();
    for event in &events {
        write(&mut content, event, calendar.now, &alarms);
    }
    content.line("END", "VCALENDAR");
    content.finish()
}

/// A calendar has at least one component (RFC 5545 section 3.6), and this one shows nothing.
fn without_events(content: &mut Content) {
    for (name, value) in [
        ("BEGIN", "VTIMEZONE"),
        ("TZID", "UTC"),
        ("BEGIN", "STANDARD"),
        ("DTSTART", "19700101T000000"),
        ("TZOFFSETFROM", "+0000"),
        ("TZOFFSETTO", "+0000"),
        ("END", "STANDARD"),
        ("END", "VTIMEZONE"),
    ] {
        content.line(name, value);
    }
}

/// An instant in UTC, not a day: a key stops at that second, and a day would be another one elsewhere. Without an end
/// it takes no time (RFC 5545 section 3.6.1).
fn write(content: &mut Content, event: &Event, now: Timestamp, alarms: &[Span]) {
    content.line("BEGIN", "VEVENT");
    content.text("UID", &event.uid);
    content.line("DTSTAMP", &date_time(now));
    content.line("LAST-MODIFIED", &date_time(now));
    // Of two events of one UID the one with the greater number is in force (RFC 5546 section 2.1.5). Minutes grow
    // whatever machine writes it, and fit in 32 bits; seconds would not after 2038.
    content.line("SEQUENCE", &(now.unix() / 60).to_string());
    content.line("DTSTART", &date_time(event.at));
    content.text("SUMMARY", &event.summary);
    content.text("DESCRIPTION", &event.description);
    content.text("CATEGORIES", event.category);
    // Nobody is busy because of it.
    content.line("TRANSP", "TRANSPARENT");
    // What has passed would ring whenever the file is imported.
    for before in alarms.iter().filter(|_| event.at > now) {
        content.line("BEGIN", "VALARM");
        content.line("ACTION", "DISPLAY");
        content.text("DESCRIPTION", &event.summary);
        content.line("TRIGGER", &trigger(*before));
        content.line("END", "VALARM");
    }
    content.line("END", "VEVENT");
}

/// A DATE-TIME in UTC (RFC 5545 section 3.3.5).
fn date_time(time: Timestamp) -> String {
    // What a vault claims may be beyond the years that can be written.
    Timestamp::from_unix(time.unix()).to_string().replace(['-', ':'], "")
}

/// A DURATION before the event (RFC 5545 section 3.3.6), of a single unit: between hours and seconds there must be
/// minutes.
fn trigger(before: Span) -> String {
    let written = before.to_string().to_uppercase();
    if written.ends_with('D') { format!("-P{written}") } else { format!("-PT{written}") }
}
