//! `credential verify`.

use insta::assert_snapshot;
use keywright::ports::{HookEnd, HookOutput};
use keywright::secret::Secret;

use crate::stage::{Stage, exits};

/// What a program leaves that exits with this code and writes this to stderr.
fn fails(code: i32, stderr: &str) -> HookOutput {
    HookOutput { stderr: stderr.as_bytes().to_vec().into(), ..exits(code, "") }
}

/// A key's secret, a foreign one with a program that knows it, and one without a program.
fn with_credentials() -> Stage {
    let stage = Stage::with_vault();
    let secret = stage.ok("key create ours --prefix acme_live --secret-only");
    stage.ok_with("credential set ours --check never-run", &secret);
    stage.ok_with("credential set foreign --check probe", "hunter2-hunter2");
    stage.ok_with("credential set bare", "hunter2-hunter2");
    stage.hooks(|call| match (call.command.program(), call.stdin.map(Secret::expose)) {
        ("probe", Some("hunter2-hunter2")) => fails(0, "fine"),
        _ => fails(9, "this is not to be run"),
    });
    stage
}

#[test]
fn a_key_of_this_vault() {
    let stage = with_credentials();
    assert_snapshot!(stage.formats("credential verify ours"), @r#"
    -o table:
    Answer:  valid
    Key:     ours (key_2vuiuuwvliboysxkl3a6vx774e)
    -o json:
    {
      "valid": true,
      "reason": null,
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ours",
        "version": 1,
        "status": "active",
        "prefix": "acme_live",
        "start": "acme_live_45sj56jM",
        "profile": "default",
        "scopes": [],
        "roles": [],
        "resource": null,
        "environment": null,
        "networks": [],
        "owner": null,
        "description": null,
        "labels": {},
        "created_at": "2026-01-01T00:02:00Z",
        "created_by": "ana",
        "not_before": null,
        "expires_at": null,
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": null,
        "revoked_reason": null,
        "retires_at": null,
        "predecessor": null,
        "successor": null
      },
      "unchecked": []
    }
    -o jsonl:
    {"valid":true,"reason":null,"key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ours","version":1,"status":"active","prefix":"acme_live","start":"acme_live_45sj56jM","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null},"unchecked":[]}
    -o csv:
    valid,reason,key,unchecked
    true,,"{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":null,""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""ours"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""acme_live"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""acme_live_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}",[]
    "#);
}

/// Nobody presents it yet.
#[test]
fn a_key_of_this_vault_that_is_bound_to_networks() {
    let stage = with_credentials();
    let secret = stage.ok("key create bound -s read --network 10.0.0.0/8 --secret-only");
    stage.ok_with("credential set bound", &secret);
    assert_snapshot!(stage.run("credential verify bound"), @"
    Answer:       valid
    Key:          bound (key_cswfo7g3f33ntbqhrnafjteysm)
    Not checked:  scope
    ");
    stage.ok("key disable bound");
    assert_snapshot!(stage.run("credential verify bound"), @"
    Answer:  refused: it is disabled
    Key:     bound (key_cswfo7g3f33ntbqhrnafjteysm)
    exit 8
    ");
}

#[test]
fn a_revoked_key_of_this_vault() {
    let stage = with_credentials();
    stage.ok("key revoke ours --yes");
    assert_snapshot!(stage.run("credential verify ours -o json"), @r#"
    {
      "valid": false,
      "reason": "revoked",
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ours",
        "version": 1,
        "status": "revoked",
        "prefix": "acme_live",
        "start": "acme_live_45sj56jM",
        "profile": "default",
        "scopes": [],
        "roles": [],
        "resource": null,
        "environment": null,
        "networks": [],
        "owner": null,
        "description": null,
        "labels": {},
        "created_at": "2026-01-01T00:02:00Z",
        "created_by": "ana",
        "not_before": null,
        "expires_at": null,
        "last_used_at": null,
        "disabled_at": null,
        "revoked_at": "2026-01-01T00:06:00Z",
        "revoked_reason": null,
        "retires_at": null,
        "predecessor": null,
        "successor": null
      },
      "unchecked": null
    }
    exit 8
    "#);
}

#[test]
fn a_foreign_secret_that_its_program_accepts() {
    let stage = with_credentials();
    assert_snapshot!(stage.formats("credential verify foreign"), @r#"
    -o table:
    Answer:  valid, according to its check command
    -o json:
    {
      "valid": true,
      "reason": null,
      "key": null,
      "unchecked": []
    }
    -o jsonl:
    {"valid":true,"reason":null,"key":null,"unchecked":[]}
    -o csv:
    valid,reason,key,unchecked
    true,,,[]
    "#);
}

#[test]
fn a_foreign_secret_without_a_program() {
    let stage = with_credentials();
    assert_snapshot!(stage.formats("credential verify bare"), @r#"
    -o table:
    Answer:  unknown: it is not a key of this vault and has no check command
    ! give it a check command with `keywright credential set bare --check COMMAND`
    exit 8
    -o json:
    {
      "valid": false,
      "reason": "unknown",
      "key": null,
      "unchecked": null
    }
    exit 8
    -o jsonl:
    {"valid":false,"reason":"unknown","key":null,"unchecked":null}
    exit 8
    -o csv:
    valid,reason,key,unchecked
    false,unknown,,
    ! give it a check command with `keywright credential set bare --check COMMAND`
    exit 8
    "#);
}

#[test]
fn not_found() {
    let stage = with_credentials();
    assert_snapshot!(stage.formats("credential verify nobody"), @r#"
    -o table:
    ! error: no credential 'nobody'
    ! hint: see `keywright credential list`
    exit 3
    -o json:
    ! {"error":{"code":"not_found","message":"no credential 'nobody'","hint":"see `keywright credential list`"},"exit_code":3}
    exit 3
    -o jsonl:
    ! {"error":{"code":"not_found","message":"no credential 'nobody'","hint":"see `keywright credential list`"},"exit_code":3}
    exit 3
    -o csv:
    ! error: no credential 'nobody'
    ! hint: see `keywright credential list`
    exit 3
    "#);
}

#[test]
fn a_program_that_rejects_it() {
    let stage = with_credentials();
    stage.hooks(|_| fails(1, "401 Unauthorized"));
    assert_snapshot!(stage.run("credential verify foreign"), @"
    Answer:  refused by its check command
    ! warning: probe exited with 1: 401 Unauthorized
    exit 8
    ");
    assert_snapshot!(stage.run("credential verify foreign -o json"), @r#"
    {
      "valid": false,
      "reason": "check_failed",
      "key": null,
      "unchecked": null,
      "warnings": [
        "probe exited with 1: 401 Unauthorized"
      ]
    }
    exit 8
    "#);
}

#[test]
fn a_program_that_writes_the_secret() {
    let stage = with_credentials();
    stage.hooks(|_| fails(1, "no: hunter2-hunter2"));
    assert_snapshot!(stage.run("credential verify foreign -v"), @"
    Answer:  refused by its check command
    ! warning: probe exited with 1: [output withheld: it held a part of the secret]
    exit 8
    ");
}

#[test]
fn a_program_that_takes_too_long() {
    let stage = with_credentials();
    stage.hooks(|_| HookOutput { end: HookEnd::TimedOut, ..fails(0, "") });
    assert_snapshot!(stage.run("credential verify foreign"), @"
    Answer:  unknown: its check command failed to run
    ! warning: probe took longer than 60s and was killed
    exit 8
    ");
    assert_snapshot!(stage.run("credential verify foreign -o json"), @r#"
    {
      "valid": false,
      "reason": "check_unavailable",
      "key": null,
      "unchecked": null,
      "warnings": [
        "probe took longer than 60s and was killed"
      ]
    }
    exit 8
    "#);
}

#[test]
fn results_in_the_audit_log() {
    let stage = with_credentials();
    for _ in 0..4 {
        stage.ok("credential verify ours");
    }
    for _ in 0..4 {
        stage.ok("credential verify foreign");
    }
    for name in ["bare", "nobody"] {
        for _ in 0..4 {
            stage.refused(&format!("credential verify {name}"));
        }
    }
    stage.ok("key revoke ours --yes");
    stage.refused("credential verify ours");
    stage.hooks(|_| fails(1, "401 Unauthorized"));
    stage.refused("credential verify foreign");
    stage.refused("credential verify foreign");
    stage.hooks(|_| fails(1, "no: hunter2-hunter2"));
    stage.refused("credential verify foreign");
    stage.hooks(|_| HookOutput { end: HookEnd::TimedOut, ..fails(0, "") });
    stage.refused("credential verify foreign");
    stage.refused("credential verify foreign");
    assert_snapshot!(stage.run("audit list -o csv --limit 0"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,ours,,ana,identity
    3,2026-01-01T00:03:00Z,credential.set,,ours,,ana,identity
    4,2026-01-01T00:04:00Z,credential.set,,foreign,,ana,identity
    5,2026-01-01T00:05:00Z,credential.set,,bare,,ana,identity
    6,2026-01-01T00:10:00Z,credential.check,,foreign,probe,ana,identity
    7,2026-01-01T00:11:00Z,credential.check,,foreign,probe,ana,identity
    8,2026-01-01T00:12:00Z,credential.check,,foreign,probe,ana,identity
    9,2026-01-01T00:13:00Z,credential.check,,foreign,probe,ana,identity
    10,2026-01-01T00:22:00Z,key.revoke,key_2vuiuuwvliboysxkl3a6vx774e,ours,,ana,identity
    11,2026-01-01T00:24:00Z,credential.check,,foreign,probe,ana,identity
    12,2026-01-01T00:25:00Z,credential.check,,foreign,probe,ana,identity
    13,2026-01-01T00:26:00Z,credential.check,,foreign,probe,ana,identity
    14,2026-01-01T00:27:00Z,credential.check,,foreign,probe,ana,identity
    15,2026-01-01T00:28:00Z,credential.check,,foreign,probe,ana,identity
    ");
}
