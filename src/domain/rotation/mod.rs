//! A rotation: its record, its transitions, and its next step.

mod change;
mod plan;
#[cfg(test)]
mod tests;

pub use change::{RECENT_USE, Recorded, RotationUpdate, StepError};
pub use plan::{Attention, Next, Position, Wait, due_at};

use serde::{Deserialize, Serialize};

use super::actor::Actor;
use super::id::KeyId;
use super::name::KeyName;
use super::time::{Span, Timestamp};

/// The record of a rotation, without its escrow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// The lineage.
    pub name: KeyName,
    /// The old key (predecessor).
    pub predecessor: KeyId,
    /// The new key (successor).
    pub successor: KeyId,
    /// When it was started.
    pub started_at: Timestamp,
    /// Who started it.
    pub started_by: Actor,
    /// How long the predecessor stays valid after the confirmation.
    pub grace: Span,
    /// Whether the predecessor was revoked at the start, because it was compromised.
    #[serde(default)]
    pub compromised: bool,
    /// When the secret was first shown to a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed_at: Option<Timestamp>,
    /// When the deliver hook was first about to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempted_at: Option<Timestamp>,
    /// When the deliver hook first succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// When the successor was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Timestamp>,
    /// Until when the predecessor stays valid, once confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Timestamp>,
    /// How and when it was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// The revoked keys that the `revoked` hook has yet to be run for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_announce: Vec<KeyId>,
    /// The last failure; cleared once the step succeeds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// The step of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// The successor exists, and nobody has its secret yet.
    Started,
    /// Somebody has the secret, and it is not proven yet.
    Delivered,
    /// The successor is active, the predecessor valid until its deadline.
    Confirmed,
    /// Finished: the predecessor is revoked.
    Finished,
    /// Aborted: the successor is revoked.
    Aborted,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Started, Self::Delivered, Self::Confirmed, Self::Finished, Self::Aborted];

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Delivered => "delivered",
            Self::Confirmed => "confirmed",
            Self::Finished => "finished",
            Self::Aborted => "aborted",
        }
    }
}

impl Rotation {
    /// Its current step.
    pub fn step(&self) -> Step {
        match (self.ended, self.confirmed_at) {
            (Some(Ended { how: End::Finished, .. }), _) => Step::Finished,
            (Some(Ended { how: End::Aborted, .. }), _) => Step::Aborted,
            (None, Some(_)) => Step::Confirmed,
            (None, None) if self.is_delivered() => Step::Delivered,
            (None, None) => Step::Started,
        }
    }

    /// Its current step as a person is told: what somebody was shown is yet to be delivered.
    pub fn step_in_words(&self) -> &'static str {
        match self.step() {
            Step::Delivered if self.delivered_at.is_none() => Step::Started.as_str(),
            step => step.as_str(),
        }
    }

    /// Whether somebody has the successor's secret.
    pub fn is_delivered(&self) -> bool {
        self.revealed_at.is_some() || self.delivered_at.is_some()
    }

    /// Whether somebody may have the successor's secret: a deliver hook that failed, or was interrupted by a
    /// power failure, may still have delivered it.
    pub fn may_be_revealed(&self) -> bool {
        self.is_delivered() || self.attempted_at.is_some()
    }

    /// Whether it is in progress.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }
}

/// The end of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The time of the end.
    pub at: Timestamp,
    /// The outcome.
    pub how: End,
}

/// The outcomes of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// The predecessor is revoked, the successor active.
    Finished,
    /// The successor is revoked, the predecessor as it was before.
    Aborted,
}

/// A step that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The time of the failure.
    pub at: Timestamp,
    /// What went wrong; never a secret.
    pub what: String,
}

impl Failure {
    /// What went wrong, without what a program said of it.
    pub fn in_short(&self) -> &str {
        self.what.split(": ").next().unwrap_or_default()
    }
}
