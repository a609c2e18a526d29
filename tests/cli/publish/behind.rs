//! Keys that are revoked, disabled, edited or deleted, and targets whose files still admit them.

use insta::assert_snapshot;

use super::published;
use crate::stage::{DAY, Stage};

/// What is said, without what is shown.
fn said(stage: &Stage, command: &str) -> String {
    let text = stage.run(command).to_string();
    let lines = text.lines().filter(|line| line.starts_with(['!', '?']) || line.starts_with("exit"));
    lines.collect::<Vec<_>>().join("\n")
}

fn attention(stage: &Stage) -> String {
    let text = stage.run("status --check").to_string();
    let lines =
        text.lines().filter(|line| ["Attention", "Note", "exit"].iter().any(|word| line.starts_with(word)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_revoked_key_is_named_until_targets_follow() {
    let stage = published();
    assert_eq!(attention(&stage).lines().count(), 1, "a note on the backup");
    assert_snapshot!(said(&stage, "key revoke ci --yes"), @"
    ! servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! warning: the newest file of 'edge', 'shop' still admits it; run `keywright publish edge shop`
    ");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked); run `keywright publish edge`
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked); run `keywright publish shop`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.ok("publish edge");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked); run `keywright publish shop`
    Note:       servers of target 'edge' may still accept key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked) until 2026-01-31T00:05:00Z; the target's --pickup or --reload would tell when they have the newest file
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.ok("publish");
    assert!(!attention(&stage).contains("Attention"));
}

#[test]
fn a_disabled_key_too() {
    let stage = published();
    assert_snapshot!(said(&stage, "key disable ci"), @"
    ! servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! warning: the newest file of 'edge', 'shop' still admits it; run `keywright publish edge shop`
    ");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (disabled); run `keywright publish edge`
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (disabled); run `keywright publish shop`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.ok("key enable ci");
    assert!(!attention(&stage).contains("Attention"));
}

/// The file has no deadline: it is from before the confirmation.
#[test]
fn a_key_past_its_grace_period_too() {
    let stage = published();
    let secret = stage.ok("rotate start ci --grace 1d --secret-only");
    stage.ok("publish");
    stage.ok_with("rotate confirm ci", &secret);
    stage.later(2 * DAY);
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (expired); run `keywright publish edge`
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (expired); run `keywright publish shop`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.ok("rotate finish ci");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked); run `keywright publish edge`
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked); run `keywright publish shop`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.ok("publish");
    assert!(!attention(&stage).contains("Attention"));
}

/// The file has what the key was allowed before.
#[test]
fn an_edited_key_has_its_former_rights_until_targets_follow() {
    let stage = published();
    assert_snapshot!(said(&stage, "key edit ci --resource acme/shop"), @"! warning: the newest file of 'edge', 'shop' still has its former rights and times; run `keywright publish edge shop`");
    assert_snapshot!(said(&stage, "key edit ci --owner ana"), @"");
    stage.ok("publish");
    assert_snapshot!(said(&stage, "key edit ci --expires 1d"), @"! warning: the newest file of 'edge', 'shop' still has its former rights and times; run `keywright publish edge shop`");
}

#[test]
fn with_publish_there_is_nothing_to_warn_of() {
    for command in [
        "key revoke ci --yes --publish",
        "key disable ci --publish",
        "key revoke ci --lineage --yes --publish",
    ] {
        let stage = published();
        let said = said(&stage, command);
        assert!(said.contains("may still accept it until") && !said.contains("warning"), "{said}");
        assert!(!attention(&stage).contains("Attention"));
    }
}

#[test]
fn an_admitted_key_is_not_deleted() {
    let stage = published();
    // The state forbids it before a confirmation is asked for.
    assert_snapshot!(said(&stage, "key delete ci"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci': servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z
    ! hint: revoke it and publish, and delete it after that time; --force deletes it now, and `publish` and `status` name it until then
    exit 4
    ");
    assert_snapshot!(said(&stage, "key delete ci --yes"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci': servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z
    ! hint: revoke it and publish, and delete it after that time; --force deletes it now, and `publish` and `status` name it until then
    exit 4
    ");
    stage.ok("key revoke ci --yes --publish");
    assert_snapshot!(said(&stage, "key delete ci --yes"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci': servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z
    ! hint: revoke it and publish, and delete it after that time; --force deletes it now, and `publish` and `status` name it until then
    exit 4
    ");
    stage.later(31 * DAY);
    assert_snapshot!(said(&stage, "key delete ci --yes"), @"");
}

#[test]
fn an_exported_key_is_not_deleted() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --secret-only");
    stage.ok("export --format jsonl --audience edge --out [HOME]/keys --valid-for 2d");
    assert_snapshot!(said(&stage, "key delete ci --yes"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci': servers with a file of 'export/jsonl/edge' may still accept it until 2026-01-03T00:03:00Z
    ! hint: revoke it and publish, and delete it after that time; --force deletes it now, and `publish` and `status` name it until then
    exit 4
    ");
    stage.ok("key delete ci --force");
    assert_snapshot!(attention(&stage), @"
    Attention:  the exported file 'export/jsonl/edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (deleted), until 2026-01-03T00:03:00Z; export it again with `keywright export --format jsonl --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience edge --path PATH`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    stage.later(3 * DAY);
    assert!(!attention(&stage).contains("Attention"));
}

#[test]
fn a_deleted_key_is_named_until_its_files_expire() {
    let stage = published();
    assert_snapshot!(said(&stage, "key delete ci --force"), @"
    ! servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ! warning: the newest file of 'edge', 'shop' still admits it; run `keywright publish edge shop`
    ");
    stage.refused("key show ci");
    assert_snapshot!(attention(&stage), @"
    Attention:  the file of target 'edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (deleted); run `keywright publish edge`
    Attention:  the file of target 'shop' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (deleted); run `keywright publish shop`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    assert_snapshot!(said(&stage, "publish edge"), @"! key_2vuiuuwvliboysxkl3a6vx774e 'ci' is deleted; servers of 'edge' may still accept it until 2026-01-31T00:05:00Z");
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
          "valid_until": "2026-01-31T00:09:00Z",
          "error": null,
          "admitted_until": [
            {
              "id": "key_2vuiuuwvliboysxkl3a6vx774e",
              "name": "ci",
              "status": "deleted",
              "until": "2026-01-31T00:05:00Z",
              "reported_gone_at": null
            }
          ],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": true,
          "reason": "keys_changed",
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 2,
          "keys": 0,
          "valid_until": "2026-01-31T00:10:00Z",
          "error": null,
          "admitted_until": [
            {
              "id": "key_2vuiuuwvliboysxkl3a6vx774e",
              "name": "ci",
              "status": "deleted",
              "until": "2026-01-31T00:05:00Z",
              "reported_gone_at": null
            }
          ],
          "left_out": []
        }
      ]
    }
    "#);
    assert_snapshot!(attention(&stage), @"
    Note:    key_2vuiuuwvliboysxkl3a6vx774e 'ci' was deleted; servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z
    Note:    key_2vuiuuwvliboysxkl3a6vx774e 'ci' was deleted; servers of target 'shop' may still accept it until 2026-01-31T00:05:00Z
    Note:    no backup was made on this machine; `keywright vault backup FILE` makes one
    ");
    assert_snapshot!(stage.run("audit list --action key.delete -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    9,2026-01-01T00:06:00Z,key.delete,key_2vuiuuwvliboysxkl3a6vx774e,ci,"forced, though servers may accept it until 2026-01-31T00:05:00Z",ana,identity
    "#);
    stage.later(31 * DAY);
    let said = said(&stage, "publish");
    assert!(!said.contains("deleted"), "{said}");
}
