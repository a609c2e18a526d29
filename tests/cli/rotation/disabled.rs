//! A key of a rotation in progress that is disabled: what its name then means, and how it is enabled again.

use super::with_key;
use crate::stage::{DAY, Stage};

/// Started: the old key, and the new one.
fn started() -> (Stage, [String; 2], String) {
    let stage = with_key();
    let secret = stage.ok("rotate start ci --grace 2d --secret-only");
    let ids = ids(&stage);
    (stage, ids, secret)
}

fn ids(stage: &Stage) -> [String; 2] {
    let list: serde_json::Value = serde_json::from_str(&stage.ok("key list ci -o json")).unwrap();
    let id = |version: usize| list["items"][version]["id"].as_str().unwrap().to_owned();
    [id(0), id(1)]
}

/// The status of the old key and of the new one.
fn statuses(stage: &Stage) -> [String; 2] {
    let list: serde_json::Value = serde_json::from_str(&stage.ok("key list ci -o json")).unwrap();
    let status = |version: usize| list["items"][version]["status"].as_str().unwrap().to_owned();
    [status(0), status(1)]
}

#[test]
fn by_name_the_disabled_key_is_enabled() {
    let (stage, [old, new], _) = started();
    stage.ok("key disable ci");
    assert_eq!(statuses(&stage), ["disabled", "pending"]);
    stage.ok("key enable ci");
    assert_eq!(statuses(&stage), ["active", "pending"]);
    stage.ok(&format!("key disable {new}"));
    assert_eq!(statuses(&stage), ["active", "disabled"]);
    stage.ok("key enable ci");
    assert_eq!(statuses(&stage), ["active", "pending"]);
    // None is disabled: nothing to do.
    let again = stage.run("key enable ci").to_string();
    assert!(again.contains(&old) && again.contains("already up to date"), "{again}");
}

#[test]
fn by_name_two_disabled_keys_are_told_apart_by_their_ids() {
    let (stage, [old, new], _) = started();
    stage.ok("key disable ci");
    stage.ok(&format!("key disable {new}"));
    let refused = stage.run("key enable ci");
    assert_eq!(refused.code, 4, "{refused}");
    assert_eq!(
        refused.stderr,
        format!(
            "error: several keys called 'ci' are disabled: {old}, {new}\n\
             hint: give the id of the key that is meant\n"
        )
    );
    stage.ok(&format!("key enable {new}"));
    stage.ok("key enable ci");
    assert_eq!(statuses(&stage), ["active", "pending"]);
}

/// One that has expired meanwhile is not what somebody means who needs a key that works.
#[test]
fn by_name_the_disabled_key_that_can_work_is_enabled() {
    let (stage, [old, new], secret) = started();
    stage.ok_with("rotate confirm ci", &secret);
    stage.ok(&format!("key disable {old}"));
    stage.ok("key disable ci");
    assert_eq!(statuses(&stage), ["disabled", "disabled"]);
    stage.later(3 * DAY);
    let enabled = stage.ok("key enable ci");
    assert!(enabled.contains(&new), "{enabled}");
    assert_eq!(statuses(&stage), ["disabled", "active"]);
}

/// Each verb takes the key that the one before it took.
#[test]
fn a_name_means_the_same_key_while_that_is_disabled() {
    let (stage, [old, new], _) = started();
    stage.ok("key disable ci");
    for (line, told) in [
        ("key show ci", "disabled"),
        ("key disable ci", "already up to date"),
        ("key edit ci --expires 20d", "disabled"),
        ("hook test ci deliver", "has no deliver hook"),
    ] {
        let answer = stage.run(line).to_string();
        assert!(answer.contains(told) && !answer.contains(&format!("ID:        {new}")), "{line}: {answer}");
        assert_eq!(statuses(&stage), ["disabled", "pending"], "{line}");
    }
    let revoked = stage.ok("key revoke ci --yes");
    assert!(revoked.contains(&old), "{revoked}");
    assert_eq!(statuses(&stage), ["revoked", "pending"]);
    // After an abort, too.
    let (stage, _, _) = started();
    stage.ok("rotate abort ci --yes");
    stage.ok("key disable ci");
    assert_eq!(statuses(&stage), ["disabled", "revoked"]);
    stage.ok("key enable ci");
    assert_eq!(statuses(&stage), ["active", "revoked"]);
}

#[test]
fn what_has_to_be_enabled_is_named_by_its_id() {
    let (stage, [old, new], secret) = started();
    stage.ok(&format!("key disable {new}"));
    let refused = stage.run_with("rotate confirm ci", &secret).stderr;
    let enable = format!("`keywright key enable {new}`");
    assert!(
        refused.contains(&enable) && refused.contains("`keywright key revoke ci --lineage`"),
        "{refused}"
    );
    let status = stage.ok("rotate status -o json");
    assert!(status.contains(&format!("the new key to be enabled: {enable}")), "{status}");
    stage.ok(&format!("key disable {old}"));
    let status = stage.ok("rotate status -o json");
    let told = format!("it has no working key: {old} and {new} are disabled");
    assert!(status.contains(&told), "{status}");
    stage.ok(&format!("key enable {new}"));
    stage.ok_with("rotate confirm ci", &secret);
    stage.ok("key disable ci");
    stage.later(DAY);
    let status = stage.ok("rotate status -o json");
    assert!(status.contains(&told), "{status}");
}

#[test]
fn an_old_key_that_is_disabled_is_not_said_to_work() {
    let (stage, _, secret) = started();
    stage.ok("key disable ci");
    let confirmed = stage.run_with("rotate confirm ci", &secret).stderr;
    assert!(!confirmed.contains("the old key works"), "{confirmed}");
    assert!(
        confirmed
            .contains("the old key is disabled; enabled again, it would work until 2026-01-03T00:06:00Z"),
        "{confirmed}"
    );
    // One that has expired before.
    let stage = with_key();
    stage.later(59 * DAY);
    let secret = stage.ok("rotate start ci --secret-only");
    stage.later(2 * DAY);
    let confirmed = stage.run_with("rotate confirm ci", &secret).stderr;
    assert!(confirmed.contains("the old key stopped working at 2026-03-02T00:02:00Z"), "{confirmed}");
}
