//! The filters of `audit list`.

use insta::assert_snapshot;

use crate::stage::{DAY, Stage};

/// A key's whole life, and the secret of the key.
pub(super) fn four_days() -> (Stage, String) {
    let stage = Stage::with_vault();
    stage.ok("key create quiet");
    stage.later(DAY);
    let secret = stage.ok("key create ci --secret-only");
    stage.ok("target add ci --format jsonl --path [HOME]/edge");
    stage.ok("publish");
    stage.later(DAY);
    stage.refused("key edit ci --scopes more");
    stage.ok("key create other");
    stage.later(DAY);
    stage.ok("key revoke ci --reason compromised -y");
    stage.ok("key delete ci --force");
    (stage, secret)
}

#[test]
fn a_refused_edit() {
    let stage = Stage::with_vault();
    stage.ok("key create ci");
    assert_snapshot!(stage.run("key edit ci --scopes more"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci' would get more rights than before: scopes
    ! hint: add --widen if that is intended
    exit 4
    ");
}

#[test]
fn of_a_key() {
    let (stage, secret) = four_days();
    assert_snapshot!(stage.run("audit list -o csv --key ci"), @r#"
    seq,at,action,key,subject,detail,user,slot
    3,2026-01-02T00:03:00Z,key.create,key_cswfo7g3f33ntbqhrnafjteysm,ci,,ana,identity
    7,2026-01-03T00:06:00Z,refused,key_cswfo7g3f33ntbqhrnafjteysm,ci,key_cswfo7g3f33ntbqhrnafjteysm 'ci' would get more rights than before: scopes,ana,identity
    9,2026-01-04T00:08:00Z,key.revoke,key_cswfo7g3f33ntbqhrnafjteysm,ci,compromised,ana,identity
    10,2026-01-04T00:09:00Z,key.delete,key_cswfo7g3f33ntbqhrnafjteysm,ci,"forced, though servers may accept it until 2026-02-01T00:05:00Z",ana,identity
    "#);
    assert_snapshot!(stage.run("audit list -o csv --key nobody"), @"seq,at,action,key,subject,detail,user,slot");
    assert!(!stage.transcript().contains(secret.trim()));
}

#[test]
fn around_the_events_of_a_key() {
    let (stage, secret) = four_days();
    assert_snapshot!(stage.run("audit list -o csv --key ci --around 5m"), @r#"
    seq,at,action,key,subject,detail,user,slot
    3,2026-01-02T00:03:00Z,key.create,key_cswfo7g3f33ntbqhrnafjteysm,ci,,ana,identity
    4,2026-01-02T00:04:00Z,target.add,,ci,jsonl to [HOME]/edge,ana,identity
    5,2026-01-02T00:05:00Z,publish.reserve,,ci,"epoch 1767312240, generation 1, 2 keys: never_published",ana,identity
    6,2026-01-02T00:05:00Z,publish.place,,ci,"epoch 1767312240, generation 1",ana,identity
    7,2026-01-03T00:06:00Z,refused,key_cswfo7g3f33ntbqhrnafjteysm,ci,key_cswfo7g3f33ntbqhrnafjteysm 'ci' would get more rights than before: scopes,ana,identity
    8,2026-01-03T00:07:00Z,key.create,key_lesfcniwuwmtinpmjisamebqji,other,,ana,identity
    9,2026-01-04T00:08:00Z,key.revoke,key_cswfo7g3f33ntbqhrnafjteysm,ci,compromised,ana,identity
    10,2026-01-04T00:09:00Z,key.delete,key_cswfo7g3f33ntbqhrnafjteysm,ci,"forced, though servers may accept it until 2026-02-01T00:05:00Z",ana,identity
    "#);
    assert_snapshot!(stage.run("audit list -o csv --key ci --around 100000w"), @"
    ! error: invalid value '100000w' for '--around <DURATION>': a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("audit list -o csv --key ci --around 3d --action publish"), @r#"
    seq,at,action,key,subject,detail,user,slot
    5,2026-01-02T00:05:00Z,publish.reserve,,ci,"epoch 1767312240, generation 1, 2 keys: never_published",ana,identity
    6,2026-01-02T00:05:00Z,publish.place,,ci,"epoch 1767312240, generation 1",ana,identity
    "#);
    assert_snapshot!(stage.run("audit list -o csv --key nobody --around 1h"), @"
    ! error: the audit log has no events of 'nobody'
    ! hint: give the key's id or its exact name; see `keywright key list`
    exit 3
    ");
    assert_snapshot!(stage.run("audit list -o csv --around 1h"), @"
    ! error: the following required arguments were not provided:
    !   --key <KEY>
    !
    ! Usage: keywright audit list --key <KEY> --output <FORMAT> --around <DURATION>
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert!(!stage.transcript().contains(secret.trim()));
}

#[test]
fn by_action() {
    let (stage, secret) = four_days();
    assert_snapshot!(stage.run("audit list -o csv --action refused --action key.delete"), @r#"
    seq,at,action,key,subject,detail,user,slot
    7,2026-01-03T00:06:00Z,refused,key_cswfo7g3f33ntbqhrnafjteysm,ci,key_cswfo7g3f33ntbqhrnafjteysm 'ci' would get more rights than before: scopes,ana,identity
    10,2026-01-04T00:09:00Z,key.delete,key_cswfo7g3f33ntbqhrnafjteysm,ci,"forced, though servers may accept it until 2026-02-01T00:05:00Z",ana,identity
    "#);
    assert_snapshot!(stage.run("audit list -o csv --action rotation"), @"seq,at,action,key,subject,detail,user,slot");
    assert_snapshot!(stage.run("audit list -o csv --action rot"), @"
    ! error: invalid value 'rot' for '--action <ACTION>': an action must be one that the log records, such as key.revoke, or the part before its dot, such as rotation
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert!(!stage.transcript().contains(secret.trim()));
}

#[test]
fn by_actor_and_time() {
    let (stage, secret) = four_days();
    assert_snapshot!(stage.run("audit list -o csv --actor ana --until 2026-01-02T00:00:00Z"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,quiet,,ana,identity
    ");
    assert_snapshot!(stage.run("audit list -o csv --actor identity --since 2026-01-04"), @r#"
    seq,at,action,key,subject,detail,user,slot
    9,2026-01-04T00:08:00Z,key.revoke,key_cswfo7g3f33ntbqhrnafjteysm,ci,compromised,ana,identity
    10,2026-01-04T00:09:00Z,key.delete,key_cswfo7g3f33ntbqhrnafjteysm,ci,"forced, though servers may accept it until 2026-02-01T00:05:00Z",ana,identity
    "#);
    assert_snapshot!(stage.run("audit list -o csv --actor nobody"), @"seq,at,action,key,subject,detail,user,slot");
    assert_snapshot!(stage.run("audit list -o csv --until today"), @"
    ! error: invalid value 'today' for '--until <TIME>': a time must be RFC 3339, such as 2026-01-31T12:00:00Z, a date such as 2026-01-31 (UTC), or so long ago, such as 7d or 12h
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert!(!stage.transcript().contains(secret.trim()));
}

#[test]
fn pages() {
    let (stage, secret) = four_days();
    assert_snapshot!(stage.run("audit list --key ci --around 5m --limit 2 -o json"), @r#"
    {
      "items": [
        {
          "seq": 3,
          "at": "2026-01-02T00:03:00Z",
          "action": "key.create",
          "key": "key_cswfo7g3f33ntbqhrnafjteysm",
          "subject": "ci",
          "detail": null,
          "user": "ana",
          "slot": "identity"
        },
        {
          "seq": 4,
          "at": "2026-01-02T00:04:00Z",
          "action": "target.add",
          "key": null,
          "subject": "ci",
          "detail": "jsonl to [HOME]/edge",
          "user": "ana",
          "slot": "identity"
        }
      ],
      "next_cursor": "4"
    }
    "#);
    assert_snapshot!(stage.run("audit list --key ci --around 5m --limit 2 --cursor 4"), @"
    Seq  At                    Action           Subject  Key  User  Slot      Detail
    5    2026-01-02T00:05:00Z  publish.reserve  ci       -    ana   identity  epoch 1767312240, generation 1, 2 keys: never_published
    6    2026-01-02T00:05:00Z  publish.place    ci       -    ana   identity  epoch 1767312240, generation 1
    ! more results: --cursor 6
    ");
    assert!(!stage.transcript().contains(secret.trim()));
}
