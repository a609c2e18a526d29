//! `rotate`.

use std::cell::RefCell;
use std::rc::Rc;

use insta::assert_snapshot;

use crate::world::{Stage, exits};

const DAY: i64 = 86_400;

fn stage() -> Stage {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci", "-s", "deploy", "--expires", "60", "--secret-only"], "");
    stage
}

#[test]
fn by_hand() {
    let mut stage = stage();
    stage.run(&["rotate", "start", "ci", "--grace", "2d"]);
    let secret = stage.quietly(&["rotate", "secret", "ci", "--secret-only"], "");
    stage.run(&["rotate", "status"]);
    stage.fed(&["rotate", "confirm", "ci", "-o", "json"], &secret);
    stage.fed(&["rotate", "confirm", "ci"], &secret);
    stage.run(&["rotate", "finish", "ci"]);
    stage.run(&["rotate", "finish", "ci", "--now"]);
    stage.answers(&["y"]);
    stage.run(&["rotate", "finish", "ci", "--now"]);
    stage.run(&["rotate", "finish", "ci", "--now"]);
    stage.run(&["rotate", "status"]);
    assert_snapshot!(stage.record());
}

#[test]
fn every_format() {
    let mut stage = stage();
    stage.run(&["rotate", "start", "ci", "-o", "json"]);
    stage.formats(&["rotate", "status"]);
    stage.run(&["rotate", "secret", "ci", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn what_is_refused() {
    let mut stage = stage();
    let other = stage.quietly(&["key", "create", "other", "--secret-only"], "");
    for words in [
        &["rotate", "start", "none"][..],
        &["rotate", "confirm", "ci"],
        &["rotate", "finish", "ci"],
        &["rotate", "abort", "ci", "--yes"],
        &["rotate", "start", "ci", "--grace", "-1"],
        &["rotate", "start", "ci", "--encrypt-to", "nobody"],
    ] {
        stage.run(words);
    }
    stage.quietly(&["rotate", "start", "ci"], "");
    for words in [
        &["rotate", "start", "ci"][..],
        &["key", "delete", "ci", "--yes"],
        &["rotate", "finish", "ci"],
        &["rotate", "abort", "ci"],
    ] {
        stage.run(words);
    }
    for secret in ["", "\n", "kw_nonsense\n", &other] {
        stage.fed(&["rotate", "confirm", "ci"], secret);
    }
    stage.run(&["rotate", "abort", "ci", "--yes"]);
    stage.run(&["rotate", "abort", "ci", "--yes"]);
    stage.run(&["rotate", "confirm", "ci"]);
    stage.quietly(&["key", "disable", "ci"], "");
    stage.run(&["rotate", "start", "ci"]);
    assert_snapshot!(stage.record());
}

#[test]
fn owners_acts_in_between() {
    let mut stage = stage();
    stage.quietly(&["rotate", "start", "ci"], "");
    stage.run(&["key", "revoke", "ci", "--yes", "-o", "csv"]);
    let secret = stage.quietly(&["rotate", "secret", "ci", "--secret-only"], "");
    stage.fed(&["rotate", "confirm", "ci"], &secret);
    stage.quietly(&["rotate", "start", "ci", "--compromised"], "");
    stage.run(&["key", "list", "-o", "csv"]);
    stage.run(&["rotate", "abort", "ci", "--yes"]);
    let secret = stage.quietly(&["rotate", "secret", "ci", "--secret-only"], "");
    stage.fed(&["rotate", "confirm", "ci"], &secret);
    let secret = stage.quietly(&["rotate", "start", "ci", "--secret-only"], "");
    stage.quietly(&["rotate", "confirm", "ci"], &secret);
    stage.run(&["key", "revoke", "ci", "--yes"]);
    stage.run(&["key", "revoke", "ci", "--lineage", "--yes"]);
    stage.run(&["rotate", "status"]);
    assert_snapshot!(stage.record());
}

/// No file holds a successor that was revoked, so waiting for one would take for ever.
#[test]
fn a_successor_that_is_gone_keeps_no_rotation_open() {
    let mut stage = stage();
    let place = stage.path("keys.jsonl");
    stage.quietly(&["target", "add", "edge", "--format", "jsonl", "--path", &place], "");
    stage.quietly(&["publish"], "");
    let secret = stage.quietly(&["rotate", "start", "ci", "--grace", "2d", "--secret-only"], "");
    stage.quietly(&["publish"], "");
    stage.quietly(&["rotate", "confirm", "ci"], &secret);
    stage.quietly(&["key", "revoke", "ci", "--yes"], "");
    stage.quietly(&["publish"], "");
    stage.later(3 * DAY);
    stage.quietly(&["rotate", "run"], "");
    let open = stage.quietly(&["rotate", "status", "-o", "json"], "");
    assert!(open.contains("\"items\": []"), "{open}");
    stage.quietly(&["key", "create", "ci", "--secret-only"], "");
    stage.quietly(&["rotate", "start", "ci", "--secret-only"], "");
}

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
fn a_new_key_that_is_gone_holds_nothing_up() {
    let mut stage = stage();
    let path = stage.path("edge.jsonl");
    stage.quietly(&["target", "add", "edge", "--format", "jsonl", "--path", &path], "");
    let secret = stage.quietly(&["rotate", "start", "ci", "--grace", "2d", "--secret-only"], "");
    stage.quietly(&["publish"], "");
    stage.quietly(&["rotate", "confirm", "ci"], &secret);
    stage.run(&["key", "revoke", "ci", "--yes", "--publish"]);
    stage.run(&["rotate", "status"]);
    stage.later(2 * DAY);
    stage.run(&["rotate", "run"]);
    stage.run(&["rotate", "status"]);
    stage.run(&["key", "create", "ci", "--secret-only"]);
    stage.run(&["rotate", "start", "ci"]);
    assert_snapshot!(stage.record());
}

#[test]
fn what_is_narrowed_stays_so() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci", "-s", "read,write", "--resource", "acme", "--secret-only"], "");
    let secret = stage.quietly(&["rotate", "start", "ci", "--secret-only"], "");
    stage.run(&["key", "edit", "ci", "-s", "read", "--resource", "acme/products", "--label", "tier=gold"]);
    stage.quietly(&["rotate", "confirm", "ci"], &secret);
    stage.run(&["key", "show", "ci"]);
    // Confirmed, each is what it is.
    stage.quietly(&["key", "edit", "ci", "--resource", "acme/products/7"], "");
    stage.run(&["key", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn the_last_key_that_works_is_not_taken_by_the_way() {
    let mut stage = stage();
    stage.quietly(&["rotate", "start", "ci", "--expires", "90"], "");
    stage.later(61 * DAY);
    stage.run(&["rotate", "abort", "ci", "--yes"]);
    let mut other = self::stage();
    let secret = other.quietly(&["rotate", "start", "ci", "--secret-only"], "");
    other.quietly(&["rotate", "confirm", "ci"], &secret);
    other.quietly(&["key", "disable", "ci"], "");
    other.run(&["rotate", "finish", "ci", "--now", "--yes"]);
    assert_snapshot!(format!("{}{}", stage.record(), other.record()));
}

#[test]
fn two_keys_of_a_lineage_do_not_come_to_live_side_by_side() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "app", "--expires", "1d", "--secret-only"], "");
    let listed = stage.quietly(&["key", "show", "app", "-o", "jsonl"], "");
    let id = listed.split('"').find(|word| word.starts_with("key_")).unwrap().to_owned();
    stage.later(2 * DAY);
    stage.quietly(&["key", "create", "app", "--secret-only"], "");
    stage.quietly(&["key", "disable", &id], "");
    stage.run(&["key", "edit", &id, "--expires", "90d"]);
    stage.run(&["key", "edit", &id, "--expires", "90d", "--widen"]);
    stage.run(&["key", "enable", &id]);
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

#[test]
fn nobody_is_asked_in_vain_for_ever() {
    // By age alone, and without a program: no expiry makes it urgent.
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "app", "--secret-only"], "");
    stage.quietly(&["key", "edit", "app", "--rotate-every", "30d"], "");
    stage.later(30 * DAY);
    for _ in 0..3 {
        stage.run(&["rotate", "run"]);
        stage.later(7 * DAY);
    }
    assert_snapshot!(stage.record());
}

#[test]
fn a_lineage_that_dies_unattended_is_reported() {
    let mut stage = stage();
    stage.quietly(&["rotate", "start", "ci", "--compromised", "--expires", "10"], "");
    stage.later(11 * DAY);
    stage.run(&["rotate", "run"]);
    stage.run(&["key", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}
