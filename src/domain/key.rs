//! The record of an issued API key, and its lifecycle.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Invalid;
use super::actor::Actor;
use super::digest::Digest;
use super::id::KeyId;
use super::name::{Description, KeyName, Labels, Owner, PlainName, ReasonText};
use super::network::Networks;
use super::policy::RotationPolicy;
use super::rights::{Environment, ResourcePath, Scope};
use super::time::Timestamp;
use super::token::Prefix;

/// Everything that the vault stores of a key; not its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its identifier.
    pub id: KeyId,
    /// Its lineage.
    pub name: KeyName,
    /// Its version within the lineage: 1, 2, 3…
    pub version: u32,
    /// The prefix of its secret; `None` for a key of another form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<Prefix>,
    /// The part of its secret that may be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// SHA-256 of its secret.
    pub digest: Digest,
    /// The profile that it was created with.
    pub profile: PlainName,
    /// The scopes that it was granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Scope>,
    /// The roles it was granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The resource that it is bound to; `None`: unrestricted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<ResourcePath>,
    /// The environment that it is restricted to; `None`: unrestricted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<Environment>,
    /// The networks that it may be used from; none: from anywhere.
    #[serde(default, skip_serializing_if = "Networks::is_empty")]
    pub networks: Networks,
    /// Descriptive metadata.
    #[serde(flatten)]
    pub about: About,
    /// When it was created or imported.
    pub created_at: Timestamp,
    /// Who created it.
    pub created_by: Actor,
    /// Valid from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// Valid until, exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The latest use found in an imported log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Lifecycle::is_plain")]
    pub lifecycle: Lifecycle,
    /// The key it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<KeyId>,
    /// The key that replaces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<KeyId>,
    /// When a run last reported that it is due and that nothing delivers its successor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded_at: Option<Timestamp>,
    /// The rotation policy of its lineage, where it overrides the profile's.
    #[serde(default, skip_serializing_if = "RotationPolicy::is_empty")]
    pub rotation: RotationPolicy,
}

/// Descriptive metadata of a key. No server bases a decision on it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Whom it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Its purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Description>,
    /// Any other metadata of the owner's.
    #[serde(skip_serializing_if = "Labels::is_empty")]
    pub labels: Labels,
}

/// The state of a key. Its fields change only through the functions below, which take `now`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    #[serde(default, skip_serializing_if = "Stage::is_active")]
    stage: Stage,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disabled_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revoked_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revoked_reason: Option<ReasonText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    retires_at: Option<Timestamp>,
}

/// The part a key plays in a rotation; `active` outside of one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Stage {
    #[default]
    Active,
    Pending,
    Retiring,
}

impl Stage {
    // serde's skip_serializing_if passes references.
    #[allow(clippy::trivially_copy_pass_by_ref)]
    fn is_active(&self) -> bool {
        *self == Self::Active
    }
}

/// The effective status of a key at an instant, in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Revoked.
    Revoked,
    /// Disabled until it is enabled again.
    Disabled,
    /// Past its expiry or deadline.
    Expired,
    /// The successor in a rotation, not yet confirmed.
    Pending,
    /// The predecessor in a rotation, until its deadline.
    Retiring,
    /// Valid (from `not_before` on, where it has one).
    Active,
}

impl Status {
    /// All of them, in the order in which they are counted.
    pub const ALL: [Self; 6] =
        [Self::Active, Self::Pending, Self::Retiring, Self::Disabled, Self::Expired, Self::Revoked];

    /// The name in listings and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Retiring => "retiring",
            Self::Disabled => "disabled",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// Whether a key in this status occupies its name: it works, or may work again.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Revoked | Self::Expired)
    }

    /// Whether verification files contain keys in this status.
    pub fn is_published(self) -> bool {
        matches!(self, Self::Pending | Self::Active | Self::Retiring)
    }
}

impl FromStr for Status {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(Invalid::new("a status", "one of active, pending, retiring, disabled, expired, revoked"))
    }
}

impl Key {
    /// A key with no optional member set.
    pub fn new(
        id: KeyId,
        name: KeyName,
        version: u32,
        profile: PlainName,
        digest: Digest,
        created_at: Timestamp,
        created_by: Actor,
    ) -> Self {
        Self {
            id,
            name,
            version,
            prefix: None,
            start: None,
            digest,
            profile,
            scopes: Vec::new(),
            roles: Vec::new(),
            resource: None,
            environment: None,
            networks: Networks::default(),
            about: About::default(),
            created_at,
            created_by,
            not_before: None,
            expires_at: None,
            last_used_at: None,
            lifecycle: Lifecycle::default(),
            predecessor: None,
            successor: None,
            reminded_at: None,
            rotation: RotationPolicy::default(),
        }
    }

    /// The key's status at this instant.
    pub fn status(&self, now: Timestamp) -> Status {
        let is_disabled = self.lifecycle.disabled_at.is_some() && self.lifecycle.revoked_at.is_none();
        if is_disabled { Status::Disabled } else { self.status_once_enabled(now) }
    }

    /// The status that the key has, or would have if it were enabled.
    pub fn status_once_enabled(&self, now: Timestamp) -> Status {
        if self.lifecycle.revoked_at.is_some() {
            Status::Revoked
        } else if self.has_passed(now) {
            Status::Expired
        } else {
            match self.lifecycle.stage {
                Stage::Pending => Status::Pending,
                Stage::Retiring => Status::Retiring,
                Stage::Active => Status::Active,
            }
        }
    }

    /// When its validity ends by itself: its expiry, or a retiring key's deadline if that is earlier.
    pub fn ends_at(&self) -> Option<Timestamp> {
        match (self.expires_at, self.lifecycle.retires_at) {
            (Some(expiry), Some(deadline)) => Some(expiry.min(deadline)),
            (expiry, deadline) => expiry.or(deadline),
        }
    }

    /// Whether its validity has ended, disabled or not.
    pub fn has_passed(&self, now: Timestamp) -> bool {
        self.ends_at().is_some_and(|end| end <= now)
    }

    /// Whether it can never become valid again as it is: revoked, or its validity has ended.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.lifecycle.revoked_at.is_some() || self.has_passed(now)
    }

    /// Its whole lifetime in seconds: from the start of its validity to its expiry. At least 1.
    pub fn lifetime(&self) -> Option<i64> {
        self.expires_at.map(|end| (end.unix() - self.begins_at().unix()).max(1))
    }

    /// When its validity starts.
    pub fn begins_at(&self) -> Timestamp {
        self.not_before.map_or(self.created_at, |start| start.max(self.created_at))
    }

    /// Disables the key. Returns whether that changed anything; a revoked key cannot be disabled.
    pub fn disable(&mut self, now: Timestamp) -> Result<bool, Ended> {
        self.refuse_if_revoked()?;
        let changes = self.lifecycle.disabled_at.is_none();
        if changes {
            self.lifecycle.disabled_at = Some(now);
        }
        Ok(changes)
    }

    /// Enables the key. Returns whether that changed anything; a revoked key stays revoked.
    pub fn enable(&mut self) -> Result<bool, Ended> {
        self.refuse_if_revoked()?;
        Ok(self.lifecycle.disabled_at.take().is_some())
    }

    /// Revokes the key permanently. Returns whether that changed anything: the first time and reason stay.
    pub fn revoke(&mut self, now: Timestamp, reason: Option<ReasonText>) -> bool {
        let changes = self.lifecycle.revoked_at.is_none();
        if changes {
            self.lifecycle.revoked_at = Some(now);
            self.lifecycle.revoked_reason = reason;
        }
        changes
    }

    /// Makes it a successor that awaits confirmation.
    pub fn await_confirmation(&mut self) {
        self.lifecycle.stage = Stage::Pending;
    }

    /// Makes a pending key active.
    pub fn activate(&mut self) {
        self.lifecycle.stage = Stage::Active;
    }

    /// Retires it: the key ends at the deadline, or at its own expiry if that is earlier. Returns that
    /// instant.
    pub fn retire(&mut self, deadline: Timestamp) -> Timestamp {
        let deadline = self.expires_at.map_or(deadline, |expiry| expiry.min(deadline));
        self.lifecycle.stage = Stage::Retiring;
        self.lifecycle.retires_at = Some(deadline);
        deadline
    }

    /// An error if the key has been revoked.
    pub fn refuse_if_revoked(&self) -> Result<(), Ended> {
        if self.lifecycle.revoked_at.is_some() { Err(Ended) } else { Ok(()) }
    }
}

/// A revoked key stays revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key is revoked permanently")]
pub struct Ended;

impl Lifecycle {
    // serde's skip_serializing_if passes references.
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// When it was disabled, if it is.
    pub fn disabled_at(&self) -> Option<Timestamp> {
        self.disabled_at
    }

    /// When it was revoked.
    pub fn revoked_at(&self) -> Option<Timestamp> {
        self.revoked_at
    }

    /// Why it was revoked.
    pub fn revoked_reason(&self) -> Option<&ReasonText> {
        self.revoked_reason.as_ref()
    }

    /// A retiring key's deadline.
    pub fn retires_at(&self) -> Option<Timestamp> {
        self.retires_at
    }
}
