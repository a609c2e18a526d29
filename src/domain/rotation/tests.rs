//! A rotation, one scenario at a time.

mod any_order;

use super::*;
use crate::domain::digest::Digest;
use crate::domain::hook::Hooks;
use crate::domain::key::{Key, Status};
use crate::domain::policy::RotationPolicy;

const DAY: i64 = 86_400;

fn at(day: i64) -> Timestamp {
    Timestamp::from_unix(1_767_225_600 + day * DAY)
}

fn key(bits: u8, lifetime: Option<i64>, now: Timestamp) -> Key {
    let (id, digest) = (KeyId::from_bits([bits; 16]), Digest::from_bytes([bits; 32]));
    let (name, profile) = ("ci".parse().unwrap(), "default".parse().unwrap());
    let expires_at = lifetime.map(|days| Timestamp::from_unix(now.unix() + days * DAY));
    Key { expires_at, ..Key::new(id, name, u32::from(bits), profile, digest, now, actor()) }
}

fn actor() -> Actor {
    Actor { user: "ana".to_owned(), slot: "main".to_owned() }
}

fn policy(deliver: bool, verify: bool) -> RotationPolicy {
    let program = |wanted: bool| wanted.then(|| "true".parse().unwrap());
    let hooks = Hooks {
        deliver: program(deliver),
        verify: program(verify),
        revoked: program(true),
        ..Hooks::default()
    };
    RotationPolicy { rotate_every: Some(Span::days(30)), hooks, ..RotationPolicy::default() }
}

/// A rotation and its keys.
#[derive(Debug, Clone, PartialEq)]
struct Scene {
    rotation: Rotation,
    predecessor: Key,
    successor: Key,
    now: Timestamp,
}

impl Scene {
    fn begin(lives: (Option<i64>, Option<i64>), grace: u16, compromised: bool) -> Self {
        let (mut predecessor, mut successor) = (key(1, lives.0, at(0)), key(2, lives.1, at(10)));
        let terms = (Span::days(grace), compromised);
        let rotation = RotationUpdate::start(&mut predecessor, &mut successor, terms, actor(), at(10));
        Self { rotation, predecessor, successor, now: at(10) }
    }

    fn update(&mut self) -> RotationUpdate<'_> {
        RotationUpdate {
            rotation: &mut self.rotation,
            predecessor: &mut self.predecessor,
            successor: &mut self.successor,
        }
    }

    fn next(&self, policy: &RotationPolicy, ready: bool) -> Next {
        self.position(policy, ready).next(self.now)
    }

    fn position<'a>(&'a self, policy: &'a RotationPolicy, ready: bool) -> Position<'a> {
        let Self { rotation, predecessor, successor, .. } = self;
        Position { rotation, predecessor, successor, policy, ready }
    }

    /// Whether a file written now would admit some key.
    fn admits_one(&self) -> bool {
        [&self.predecessor, &self.successor].iter().any(|key| key.status(self.now).is_published())
    }
}

#[test]
fn a_run_goes_from_start_to_end() {
    let policy = policy(true, true);
    let mut scene = Scene::begin((Some(60), Some(60)), 2, false);
    assert_eq!(scene.next(&policy, false), Next::Wait(Wait::Targets));
    assert_eq!(scene.next(&policy, true), Next::Deliver);
    scene.rotation.attempted_at = Some(scene.now);
    assert_eq!((scene.next(&policy, true), scene.rotation.step()), (Next::Deliver, Step::Started));
    scene.rotation.delivered_at = Some(scene.now);
    assert_eq!((scene.next(&policy, true), scene.rotation.step()), (Next::Verify, Step::Delivered));
    let now = scene.now;
    scene.update().confirm(now).unwrap();
    let deadline = now.plus(Span::days(2));
    assert_eq!(scene.next(&policy, true), Next::Wait(Wait::Deadline(deadline)));
    assert_eq!(
        (scene.predecessor.status(now), scene.successor.status(now)),
        (Status::Retiring, Status::Active)
    );
    scene.now = deadline;
    assert_eq!(scene.predecessor.status(deadline), Status::Expired, "the deadline holds by itself");
    assert_eq!(scene.next(&policy, false), Next::Wait(Wait::Targets));
    assert_eq!(scene.next(&policy, true), Next::Finish);
    scene.update().finish(false, deadline).unwrap();
    assert_eq!(scene.next(&policy, true), Next::Nothing);
    assert_eq!(scene.rotation.to_announce, [scene.predecessor.id.clone()]);
    assert_eq!(scene.predecessor.lifecycle.revoked_reason().unwrap().as_str(), "rotated");
}

#[test]
fn a_predecessor_in_use_is_told_from_one_that_was_in_use_before() {
    let mut scene = Scene::begin((Some(60), Some(60)), 2, false);
    let confirmed = at(12);
    let look = |scene: &Scene, seconds: i64| {
        let now = Timestamp::from_unix(confirmed.unix() + seconds);
        RotationUpdate::refuse_if_used(&scene.rotation, &scene.predecessor, now)
    };
    let used = |seconds: i64| Timestamp::from_unix(confirmed.unix() + seconds);
    scene.predecessor.last_used_at = Some(used(5));
    assert_eq!(look(&scene, 10), Ok(()), "the new key has not taken over");
    scene.update().confirm(confirmed).unwrap();
    for (last, looked, expected) in [
        (-1, 10, Ok(())),
        (0, 10, Ok(())),
        (1, 10, Err(StepError::StillUsed(used(1)))),
        (1, DAY, Err(StepError::StillUsed(used(1)))),
        (1, DAY + 1, Ok(())),
        (20, 10, Err(StepError::StillUsed(used(20)))),
    ] {
        scene.predecessor.last_used_at = Some(used(last));
        assert_eq!(look(&scene, looked), expected, "used at {last}, looked at {looked}");
    }
    scene.predecessor.last_used_at = None;
    assert_eq!(look(&scene, 10), Ok(()), "nothing is known");
}

#[test]
fn a_late_run_hands_over_what_it_can() {
    let policy = policy(true, true);
    let mut scene = Scene::begin((None, None), 2, false);
    scene.now = at(24);
    assert_eq!(scene.next(&policy, false), Next::AutoAbort, "servers did not get it in time");
    assert_eq!(scene.next(&policy, true), Next::Deliver);
}

#[test]
fn without_hooks_it_waits_for_a_person_and_says_when_that_takes_too_long() {
    let policy = RotationPolicy { rotate_before: Some(Span::days(20)), ..RotationPolicy::default() };
    let mut scene = Scene::begin((Some(30), Some(30)), 2, false);
    assert_eq!(scene.next(&policy, true), Next::Wait(Wait::Person));
    assert_eq!(scene.position(&policy, true).attention(at(19)), None);
    assert_eq!(
        scene.position(&policy, true).attention(at(20)),
        Some(Attention::Waiting),
        "half of it is gone"
    );
    scene.now = at(24);
    assert_eq!(scene.next(&policy, true), Next::AutoAbort, "nobody got the secret for 14 days");
    scene.rotation.revealed_at = Some(at(10));
    assert_eq!(scene.next(&policy, true), Next::Wait(Wait::Person));
    assert!(
        scene.position(&policy, true).is_stuck(at(24)) && !scene.position(&policy, true).is_stuck(at(23))
    );
}

#[test]
fn a_verify_hook_alone_proves_nothing_before_the_secret_is_out() {
    let policy = policy(false, true);
    let mut scene = Scene::begin((None, None), 2, false);
    assert_eq!(scene.next(&policy, true), Next::Wait(Wait::Person));
    scene.rotation.revealed_at = Some(scene.now);
    assert_eq!(scene.next(&policy, true), Next::Verify);
}

#[test]
fn a_pending_key_that_is_all_there_is_is_not_given_up() {
    let policy = policy(true, true);
    let mut scene = Scene::begin((Some(20), None), 2, false);
    scene.now = at(100);
    assert_eq!(scene.predecessor.status(scene.now), Status::Expired);
    assert_eq!(scene.next(&policy, true), Next::Deliver);
    let mut scene = Scene::begin((None, None), 2, true);
    scene.now = at(100);
    assert_eq!(scene.next(&policy, true), Next::Deliver);
    assert_eq!(scene.update().abort("late", at(100)), Err(StepError::LastKey(Status::Revoked)));
}

#[test]
fn owners_acts_end_what_they_must() {
    let now = at(10);
    let revoke = |scene: &mut Scene, successor: bool| {
        let key = if successor { &mut scene.successor } else { &mut scene.predecessor };
        key.revoke(now, None);
        scene.update().sync(now);
    };
    let mut scene = Scene::begin((None, None), 2, false);
    revoke(&mut scene, false);
    assert_eq!(scene.rotation.step(), Step::Started, "it goes on");
    scene.update().confirm(now).unwrap();
    assert_eq!(scene.rotation.step(), Step::Finished, "nothing is left to retire");
    let mut scene = Scene::begin((None, None), 2, false);
    revoke(&mut scene, true);
    assert_eq!((scene.rotation.step(), &scene.predecessor.successor), (Step::Aborted, &None));
    let mut scene = Scene::begin((None, None), 2, false);
    scene.update().confirm(now).unwrap();
    revoke(&mut scene, false);
    assert_eq!(scene.rotation.step(), Step::Finished);
    let mut scene = Scene::begin((None, None), 2, false);
    scene.update().confirm(now).unwrap();
    revoke(&mut scene, true);
    assert_eq!(scene.rotation.step(), Step::Confirmed, "the old key lives on until its deadline");
}

#[test]
fn due_by_age_or_before_expiry_but_not_at_birth() {
    let by = |every: Option<u16>, before: Option<u16>| RotationPolicy {
        rotate_every: every.map(Span::days),
        rotate_before: before.map(Span::days),
        ..RotationPolicy::default()
    };
    let now = at(0);
    assert_eq!(due_at(&key(1, Some(60), now), &by(None, None), now), None);
    assert_eq!(due_at(&key(1, Some(60), now), &by(Some(30), None), now), Some(at(30)));
    assert_eq!(
        due_at(&key(1, Some(60), now), &by(Some(30), Some(40)), now),
        Some(at(30)),
        "not before half of it"
    );
    assert_eq!(due_at(&key(1, Some(60), now), &by(Some(50), Some(20)), now), Some(at(40)));
    assert_eq!(
        due_at(&key(1, Some(60), now), &by(None, Some(20)), at(100)),
        Some(at(40)),
        "expired meanwhile"
    );
    assert_eq!(due_at(&key(1, None, now), &by(None, Some(20)), now), None);
    let mut off = key(1, Some(60), now);
    off.disable(now).unwrap();
    assert_eq!(due_at(&off, &by(Some(30), None), at(31)), None);
}
