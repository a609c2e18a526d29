//! When a rotation may count on servers: by what they can have, not by what they once had.

use std::cell::Cell;
use std::fs;
use std::os::unix::fs::symlink;
use std::rc::Rc;

use super::world::{Stage, exits};

/// A vault with the key `ci` and the target `edge`, published.
fn stage() -> Stage {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci", "-s", "deploy", "--expires", "60", "--secret-only"], "");
    let path = stage.path("edge.jsonl");
    stage.quietly(&["target", "add", "edge", "--format", "jsonl", "--path", &path], "");
    stage.quietly(&["publish"], "");
    stage
}

fn start(stage: &mut Stage) -> String {
    stage.quietly(&["rotate", "start", "ci", "--grace", "2d", "--secret-only"], "")
}

/// Tries to confirm: the exit code, and what was said.
fn confirm(stage: &mut Stage, secret: &str) -> (u8, String) {
    let before = stage.record().len();
    let code = stage.fed(&["rotate", "confirm", "ci"], secret);
    (code, stage.record()[before..].to_owned())
}

fn refused(stage: &mut Stage, secret: &str, words: &str) {
    let (code, said) = confirm(stage, secret);
    assert!(code == 4 && said.contains(words), "exit {code}: {said}");
    assert!(said.contains("run `keywright publish`"), "{said}");
}

fn confirmed(stage: &mut Stage, secret: &str) {
    let (code, said) = confirm(stage, secret);
    assert_eq!(code, 0, "{said}");
}

#[test]
fn a_newer_file_without_the_new_key_counts_though_no_server_was_told() {
    let mut stage = stage();
    let (works, answer) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let code = Rc::clone(&works);
    stage.programs(move |_| {
        answer.set(answer.get() + 1);
        exits(code.get(), "")
    });
    stage.quietly(&["target", "edit", "edge", "--reload", "reloader"], "");
    let secret = start(&mut stage);
    stage.quietly(&["publish"], "");
    let listed = stage.quietly(&["key", "list", "-o", "csv"], "");
    let new = listed.lines().find(|line| line.contains("pending")).unwrap();
    let id = new.split(',').find(|cell| cell.starts_with("key_")).unwrap().to_owned();
    stage.quietly(&["key", "disable", &id], "");
    works.set(1);
    assert_eq!(stage.run(&["publish"]), 11);
    stage.quietly(&["key", "enable", &id], "");
    refused(&mut stage, &secret, "target edge, which does not have the new key");
    works.set(0);
    stage.quietly(&["publish"], "");
    confirmed(&mut stage, &secret);
}

#[test]
fn a_target_that_goes_back_to_a_former_path() {
    let mut stage = stage();
    let (here, there) = (stage.path("edge.jsonl"), stage.path("other.jsonl"));
    stage.quietly(&["target", "edit", "edge", "--path", &there], "");
    let secret = start(&mut stage);
    stage.quietly(&["publish"], "");
    stage.quietly(&["target", "edit", "edge", "--path", &here], "");
    refused(&mut stage, &secret, "edge.jsonl' is not the newest");
    stage.quietly(&["publish"], "");
    confirmed(&mut stage, &secret);
}

#[test]
fn an_older_file_in_the_place_of_the_newest() {
    let mut stage = stage();
    let path = stage.path("edge.jsonl");
    let older = fs::read(&path).unwrap();
    let secret = start(&mut stage);
    stage.quietly(&["publish"], "");
    let newest = fs::read(&path).unwrap();
    for wrong in [&older[..], b"", b"dear diary\n", &newest[1..]] {
        fs::write(&path, wrong).unwrap();
        refused(&mut stage, &secret, "edge.jsonl' is not the newest");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refused(&mut stage, &secret, "a directory is there");
    stage.run(&["rotate", "status"]);
    // A stick that was carried away is no evidence against the servers that read it.
    fs::remove_dir(&path).unwrap();
    confirmed(&mut stage, &secret);
}

#[test]
fn a_link_to_an_older_file() {
    let mut stage = Stage::with_vault();
    let profile = "name = \"bot\"\nprefix = \"bot\"\nexpires = \"60d\"\nrotate_every = \"30d\"\ngrace = \"2d\"\n\
                   [hooks]\ndeliver = [\"deliver\"]\nverify = [\"verify\"]\n";
    fs::write(stage.path("bot.toml"), profile).unwrap();
    stage.quietly(&["profile", "add", "--from", &stage.path("bot.toml")], "");
    stage.quietly(&["key", "create", "bot", "--profile", "bot", "--secret-only"], "");
    let (path, kept) = (stage.path("edge.jsonl"), stage.path("kept.jsonl"));
    stage.quietly(&["target", "add", "edge", "--format", "jsonl", "--path", &path], "");
    stage.quietly(&["publish"], "");
    fs::copy(&path, &kept).unwrap();
    let ran = Rc::new(Cell::new(0));
    let count = Rc::clone(&ran);
    stage.programs(move |_| {
        count.set(count.get() + 1);
        exits(0, "")
    });
    stage.quietly(&["rotate", "start", "bot"], "");
    stage.quietly(&["publish"], "");
    fs::remove_file(&path).unwrap();
    symlink(&kept, &path).unwrap();
    assert_eq!(stage.run(&["rotate", "run"]), 11);
    assert_eq!(ran.get(), 0, "{}", stage.record());
    stage.run(&["rotate", "status"]);
    fs::remove_file(&path).unwrap();
    stage.quietly(&["rotate", "run"], "");
    assert_eq!(ran.get(), 2, "delivered and verified");
    insta::assert_snapshot!(stage.record());
}
