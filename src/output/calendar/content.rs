//! Content lines of iCalendar (RFC 5545 section 3.1).
//!
//! Own code instead of the crate `icalendar`, which gives alarms a time and an identifier that it takes from the clock
//! and at random (ADR 38).

use crate::domain::redaction::redact;
use crate::output::escape;

/// The maximum length of a line in octets, without its end.
const LONGEST: usize = 75;

/// A file that is being written.
#[derive(Debug, Default)]
pub(super) struct Content(String);

impl Content {
    /// A property whose value is written as it is: words of ours alone.
    pub(super) fn line(&mut self, property: &str, value: &str) {
        self.folded(&format!("{property}:{value}"));
    }

    /// A property whose value is TEXT (section 3.3.11): whatever is in it, it is one line, and no other property. A
    /// secret in it is shortened here, since it would not be recognised once it is folded.
    pub(super) fn text(&mut self, property: &str, text: &str) {
        let safe = redact(text);
        let safe = escape::lines(&safe);
        let mut line = format!("{property}:");
        for character in safe.chars() {
            match character {
                '\\' | ';' | ',' => line.extend(['\\', character]),
                '\n' => line.push_str("\\n"),
                _ => line.push(character),
            }
        }
        self.folded(&line);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Splits it into lines of at most 75 octets, each but the first beginning with a space. No character is split: not
    /// every reader joins the lines before it decodes them.
    fn folded(&mut self, line: &str) {
        let mut length = 0;
        for character in line.chars() {
            if length + character.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}
