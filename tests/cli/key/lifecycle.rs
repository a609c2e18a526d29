//! `key disable`, `enable`, `revoke` and `delete`.

use insta::assert_snapshot;

use super::three_keys;
use crate::stage::Stage;

/// The key `plain` has a description by now.
fn with_description() -> Stage {
    let stage = three_keys();
    stage.ok("key edit plain --description four");
    stage
}

#[test]
fn disable_and_enable() {
    let stage = with_description();
    assert_snapshot!(stage.formats("key disable plain"), @r#"
    -o table:
    Name:         plain
    ID:           key_lesfcniwuwmtinpmjisamebqji
    Version:      1
    Status:       disabled
    Start:        kw_H98q2aEO
    Profile:      default
    Description:  four
    Created:      2026-01-01T00:04:00Z by ana
    Expires:      never
    Disabled:     2026-01-01T00:06:00Z
    ! no unexpired file that this vault knows of contains it
    -o json:
    {
      "id": "key_lesfcniwuwmtinpmjisamebqji",
      "name": "plain",
      "version": 1,
      "status": "disabled",
      "prefix": "kw",
      "start": "kw_H98q2aEO",
      "profile": "default",
      "scopes": [],
      "roles": [],
      "resource": null,
      "environment": null,
      "networks": [],
      "owner": null,
      "description": "four",
      "labels": {},
      "created_at": "2026-01-01T00:04:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": null,
      "last_used_at": null,
      "disabled_at": "2026-01-01T00:06:00Z",
      "revoked_at": null,
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "changed": false
    }
    -o jsonl:
    {"id":"key_lesfcniwuwmtinpmjisamebqji","name":"plain","version":1,"status":"disabled","prefix":"kw","start":"kw_H98q2aEO","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":"four","labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":"2026-01-01T00:06:00Z","revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"changed":false}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,changed
    key_lesfcniwuwmtinpmjisamebqji,plain,1,disabled,kw,kw_H98q2aEO,default,[],[],,,[],,four,{},2026-01-01T00:04:00Z,ana,,,,2026-01-01T00:06:00Z,,,,,,false
    ! already up to date
    ! no unexpired file that this vault knows of contains it
    "#);
    assert_snapshot!(stage.formats("key enable plain"), @r#"
    -o table:
    Name:         plain
    ID:           key_lesfcniwuwmtinpmjisamebqji
    Version:      1
    Status:       active
    Start:        kw_H98q2aEO
    Profile:      default
    Description:  four
    Created:      2026-01-01T00:04:00Z by ana
    Expires:      never
    -o json:
    {
      "id": "key_lesfcniwuwmtinpmjisamebqji",
      "name": "plain",
      "version": 1,
      "status": "active",
      "prefix": "kw",
      "start": "kw_H98q2aEO",
      "profile": "default",
      "scopes": [],
      "roles": [],
      "resource": null,
      "environment": null,
      "networks": [],
      "owner": null,
      "description": "four",
      "labels": {},
      "created_at": "2026-01-01T00:04:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": null,
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": null,
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "changed": false
    }
    -o jsonl:
    {"id":"key_lesfcniwuwmtinpmjisamebqji","name":"plain","version":1,"status":"active","prefix":"kw","start":"kw_H98q2aEO","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":"four","labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"changed":false}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,changed
    key_lesfcniwuwmtinpmjisamebqji,plain,1,active,kw,kw_H98q2aEO,default,[],[],,,[],,four,{},2026-01-01T00:04:00Z,ana,,,,,,,,,,false
    ! already up to date
    "#);
}

#[test]
fn revoke_asks_first() {
    let stage = with_description();
    assert_snapshot!(stage.run("key revoke plain"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
    stage.answers(&["n"]);
    assert_snapshot!(stage.run("key revoke plain"), @"
    ! error: not confirmed; nothing was changed
    exit 8
    ");
    stage.answers(&["y"]);
    assert_snapshot!(stage.run("key revoke plain --reason 'laptop lost'"), @"
    Name:         plain
    ID:           key_lesfcniwuwmtinpmjisamebqji
    Version:      1
    Status:       revoked
    Start:        kw_H98q2aEO
    Profile:      default
    Description:  four
    Created:      2026-01-01T00:04:00Z by ana
    Expires:      never
    Revoked:      2026-01-01T00:08:00Z
    Reason:       laptop lost
    ! no unexpired file that this vault knows of contains it
    ");
}

#[test]
fn revoke_again_changes_nothing() {
    let stage = with_description();
    stage.ok("key revoke plain --yes --reason 'laptop lost'");
    assert_snapshot!(stage.formats("key revoke plain --yes"), @r#"
    -o table:
    Name:         plain
    ID:           key_lesfcniwuwmtinpmjisamebqji
    Version:      1
    Status:       revoked
    Start:        kw_H98q2aEO
    Profile:      default
    Description:  four
    Created:      2026-01-01T00:04:00Z by ana
    Expires:      never
    Revoked:      2026-01-01T00:06:00Z
    Reason:       laptop lost
    ! already up to date
    ! no unexpired file that this vault knows of contains it
    -o json:
    {
      "id": "key_lesfcniwuwmtinpmjisamebqji",
      "name": "plain",
      "version": 1,
      "status": "revoked",
      "prefix": "kw",
      "start": "kw_H98q2aEO",
      "profile": "default",
      "scopes": [],
      "roles": [],
      "resource": null,
      "environment": null,
      "networks": [],
      "owner": null,
      "description": "four",
      "labels": {},
      "created_at": "2026-01-01T00:04:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": null,
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": "2026-01-01T00:06:00Z",
      "revoked_reason": "laptop lost",
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "changed": false
    }
    -o jsonl:
    {"id":"key_lesfcniwuwmtinpmjisamebqji","name":"plain","version":1,"status":"revoked","prefix":"kw","start":"kw_H98q2aEO","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":"four","labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":"2026-01-01T00:06:00Z","revoked_reason":"laptop lost","retires_at":null,"predecessor":null,"successor":null,"changed":false}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,changed
    key_lesfcniwuwmtinpmjisamebqji,plain,1,revoked,kw,kw_H98q2aEO,default,[],[],,,[],,four,{},2026-01-01T00:04:00Z,ana,,,,,2026-01-01T00:06:00Z,laptop lost,,,,false
    ! already up to date
    ! no unexpired file that this vault knows of contains it
    "#);
}

#[test]
fn a_revoked_key_stays_revoked() {
    let stage = with_description();
    stage.ok("key revoke plain --yes");
    assert_snapshot!(stage.run("key enable plain -o json"), @r#"
    ! {"error":{"code":"conflict","message":"key_lesfcniwuwmtinpmjisamebqji 'plain': the key is revoked permanently","hint":"create a new one with `keywright key create`: 'plain' then has the next version"},"exit_code":4}
    exit 4
    "#);
}

#[test]
fn delete() {
    let stage = with_description();
    stage.ok("key revoke plain --yes");
    assert_snapshot!(stage.run("key delete plain -o json"), @r#"
    ! {"error":{"code":"usage","message":"this needs a confirmation, and there is no terminal to prompt on","hint":"add --yes"},"exit_code":2}
    exit 2
    "#);
    assert_snapshot!(stage.run("key delete plain --yes"), @"
    Deleted  ID                              Version
    plain    key_lesfcniwuwmtinpmjisamebqji  1
    ");
}

#[test]
fn a_key_that_works_is_not_deleted() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key delete =soon --yes -o json"), @r#"
    {
      "items": [
        {
          "id": "key_cswfo7g3f33ntbqhrnafjteysm",
          "name": "=soon",
          "version": 1,
          "changed": true
        }
      ]
    }
    "#);
    assert_snapshot!(stage.run("key delete 'CI deployer' --yes -o csv"), @"
    id,name,version,changed
    key_2vuiuuwvliboysxkl3a6vx774e,CI deployer,1,true
    ");
    assert_snapshot!(stage.run("key delete 'CI deployer' --yes"), @"
    ! error: no key 'CI deployer'
    ! hint: see `keywright key list`
    exit 3
    ");
}
