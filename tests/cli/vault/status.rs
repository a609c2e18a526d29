//! `status`.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn an_empty_vault() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.formats("status"), @r#"
    -o table:
    Status:  no problems found
    Keys:    none
    Note:    no backup was made on this machine; `keywright vault backup FILE` makes one
    -o json:
    {
      "ok": true,
      "keys": {
        "active": 0,
        "disabled": 0,
        "expired": 0,
        "pending": 0,
        "retiring": 0,
        "revoked": 0
      },
      "expiring": [],
      "expiring_count": 0,
      "rotations": [],
      "due": [],
      "due_count": 0,
      "targets": [],
      "exports": [],
      "attention": [],
      "notes": [
        "no backup was made on this machine; `keywright vault backup FILE` makes one"
      ],
      "last_backup_at": null,
      "unlocked_until": null
    }
    -o jsonl:
    {"ok":true,"keys":{"active":0,"disabled":0,"expired":0,"pending":0,"retiring":0,"revoked":0},"expiring":[],"expiring_count":0,"rotations":[],"due":[],"due_count":0,"targets":[],"exports":[],"attention":[],"notes":["no backup was made on this machine; `keywright vault backup FILE` makes one"],"last_backup_at":null,"unlocked_until":null}
    -o csv:
    ok,keys,expiring,expiring_count,rotations,due,due_count,targets,exports,attention,notes,last_backup_at,unlocked_until
    true,"{""active"":0,""disabled"":0,""expired"":0,""pending"":0,""retiring"":0,""revoked"":0}",[],0,[],[],0,[],[],[],"[""no backup was made on this machine; `keywright vault backup FILE` makes one""]",,
    "#);
}

#[test]
fn a_key_that_expires_soon() {
    let stage = Stage::with_vault();
    stage.ok("key create =soon --expires 2d");
    stage.ok("key create plain");
    stage.ok("key revoke plain --yes");
    assert_snapshot!(stage.formats("status --check"), @r#"
    -o table:
    Status:        something needs attention
    Keys:          1 active, 1 revoked
    Expires soon:  =soon (key_2vuiuuwvliboysxkl3a6vx774e) at 2026-01-03T00:02:00Z
    Note:          no server has these keys: nothing is published; `keywright target add --help` shows how
    Note:          no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    -o json:
    {
      "ok": false,
      "keys": {
        "active": 1,
        "disabled": 0,
        "expired": 0,
        "pending": 0,
        "retiring": 0,
        "revoked": 1
      },
      "expiring": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "name": "=soon",
          "version": 1,
          "status": "active",
          "prefix": "kw",
          "start": "kw_45sj56jM",
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
          "expires_at": "2026-01-03T00:02:00Z",
          "last_used_at": null,
          "disabled_at": null,
          "revoked_at": null,
          "revoked_reason": null,
          "retires_at": null,
          "predecessor": null,
          "successor": null
        }
      ],
      "expiring_count": 1,
      "rotations": [],
      "due": [],
      "due_count": 0,
      "targets": [],
      "exports": [],
      "attention": [],
      "notes": [
        "no server has these keys: nothing is published; `keywright target add --help` shows how",
        "no backup was made on this machine; `keywright vault backup FILE` makes one"
      ],
      "last_backup_at": null,
      "unlocked_until": null
    }
    exit 8
    -o jsonl:
    {"ok":false,"keys":{"active":1,"disabled":0,"expired":0,"pending":0,"retiring":0,"revoked":1},"expiring":[{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"=soon","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":"2026-01-03T00:02:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null}],"expiring_count":1,"rotations":[],"due":[],"due_count":0,"targets":[],"exports":[],"attention":[],"notes":["no server has these keys: nothing is published; `keywright target add --help` shows how","no backup was made on this machine; `keywright vault backup FILE` makes one"],"last_backup_at":null,"unlocked_until":null}
    exit 8
    -o csv:
    ok,keys,expiring,expiring_count,rotations,due,due_count,targets,exports,attention,notes,last_backup_at,unlocked_until
    false,"{""active"":1,""disabled"":0,""expired"":0,""pending"":0,""retiring"":0,""revoked"":1}","[{""created_at"":""2026-01-01T00:02:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-01-03T00:02:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""=soon"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""kw"",""profile"":""default"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""kw_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}]",1,[],[],0,[],[],[],"[""no server has these keys: nothing is published; `keywright target add --help` shows how"",""no backup was made on this machine; `keywright vault backup FILE` makes one""]",,
    exit 8
    "#);
}
