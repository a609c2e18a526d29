//! Last used, as `usage import` takes it.

use crate::support::Home;
use crate::support::gate::{Address, Gate};
use crate::until;

#[test]
fn who_was_admitted_is_written_and_imported() {
    let home = Home::with_vault();
    let (used, refused) = (home.create("used", "-s read"), home.create("refused", "-s write"));
    home.create("idle", "-s read");
    Gate::export(&home, "1d");
    home.write("usage.jsonl", "{\"id\":null,\"at\":0}\n");
    let mut gate = Gate::start(&home, &["--demand", "read=read", "--usage", "usage.jsonl"]);
    for _ in 0..100 {
        assert_eq!(gate.get("/read", &used.secret).status, 200);
    }
    assert_eq!(gate.get("/read", &refused.secret).status, 403);
    assert_eq!(gate.get("/read", "nope").status, 401);
    gate.signal("TERM");
    assert!(gate.wait().success());
    let text = home.read("usage.jsonl");
    assert!(text.starts_with("{\"id\":null"), "appended: {text}");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert!(!lines.is_empty() && lines.len() < 50, "newest of a batch only: {}", lines.len());
    for line in &lines {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["id"], *used.id);
        assert!(value["at"].as_str().unwrap().ends_with('Z'), "{line}");
    }
    let found = home.json("usage import usage.jsonl --format jsonl");
    let ids: Vec<&str> =
        found["items"].as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [used.id]);
}

#[test]
fn standard_output_gets_the_lines() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read");
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, &["--demand", "read=read", "--usage", "-"]);
    assert_eq!(gate.get("/read", &key.secret).status, 200);
    until("it is written", || gate.log().contains(&format!("{{\"id\":\"{}\",\"at\":\"", key.id)));
}

#[test]
fn a_full_disk_loses_last_used_and_nothing_else() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let full = "bash -c 'exec \"$@\" >/dev/full' bash";
    let options = ["--demand", "read=read", "--usage", "-"];
    let gate = Gate::under(&home, full, Address::unix(&home), &options);
    until("it fails", || {
        gate.get("/read", &key).status == 200 && gate.log().contains("last used is not recorded")
    });
    for _ in 0..30 {
        assert_eq!(gate.get("/read", &key).status, 200);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(gate.log().matches("last used").count(), 1, "said once: {}", gate.log());
    home.ok("key revoke ci --yes");
    Gate::export(&home, "1d");
    until("a revocation is followed", || gate.get("/read", &key).status == 401);
}

/// A limit on the size of files cuts a line as a full disk does.
#[test]
fn no_half_line_is_left() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let before = "{\"id\":null,\"at\":0}\n".repeat(100);
    home.write("usage.jsonl", &before);
    let limit = before.len() + 40;
    let under = format!("env --ignore-signal=XFSZ prlimit --fsize={limit}");
    let options = ["--demand", "read=read", "--usage", "usage.jsonl"];
    let mut gate = Gate::under(&home, &under, Address::unix(&home), &options);
    until("it fails", || {
        gate.get("/read", &key).status == 200 && gate.log().contains("last used is not recorded")
    });
    gate.signal("TERM");
    assert!(gate.wait().success());
    assert_eq!(home.read("usage.jsonl"), before);
}

#[test]
fn what_is_no_regular_file_is_not_written_to() {
    let home = Home::with_vault();
    Gate::export(&home, "1d");
    home.program("mkfifo", "pipe").run().exits(0);
    std::os::unix::fs::symlink("/dev/null", home.path("link")).unwrap();
    for name in ["pipe", "link", "/dev/null"] {
        let options = ["--demand", "read=read", "--usage", name];
        let mut gate = Gate::under(&home, "", Address::tcp(), &options);
        assert!(!gate.wait().success(), "{name}");
        assert!(gate.log().contains("--usage"), "{}", gate.log());
    }
}
