//! What is sealed: how often under one data key, and that its size says nothing of what is in it.

use rusqlite::Connection;
use serde_json::json;

use super::repair::{home_with_leaves, opened};
use crate::support::Home;

/// Lets the vault say that so much was sealed.
fn sealed(home: &Home, times: u64) {
    let vault = opened(home, &home.vault());
    let mut manifest = vault.manifest.clone();
    assert!(manifest["seals"].as_u64().unwrap() > 0, "{manifest}");
    manifest["seals"] = json!(times);
    vault.put_manifest(&home.vault(), &manifest);
}

/// Random nonces are safe for 2^32 times (NIST SP 800-38D, section 8.3).
#[test]
fn a_data_key_seals_no_more_than_it_may() {
    let home = Home::with_vault();
    home.create("ci", "");
    let advises = |home: &Home| home.json("status")["attention"].to_string().contains("vault rekey");
    sealed(&home, (1 << 31) - 1);
    assert!(!advises(&home));
    sealed(&home, 1 << 31);
    assert!(advises(&home));
    home.create("still", "");
    sealed(&home, (1 << 32) - 1);
    let before = std::fs::read(home.vault()).unwrap();
    let error = home.run("key edit ci --description more -o json").fails(4, "conflict");
    assert!(error["hint"].as_str().unwrap().contains("vault rekey"), "{error}");
    assert!(std::fs::read(home.vault()).unwrap() == before, "something was changed");
    assert_eq!(home.names(), ["ci", "still"]);
    home.ok("vault rekey");
    home.create("more", "");
    assert!(!advises(&home));
    assert!(opened(&home, &home.vault()).manifest["seals"].as_u64().unwrap() < 100);
}

#[test]
fn sizes_say_nothing() {
    let home = home_with_leaves();
    for line in
        ["key create another --description 'with a word or two'", "key revoke another --yes", "vault rekey"]
    {
        home.ok(line);
        let vault = Connection::open(home.vault()).unwrap();
        let mut statement = vault.prepare("SELECT DISTINCT length(sealed) FROM node").unwrap();
        let sizes = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(sizes.collect::<Result<Vec<_>, _>>().unwrap(), [16_332], "{line}");
        let manifest = vault.query_row("SELECT length(sealed) FROM manifest", [], |row| row.get::<_, i64>(0));
        // The nonce and the tag are not of its 512 bytes.
        assert_eq!(manifest.unwrap(), 512 + 12 + 16, "{line}");
    }
}
