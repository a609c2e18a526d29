//! `key show`.

use insta::assert_snapshot;

use super::three_keys;

#[test]
fn every_format() {
    let stage = three_keys();
    assert_snapshot!(stage.formats("key show 'CI deployer'"), @r#"
    -o table:
    Name:         CI deployer
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        acme_live_45sj56jM
    Profile:      default
    Scopes:       read, write
    Resource:     acme/products
    Environment:  prod
    Owner:        ana
    Description:  deploys
    Labels:       team=ops
    Created:      2026-01-01T00:02:00Z by ana
    Expires:      2026-04-01T00:02:00Z
    -o json:
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
      "successor": null,
      "admitted_until": null,
      "unknown_files": null
    }
    -o jsonl:
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"CI deployer","version":1,"status":"active","prefix":"acme_live","start":"acme_live_45sj56jM","profile":"default","scopes":["read","write"],"roles":[],"resource":"acme/products","environment":"prod","networks":[],"owner":"ana","description":"deploys","labels":{"team":"ops"},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":"2026-04-01T00:02:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"admitted_until":null,"unknown_files":null}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,admitted_until,unknown_files
    key_2vuiuuwvliboysxkl3a6vx774e,CI deployer,1,active,acme_live,acme_live_45sj56jM,default,"[""read"",""write""]",[],acme/products,prod,[],ana,deploys,"{""team"":""ops""}",2026-01-01T00:02:00Z,ana,,2026-04-01T00:02:00Z,,,,,,,,,
    "#);
}

/// Control characters are escaped, and so is what a spreadsheet takes for a formula.
#[test]
fn a_hostile_description() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key show =soon"), @r"
    Name:         =soon
    ID:           key_cswfo7g3f33ntbqhrnafjteysm
    Version:      1
    Status:       active
    Start:        kw_dnHyZBIy
    Profile:      default
    Description:  a\u{1b}[31mb\n=c
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-01-03T00:03:00Z
    ");
}

#[test]
fn not_found() {
    let stage = three_keys();
    assert_snapshot!(stage.run("key show nobody"), @"
    ! error: no key 'nobody'
    ! hint: see `keywright key list`
    exit 3
    ");
    assert_snapshot!(stage.run("key show key_aaaaaaaa -o json"), @r#"
    ! {"error":{"code":"not_found","message":"no key key_aaaaaaaa","hint":"see `keywright key list`"},"exit_code":3}
    exit 3
    "#);
}
