//! What needs attention, at a glance.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::key::Status;
use crate::domain::time::Timestamp;
use crate::ops::rotation::due::Due;
use crate::ops::rotation::status::RotationStatus;
use crate::ops::vault::status::Report;
use crate::output::fields::Shown;
use crate::output::key::KeyAt;
use crate::output::rotation::{self, At};
use crate::output::table::Cell;
use crate::output::view::View;

/// The report of `status`.
#[derive(Debug, Serialize)]
pub struct StatusView {
    ok: bool,
    keys: BTreeMap<&'static str, u64>,
    expiring: Vec<KeyAt>,
    expiring_count: u64,
    rotations: Vec<Shown<Box<At<RotationStatus>>>>,
    due: Vec<DueView>,
    due_count: u64,
    attention: Vec<String>,
    notes: Vec<String>,
    last_backup_at: Option<String>,
}

/// A key that is to be rotated.
#[derive(Debug, Serialize)]
struct DueView {
    name: String,
    id: String,
    due_at: String,
}

impl From<&Due> for DueView {
    fn from(due: &Due) -> Self {
        Self { name: due.key.name.to_string(), id: due.key.id.to_string(), due_at: due.at.to_string() }
    }
}

impl StatusView {
    /// At this instant.
    pub fn new(report: &Report, now: Timestamp) -> Self {
        let count = |status: &Status| report.counts.get(status).copied().unwrap_or(0);
        Self {
            ok: !report.needs_attention(),
            keys: Status::ALL.iter().map(|status| (status.as_str(), count(status))).collect(),
            expiring: report.expiring.iter().map(|key| KeyAt::of(key, now)).collect(),
            expiring_count: report.expiring_count,
            rotations: report.rotations.iter().map(|status| rotation::shown(status.clone(), now)).collect(),
            due: report.due.iter().map(DueView::from).collect(),
            due_count: report.due_count,
            attention: report.attention.clone(),
            notes: report.notes.clone(),
            last_backup_at: report.last_backup_at.map(|at| at.to_string()),
        }
    }
}

impl View for StatusView {
    fn members() -> Vec<&'static str> {
        vec![
            "ok",
            "keys",
            "expiring",
            "expiring_count",
            "rotations",
            "due",
            "due_count",
            "attention",
            "notes",
            "last_backup_at",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Status"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![if self.ok { "ok" } else { "needs attention" }.into()]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let counted = Status::ALL.iter().filter_map(|status| {
            let count = self.keys.get(status.as_str()).filter(|count| **count > 0)?;
            Some(format!("{count} {}", status.as_str()))
        });
        let counted: Vec<String> = counted.collect();
        let keys = if counted.is_empty() { "none".to_owned() } else { counted.join(", ") };
        let verdict = if self.ok { "all is well" } else { "something needs attention" };
        let mut facts = vec![("Status", verdict.to_owned()), ("Keys", keys)];
        for key in &self.expiring {
            let key = &key.key;
            let end = key.life.retires_at().or(key.expires_at);
            let when = end.map(|end| end.to_string()).unwrap_or_default();
            facts.push(("Expires soon", format!("{} ({}) at {when}", key.name, key.id)));
        }
        let more = self.expiring_count.saturating_sub(u64::try_from(self.expiring.len()).unwrap_or(0));
        if more > 0 {
            facts.push((
                "Expires soon",
                format!("and {more} more; see `keywright key list --expiring-within 30d`"),
            ));
        }
        facts.extend(self.rotations.iter().map(|rotation| ("Rotating", rotation.0.summary())));
        for due in &self.due {
            facts.push(("Rotation due", format!("{} at {}", due.name, due.due_at)));
        }
        facts.extend(self.attention.iter().map(|text| ("Attention", text.clone())));
        facts.extend(self.notes.iter().map(|text| ("Note", text.clone())));
        facts.extend(self.last_backup_at.iter().map(|at| ("Last backup here", at.clone())));
        facts
    }
}
