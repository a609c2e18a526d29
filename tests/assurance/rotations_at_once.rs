//! Row 15: concurrent runs and publishes, and commands while a hook runs.

use crate::rotation_scene::{Scene, has_faketime};
use crate::support::{Answer, Running, count};

/// How two processes meet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meeting {
    /// As cron does it: they share the state folder, and with it `run.lock`.
    Seen,
    /// Each has a state folder of its own, as on two machines, so that neither sees the other's lock.
    Unseen,
}

/// Starts a command twice, and waits for both. All the while servers take up what they find, and
/// admit the consumer.
#[track_caller]
fn twice(scene: &mut Scene, arguments: &str, meeting: Meeting) -> [Answer; 2] {
    let trust = scene.home.fingerprint();
    let start = |number: usize| -> Running {
        let call = scene.home.call(arguments);
        let elsewhere = meeting == Meeting::Unseen && number == 1;
        let call = if elsewhere { call.env("XDG_STATE_HOME", scene.home.path("elsewhere")) } else { call };
        call.env("KEYWRIGHT_TRUST", &trust).spawn()
    };
    let waits = [start(0), start(1)].map(|running| std::thread::spawn(move || running.wait()));
    while waits.iter().any(|wait| !wait.is_finished()) {
        scene.serve(&format!("{arguments}, meanwhile"));
    }
    waits.map(|wait| wait.join().unwrap())
}

/// How often each thing happened.
#[derive(Debug, Default)]
struct Figures {
    /// One of them said that another run is in progress.
    gave_way: usize,
    /// The secret was handed over by both.
    delivered_twice: usize,
}

fn two_runs(rounds: usize, meeting: Meeting) -> Figures {
    let mut scene = Scene::made(31);
    scene.save();
    let old = scene.consumer();
    let mut figures = Figures::default();
    for round in 0..rounds {
        let what = format!("round {round}");
        scene.restore();
        scene.inspect(&what);
        let answers = twice(&mut scene, "rotate run", meeting);
        assert!(answers.iter().all(|answer| answer.code == 0), "{what}: {answers:?}");
        scene.completes(&what);
        scene.inspect(&what);
        assert_eq!(scene.lineage(), ["retiring", "active"], "{what}: {answers:?}");
        let new = scene.consumer();
        scene.home.verify(&new).exits(0);
        assert!(scene.admits(&old, &what) && scene.admits(&new, &what), "{what}");
        scene.no_escrow(&what);
        scene.at_rest(&what);
        scene.told(&what);
        let delivered = scene.logged("deliver");
        assert!((1..=2).contains(&delivered), "{what}: delivered {delivered} times");
        let gave_way = answers.iter().filter(|answer| answer.stderr.contains("another run")).count();
        assert!(gave_way == 0 || delivered == 1, "{what}: {answers:?}");
        figures.gave_way += gave_way;
        figures.delivered_twice += usize::from(delivered == 2);
    }
    figures
}

#[test]
fn t15_two_runs() {
    if !has_faketime() {
        return;
    }
    let rounds = count(20, 100);
    let figures = two_runs(rounds, Meeting::Seen);
    assert!(figures.gave_way > 0 && figures.delivered_twice == 0, "they never met: {figures:?}");
    let gave_way = figures.gave_way;
    println!(
        "t15: two runs at once: {rounds} of {rounds} times one successor; {gave_way} times one gave way"
    );
}

/// Steps are compare-and-set: nothing rests on the lock.
#[test]
fn t15_two_runs_that_do_not_see_each_other() {
    if !has_faketime() {
        return;
    }
    let rounds = count(20, 100);
    let figures = two_runs(rounds, Meeting::Unseen);
    assert_eq!(figures.gave_way, 0);
    let twice = figures.delivered_twice;
    println!(
        "t15: two runs without a common lock: {rounds} of {rounds} times one successor; {twice} delivered twice"
    );
}

#[test]
fn t15_two_publishes() {
    if !has_faketime() {
        return;
    }
    let mut scene = Scene::made(1);
    let gone = scene.home.create("gone", "").secret;
    scene.home.ok("publish");
    scene.home.ok("key revoke gone --yes");
    scene.save();
    let rounds = count(20, 100);
    let mut superseded = 0;
    for round in 0..rounds {
        let what = format!("round {round}");
        scene.restore();
        scene.inspect(&what);
        let force = round % 2 == 0;
        let arguments = if force { "publish --force -o json" } else { "publish -o json" };
        let answers = twice(&mut scene, arguments, Meeting::Seen);
        assert!(answers.iter().all(|answer| answer.code == 0), "{what}: {answers:?}");
        // Nothing that they began is left undone.
        scene.home.ok("publish --check");
        superseded += answers.iter().filter(|answer| answer.stdout.contains("superseded")).count();
        scene.inspect(&what);
        assert!(!scene.admits(&gone, &what), "{what}: a revoked key is admitted");
        scene.told(&what);
        scene.at_rest(&what);
        assert_eq!(scene.drafts(), 0, "{what}: a temporary file is left");
    }
    println!(
        "t15: two publishes at once: {rounds} of {rounds} sound, {superseded} files gave way to newer ones"
    );
}

/// While a hook runs, other commands find the vault free, and another run gives way.
#[test]
fn t15_no_lock_is_held_while_a_hook_runs() {
    if !has_faketime() {
        return;
    }
    for hook in ["deliver", "verify", "reload"] {
        let mut scene = Scene::made(31);
        let script = scene.home.path(&format!("{hook}.sh"));
        let usual = std::fs::read_to_string(&script).unwrap();
        let slow = format!("cd \"${{0%/*}}\"\ntouch begun\nsleep 1\n{usual}\ntouch ended\n");
        std::fs::write(&script, slow).unwrap();
        let run = scene.home.call("rotate run").spawn();
        wait_for(&scene, "begun");
        scene.home.ok("key create meanwhile --lock-timeout 0");
        let second = scene.home.ok("rotate run");
        assert!(second.stdout.is_empty() && second.stderr.contains("another run"), "{hook}: {second:?}");
        scene.home.ok("key revoke meanwhile --yes --lock-timeout 0");
        assert!(!scene.home.path("ended").exists(), "{hook}: they waited for it");
        run.wait().exits(0);
        // What changed meanwhile is published by the next run.
        scene.home.ok("rotate run");
        assert_eq!(scene.lineage(), ["retiring", "active"], "{hook}");
        scene.inspect(hook);
        scene.no_escrow(hook);
        scene.at_rest(hook);
    }
    println!("t15: 3 of 3 hooks: key create, key revoke and another run at once meanwhile");
}

#[track_caller]
fn wait_for(scene: &Scene, name: &str) {
    for _ in 0..2_000 {
        if scene.home.path(name).exists() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{name} does not come");
}
