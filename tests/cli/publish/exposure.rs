//! Until when servers may accept a key that no longer works, by the files that were published.

use insta::assert_snapshot;

use super::published;
use crate::stage::{DAY, Stage};

/// The key was in both files, and is in that of `edge` alone.
fn narrowed() -> Stage {
    let stage = published();
    stage.ok("target edit shop --resource other");
    stage.ok("publish");
    stage
}

/// It is revoked, and another key was published.
fn revoked() -> Stage {
    let stage = narrowed();
    stage.ok("key disable ci --publish");
    stage.ok("key enable ci");
    stage.ok("key revoke ci --yes");
    stage
}

#[test]
fn disable() {
    let stage = narrowed();
    assert_snapshot!(stage.run("key disable ci --publish"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    disabled
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    Disabled:  2026-01-01T00:08:00Z
    ! published 'edge': generation 2, valid until 2026-01-31T00:08:00Z
    ! servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ");
    assert_snapshot!(stage.run("publish -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "changed": false,
          "reason": null,
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 2,
          "keys": 0,
          "valid_until": "2026-01-31T00:08:00Z",
          "error": null,
          "admitted_until": [
            {
              "id": "key_2vuiuuwvliboysxkl3a6vx774e",
              "name": "ci",
              "status": "disabled",
              "until": "2026-01-31T00:05:00Z",
              "reported_gone_at": null
            }
          ],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": false,
          "reason": null,
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 2,
          "keys": 0,
          "valid_until": "2026-01-31T00:07:00Z",
          "error": null,
          "admitted_until": [
            {
              "id": "key_2vuiuuwvliboysxkl3a6vx774e",
              "name": "ci",
              "status": "disabled",
              "until": "2026-01-31T00:05:00Z",
              "reported_gone_at": null
            }
          ],
          "left_out": []
        }
      ]
    }
    "#);
    assert_snapshot!(stage.run("key enable ci"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    active
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    ");
}

#[test]
fn revoke() {
    let stage = narrowed();
    stage.ok("key disable ci --publish");
    stage.ok("key enable ci");
    assert_snapshot!(stage.run("key revoke ci --yes -o json"), @r#"
    {
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
      "expires_at": "2026-04-01T00:02:00Z",
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": "2026-01-01T00:10:00Z",
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run("key revoke ci --yes"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    revoked
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    Revoked:   2026-01-01T00:10:00Z
    ! already up to date
    ! servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ");
}

#[test]
fn create_and_publish() {
    let stage = revoked();
    assert_snapshot!(stage.run("key create new --secret-only --publish"), @"
    kw_dnHyZBIyLQP95ZfhAASDNBAFaG9YuEE7OoRdhCafzIZzXc8e2nD3iW
    ! the secret cannot be shown again
    ! published 'edge': generation 3, valid until 2026-01-31T00:11:00Z
    ! published 'shop': generation 3, valid until 2026-01-31T00:11:00Z
    ");
}

#[test]
fn published_again() {
    let stage = revoked();
    stage.ok("key create new --secret-only --publish");
    stage.later(14 * DAY);
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       3           1     2026-01-31T00:11:00Z
    shop    up to date  -       3           1     2026-01-31T00:11:00Z
    ! key_2vuiuuwvliboysxkl3a6vx774e 'ci' is revoked; servers of 'edge' may still accept it until 2026-01-31T00:05:00Z
    ! key_2vuiuuwvliboysxkl3a6vx774e 'ci' is revoked; servers of 'shop' may still accept it until 2026-01-31T00:05:00Z
    ");
    stage.later(2 * DAY);
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome    Reason             Generation  Keys  Valid until
    edge    published  validity runs low  4           1     2026-02-16T00:13:00Z
    shop    published  validity runs low  4           1     2026-02-16T00:13:00Z
    ! key_2vuiuuwvliboysxkl3a6vx774e 'ci' is revoked; servers of 'edge' may still accept it until 2026-01-31T00:05:00Z
    ! key_2vuiuuwvliboysxkl3a6vx774e 'ci' is revoked; servers of 'shop' may still accept it until 2026-01-31T00:05:00Z
    ");
}

#[test]
fn once_every_file_has_expired() {
    let stage = revoked();
    stage.ok("key create new --secret-only --publish");
    stage.later(16 * DAY);
    stage.ok("publish");
    stage.later(31 * DAY);
    assert_snapshot!(stage.formats("key show ci"), @r#"
    -o table:
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    revoked
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    Revoked:   2026-01-01T00:10:00Z
    Exposure:  none: no unexpired file that this vault knows of contains it
    -o json:
    {
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
      "expires_at": "2026-04-01T00:02:00Z",
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": "2026-01-01T00:10:00Z",
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "admitted_until": [],
      "unknown_files": null
    }
    -o jsonl:
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"revoked","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":["read"],"roles":[],"resource":"acme","environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":"2026-04-01T00:02:00Z","last_used_at":null,"disabled_at":null,"revoked_at":"2026-01-01T00:10:00Z","revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"admitted_until":[],"unknown_files":null}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,admitted_until,unknown_files
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,revoked,kw,kw_45sj56jM,default,"[""read""]",[],acme,,[],,,{},2026-01-01T00:02:00Z,ana,,2026-04-01T00:02:00Z,,,2026-01-01T00:10:00Z,,,,,[],
    "#);
    assert_snapshot!(stage.run("key revoke ci --yes"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    revoked
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Resource:  acme
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   2026-04-01T00:02:00Z
    Revoked:   2026-01-01T00:10:00Z
    ! already up to date
    ! no unexpired file that this vault knows of contains it
    ");
    assert_snapshot!(stage.run("key create none --expires 1d --secret-only"), @"
    kw_H98q2aEO5Vc4emwVe4pEbAjmKESCudjBI0xwLsLkNCJDVjip1dPMQ6
    ! the secret cannot be shown again
    ");
}
