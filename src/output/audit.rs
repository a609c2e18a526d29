//! What an entry of the audit log looks like.

use serde::Serialize;

use super::table::{Cell, Tone};
use super::view::View;
use crate::domain::audit::{Action, Event};

/// An entry of the audit log as the command line shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditView {
    /// Its place: 1, 2, 3…
    pub seq: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What was done.
    pub action: Action,
    /// The id of the key it was done to.
    pub key: Option<String>,
    /// The name of the thing it was done to.
    pub subject: Option<String>,
    /// More about it.
    pub detail: Option<String>,
    /// The operating-system user who did it.
    pub user: String,
    /// The slot that unlocked the vault.
    pub slot: String,
}

impl From<&Event> for AuditView {
    fn from(event: &Event) -> Self {
        Self {
            seq: event.seq,
            at: event.at.to_string(),
            action: event.deed.action,
            key: event.deed.key.as_ref().map(ToString::to_string),
            subject: event.deed.subject.clone(),
            detail: event.deed.detail.clone(),
            user: event.actor.user.clone(),
            slot: event.actor.slot.clone(),
        }
    }
}

impl View for AuditView {
    fn members() -> Vec<&'static str> {
        vec!["seq", "at", "action", "key", "subject", "detail", "user", "slot"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Seq", "At", "Action", "Subject", "Key", "User", "Slot", "Detail"]
    }

    fn cells(&self) -> Vec<Cell> {
        let tone = if self.action == Action::Refused { Tone::Bad } else { Tone::Plain };
        vec![
            self.seq.to_string().into(),
            self.at.as_str().into(),
            Cell::toned(self.action.as_str(), tone),
            Cell::or_dash(self.subject.as_deref()),
            Cell::or_dash(self.key.as_deref()),
            self.user.as_str().into(),
            self.slot.as_str().into(),
            Cell::or_dash(self.detail.as_deref()),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let facts = [
            ("Seq", Some(self.seq.to_string())),
            ("At", Some(self.at.clone())),
            ("Action", Some(self.action.as_str().to_owned())),
            ("Subject", self.subject.clone()),
            ("Key", self.key.clone()),
            ("User", Some(self.user.clone())),
            ("Slot", Some(self.slot.clone())),
            ("Detail", self.detail.clone()),
        ];
        facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{Actor, Deed};
    use crate::domain::time::Timestamp;

    #[test]
    fn the_json_has_these_members_in_this_order() {
        let event = Event {
            seq: 7,
            at: Timestamp::from_unix(1_767_225_600),
            actor: Actor { user: "ana".into(), slot: "owner".into() },
            deed: Deed::new(Action::VaultInit),
        };
        let view = AuditView::from(&event);
        assert_eq!(
            serde_json::to_string(&view).unwrap(),
            r#"{"seq":7,"at":"2026-01-01T00:00:00Z","action":"vault.init","key":null,"subject":null,"detail":null,"user":"ana","slot":"owner"}"#
        );
        assert_eq!(view.cells().len(), AuditView::columns().len());
    }
}
