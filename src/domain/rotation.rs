//! A rotation, as it is remembered.

use serde::{Deserialize, Serialize};

use super::audit::Actor;
use super::id::KeyId;
use super::name::KeyName;
use super::time::{Span, Timestamp};

/// What is known of one rotation, less its escrow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// The lineage.
    pub name: KeyName,
    /// The key that makes way.
    pub predecessor: KeyId,
    /// The key that takes over.
    pub successor: KeyId,
    /// When it was begun.
    pub started_at: Timestamp,
    /// By whom.
    pub started_by: Actor,
    /// How long the predecessor stays valid after the confirmation.
    pub grace: Span,
    /// Whether the predecessor was revoked at the start, because somebody else had it.
    #[serde(default)]
    pub compromised: bool,
    /// When a person first got to see the secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed_at: Option<Timestamp>,
    /// When the deliver hook first succeeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// When the successor took over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<Timestamp>,
    /// Until when the predecessor stays valid, once confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Timestamp>,
    /// How and when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
    /// Whether the `revoked` hook has yet to succeed.
    #[serde(default)]
    pub to_announce: bool,
    /// What went wrong last; forgotten once the step succeeds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// The end of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// How.
    pub how: End,
}

/// The ways in which a rotation ends.
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
    /// When.
    pub at: Timestamp,
    /// What happened; never a secret.
    pub what: String,
}
