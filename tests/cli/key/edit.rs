//! `key edit`.

use insta::assert_snapshot;

use super::three_keys;

#[test]
fn every_format() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key edit plain --description one -o table"), @"
    Name:         plain
    ID:           key_lesfcniwuwmtinpmjisamebqji
    Version:      1
    Status:       active
    Start:        kw_H98q2aEO
    Profile:      default
    Description:  one
    Created:      2026-01-01T00:04:00Z by ana
    Expires:      never
    ");
    assert_snapshot!(stage.run("key edit plain --description two -o json"), @r#"
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
      "description": "two",
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
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run("key edit plain --description three -o jsonl"), @r#"{"id":"key_lesfcniwuwmtinpmjisamebqji","name":"plain","version":1,"status":"active","prefix":"kw","start":"kw_H98q2aEO","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":"three","labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"changed":true}"#);
    assert_snapshot!(stage.run("key edit plain --description four -o csv"), @"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,changed
    key_lesfcniwuwmtinpmjisamebqji,plain,1,active,kw,kw_H98q2aEO,default,[],[],,,[],,four,{},2026-01-01T00:04:00Z,ana,,,,,,,,,,true
    ");
}

#[test]
fn what_would_widen_a_key() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key edit plain -s read"), @"
    ! error: key_lesfcniwuwmtinpmjisamebqji 'plain' would get more rights than before: scopes
    ! hint: add --widen if that is intended
    exit 4
    ");
    assert_snapshot!(stage.run("key edit 'CI deployer' --resource '' -o json"), @r#"
    ! {"error":{"code":"conflict","message":"key_2vuiuuwvliboysxkl3a6vx774e 'CI deployer' would get more rights than before: resource","hint":"add --widen if that is intended"},"exit_code":4}
    exit 4
    "#);
}
