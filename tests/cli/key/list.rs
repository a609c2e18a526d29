//! `key list`.

use insta::assert_snapshot;

use super::three_keys;

#[test]
fn every_format() {
    let stage = three_keys();
    assert_snapshot!(stage.formats("key list"), @r#"
    -o table:
    Name         ID                              Start               Scopes      Created     Last used  Expires     Status
    CI deployer  key_2vuiuuwvliboysxkl3a6vx774e  acme_live_45sj56jM  read,write  2026-01-01  -          2026-04-01  active
    =soon        key_cswfo7g3f33ntbqhrnafjteysm  kw_dnHyZBIy         -           2026-01-01  -          2026-01-03  active
    plain        key_lesfcniwuwmtinpmjisamebqji  kw_H98q2aEO         -           2026-01-01  -          never       active
    -o json:
    {
      "items": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "name": "CI deployer",
          "version": 1,
          "status": "active",
          "prefix": "acme_live",
          "start": "acme_live_45sj56jM",
          "profile": "default",
          "scopes": [
            "read",
            "write"
          ],
          "roles": [],
          "resource": "acme/products",
          "environment": "prod",
          "networks": [],
          "owner": "ana",
          "description": "deploys",
          "labels": {
            "team": "ops"
          },
          "created_at": "2026-01-01T00:02:00Z",
          "created_by": "ana",
          "not_before": null,
          "expires_at": "2026-04-01T00:02:00Z",
          "last_used_at": null,
          "disabled_at": null,
          "revoked_at": null,
          "revoked_reason": null,
          "retires_at": null,
          "predecessor": null,
          "successor": null
        },
        {
          "id": "key_cswfo7g3f33ntbqhrnafjteysm",
          "name": "=soon",
          "version": 1,
          "status": "active",
          "prefix": "kw",
          "start": "kw_dnHyZBIy",
          "profile": "default",
          "scopes": [],
          "roles": [],
          "resource": null,
          "environment": null,
          "networks": [],
          "owner": null,
          "description": "a\u001b[31mb\n=c",
          "labels": {},
          "created_at": "2026-01-01T00:03:00Z",
          "created_by": "ana",
          "not_before": null,
          "expires_at": "2026-01-03T00:03:00Z",
          "last_used_at": null,
          "disabled_at": null,
          "revoked_at": null,
          "revoked_reason": null,
          "retires_at": null,
          "predecessor": null,
          "successor": null
        },
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
          "description": null,
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
          "successor": null
        }
      ],
      "next_cursor": null
    }
    -o jsonl:
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"CI deployer","version":1,"status":"active","prefix":"acme_live","start":"acme_live_45sj56jM","profile":"default","scopes":["read","write"],"roles":[],"resource":"acme/products","environment":"prod","networks":[],"owner":"ana","description":"deploys","labels":{"team":"ops"},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":"2026-04-01T00:02:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null}
    {"id":"key_cswfo7g3f33ntbqhrnafjteysm","name":"=soon","version":1,"status":"active","prefix":"kw","start":"kw_dnHyZBIy","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":"a\u001b[31mb\n=c","labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":"2026-01-03T00:03:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null}
    {"id":"key_lesfcniwuwmtinpmjisamebqji","name":"plain","version":1,"status":"active","prefix":"kw","start":"kw_H98q2aEO","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:04:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor
    key_2vuiuuwvliboysxkl3a6vx774e,CI deployer,1,active,acme_live,acme_live_45sj56jM,default,"[""read"",""write""]",[],acme/products,prod,[],ana,deploys,"{""team"":""ops""}",2026-01-01T00:02:00Z,ana,,2026-04-01T00:02:00Z,,,,,,,
    key_cswfo7g3f33ntbqhrnafjteysm,'=soon,1,active,kw,kw_dnHyZBIy,default,[],[],,,[],,a\u{1b}[31mb\n=c,{},2026-01-01T00:03:00Z,ana,,2026-01-03T00:03:00Z,,,,,,,
    key_lesfcniwuwmtinpmjisamebqji,plain,1,active,kw,kw_H98q2aEO,default,[],[],,,[],,,{},2026-01-01T00:04:00Z,ana,,,,,,,,,
    "#);
}

#[test]
fn none_found() {
    let stage = three_keys();
    assert_snapshot!(stage.formats("key list --status revoked"), @r#"
    -o table:
    Name  ID  Start  Scopes  Created  Last used  Expires  Status
    -o json:
    {
      "items": [],
      "next_cursor": null
    }
    -o jsonl:
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor
    "#);
}

#[test]
fn limit() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key list --limit 2 -o json"), @r#"
    {
      "items": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "name": "CI deployer",
          "version": 1,
          "status": "active",
          "prefix": "acme_live",
          "start": "acme_live_45sj56jM",
          "profile": "default",
          "scopes": [
            "read",
            "write"
          ],
          "roles": [],
          "resource": "acme/products",
          "environment": "prod",
          "networks": [],
          "owner": "ana",
          "description": "deploys",
          "labels": {
            "team": "ops"
          },
          "created_at": "2026-01-01T00:02:00Z",
          "created_by": "ana",
          "not_before": null,
          "expires_at": "2026-04-01T00:02:00Z",
          "last_used_at": null,
          "disabled_at": null,
          "revoked_at": null,
          "revoked_reason": null,
          "retires_at": null,
          "predecessor": null,
          "successor": null
        },
        {
          "id": "key_cswfo7g3f33ntbqhrnafjteysm",
          "name": "=soon",
          "version": 1,
          "status": "active",
          "prefix": "kw",
          "start": "kw_dnHyZBIy",
          "profile": "default",
          "scopes": [],
          "roles": [],
          "resource": null,
          "environment": null,
          "networks": [],
          "owner": null,
          "description": "a\u001b[31mb\n=c",
          "labels": {},
          "created_at": "2026-01-01T00:03:00Z",
          "created_by": "ana",
          "not_before": null,
          "expires_at": "2026-01-03T00:03:00Z",
          "last_used_at": null,
          "disabled_at": null,
          "revoked_at": null,
          "revoked_reason": null,
          "retires_at": null,
          "predecessor": null,
          "successor": null
        }
      ],
      "next_cursor": "WyI2YTg0NmM0ZiIsNSxudWxsLG51bGxd"
    }
    "#);
}

#[test]
fn filters() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key list --expiring-within 30"), @"
    Name   ID                              Start        Scopes  Created     Last used  Expires     Status
    =soon  key_cswfo7g3f33ntbqhrnafjteysm  kw_dnHyZBIy  -       2026-01-01  -          2026-01-03  active
    ");
    assert_snapshot!(stage.run("key list --resource acme --environment prod --scope read --owner ana"), @"
    Name         ID                              Start               Scopes      Created     Last used  Expires     Status
    CI deployer  key_2vuiuuwvliboysxkl3a6vx774e  acme_live_45sj56jM  read,write  2026-01-01  -          2026-04-01  active
    ");
}
