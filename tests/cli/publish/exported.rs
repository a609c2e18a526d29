//! Files that were exported, and keys that they still admit.

use insta::assert_snapshot;

use super::attention;
use crate::stage::{DAY, Stage};

fn exported() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read --secret-only");
    stage.ok("key create web -s read --secret-only");
    stage.ok("export --format jsonl --audience edge --audience dev --out [HOME]/keys");
    stage
}

#[test]
fn a_revoked_key_is_named_until_the_file_is_renewed_or_expires() {
    let stage = exported();
    assert_eq!(attention(&stage), "");
    stage.ok("key revoke ci --yes");
    assert_snapshot!(attention(&stage), @"
    Attention:  the exported file 'export/jsonl/dev,edge' still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked), until 2026-01-08T00:04:00Z; export it again with `keywright export --format jsonl --audience dev --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience dev --audience edge --path PATH`
    exit 8
    ");
    let json: serde_json::Value = serde_json::from_str(&stage.ok("status -o json")).unwrap();
    assert_eq!(json["exports"][0]["still_admitted"]["keys"][0]["name"], "ci");
    // Another audience is another file.
    stage.ok("export --format jsonl --audience edge");
    assert!(attention(&stage).contains("still admits"));
    let renewed = exported();
    renewed.ok("key revoke ci --yes");
    // To stdout, too; the order of audiences does not matter.
    renewed.ok("export --format jsonl --audience dev --audience edge");
    assert_eq!(attention(&renewed), "");
    stage.later(8 * DAY);
    assert!(!attention(&stage).contains("still admits"));
}

#[test]
fn a_key_that_ended_early_too_and_one_that_was_deleted() {
    let stage = exported();
    stage.ok("key edit ci --expires 1h");
    stage.ok("key delete web --force");
    stage.later(3_700);
    assert_snapshot!(attention(&stage), @"
    Attention:  the exported file 'export/jsonl/dev,edge' still admits 2 keys that are to be refused: key_2vuiuuwvliboysxkl3a6vx774e 'ci' (expired), key_cswfo7g3f33ntbqhrnafjteysm 'web' (deleted), until 2026-01-08T00:04:00Z; export it again with `keywright export --format jsonl --audience dev --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience dev --audience edge --path PATH`
    exit 8
    ");
}

#[test]
fn a_key_past_its_grace_period_too() {
    let stage = exported();
    let secret = stage.ok("rotate start ci --grace 1d --secret-only");
    stage.ok_with("rotate confirm ci --force", &secret);
    stage.later(2 * DAY);
    let said = attention(&stage);
    assert!(said.contains("still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (expired), until"), "{said}");
}

#[test]
fn a_key_that_is_to_end_earlier_than_the_file_says() {
    let stage = exported();
    stage.ok("key edit ci --expires 31d");
    assert_eq!(attention(&stage), "");
    // The file ends first; that a key expires soon is exit 8 too.
    stage.ok("key edit ci --expires 7d");
    assert_eq!(attention(&stage), "exit 8");
    stage.ok("key edit ci --expires 3d");
    assert_snapshot!(attention(&stage), @"
    Attention:     the exported file 'export/jsonl/dev,edge' admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (active) for longer than it should; export it again with `keywright export --format jsonl --audience dev --audience edge` and install it, or have it kept up to date with `keywright target add NAME --format jsonl --audience dev --audience edge --path PATH`
    exit 8
    ");
    stage.ok("export --format jsonl --audience edge --audience dev");
    assert_eq!(attention(&stage), "exit 8");
}

/// What they were is in the file alone: whether it is wider is not known.
#[test]
fn a_key_whose_rights_were_edited_since() {
    let stage = exported();
    for edit in ["--owner ana", "--description x", "--rotate-every 90", "--expires 31d --widen"] {
        stage.ok(&format!("key edit ci {edit}"));
        assert_eq!(attention(&stage), "", "{edit}");
    }
    for edit in ["--network 10.0.0.0/8", "--resource acme", "--environment prod", "--scopes write --widen"] {
        let stage = exported();
        stage.ok(&format!("key edit ci {edit}"));
        let said = attention(&stage);
        let expected = "the exported file 'export/jsonl/dev,edge' has the former rights of key_2vuiuuwvliboysxkl3a6vx774e 'ci' (active); export it again with";
        assert!(said.contains(expected) && said.ends_with("exit 8"), "{edit}: {said}");
        // What no longer works is named otherwise, and a newer file has it as it is.
        stage.ok("key disable ci");
        assert!(!attention(&stage).contains("former rights"), "{edit}");
        stage.ok("key enable ci");
        assert!(attention(&stage).contains("has the former rights of"), "{edit}");
        stage.ok("export --format jsonl --audience edge --audience dev");
        assert_eq!(attention(&stage), "", "{edit}");
    }
    let stage = exported();
    stage.ok("key edit ci --resource acme");
    let json: serde_json::Value = serde_json::from_str(&stage.ok("status -o json")).unwrap();
    assert_eq!(json["exports"][0]["edited"]["keys"][0]["name"], "ci");
}

#[test]
fn the_last_file_of_a_target_that_was_removed() {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read --secret-only");
    stage.ok("key create web -s read --secret-only");
    stage.ok("target add edge --format jsonl --path [HOME]/keys");
    stage.ok("publish");
    stage.ok("target remove edge --yes");
    assert_eq!(attention(&stage), "");
    stage.ok("key revoke ci --yes");
    assert_snapshot!(attention(&stage), @"
    Attention:  the last file of target 'edge', which was removed, still admits key_2vuiuuwvliboysxkl3a6vx774e 'ci' (revoked), until 2026-01-31T00:05:00Z; remove the file from its servers, or add the target again and publish it
    exit 8
    ");
    let json: serde_json::Value = serde_json::from_str(&stage.ok("status -o json")).unwrap();
    assert_eq!(json["exports"][0]["subject"], "edge");
    // With a file without it, it is another matter.
    stage.ok("target add edge --format jsonl --path [HOME]/keys");
    stage.ok("publish");
    stage.ok("target remove edge --yes");
    assert_eq!(attention(&stage), "");
}
