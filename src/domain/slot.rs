//! What is known of one way to unlock.

use serde::{Deserialize, Serialize};

use super::name::PlainName;
use super::time::Timestamp;

/// What the holder of a slot may do: a guard-rail that the command line keeps, not cryptography.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything.
    Owner,
    /// Revoke their own keys.
    Admin,
    /// Mint, never revoke.
    Member,
}

/// What a slot is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// A native age identity (X25519).
    X25519,
    /// An SSH key.
    Ssh,
    /// An age plugin.
    Plugin,
    /// A passphrase.
    Passphrase,
}

/// The sealed part of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// What it is called in listings and the audit log.
    pub name: PlainName,
    /// What it is made of.
    pub kind: SlotKind,
    /// Its age recipient, to which a re-key wraps the next data key.
    pub recipient: String,
    /// The guard-rail.
    pub role: Role,
    /// Whether it has been seen to unlock. One given only by recipient has not.
    pub proven: bool,
    /// When it was added.
    pub created_at: Timestamp,
}
