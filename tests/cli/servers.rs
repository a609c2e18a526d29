use super::world::Stage;

/// A vault, its file and its public key; a secret that the file admits.
fn published() -> (Stage, String) {
    let mut stage = Stage::with_vault();
    let args =
        ["key", "create", "ci", "-s", "read,write", "--resource", "acme", "--expires", "90", "--secret-only"];
    let secret = stage.quietly(&args, "");
    let export = ["export", "--format", "jsonl", "--audience", "edge", "--out", &stage.path("keys")];
    stage.quietly(&export, "");
    let public = stage.quietly(&["public-key"], "");
    std::fs::write(stage.path("pub.pem"), public).unwrap();
    (stage, secret)
}

#[test]
fn export_and_public_key() {
    let (mut stage, _) = published();
    stage.run(&["export", "--format", "jsonl"]);
    stage.run(&["export", "--format", "haproxy", "--audience", "a", "--audience", "b", "--valid-for", "12h"]);
    stage.run(&["export", "--format", "jsonl", "--audience", "edge", "--out", &stage.path("keys")]);
    stage.run(&["export", "--format", "jsonl", "--out", &stage.path("none/keys"), "-o", "json"]);
    for format in ["pem", "jwk", "raw"] {
        stage.run(&["public-key", "--format", format]);
    }
    insta::assert_snapshot!(stage.record());
}

#[test]
fn check() {
    let (mut stage, secret) = published();
    let (file, public) = (stage.path("keys"), stage.path("pub.pem"));
    let args = ["check", "--file", &file, "--public-key", &public, "--audience", "edge"];
    for format in ["table", "json", "jsonl", "csv"] {
        stage.fed(&[&args[..], &["-o", format]].concat(), &secret);
        stage.fed(&[&args[..], &["--resource", "other", "-o", format]].concat(), &secret);
    }
    stage.fed(&[&args[..], &["--lines"]].concat(), &format!("{secret}nope\n"));
    stage.fed(&[&args[..], &["--at", "2026-06-01"]].concat(), &secret);
    stage.fed(&[&args[..], &["--at", "2025-12-31", "-o", "json"]].concat(), &secret);
    stage.fed(&["check", "--file", &file, "--public-key", &public], &secret);
    stage.fed(&["check", "--file", &file, "--public-key", &public, "--audience", "other"], &secret);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn inspect_and_diff() {
    let (mut stage, _) = published();
    let (file, public) = (stage.path("keys"), stage.path("pub.pem"));
    stage.formats(&["inspect", &file, "--public-key", &public]);
    stage.run(&["inspect", &file]);
    let (place, seen) = (stage.path("place"), stage.path("state"));
    stage.run(&["inspect", &file, "--public-key", &public, "--install", &place, "--state", &seen]);
    stage.quietly(&["key", "create", "comes", "-s", "read"], "");
    stage.quietly(&["key", "revoke", "ci", "--yes"], "");
    let new = stage.path("new");
    stage.quietly(&["export", "--format", "jsonl", "--audience", "edge", "--out", &new], "");
    stage.formats(&["diff", &file, &new, "--public-key", &public]);
    stage.run(&["diff", &file, &file]);
    stage.run(&["diff", &file, &public, "-o", "json"]);
    insta::assert_snapshot!(stage.record());
}
