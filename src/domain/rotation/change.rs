//! The transitions of a rotation. Every step is idempotent.

use super::{End, Ended, Rotation};
use crate::domain::actor::Actor;
use crate::domain::key::{Key, Status};
use crate::domain::name::ReasonText;
use crate::domain::time::{Span, Timestamp};

/// Why a step is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// Only an active key can be rotated.
    #[error("it is {}; only an active key can be rotated", .0.as_str())]
    NotActive(Status),
    /// The rotation is over, with this outcome.
    #[error("its last rotation was {}", match .0 { End::Finished => "finished", End::Aborted => "aborted" })]
    Over(End),
    /// The successor is not confirmed yet.
    #[error("the new key is not confirmed yet")]
    Unconfirmed,
    /// The successor is already confirmed.
    #[error("the new key is already confirmed")]
    Confirmed,
    /// The predecessor is valid until this instant.
    #[error("the old key is in its grace period until {0}")]
    Grace(Timestamp),
    /// The predecessor has ended, so the successor is the only key left.
    #[error("the old key is {}, so aborting would leave no working key", .0.as_str())]
    LastKey(Status),
    /// The predecessor was used after the successor was confirmed.
    #[error("the old key was still used at {0}, after the new one was confirmed")]
    StillUsed(Timestamp),
    /// The successor is not valid, so it cannot become active.
    #[error("the new key is {}", .0.as_str())]
    SuccessorIs(Status),
}

/// How recent a use of the predecessor must be to show that a consumer has not switched yet.
pub const RECENT_USE: Span = Span::days(1);

/// The steps of a rotation as the audit log has them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recorded {
    /// When the secret was first shown to a person after the start.
    pub revealed_at: Option<Timestamp>,
    /// When the deliver hook was first run.
    pub attempted_at: Option<Timestamp>,
    /// When the successor was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// How and when it was completed.
    pub ended: Option<Ended>,
}

/// A rotation and its two keys, to be changed together.
pub struct RotationUpdate<'a> {
    /// The rotation.
    pub rotation: &'a mut Rotation,
    /// The old key (predecessor).
    pub predecessor: &'a mut Key,
    /// The new key (successor).
    pub successor: &'a mut Key,
}

impl RotationUpdate<'_> {
    /// Starts a rotation: links the two keys and makes the successor pending. With `compromised` the
    /// predecessor is revoked and the successor active at once.
    pub fn start(
        predecessor: &mut Key,
        successor: &mut Key,
        (grace, compromised): (Span, bool),
        by: Actor,
        now: Timestamp,
    ) -> Rotation {
        predecessor.successor = Some(successor.id.clone());
        successor.predecessor = Some(predecessor.id.clone());
        if compromised {
            predecessor.revoke(now, reason("compromised"));
        } else {
            successor.await_confirmation();
        }
        Rotation {
            name: predecessor.name.clone(),
            predecessor: predecessor.id.clone(),
            successor: successor.id.clone(),
            started_at: now,
            started_by: by,
            grace,
            compromised,
            revealed_at: None,
            attempted_at: None,
            delivered_at: None,
            confirmed_at: None,
            deadline: None,
            ended: None,
            to_announce: if compromised { vec![predecessor.id.clone()] } else { Vec::new() },
            failure: None,
        }
    }

    /// Whether the successor can be confirmed. `Ok(false)` if it already is.
    pub fn can_confirm(rotation: &Rotation, successor: &Key, now: Timestamp) -> Result<bool, StepError> {
        match rotation.ended {
            Some(Ended { how: End::Finished, .. }) => Ok(false),
            Some(Ended { how, .. }) => Err(StepError::Over(how)),
            None if rotation.confirmed_at.is_some() => Ok(false),
            None => match successor.status(now) {
                Status::Pending | Status::Active => Ok(true),
                other => Err(StepError::SuccessorIs(other)),
            },
        }
    }

    /// Activates the successor and sets the predecessor's deadline. The caller has verified the successor's
    /// secret, or has the owner's statement that it is in use.
    pub fn confirm(&mut self, now: Timestamp) -> Result<bool, StepError> {
        if !Self::can_confirm(self.rotation, self.successor, now)? {
            return Ok(false);
        }
        self.successor.activate();
        self.rotation.confirmed_at = Some(now);
        self.rotation.failure = None;
        if self.predecessor.status(now) == Status::Revoked {
            self.end(End::Finished, now);
        } else {
            self.rotation.deadline = Some(self.predecessor.retire(now.plus(self.rotation.grace)));
        }
        Ok(true)
    }

    /// Whether the predecessor may be revoked now: after its deadline, or `early` at the owner's request,
    /// while its successor works. `Ok(false)` if it already is.
    pub fn can_finish(
        rotation: &Rotation,
        successor: &Key,
        early: bool,
        now: Timestamp,
    ) -> Result<bool, StepError> {
        match (rotation.ended, rotation.deadline) {
            (Some(Ended { how: End::Finished, .. }), _) => Ok(false),
            (Some(Ended { how, .. }), _) => Err(StepError::Over(how)),
            (None, None) => Err(StepError::Unconfirmed),
            (None, Some(deadline)) if now < deadline && !early => Err(StepError::Grace(deadline)),
            (None, Some(deadline)) if now < deadline && successor.status(now) != Status::Active => {
                Err(StepError::SuccessorIs(successor.status(now)))
            }
            (None, Some(_)) => Ok(true),
        }
    }

    /// Refuses to revoke a predecessor that imported logs show to be in use: a use before the confirmation
    /// proves nothing, one long ago is not current. Only interactive steps check this: past the deadline
    /// servers refuse the predecessor anyway, so an unattended run would gain nothing by waiting.
    pub fn refuse_if_used(rotation: &Rotation, predecessor: &Key, now: Timestamp) -> Result<(), StepError> {
        match (predecessor.last_used_at, rotation.confirmed_at) {
            (Some(used), Some(confirmed)) if used > confirmed && now < used.plus(RECENT_USE) => {
                Err(StepError::StillUsed(used))
            }
            _ => Ok(()),
        }
    }

    /// Revokes the predecessor, which finishes the rotation.
    pub fn finish(&mut self, early: bool, now: Timestamp) -> Result<bool, StepError> {
        if !Self::can_finish(self.rotation, self.successor, early, now)? {
            return Ok(false);
        }
        if self.predecessor.revoke(now, reason("rotated")) {
            self.announce();
        }
        self.end(End::Finished, now);
        Ok(true)
    }

    /// Whether the rotation can be aborted. `Ok(false)` if it already is.
    pub fn can_abort(
        rotation: &Rotation,
        (predecessor, successor): (&Key, &Key),
        now: Timestamp,
    ) -> Result<bool, StepError> {
        let is_last = predecessor.is_over(now) && !successor.is_over(now);
        match rotation.ended {
            Some(Ended { how: End::Aborted, .. }) => Ok(false),
            Some(Ended { how, .. }) => Err(StepError::Over(how)),
            None if rotation.confirmed_at.is_some() => Err(StepError::Confirmed),
            None if is_last => Err(StepError::LastKey(predecessor.status(now))),
            None => Ok(true),
        }
    }

    /// Revokes the successor; the predecessor returns to its state before the rotation.
    pub fn abort(&mut self, why: &str, now: Timestamp) -> Result<bool, StepError> {
        if !Self::can_abort(self.rotation, (self.predecessor, self.successor), now)? {
            return Ok(false);
        }
        self.successor.revoke(now, reason(why));
        self.take_back(now);
        Ok(true)
    }

    /// Takes the steps that were recorded of it, without checks: they were taken before. Returns whether anything
    /// changed.
    pub fn catch_up(&mut self, recorded: &Recorded, now: Timestamp) -> bool {
        let before = (self.rotation.clone(), self.predecessor.clone(), self.successor.clone());
        let rotation = &mut *self.rotation;
        rotation.revealed_at = rotation.revealed_at.or(recorded.revealed_at);
        rotation.attempted_at = rotation.attempted_at.or(recorded.attempted_at);
        // Only a confirmation gives the predecessor a deadline.
        let by_deadline =
            self.predecessor.lifecycle.retires_at().map(|deadline| deadline.minus(rotation.grace));
        rotation.confirmed_at = rotation.confirmed_at.or(recorded.confirmed_at).or(by_deadline);
        let ended = rotation.ended.or(recorded.ended);
        if matches!(ended, Some(Ended { how: End::Finished, .. })) {
            rotation.confirmed_at = rotation.confirmed_at.or(ended.map(|ended| ended.at));
        }
        if let Some(confirmed) = rotation.confirmed_at {
            let deadline = rotation.deadline.unwrap_or_else(|| confirmed.plus(rotation.grace));
            if self.successor.status(now) == Status::Pending {
                self.successor.activate();
            }
            if self.predecessor.lifecycle.revoked_at().is_none() {
                if self.predecessor.lifecycle.retires_at().is_none() {
                    self.predecessor.retire(deadline);
                }
                rotation.deadline = self.predecessor.lifecycle.retires_at();
            }
        }
        match ended.map(|ended| ended.how) {
            Some(End::Finished) => _ = self.predecessor.revoke(now, reason("rotated")),
            Some(End::Aborted) => {
                self.predecessor.successor = None;
                self.successor.revoke(now, reason("aborted"));
            }
            None => {}
        }
        let is_finished =
            self.rotation.confirmed_at.is_some() && self.predecessor.lifecycle.revoked_at().is_some();
        let is_aborted =
            self.rotation.confirmed_at.is_none() && self.successor.lifecycle.revoked_at().is_some();
        if self.rotation.is_open() && (is_finished || is_aborted) {
            self.end(if is_finished { End::Finished } else { End::Aborted }, now);
        }
        before != (self.rotation.clone(), self.predecessor.clone(), self.successor.clone())
    }

    /// Takes the secret for one that somebody has.
    pub fn assume_delivered(&mut self, now: Timestamp) {
        self.rotation.revealed_at.get_or_insert(now);
        self.rotation.delivered_at.get_or_insert(now);
    }

    /// Reconciles the rotation after its owner revoked one of its keys, or both.
    pub fn sync(&mut self, now: Timestamp) {
        if !self.rotation.is_open() {
            return;
        }
        let is_revoked = |key: &Key| key.lifecycle.revoked_at().is_some();
        if self.rotation.confirmed_at.is_some() {
            // The retiring key: as `finish --now`. Revoking the active one changes no step.
            if is_revoked(self.predecessor) {
                self.announce();
                self.end(End::Finished, now);
            }
        } else if is_revoked(self.successor) {
            self.take_back(now);
        } else if is_revoked(self.predecessor) {
            self.announce();
        }
    }

    fn announce(&mut self) {
        let gone = &self.predecessor.id;
        if !self.rotation.to_announce.contains(gone) {
            self.rotation.to_announce.push(gone.clone());
        }
    }

    fn take_back(&mut self, now: Timestamp) {
        self.predecessor.successor = None;
        self.end(End::Aborted, now);
    }

    fn end(&mut self, how: End, now: Timestamp) {
        self.rotation.ended = Some(Ended { at: now, how });
        self.rotation.failure = None;
    }
}

fn reason(text: &str) -> Option<ReasonText> {
    text.parse().ok()
}
