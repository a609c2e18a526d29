//! What a target's servers do not have, as a sentence.

use std::fmt::{self, Display, Formatter};

use super::{Keys, Look, NamedKey, Unpublished};
use crate::domain::publication::Publication;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::ops::publish::due::{Reason, is_issued_ahead};

/// What needs attention, and what to run. `None`: nothing does.
pub(super) fn attention(look: &Look, unpublished: &Unpublished, now: Timestamp) -> Option<String> {
    let name = &look.target.name;
    let (keys, file) = (of_keys(unpublished), of_file(look, now));
    let what = match (keys, file) {
        (None, None) => return None,
        (None, Some(file)) => format!("target '{name}' {file}"),
        (Some(keys), None) => format!("the file of target '{name}' {keys}"),
        (Some(keys), Some(file)) => format!("the file of target '{name}' {keys}; the target {file}"),
    };
    Some(format!("{what}; run `keywright publish {name}`"))
}

/// What servers accept or refuse otherwise than they should: what they accept too much comes first.
fn of_keys(unpublished: &Unpublished) -> Option<String> {
    let Unpublished { still_admitted, wider, changed, missing, ended: _, later: _ } = unpublished;
    let parts = [
        ("still admits ", still_admitted, " that are to be refused"),
        ("still has the former, wider rights or times of ", wider, ""),
        ("has the former rights or times of ", changed, ""),
        ("does not have ", missing, ""),
    ];
    let parts = parts.into_iter().filter(|(_, keys, _)| !keys.is_empty());
    let parts: Vec<String> =
        parts.map(|(what, keys, which)| format!("{what}{}", Listed { keys, which })).collect();
    (!parts.is_empty()).then(|| parts.join(", and "))
}

/// What is wrong with the file itself. One that merely has to be renewed some day needs no attention yet.
fn of_file(look: &Look, now: Timestamp) -> Option<String> {
    let path = format!("'{}'", look.target.path.display());
    if look.needs_review.is_some() {
        return Some("was not published since the vault was restored or repaired".to_owned());
    }
    let Some(file) = &look.newest else { return Some("has never been published".to_owned()) };
    if let Some(problem) = &look.problem {
        return Some(format!("could not be read at {path}: {problem}"));
    }
    match look.due {
        Some(Reason::Restored) => {
            Some(format!("has a file at {path} that is not in the history of this vault"))
        }
        _ if file.placed_at.is_none() => Some("has a file that was not installed".to_owned()),
        Some(Reason::Missing) => Some(format!("has no file at {path}")),
        Some(Reason::Different) => Some(format!(
            "has a file at {path} that is not the newest: it was altered or replaced, or a former key has signed it"
        )),
        Some(Reason::SettingsChanged) => Some("has a file with its former settings".to_owned()),
        Some(Reason::ModeChanged) => Some("has a file with another mode or group than it should".to_owned()),
        _ => of_times(look, file, now),
    }
}

fn of_times(look: &Look, file: &Publication, now: Timestamp) -> Option<String> {
    if is_issued_ahead(file, now) {
        Some(format!("has a file that servers refuse until {}: the clock was ahead", file.iat))
    } else if file.exp <= now {
        Some(format!("has a file that expired at {}", file.exp))
    } else if (file.exp.unix() - now.unix()) < look.target.valid_for.as_seconds() / 3 {
        Some(format!("has a file that expires at {}", file.exp))
    } else if file.reloaded_at.is_none() {
        Some("has a file that its servers have not reloaded".to_owned())
    } else {
        None
    }
}

/// Keys: the one, or how many and the first of them.
pub(in crate::ops::publish) struct Listed<'a> {
    pub(in crate::ops::publish) keys: &'a Keys,
    /// What several of them are.
    pub(in crate::ops::publish) which: &'a str,
}

impl Display for Listed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { keys: Keys { count, first }, which } = self;
        if *count > 1 {
            write!(f, "{}{which}: ", words::count(*count, "key"))?;
        }
        f.write_str(&words::first_of(first, words::FEW, usize::try_from(*count).unwrap_or(usize::MAX)))
    }
}

impl Display for NamedKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{} '{name}' ({})", self.id, self.status),
            None => write!(f, "{} ({})", self.id, self.status),
        }
    }
}
