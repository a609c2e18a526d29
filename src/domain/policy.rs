//! When and how a lineage is rotated: by its key's policy, else its profile's, else the default.

use serde::{Deserialize, Serialize};

use super::hook::Hooks;
use super::time::Span;

/// Unset members have a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RotationPolicy {
    /// A key is due at this age.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotate_every: Option<Span>,
    /// A key is due this long before it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rotate_before: Option<Span>,
    /// How long the predecessor stays valid after the successor is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grace: Option<Span>,
    /// How long a successor may wait to be delivered and confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending_for: Option<Span>,
    /// The hooks.
    #[serde(skip_serializing_if = "is_default")]
    pub hooks: Hooks,
}

fn is_default(hooks: &Hooks) -> bool {
    *hooks == Hooks::default()
}

impl RotationPolicy {
    /// The default grace period.
    pub const GRACE: Span = Span::days(7);
    /// How long a successor may be pending by default.
    pub const PENDING_FOR: Span = Span::days(14);

    /// This policy, with `other` as default.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            rotate_every: self.rotate_every.or(other.rotate_every),
            rotate_before: self.rotate_before.or(other.rotate_before),
            grace: self.grace.or(other.grace),
            pending_for: self.pending_for.or(other.pending_for),
            hooks: self.hooks.or(&other.hooks),
        }
    }

    /// How long the predecessor stays valid after the successor is confirmed. The default is at most half of
    /// the rotation interval, so that one rotation ends before the next is due.
    pub fn grace(&self) -> Span {
        let usual = [self.rotate_every, self.rotate_before].into_iter().flatten().map(Span::half);
        self.grace.unwrap_or_else(|| usual.fold(Self::GRACE, Span::min))
    }

    /// How long a successor may wait to be delivered and confirmed.
    pub fn pending_for(&self) -> Span {
        self.pending_for.unwrap_or(Self::PENDING_FOR)
    }

    /// Whether a key under this policy is ever due.
    pub fn is_scheduled(&self) -> bool {
        self.rotate_every.is_some() || self.rotate_before.is_some()
    }

    /// Rejects a rotation that may last until after the predecessor has expired: if all three
    /// are set, `pending_for` and `grace` must together be less than `rotate_before`. And one that
    /// is in progress when the next is due: if both are set, `grace` must be less than `rotate_every`.
    pub fn check_schedule(&self) -> Result<(), InvalidSchedule> {
        match (self.rotate_before, self.pending_for, self.grace) {
            (Some(rotate_before), Some(pending_for), Some(grace))
                if pending_for.as_seconds() + grace.as_seconds() >= rotate_before.as_seconds() =>
            {
                return Err(InvalidSchedule::Late { rotate_before, pending_for, grace });
            }
            _ => {}
        }
        match (self.rotate_every, self.grace) {
            (Some(rotate_every), Some(grace)) if grace >= rotate_every => {
                Err(InvalidSchedule::Overlapping { rotate_every, grace })
            }
            _ => Ok(()),
        }
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A schedule that leaves too little time for a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the members of RotationPolicy")]
pub enum InvalidSchedule {
    /// It starts too late before the expiry.
    #[error(
        "rotate_before {rotate_before} must be longer than pending_for {pending_for} and grace {grace} together"
    )]
    Late { rotate_before: Span, pending_for: Span, grace: Span },
    /// It may still be in progress when the next is due.
    #[error("rotate_every {rotate_every} must be longer than grace {grace}")]
    Overlapping { rotate_every: Span, grace: Span },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(days: u16) -> RotationPolicy {
        RotationPolicy { rotate_every: Some(Span::days(days)), ..RotationPolicy::default() }
    }

    #[test]
    fn what_is_said_comes_before_what_somebody_else_says() {
        let other = RotationPolicy { grace: Some(Span::days(3)), ..every(90) };
        assert_eq!(every(30).or(&other), RotationPolicy { grace: Some(Span::days(3)), ..every(30) });
        assert_eq!(RotationPolicy::default().or(&other), other);
        assert_eq!(other.clone().or(&RotationPolicy::default()), other);
    }

    #[test]
    fn either_time_makes_a_schedule() {
        let before = RotationPolicy { rotate_before: Some(Span::days(30)), ..RotationPolicy::default() };
        assert!(every(90).is_scheduled() && before.is_scheduled());
        assert!(!RotationPolicy { grace: Some(Span::days(1)), ..RotationPolicy::default() }.is_scheduled());
    }

    #[test]
    fn what_is_not_said_is_not_written() {
        let json = serde_json::to_string(&RotationPolicy::default()).unwrap();
        assert_eq!(json, "{}");
        assert!(RotationPolicy::default().is_empty() && !every(90).is_empty());
        assert_eq!(serde_json::to_string(&every(90)).unwrap(), r#"{"rotate_every":"90d"}"#);
    }
}
