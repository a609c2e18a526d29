//! The differences that servers would notice, as text.

use std::fmt::Write as _;

use crate::domain::shell;
use crate::domain::target::Target;
use crate::error::Error;
use crate::ops::publish::named::Named;
use crate::store::NeedsReview;

#[derive(Default)]
pub(in crate::ops) struct Differences {
    pub(in crate::ops) admitted: Named,
    pub(in crate::ops) dropped: Named,
    pub(in crate::ops) changed: Named,
    pub(in crate::ops) settings: Vec<String>,
    pub(in crate::ops) unknown: Option<Unknown>,
}

/// Why the files cannot be compared.
pub(in crate::ops) enum Unknown {
    Nothing,
    Damaged(String),
    Prepared,
    Unsigned,
}

impl Differences {
    /// Whether servers would notice any difference.
    pub(in crate::ops) fn matter(&self) -> bool {
        let keys = [&self.admitted, &self.dropped, &self.changed].iter().any(|named| !named.is_empty());
        keys || self.unknown.is_some() || !self.settings.is_empty()
    }

    /// An error that lists the differences.
    pub(in crate::ops) fn denial(&self, target: &Target, needs_review: NeedsReview) -> Error {
        let name = &target.name;
        let since = match needs_review {
            NeedsReview::Restored => "the vault is older than the file that servers have",
            NeedsReview::Repaired => "the vault was repaired after the file that servers have",
            NeedsReview::Target => "what the vault has of it may be from before its last edit",
        };
        let mut words = format!("target '{name}' is not published: {since}");
        if needs_review == NeedsReview::Target {
            let _ = write!(words, "; its file would be installed at {}", shell::word(&target.path.display()));
            if let Some(reload) = &target.reload {
                let _ = write!(words, ", and `{reload}` be run");
            }
        }
        if let Some(unknown) = &self.unknown {
            // Writing to a string cannot fail.
            let _ = write!(words, ", and that cannot be compared: {}", unknown.why());
        } else {
            let changes = [
                ("accept", &self.admitted),
                ("refuse", &self.dropped),
                ("change the rights or times of", &self.changed),
            ];
            for (what, keys) in changes.into_iter().filter(|(_, keys)| !keys.is_empty()) {
                let _ = write!(words, "; it would {what} {keys}");
            }
            for setting in &self.settings {
                let _ = write!(words, "; it would {setting}");
            }
        }
        let hint = self.hint(target);
        Error::conflict(words).hint(match needs_review {
            NeedsReview::Target => {
                format!("compare `keywright target show {name}`, correct it with `keywright target edit {name}`; {hint}")
            }
            NeedsReview::Restored | NeedsReview::Repaired => hint,
        })
    }

    fn hint(&self, target: &Target) -> String {
        let (name, path) = (&target.name, shell::word(&target.path.display()));
        let accept = format!("`keywright publish {name} --accept-restore`");
        match &self.unknown {
            Some(Unknown::Nothing | Unknown::Damaged(_)) => format!(
                "copy the newest file from a server to {path} and publish again; if there is none, use {accept}"
            ),
            Some(Unknown::Prepared) => {
                "run `keywright vault rekey --signing --activate` again, then publish again".to_owned()
            }
            Some(Unknown::Unsigned) => format!(
                "install the key of `keywright public-key` on servers, which do not trust it yet, then run {accept}"
            ),
            None if self.settings.is_empty() => format!(
                "revoke keys that must stay revoked, import missing ones with `keywright key import --from-file {path}`, correct others with `keywright key edit`; then publish again, or accept the differences with {accept}"
            ),
            None => format!(
                "see `keywright target edit {name} --help`, and resolve keys with `keywright key revoke` and `keywright key import --from-file {path}`; then publish again, or accept the differences with {accept}"
            ),
        }
    }
}

impl Unknown {
    fn why(&self) -> &str {
        match self {
            Self::Nothing => "no file is installed",
            Self::Damaged(why) => why,
            Self::Prepared => {
                "it is signed with the next signing key, which was only prepared when the backup was made"
            }
            Self::Unsigned => "it is signed with a key that is not in this vault",
        }
    }
}
