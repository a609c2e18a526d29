//! Row 2, for rotations and publishing: killed before each system call that changes something. Row 1, for
//! those that run hooks: each system call that touches the disk fails (`failing_rotations.rs` has the tests).

use crate::fault::{kill, moments};
use crate::rotation_scene::{Scene, has_faketime};
use crate::rotation_trial::{Row, Trial};

#[test]
fn t02_publish_killed_at_every_call() {
    publish(Row::Kills { about: 40 });
}

/// `publish` of two targets, one of which tells its servers.
pub(crate) fn publish(row: Row) {
    if !has_faketime() {
        return;
    }
    let mut scene = Scene::made(1);
    let gone = scene.home.create("gone", "").secret;
    scene.home.ok("publish");
    scene.home.ok("key revoke gone --yes");
    let new = scene.home.create("new", "").secret;
    let trial = Trial { name: "publish", line: "publish", stdin: "", row };
    trial.run(&mut scene, |scene, what| {
        let status = scene.home.run("publish --check -o json").json();
        let reasons = status["items"].as_array().unwrap().iter().map(|item| item["reason"].to_string());
        let left = reasons.collect::<Vec<_>>().join("+");
        assert!(!left.contains("restored"), "{what}: a file that the vault does not remember");
        scene.home.ok("publish");
        scene.inspect(what);
        assert!(scene.admits(&new, what) && !scene.admits(&gone, what), "{what}");
        scene.told(what);
        scene.at_rest(what);
        left
    });
}

#[test]
fn t02_a_due_rotation_killed_at_every_call() {
    due(Row::Kills { about: 50 });
}

/// `rotate run` with a key that is due: everything but the end of its grace.
pub(crate) fn due(row: Row) {
    if !has_faketime() {
        return;
    }
    let mut scene = Scene::made(31);
    let old = scene.consumer();
    let trial = Trial { name: "rotate run, due", line: "rotate run", stdin: "", row };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        let (delivered, consumer) = (scene.logged("deliver"), scene.consumer());
        scene.home.ok("rotate run");
        scene.inspect(what);
        assert_eq!(scene.lineage(), ["retiring", "active"], "{what}");
        let new = scene.consumer();
        scene.home.verify(&new).exits(0);
        assert!(new != old && (consumer == old || consumer == new), "{what}: two successors");
        let times = scene.logged("deliver");
        assert!(times >= 1 && times <= delivered + 1, "{what}: delivered {times} times");
        assert!(scene.admits(&old, what) && scene.admits(&new, what), "{what}");
        scene.no_escrow(what);
        scene.told(what);
        scene.at_rest(what);
        assert_eq!(scene.logged("deliver"), times, "{what}: delivered once more");
        scene.completes(what);
        left
    });
}

#[test]
fn t02_the_end_of_a_rotation_killed_at_every_call() {
    past_the_deadline(Row::Kills { about: 40 });
}

/// `rotate run` with a key whose grace is over.
pub(crate) fn past_the_deadline(row: Row) {
    if !has_faketime() {
        return;
    }
    let mut scene = Scene::made(40);
    let old = scene.consumer();
    scene.ago(9, "rotate run");
    // The deadline has passed, although nobody has finished it yet.
    assert_eq!(scene.lineage(), ["expired", "active"]);
    let trial = Trial { name: "rotate run, past the deadline", line: "rotate run", stdin: "", row };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        scene.home.ok("rotate run");
        scene.inspect(what);
        assert_eq!(scene.lineage(), ["revoked", "active"], "{what}");
        assert!(!scene.admits(&old, what), "{what}: the old one is admitted");
        let announced = scene.logged("revoked 1");
        assert!((1..=2).contains(&announced), "{what}: announced {announced} times");
        scene.no_escrow(what);
        scene.told(what);
        scene.at_rest(what);
        assert_eq!(scene.logged("revoked 1"), announced, "{what}: announced once more");
        left
    });
}

/// A hook that kills us after it has handed the secret over: nobody has noted that it did. However
/// long nobody comes back, the secret that may be out is not given up.
#[test]
fn t02_killed_by_the_deliver_hook() {
    if !has_faketime() {
        return;
    }
    let mut scene = Scene::made(31);
    let (old, script) = (scene.consumer(), scene.home.path("deliver.sh"));
    let usual = std::fs::read_to_string(&script).unwrap();
    std::fs::write(&script, format!("{usual}kill -9 $PPID\n")).unwrap();
    let killed = scene.home.call("rotate run").killable().run();
    assert_eq!(killed.code, -9, "{killed:?}");
    scene.completes("killed by its hook");
    scene.inspect("killed by its hook");
    let new = scene.consumer();
    assert!(new != old);
    assert_eq!(scene.lineage(), ["active", "pending"]);
    std::fs::write(&script, usual).unwrap();
    // Longer than `pending_for`, which is a fortnight; first where it cannot go on.
    let keys = scene.at("+20d", "key list --status pending -o json").exits(0).json();
    let pending = keys["items"][0]["id"].as_str().unwrap().to_owned();
    scene.at("+20d", &format!("key disable {pending}")).exits(0);
    let waits = scene.at("+20d", "rotate run");
    assert!(!waits.output().contains("abort"), "{waits:?}");
    scene.at("+20d", &format!("key enable {pending}")).exits(0);
    scene.at("+20d", "rotate run").exits(0);
    assert_eq!(scene.consumer(), new, "another secret was delivered");
    let keys = scene.at("+20d", "key list --limit 0 -o json").exits(0).json();
    let mut statuses: Vec<_> =
        keys["items"].as_array().unwrap().iter().map(|key| key["status"].clone()).collect();
    statuses.sort_by_key(ToString::to_string);
    assert_eq!(statuses, ["active", "retiring"]);
    println!("t02: killed by the deliver hook, back after 20 days: resumed with the same secret");
}

/// A consumer that is simply written over, and a kill around the start of its hook: it has the old
/// secret or the new one, never an empty file, for what a hook reads is there before it runs.
#[test]
fn t02_killed_while_a_simple_deliver_hook_begins() {
    if !has_faketime() {
        return;
    }
    let mut scene = Scene::made(31);
    scene.home.write("deliver.sh", format!("cat > '{}'\n", scene.home.text("consumer")));
    scene.save();
    let run = "rotate run";
    let Some(all) = moments(&scene.home, &scene.home.call(run)) else { return };
    let mut killed = 0;
    for moment in all.iter().filter(|moment| moment.is_about_programs()) {
        let what = format!("killed before {}", moment.text);
        scene.restore();
        killed += usize::from(kill(&scene.home.call(run), moment));
        scene.completes(&what);
        scene.inspect(&what);
        scene.home.ok(run);
        scene.inspect(&what);
        assert_eq!(scene.lineage(), ["retiring", "active"], "{what}");
    }
    assert!(killed > 5, "{killed}");
    println!(
        "t02: a simple deliver hook: {killed} of {killed} kills around it: the old secret or the new one"
    );
}

/// A rotation by hand: `bot` is due to nobody, and no hook runs.
fn by_hand(steps: &[&str]) -> Scene {
    let scene = Scene::made(1);
    scene.home.ok(&format!("profile edit deploy --from {}", plain_profile(&scene)));
    for step in steps {
        scene.home.ok(step);
    }
    scene
}

fn plain_profile(scene: &Scene) -> String {
    let text = std::fs::read_to_string(scene.home.path("deploy.toml")).unwrap();
    let plain = text.split("[hooks]").next().unwrap().replace("rotate_every = \"30d\"\n", "");
    scene.home.write("plain.toml", plain)
}

/// About so many kills of each step in CI.
const BY_HAND: Row = Row::Kills { about: 14 };

#[test]
fn t02_start_killed_at_every_call() {
    if !has_faketime() {
        return;
    }
    let mut scene = by_hand(&[]);
    let arguments = "rotate start bot --secret-only";
    let trial = Trial { name: "rotate start", line: arguments, stdin: "", row: BY_HAND };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        let again = scene.home.run(arguments);
        // Begun or not, and in both cases its secret can be had.
        assert_eq!(again.code, if left == "active" { 0 } else { 4 }, "{what}: {again:?}");
        let new = scene.home.ok("rotate secret bot --secret-only").stdout;
        assert_eq!(scene.lineage(), ["active", "pending"], "{what}");
        scene.home.ok("publish");
        assert!(scene.admits(new.trim_end(), what), "{what}");
        std::fs::write(scene.home.path("consumer"), new.trim_end()).unwrap();
        scene.home.call("rotate confirm bot").stdin(new.as_bytes()).run().exits(0);
        scene.home.ok("publish");
        scene.inspect(what);
        scene.no_escrow(what);
        left
    });
}

/// A rotation whose new secret servers know and the consumer has.
fn handed_over() -> (Scene, String, String) {
    let scene = by_hand(&["rotate start bot --grace 2d", "publish"]);
    let new = scene.home.ok("rotate secret bot --secret-only").stdout;
    let old = scene.consumer();
    std::fs::write(scene.home.path("consumer"), new.trim_end()).unwrap();
    (scene, old, new.trim_end().to_owned())
}

#[test]
fn t02_confirm_and_finish_killed_at_every_call() {
    if !has_faketime() {
        return;
    }
    let (mut scene, old, new) = handed_over();
    let confirm = "rotate confirm bot";
    let trial = Trial { name: "rotate confirm", line: confirm, stdin: &new, row: BY_HAND };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        scene.home.call(confirm).stdin(new.as_str()).run().exits(0);
        assert_eq!(scene.lineage(), ["retiring", "active"], "{what}");
        scene.no_escrow(what);
        scene.home.ok("publish");
        scene.inspect(what);
        assert!(scene.admits(&old, what), "{what}: no grace");
        left
    });
    scene.restore();
    scene.home.call(confirm).stdin(new.as_str()).run().exits(0);
    let finish = "rotate finish bot --now --yes";
    let trial = Trial { name: "rotate finish", line: finish, stdin: "", row: BY_HAND };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        scene.home.ok(finish);
        assert_eq!(scene.lineage(), ["revoked", "active"], "{what}");
        scene.home.ok("publish");
        scene.inspect(what);
        assert!(!scene.admits(&old, what), "{what}: the old one is admitted");
        scene.no_escrow(what);
        left
    });
}

#[test]
fn t02_abort_and_revocation_killed_at_every_call() {
    if !has_faketime() {
        return;
    }
    let (mut scene, old, new) = handed_over();
    // It is taken back: the consumer goes on with what it had.
    std::fs::write(scene.home.path("consumer"), &old).unwrap();
    let abort = "rotate abort bot --yes";
    let trial = Trial { name: "rotate abort", line: abort, stdin: "", row: BY_HAND };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        scene.home.ok(abort);
        assert_eq!(scene.lineage(), ["active", "revoked"], "{what}");
        scene.no_escrow(what);
        scene.home.ok("publish");
        scene.inspect(what);
        assert!(!scene.admits(&new, what), "{what}: the aborted one is admitted");
        left
    });
    scene.restore();
    let revoke = "key revoke bot --lineage --yes";
    let trial = Trial { name: "key revoke --lineage", line: revoke, stdin: "", row: BY_HAND };
    trial.run(&mut scene, |scene, what| {
        let left = scene.lineage().join("+");
        scene.home.ok(revoke);
        assert_eq!(scene.lineage(), ["revoked", "revoked"], "{what}");
        scene.no_escrow(what);
        scene.home.ok("publish");
        assert!(!scene.admits(&old, what) && !scene.admits(&new, what), "{what}: a revoked one is admitted");
        scene.home.ok("vault check");
        left
    });
}
