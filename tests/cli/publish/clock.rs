//! A clock that was ahead.

use insta::assert_snapshot;

use super::published;
use crate::stage::{DAY, Stage};

#[test]
fn it_is_accepted_if_asked_for() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --expires 400");
    stage.ok("target add edge --format jsonl --path [HOME]/edge");
    stage.ok("publish");
    stage.later(300 * DAY);
    stage.ok("publish");
    stage.later(-300 * DAY);
    assert_snapshot!(stage.run("status"), @"
    Status:     something needs attention
    Keys:       1 active
    Attention:  target 'edge' has a file that servers refuse until 2026-10-28T00:05:00Z: the clock was ahead; run `keywright publish edge`
    Attention:  the clock says 2026-01-01T00:06:00Z, but the vault has already seen 2026-10-28T00:05:00Z
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    ");
    assert_snapshot!(stage.run("publish --check -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "changed": true,
          "reason": "issued_ahead",
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 2,
          "keys": 1,
          "valid_until": "2026-11-27T00:05:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    exit 8
    "#);
    assert_snapshot!(stage.run("publish"), @"
    ! error: the clock says 2026-01-01T00:08:00Z, but the vault has already seen 2026-10-28T00:05:00Z
    ! hint: set the clock right; if it is right now, add --accept-clock
    exit 4
    ");
    assert_snapshot!(stage.run("publish --accept-clock"), @"
    Target  Outcome    Reason        Generation  Keys  Valid until
    edge    published  issued ahead  3           1     2026-01-31T00:09:00Z
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       3           1     2026-01-31T00:09:00Z
    ");
    assert_snapshot!(stage.run("status"), @"
    Status:  no problems found
    Keys:    1 active
    Note:    no backup was made on this machine; `keywright vault backup FILE` makes one
    ");
}

/// What a clock that was ahead takes for expired may still be in use.
#[test]
fn no_file_is_forgotten() {
    let stage = published();
    stage.ok("key revoke ci --yes --publish");
    let before = stage.ok("key show ci");
    assert!(before.contains("2026-01-31"), "{before}");
    stage.later(300 * DAY);
    for _ in 0..3 {
        stage.ok("publish --force");
        stage.later(DAY);
    }
    stage.later(-303 * DAY);
    assert_eq!(stage.ok("key show ci"), before);
    stage.ok("publish --accept-clock");
    assert_eq!(stage.ok("key show ci"), before);
}
