//! The invariants of a rotation, under any order of steps, owner actions and passage of time.

use proptest::prelude::*;

use super::*;

/// A manual step.
type Doing = fn(&mut Scene, bool) -> Result<bool, StepError>;

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

/// Does it, the way the operations do. Returns whether the owner revoked or disabled a key by it.
fn perform(scene: &mut Scene, act: Act, policy: &RotationPolicy) -> bool {
    let now = scene.now;
    match act {
        Act::Run { ready, hook } => {
            match scene.next(policy, ready) {
                Next::AutoAbort => assert_eq!(scene.update().abort("late", now), Ok(true)),
                Next::Deliver => {
                    scene.rotation.attempted_at.get_or_insert(now);
                    scene.rotation.delivered_at = hook.then_some(now);
                }
                Next::Verify if hook => assert_eq!(scene.update().confirm(now), Ok(true)),
                Next::Finish => assert_eq!(scene.update().finish(false, now), Ok(true)),
                _ => {}
            }
            false
        }
        Act::Reveal if scene.rotation.step() < Step::Confirmed => {
            scene.rotation.revealed_at.get_or_insert(now);
            false
        }
        Act::Confirm => scene.update().confirm(now).is_err(),
        // That servers know of an early end is up to the operation.
        Act::Finish { early } => {
            let _ = scene.update().finish(early, now);
            false
        }
        Act::Abort => scene.update().abort("by hand", now) == Ok(true),
        Act::Revoke { successor } => {
            let key = if successor { &mut scene.successor } else { &mut scene.predecessor };
            key.revoke(now, None);
            scene.update().sync(now);
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
            // An end is final, and a confirmation is never undone.
            prop_assert!(before.rotation.ended.is_none() || before.rotation.ended == scene.rotation.ended);
            prop_assert!(before.rotation.confirmed_at.is_none() || scene.rotation.step() != Step::Aborted);
            // 5: a secret that somebody may have is not given up automatically while it works.
            if matches!(act, Act::Run { .. }) && before.rotation.may_be_revealed() && scene.rotation.step() == Step::Aborted
                && before.rotation.is_open() {
                prop_assert!(before.successor.ends_at().is_some_and(|end| end <= before.now));
            }
            // 1: a key works, and so does one that may have been delivered, unless the owner revoked or
            // disabled one, or it expired.
            let expired = |key: &Key| key.expires_at.is_some_and(|end| end <= scene.now);
            if !meant && !expired(&scene.predecessor) && !expired(&scene.successor) {
                prop_assert!(scene.admits_one());
                if scene.rotation.may_be_revealed() {
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
            |scene, _| { let now = scene.now; scene.update().confirm(now) },
            |scene, early| { let now = scene.now; scene.update().finish(early, now) },
            |scene, _| { let now = scene.now; scene.update().abort("again", now) },
        ];
        for step in steps {
            let mut once = scene.clone();
            let first = step(&mut once, early);
            let mut twice = once.clone();
            let second = step(&mut twice, early);
            prop_assert_eq!(&once, &twice, "the second time changes nothing");
            match first {
                Ok(_) => prop_assert_eq!(second, Ok(false)),
                Err(reason) => {
                    prop_assert_eq!(second, Err(reason));
                    prop_assert_eq!(&once, &scene, "what is refused changes nothing");
                }
            }
        }
    }
}
