//! The file is followed, and what is remembered of it outlives the process.

use std::fs;
use std::time::{Duration, Instant};

use crate::support::Home;
use crate::support::gate::{Address, Gate};
use crate::{READ, until};

/// Puts a file in place of the verification file, as `publish` does.
fn put(home: &Home, bytes: impl AsRef<[u8]>) {
    home.write("new", bytes);
    fs::rename(home.path("new"), home.path("keys.jsonl")).unwrap();
}

fn keys(home: &Home) -> Vec<u8> {
    fs::read(home.path("keys.jsonl")).unwrap()
}

#[test]
fn a_revocation_is_followed_without_one_wrong_answer() {
    let home = Home::with_vault();
    let (key, other) = (home.create("ci", "-s read"), home.create("web", "-s read"));
    Gate::export(&home, "1d");
    let gate = Gate::start(&home, READ);
    assert_eq!(gate.get("/read", &key.secret).status, 200);
    home.ok(&format!("key revoke {} --yes", key.id));
    assert_eq!(gate.get("/read", &key.secret).status, 200, "the file is what decides");
    Gate::export(&home, "1d");
    #[allow(clippy::disallowed_methods)] // how long it takes is what is asked
    let began = Instant::now();
    until("the revoked key is refused", || {
        assert_eq!(gate.get("/read", &other.secret).status, 200);
        gate.get("/read", &key.secret).says() == (401, "unknown")
    });
    // A second on a machine with nothing else to do.
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    for _ in 0..20 {
        assert_eq!(gate.get("/read", &key.secret).status, 401);
    }
    assert_eq!(gate.log().matches("loaded generation").count(), 2, "{}", gate.log());
}

#[test]
fn it_starts_without_a_file() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let bytes = keys(&home);
    fs::remove_file(home.path("keys.jsonl")).unwrap();
    let gate = Gate::start(&home, READ);
    assert_eq!(gate.get("/read", &key).says(), (503, "no_file"));
    assert_eq!(gate.get("/other", &key).says(), (500, "demand"));
    put(&home, bytes);
    until("the file is loaded", || gate.get("/read", &key).status == 200);
}

#[test]
fn a_file_that_is_none_leaves_the_one_in_use() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "1d");
    let first = keys(&home);
    Gate::export(&home, "1d");
    let good = keys(&home);
    let gate = Gate::start(&home, READ);
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let other = Home::with_vault();
    other.create("x", "-s read");
    Gate::export(&other, "1d");
    let entry = String::from_utf8(good.clone()).unwrap().lines().nth(1).unwrap().to_owned();
    let files = [
        ("older", first, "generation 2"),
        ("truncated", good[..good.len() - 5].to_vec(), "line feed"),
        ("cut at a line", good[..good.len() - entry.len() - 1].to_vec(), "SHA-256"),
        ("altered", flipped, "line"),
        ("more", [good.clone(), entry.into_bytes(), b"\n".to_vec()].concat(), "twice"),
        ("of another vault", keys(&other), "signing key"),
        ("empty", Vec::new(), "empty"),
        ("garbage", vec![0xff; 100_000], "line 1"),
    ];
    for (what, bytes, word) in files {
        let before = gate.log().len();
        put(&home, bytes);
        until(what, || gate.log().len() > before);
        let log = gate.log()[before..].to_owned();
        assert!(log.contains("refused") && log.contains(word), "{what}: {log}");
        assert_eq!(gate.get("/read", &key).status, 200, "{what}");
    }
    let before = gate.log().len();
    fs::remove_file(home.path("keys.jsonl")).unwrap();
    until("none", || gate.log().len() > before);
    std::thread::sleep(Duration::from_millis(1_500));
    let log = gate.log()[before..].to_owned();
    assert_eq!(log.matches('\n').count(), 1, "said once: {log}");
    let why = "keys.jsonl': reading the file failed: no such file or directory\n";
    assert!(log.starts_with("refused the verification file '") && log.ends_with(why), "{log}");
    let before = gate.log().len();
    fs::create_dir(home.path("keys.jsonl")).unwrap();
    until("a folder", || gate.log().len() > before);
    fs::remove_dir(home.path("keys.jsonl")).unwrap();
    home.program("mkfifo", "keys.jsonl").run().exits(0);
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(gate.get("/read", &key).status, 200);
    fs::remove_file(home.path("keys.jsonl")).unwrap();
    home.ok("key create more -s read");
    Gate::export(&home, "1d");
    until("a good one again", || gate.log()[before..].contains("loaded generation 3"));
}

#[test]
fn a_stale_file_admits_nobody_until_a_new_one_comes() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read").secret;
    Gate::export(&home, "4s");
    let gate = Gate::start(&home, READ);
    assert_eq!(gate.get("/read", &key).status, 200);
    until("it is stale", || gate.get("/read", &key).says() == (503, "stale"));
    until("that is logged", || gate.log().contains("stale"));
    assert_eq!(gate.get("/read", "nope").says(), (503, "stale"));
    Gate::export(&home, "1d");
    until("there is a new one", || gate.get("/read", &key).status == 200);
}

#[test]
fn one_that_was_killed_remembers_what_it_had_seen() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read");
    Gate::export(&home, "1d");
    let old = keys(&home);
    home.ok(&format!("key revoke {} --yes", key.id));
    Gate::export(&home, "1d");
    let mut gate = Gate::start(&home, READ);
    assert_eq!(gate.get("/read", &key.secret).says(), (401, "unknown"));
    gate.kill();
    put(&home, &old);
    let gate = Gate::start(&home, READ);
    assert_eq!(gate.get("/read", &key.secret).says(), (503, "no_file"));
    assert!(gate.log().contains("already accepted"), "{}", gate.log());
}

#[test]
fn two_on_one_folder_share_what_they_remember() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read");
    Gate::export(&home, "1d");
    fs::copy(home.path("keys.jsonl"), home.path("old.jsonl")).unwrap();
    let one = Gate::under(&home, "", Address::tcp(), READ);
    let two = Gate::under(&home, "", Address::tcp(), READ);
    assert_eq!((one.get("/read", &key.secret).status, two.get("/read", &key.secret).status), (200, 200));
    home.ok(&format!("key revoke {} --yes", key.id));
    Gate::export(&home, "1d");
    for gate in [&one, &two] {
        until("both follow", || gate.get("/read", &key.secret).status == 401);
    }
    put(&home, fs::read(home.path("old.jsonl")).unwrap());
    let three = Gate::under(&home, "", Address::tcp(), READ);
    assert_eq!(three.get("/read", &key.secret).says(), (503, "no_file"));
}

#[test]
fn a_receipt_says_what_was_loaded() {
    let home = Home::with_vault();
    let key = home.create("ci", "-s read");
    home.write("keywright.pem", home.ok("public-key").stdout);
    home.ok("target add edge --format jsonl --audience edge --path @/keys.jsonl --servers web-1");
    home.ok("publish");
    let gate = Gate::start(&home, &["--demand", "read=read", "--server", "web-1"]);
    assert_eq!(gate.get("/read", &key.secret).status, 200);
    let receipt = || {
        let mut found = fs::read_dir(home.path("state")).unwrap().map(|entry| entry.unwrap().path());
        found.find(|path| path.to_string_lossy().ends_with(".receipt.json"))
    };
    let path = receipt().expect("a receipt");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(r#""server":"web-1""#) && text.contains(r#""gen":1"#), "{text}");
    home.ok(&format!("receipt import state/{}", path.file_name().unwrap().to_str().unwrap()));
    home.ok(&format!("key revoke {} --yes --publish", key.id));
    until("the next", || fs::read_to_string(&path).unwrap().contains(r#""gen":2"#));
}
