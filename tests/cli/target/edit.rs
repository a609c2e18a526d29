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

/// The notes of an answer.
pub(super) fn notes(stage: &Stage, command: &str) -> String {
    let answer = stage.run(command).to_string();
    answer.lines().filter(|line| line.starts_with('!')).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_file_at_the_former_path_is_kept() {
    let stage = with_emptied_target();
    assert_snapshot!(notes(&stage, "target edit full --path [HOME]/never.map"), @"
    ! the next publish writes its file accordingly
    ");
    stage.ok("publish");
    assert_snapshot!(notes(&stage, "target edit full --path [HOME]/other.map"), @"
    ! the next publish writes its file accordingly
    ! [HOME]/never.map is kept, and servers use it until it expires; remove it to prevent that
    ");
    assert_snapshot!(notes(&stage, "target edit full --path [HOME]/again.map"), @"
    ! the next publish writes its file accordingly
    ");
    // It stays where it is.
    assert_snapshot!(notes(&stage, "target edit full --path [HOME]/again.map --mode 640"), @"
    ! the next publish writes its file accordingly
    ");
    stage.ok("publish");
    std::fs::remove_file(stage.path("again.map")).unwrap();
    assert_snapshot!(notes(&stage, "target edit full --path [HOME]/never.map"), @"
    ! the next publish writes its file accordingly
    ");
}

#[test]
fn what_no_file_is_written_for() {
    let stage = with_emptied_target();
    stage.ok("key create ci -s read");
    stage.ok("publish");
    for option in
        ["--servers eu-1", "--optional", "--required", "--pickup 1h", "--reload true", "--scope read"]
    {
        let notes = notes(&stage, &format!("target edit full {option}"));
        assert_eq!(notes, "! its file stays as it is", "{option}");
        assert!(stage.ok("publish").contains("up to date"), "{option}");
    }
    for option in ["--valid-for 50d", "--mode 640", "--scope write", "--audience a"] {
        let notes = notes(&stage, &format!("target edit full {option}"));
        assert_eq!(notes, "! the next publish writes its file accordingly", "{option}");
        let published = stage.ok("publish full");
        assert!(published.contains("published"), "{option}: {published}");
    }
}
