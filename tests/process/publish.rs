//! `publish` with real files: their permissions, rejected destinations, concurrent runs, and a kill at any
//! moment.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::support::{Home, available, missing};

/// A vault with a key, and the target `edge` at `edge.jsonl`.
fn home() -> Home {
    furnished(Home::new())
}

fn furnished(home: Home) -> Home {
    home.ok("init --new-identity");
    home.create("first", "");
    home.ok("target add edge --format jsonl --path @/edge.jsonl");
    home.write("pub", home.ok("public-key").bytes);
    home
}

/// The claims of the installed file, which must be authentic and complete.
fn genuine(home: &Home) -> Value {
    home.json("inspect edge.jsonl --public-key pub")
}

fn generation(home: &Home) -> u64 {
    genuine(home)["generation"].as_u64().unwrap()
}

fn is_root() -> bool {
    let root = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    if !root {
        missing("only root can give files away");
    }
    root
}

fn drafts(folder: &Path) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with(".keywright-")).count()
}

#[test]
fn modes_and_generations() {
    let home = home();
    let place = home.path("edge.jsonl");
    let mode = || std::fs::metadata(&place).unwrap().permissions().mode() & 0o7777;
    home.shell("umask 0777; \"$KW\" publish").run().exits(0);
    assert_eq!((mode(), generation(&home)), (0o600, 1));
    home.ok("target edit edge --mode 0640");
    home.shell("umask 0000; \"$KW\" publish").run().exits(0);
    assert_eq!((mode(), generation(&home)), (0o640, 2));
    std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o666)).unwrap();
    home.run("publish --check").exits(8);
    home.ok("publish");
    assert_eq!((mode(), generation(&home), drafts(home.path("").as_path())), (0o640, 3, 0));
    home.ok("publish --check");
}

#[test]
fn a_path_is_from_where_the_target_was_added() {
    let home = home();
    home.ok("target add here --format jsonl --path here.jsonl");
    home.shell("cd / && \"$KW\" publish here").run().exits(0);
    assert!(home.path("here.jsonl").is_file());
}

#[test]
fn owner_and_group_are_kept() {
    if !is_root() {
        return;
    }
    let home = home();
    let place = home.path("edge.jsonl");
    home.ok("publish");
    chown(&place, Some(12_345), Some(23_456)).unwrap();
    home.ok("publish --force");
    let found = std::fs::metadata(&place).unwrap();
    assert_eq!((found.uid(), found.gid(), generation(&home)), (12_345, 23_456, 2));
    home.ok("target edit edge --group 1");
    home.ok("publish");
    let found = std::fs::metadata(&place).unwrap();
    assert_eq!((found.uid(), found.gid(), generation(&home)), (12_345, 1, 3));
}

#[test]
fn an_owner_that_cannot_be_kept_leaves_the_old_file() {
    if !is_root() || !available("setpriv") {
        return;
    }
    let home = furnished(Home::for_other_users());
    home.ok("publish");
    let before = std::fs::read(home.path("edge.jsonl")).unwrap();
    home.shell("cp \"$KW\" kw && chown -R 65534:65534 . && chown 0:0 edge.jsonl && chmod 644 edge.jsonl")
        .run()
        .exits(0);
    let another = "setpriv --reuid=65534 --regid=65534 --clear-groups ./kw";
    for _ in 0..2 {
        let failed = home.shell(&format!("{another} publish --force -o json")).run().exits(10);
        assert!(failed.stdout.contains("cannot get the owner"), "{failed}");
    }
    assert_eq!(std::fs::read(home.path("edge.jsonl")).unwrap(), before);
    assert_eq!(drafts(home.path("").as_path()), 0);
    std::fs::remove_file(home.path("edge.jsonl")).unwrap();
    home.shell(&format!("{another} publish")).run().exits(0);
    assert_eq!(generation(&home), 2, "no generation was spent on what could not be");
}

#[test]
fn places_that_cannot_hold_a_file() {
    let home = home();
    home.ok("publish");
    home.write("kept", "kept");
    std::os::unix::fs::symlink(home.path("kept"), home.path("link")).unwrap();
    std::fs::create_dir(home.path("folder")).unwrap();
    home.program("mkfifo", "fifo").run().exits(0);
    let long = "x".repeat(300);
    let long = format!("@/{long}");
    for place in
        ["@/link", "@/folder", "@/fifo", "@/none/file", "@/kept/file", &long, "/proc/keywright.jsonl"]
    {
        home.ok(&format!("target edit edge --path {place} --force"));
        let place = place.replace("@/", "");
        for _ in 0..2 {
            let failed = home.run("publish -o json").exits(10);
            let error = failed.json()["items"][0]["error"].clone();
            assert!(error.as_str().is_some_and(|error| error.contains(&place)), "{failed}");
        }
    }
    home.ok("target edit edge --path @/kept");
    home.run("publish").exits(4);
    assert_eq!(std::fs::read(home.path("kept")).unwrap(), b"kept");
    home.ok("target edit edge --path @/edge.jsonl");
    home.ok("publish --force");
    assert_eq!((generation(&home), drafts(home.path("").as_path())), (2, 0));
    home.ok("vault check");
}

#[test]
fn two_at_once_never_go_back() {
    let home = home();
    home.ok("publish");
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut highest = 0;
            while !done.load(Ordering::Relaxed) {
                let found = generation(&home);
                assert!(found >= highest, "{found} after {highest}");
                highest = found;
            }
        });
        for round in 0..20 {
            std::thread::scope(|pair| {
                pair.spawn(|| home.ok(&format!("key create 'key {round}' --publish")));
                pair.spawn(|| home.ok("publish --force"));
            });
        }
        done.store(true, Ordering::Relaxed);
    });
    home.ok("publish");
    home.ok("publish --check");
    assert_eq!((genuine(&home)["count"].as_u64(), drafts(home.path("").as_path())), (Some(21), 0));
    home.ok("audit verify");
}

#[test]
fn killed_at_any_moment() {
    let home = home();
    home.ok("target edit edge --reload true");
    home.run("publish");
    let (mut highest, mut killed) = (1, 0);
    for round in 0..40_u32 {
        let after = f64::from(round % 20) * 0.004;
        let line = format!("timeout -s KILL {after:.3} \"$KW\" publish --force; echo $?");
        let ran = home.shell(&line).run();
        killed += u32::from(ran.stdout.contains("137"));
        let found = generation(&home);
        assert!(found >= highest, "{found} after {highest}");
        highest = found;
    }
    home.ok("vault check");
    home.ok("target edit edge --reload none");
    home.ok("publish --force");
    assert!(generation(&home) > highest && killed > 0, "{killed}");
    home.ok("publish --check");
    home.ok("audit verify");
}

/// A full disk or a closed pipe for the report does not hide the failure.
#[test]
fn what_failed_is_said_whatever_becomes_of_the_report() {
    let home = home();
    home.ok("publish");
    std::fs::remove_file(home.path("edge.jsonl")).unwrap();
    std::fs::create_dir(home.path("edge.jsonl")).unwrap();
    home.ok("target add good --format jsonl --path @/good.jsonl");
    for (number, stdout) in [">/dev/full", ">&-", "| head -c0"].into_iter().enumerate() {
        for format in ["table", "json", "jsonl"] {
            for (targets, code) in [("edge", 10), ("--force edge good", 11)] {
                let line = format!(
                    "\"$KW\" publish -o {format} {targets} 2>err {stdout}; c=${{PIPESTATUS[0]}}; cat err; exit $c"
                );
                let ran = home.shell(&line).run().exits(code);
                assert!(ran.stdout.contains("edge.jsonl"), "{number} {format} {targets}: {ran}");
                assert!(ran.stdout.contains("a directory is there"), "{ran}");
            }
        }
    }
    home.ok("publish good");
    assert_eq!(home.shell("\"$KW\" publish good --force >/dev/full").run().code, 10);
}
