//! Every exit code of the table occurs, with the `code` of its JSON error. Exceptions: 1, which is a defect,
//! and 11, which `rotation` tests.

use std::process::Stdio;
use std::time::Duration;

use crate::support::{Home, available};

#[test]
fn every_code_is_reached() {
    let home = Home::with_vault();
    let secret = home.create("ci", "-s read").secret;
    let json = |args: &str| home.run(&format!("{args} -o json"));
    json("key list").exits(0);
    json("key revoke ci").fails(2, "usage");
    json("key show nobody").fails(3, "not_found");
    json("key create ci").fails(4, "conflict");
    json("key list --identity missing").fails(5, "locked");
    home.write("bad", "x");
    json("--vault bad key list").fails(6, "tampered");
    let denied = home.call("key verify --scope admin -o json").stdin(secret).run().exits(8);
    assert_eq!(denied.json()["reason"], "scope", "an answer, not an error");
    assert!(denied.stderr.is_empty());
    let error = json("vault backup no/such/folder/copy.db").fails(10, "io");
    assert!(error["message"].as_str().unwrap().contains("folder"), "{error}");
    json("key create x --secret-file no/such/folder/f").fails(10, "io");
    let old = std::fs::read(home.vault()).unwrap();
    home.create("more", "");
    std::fs::write(home.vault(), old).unwrap();
    json("key list").fails(7, "rolled_back");
}

#[test]
fn status_answers_no_where_something_is_due() {
    let home = Home::with_vault();
    home.ok("vault backup copy.db");
    let calm = home.run("status --check -o json");
    assert_eq!(calm.code, 0, "{calm}");
    home.create("soon", "--expires 3d");
    let due = home.run("status --check -o json").exits(8);
    assert!(due.json().is_object() && due.stderr.is_empty(), "{due}");
    home.ok("status");
}

#[test]
fn a_state_that_forbids_is_said_before_a_confirmation_is_asked_for() {
    let home = Home::with_vault();
    home.run("key revoke nobody -o json").fails(3, "not_found");
    home.run("key delete nobody -o json").fails(3, "not_found");
    home.create("ci", "");
    home.ok("key revoke ci --yes");
    let again = home.ok("key revoke ci -o json");
    assert_eq!(again.json()["changed"], false, "{again}");
    home.run("key enable ci -o json").fails(4, "conflict");
}

#[test]
fn a_vault_that_somebody_holds_is_busy() {
    if !available("python3") {
        return;
    }
    let home = Home::with_vault();
    let holder = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); \
                  c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()";
    let mut held = std::process::Command::new("python3")
        .args(["-c", holder, home.vault().to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = [0; 4];
    std::io::Read::read_exact(held.stdout.as_mut().unwrap(), &mut said).unwrap();
    for args in ["key list", "key create x", "status", "vault backup copy.db"] {
        let args = format!("{args} --lock-timeout 1 -o json");
        let error = home.call(&args).timeout(Duration::from_secs(10)).run().fails(9, "busy");
        assert!(error["hint"].as_str().unwrap().contains("--lock-timeout"), "{error}");
    }
    drop(held.stdin.take());
    held.wait().unwrap();
    home.ok("key list");
    assert!(home.names().is_empty() && !home.path("copy.db").exists());
}
