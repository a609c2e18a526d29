//! `rotate run`.

use std::cell::RefCell;
use std::rc::Rc;

use insta::assert_snapshot;

use crate::world::{Stage, exits};

const DAY: i64 = 86_400;

const PROFILE: &str = r#"
name = "deploy"
prefix = "dep"
expires = "60d"
rotate_every = "30d"
grace = "2d"
[hooks]
deliver = ["deliver", "to the shop"]
verify = ["verify"]
revoked = ["/usr/bin/tell"]
"#;

/// A vault with one key of a profile with hooks.
fn with_profile(profile: &str) -> Stage {
    let mut stage = Stage::with_vault();
    std::fs::write(stage.path("deploy.toml"), profile).unwrap();
    let file = stage.path("deploy.toml");
    stage.quietly(&["profile", "add", "--from", &file], "");
    stage.quietly(&["key", "create", "bot", "--profile", "deploy", "--secret-only"], "");
    stage
}

#[test]
fn unattended() {
    let mut stage = with_profile(PROFILE);
    let calls = Rc::new(RefCell::new(Vec::new()));
    let (log, up) = (Rc::clone(&calls), Rc::new(RefCell::new(false)));
    let is_up = Rc::clone(&up);
    stage.programs(move |call| {
        let input = call.stdin.map_or(0, |secret| secret.expose().len());
        log.borrow_mut().push(format!("{} ({input} bytes)", call.command));
        let works = call.command.program() != "verify" || *is_up.borrow();
        exits(i32::from(!works), "")
    });
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "run", "-o", "json"]);
    stage.later(30 * DAY);
    stage.run(&["rotate", "run", "--dry-run"]);
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "status"]);
    *up.borrow_mut() = true;
    stage.run(&["rotate", "run", "--dry-run"]);
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "run"]);
    stage.later(2 * DAY);
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "run"]);
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
    assert_snapshot!("what_was_run", calls.borrow().join("\n"));
}

#[test]
fn the_consumer_shows_what_it_has() {
    let mut stage = with_profile(&PROFILE.replace("[hooks]", "[hooks]\nverify_echo = true"));
    let consumer = Rc::new(RefCell::new("another secret".to_owned()));
    let held = Rc::clone(&consumer);
    let delivered = Rc::new(RefCell::new(String::new()));
    let arrived = Rc::clone(&delivered);
    stage.programs(move |call| {
        if let Some(secret) = call.stdin {
            *arrived.borrow_mut() = secret.expose().to_owned();
        }
        exits(0, &if call.command.program() == "verify" { held.borrow().clone() } else { String::new() })
    });
    stage.later(30 * DAY);
    stage.run(&["rotate", "run"]);
    // A line ending is no part of it.
    *consumer.borrow_mut() = format!("{}\n", delivered.borrow());
    stage.run(&["rotate", "run"]);
    assert_snapshot!(stage.record());
}

#[test]
fn nobody_comes() {
    let without = PROFILE
        .replace("deliver", "#")
        .replace("verify", "#")
        .replace("rotate_every = \"30d\"", "rotate_before = \"28d\"");
    let mut stage = with_profile(&without);
    stage.later(32 * DAY);
    for days in [0, 6, 8, 1, 20] {
        stage.later(days * DAY);
        stage.run(&["rotate", "run", "-o", "csv"]);
    }
    assert_snapshot!(stage.record());
}

#[test]
fn a_hook_s_words_hold_nothing_of_a_secret() {
    let mut stage = with_profile(&PROFILE.replace("[hooks]", "[hooks]\nretries = 0"));
    let held = Rc::new(RefCell::new(String::new()));
    let arrived = Rc::clone(&held);
    stage.programs(move |call| {
        if let Some(secret) = call.stdin {
            *arrived.borrow_mut() = secret.expose().to_owned();
        }
        let mut output = exits(i32::from(call.command.program() == "verify"), "");
        output.stderr = format!("+ test {}", arrived.borrow()).into_bytes().into();
        output
    });
    stage.later(30 * DAY);
    stage.run(&["rotate", "run", "-o", "json"]);
    stage.run(&["rotate", "status"]);
    stage.run(&["audit", "export"]);
    let secret = held.borrow().clone();
    assert!(secret.starts_with("dep_") && !stage.record().contains(&secret[12..30]), "{}", stage.record());
}

#[test]
fn a_hook_that_could_not_be_started_hands_nothing_over() {
    let mut stage = with_profile(PROFILE);
    stage.programs(|call| exits(i32::from(call.command.program() == "deliver"), ""));
    stage.later(30 * DAY);
    stage.run(&["rotate", "run"]);
    let without = PROFILE.replace("deliver =", "# deliver =");
    std::fs::write(stage.path("deploy.toml"), without).unwrap();
    let file = stage.path("deploy.toml");
    stage.quietly(&["profile", "edit", "deploy", "--from", &file], "");
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "status"]);
    assert_snapshot!(stage.record());
}

#[test]
fn what_was_not_announced_is_announced_later() {
    let mut stage = with_profile(PROFILE);
    let works = Rc::new(RefCell::new(false));
    let told = Rc::new(RefCell::new(0));
    let (up, count) = (Rc::clone(&works), Rc::clone(&told));
    stage.programs(move |call| {
        let tells = call.command.program() == "/usr/bin/tell";
        if tells && *up.borrow() {
            *count.borrow_mut() += 1;
        }
        exits(i32::from(tells && !*up.borrow()), "")
    });
    stage.later(30 * DAY);
    stage.quietly(&["rotate", "run"], "");
    stage.later(3 * DAY);
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "status"]);
    stage.quietly(&["rotate", "start", "bot"], "");
    *works.borrow_mut() = true;
    stage.run(&["rotate", "run"]);
    assert_eq!(*told.borrow(), 1);
    assert_snapshot!(stage.record());
}

#[test]
fn a_clock_that_went_backwards_decides_nothing() {
    let mut stage = with_profile(
        &PROFILE
            .replace("[hooks]", "#")
            .replace("deliver", "#")
            .replace("verify", "#")
            .replace("revoked", "#"),
    );
    stage.later(31 * DAY);
    stage.quietly(&["rotate", "run"], "");
    stage.later(40 * DAY);
    stage.quietly(&["key", "create", "other", "--secret-only"], "");
    stage.later(-20 * DAY);
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "run", "--dry-run"]);
    stage.run(&["rotate", "status"]);
    assert_snapshot!(stage.record());
}
