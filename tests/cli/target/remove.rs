//! `target remove`.

use insta::assert_snapshot;

use super::edit::{notes, with_emptied_target};

#[test]
fn it_asks_first() {
    let stage = with_emptied_target();
    assert_snapshot!(stage.run("target remove full"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
    assert_snapshot!(stage.run("target remove full --yes -o json"), @r#"
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
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run("target remove full --yes"), @"
    ! error: no target 'full'
    ! hint: see `keywright target list`
    exit 3
    ");
}

#[test]
fn its_file_is_kept_if_there_is_one() {
    let stage = with_emptied_target();
    stage.ok("publish");
    assert_snapshot!(notes(&stage, "target remove full --yes"), @"
    ! [HOME]/full.map is kept, and servers use it until it expires; remove it to prevent that
    ");
    stage.ok("target add far --format jsonl --path [HOME]/far.jsonl");
    assert_snapshot!(notes(&stage, "target remove far --yes"), @"");
}
