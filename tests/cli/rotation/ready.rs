//! When a rotation may count on servers: by what they can have, not by what they once had.

use std::cell::Cell;
use std::fs;
use std::os::unix::fs::symlink;
use std::rc::Rc;

use insta::assert_snapshot;

use crate::stage::{Stage, exits};

/// A vault with the key `ci` and the target `edge`, published.
fn published() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s deploy --expires 60 --secret-only");
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl");
    stage.ok("publish");
    stage
}

fn start(stage: &Stage) -> String {
    stage.ok("rotate start ci --grace 2d --secret-only")
}

#[track_caller]
fn refused(stage: &Stage, secret: &str, words: &str) {
    let answer = stage.run_with("rotate confirm ci", secret);
    assert!(answer.code == 4 && answer.stderr.contains(words), "{answer}");
    assert!(answer.stderr.contains("run `keywright publish`"), "{answer}");
}

#[test]
fn a_newer_file_without_the_new_key_counts_though_no_server_was_told() {
    let stage = published();
    let works = Rc::new(Cell::new(0));
    let code = Rc::clone(&works);
    stage.hooks(move |_| exits(code.get(), ""));
    stage.ok("target edit edge --reload reloader");
    let secret = start(&stage);
    stage.ok("publish");
    let listed = stage.ok("key list -o csv");
    let new = listed.lines().find(|line| line.contains("pending")).unwrap();
    let id = new.split(',').find(|cell| cell.starts_with("key_")).unwrap();
    stage.ok(&format!("key disable {id}"));
    works.set(1);
    assert_eq!(stage.run("publish").code, 11);
    stage.ok(&format!("key enable {id}"));
    refused(&stage, &secret, "target edge, which does not have the new key");
    works.set(0);
    stage.ok("publish");
    stage.ok_with("rotate confirm ci", &secret);
}

#[test]
fn a_target_that_goes_back_to_a_former_path() {
    let stage = published();
    stage.ok("target edit edge --path [HOME]/other.jsonl");
    let secret = start(&stage);
    stage.ok("publish");
    stage.ok("target edit edge --path [HOME]/edge.jsonl");
    refused(&stage, &secret, "edge.jsonl' is not the newest");
    stage.ok("publish");
    stage.ok_with("rotate confirm ci", &secret);
}

#[test]
fn an_older_file_in_the_place_of_the_newest() {
    let stage = published();
    let path = stage.path("edge.jsonl");
    let older = fs::read(&path).unwrap();
    let secret = start(&stage);
    stage.ok("publish");
    let newest = fs::read(&path).unwrap();
    for wrong in [&older[..], b"", b"dear diary\n", &newest[1..]] {
        fs::write(&path, wrong).unwrap();
        refused(&stage, &secret, "edge.jsonl' is not the newest");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refused(&stage, &secret, "a directory is there");
    // A stick that was carried away is no evidence against the servers that read it.
    fs::remove_dir(&path).unwrap();
    stage.ok_with("rotate confirm ci", &secret);
}

#[test]
fn a_link_to_an_older_file() {
    let stage = Stage::with_vault();
    let profile = "name = \"bot\"\nprefix = \"bot\"\nexpires = \"60d\"\nrotate_every = \"30d\"\ngrace = \"2d\"\n\
                   [hooks]\ndeliver = [\"deliver\"]\nverify = [\"verify\"]\n";
    stage.ok_with("profile add --from -", profile);
    stage.ok("key create bot --profile bot --secret-only");
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl");
    stage.ok("publish");
    let (path, kept) = (stage.path("edge.jsonl"), stage.path("kept.jsonl"));
    fs::copy(&path, &kept).unwrap();
    let ran = Rc::new(Cell::new(0));
    let count = Rc::clone(&ran);
    stage.hooks(move |_| {
        count.set(count.get() + 1);
        exits(0, "")
    });
    stage.ok("rotate start bot");
    stage.ok("publish");
    fs::remove_file(&path).unwrap();
    symlink(&kept, &path).unwrap();
    assert_snapshot!(stage.run("rotate run"), @"
    ! error: 1 thing could not be completed: target 'edge': writing '[HOME]/edge.jsonl' failed: a symbolic link is there, not a regular file
    ! hint: fix '[HOME]/edge.jsonl', or change the path with `keywright target edit edge --path …`, then publish again
    exit 11
    ");
    assert_eq!(ran.get(), 0);
    // No table: a path would set the width of its columns.
    assert_snapshot!(stage.run("rotate status -o jsonl"), @r#"{"name":"bot","step":"delivered","predecessor":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"bot","version":1,"status":"active","prefix":"bot","start":"bot_45sj56jM","profile":"bot","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":"2026-03-02T00:03:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":"key_jqhaogbs2utwssw6uv5vbxl3ee"},"successor":{"id":"key_jqhaogbs2utwssw6uv5vbxl3ee","name":"bot","version":2,"status":"pending","prefix":"bot","start":"bot_KmP0XkyV","profile":"bot","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:06:00Z","created_by":"ana","not_before":null,"expires_at":"2026-03-02T00:06:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":"key_2vuiuuwvliboysxkl3a6vx774e","successor":null},"deadline":null,"changed":false,"started_at":"2026-01-01T00:06:00Z","waits_for":"target edge: inspecting '[HOME]/edge.jsonl' failed: a symbolic link is there, not a regular file","stuck":false,"attention":null,"admitted_until":[{"target":"edge","until":"2026-01-31T00:07:00Z","current":true,"reported_gone_at":null}]}"#);
    fs::remove_file(&path).unwrap();
    stage.ok("rotate run");
    assert_eq!(ran.get(), 2, "delivered and verified");
}
