//! What a rotation looks like.

use serde::Serialize;

use super::key::KeyAt;
use super::publish::exposure::HorizonView;
use super::table::{Cell, Tone};
use super::view::View;
use crate::domain::key::Key;
use crate::domain::rotation::{Rotation, Step, Trouble};
use crate::domain::time::Timestamp;
use crate::ops::rotation::Outcome;
use crate::ops::rotation::plan::Planned;
use crate::ops::rotation::run::Item;
use crate::ops::rotation::status::Standing;

/// A rotation after a step by hand.
#[derive(Debug, Serialize)]
pub struct RotationView {
    name: String,
    step: Step,
    predecessor: KeyAt,
    successor: KeyAt,
    deadline: Option<String>,
    changed: bool,
}

impl RotationView {
    /// As it stands at this instant.
    pub fn new(outcome: &Outcome, now: Timestamp) -> Self {
        Self {
            name: outcome.rotation.name.to_string(),
            step: outcome.rotation.step(),
            predecessor: KeyAt::of(&outcome.predecessor, now),
            successor: KeyAt::of(&outcome.successor, now),
            deadline: outcome.rotation.deadline.map(|deadline| deadline.to_string()),
            changed: outcome.changed,
        }
    }
}

fn key(key: &KeyAt) -> String {
    format!("v{}, {}", key.key.version, key.status().as_str())
}

fn key_in_full(view: &KeyAt) -> String {
    format!("{}, {}", key(view), view.key.id)
}

impl View for RotationView {
    fn members() -> Vec<&'static str> {
        vec!["name", "step", "predecessor", "successor", "deadline", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Step", "Old key", "New key", "Deadline"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            self.step.as_str().into(),
            key(&self.predecessor).into(),
            key(&self.successor).into(),
            Cell::or_dash(self.deadline.as_deref()),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![
            ("Name", self.name.clone()),
            ("Step", self.step.as_str().to_owned()),
            ("Old key", key_in_full(&self.predecessor)),
            ("New key", key_in_full(&self.successor)),
        ];
        facts.extend(self.deadline.iter().map(|deadline| ("Deadline", deadline.clone())));
        facts
    }
}

/// A rotation that goes on, and what it waits for.
#[derive(Debug, Serialize)]
pub struct StandingView {
    #[serde(flatten)]
    rotation: RotationView,
    started_at: String,
    waits_for: Option<String>,
    stuck: bool,
    attention: Option<String>,
    admitted_until: Vec<HorizonView>,
}

impl StandingView {
    /// As it stands at this instant.
    pub fn new(standing: &Standing, now: Timestamp) -> Self {
        Self {
            rotation: RotationView::new(&standing.outcome, now),
            started_at: standing.outcome.rotation.started_at.to_string(),
            waits_for: standing.waits_for(),
            stuck: standing.trouble == Some(Trouble::Stuck),
            attention: standing.complaint(),
            admitted_until: standing.horizon.iter().map(HorizonView::from).collect(),
        }
    }

    /// In one line.
    pub fn summary(&self) -> String {
        let waits = self.waits_for.as_ref().map_or_else(String::new, |waits| format!("; waits for {waits}"));
        format!("{}: {}{waits}", self.rotation.name, self.rotation.step.as_str())
    }
}

impl View for StandingView {
    fn members() -> Vec<&'static str> {
        vec![
            "name",
            "step",
            "predecessor",
            "successor",
            "deadline",
            "changed",
            "started_at",
            "waits_for",
            "stuck",
            "attention",
            "admitted_until",
        ]
    }

    fn columns() -> Vec<&'static str> {
        vec![
            "Name",
            "Step",
            "Old key",
            "New key",
            "Deadline",
            "Old key passes until",
            "Waits for",
            "Attention",
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells = self.rotation.cells();
        if let (Some(cell), Some(used)) = (cells.get_mut(2), &self.rotation.predecessor.key.last_used_at) {
            *cell = format!("{}, used {used}", key(&self.rotation.predecessor)).into();
        }
        cells.push(Cell::or_dash(self.admitted_until.iter().map(HorizonView::until).max()));
        cells.push(Cell::or_dash(self.waits_for.as_deref()));
        cells.push(
            self.attention.as_deref().map_or_else(|| "-".into(), |text| Cell::toned(text, Tone::Warning)),
        );
        cells
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        self.rotation.facts()
    }
}

/// What a run did with a lineage.
#[derive(Debug, Serialize)]
pub struct RunView {
    name: String,
    step: Option<Step>,
    predecessor: Option<KeyAt>,
    successor: Option<KeyAt>,
    deadline: Option<String>,
    changed: bool,
    waits_for: Option<String>,
    error: Option<String>,
}

impl RunView {
    /// As it stands at this instant.
    pub fn new(item: &Item, now: Timestamp) -> Self {
        let outcome = item.standing.as_ref().map(|standing| &standing.outcome);
        let rotation: Option<&Rotation> = outcome.map(|outcome| &outcome.rotation);
        let view = |key: &Key| KeyAt::of(key, now);
        Self {
            name: item.name.to_string(),
            step: rotation.map(Rotation::step),
            predecessor: outcome.map(|outcome| view(&outcome.predecessor)),
            successor: outcome.map(|outcome| view(&outcome.successor)),
            deadline: rotation.and_then(|rotation| rotation.deadline).map(|deadline| deadline.to_string()),
            changed: item.changed,
            waits_for: item.standing.as_ref().and_then(Standing::waits_for),
            error: item.problem.clone(),
        }
    }
}

impl View for RunView {
    fn members() -> Vec<&'static str> {
        vec!["name", "step", "predecessor", "successor", "deadline", "changed", "waits_for", "error"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Step", "New key", "Waits for", "Problem"]
    }

    fn cells(&self) -> Vec<Cell> {
        let problem = self.error.as_deref();
        vec![
            self.name.as_str().into(),
            Cell::or_dash(self.step.map(Step::as_str)),
            Cell::or_dash(self.successor.as_ref().map(key)),
            Cell::or_dash(self.waits_for.as_deref()),
            problem.map_or_else(|| "-".into(), |text| Cell::toned(text, Tone::Bad)),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Name", self.name.clone())]
    }
}

/// What a run would do with a lineage.
#[derive(Debug, Serialize)]
pub struct PlannedView {
    name: String,
    step: Option<Step>,
    predecessor: Option<KeyAt>,
    successor: Option<KeyAt>,
    deadline: Option<String>,
    changed: bool,
    plan: Vec<&'static str>,
}

impl PlannedView {
    /// As it stands at this instant.
    pub fn new(planned: &Planned, now: Timestamp) -> Self {
        let outcome = planned.standing.as_ref().map(|standing| &standing.outcome);
        let predecessor = outcome.map(|outcome| &outcome.predecessor).or(planned.due.as_ref());
        Self {
            name: planned.name.to_string(),
            step: outcome.map(|outcome| outcome.rotation.step()),
            predecessor: predecessor.map(|key| KeyAt::of(key, now)),
            successor: outcome.map(|outcome| KeyAt::of(&outcome.successor, now)),
            deadline: outcome
                .and_then(|outcome| outcome.rotation.deadline)
                .map(|deadline| deadline.to_string()),
            changed: false,
            plan: planned.steps.clone(),
        }
    }
}

impl View for PlannedView {
    fn members() -> Vec<&'static str> {
        vec!["name", "step", "predecessor", "successor", "deadline", "changed", "plan"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "Step", "Old key", "Would do"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            Cell::or_dash(self.step.map(Step::as_str)),
            Cell::or_dash(self.predecessor.as_ref().map(key)),
            self.plan.join(", ").as_str().into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Name", self.name.clone())]
    }
}
