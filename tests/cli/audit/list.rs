//! `audit list`, `audit verify`.

use insta::assert_snapshot;

use crate::stage::Stage;

/// A reason that a spreadsheet would take for a formula.
pub(super) fn revoked() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci");
    stage.ok("key revoke ci --yes --reason '=1+1\u{202e}'");
    stage
}

#[test]
fn every_format() {
    let stage = revoked();
    assert_snapshot!(stage.formats("audit list"), @r#"
    -o table:
    Seq  At                    Action      Subject  Key                             User  Slot      Detail
    1    2026-01-01T00:01:00Z  vault.init  -        -                               ana   identity  -
    2    2026-01-01T00:02:00Z  key.create  ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  -
    3    2026-01-01T00:03:00Z  key.revoke  ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  =1+1\u{202e}
    -o json:
    {
      "items": [
        {
          "seq": 1,
          "at": "2026-01-01T00:01:00Z",
          "action": "vault.init",
          "key": null,
          "subject": null,
          "detail": null,
          "user": "ana",
          "slot": "identity"
        },
        {
          "seq": 2,
          "at": "2026-01-01T00:02:00Z",
          "action": "key.create",
          "key": "key_2vuiuuwvliboysxkl3a6vx774e",
          "subject": "ci",
          "detail": null,
          "user": "ana",
          "slot": "identity"
        },
        {
          "seq": 3,
          "at": "2026-01-01T00:03:00Z",
          "action": "key.revoke",
          "key": "key_2vuiuuwvliboysxkl3a6vx774e",
          "subject": "ci",
          "detail": "=1+1\u202e",
          "user": "ana",
          "slot": "identity"
        }
      ],
      "next_cursor": null
    }
    -o jsonl:
    {"seq":1,"at":"2026-01-01T00:01:00Z","action":"vault.init","key":null,"subject":null,"detail":null,"user":"ana","slot":"identity"}
    {"seq":2,"at":"2026-01-01T00:02:00Z","action":"key.create","key":"key_2vuiuuwvliboysxkl3a6vx774e","subject":"ci","detail":null,"user":"ana","slot":"identity"}
    {"seq":3,"at":"2026-01-01T00:03:00Z","action":"key.revoke","key":"key_2vuiuuwvliboysxkl3a6vx774e","subject":"ci","detail":"=1+1\u202e","user":"ana","slot":"identity"}
    -o csv:
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,ci,,ana,identity
    3,2026-01-01T00:03:00Z,key.revoke,key_2vuiuuwvliboysxkl3a6vx774e,ci,'=1+1\u{202e},ana,identity
    "#);
}

#[test]
fn limit_and_since() {
    let stage = revoked();
    assert_snapshot!(stage.run("audit list --limit 1 -o json"), @r#"
    {
      "items": [
        {
          "seq": 1,
          "at": "2026-01-01T00:01:00Z",
          "action": "vault.init",
          "key": null,
          "subject": null,
          "detail": null,
          "user": "ana",
          "slot": "identity"
        }
      ],
      "next_cursor": "1"
    }
    "#);
    assert_snapshot!(stage.run("audit list --since 2026-01-01T00:03:00Z"), @r"
    Seq  At                    Action      Subject  Key                             User  Slot      Detail
    3    2026-01-01T00:03:00Z  key.revoke  ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  =1+1\u{202e}
    ");
}

#[test]
fn verify() {
    let stage = revoked();
    assert_snapshot!(stage.formats("audit verify"), @r#"
    -o table:
    Audit log:  complete and authentic
    Events:     3
    -o json:
    {
      "verified": true,
      "events": 3
    }
    -o jsonl:
    {"verified":true,"events":3}
    -o csv:
    verified,events
    true,3
    "#);
}
