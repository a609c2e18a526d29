//! The next step as a pure function: `(rotation, keys, policy, now) → step`.

use super::Rotation;
use crate::domain::key::{Key, Status};
use crate::domain::policy::RotationPolicy;
use crate::domain::time::Timestamp;

/// The next step of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Abort it: the secret was not delivered in time, or the successor expired.
    AutoAbort,
    /// Run the deliver hook.
    Deliver,
    /// Run the verify hook, and confirm if it succeeds.
    Verify,
    /// Revoke the predecessor.
    Finish,
    /// Nothing can be done now.
    Wait(Wait),
    /// Nothing is left to be done.
    Nothing,
}

/// What a rotation waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Targets that have not had the successor for long enough.
    Targets,
    /// A person who delivers the secret and confirms.
    Person,
    /// Its disabled successor, to be enabled.
    Enabling,
    /// The predecessor's deadline.
    Deadline(Timestamp),
}

/// The inputs to the next step.
#[derive(Debug, Clone, Copy)]
pub struct Position<'a> {
    /// The rotation.
    pub rotation: &'a Rotation,
    /// The old key (predecessor).
    pub predecessor: &'a Key,
    /// The new key (successor).
    pub successor: &'a Key,
    /// The lineage's policy.
    pub policy: &'a RotationPolicy,
    /// Whether every target that admits the predecessor can be assumed to have the successor.
    pub ready: bool,
}

impl Position<'_> {
    /// The next step.
    pub fn next(&self, now: Timestamp) -> Next {
        let rotation = self.rotation;
        if !rotation.is_open() {
            return Next::Nothing;
        }
        match rotation.deadline {
            Some(deadline) if now < deadline => Next::Wait(Wait::Deadline(deadline)),
            Some(_) if self.ready => Next::Finish,
            Some(_) => Next::Wait(Wait::Targets),
            None => self.towards_confirmation(now),
        }
    }

    fn towards_confirmation(&self, now: Timestamp) -> Next {
        let (rotation, hooks) = (self.rotation, &self.policy.hooks);
        if self.successor.has_passed(now) {
            return Next::AutoAbort;
        }
        // A pending key is never revoked automatically while it is the only working key of its lineage; nor
        // while it can be delivered right now: a machine that is seldom on would otherwise start over for
        // ever.
        let is_off = self.successor.status(now) == Status::Disabled;
        let can_go_on = self.ready && hooks.deliver.is_some() && !is_off;
        if self.is_overdue(now) && !rotation.may_be_revealed() && !self.is_only_key_left(now) && !can_go_on {
            return Next::AutoAbort;
        }
        if is_off {
            return Next::Wait(Wait::Enabling);
        }
        if !self.ready {
            return Next::Wait(Wait::Targets);
        }
        if hooks.deliver.is_some() && rotation.delivered_at.is_none() {
            return Next::Deliver;
        }
        // Before the secret is delivered, a verify hook that succeeds proves nothing about the successor.
        if hooks.verify.is_some() && rotation.is_delivered() {
            return Next::Verify;
        }
        Next::Wait(Wait::Person)
    }

    /// Whether the successor has been pending for longer than the policy allows.
    fn is_overdue(&self, now: Timestamp) -> bool {
        self.rotation.started_at.plus(self.policy.pending_for()) <= now
    }

    /// Whether the successor is the only key left of the lineage.
    fn is_only_key_left(&self, now: Timestamp) -> bool {
        self.predecessor.is_over(now)
    }

    /// Whether the secret has been out for too long without confirmation. Such a rotation continues as soon
    /// as it can, but needs attention.
    pub fn is_stuck(&self, now: Timestamp) -> bool {
        let rotation = self.rotation;
        let waits = rotation.is_open() && rotation.confirmed_at.is_none();
        waits && self.is_overdue(now) && (rotation.may_be_revealed() || self.is_only_key_left(now))
    }

    /// Why it needs attention, if it does.
    pub fn attention(&self, now: Timestamp) -> Option<Attention> {
        if self.rotation.failure.is_some() {
            return Some(Attention::Failed);
        }
        if !self.rotation.is_open() {
            return None;
        }
        if self.is_stuck(now) {
            return Some(Attention::Stuck);
        }
        let nothing_works =
            [self.predecessor, self.successor].iter().all(|key| !key.status(now).is_published());
        if nothing_works {
            return Some(Attention::NothingWorks);
        }
        match self.rotation.deadline {
            None => self.attention_before_confirmation(now),
            Some(deadline) => self.attention_after_confirmation(deadline, now),
        }
    }

    /// Before the confirmation: it waits for a person, and half of the available time has passed. That is the
    /// time until the predecessor expires, or if it never does, that of a pending key.
    fn attention_before_confirmation(&self, now: Timestamp) -> Option<Attention> {
        if !matches!(self.next(now), Next::Wait(Wait::Person | Wait::Enabling)) {
            return None;
        }
        let half_gone = match (self.predecessor.expires_at, self.policy.rotate_before) {
            (Some(expiry), Some(before)) => expiry.minus(before.half()),
            _ => self.rotation.started_at.plus(self.policy.pending_for().half()),
        };
        (half_gone <= now || self.is_only_key_left(now)).then_some(Attention::Waiting)
    }

    /// After the confirmation: the successor is due before the predecessor was revoked, or nobody has finished it, or
    /// could, for as long as a key may be pending.
    fn attention_after_confirmation(&self, deadline: Timestamp, now: Timestamp) -> Option<Attention> {
        if due_at(self.successor, self.policy, now).is_some_and(|due| due <= now) {
            return Some(Attention::Behind);
        }
        (deadline.plus(self.policy.pending_for()) <= now).then_some(Attention::Unfinished(deadline))
    }
}

/// Why a rotation needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attention {
    /// Its last step failed.
    Failed,
    /// The secret has been out for too long without confirmation.
    Stuck,
    /// No key of the lineage works now.
    NothingWorks,
    /// It waits for a person, and time is running out.
    Waiting,
    /// It takes so long that the next one is late.
    Behind,
    /// Nobody has finished it for long since its deadline, which is this one.
    Unfinished(Timestamp),
}

/// When the policy requires the key to be rotated; `None`: never. A key that the owner revoked or disabled is
/// skipped; one that expired in the meantime is not, so that a machine that was off catches up.
///
/// Never before half of the key's lifetime has passed: a `rotate_before` longer than the lifetime would
/// otherwise make every run start another rotation.
pub fn due_at(key: &Key, policy: &RotationPolicy, now: Timestamp) -> Option<Timestamp> {
    if !matches!(key.status(now), Status::Active | Status::Expired) || key.lifecycle.retires_at().is_some() {
        return None;
    }
    let begin = key.begins_at();
    let by_age = policy.rotate_every.map(|every| key.created_at.plus(every));
    let half = Timestamp::from_unix(begin.unix() + key.lifetime().unwrap_or(0) / 2);
    let by_expiry =
        key.expires_at.zip(policy.rotate_before).map(|(expiry, before)| expiry.minus(before).max(half));
    match (by_age, by_expiry) {
        (Some(age), Some(expiry)) => Some(age.min(expiry).max(begin)),
        (age, expiry) => age.or(expiry).map(|due| due.max(begin)),
    }
}
