//! What another process does between two steps of a run.

use std::cell::Cell;

use super::*;
use crate::domain::hook::Hooks;
use crate::domain::policy::RotationPolicy;
use crate::domain::time::{Span, Timestamp};
use crate::ops::key::sink::SecretSink;
use crate::ops::publish::tests::Scene;
use crate::store::{Index, Stored};

/// At one of its calls another process starts a rotation.
struct Interrupted<'a> {
    scene: &'a Scene,
    at: u32,
    calls: Cell<u32>,
    has_started: Cell<bool>,
}

impl Clock for Interrupted<'_> {
    fn now(&self) -> Timestamp {
        let now = self.scene.clock.now();
        self.calls.set(self.calls.get() + 1);
        if self.calls.get() == self.at {
            let request = start::Request::new(KeyRef::Name("second".parse().unwrap()));
            let started = start::start(&self.scene.vault, &request, &SecretSink::Shown, now);
            // In the middle of a transaction of the run, or after its own start, it cannot.
            self.has_started.set(started.is_ok());
        }
        now
    }
}

/// Two keys that are due by now.
fn due() -> Scene {
    let scene = Scene::new();
    scene.mint("second");
    let now = scene.clock.now();
    scene
        .vault
        .write(now, |transaction| {
            for mut stored in transaction.all::<Key>()? {
                let rotate_every = Some(Span::seconds(60));
                let hooks = Hooks { deliver: "deliver".parse().ok(), ..Hooks::default() };
                stored.record.rotation = RotationPolicy { rotate_every, hooks, ..RotationPolicy::default() };
                transaction.update(&stored)?;
            }
            Ok(())
        })
        .unwrap();
    scene.clock.0.set(now.unix() + 120);
    scene
}

#[test]
fn a_rotation_that_was_begun_meanwhile_is_left_alone() {
    let mut started = 0;
    for at in 1.. {
        let scene = due();
        let clock = Interrupted { scene: &scene, at, calls: Cell::new(0), has_started: Cell::new(false) };
        let report = run(&scene.vault, &[], &clock, scene.publisher().programs).unwrap();
        assert_eq!(report.problems(), [""; 0], "at call {at}");
        let versions = |name: &str| {
            let find = |transaction: &crate::store::Transaction<'_>| {
                let found: Vec<Stored<Key>> = transaction.find(Index::KeyName, name)?;
                Ok(found.len())
            };
            scene.vault.read(scene.clock.now(), find).unwrap()
        };
        assert_eq!((versions("first"), versions("second")), (2, 2), "at call {at}");
        if clock.calls.get() < at {
            break;
        }
        started += u32::from(clock.has_started.get());
    }
    assert!(started > 3, "{started}");
}
