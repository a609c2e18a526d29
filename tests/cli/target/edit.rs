//! `target edit`.

use insta::assert_snapshot;

use super::with_targets;
use crate::stage::Stage;

const NONE: &str = "target edit full --resource none --environment none --scope none --profile none --label none \
    --group none --pickup none --servers none --reload none --required --mode 600";

pub(super) fn with_emptied_target() -> Stage {
    let stage = with_targets();
    stage.ok(NONE);
    stage
}

#[test]
fn every_setting_to_none() {
    let stage = with_targets();
    assert_snapshot!(stage.run(NONE), @"
    Name:       full
    Format:     haproxy
    Path:       [HOME]/full.map
    Mode:       0600
    Audience:   anybody
    Valid for:  60d
    Added:      2026-01-01T00:03:00Z
    ! the next publish writes its file accordingly
    ");
}

#[test]
fn no_change() {
    let stage = with_emptied_target();
    assert_snapshot!(stage.run("target edit full --mode 0600 -o json"), @r#"
    {
      "name": "full",
      "format": "haproxy",
      "dialect": null,
      "path": "[HOME]/full.map",
      "audience": [],
      "valid_for": "60d",
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
      "created_at": "2026-01-01T00:03:00Z",
      "changed": false
    }
    "#);
    assert_snapshot!(stage.run("target edit full"), @"
    ! error: nothing to change was given
    ! hint: see `keywright target edit --help`
    exit 2
    ");
}

#[test]
fn what_is_refused() {
    let stage = with_emptied_target();
    assert_snapshot!(stage.run("target edit full --scope none,read"), @"
    ! error: --scope: 'none' cannot be given with anything else
    ! hint: give --scope none alone, or omit it
    exit 2
    ");
    assert_snapshot!(stage.run("target edit full --valid-for 10d --pickup 5d"), @"
    ! error: the pickup time 5d is not less than half of the validity 10d
    ! hint: give a shorter --pickup or a longer --valid-for: servers must get a new file well before the old one expires
    exit 2
    ");
    assert_snapshot!(stage.run("target edit full --path [HOME]/edge.jsonl"), @"
    ! error: '[HOME]/edge.jsonl' is already the path of target 'edge'
    ! hint: give each target a path of its own
    exit 4
    ");
}

#[test]
fn the_file_at_the_former_path_is_kept() {
    let stage = with_emptied_target();
    let answer = stage.run("target edit full --path [HOME]/other.map");
    assert_snapshot!(answer.to_string().lines().filter(|line| line.starts_with('!')).collect::<Vec<_>>().join("\n"), @"
    ! the next publish writes its file accordingly
    ! [HOME]/full.map is kept, and servers use it until it expires; remove it to prevent that
    ");
    // It stays where it is.
    let answer = stage.run("target edit full --path [HOME]/other.map --mode 640");
    assert!(!answer.stderr.contains("is kept"), "{}", answer.stderr);
}
