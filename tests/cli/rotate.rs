//! `rotate`.

use insta::assert_snapshot;

use crate::world::Stage;

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

/// Half of a second is no grace at all, and the vault must be able to say so again.
#[test]
fn a_key_may_be_due_every_second() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "app", "--secret-only"], "");
    stage.quietly(&["key", "edit", "app", "--rotate-every", "1s"], "");
    let secret = stage.quietly(&["rotate", "start", "app", "--secret-only"], "");
    stage.quietly(&["rotate", "confirm", "app"], &secret);
    let status = stage.quietly(&["rotate", "status", "-o", "csv"], "");
    assert!(status.contains("confirmed"), "{status}");
}
