//! The views of a rotation: after a manual step, in the overview, after a run, and of a plan.

use super::fields::{Datum, Field, Record, Shown, nested, optional, text, texts};
use super::key::KeyAt;
use super::table::Tone;
use crate::domain::key::Key;
use crate::domain::name::KeyName;
use crate::domain::rotation::Attention;
use crate::domain::time::Timestamp;
use crate::ops::rotation::Outcome;
use crate::ops::rotation::plan::Planned;
use crate::ops::rotation::run::Item;
use crate::ops::rotation::status::RotationStatus;

/// A view of a rotation at an instant: the status of its keys depends on the time.
#[derive(Debug)]
pub struct At<T> {
    what: T,
    now: Timestamp,
}

pub fn shown<T>(what: T, now: Timestamp) -> Shown<Box<At<T>>> {
    Shown(Box::new(At { what, now }))
}

/// What all tables of this module have in common.
pub trait OfLineage {
    fn name(&self) -> &KeyName;

    /// `None` before it is started.
    fn rotation(&self) -> Option<&Outcome>;

    fn predecessor(&self) -> Option<&Key> {
        self.rotation().map(|outcome| &outcome.predecessor)
    }
}

impl OfLineage for Outcome {
    fn name(&self) -> &KeyName {
        &self.rotation.name
    }

    fn rotation(&self) -> Option<&Outcome> {
        Some(self)
    }
}

impl OfLineage for RotationStatus {
    fn name(&self) -> &KeyName {
        &self.outcome.rotation.name
    }

    fn rotation(&self) -> Option<&Outcome> {
        Some(&self.outcome)
    }
}

impl OfLineage for Item {
    fn name(&self) -> &KeyName {
        &self.name
    }

    fn rotation(&self) -> Option<&Outcome> {
        self.status.as_ref().map(|status| &status.outcome)
    }

    fn predecessor(&self) -> Option<&Key> {
        self.rotation().map(|outcome| &outcome.predecessor).or(self.by_hand.as_ref().map(|due| &due.key))
    }
}

impl OfLineage for Planned {
    fn name(&self) -> &KeyName {
        &self.name
    }

    fn rotation(&self) -> Option<&Outcome> {
        self.status.as_ref().map(|status| &status.outcome)
    }

    fn predecessor(&self) -> Option<&Key> {
        self.rotation().map(|outcome| &outcome.predecessor).or(self.due.as_ref())
    }
}

impl<T: OfLineage> At<T> {
    fn successor(&self) -> Option<&Key> {
        self.what.rotation().map(|outcome| &outcome.successor)
    }

    fn key(&self, key: Option<&Key>) -> Datum {
        key.map_or(Datum::None, |key| nested(&KeyAt::of(key, self.now)))
    }

    fn brief(&self, key: Option<&Key>) -> Datum {
        let words = |key: &Key| format!("v{}, {}", key.version, key.status(self.now).as_str());
        optional(key.map(words).as_ref())
    }

    fn in_full(&self, key: Option<&Key>) -> Datum {
        let words = |key: &Key| format!("v{}, {}, {}", key.version, key.status(self.now).as_str(), key.id);
        optional(key.map(words).as_ref())
    }
}

fn name<T: OfLineage>(at: &At<T>) -> Datum {
    text(at.what.name())
}

fn step<T: OfLineage>(at: &At<T>) -> Datum {
    optional(at.what.rotation().map(|outcome| outcome.rotation.step().as_str()).as_ref())
}

fn step_in_words<T: OfLineage>(at: &At<T>) -> Datum {
    optional(at.what.rotation().map(|outcome| outcome.rotation.step_in_words()).as_ref())
}

fn predecessor<T: OfLineage>(at: &At<T>) -> Datum {
    at.key(at.what.predecessor())
}

fn successor<T: OfLineage>(at: &At<T>) -> Datum {
    at.key(at.successor())
}

fn deadline<T: OfLineage>(at: &At<T>) -> Datum {
    optional(at.what.rotation().and_then(|outcome| outcome.rotation.deadline).as_ref())
}

type OutcomeRow = Field<At<Outcome>>;

impl Record for At<Outcome> {
    const FIELDS: &'static [Field<Self>] = &[
        OutcomeRow::member("name", name).labelled("Name").listed("Name"),
        OutcomeRow::member("step", step),
        OutcomeRow::fact("Step", step_in_words).listed("Step"),
        OutcomeRow::member("predecessor", predecessor),
        OutcomeRow::fact("Old key", |at| at.in_full(at.what.predecessor())),
        OutcomeRow::column("Old key", |at| at.brief(at.what.predecessor())),
        OutcomeRow::member("successor", successor),
        OutcomeRow::fact("New key", |at| at.in_full(at.successor())),
        OutcomeRow::column("New key", |at| at.brief(at.successor())),
        OutcomeRow::member("deadline", deadline).labelled("Deadline").listed("Deadline"),
        OutcomeRow::member("changed", |at| at.what.changed.into()),
    ];
}

/// The old key in the overview: shows a consumer that has not switched yet.
fn old_key_in_use(at: &At<RotationStatus>) -> Datum {
    match (at.brief(at.what.predecessor()), at.what.outcome.predecessor.last_used_at) {
        (Datum::Text(words), Some(used)) => Datum::Text(format!("{words}, used {used}")),
        (words, _) => words,
    }
}

type StatusRow = Field<At<RotationStatus>>;

impl Record for At<RotationStatus> {
    const IN_BLOCKS: bool = true;
    const FIELDS: &'static [Field<Self>] = &[
        StatusRow::member("name", name).labelled("Name").listed("Name"),
        StatusRow::member("step", step),
        StatusRow::fact("Step", step_in_words).listed("Step"),
        StatusRow::member("predecessor", predecessor),
        StatusRow::fact("Old key", |at| at.in_full(at.what.predecessor())),
        StatusRow::column("Old key", old_key_in_use),
        StatusRow::member("successor", successor),
        StatusRow::fact("New key", |at| at.in_full(at.successor())),
        StatusRow::column("New key", |at| at.brief(at.successor())),
        StatusRow::member("deadline", deadline).labelled("Deadline").listed("Deadline"),
        StatusRow::member("changed", |at| at.what.outcome.changed.into()),
        StatusRow::member("started_at", |at| text(&at.what.outcome.rotation.started_at)),
        StatusRow::column("Old key accepted until", |at| {
            optional(at.what.exposure.iter().map(|exposure| exposure.until).max().as_ref())
        }),
        StatusRow::member("waits_for", |at| optional(at.what.waits_for().as_ref())).listed("Waits for"),
        StatusRow::member("stuck", |at| (at.what.attention == Some(Attention::Stuck)).into()),
        StatusRow::member("attention", |at| optional(at.what.complaint().as_ref()))
            .listed("Attention")
            .toned(|at| if at.what.attention.is_some() { Tone::Warning } else { Tone::Plain }),
        StatusRow::member("admitted_until", |at| Datum::List(at.what.exposure.iter().map(nested).collect())),
    ];
}

type ItemRow = Field<At<Item>>;

impl Record for At<Item> {
    const FIELDS: &'static [Field<Self>] = &[
        ItemRow::member("name", name).labelled("Name").listed("Name"),
        ItemRow::member("step", step),
        ItemRow::column("Step", step_in_words),
        ItemRow::member("predecessor", predecessor),
        ItemRow::member("successor", successor),
        ItemRow::column("New key", |at| at.brief(at.successor())),
        ItemRow::member("deadline", deadline),
        ItemRow::member("changed", |at| at.what.changed.into()),
        ItemRow::member("waits_for", |at| optional(at.what.waits_for.as_ref())),
        ItemRow::column("Waits for", |at| match (&at.what.by_hand, &at.what.waits_for) {
            (Some(_), _) => text("somebody to start it"),
            (None, waits_for) => optional(waits_for.as_ref()),
        }),
        ItemRow::member("error", |at| optional(at.what.problem.as_ref()))
            .listed("Problem")
            .toned(|at| if at.what.problem.is_some() { Tone::Bad } else { Tone::Plain }),
    ];
}

type PlannedRow = Field<At<Planned>>;

impl Record for At<Planned> {
    const FIELDS: &'static [Field<Self>] = &[
        PlannedRow::member("name", name).labelled("Name").listed("Name"),
        PlannedRow::member("step", step),
        PlannedRow::column("Step", step_in_words),
        PlannedRow::member("predecessor", predecessor),
        PlannedRow::column("Old key", |at| at.brief(at.what.predecessor())),
        PlannedRow::member("successor", successor),
        PlannedRow::member("deadline", deadline),
        // A plan changes nothing.
        PlannedRow::member("changed", |_| false.into()),
        PlannedRow::member("plan", |at| texts(&at.what.steps)),
        PlannedRow::column("Would do", |at| match &at.what.waits_for {
            Some(why) => Datum::Text(format!("nothing: {why}")),
            None => Datum::Text(at.what.steps.join(", ")),
        }),
        PlannedRow::member("waits_for", |at| optional(at.what.waits_for.as_ref())),
    ];
}

impl At<RotationStatus> {
    pub fn summary(&self) -> String {
        let waits = self.what.waits_for().map_or_else(String::new, |waits| format!("; waits for {waits}"));
        let rotation = &self.what.outcome.rotation;
        format!("{}: {}{waits}", rotation.name, rotation.step_in_words())
    }
}

#[cfg(test)]
#[path = "rotation_tests.rs"]
mod tests;
