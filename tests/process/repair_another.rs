//! A damaged vault with parts of another history: an authentic row is not necessarily the latest.

use super::repair::{damage, repaired};
use crate::support::{Home, available};

const REPAIR: &str = "vault check --repair --yes -o json";

fn mark(home: &Home) -> serde_json::Value {
    let info = home.json("vault info");
    let path = std::path::Path::new(info["state_folder"].as_str().unwrap()).join("mark.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Copies the current vault to its place on another machine.
fn copy(home: &Home, name: &str) {
    std::fs::copy(home.vault(), home.path(name)).unwrap();
}

/// An attacker with an old copy and no key can make it neither the current vault nor a repairable one.
#[test]
fn a_repair_accepts_no_other_history() {
    if !available("sqlite3") {
        return;
    }
    let home = Home::with_vault();
    home.create("leaked", "");
    home.ok("vault backup backup.db");
    for name in ["a", "b", "c", "d", "e", "f"] {
        home.create(name, "");
    }
    copy(&home, "thief.db");
    home.shell("rm -r .local").run().exits(0);
    home.ok("vault restore backup.db");
    home.ok("key revoke leaked --yes");
    copy(&home, "now.db");
    let place = usize::try_from(mark(&home)["audit_count"].as_u64().unwrap()).unwrap();
    std::fs::copy(home.path("thief.db"), home.vault()).unwrap();
    home.run("vault check -o json").fails(7, "rolled_back");
    damage(&home, "audit", place);
    home.run("vault check -o json").fails(6, "tampered");
    let error = home.run(REPAIR).fails(7, "rolled_back");
    assert!(error["hint"].as_str().unwrap().contains("--accept-rollback"), "{error}");
    // The former event in its place, and another damage to repair.
    home.sql("ATTACH 'now.db' AS now_; INSERT OR REPLACE INTO audit SELECT * FROM now_.audit;");
    home.run(REPAIR).fails(7, "rolled_back");
    damage(&home, "audit", place + 1);
    home.run(REPAIR).fails(7, "rolled_back");
    assert!(!home.json("audit list --vault now.db").to_string().contains("vault.repair"));
    std::fs::copy(home.path("now.db"), home.vault()).unwrap();
    home.ok("vault check");
}

/// The same vault is repaired wherever its log is damaged; a continuation from elsewhere only at the owner's
/// word.
#[test]
fn a_damaged_log() {
    if !available("sqlite3") {
        return;
    }
    let home = Home::with_vault();
    for name in ["a", "b", "c"] {
        home.create(name, "");
    }
    // The mark is on this machine: its own head counts, whatever happened to the last events.
    damage(&home, "audit", 4);
    damage(&home, "audit", 3);
    repaired(&home);
    home.shell("cp -r .local/state then").run().exits(0);
    home.create("d", "");
    let last = usize::try_from(mark(&home)["audit_count"].as_u64().unwrap()).unwrap();
    home.create("e", "");
    home.shell("rm -r .local/state && mv then .local/state").run().exits(0);
    damage(&home, "audit", last);
    home.run(REPAIR).fails(7, "rolled_back");
    home.ok(&format!("{REPAIR} --accept-rollback"));
    home.ok("vault check");
    assert_eq!(home.names().len(), 5);
}

/// Events of another history do not replace those that were written here.
#[test]
fn events_of_another_history() {
    if !available("sqlite3") {
        return;
    }
    let scene = || {
        let home = Home::with_vault();
        home.create("leaked", "");
        copy(&home, "other.db");
        home.ok("key revoke leaked --yes");
        for name in ["a", "b", "c"] {
            home.create(name, "");
        }
        for name in ["p", "q", "r", "s"] {
            let args = format!("key create {name} --vault other.db");
            home.call(&args).env("XDG_STATE_HOME", home.path("elsewhere")).run().exits(0);
        }
        home
    };
    // 1 and 2 are common: init, key.create. Which events are replaced, which event is damaged in addition,
    // and which are replaced by `lost` in the end.
    for (taken, damaged, lost) in [
        ("3", None, vec![3]),
        ("4, 5", None, vec![4, 5]),
        ("6", None, vec![6]),
        ("4", Some(6), vec![4, 6]),
        ("3", Some(4), vec![4]),
    ] {
        let home = scene();
        home.sql(&format!(
            "ATTACH 'other.db' AS other; \
             INSERT OR REPLACE INTO audit SELECT * FROM other.audit WHERE id IN ({taken});"
        ));
        if let Some(place) = damaged {
            damage(&home, "audit", place);
        }
        let done = repaired(&home);
        let damages = done["damages"].as_array().unwrap();
        let rows: Vec<_> = damages.iter().map(|damage| damage["first"].as_i64().unwrap()).collect();
        assert_eq!(rows, lost, "{taken}: {done}");
        let log = home.json("audit list --limit 0");
        let words = log["items"].as_array().unwrap().iter().filter(|event| event["action"] == "lost");
        let places: Vec<_> = words.map(|event| event["seq"].as_i64().unwrap()).collect();
        assert_eq!(places, lost, "{taken}: {log}");
    }
}

/// A replaced signing key never signs again, whatever row of it is put back.
#[test]
fn a_former_signing_key() {
    if !available("sqlite3") {
        return;
    }
    let keys = |home: &Home| home.ok("public-key").stdout;
    for (back, new_is_lost) in [("active", false), ("active", true), ("prepared", true)] {
        let home = Home::with_vault();
        home.create("ci", "");
        let turn = |step: &str| home.ok(&format!("vault rekey --signing {step}"));
        if back == "prepared" {
            turn("--prepare");
        }
        copy(&home, "then.db");
        if back == "prepared" {
            turn("--activate");
        }
        let former = keys(&home);
        turn("--prepare");
        turn("--activate");
        let now = keys(&home);
        assert_ne!(former, now);
        home.sql("ATTACH 'then.db' AS then_; INSERT INTO signing_keys SELECT * FROM then_.signing_keys;");
        if new_is_lost {
            home.sql("DELETE FROM signing_keys WHERE id = (SELECT max(id) FROM signing_keys);");
        }
        let done = repaired(&home);
        assert_eq!(done["new_signing_key"], new_is_lost, "{back}: {done}");
        assert_eq!(home.sql("SELECT count(*) FROM signing_keys;").trim(), "1", "{back}");
        assert_eq!(keys(&home) == now, !new_is_lost, "{back}");
        assert_ne!(keys(&home), former, "{back}");
        // The next repair recognises it too.
        let then = keys(&home);
        damage(&home, "keys", 1);
        assert_eq!(repaired(&home)["new_signing_key"], false);
        assert_eq!(keys(&home), then);
    }
}

/// A revoked role does not come back with an older row, not even for the one who repairs with it.
#[test]
fn a_former_role() {
    if !available("sqlite3") || !available("age-keygen") {
        return;
    }
    let home = Home::with_vault();
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.ok("slot add second --identity second.txt");
    copy(&home, "then.db");
    home.ok("slot edit second --role member");
    home.sql("ATTACH 'then.db' AS then_; INSERT OR REPLACE INTO slots SELECT * FROM then_.slots;");
    let before = std::fs::read(home.vault()).unwrap();
    let error = home.run(&format!("{REPAIR} --identity second.txt")).fails(4, "conflict");
    assert!(error["message"].as_str().unwrap().contains("the role member"), "{error}");
    assert_eq!(std::fs::read(home.vault()).unwrap(), before);
    let done = repaired(&home);
    assert_eq!(done["roles_again"], serde_json::json!(["second"]), "{done}");
    let slots = home.json("slot list");
    let roles: Vec<_> = slots["items"].as_array().unwrap().iter().map(|slot| slot["role"].clone()).collect();
    assert_eq!(roles, ["owner", "member"]);
}

/// It is unknown which rows of a damaged block are older; the audit log lists the candidates.
#[test]
fn edited_keys_are_named() {
    if !available("sqlite3") {
        return;
    }
    let home = Home::with_vault();
    for name in ["edited", "kept"] {
        home.create(name, "-s read");
    }
    copy(&home, "then.db");
    home.ok("key edit edited --description less");
    home.sql("ATTACH 'then.db' AS then_; INSERT OR REPLACE INTO keys SELECT * FROM then_.keys;");
    assert_eq!(repaired(&home)["perhaps_older"], serde_json::json!(["edited"]));
    damage(&home, "audit", 2);
    assert_eq!(repaired(&home)["perhaps_older"], serde_json::json!([]), "no key was in doubt");
}
