use std::cell::Cell;
use std::rc::Rc;

use super::world::{Stage, exits};

/// A vault with a key and two targets, nothing published.
fn stage() -> Stage {
    let mut stage = Stage::with_vault();
    fill(&mut stage);
    stage
}

fn fill(stage: &mut Stage) {
    stage.quietly(&["key", "create", "ci", "-s", "read", "--resource", "acme", "--expires", "90"], "");
    for (name, format) in [("edge", "jsonl"), ("shop", "haproxy")] {
        let path = stage.path(name);
        stage.quietly(&["target", "add", name, "--format", format, "--path", &path], "");
    }
}

#[test]
fn publish() {
    let mut stage = Stage::with_vault();
    stage.run(&["publish"]);
    fill(&mut stage);
    stage.run(&["publish", "--check"]);
    stage.run(&["publish"]);
    stage.run(&["publish", "--check"]);
    stage.formats(&["publish"]);
    stage.formats(&["publish", "--force"]);
    stage.run(&["publish", "none"]);
    stage.quietly(&["target", "edit", "shop", "--resource", "other"], "");
    stage.run(&["publish", "--check", "-o", "json"]);
    stage.run(&["publish", "edge", "shop", "shop"]);
    stage.run(&["key", "disable", "ci", "--publish"]);
    stage.run(&["publish", "-o", "json"]);
    stage.run(&["key", "enable", "ci"]);
    stage.run(&["key", "revoke", "ci", "--yes", "-o", "json"]);
    stage.run(&["key", "revoke", "ci", "--yes"]);
    stage.run(&["key", "create", "new", "--secret-only", "--publish"]);
    stage.later(14 * 86_400);
    stage.run(&["publish"]);
    stage.later(2 * 86_400);
    stage.run(&["publish"]);
    stage.later(31 * 86_400);
    stage.formats(&["key", "show", "ci"]);
    stage.run(&["key", "revoke", "ci", "--yes"]);
    stage.run(&["key", "create", "none", "--expires", "1d", "--secret-only"]);
    stage.run(&["audit", "list", "--limit", "0"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn what_goes_wrong() {
    let mut stage = stage();
    let edge = stage.path("edge");
    stage.quietly(&["publish"], "");
    let good = std::fs::read(&edge).unwrap();
    let reset = || {
        let _ = std::fs::remove_dir(&edge);
        let _ = std::fs::remove_file(&edge);
        std::fs::write(&edge, &good).unwrap();
    };
    // Altered, cut short, or an older one: replaced by a newer one.
    std::fs::write(&edge, [&good[..], b"x\n"].concat()).unwrap();
    stage.run(&["publish", "--check"]);
    stage.run(&["publish"]);
    reset();
    stage.run(&["publish"]);
    std::fs::write(&edge, b"").unwrap();
    stage.run(&["publish"]);
    // What nobody meant to be replaced stays.
    std::fs::write(&edge, b"dear diary\n").unwrap();
    stage.run(&["publish"]);
    stage.run(&["publish", "--force"]);
    assert_eq!(std::fs::read(&edge).unwrap(), b"dear diary\n");
    std::fs::remove_file(&edge).unwrap();
    std::os::unix::fs::symlink("/nowhere", &edge).unwrap();
    stage.run(&["publish", "-o", "json"]);
    std::fs::remove_file(&edge).unwrap();
    std::fs::create_dir(&edge).unwrap();
    stage.run(&["key", "create", "late", "--secret-only", "--publish"]);
    std::fs::remove_dir(&edge).unwrap();
    stage.quietly(&["target", "edit", "shop", "--path", &stage.path("none/shop")], "");
    stage.run(&["publish", "shop"]);
    stage.run(&["publish"]);
    stage.quietly(&["key", "create", "more"], "");
    std::fs::remove_file(&edge).unwrap();
    std::fs::create_dir(&edge).unwrap();
    stage.run(&["publish"]);
    stage.run(&["publish", "-o", "jsonl"]);
    std::fs::remove_dir(&edge).unwrap();
    stage.run(&["publish", "edge"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn reload() {
    let mut stage = stage();
    let code = Rc::new(Cell::new(1));
    let (answer, ran) = (Rc::clone(&code), Rc::new(Cell::new(0)));
    let count = Rc::clone(&ran);
    stage.programs(move |call| {
        assert_eq!((call.command.program(), call.command.arguments()), ("reloader", &["a b".to_owned()][..]));
        count.set(count.get() + 1);
        exits(answer.get(), "")
    });
    stage.quietly(&["target", "edit", "edge", "--reload", "reloader 'a b'"], "");
    stage.run(&["publish"]);
    stage.run(&["status", "--check"]);
    stage.run(&["publish", "--check"]);
    stage.run(&["publish", "-o", "json"]);
    code.set(0);
    stage.run(&["publish"]);
    let before = ran.get();
    stage.run(&["publish"]);
    assert_eq!(ran.get(), before, "told once");
    code.set(1);
    stage.run(&["publish", "--force"]);
    stage.quietly(&["target", "edit", "edge", "--reload", "none"], "");
    stage.run(&["publish"]);
    stage.run(&["publish"]);
    stage.run(&["audit", "list", "--limit", "0"]);
    insta::assert_snapshot!(stage.record());
}

const DAY: i64 = 86_400;

#[test]
fn a_clock_that_was_ahead() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci", "--expires", "400"], "");
    let path = stage.path("edge");
    stage.quietly(&["target", "add", "edge", "--format", "jsonl", "--path", &path], "");
    stage.quietly(&["publish"], "");
    stage.later(300 * DAY);
    stage.quietly(&["publish"], "");
    stage.later(-300 * DAY);
    stage.run(&["status"]);
    stage.run(&["publish", "--check", "-o", "json"]);
    stage.run(&["publish"]);
    stage.run(&["publish", "--accept-clock"]);
    stage.run(&["publish"]);
    stage.run(&["status"]);
    insta::assert_snapshot!(stage.record());
}

/// What a clock that was ahead takes for expired may still be in use.
#[test]
fn a_clock_that_was_ahead_forgets_no_file() {
    let mut stage = stage();
    stage.quietly(&["publish"], "");
    stage.quietly(&["key", "revoke", "ci", "--yes", "--publish"], "");
    let horizon = |stage: &mut Stage| stage.quietly(&["key", "show", "ci"], "");
    let before = horizon(&mut stage);
    assert!(before.contains("2026-01-31"), "{before}");
    stage.later(300 * DAY);
    for _ in 0..3 {
        stage.quietly(&["publish", "--force"], "");
        stage.later(DAY);
    }
    stage.later(-303 * DAY);
    assert_eq!(horizon(&mut stage), before);
    stage.quietly(&["publish", "--accept-clock"], "");
    assert_eq!(horizon(&mut stage), before);
}
