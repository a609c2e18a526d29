//! The metrics of targets and of other files: what is published, and what servers accept by it.

use insta::assert_snapshot;

use super::{exposure, raised, samples};
use crate::stage::{DAY, Stage};

/// Two targets, one of which names its servers.
pub(super) fn published() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read,write");
    stage.ok("key create web -s read");
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --valid-for 10d --servers eu-1,eu-2");
    stage.ok("target add shop --format haproxy --path [HOME]/shop.map");
    stage.ok("publish");
    stage
}

#[test]
fn targets_before_and_after_their_first_file() {
    let stage = Stage::with_vault();
    stage.ok("key create ci");
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --servers eu-1,eu-2");
    assert_snapshot!(raised(&stage), @r#"
    attention_items 1
    keys{status="active"} 1
    target_due{target="edge"} 1
    "#);
    stage.ok("publish");
    assert_snapshot!(raised(&stage), @r#"
    keys{status="active"} 1
    target_published{target="edge"} 1
    target_file_issued_timestamp_seconds{target="edge"} 1767225900
    target_file_expiry_timestamp_seconds{target="edge"} 1769817900
    server_behind{target="edge",server="eu-1"} 1
    server_behind{target="edge",server="eu-2"} 1
    "#);
    stage.write("pub.pem", stage.ok("public-key"));
    let check =
        "check --file [HOME]/edge.jsonl --public-key [HOME]/pub.pem --state [HOME]/state --server eu-2";
    let _ = stage.run_with(check, "kw_none");
    let mut files = std::fs::read_dir(stage.path("state")).unwrap().map(|entry| entry.unwrap().path());
    let receipt = files.find(|path| path.to_str().unwrap().ends_with(".receipt.json")).unwrap();
    stage.ok(&format!("receipt import {}", shell_words::quote(receipt.to_str().unwrap())));
    let behind: Vec<String> =
        samples(&stage).into_iter().filter(|line| line.starts_with("server_behind")).collect();
    assert_snapshot!(behind.join("\n"), @r#"
    server_behind{target="edge",server="eu-1"} 1
    server_behind{target="edge",server="eu-2"} 0
    "#);
}

#[test]
fn what_servers_accept_and_should_not() {
    let stage = published();
    stage.ok("key revoke web --yes");
    stage.ok("key edit ci -s read");
    stage.ok("key create new -s read");
    assert_snapshot!(raised(&stage), @r#"
    attention_items 2
    keys{status="active"} 2
    keys{status="revoked"} 1
    target_published{target="edge"} 1
    target_published{target="shop"} 1
    target_file_issued_timestamp_seconds{target="edge"} 1767225960
    target_file_issued_timestamp_seconds{target="shop"} 1767225960
    target_file_expiry_timestamp_seconds{target="edge"} 1768089960
    target_file_expiry_timestamp_seconds{target="shop"} 1769817960
    target_due{target="edge"} 1
    target_due{target="shop"} 1
    target_exposed_keys{target="edge"} 2
    target_exposed_keys{target="shop"} 2
    target_missing_keys{target="edge"} 1
    target_missing_keys{target="shop"} 1
    server_behind{target="edge",server="eu-1"} 1
    server_behind{target="edge",server="eu-2"} 1
    "#);
    stage.ok("publish");
    assert_snapshot!(exposure(&stage), @r#"
    target_exposed_keys{target="edge"} 0
    target_exposed_keys{target="shop"} 0
    target_superseded_keys{target="edge"} 1
    target_superseded_keys{target="shop"} 1
    exported_files_exposed 0
    "#);
}

/// Only a target that says how long its servers take is ever known to be over it.
#[test]
fn what_servers_may_have_of_older_files() {
    let stage = published();
    stage.ok("target edit shop --pickup 1h");
    stage.ok("key revoke ci --yes");
    stage.ok("key delete web --force");
    assert_snapshot!(exposure(&stage), @r#"
    target_exposed_keys{target="edge"} 2
    target_exposed_keys{target="shop"} 2
    target_superseded_keys{target="edge"} 0
    target_superseded_keys{target="shop"} 0
    exported_files_exposed 0
    "#);
    stage.ok("publish");
    assert_snapshot!(exposure(&stage), @r#"
    target_exposed_keys{target="edge"} 0
    target_exposed_keys{target="shop"} 0
    target_superseded_keys{target="edge"} 2
    target_superseded_keys{target="shop"} 2
    exported_files_exposed 0
    "#);
    stage.later(7_200);
    assert_snapshot!(exposure(&stage), @r#"
    target_exposed_keys{target="edge"} 0
    target_exposed_keys{target="shop"} 0
    target_superseded_keys{target="edge"} 2
    target_superseded_keys{target="shop"} 0
    exported_files_exposed 0
    "#);
}

#[test]
fn a_stale_file_and_one_that_cannot_be_looked_at() {
    let stage = published();
    stage.later(11 * DAY);
    std::fs::remove_file(stage.path("shop.map")).unwrap();
    std::fs::create_dir(stage.path("shop.map")).unwrap();
    assert_snapshot!(raised(&stage), @r#"
    attention_items 2
    keys{status="active"} 2
    target_published{target="edge"} 1
    target_published{target="shop"} 1
    target_file_issued_timestamp_seconds{target="edge"} 1767225960
    target_file_issued_timestamp_seconds{target="shop"} 1767225960
    target_file_expiry_timestamp_seconds{target="edge"} 1768089960
    target_file_expiry_timestamp_seconds{target="shop"} 1769817960
    target_due{target="edge"} 1
    target_problem{target="shop"} 1
    server_behind{target="edge",server="eu-1"} 1
    server_behind{target="edge",server="eu-2"} 1
    "#);
}

#[test]
fn files_that_no_target_renews() {
    let stage = published();
    stage.ok("export --format jsonl --audience edge --out [HOME]/exported");
    stage.ok("target remove shop --yes");
    stage.ok("key revoke web --yes");
    stage.ok("publish");
    assert_snapshot!(exposure(&stage), @r#"
    target_exposed_keys{target="edge"} 0
    target_superseded_keys{target="edge"} 1
    exported_files_exposed 2
    "#);
}
