//! Arguments of `report`, `timeline` and `calendar`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::args::values;
use crate::domain::time::Span;
use crate::ops::key::pattern::NamePattern;

const REPORT_EXAMPLES: &str = "\
Examples:
  keywright report --out report.html
  keywright report --no-input -q --out /srv/www/keys.html";

/// Write a page that shows how the keys live
///
/// One HTML file that opens anywhere without a network: what needs attention, the timeline of every name, the files
/// that servers have and which keys they admit, the next twelve months, unused keys, and the log of the last weeks. It
/// holds no secret and no digest, but all names. A new file at --out can be read by you alone; nothing but an earlier
/// report is replaced, and that keeps its mode. -o does not change the page.
#[derive(Debug, Args)]
#[command(after_help = REPORT_EXAMPLES)]
pub struct ReportArgs {
    /// Write the page to this file, atomically, instead of stdout
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

const TIMELINE_EXAMPLES: &str = "\
Examples:
  keywright timeline
  keywright timeline 'ci*' --back 7d --ahead 90d
  keywright timeline -o json | jq '.items[] | .name, .rotation_due_at'";

/// Draw the life of keys as a timeline in the terminal
///
/// A line for each name: its versions, the grace of those that were replaced, expiries, and the next rotation.
/// Those that servers may accept though they are over come first, then rotations in progress, then what changes
/// soonest. It is as wide as the terminal; elsewhere as COLUMNS says, or 80. Names whose keys had all ended before it begins are left out.
#[derive(Debug, Args)]
#[command(after_help = TIMELINE_EXAMPLES)]
pub struct TimelineArgs {
    /// Only keys whose whole name is like this: * is any text, ? one character, [a-z] one of these
    #[arg(value_name = "PATTERN")]
    pub pattern: Option<NamePattern>,

    /// How far it goes into the future
    #[arg(long, value_name = "DURATION", default_value = "365d", allow_negative_numbers = true)]
    pub ahead: Span,

    /// How far it goes back
    #[arg(long, value_name = "DURATION", default_value = "90d", allow_negative_numbers = true)]
    pub back: Span,

    /// Also names whose keys had all ended before it begins
    #[arg(long)]
    pub ended: bool,

    /// How many names, 0 for all [default: 50 on a terminal, else all]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = values::limit)]
    pub(in crate::cli) limit: Option<u64>,
}

/// Names that are drawn by default, as many as `key list` has on a page.
const PAGE: u64 = 50;

impl TimelineArgs {
    /// How many names are shown.
    pub(super) fn most(&self, is_drawn_on_terminal: bool) -> usize {
        let most = self.limit.unwrap_or(if is_drawn_on_terminal { PAGE } else { 0 });
        usize::try_from(most).ok().filter(|most| *most > 0).unwrap_or(usize::MAX)
    }
}

const CALENDAR_EXAMPLES: &str = "\
Examples:
  keywright calendar --out keys.ics
  keywright calendar --alarm 7d --alarm 1d --out /srv/www/keys.ics";

/// Write what is to come as a calendar (iCalendar)
///
/// Events for keys that expire, rotations that are due, ends of grace periods, files of servers that run out, and the
/// next backup; more than five of a kind on one day are one event. Each keeps its UID, so that importing the file again
/// updates it. A new file at --out can be read by you alone; nothing but an earlier calendar is replaced, and that keeps
/// its mode. -o does not change it.
#[derive(Debug, Args)]
#[command(after_help = CALENDAR_EXAMPLES)]
pub struct CalendarArgs {
    /// Write the calendar to this file, atomically, instead of stdout
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Remind so long before each event, such as 7d or 12h; repeatable
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub alarm: Vec<Span>,
}
