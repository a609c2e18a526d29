//! Until when it is said that servers may have an older file: after a reload that succeeded they do not, unless they
//! are named, and have not reported, or may take their time.

use insta::assert_snapshot;

use super::{attention, one_published};
use crate::stage::{DAY, Stage, exits};

/// A target with a program that reloads its servers, and these options; a key is revoked or deleted.
fn after(options: &str, command: &str) -> Stage {
    let stage = one_published();
    stage.hooks(|_| exits(0, ""));
    let reload = if options.contains("--reload") { "" } else { "--reload reloader" };
    stage.ok(&format!("target edit edge {reload} --mode 0600 {options}"));
    stage.ok("publish");
    stage.later(DAY);
    stage.ok(command);
    stage.ok("publish");
    stage
}

#[test]
fn by_a_reload() {
    for command in ["key revoke ci --yes", "key delete ci --force", "key disable ci"] {
        let stage = after("", command);
        let text = stage.run("status").to_string();
        assert!(!text.contains("edge"), "{command}: {text}");
        assert_eq!(attention(&stage).matches("edge").count(), 0);
    }
}

/// Nor does `publish` say so, unless servers may take their time.
#[test]
fn as_publish_says() {
    for (options, is_said) in [("", 0), ("--pickup 1h", 1), ("--servers eu-1", 1), ("--reload none", 1)] {
        let stage = after(options, "key revoke ci --yes");
        let text = stage.run("publish").to_string();
        assert_eq!(
            text.matches("servers of 'edge' may still accept it").count(),
            is_said,
            "{options}: {text}"
        );
        assert!(stage.ok("publish -o json").contains("\"status\": \"revoked\""));
    }
}

/// A newer change does not bring back what servers no longer have.
#[test]
fn while_another_file_is_due() {
    let stage = after("", "key revoke ci --yes");
    stage.ok("key create other --secret-only");
    for command in ["publish --check", "status"] {
        let text = stage.run(command).to_string();
        assert!(text.contains("keys changed") || text.contains("does not have"), "{text}");
        assert!(!text.contains("may still accept"), "{command}: {text}");
    }
    // Until they were reloaded with a file, servers have the one before.
    stage.ok("publish");
    stage.ok("key revoke other --yes");
    stage.hooks(|_| exits(1, "broken"));
    for command in ["publish", "publish --check"] {
        let text = stage.run(command).to_string();
        assert_eq!(
            text.matches("'other' is revoked; servers of 'edge' may still accept it").count(),
            1,
            "{text}"
        );
    }
}

#[test]
fn by_the_pickup_time() {
    let stage = after("--pickup 1h", "key revoke ci --yes");
    assert_snapshot!(attention(&stage), @"Note:    servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z");
    stage.later(3_600);
    assert_eq!(attention(&stage), "");
    let stage = after("--pickup 1h", "key delete ci --force");
    assert!(attention(&stage).contains("was deleted; servers of target 'edge' may still accept it"));
    // Another file does not begin that time anew.
    stage.later(3_500);
    stage.ok("publish --force");
    stage.later(200);
    assert!(!attention(&stage).contains("edge"), "{}", attention(&stage));
}

#[test]
fn by_receipts() {
    let stage = after("--servers eu-1,eu-2", "key revoke ci --yes");
    assert_snapshot!(attention(&stage), @"Note:    servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; no receipt of generation 2 from eu-1, eu-2");
    stage.write("pub.pem", stage.ok("public-key"));
    for server in ["eu-1", "eu-2"] {
        let options = format!("--public-key [HOME]/pub.pem --state [HOME]/{server} --server {server}");
        let _ = stage.run_with(&format!("check --file [HOME]/edge {options}"), "x");
        let mut files = std::fs::read_dir(stage.path(server)).unwrap().map(|entry| entry.unwrap().path());
        let receipt = files.find(|path| path.to_str().unwrap().ends_with(".receipt.json")).unwrap();
        stage.ok(&format!("receipt import '{}'", receipt.display()));
        if server == "eu-1" {
            assert_snapshot!(attention(&stage), @"Note:    servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; no receipt of generation 2 from eu-2");
        }
    }
    assert_eq!(attention(&stage), "");
    assert_snapshot!(stage.run("target show edge"), @"
    Name:       edge
    Format:     jsonl
    Path:       [HOME]/edge
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Servers:    eu-1, eu-2
    Reload:     reloader
    Added:      2026-01-01T00:03:00Z
    State:      up to date
    Published:  generation 2 of 2026-01-02T00:10:00Z, 0 keys, valid until 2026-02-01T00:10:00Z
    Loaded by:  eu-1: generation 2 at 2026-01-02T00:13:00Z
    Loaded by:  eu-2: generation 2 at 2026-01-02T00:16:00Z
    ");
}

/// Nor does `publish` once all have reported, or the time that they may take is over; `status` says no more.
#[test]
fn publish_says_what_status_says() {
    let stage = after("--pickup 1h", "key revoke ci --yes");
    let is_said = |stage: &Stage| stage.run("publish").to_string().contains("may still accept it");
    assert!(is_said(&stage));
    stage.later(3_600);
    assert!(!is_said(&stage));
    let stage = after("--reload none --pickup 1h", "key revoke ci --yes");
    assert!(is_said(&stage));
    stage.later(3_600);
    assert!(!is_said(&stage));
}

/// The first three keys of a target, and how many more.
#[test]
fn many_revoked_keys_are_counted() {
    let stage = one_published();
    for number in 1..=4 {
        stage.ok(&format!("key create k{number} --secret-only"));
        stage.ok("publish");
        stage.ok(&format!("key revoke k{number} --yes --publish"));
    }
    stage.ok("key revoke ci --yes");
    for command in ["publish --check", "publish", "publish"] {
        let text = stage.run(command).stderr;
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() == 4, "{command}: {text}");
        assert!(lines[..3].iter().all(|line| line.contains("may still accept it until")), "{text}");
        // What the newest file admits comes first.
        assert!(command != "publish --check" || lines[0].contains("'ci' is revoked"), "{text}");
        assert!(lines[3].starts_with("servers of 'edge' may still accept 2 more keys until "), "{text}");
        assert!(lines[3].ends_with("; `--output json` has them all"), "{text}");
    }
    assert_eq!(stage.ok("publish -o json").matches("\"status\": \"revoked\"").count(), 5);
}
