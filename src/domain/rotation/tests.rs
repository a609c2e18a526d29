//! The invariants of a rotation, under any order of steps, owners' acts and passing time.

use proptest::prelude::*;

use super::*;
use crate::domain::digest::Digest;
use crate::domain::hook::Hooks;
use crate::domain::key::{Key, Life, Status};
use crate::domain::policy::RotationPolicy;

const DAY: i64 = 86_400;

fn at(day: i64) -> Timestamp {
    Timestamp::from_unix(1_767_225_600 + day * DAY)
}

fn key(bits: u8, lifetime: Option<i64>, now: Timestamp) -> Key {
    Key {
        id: KeyId::from_bits([bits; 16]),
        name: "ci".parse().unwrap(),
        version: u32::from(bits),
        prefix: None,
        start: None,
        digest: Digest::from_bytes([bits; 32]),
        profile: "default".parse().unwrap(),
        scopes: Vec::new(),
        roles: Vec::new(),
        resource: None,
        environment: None,
        owner: None,
        description: None,
        labels: std::collections::BTreeMap::default(),
        created_at: now,
        created_by: actor(),
        not_before: None,
        expires_at: lifetime.map(|days| Timestamp::from_unix(now.unix() + days * DAY)),
        last_used_at: None,
        life: Life::default(),
        predecessor: None,
        successor: None,
        rotation: RotationPolicy::default(),
    }
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
        let rotation = Handover::start(&mut predecessor, &mut successor, terms, actor(), at(10));
        Self { rotation, predecessor, successor, now: at(10) }
    }

    fn handover(&mut self) -> Handover<'_> {
        Handover {
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

/// A step by hand.
type Doing = fn(&mut Scene, bool) -> Result<bool, Refusal>;

/// What may happen.
#[derive(Debug, Clone, Copy)]
enum Act {
    Run { ready: bool, hook: bool },
    Reveal,
    Confirm,
    Finish { early: bool },
    Abort,
    Revoke { successor: bool },
    Switch { successor: bool, off: bool },
    Days(u16),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => (any::<bool>(), any::<bool>()).prop_map(|(ready, hook)| Act::Run { ready, hook }),
        1 => Just(Act::Reveal),
        1 => Just(Act::Confirm),
        1 => any::<bool>().prop_map(|early| Act::Finish { early }),
        1 => Just(Act::Abort),
        1 => any::<bool>().prop_map(|successor| Act::Revoke { successor }),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(successor, off)| Act::Switch { successor, off }),
        3 => (1..20_u16).prop_map(Act::Days),
    ];
    prop::collection::vec(act, 0..24)
}

/// Does it, the way the operations do. Returns whether the owner ended or switched off a key by it.
fn perform(scene: &mut Scene, act: Act, policy: &RotationPolicy) -> bool {
    let now = scene.now;
    match act {
        Act::Run { ready, hook } => {
            match scene.next(policy, ready) {
                Next::GiveUp => assert_eq!(scene.handover().abort("late", now), Ok(true)),
                Next::Deliver => {
                    scene.rotation.attempted_at.get_or_insert(now);
                    scene.rotation.delivered_at = hook.then_some(now);
                }
                Next::Verify if hook => assert_eq!(scene.handover().confirm(now), Ok(true)),
                Next::Finish => assert_eq!(scene.handover().finish(false, now), Ok(true)),
                _ => {}
            }
            false
        }
        Act::Reveal if scene.rotation.step() < Step::Confirmed => {
            scene.rotation.revealed_at.get_or_insert(now);
            false
        }
        Act::Confirm => scene.handover().confirm(now).is_err(),
        // What a person ends early, servers must know: that is the operation's business.
        Act::Finish { early } => {
            let _ = scene.handover().finish(early, now);
            false
        }
        Act::Abort => scene.handover().abort("by hand", now) == Ok(true),
        Act::Revoke { successor } => {
            let key = if successor { &mut scene.successor } else { &mut scene.predecessor };
            key.revoke(now, None);
            scene.handover().settle(now);
            true
        }
        Act::Switch { successor, off } => {
            let key = if successor { &mut scene.successor } else { &mut scene.predecessor };
            let changed = if off { key.disable(now) } else { key.enable() };
            changed == Ok(true) && off
        }
        Act::Days(days) => {
            scene.now = now.plus(Span::days(days));
            false
        }
        Act::Reveal => false,
    }
}

proptest! {
    #[test]
    fn nobody_is_locked_out_who_was_not_meant_to_be(
        lives in (prop::option::of(15..200_i64), prop::option::of(1..200_i64)),
        grace in 1..10_u16,
        compromised in any::<bool>(),
        hooks in (any::<bool>(), any::<bool>()),
        acts in acts(),
    ) {
        let policy = policy(hooks.0, hooks.1);
        let mut scene = Scene::begin(lives, grace, compromised);
        let mut meant = false;
        for act in acts {
            let before = scene.clone();
            meant |= perform(&mut scene, act, &policy);
            // 2: the predecessor's life never grows.
            let end = |key: &Key| key.ends_at().map_or(i64::MAX, Timestamp::unix);
            prop_assert!(end(&scene.predecessor) <= end(&before.predecessor));
            prop_assert_eq!(end(&scene.successor), end(&before.successor));
            if let (Some(deadline), Some(expiry)) = (scene.rotation.deadline, scene.predecessor.expires_at) {
                prop_assert!(deadline <= expiry);
            }
            // An end is an end, and a confirmation is never taken back.
            prop_assert!(before.rotation.ended.is_none() || before.rotation.ended == scene.rotation.ended);
            prop_assert!(before.rotation.confirmed_at.is_none() || scene.rotation.step() != Step::Aborted);
            // 5: what somebody may hold is not given up by itself while it works.
            if matches!(act, Act::Run { .. }) && before.rotation.may_be_out() && scene.rotation.step() == Step::Aborted
                && before.rotation.is_open() {
                prop_assert!(before.successor.ends_at().is_some_and(|end| end <= before.now));
            }
            // 1: a key works, and so does one that may have been handed over, unless the owner ended
            // or switched off one, or it expired.
            let expired = |key: &Key| key.expires_at.is_some_and(|end| end <= scene.now);
            if !meant && !expired(&scene.predecessor) && !expired(&scene.successor) {
                prop_assert!(scene.admits_one());
                if scene.rotation.may_be_out() {
                    prop_assert!(scene.successor.status(scene.now).is_published());
                }
            }
        }
    }

    #[test]
    fn every_step_may_be_repeated(
        lives in (prop::option::of(15..200_i64), prop::option::of(1..200_i64)),
        acts in acts(),
        early in any::<bool>(),
    ) {
        let policy = policy(true, true);
        let mut scene = Scene::begin(lives, 3, false);
        for act in acts {
            perform(&mut scene, act, &policy);
        }
        let steps: [Doing; 3] = [
            |scene, _| { let now = scene.now; scene.handover().confirm(now) },
            |scene, early| { let now = scene.now; scene.handover().finish(early, now) },
            |scene, _| { let now = scene.now; scene.handover().abort("again", now) },
        ];
        for step in steps {
            let mut once = scene.clone();
            let first = step(&mut once, early);
            let mut twice = once.clone();
            let second = step(&mut twice, early);
            prop_assert_eq!(&once, &twice, "the second time changes nothing");
            match first {
                Ok(_) => prop_assert_eq!(second, Ok(false)),
                Err(refusal) => {
                    prop_assert_eq!(second, Err(refusal));
                    prop_assert_eq!(&once, &scene, "what is refused changes nothing");
                }
            }
        }
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
    scene.handover().confirm(now).unwrap();
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
    scene.handover().finish(false, deadline).unwrap();
    assert_eq!(scene.next(&policy, true), Next::Nothing);
    assert_eq!(scene.rotation.to_announce, [scene.predecessor.id.clone()]);
    assert_eq!(scene.predecessor.life.revoked_reason().unwrap().as_str(), "rotated");
}

#[test]
fn a_predecessor_in_use_is_told_from_one_that_was_in_use_before() {
    let mut scene = Scene::begin((Some(60), Some(60)), 2, false);
    let confirmed = at(12);
    let look = |scene: &Scene, seconds: i64| {
        let now = Timestamp::from_unix(confirmed.unix() + seconds);
        Handover::refuse_if_used(&scene.rotation, &scene.predecessor, now)
    };
    let used = |seconds: i64| Timestamp::from_unix(confirmed.unix() + seconds);
    scene.predecessor.last_used_at = Some(used(5));
    assert_eq!(look(&scene, 10), Ok(()), "the new key has not taken over");
    scene.handover().confirm(confirmed).unwrap();
    for (last, looked, expected) in [
        (-1, 10, Ok(())),
        (0, 10, Ok(())),
        (1, 10, Err(Refusal::StillUsed(used(1)))),
        (1, DAY, Err(Refusal::StillUsed(used(1)))),
        (1, DAY + 1, Ok(())),
        (20, 10, Err(Refusal::StillUsed(used(20)))),
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
    assert_eq!(scene.next(&policy, false), Next::GiveUp, "servers did not get it in time");
    assert_eq!(scene.next(&policy, true), Next::Deliver);
}

#[test]
fn without_hooks_it_waits_for_a_person_and_says_when_that_takes_too_long() {
    let policy = RotationPolicy { rotate_before: Some(Span::days(20)), ..RotationPolicy::default() };
    let mut scene = Scene::begin((Some(30), Some(30)), 2, false);
    assert_eq!(scene.next(&policy, true), Next::Wait(Wait::Person));
    assert_eq!(scene.position(&policy, true).trouble(at(19)), None);
    assert_eq!(scene.position(&policy, true).trouble(at(20)), Some(Trouble::Waiting), "half of it is gone");
    scene.now = at(24);
    assert_eq!(scene.next(&policy, true), Next::GiveUp, "nobody got the secret for 14 days");
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
    assert_eq!(scene.handover().abort("late", at(100)), Err(Refusal::LastKey(Status::Revoked)));
}

#[test]
fn owners_acts_end_what_they_must() {
    let now = at(10);
    let revoke = |scene: &mut Scene, successor: bool| {
        let key = if successor { &mut scene.successor } else { &mut scene.predecessor };
        key.revoke(now, None);
        scene.handover().settle(now);
    };
    let mut scene = Scene::begin((None, None), 2, false);
    revoke(&mut scene, false);
    assert_eq!(scene.rotation.step(), Step::Started, "it goes on");
    scene.handover().confirm(now).unwrap();
    assert_eq!(scene.rotation.step(), Step::Finished, "nothing is left to retire");
    let mut scene = Scene::begin((None, None), 2, false);
    revoke(&mut scene, true);
    assert_eq!((scene.rotation.step(), &scene.predecessor.successor), (Step::Aborted, &None));
    let mut scene = Scene::begin((None, None), 2, false);
    scene.handover().confirm(now).unwrap();
    revoke(&mut scene, false);
    assert_eq!(scene.rotation.step(), Step::Finished);
    let mut scene = Scene::begin((None, None), 2, false);
    scene.handover().confirm(now).unwrap();
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
