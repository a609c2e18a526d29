//! `target add`.

use insta::assert_snapshot;

use super::FULL;
use crate::stage::{DAY, Stage};

#[test]
fn few_settings() {
    let stage = Stage::with_vault();
    assert_snapshot!(
        stage.run("target add edge --format jsonl --path [HOME]/edge.jsonl --audience edge -o json"),
        @r#"
    {
      "name": "edge",
      "format": "jsonl",
      "dialect": null,
      "path": "[HOME]/edge.jsonl",
      "audience": [
        "edge"
      ],
      "valid_for": "30d",
      "resource": [],
      "environment": [],
      "scope": [],
      "profile": [],
      "labels": {},
      "mode": "0600",
      "group": null,
      "pickup": null,
      "servers": [],
      "optional": false,
      "reload": null,
      "created_at": "2026-01-01T00:02:00Z",
      "changed": true
    }
    "#
    );
}

#[test]
fn every_setting() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run(FULL), @"
    Name:         full
    Format:       haproxy
    Path:         [HOME]/full.map
    Mode:         0640
    Group:        0
    Audience:     anybody
    Valid for:    60d
    Resource:     acme/shop
    Environment:  prod
    Scopes:       read, write
    Profiles:     default
    Labels:       team=ops
    Pick-up:      6h
    Servers:      eu-1, eu-2
    Rotations:    do not wait for it
    Reload:       systemctl reload 'my unit'
    Added:        2026-01-01T00:02:00Z
    ! `keywright publish full` writes its file
    ");
}

#[test]
fn a_name_or_a_path_that_is_taken() {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --audience edge");
    assert_snapshot!(stage.run("target add edge --format jsonl --path [HOME]/edge.jsonl"), @"
    ! error: there is already a target 'edge'
    ! hint: change it with `keywright target edit edge`, or choose another name
    exit 4
    ");
    assert_snapshot!(stage.run("target add other --format jsonl --path [HOME]/./edge.jsonl"), @"
    ! error: '[HOME]/edge.jsonl' is already the path of target 'edge'
    ! hint: give each target a path of its own
    exit 4
    ");
}

#[test]
fn a_target_of_the_same_name_goes_on() {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read --expires 90");
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --audience edge");
    stage.ok("publish");
    stage.ok("target remove edge --yes");
    stage.later(DAY);
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl");
    let again = stage.ok("publish -o json");
    assert!(again.contains("\"generation\": 2"), "{again}");
    assert!(again.contains("\"reason\": \"settings_changed\""), "{again}");
}

/// What is mistyped is told now, and not by a publish at night.
#[test]
fn a_folder_that_is_missing() {
    let stage = Stage::with_vault();
    stage.write("file", "");
    for path in ["none", "file"] {
        let answer = stage.run(&format!("target add late --format jsonl --path [HOME]/{path}/keys.jsonl"));
        assert!(
            answer.to_string().contains(&format!("! warning: there is no folder '[HOME]/{path}': ")),
            "{answer}"
        );
        stage.ok("target remove late --yes");
    }
    assert_snapshot!(stage.run("target add late --format jsonl --path '[HOME]/no such/keys.jsonl'"), @"
    Name:       late
    Format:     jsonl
    Path:       [HOME]/no such/keys.jsonl
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Added:      2026-01-01T00:06:00Z
    ! warning: there is no folder '[HOME]/no such': make it before the first publish, with `mkdir -p '[HOME]/no such'`
    ! `keywright publish late` writes its file
    ");
    assert_snapshot!(stage.run("target edit late --path '[HOME]/not there/keys.jsonl'"), @"
    Name:       late
    Format:     jsonl
    Path:       [HOME]/not there/keys.jsonl
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Added:      2026-01-01T00:06:00Z
    ! the next publish writes its file accordingly
    ! warning: there is no folder '[HOME]/not there': make it before the first publish, with `mkdir -p '[HOME]/not there'`
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    late    failed   -       -           -     -
    ! error: writing '[HOME]/not there/keys.jsonl' failed: there is no folder '[HOME]/not there'
    ! hint: make it with `mkdir -p '[HOME]/not there'`, or change the path with `keywright target edit late --path …`, then publish again
    exit 10
    ");
    assert_snapshot!(stage.run("export --format jsonl --out '[HOME]/not there/keys.jsonl'"), @"
    ! error: writing '[HOME]/not there/keys.jsonl' failed: there is no folder '[HOME]/not there'
    ! hint: make it with `mkdir -p '[HOME]/not there'`, or name another path
    exit 10
    ");
}
