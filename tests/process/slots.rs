//! Slots that are added and removed, and the keys behind them.

use std::time::Duration;

use rusqlite::Connection;
use serde_json::Value;

use super::repair::{home_with_leaves, leaf_with, number_of, repaired};
use crate::pseudo_terminal::Terminal;
use crate::support::{Home, available, copy_folder};

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
    let former = home.fingerprint();
    let ran = home.ok("slot remove second");
    assert!(ran.stderr.contains("backups and copies of the vault made before"), "{ran}");
    assert_eq!(answers(&home, identity), before, "something else changed");
    home.ok("vault check");
    home.ok("audit verify");
    home.call("key verify").stdin(secret.as_str()).run().exits(0);
    home.run(&format!("--identity {second} key list -o json")).fails(5, "locked");
    let copy = format!("--identity {second} --vault before.db --accept-rollback key list");
    home.run(&format!("{copy} -o json")).fails(12, "untrusted");
    home.ok(&format!("{copy} --trust {former}"));
    // The former data key itself opens nothing either.
    if available("sqlite3") && available("age") {
        let data_key = |vault: &str| {
            let line = "SELECT writefile('slot.age', wrapped) FROM slot ORDER BY id LIMIT 1";
            home.program("sqlite3", vault).arg(line).run().exits(0);
            home.program("age", &format!("-d -i {identity} slot.age")).run().exits(0).stdout
        };
        assert_ne!(data_key("before.db"), data_key(".local/share/keywright/vault.db"));
    }
    // Nor does the former wrapped key, put into the current vault.
    if available("sqlite3") {
        std::fs::copy(home.vault(), home.path("mixed.db")).unwrap();
        let line = "ATTACH 'before.db' AS old;
                    INSERT INTO slot SELECT 99, wrapped, identity FROM old.slot ORDER BY id DESC LIMIT 1;";
        home.program("sqlite3", "mixed.db").arg(line).run().exits(0);
        let line = format!("--identity {second} --vault mixed.db key list -o json");
        home.run(&line).fails(12, "untrusted");
        home.run(&format!("{line} --trust {former}")).fails(6, "tampered");
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
    let former = home.fingerprint();
    home.ok(&format!("slot passphrase words --passphrase-file {second}"));
    home.run(&format!("--passphrase-file {first} key list -o json")).fails(5, "locked");
    home.ok(&format!("--passphrase-file {second} key list"));
    let copy = format!("--passphrase-file {first} --vault before.db --accept-rollback key list");
    home.run(&format!("{copy} -o json")).fails(12, "untrusted");
    home.ok(&format!("{copy} --trust {former}"));
    home.ok("vault check");
}

/// A file for a passphrase, as anyone can write one who has a vault in his hands.
fn planted(factor: u32) -> String {
    let (salt, body, mac) = ("A".repeat(22), "A".repeat(43), "A".repeat(43));
    format!("age-encryption.org/v1\n-> scrypt {salt} {factor}\n{body}\n--- {mac}\n{}", "A".repeat(64))
}

/// What is tried before the vault is known to be ours takes no more than our own slots do.
#[test]
fn passphrase_slots_that_were_planted() {
    let home = Home::new();
    home.write("pass", "correct horse\n");
    home.ok("init --passphrase-file pass");
    home.ok("--passphrase-file pass vault check");
    let genuine = std::fs::read(home.vault()).unwrap();
    let vault = || Connection::open(home.vault()).unwrap();
    let list = || home.call("--passphrase-file pass key list -o json").timeout(Duration::from_secs(8)).run();
    for factor in [19, 22, 30, 63] {
        vault().execute("UPDATE slot SET identity = ?1", [planted(factor).into_bytes()]).unwrap();
        let error = list().fails(5, "locked");
        assert!(error["message"].as_str().unwrap().contains(&format!("work factor {factor}")), "{error}");
        std::fs::write(home.vault(), &genuine).unwrap();
    }
    // Before ours, which has the number 2.
    for (count, code, name) in [(7, 6, "tampered"), (8, 5, "locked"), (60, 5, "locked")] {
        for number in 0..count {
            let sql = "INSERT INTO slot VALUES (?1, x'00', ?2)";
            vault().execute(sql, (1 - number, planted(1).into_bytes())).unwrap();
        }
        list().fails(code, name);
        std::fs::write(home.vault(), &genuine).unwrap();
    }
    list().exits(0);
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
    let error = home.run("key list -o json").fails(12, "untrusted");
    assert!(error["message"].as_str().unwrap().contains("former fingerprint"), "{error}");
}

/// An older node would be authentic for ever after: each is verified before it is re-encrypted, and none that nothing
/// leads to is left.
#[test]
fn a_vault_that_was_tampered_with_gets_no_new_key() {
    let home = home_with_leaves();
    home.create("one", "");
    home.ok("vault backup then.db");
    home.ok("key revoke one --yes");
    let leaf = leaf_with(&home, "keys", number_of(&home, "one")).id;
    let vault = Connection::open(home.vault()).unwrap();
    vault.execute("ATTACH ?1 AS then_", [home.text("then.db")]).unwrap();
    let now = std::fs::read(home.vault()).unwrap();
    for edit in [
        &format!("INSERT OR REPLACE INTO main.node SELECT * FROM then_.node WHERE id = {leaf}"),
        "INSERT OR REPLACE INTO main.node SELECT * FROM then_.node",
        "INSERT INTO main.node SELECT id + 900, sealed FROM then_.node",
        "UPDATE main.slot SET id = 99",
        "UPDATE main.slot SET identity = x''",
    ] {
        std::fs::write(home.vault(), &now).unwrap();
        vault.execute_batch(edit).unwrap();
        let before = std::fs::read(home.vault()).unwrap();
        home.run("vault rekey -o json").fails(6, "tampered");
        assert!(std::fs::read(home.vault()).unwrap() == before, "{edit}: something was changed");
    }
}

/// A repair drops the slots whose rows are not those that were written, except for the one that has just unlocked the
/// vault: nobody locks themselves out.
#[test]
fn slots_that_were_altered() {
    let Some((furnished, second)) = home_with_second() else { return };
    let vault = Connection::open(furnished.vault()).unwrap();
    let ids = vault.query_row("SELECT min(id), max(id) FROM slot", [], |row| Ok((row.get(0)?, row.get(1)?)));
    let (first, last): (i64, i64) = ids.unwrap();
    for (edit, damaged, is_dropped, left) in [
        ("UPDATE slot SET identity = x'00' WHERE id = FIRST", first, false, &["identity", "second"][..]),
        ("UPDATE slot SET identity = x'' WHERE id = FIRST", first, false, &["identity", "second"]),
        ("UPDATE slot SET identity = x'00' WHERE id = LAST", last, true, &["identity"]),
        (
            "UPDATE slot SET wrapped = CAST(wrapped || x'00' AS BLOB) WHERE id = LAST",
            last,
            true,
            &["identity"],
        ),
        (
            "UPDATE slot SET wrapped = (SELECT wrapped FROM slot WHERE id = FIRST) WHERE id = LAST",
            last,
            true,
            &["identity"],
        ),
        (
            "INSERT INTO slot SELECT 99, wrapped, identity FROM slot WHERE id = LAST",
            99,
            true,
            &["identity", "second"],
        ),
        ("INSERT INTO slot VALUES (-5, x'00', NULL)", -5, true, &["identity", "second"]),
        ("DELETE FROM slot WHERE id = LAST", last, true, &["identity"]),
    ] {
        let home = Home::new();
        copy_folder(furnished.root(), home.root());
        let edit = edit.replace("FIRST", &first.to_string()).replace("LAST", &last.to_string());
        Connection::open(home.vault()).unwrap().execute_batch(&edit).unwrap();
        home.run("key list -o json").fails(6, "tampered");
        let done = repaired(&home);
        let [damage] = &done["damages"].as_array().unwrap()[..] else { panic!("{edit}: {done}") };
        let found = (&damage["table"], damage["first"].as_i64(), &damage["dropped"]);
        assert_eq!(found, (&"slots".into(), Some(damaged), &is_dropped.into()), "{edit}: {done}");
        let slots = home.json("slot list");
        let names: Vec<&str> =
            slots["items"].as_array().unwrap().iter().map(|slot| slot["name"].as_str().unwrap()).collect();
        assert_eq!(names, left, "{edit}");
        home.ok("key create after");
        let code = home.run(&format!("--identity {second} key list")).code;
        assert_eq!(code, if left.len() == 2 { 0 } else { 5 }, "{edit}");
    }
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

/// The next command would find nothing that opens the vault: a person is asked, a script is not.
#[test]
fn the_slot_in_use_is_removed_only_if_that_is_meant() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.ok("slot add paper --new-identity paper.txt --role owner");
    home.ok("slot add other --new-identity other.txt --role owner");
    let line = "\"$KW\" slot remove identity";
    let mut terminal = Terminal::open(&home, line);
    let said = terminal.sees("Remove the slot");
    assert!(said.contains("'paper'") && said.contains("'other'"), "{said}");
    terminal.types("");
    let (screen, code) = terminal.end();
    assert!(code == 8 && screen.contains("nothing was changed"), "{code}: {screen}");
    home.ok("key list");
    // Of another one nobody is asked.
    assert_eq!(Terminal::open(&home, "\"$KW\" slot remove other").end().1, 0);
    let mut terminal = Terminal::open(&home, line);
    terminal.sees("Remove the slot");
    terminal.types("y");
    let (screen, code) = terminal.end();
    assert!(code == 0 && screen.contains("vault trust kwv_"), "{code}: {screen}");
    home.run("key list").exits(5);
    // The last one is refused before anybody is asked.
    let (screen, code) = Terminal::open(&home, "\"$KW\" slot remove paper --identity paper.txt").end();
    assert!(code == 4 && !screen.contains("Remove the slot"), "{code}: {screen}");
}
