//! `key verify`.

use insta::assert_snapshot;

use crate::stage::Stage;

fn with_key() -> (Stage, String) {
    let stage = Stage::with_vault();
    let secret = stage.ok("key create ci -s read --resource acme --secret-only");
    (stage, secret)
}

#[test]
fn valid() {
    let (stage, secret) = with_key();
    assert_snapshot!(stage.formats_with("key verify", &secret), @r#"
    -o table:
    Answer:       valid
    Key:          ci (key_2vuiuuwvliboysxkl3a6vx774e)
    Not checked:  scope, resource
    -o json:
    {
      "valid": true,
      "reason": null,
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ci",
        "version": 1,
        "status": "active",
        "prefix": "kw",
        "start": "kw_45sj56jM",
        "profile": "default",
        "scopes": [
          "read"
        ],
        "roles": [],
        "resource": "acme",
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
      "unchecked": [
        "scope",
        "resource"
      ]
    }
    -o jsonl:
    {"valid":true,"reason":null,"key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":["read"],"roles":[],"resource":"acme","environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null},"unchecked":["scope","resource"]}
    -o csv:
    valid,reason,key,unchecked
    true,,"{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":null,""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""ci"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""kw"",""profile"":""default"",""resource"":""acme"",""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[""read""],""start"":""kw_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}","[""scope"",""resource""]"
    "#);
}

#[test]
fn a_scope_that_is_missing() {
    let (stage, secret) = with_key();
    assert_snapshot!(stage.formats_with("key verify --scope admin", &secret), @r#"
    -o table:
    Answer:  refused: it lacks a required scope
    Key:     ci (key_2vuiuuwvliboysxkl3a6vx774e)
    exit 8
    -o json:
    {
      "valid": false,
      "reason": "scope",
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ci",
        "version": 1,
        "status": "active",
        "prefix": "kw",
        "start": "kw_45sj56jM",
        "profile": "default",
        "scopes": [
          "read"
        ],
        "roles": [],
        "resource": "acme",
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
      "unchecked": null
    }
    exit 8
    -o jsonl:
    {"valid":false,"reason":"scope","key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":["read"],"roles":[],"resource":"acme","environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null},"unchecked":null}
    exit 8
    -o csv:
    valid,reason,key,unchecked
    false,scope,"{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":null,""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""ci"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""kw"",""profile"":""default"",""resource"":""acme"",""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[""read""],""start"":""kw_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}",
    exit 8
    "#);
}

#[test]
fn malformed() {
    let (stage, _) = with_key();
    assert_snapshot!(stage.run_with("key verify", "nope"), @"
    Answer:  refused: it does not have the form of a key (mistyped or truncated?)
    exit 8
    ");
}

#[test]
fn lines() {
    let (stage, secret) = with_key();
    assert_snapshot!(stage.run_with("key verify --lines", &format!("{secret}nope\n")), @r#"
    {"valid":true,"reason":null,"key":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":["read"],"roles":[],"resource":"acme","environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null},"unchecked":["scope","resource"]}
    {"valid":false,"reason":"malformed","key":null,"unchecked":null}
    exit 8
    "#);
}

#[test]
fn disabled_and_revoked() {
    let (stage, secret) = with_key();
    stage.ok("key disable ci");
    assert_snapshot!(stage.run_with("key verify", &secret), @"
    Answer:  refused: it is disabled
    Key:     ci (key_2vuiuuwvliboysxkl3a6vx774e)
    exit 8
    ");
    stage.ok("key revoke ci --yes");
    assert_snapshot!(stage.run_with("key verify -o json", &secret), @r#"
    {
      "valid": false,
      "reason": "revoked",
      "key": {
        "id": "key_2vuiuuwvliboysxkl3a6vx774e",
        "name": "ci",
        "version": 1,
        "status": "revoked",
        "prefix": "kw",
        "start": "kw_45sj56jM",
        "profile": "default",
        "scopes": [
          "read"
        ],
        "roles": [],
        "resource": "acme",
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
        "disabled_at": "2026-01-01T00:03:00Z",
        "revoked_at": "2026-01-01T00:05:00Z",
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
