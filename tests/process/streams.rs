//! Closed and full streams, and the delivery of secrets: completely, or no key is created.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Home, available};

fn said(home: &Home, line: &str) -> crate::support::Answer {
    home.shell(&format!("set -o pipefail; {line}")).run()
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let home = Home::with_vault();
    let lines = crate::support::bulk(3_000);
    home.call("key create --from -").stdin(lines).run().exits(0);
    for command in [
        "key list --limit 0",
        "key list -o jsonl",
        "key list -o csv",
        "export --format jsonl",
        "audit export",
    ] {
        let ran = said(&home, &format!("\"$KW\" {command} -q 2>err | head -c0; echo ${{PIPESTATUS[0]}}"));
        assert_eq!(
            (ran.stdout.as_str(), std::fs::read(home.path("err")).unwrap()),
            ("0\n", vec![]),
            "{command}"
        );
    }
    for command in ["key list -q", "status", "key list -o json", "man", "public-key", "--help"] {
        let ran = said(&home, &format!("exec \"$KW\" {command} >&-")).exits(0);
        assert!(ran.stderr.is_empty(), "{ran}");
    }
}

#[test]
fn a_secret_that_reaches_nobody_makes_no_key() {
    let home = Home::with_vault();
    home.write("bulk", "{\"name\":\"b1\"}\n{\"name\":\"b2\"}\n");
    let before = home.contents();
    let recipient = home.json("slot list")["items"][0]["recipient"].as_str().unwrap().to_owned();
    let mut tried = 0;
    for how in ["", "--secret-only", "-o json", "-o csv", &format!("--encrypt-to {recipient}")] {
        for to in [">&-", ">/dev/full"] {
            let ran = said(&home, &format!("exec \"$KW\" key create lost {how} {to}")).exits(10);
            assert!(
                ran.stderr.contains("no key was created") || ran.stderr.contains("cannot deliver"),
                "{ran}"
            );
            tried += 1;
        }
        // The pipe's reading end is closed before anything is written.
        let ran =
            said(&home, &format!("{{ sleep 0.3; \"$KW\" key create lost {how}; echo $? >code; }} | true"));
        assert_eq!(std::fs::read_to_string(home.path("code")).unwrap(), "10\n", "{ran}");
        std::fs::remove_file(home.path("code")).unwrap();
    }
    for to in [">&-", ">/dev/full"] {
        said(&home, &format!("exec \"$KW\" key create --from bulk {to}")).exits(10);
    }
    let error = said(&home, "exec \"$KW\" key create lost -o json >/dev/full").fails(10, "io");
    assert!(error["hint"].as_str().unwrap().contains("--secret-file"), "{error}");
    assert!(tried == 10 && home.names().is_empty(), "a key whose secret nobody holds: {:?}", home.names());
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn a_full_device_is_an_error_for_everything() {
    let home = Home::with_vault();
    for command in ["key list", "status -o json", "export --format jsonl", "public-key", "completions bash"] {
        let ran = said(&home, &format!("exec \"$KW\" {command} >/dev/full")).exits(10);
        assert!(ran.stderr.contains("no space left"), "{ran}");
    }
}

#[test]
fn an_answer_that_cannot_be_printed_keeps_no_server_waiting() {
    let home = Home::with_vault();
    home.ok("target add edge --format jsonl --path @/edge.jsonl");
    home.create("idle", "");
    home.create("leaked", "--publish");
    for line in [
        "key create late --secret-file late --publish",
        "key create kept --to-credential kept --publish",
        "key disable idle --publish",
        "key revoke leaked --yes --publish",
        "key revoke late --lineage --yes --publish",
    ] {
        let ran = said(&home, &format!("exec \"$KW\" {line} >/dev/full")).exits(10);
        assert!(ran.stderr.contains("any requested change has been made"), "{ran}");
        let due = home.run("publish --check");
        assert_eq!(due.code, 0, "{line}: servers were not told: {due}");
    }
    assert_eq!(home.names(), ["idle", "leaked", "late", "kept"]);
}

#[test]
fn a_closed_stderr_changes_no_answer() {
    let home = Home::with_vault();
    said(&home, "exec \"$KW\" key create ci --secret-only 2>&-").exits(0);
    said(&home, "exec \"$KW\" key show nobody 2>&-").exits(3);
    said(&home, "exec \"$KW\" key show nobody 2>/dev/full").exits(3);
    assert_eq!(home.names(), ["ci"]);
}

#[test]
fn a_secret_file_is_new_and_private() {
    let home = Home::with_vault();
    let ran = home.ok("key create ci --prefix acme_live --secret-file secret");
    let secret = home.read("secret");
    assert!(secret.starts_with("acme_live_") && secret.ends_with('\n'));
    assert!(!ran.output().contains(secret.trim_end()), "the secret is on a stream too: {ran}");
    assert_eq!(std::fs::metadata(home.path("secret")).unwrap().permissions().mode() & 0o7777, 0o600);
    home.call("key verify").stdin(secret.as_bytes()).run().exits(0);
    std::os::unix::fs::symlink(home.path("elsewhere"), home.path("link")).unwrap();
    let before = home.contents();
    for (place, code, name) in
        [("secret", 4, "conflict"), ("link", 4, "conflict"), ("tmp", 4, "conflict"), ("no/where", 10, "io")]
    {
        home.run(&format!("key create other --secret-file {place} -o json")).fails(code, name);
    }
    assert!(home.contents() == before, "something was changed");
    assert_eq!(home.names(), ["ci"]);
}

#[test]
fn a_key_that_is_not_made_leaves_no_secret_file() {
    let home = Home::with_vault();
    home.create("taken", "");
    let before = home.contents();
    home.run("key create taken --secret-file file -o json").fails(4, "conflict");
    assert_ne!(home.run("key create x --expires-at 2001-01-01 --secret-file file").code, 0);
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn a_secret_encrypted_to_somebody_is_read_by_them() {
    if !available("age") {
        return;
    }
    let home = Home::with_vault();
    let recipient = home.json("slot list")["items"][0]["recipient"].as_str().unwrap().to_owned();
    let armored = home.ok(&format!("key create ci --encrypt-to {recipient}"));
    assert!(armored.stdout.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"), "{armored}");
    let decrypt = "-d -i .config/keywright/identity.txt";
    let secret = home.program("age", decrypt).stdin(armored.bytes).run().exits(0);
    home.call("key verify").stdin(secret.bytes).run().exits(0);
    let key = home.json(&format!("key create web --encrypt-to {recipient}"));
    assert_eq!(key["secret"], serde_json::Value::Null, "{key}");
    let secret = home.program("age", decrypt).stdin(key["encrypted_secret"].as_str().unwrap()).run().exits(0);
    home.call("key verify").stdin(secret.bytes).run().exits(0);
}

#[test]
fn a_bulk_file_is_made_whole_or_not_at_all() {
    let home = Home::with_vault();
    let before = home.contents();
    for (bad, named) in [
        ("not json", "line 2"),
        ("[]", "line 2"),
        ("{\"name\":\"\"}", "name"),
        ("{\"nam\":\"x\"}", "unknown field 'nam'"),
        ("{\"name\":\"b1\"}", "b1"),
        ("{\"name\":\"x\",\"scopes\":[\"a b\"]}", "scopes"),
        ("{\"name\":\"x\",\"expires\":\"0\"}", "expires"),
        ("{\"name\":\"x\",\"expires\":\"1\",\"expires_at\":\"2030-01-01\"}", "both"),
        ("{\"name\":\"x\",\"secret\":\"s\"}", "import"),
        ("{\"name\":\"x\",\"name\":\"y\"}", "line 2"),
        ("\u{feff}{\"name\":\"x\"}", "line 2"),
    ] {
        let lines = format!("{{\"name\":\"b1\"}}\n{bad}\n{{\"name\":\"b3\"}}\n");
        let ran = home.call("key create --from - -o json").stdin(lines).run();
        let error = ran.error();
        assert!([2, 4].contains(&ran.code), "{ran}");
        assert!(error["message"].as_str().unwrap().contains(named), "{bad}: {error}");
        assert!(ran.stderr.contains("line 2") || ran.code == 4, "{ran}");
    }
    assert!(home.contents() == before, "something was changed");
    let made =
        home.call("key create --from - -o jsonl").stdin("{\"name\":\"b1\"}\n\n{\"name\":\"b2\"}").run();
    assert_eq!(made.exits(0).stdout.lines().count(), 2);
    assert_eq!(home.names(), ["b1", "b2"]);
}

/// Of two failures the one that is told is that of publishing: it is not to hide the other.
#[test]
fn a_new_secret_that_reaches_nobody_is_said_where_publishing_fails_too() {
    let home = Home::with_vault();
    home.create("ci", "");
    home.ok("target add edge --format jsonl --path missing/edge --force");
    let error =
        said(&home, "exec \"$KW\" rotate start ci --publish -o json >/dev/full").fails(11, "incomplete");
    assert!(error["message"].as_str().unwrap().contains("publishing failed"), "{error}");
    let ran = said(&home, "exec \"$KW\" rotate abort ci --yes -q").exits(0);
    assert!(ran.stderr.is_empty(), "{ran}");
    let ran = said(&home, "exec \"$KW\" rotate start ci --publish --secret-only >/dev/full").exits(11);
    for word in
        ["warning: cannot deliver the secret to stdout", "keywright rotate secret ci", "publishing failed"]
    {
        assert!(ran.stderr.contains(word), "{ran}");
    }
}

/// The file that servers have is the one before it.
#[test]
fn an_export_that_was_not_written_supersedes_none() {
    let home = Home::with_vault();
    home.create("ci", "");
    home.ok("export --format jsonl --out keys");
    home.ok("key revoke ci --yes");
    std::fs::create_dir(home.path("folder")).unwrap();
    for line in [
        "exec \"$KW\" export --format jsonl >/dev/full",
        "{ sleep 0.3; \"$KW\" export --format jsonl; } | true",
        "exec \"$KW\" export --format jsonl --out folder",
        "exec \"$KW\" export --format jsonl >&-",
    ] {
        said(&home, line);
        let attention = home.run("status --check").exits(8).stdout;
        assert!(attention.contains("still admits"), "{line}: {attention}");
    }
    home.ok("export --format jsonl");
    home.ok("status --check");
}
