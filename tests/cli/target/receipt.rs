//! `receipt import`.

use insta::assert_snapshot;

use crate::stage::Stage;

/// A vault with a revoked key, and the receipts `eu-1.json` and `eu-2.json` of the servers that know it.
pub(super) fn with_receipts() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --servers eu-1,eu-2");
    let secret = stage.ok("key create ci -s read --secret-only");
    stage.ok("publish");
    stage.write("pub.pem", stage.ok("public-key"));
    stage.ok("key revoke ci --yes --publish");
    for server in ["eu-1", "eu-2"] {
        let _ = check(&stage, server, &secret);
    }
    stage
}

/// A server checks a secret with its file, and its receipt is brought.
fn check(stage: &Stage, server: &str, secret: &str) -> String {
    let options = format!("--public-key [HOME]/pub.pem --state [HOME]/{server} --server {server}");
    let answer = stage.run_with(&format!("check --file [HOME]/edge.jsonl {options}"), secret);
    let mut files = std::fs::read_dir(stage.path(server)).unwrap().map(|entry| entry.unwrap().path());
    let receipt = files.find(|path| path.to_str().unwrap().ends_with(".receipt.json")).unwrap();
    std::fs::copy(receipt, stage.path(&format!("{server}.json"))).unwrap();
    answer.to_string()
}

#[test]
fn a_server_writes_a_receipt() {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --servers eu-1,eu-2");
    let secret = stage.ok("key create ci -s read --secret-only");
    stage.ok("publish");
    stage.write("pub.pem", stage.ok("public-key"));
    stage.ok("key revoke ci --yes --publish");
    assert_snapshot!(check(&stage, "eu-1", &secret), @"
    Answer:  refused: no such key
    ! warning: without --audience a file made for another audience is accepted too
    exit 8
    ");
    assert_snapshot!(check(&stage, "eu-2", &secret), @"
    Answer:  refused: no such key
    ! warning: without --audience a file made for another audience is accepted too
    exit 8
    ");
}

#[test]
fn every_format() {
    let stage = with_receipts();
    assert_snapshot!(stage.formats("receipt import [HOME]/eu-1.json"), @r#"
    -o table:
    Target  Server  Generation  Loaded                Imported
    edge    eu-1    2           2026-01-01T00:07:00Z  now
    -o json:
    {
      "items": [
        {
          "name": "edge",
          "server": "eu-1",
          "epoch": 1767225720,
          "generation": 2,
          "loaded_at": "2026-01-01T00:07:00Z",
          "changed": false,
          "went_back_from": null
        }
      ]
    }
    -o jsonl:
    {"name":"edge","server":"eu-1","epoch":1767225720,"generation":2,"loaded_at":"2026-01-01T00:07:00Z","changed":false,"went_back_from":null}
    -o csv:
    name,server,epoch,generation,loaded_at,changed,went_back_from
    edge,eu-1,1767225720,2,2026-01-01T00:07:00Z,false,
    "#);
}

#[test]
fn a_revoked_key_until_every_server_knows() {
    let stage = with_receipts();
    stage.ok("receipt import [HOME]/eu-1.json");
    assert_snapshot!(stage.run("key show ci"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    revoked
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Created:   2026-01-01T00:03:00Z by ana
    Expires:   never
    Revoked:   2026-01-01T00:06:00Z
    Exposure:  at edge until 2026-01-31T00:04:00Z
    ");
    assert_snapshot!(stage.run("receipt import [HOME]/eu-2.json"), @"
    Target  Server  Generation  Loaded                Imported
    edge    eu-2    2           2026-01-01T00:08:00Z  now
    ");
    assert_snapshot!(stage.formats("key show ci"), @r#"
    -o table:
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    revoked
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Created:   2026-01-01T00:03:00Z by ana
    Expires:   never
    Revoked:   2026-01-01T00:06:00Z
    Exposure:  at edge until 2026-01-31T00:04:00Z; reported gone at 2026-01-01T00:08:00Z
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
      "resource": null,
      "environment": null,
      "networks": [],
      "owner": null,
      "description": null,
      "labels": {},
      "created_at": "2026-01-01T00:03:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": null,
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": "2026-01-01T00:06:00Z",
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "admitted_until": [
        {
          "target": "edge",
          "until": "2026-01-31T00:04:00Z",
          "current": false,
          "reported_gone_at": "2026-01-01T00:08:00Z"
        }
      ],
      "unknown_files": null
    }
    -o jsonl:
    {"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"ci","version":1,"status":"revoked","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":["read"],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":"2026-01-01T00:06:00Z","revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null,"admitted_until":[{"target":"edge","until":"2026-01-31T00:04:00Z","current":false,"reported_gone_at":"2026-01-01T00:08:00Z"}],"unknown_files":null}
    -o csv:
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,admitted_until,unknown_files
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,revoked,kw,kw_45sj56jM,default,"[""read""]",[],,,[],,,{},2026-01-01T00:03:00Z,ana,,,,,2026-01-01T00:06:00Z,,,,,"[{""current"":false,""reported_gone_at"":""2026-01-01T00:08:00Z"",""target"":""edge"",""until"":""2026-01-31T00:04:00Z""}]",
    "#);
}

/// Imports a good receipt and a wrong one.
fn with_wrong(stage: &Stage, from: &str, to: &str) -> String {
    let good = std::fs::read_to_string(stage.path("eu-1.json")).unwrap();
    assert!(good.contains(from), "{from}: {good}");
    stage.write("wrong.json", good.replacen(from, to, 1));
    stage.run("receipt import [HOME]/eu-1.json [HOME]/wrong.json").to_string()
}

#[test]
fn of_what_is_unknown() {
    let stage = with_receipts();
    assert_snapshot!(with_wrong(&stage, "eu-1", "eu-9"), @"
    ! error: '[HOME]/wrong.json': 'eu-9' is not a server of target 'edge'
    ! hint: name its servers with `keywright target edit edge --servers …`
    exit 4
    ");
    assert_snapshot!(with_wrong(&stage, "\"edge\"", "\"none\""), @"
    ! error: no target 'none'
    ! hint: see `keywright target list`
    exit 3
    ");
    assert_snapshot!(with_wrong(&stage, "\"gen\":2", "\"gen\":7"), @"
    ! error: '[HOME]/wrong.json': generation 7 of epoch 1767225720 of 'edge' is not remembered
    ! hint: import receipts of files that have not expired
    exit 4
    ");
}

#[test]
fn of_another_file() {
    let stage = with_receipts();
    assert_snapshot!(with_wrong(&stage, "sha256:", "sha256:0"), @"
    ! error: '[HOME]/wrong.json' is not a receipt: dig is not sha256: and 64 lowercase hex characters at line 1 column 140
    ! hint: import the file ….receipt.json from a server's --state folder
    exit 2
    ");
    let good = std::fs::read_to_string(stage.path("eu-1.json")).unwrap();
    let digest = good.split("sha256:").nth(1).unwrap()[..2].to_owned();
    assert_ne!(digest, "00");
    assert_snapshot!(with_wrong(&stage, &format!("sha256:{digest}"), "sha256:00"), @"
    ! error: '[HOME]/wrong.json': generation 2 of 'edge' has another digest than 'eu-1' has loaded
    ! hint: check what 'eu-1' has loaded: it is not the published file
    exit 6
    ");
}

#[test]
fn at_a_time_that_cannot_be() {
    let stage = with_receipts();
    assert_snapshot!(with_wrong(&stage, "2026", "2025"), @"
    ! error: '[HOME]/wrong.json': 'eu-1' says it loaded the file at 2025-01-01T00:07:00Z, but it was made at 2026-01-01T00:06:00Z and now is 2026-01-01T00:09:00Z
    ! hint: set the clock of 'eu-1'
    exit 4
    ");
    assert_snapshot!(with_wrong(&stage, "2026", "2027"), @"
    ! error: '[HOME]/wrong.json': 'eu-1' says it loaded the file at 2027-01-01T00:07:00Z, but it was made at 2026-01-01T00:06:00Z and now is 2026-01-01T00:10:00Z
    ! hint: set the clock of 'eu-1'
    exit 4
    ");
}

#[test]
fn with_a_member_that_is_unknown() {
    let stage = with_receipts();
    assert_snapshot!(with_wrong(&stage, "{", "{\"more\":1,"), @"
    ! error: '[HOME]/wrong.json' is not a receipt: unknown field `more`, expected one of `target`, `server`, `epoch`, `gen`, `dig`, `loaded_at` at line 1 column 7
    ! hint: import the file ….receipt.json from a server's --state folder
    exit 2
    ");
}
