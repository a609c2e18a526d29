//! Slots that are added and removed, and the keys behind them.

use serde_json::Value;

use crate::support::{Home, available};

/// A home whose vault is opened by the default identity, with another identity beside it.
fn home_with_second() -> Option<(Home, &'static str)> {
    if !available("age-keygen") {
        return None;
    }
    let home = Home::with_vault();
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.call("slot add second").env("KEYWRIGHT_IDENTITY", home.identity()).run().exits(2);
    home.ok("slot add second --identity second.txt");
    let second = "second.txt";
    Some((home, second))
}

/// The answers of all commands that read the vault, except its generation.
fn answers(home: &Home, identity: &str) -> Vec<Value> {
    let questions: [&str; 8] = [
        "key list --limit 0",
        "profile list",
        "target list",
        "rotate status",
        "credential list",
        "credential verify pw",
        "publish --check",
        "audit list --limit 12",
    ];
    let ask = |args: &&str| {
        let answer = home.run(&format!("{args} -o json --identity {identity}")).json();
        // The log grows, and with it whether there is a next page.
        answer.get("items").cloned().unwrap_or(answer)
    };
    questions.iter().map(ask).collect()
}

/// A record in every table.
fn fill(home: &Home) -> String {
    let secret = home.create("ci", "-s read").secret;
    home.create("old", "");
    home.ok("key revoke old --yes");
    home.create("turning", "");
    home.ok("rotate start turning");
    home.ok("profile add --builtin nitro");
    home.call("credential set pw").stdin("a stored secret").run().exits(0);
    home.ok("target add edge --format jsonl --path @/edge --audience a");
    home.ok("publish");
    secret
}

/// After a slot is removed there is a new data key; the slot's identity opens earlier copies, and nothing
/// else.
#[test]
fn a_removed_slot_opens_old_copies_alone() {
    let Some((home, second)) = home_with_second() else { return };
    let secret = fill(&home);
    let identity = ".config/keywright/identity.txt";
    home.ok("vault backup before.db");
    let before = answers(&home, identity);
    let ran = home.ok("slot remove second");
    assert!(ran.stderr.contains("backups and copies of the vault made before"), "{ran}");
    assert_eq!(answers(&home, identity), before, "something else changed");
    home.ok("vault check");
    home.ok("audit verify");
    home.call("key verify").stdin(secret.as_str()).run().exits(0);
    home.run(&format!("--identity {second} key list -o json")).fails(5, "locked");
    home.ok(&format!("--identity {second} --vault before.db --accept-rollback key list"));
    // The former data key itself opens nothing either.
    if available("sqlite3") && available("age") {
        let data_key = |vault: &str| {
            let line = "SELECT writefile('slot.age', wrapped) FROM slots WHERE id = 1";
            home.program("sqlite3", vault).arg(line).run().exits(0);
            home.program("age", &format!("-d -i {identity} slot.age")).run().exits(0).stdout
        };
        assert_ne!(data_key("before.db"), data_key(".local/share/keywright/vault.db"));
    }
    // Nor does the former wrapped key, put into the current vault.
    if available("sqlite3") {
        std::fs::copy(home.vault(), home.path("mixed.db")).unwrap();
        let line = "ATTACH 'before.db' AS old;
                    INSERT INTO slots SELECT 99, ver, wrapped, identity, sealed FROM old.slots WHERE id = 2;";
        home.program("sqlite3", "mixed.db").arg(line).run().exits(0);
        let error = home.run(&format!("--identity {second} --vault mixed.db key list -o json"));
        error.fails(6, "tampered");
    }
}

#[test]
fn the_last_slot_stays() {
    let Some((home, second)) = home_with_second() else { return };
    let error = home.run("slot remove nobody -o json").fails(3, "not_found");
    assert!(error["hint"].as_str().unwrap().contains("slot list"));
    home.program("age-keygen", "-o third.txt").run().exits(0);
    let third = home.program("age-keygen", "-y third.txt").run().stdout;
    home.ok(&format!("slot add third --recipient {}", third.trim()));
    // Even the slot in use, if another one is proven.
    let done = home.json("slot remove identity");
    assert_eq!((&done["removed"], done["slots"].as_array().unwrap().len()), (&"identity".into(), 2));
    home.run("key list -o json").fails(5, "locked");
    let last = &format!("--identity {second} slot remove second -o json");
    let error = home.run(last).fails(4, "conflict");
    assert!(error["message"].as_str().unwrap().contains("known to unlock"), "{error}");
    home.run(&format!("--identity {second} slot edit second --role member -o json")).fails(4, "conflict");
    // The third is proven once its holder changes something.
    home.ok("--identity third.txt key create x");
    home.ok(last);
    home.ok("--identity third.txt vault check");
    home.run("--identity third.txt slot remove third -o json").fails(4, "conflict");
}

#[test]
fn another_passphrase() {
    let home = Home::with_vault();
    let (first, second) = (home.write("first", "one two three\n"), home.write("second", "four five\n"));
    home.ok(&format!("slot add words --passphrase-file {first}"));
    home.ok("vault backup before.db");
    home.run(&format!("slot passphrase identity --passphrase-file {second} -o json")).fails(4, "conflict");
    home.run("slot passphrase words -o json").fails(2, "usage");
    home.ok(&format!("slot passphrase words --passphrase-file {second}"));
    home.run(&format!("--passphrase-file {first} key list -o json")).fails(5, "locked");
    home.ok(&format!("--passphrase-file {second} key list"));
    home.ok(&format!("--passphrase-file {first} --vault before.db --accept-rollback key list"));
    home.ok("vault check");
}

/// A new data key changes no answer, for any slot.
#[test]
fn another_data_key() {
    let Some((home, second)) = home_with_second() else { return };
    fill(&home);
    let before = answers(&home, second);
    let copy = std::fs::read(home.vault()).unwrap();
    let done = home.json("vault rekey");
    assert_eq!((&done["removed"], done["slots"].as_array().unwrap().len()), (&Value::Null, 2));
    assert_eq!(answers(&home, second), before);
    home.ok("vault check");
    std::fs::write(home.vault(), copy).unwrap();
    home.run("key list -o json").fails(7, "rolled_back");
}

/// An older row would be authentic for ever after: rows are verified before they are re-encrypted.
#[test]
fn a_vault_that_was_tampered_with_gets_no_new_key() {
    if !available("sqlite3") {
        return;
    }
    let home = Home::with_vault();
    home.create("one", "");
    home.ok("vault backup then.db");
    home.ok("key revoke one --yes");
    let line = "ATTACH 'then.db' AS then_; INSERT OR REPLACE INTO keys SELECT * FROM then_.keys;";
    home.sql(line);
    let before = std::fs::read(home.vault()).unwrap();
    home.run("vault rekey -o json").fails(6, "tampered");
    assert!(std::fs::read(home.vault()).unwrap() == before, "something was changed");
}

/// Servers that trust both keys accept the change, forwards only; others reject it.
#[test]
fn another_signing_key() {
    let home = Home::with_vault();
    let secret = fill(&home);
    let keys = |name: &str| home.write(name, home.ok("public-key").stdout);
    let old = keys("old.pem");
    let check = |key: &str, state: &str| {
        let args = format!("check --file edge --audience a --public-key {key} --state {state}");
        home.call(&args).stdin(secret.as_str()).run().code
    };
    assert_eq!(check(&old, "s"), 0);
    home.run("vault rekey --signing --activate -o json").fails(4, "conflict");
    let prepared = home.json("vault rekey --signing --prepare");
    home.run("vault rekey --signing --prepare -o json").fails(4, "conflict");
    let both = keys("both.pem");
    home.ok("publish --force");
    assert_eq!((check(&old, "s"), check(&both, "t")), (0, 0), "signed with the old key meanwhile");
    // A holder of the old key may have signed any generation of the epoch so far.
    let epoch = || home.json(&format!("inspect edge --public-key {both}"))["epoch"].as_i64().unwrap();
    let before = epoch();
    let active = home.json("vault rekey --signing --activate");
    assert_eq!(active["active"], prepared["prepared"]);
    home.ok("publish");
    assert!(epoch() > before, "{before}");
    let new = keys("new.pem");
    assert_eq!((check(&old, "s"), check(&both, "t"), check(&new, "u")), (6, 0, 0));
    home.ok("vault check");
    home.run("vault rekey --signing -o json").fails(2, "usage");
    home.run("vault rekey --prepare -o json").fails(2, "usage");
}
