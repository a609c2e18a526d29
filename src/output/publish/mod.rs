//! What became of targets, and where keys could still pass.

pub mod exposure;
pub mod receipt;

use serde::Serialize;

use super::table::{Cell, Tone};
use super::view::View;
use crate::domain::key::Status;
use crate::ops::publish::{Admitted, Published, Reason};

/// One target after a publish.
#[derive(Debug, Serialize)]
pub struct PublishedView {
    name: String,
    changed: bool,
    reason: Option<&'static str>,
    path: String,
    epoch: Option<i64>,
    generation: Option<u64>,
    keys: Option<u64>,
    valid_until: Option<String>,
    error: Option<String>,
    admitted_until: Vec<AdmittedView>,
    #[serde(skip)]
    checked: bool,
}

#[derive(Debug, Serialize)]
struct AdmittedView {
    id: String,
    name: String,
    status: Status,
    until: String,
    reported_gone_at: Option<String>,
}

impl From<&Admitted> for AdmittedView {
    fn from(key: &Admitted) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name.to_string(),
            status: key.status,
            until: key.until.to_string(),
            reported_gone_at: key.reported_gone_at.map(|at| at.to_string()),
        }
    }
}

impl PublishedView {
    /// Of a target that was published, or only looked at.
    pub fn new(item: &Published, checked: bool) -> Self {
        Self {
            name: item.name.to_string(),
            changed: item.changed,
            reason: item.reason.map(Reason::as_str),
            path: item.path.display().to_string(),
            epoch: item.file.map(|file| file.epoch),
            generation: item.file.map(|file| file.generation),
            keys: item.file.map(|file| file.keys),
            valid_until: item.file.map(|file| file.valid_until.to_string()),
            error: item.error.as_ref().map(ToString::to_string),
            admitted_until: item.admitted.iter().map(AdmittedView::from).collect(),
            checked,
        }
    }

    fn outcome(&self) -> Cell {
        match (&self.error, self.changed, self.checked) {
            (Some(_), _, _) => Cell::toned("failed", Tone::Bad),
            (None, true, true) => Cell::toned("due", Tone::Warning),
            (None, true, false) => Cell::toned("published", Tone::Good),
            (None, false, _) => "up to date".into(),
        }
    }
}

impl View for PublishedView {
    fn members() -> Vec<&'static str> {
        vec![
            "name",
            "changed",
            "reason",
            "path",
            "epoch",
            "generation",
            "keys",
            "valid_until",
            "error",
            "admitted_until",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Target", "Outcome", "Reason", "Generation", "Keys", "Valid until"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            self.outcome(),
            Cell::or_dash(self.reason.map(|reason| reason.replace('_', " "))),
            Cell::or_dash(self.generation),
            Cell::or_dash(self.keys),
            Cell::or_dash(self.valid_until.as_deref()),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Target", self.name.clone()), ("Outcome", self.outcome().text)]
    }
}
