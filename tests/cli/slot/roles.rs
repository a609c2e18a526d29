//! What roles do not allow.

use insta::assert_snapshot;

use super::{RECIPIENT, by, team};
use crate::stage::Stage;

/// What changes a key.
const CHANGES: [&str; 6] = [
    "key disable ci",
    "key enable ci",
    "key edit ci --description mine",
    "key delete ci --force",
    "key revoke ci --lineage -y",
    "rotate start ci",
];

const IMPORT: &str = r#"{"name":"imported","secret":"ghp_16C7e42F292c6912E7710c838347Ae178B4a"}"#;

fn with_key() -> Stage {
    let stage = team();
    stage.ok("key create ci -s deploy --expires 60 --secret-only");
    stage
}

/// The identity is a variable: on `slot add`, an option is about the new slot.
fn as_somebody(who: &str) -> Stage {
    let mut stage = with_key();
    stage.set("KEYWRIGHT_IDENTITY", &stage.path(who));
    stage
}

/// Each of these commands is denied; their one answer.
fn denied<'a>(stage: &Stage, commands: impl IntoIterator<Item = &'a str>) -> String {
    let mut answers = commands.into_iter().map(|command| {
        let answer = stage.run(command);
        assert_eq!(answer.code, 4, "{command}");
        answer.to_string()
    });
    let first = answers.next().unwrap();
    for answer in answers {
        assert_eq!(answer, first);
    }
    first
}

#[test]
fn an_admin_does_not_change_the_key_of_another() {
    let stage = as_somebody("eve");
    assert_snapshot!(denied(&stage, CHANGES), @"
    ! error: the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

#[test]
fn a_member_does_not_change_keys() {
    let stage = as_somebody("max");
    assert_snapshot!(denied(&stage, CHANGES), @"
    ! error: the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

#[test]
fn a_member_does_not_make_keys() {
    let stage = as_somebody("max");
    assert_snapshot!(stage.run("key create new"), @"
    ! error: the slot 'max' has the role member, which may not create keys
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
    assert_snapshot!(stage.run_with("key import --from -", IMPORT), @"
    ! error: --from: line 1: the slot 'max' has the role member, which may not create keys
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

#[test]
fn only_an_owner_adds_slots() {
    let mut stage = as_somebody("eve");
    assert_snapshot!(stage.run(&format!("slot add friend --recipient {RECIPIENT}")), @"
    ! error: the slot 'eve' has the role admin, which may not do this; only an owner may
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
    stage.set("KEYWRIGHT_IDENTITY", &stage.path("max"));
    assert_snapshot!(stage.run(&format!("slot add friend --recipient {RECIPIENT}")), @"
    ! error: the slot 'max' has the role member, which may not do this; only an owner may
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

#[test]
fn an_admin_does_not_go_on_with_the_rotation_of_another() {
    let mut stage = with_key();
    stage.ok("rotate start ci");
    stage.set("KEYWRIGHT_IDENTITY", &stage.path("eve"));
    let steps =
        ["rotate secret ci", "rotate confirm ci --force", "rotate finish ci --now", "rotate abort ci"];
    assert_snapshot!(denied(&stage, steps), @"
    ! error: the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

#[test]
fn a_member_reads() {
    let stage = with_key();
    stage.ok("rotate start ci");
    assert_snapshot!(by(&stage, "max", "key list"), @"
    Name  Version  ID                              Start        Scopes  Created     Last used  Expires     Status
    ci    1        key_2j5i3gunhdd2g7eserikpimwd4  kw_VWYnUMV7  deploy  2026-01-01  -          2026-03-02  active
    ci    2        key_unegegsso4e2pu5hd3wbrxt3wi  kw_ikP1CZO6  deploy  2026-01-01  -          2026-03-02  pending
    ");
}

#[test]
fn denials_in_the_audit_log() {
    let mut stage = as_somebody("eve");
    denied(&stage, CHANGES);
    stage.refused(&format!("slot add friend --recipient {RECIPIENT}"));
    stage.set("KEYWRIGHT_IDENTITY", &stage.path("max"));
    denied(&stage, CHANGES);
    stage.refused(&format!("slot add friend --recipient {RECIPIENT}"));
    stage.refused("key create new");
    stage.refused_with("key import --from -", IMPORT);
    stage.set("KEYWRIGHT_IDENTITY", "");
    stage.ok("rotate start ci");
    for step in ["secret ci", "confirm ci --force", "finish ci --now", "abort ci"] {
        let _ = by(&stage, "eve", &format!("rotate {step}"));
    }
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:03:00Z,slot.add,,ben,role admin,ana,identity
    3,2026-01-01T00:05:00Z,slot.add,,eve,role admin,ana,identity
    4,2026-01-01T00:07:00Z,slot.add,,max,role member,ana,identity
    5,2026-01-01T00:08:00Z,key.create,key_2j5i3gunhdd2g7eserikpimwd4,ci,,ana,identity
    6,2026-01-01T00:09:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    7,2026-01-01T00:10:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    8,2026-01-01T00:11:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    9,2026-01-01T00:12:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    10,2026-01-01T00:13:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    11,2026-01-01T00:14:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    12,2026-01-01T00:15:00Z,refused,,,"the slot 'eve' has the role admin, which may not do this; only an owner may",ana,eve
    13,2026-01-01T00:16:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,max
    14,2026-01-01T00:17:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,max
    15,2026-01-01T00:18:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,max
    16,2026-01-01T00:19:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,max
    17,2026-01-01T00:20:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,max
    18,2026-01-01T00:21:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,max
    19,2026-01-01T00:22:00Z,refused,,,"the slot 'max' has the role member, which may not do this; only an owner may",ana,max
    20,2026-01-01T00:23:00Z,refused,,new,"the slot 'max' has the role member, which may not create keys",ana,max
    21,2026-01-01T00:24:00Z,refused,,imported,"the slot 'max' has the role member, which may not create keys",ana,max
    22,2026-01-01T00:25:00Z,rotation.start,key_unegegsso4e2pu5hd3wbrxt3wi,ci,,ana,identity
    23,2026-01-01T00:26:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    24,2026-01-01T00:27:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    25,2026-01-01T00:28:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    26,2026-01-01T00:29:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    "#);
}

/// A denial is recorded whatever the clock, and leaves the newest time seen as it was.
#[test]
fn what_is_denied_accepts_no_clock() {
    let stage = as_somebody("max");
    stage.later(-10_000);
    assert_eq!(stage.run("key disable ci --accept-clock").code, 4);
    let events = stage.ok("audit list -o csv");
    assert!(events.contains(",refused,") && !events.contains("clock.accept"), "{events}");
}
