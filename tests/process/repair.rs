//! A damaged vault, and one that is lost: the rest remains usable.

use std::collections::BTreeSet;

use crate::support::{Home, available, bulk};

/// Changes a byte in the sealed part of the n-th row of a table.
pub(super) fn damage(home: &Home, table: &str, place: usize) {
    let row = format!("(SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET {})", place - 1);
    let line = format!(
        "UPDATE {table} SET sealed = CAST(substr(sealed, 1, 20) || x'00ff00ff' || substr(sealed, 25) AS BLOB) \
         WHERE id = {row}"
    );
    home.sql(&line);
}

pub(super) fn repaired(home: &Home) -> serde_json::Value {
    home.run("vault check -o json").fails(6, "tampered");
    let before = std::fs::read(home.vault()).unwrap();
    home.run("vault check --repair -o json").exits(2);
    assert_eq!(std::fs::read(home.vault()).unwrap(), before, "not confirmed");
    let done = home.json("vault check --repair --yes");
    assert_eq!(
        std::fs::read(done["replaced"].as_str().unwrap()).unwrap(),
        before,
        "the damaged vault is kept"
    );
    home.ok("vault check");
    home.ok("audit verify");
    assert_eq!(home.json("vault check --repair")["changed"], false);
    done
}

/// The ids that a published file accepts.
pub(super) fn admitted(home: &Home, file: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(home.path(file)).unwrap();
    let id = |line: &str| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["id"].as_str().unwrap().to_owned()
    };
    text.lines().skip(1).map(id).collect()
}

/// Damaged in one row, repaired, published; lost, recovered by the script, rebuilt, published.
#[test]
fn a_thousand_keys_outlive_damage_and_loss() {
    if !available("sqlite3") || !available("age") {
        return;
    }
    let Some(python) = python(&Home::new()) else { return };
    let home = Home::with_vault();
    home.call("key create --from - -o jsonl").stdin(bulk(1_000)).run().exits(0);
    home.ok("target add api --format jsonl --path @/api --audience a");
    home.ok("publish");
    home.write("key.pem", home.ok("public-key").stdout);
    let all = admitted(&home, "api");
    assert_eq!(all.len(), 1_000);

    damage(&home, "keys", 500);
    home.run("publish --force -o json").fails(6, "tampered");
    let done = repaired(&home);
    assert_eq!(done["damages"].as_array().unwrap().len(), 1, "{done}");
    assert_eq!(done["damages"][0]["dropped"], true, "{done}");
    assert_eq!((&done["damages"][0]["table"], &done["damages"][0]["first"]), (&"keys".into(), &500.into()));
    std::fs::copy(home.path("api"), home.path("before")).unwrap();
    home.ok("publish");
    let kept = admitted(&home, "api");
    assert_eq!(kept.len(), 999);
    // The dropped key is still in the earlier file.
    home.ok("key import --from-file before");
    home.ok("publish");
    assert_eq!(admitted(&home, "api"), all);

    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/recover.py");
    let line = format!(
        "set -eu -o pipefail; umask 077; mv .local/share/keywright/vault.db lost.db; rm -r .local/state
         sqlite3 lost.db \"SELECT writefile('slot.age', wrapped) FROM slots WHERE id = 1\" > /dev/null
         age -d -i .config/keywright/identity.txt slot.age | {python} '{script}' lost.db > recovered.jsonl
         \"$KW\" init --identity .config/keywright/identity.txt --from-recovered recovered.jsonl
         \"$KW\" publish"
    );
    home.shell(&line).run().exits(0);
    assert_eq!(admitted(&home, "api"), all, "the same keys are admitted");
    home.ok("vault check");
    home.ok("inspect api --public-key key.pem");
    assert_eq!(home.names().len(), 1_000);
    // Truncated, duplicated or unrelated input: nothing is created.
    let whole = std::fs::read_to_string(home.path("recovered.jsonl")).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    for bad in [
        &whole[..whole.len() / 2],
        &format!("{whole}{}\n", lines[10]),
        &format!("{whole}{}\n", lines[lines.len() - 1]),
        &lines[..3].join("\n"),
        "{}",
        "",
    ] {
        let args = "init --vault new.db --new-identity new.txt --from-recovered -";
        home.call(&format!("{args} -o json")).stdin(bad).run().fails(2, "usage");
        assert!(!home.path("new.db").exists() && !home.path("new.txt").exists());
    }
}

/// A Python with the one package that the script needs.
pub(super) fn python(home: &Home) -> Option<&'static str> {
    home.python("cryptography")
}

/// A restored old row is authentic by itself: the audit log shows what was done to its key since.
#[test]
fn an_older_row_is_held_against_the_log() {
    if !available("sqlite3") {
        return;
    }
    let home = Home::with_vault();
    for name in ["revoked", "deleted", "disabled", "enabled"] {
        home.create(name, "");
    }
    home.ok("target add api --format jsonl --path @/api");
    std::fs::copy(home.vault(), home.path("then.db")).unwrap();
    home.ok("key revoke revoked --yes");
    home.ok("key delete deleted --yes");
    home.ok("key disable disabled");
    home.ok("key disable enabled");
    home.ok("key enable enabled");
    home.ok("publish");
    assert_eq!(admitted(&home, "api").len(), 1);
    let line = "ATTACH 'then.db' AS then_; INSERT OR REPLACE INTO keys SELECT * FROM then_.keys;";
    home.sql(line);
    let done = repaired(&home);
    assert_eq!(done["ended_again"], 3, "{done}");
    let published = home.json("publish");
    assert_eq!(published["items"][0]["reason"], "restored", "{published}");
    assert_eq!(admitted(&home, "api").len(), 1, "none is back");
    let list = home.json("key list").to_string();
    assert!(!list.contains("deleted\""), "{list}");
}

/// Damage in other tables is reported, and the rest remains usable.
#[test]
fn other_tables() {
    if !available("sqlite3") {
        return;
    }
    let home = Home::with_vault();
    home.create("ci", "");
    home.create("turning", "");
    home.ok("rotate start turning");
    home.call("credential set pw").stdin("a stored secret").run().exits(0);
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    let tables =
        ["audit", "series", "publications", "rotations", "credentials", "blocks", "signing_keys", "targets"];
    for table in tables {
        damage(&home, table, 1);
    }
    let done = repaired(&home);
    let found: BTreeSet<&str> =
        done["damages"].as_array().unwrap().iter().map(|damage| damage["table"].as_str().unwrap()).collect();
    assert_eq!(found, tables.into_iter().collect(), "{done}");
    assert_eq!(done["new_signing_key"], true);
    let log = home.json("audit list");
    assert_eq!(log["items"][0]["action"], "lost", "{log}");
    // The recreated target has a file that the new signing key did not sign.
    home.ok("target add api --format jsonl --path @/api");
    home.run("publish").exits(4);
    home.ok("publish --accept-restore");
}

/// Without these the expected content of the vault is unknown.
#[test]
fn what_cannot_be_repaired() {
    if !available("sqlite3") {
        return;
    }
    for table in ["manifest", "settings", "slots"] {
        let home = Home::with_vault();
        home.create("ci", "");
        home.ok("vault backup backup.db");
        damage(&home, table, 1);
        let before = home.contents();
        let error = home.run("vault check --repair --yes -o json").fails(6, "tampered");
        assert!(error["hint"].as_str().unwrap().contains("restore"), "{error}");
        assert!(home.contents() == before);
        home.ok("vault restore backup.db");
        home.ok("vault check");
    }
    // A rolled-back vault is not a damaged one.
    let home = Home::with_vault();
    let old = std::fs::read(home.vault()).unwrap();
    home.create("ci", "");
    std::fs::write(home.vault(), old).unwrap();
    home.run("vault check --repair --yes -o json").fails(7, "rolled_back");
    damage(&home, "audit", 1);
    home.run("vault check --repair --yes -o json").fails(7, "rolled_back");
}
