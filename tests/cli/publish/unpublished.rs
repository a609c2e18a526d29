//! What `status` names that a target does not have yet: every kind of change, and what is wrong with a file.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{attention, one_published, published};
use crate::stage::{DAY, Stage};

/// A published vault with two keys, and what is said after a command.
fn after(command: &str) -> String {
    let stage = with_two();
    stage.ok(command);
    attention(&stage)
}

fn with_two() -> Stage {
    let stage = one_published();
    stage.ok("key create web -s read,write --environment prod --network 10.0.0.0/8 --secret-only");
    stage.ok("publish");
    assert!(!attention(&stage).contains("Attention"));
    stage
}

#[test]
fn rights_that_became_narrower() {
    assert_snapshot!(after("key edit web --network 10.1.0.0/16"), @"
    Attention:  the file of target 'edge' still has the former, wider rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("key edit web --scopes read"), @"
    Attention:  the file of target 'edge' still has the former, wider rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("key edit web --resource acme/shop"), @"
    Attention:  the file of target 'edge' still has the former, wider rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("key edit ci --environment prod"), @"
    Attention:  the file of target 'edge' still has the former, wider rights or times of key_2vuiuuwvliboysxkl3a6vx774e 'ci' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("key edit ci --resource acme/shop"), @"
    Attention:  the file of target 'edge' still has the former, wider rights or times of key_2vuiuuwvliboysxkl3a6vx774e 'ci' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("key edit ci --expires 3d"), @"
    Attention:     the file of target 'edge' still has the former, wider rights or times of key_2vuiuuwvliboysxkl3a6vx774e 'ci' (active); run `keywright publish edge`
    exit 8
    ");
}

#[test]
fn rights_that_became_other() {
    assert_snapshot!(after("key edit web --scopes read,write,admin --widen"), @"
    Attention:  the file of target 'edge' has the former rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("key edit web --network 0.0.0.0/0 --widen"), @"
    Attention:  the file of target 'edge' has the former rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); run `keywright publish edge`
    exit 8
    ");
}

#[test]
fn what_no_server_reads_is_no_change() {
    for command in [
        "key edit web --description x",
        "key edit web --owner ana",
        "key edit web --label a=b",
        "key edit web --rotate-every 90d",
        "target edit edge --pickup 1h",
        "target edit edge --optional",
        "target edit edge --servers eu-1",
    ] {
        assert_eq!(after(command), "", "{command}");
    }
}

#[test]
fn new_keys_and_those_that_are_enabled_again() {
    assert_snapshot!(after("key create new -s read --secret-only"), @"
    Attention:  the file of target 'edge' does not have key_lesfcniwuwmtinpmjisamebqji 'new' (active); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(after("rotate start web --secret-only"), @"
    Attention:  the file of target 'edge' does not have key_bniabnz2kpyjc3ety2huxg3lva 'web' (pending); run `keywright publish edge`
    exit 8
    ");
    let stage = with_two();
    stage.ok("key disable web --publish");
    assert!(!attention(&stage).contains("Attention"));
    stage.ok("key enable web");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' does not have key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); run `keywright publish edge`
    Note:       servers of target 'edge' may still accept key_cswfo7g3f33ntbqhrnafjteysm 'web' (active) until 2026-01-31T00:08:00Z; the target's --pickup or --reload would tell when they have the newest file
    exit 8
    ");
    let stage = with_two();
    for number in 1..=5 {
        stage.ok(&format!("key create new-{number} --secret-only"));
    }
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' does not have 5 keys: key_lesfcniwuwmtinpmjisamebqji 'new-1' (active), key_2j5i3gunhdd2g7eserikpimwd4 'new-2' (active), key_4zwfoakkmflamgxgngaj5roxgu 'new-3' (active) and 2 more; run `keywright publish edge`
    exit 8
    ");
}

/// It may be refused by now: the file has a later end.
#[test]
fn a_key_that_ended_early() {
    let stage = with_two();
    stage.ok("key edit ci --expires 1h");
    stage.later(3_700);
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (expired); run `keywright publish edge`
    exit 8
    ");
    assert_snapshot!(stage.run("target show edge"), @"
    Name:          edge
    Format:        jsonl
    Path:          [HOME]/edge
    Mode:          0600
    Audience:      anybody
    Valid for:     30d
    Added:         2026-01-01T00:03:00Z
    State:         keys changed
    Published:     generation 2 of 2026-01-01T00:08:00Z, 2 keys, valid until 2026-01-31T00:08:00Z
    Still admits:  key_2vuiuuwvliboysxkl3a6vx774e 'ci' (expired)
    ");
}

/// Servers refuse it by what they have.
#[test]
fn a_key_that_ended_as_the_file_says() {
    let stage = published();
    stage.ok("key create short --expires 1d --secret-only --publish");
    stage.later(2 * DAY);
    assert!(!attention(&stage).contains("Attention"));
    let json = stage.ok("status -o json");
    assert_eq!(json.matches("\"due\": \"keys_changed\"").count(), 2, "{json}");
    assert_eq!(json.matches("\"status\": \"expired\"").count(), 2, "{json}");
    // Nor does it matter that a key will begin when the file has expired.
    stage.ok("publish");
    stage.ok("key create later --not-before 2026-03-01 --secret-only");
    assert!(!attention(&stage).contains("Attention"));
}

#[test]
fn what_servers_accept_too_much_comes_first() {
    let stage = published();
    stage.ok("target add all --format jsonl --path [HOME]/all");
    stage.ok("key create web -s read,write --secret-only");
    stage.ok("publish edge shop");
    stage.ok("key revoke ci --yes");
    stage.ok("key edit web --scopes read");
    stage.ok("key create new --secret-only");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked), and still has the former, wider rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active), and does not have key_lesfcniwuwmtinpmjisamebqji 'new' (active); run `keywright publish edge`
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked), and still has the former, wider rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active), and does not have key_lesfcniwuwmtinpmjisamebqji 'new' (active); run `keywright publish shop`
    Attention:  target 'all' has never been published; run `keywright publish all`
    exit 8
    ");
}

#[test]
fn settings_of_a_target() {
    for (options, is_said) in [
        ("--audience other", "has a file with its former settings"),
        ("--format jsonl --audience none --valid-for 10d", "has a file with its former settings"),
        ("--mode 0640", "has a file with another mode or group than it should"),
        ("--path [HOME]/elsewhere", "has no file at"),
        ("--label team=shop", "still admits 2 keys"),
        ("--environment dev", "still admits key_"),
    ] {
        let said = after(&format!("target edit edge {options}"));
        assert!(said.contains(is_said) && said.ends_with("exit 8"), "{options}: {said}");
    }
}

#[test]
fn a_file_that_is_not_the_newest() {
    let stage = published();
    std::fs::copy(stage.path("edge"), stage.path("old")).unwrap();
    stage.ok("key revoke ci --yes --publish");
    // Nobody knows when the servers of a target without --reload, --pickup and --servers load a file.
    assert_snapshot!(attention(&stage), @"
    Note:    servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:    servers of target 'shop' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    ");
    std::fs::copy(stage.path("old"), stage.path("edge")).unwrap();
    assert_snapshot!(attention(&stage), @"
    Attention:  target 'edge' has a file at '[HOME]/edge' that is not the newest: it was altered or replaced, or a former key has signed it; run `keywright publish edge`
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:       servers of target 'shop' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    exit 8
    ");
    std::fs::remove_file(stage.path("edge")).unwrap();
    assert_snapshot!(attention(&stage), @"
    Attention:  target 'edge' has no file at '[HOME]/edge'; run `keywright publish edge`
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:       servers of target 'shop' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    exit 8
    ");
    stage.write("edge", "something else\n");
    assert_snapshot!(attention(&stage), @"
    Attention:  target 'edge' could not be read at '[HOME]/edge': it is not a verification file, and is left unchanged (name another file, or remove that one first); run `keywright publish edge`
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:       servers of target 'shop' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    exit 8
    ");
    std::fs::remove_file(stage.path("edge")).unwrap();
    std::fs::create_dir(stage.path("edge")).unwrap();
    assert_snapshot!(attention(&stage), @"
    Attention:  target 'edge' could not be read at '[HOME]/edge': a directory is there, not a regular file; run `keywright publish edge`
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:       servers of target 'shop' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    exit 8
    ");
    std::fs::remove_dir(stage.path("edge")).unwrap();
    std::os::unix::fs::symlink(stage.path("old"), stage.path("edge")).unwrap();
    assert_snapshot!(attention(&stage), @"
    Attention:  target 'edge' could not be read at '[HOME]/edge': a symbolic link is there, not a regular file; run `keywright publish edge`
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:       servers of target 'shop' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    exit 8
    ");
}

/// An older copy of the vault, which nobody restored.
#[test]
fn a_file_of_another_history() {
    let stage = published();
    let vault = stage.path(".local/share/keywright/vault.db");
    std::fs::copy(&vault, stage.path("copy")).unwrap();
    stage.ok("key revoke ci --yes --publish");
    std::fs::copy(stage.path("copy"), &vault).unwrap();
    let text = stage.run("--accept-rollback status --check").to_string();
    let said = "target 'edge' has a file at '[HOME]/edge' that is not in the history of this vault; run `keywright publish edge`";
    assert!(text.contains(said) && text.ends_with("exit 8\n"), "{text}");
}

/// What is still admitted is known without the file.
#[test]
fn a_file_that_is_missing_while_keys_change() {
    let stage = with_two();
    std::fs::remove_file(stage.path("edge")).unwrap();
    stage.ok("key revoke ci --yes");
    stage.ok("key edit web --expires 2d");
    assert_snapshot!(attention(&stage), @"
    Attention:     the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked), and still has the former, wider rights or times of key_cswfo7g3f33ntbqhrnafjteysm 'web' (active); the target has no file at '[HOME]/edge'; run `keywright publish edge`
    exit 8
    ");
}

#[test]
fn keys_that_no_server_has() {
    let stage = Stage::with_vault();
    assert!(!attention(&stage).contains("Attention"));
    stage.ok("key create ci --secret-only");
    assert_snapshot!(attention(&stage), @"Note:    no server has these keys: nothing is published; `keywright target add --help` shows how");
    stage.ok("export --format jsonl --out [HOME]/keys");
    assert!(!attention(&stage).contains("Attention"));
}

/// As members, with counts; the first hundred keys of each kind.
#[test]
fn for_programs() {
    let stage = published();
    let mut lines = String::new();
    for number in 0..120 {
        writeln!(lines, "{{\"name\": \"m-{number}\"}}").unwrap();
    }
    stage.write("more", lines);
    stage.ok("key create --from [HOME]/more -o jsonl");
    let status: serde_json::Value = serde_json::from_str(&stage.ok("status -o json")).unwrap();
    let missing = &status["targets"][0]["unpublished"]["missing"];
    assert_eq!(missing["count"], 120);
    assert_eq!(missing["keys"].as_array().unwrap().len(), 100);
    assert_eq!(missing["keys"][0]["name"], "m-0");
    assert_eq!(status["targets"][0]["up_to_date"], false);
    assert_eq!(status["targets"][1]["due"], "keys_changed");
    assert!(status["attention"][0].as_str().unwrap().contains("does not have 120 keys: "), "{status}");
}
