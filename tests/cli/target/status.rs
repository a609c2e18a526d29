//! `status --check` before and after publishing, and once servers are late.

use insta::assert_snapshot;

use super::receipt::with_receipts;
use crate::stage::{DAY, Stage};

#[test]
fn a_target_that_was_never_published() {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --servers eu-1,eu-2");
    stage.ok("key create ci -s read --secret-only");
    assert_snapshot!(stage.run("status --check"), @"
    Status:     something needs attention
    Keys:       1 active
    Attention:  target 'edge' has never been published; run `keywright publish edge`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.ok("publish");
    assert_snapshot!(stage.run("status --check"), @"
    Status:  no problems found
    Keys:    1 active
    Note:    no backup was made on this machine; `keywright vault backup FILE` makes one
    ");
}

#[test]
fn a_file_that_is_about_to_expire() {
    let stage = with_receipts();
    stage.ok("receipt import [HOME]/eu-1.json");
    stage.ok("receipt import [HOME]/eu-2.json");
    stage.later(21 * DAY);
    assert_snapshot!(stage.run("status --check"), @"
    Status:     something needs attention
    Keys:       1 revoked
    Attention:  target 'edge' has a file that expires at 2026-01-31T00:06:00Z; run `keywright publish edge`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.later(10 * DAY);
    assert_snapshot!(stage.run("status --check -o json"), @r#"
    {
      "ok": false,
      "keys": {
        "active": 0,
        "disabled": 0,
        "expired": 0,
        "pending": 0,
        "retiring": 0,
        "revoked": 1
      },
      "expiring": [],
      "expiring_count": 0,
      "rotations": [],
      "due": [],
      "due_count": 0,
      "targets": [
        {
          "name": "edge",
          "up_to_date": false,
          "due": "validity_runs_low",
          "problem": null,
          "published": {
            "epoch": 1767225720,
            "generation": 2,
            "keys": 0,
            "issued_at": "2026-01-01T00:06:00Z",
            "installed_at": "2026-01-01T00:06:00Z",
            "reloaded_at": "2026-01-01T00:06:00Z",
            "valid_until": "2026-01-31T00:06:00Z"
          },
          "unpublished": {
            "still_admitted": {
              "count": 0,
              "keys": []
            },
            "wider": {
              "count": 0,
              "keys": []
            },
            "changed": {
              "count": 0,
              "keys": []
            },
            "missing": {
              "count": 0,
              "keys": []
            },
            "ended": {
              "count": 0,
              "keys": []
            },
            "later": {
              "count": 0,
              "keys": []
            }
          },
          "acknowledged": [
            {
              "server": "eu-1",
              "epoch": 1767225720,
              "generation": 2,
              "loaded_at": "2026-01-01T00:07:00Z",
              "newest": true
            },
            {
              "server": "eu-2",
              "epoch": 1767225720,
              "generation": 2,
              "loaded_at": "2026-01-01T00:08:00Z",
              "newest": true
            }
          ]
        }
      ],
      "exports": [],
      "attention": [
        "target 'edge' has a file that expired at 2026-01-31T00:06:00Z; run `keywright publish edge`"
      ],
      "notes": [
        "no backup was made on this machine; `keywright vault backup FILE` makes one"
      ],
      "last_backup_at": null,
      "unlocked_until": null
    }
    exit 8
    "#);
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
    Exposure:  none: no unexpired file that this vault knows of contains it
    ");
}
