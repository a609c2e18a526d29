//! The events of a calendar: in words, several of a day as one, and what identifies them.

use std::collections::BTreeMap;

use crate::domain::id::KeyId;
use crate::domain::shell;
use crate::domain::time::{Span, Timestamp};
use crate::domain::words;
use crate::ops::report::upcoming::{Calendar, KeyState, KeyToCome, Upcoming, What};
use crate::ops::verification_file::export::renewing;
use crate::output::escape;

/// How many of one kind have events of their own on one day in UTC. More are one event: nobody reads a day of ten
/// thousand, and calendars become slow.
const MOST_OF_A_DAY: usize = 5;
/// How many such an event names; the others are only counted.
const MOST_NAMED: usize = 20;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// When.
    pub(super) at: Timestamp,
    /// What an event keeps while the key is renamed, edited or replaced, and no other vault has.
    pub(super) uid: String,
    /// One line.
    pub(super) summary: String,
    /// What it means and what to do, in several lines.
    pub(super) description: String,
    /// By what calendars give it a colour.
    pub(super) category: &'static str,
}

/// The kinds of events, which are counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Expiry,
    Grace,
    Rotation,
    Target,
    Export,
    Backup,
}

/// All events, sorted by time and UID.
pub(super) fn events(calendar: &Calendar) -> Vec<Event> {
    let mut days: BTreeMap<(Kind, i64), Vec<&Upcoming>> = BTreeMap::new();
    for upcoming in &calendar.upcoming {
        let day = upcoming.at.unix().div_euclid(Span::days(1).as_seconds());
        days.entry((Kind::of(&upcoming.what), day)).or_default().push(upcoming);
    }
    let mut events = Vec::new();
    for ((kind, _), of_day) in days {
        match (kind.several(), of_day.as_slice()) {
            (Some(several), [first, ..]) if of_day.len() > MOST_OF_A_DAY => {
                events.push(several.event(kind, first.at, &of_day));
            }
            _ => events.extend(of_day.into_iter().map(single)),
        }
    }
    for event in &mut events {
        event.uid = format!("{}@{}", event.uid, calendar.vault);
    }
    events.sort_by(|one, other| (one.at, &one.uid).cmp(&(other.at, &other.uid)));
    events
}

impl Kind {
    fn of(what: &What) -> Self {
        match what {
            What::KeyExpires(..) => Self::Expiry,
            What::GraceEnds(..) => Self::Grace,
            What::RotationDue(..) => Self::Rotation,
            What::TargetExpires(_) => Self::Target,
            What::ExportExpires(_) => Self::Export,
            What::BackupIsOld => Self::Backup,
        }
    }

    fn category(self) -> &'static str {
        match self {
            Self::Expiry => "Key expiry",
            Self::Grace => "Grace period",
            Self::Rotation => "Rotation",
            Self::Target | Self::Export => "File expiry",
            Self::Backup => "Backup",
        }
    }

    /// How several of them are one event; `None`: there is only one.
    fn several(self) -> Option<Several> {
        let (uid, summary, advice) = match self {
            Self::Expiry => (
                "expiries",
                "API keys expire",
                "Servers refuse each of them from its end on. See which:\nkeywright key list --sort expires\nReplace one before:\nkeywright rotate start KEY",
            ),
            Self::Grace => (
                "grace-periods",
                "grace periods of API keys end",
                "The old keys stop working. See who still uses them:\nkeywright key list --status retiring\nThen revoke them:\nkeywright rotate run",
            ),
            Self::Rotation => (
                "rotations",
                "API keys are due for rotation",
                "Those with a deliver hook:\nkeywright rotate run\nThe others one by one:\nkeywright rotate start KEY",
            ),
            Self::Target => (
                "targets",
                "files of targets expire",
                "Their servers refuse every key from then on. A timer that publishes renews them long before; else:\nkeywright publish",
            ),
            Self::Export => (
                "exports",
                "exported files expire",
                "Servers that still use them refuse every key from then on. Export them again before, or have targets renew them:\nkeywright target add --help",
            ),
            Self::Backup => return None,
        };
        Some(Several { uid, summary, advice })
    }
}

/// What is said of several of one kind and day.
struct Several {
    /// How the UID begins.
    uid: &'static str,
    /// What they do, after their number.
    summary: &'static str,
    /// What it means and what to do.
    advice: &'static str,
}

impl Several {
    /// At the time of the first of them.
    fn event(&self, kind: Kind, first: Timestamp, of_day: &[&Upcoming]) -> Event {
        let time = first.to_string();
        let day = time.split('T').next().unwrap_or_default();
        let names = of_day.iter().map(|upcoming| name(&upcoming.what));
        let names = words::first_of(names, MOST_NAMED, of_day.len());
        Event {
            at: first,
            uid: format!("{}-{day}", self.uid),
            summary: format!("{} {}", of_day.len(), self.summary),
            description: format!("On {day} (UTC), from this time on: {names}.\n{}", self.advice),
            category: kind.category(),
        }
    }
}

/// What it is about, as people know it.
fn name(what: &What) -> String {
    match what {
        What::KeyExpires(key) | What::GraceEnds(key) | What::RotationDue(key) => {
            let version = key.version.map_or_else(String::new, |version| format!(" v{version}"));
            format!("'{}'{version}", escape::line(key.name.as_str()))
        }
        What::TargetExpires(subject) | What::ExportExpires(subject) => format!("'{}'", escape::line(subject)),
        What::BackupIsOld => "the last backup".to_owned(),
    }
}

/// What to do about the end of a key, by what it is now.
fn before_it_expires(id: &KeyId, state: KeyState) -> String {
    match state {
        KeyState::Working => {
            format!("Servers refuse it from then on. Replace it before:\nkeywright rotate start {id}")
        }
        KeyState::Rotating => "It is being rotated. What that waits for:\nkeywright rotate status".to_owned(),
        KeyState::Disabled => format!(
            "It is disabled. To use it before, or to be rid of it:\nkeywright key enable {id}\nkeywright key delete {id}"
        ),
        KeyState::Ended => format!(
            "It has expired. To use it for longer, or to be rid of it:\nkeywright key edit {id} --widen --expires 90d\nkeywright key delete {id}"
        ),
    }
}

/// One alone. Its commands name keys by their ids: those stay, and no shell takes them for something else.
fn single(upcoming: &Upcoming) -> Event {
    let named = name(&upcoming.what);
    let (uid, summary, description) = match &upcoming.what {
        // A key has one end: it moves when the key is replaced and its grace period begins.
        What::KeyExpires(KeyToCome { id, state, .. }) => (
            format!("end-{id}"),
            format!("API key {named} expires"),
            format!("{}\nMore about it:\nkeywright key show {id}", before_it_expires(id, *state)),
        ),
        What::GraceEnds(KeyToCome { id, .. }) => (
            format!("end-{id}"),
            format!("Grace period of API key {named} ends"),
            format!(
                "The key was replaced, and the old one stops working then. See before who still uses it:\nkeywright key show {id}\nThen revoke it, unless `keywright rotate run` does:\nkeywright rotate finish {id}"
            ),
        ),
        What::RotationDue(KeyToCome { id, .. }) => (
            format!("rotation-{id}"),
            format!("API key {named} is due for rotation"),
            format!(
                "By its rotation policy. Unless `keywright rotate run` does it with a deliver hook:\nkeywright rotate start {id}"
            ),
        ),
        What::TargetExpires(subject) => (
            format!("file-{subject}"),
            format!("File of target {named} expires"),
            format!(
                "Its servers refuse every key from then on. A timer that publishes renews it long before; else:\nkeywright publish {}",
                shell::word(subject)
            ),
        ),
        What::ExportExpires(subject) => {
            let (what, to_do) = if subject.contains('/') {
                ("Exported file", renewing(subject))
            } else {
                let to_do = "remove the file from its servers, or add the target again and publish it";
                ("File of removed target", to_do.to_owned())
            };
            (
                format!("file-{subject}"),
                format!("{what} {named} expires"),
                format!("Servers that still use it refuse every key from then on; {to_do}."),
            )
        }
        What::BackupIsOld => (
            "backup".to_owned(),
            "Backup of the API keys is old".to_owned(),
            "From then on `keywright status` says so of the last one made on this machine. Make a new one:\nkeywright vault backup FILE"
                .to_owned(),
        ),
    };
    Event { at: upcoming.at, uid, summary, description, category: Kind::of(&upcoming.what).category() }
}
