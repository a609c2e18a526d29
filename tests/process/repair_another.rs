//! A damaged vault with nodes of another time or another history: what is in them is authentic, but not necessarily
//! the latest.

use std::collections::BTreeSet;

use keywright::crypto::envelope::Identity;
use serde_json::json;

use super::repair::{
    admitted, damage, damages, findings, home_with_leaves, leaf_with, node, number_of, opened, put_back,
    repaired,
};
use crate::support::opened::{OpenedNode, OpenedVault};
use crate::support::{Home, available, bulk, copy_folder};

const REPAIR: &str = "vault check --repair --yes -o json";

fn mark(home: &Home) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(home.mark()).unwrap()).unwrap()
}

/// The newest event that this machine has seen.
fn newest(home: &Home) -> u64 {
    mark(home)["audit_count"].as_u64().unwrap()
}

/// Copies the current vault to its place on another machine.
fn copy(home: &Home, name: &str) {
    std::fs::copy(home.vault(), home.path(name)).unwrap();
}

/// An attacker with an old copy and no key can make it neither the current vault nor a repairable one.
#[test]
fn a_repair_accepts_no_other_history() {
    let home = home_with_leaves();
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
    let newest = newest(&home);
    std::fs::copy(home.path("thief.db"), home.vault()).unwrap();
    home.run("vault check -o json").fails(7, "rolled_back");
    let leaf = leaf_with(&home, "audit", newest).id;
    damage(&home, leaf);
    home.run("vault check -o json").fails(6, "tampered");
    let error = home.run(REPAIR).fails(7, "rolled_back");
    assert!(error["hint"].as_str().unwrap().contains("--accept-rollback"), "{error}");
    // The former events in their place.
    put_back(&home, "now.db", &[leaf]);
    home.run(REPAIR).fails(7, "rolled_back");
    assert!(!home.json("audit list --vault now.db").to_string().contains("vault.repair"));
    // All that is in the current vault, but the manifest.
    let nodes: Vec<i64> = opened(&home, &home.path("now.db")).nodes().iter().map(|node| node.id).collect();
    put_back(&home, "now.db", &nodes);
    home.run(REPAIR).fails(7, "rolled_back");
    std::fs::copy(home.path("now.db"), home.vault()).unwrap();
    home.ok("vault check");
}

/// The same vault is repaired wherever its log is damaged; a continuation from elsewhere only at the owner's
/// word.
#[test]
fn a_damaged_log() {
    let home = home_with_leaves();
    // The mark is on this machine: its own head counts, whatever happened to the last events.
    let leaf = leaf_with(&home, "audit", newest(&home));
    damage(&home, leaf.id);
    repaired(&home);
    let gaps = home.json("audit list --action lost --limit 0");
    assert_eq!(gaps["items"].as_array().unwrap().len(), leaf.records_of("audit").len(), "{gaps}");
    home.shell("cp -r .local/state then").run().exits(0);
    home.create("d", "");
    let last = newest(&home);
    home.create("e", "");
    home.shell("rm -r .local/state && mv then .local/state").run().exits(0);
    damage(&home, leaf_with(&home, "audit", last).id);
    home.run(REPAIR).fails(7, "rolled_back");
    home.ok(&format!("{REPAIR} --accept-rollback"));
    home.ok("vault check");
    assert_eq!(home.names().len(), 202);
}

/// Two histories with the same beginning: here, and on another machine in `other.db`. Their events are as long, so that
/// the same events are in the same leaves. Returns the last event that both have.
fn two_histories() -> (Home, u64) {
    let home = home_with_leaves();
    home.create("leaked", "");
    copy(&home, "other.db");
    let common = newest(&home);
    let elsewhere = format!("--vault other.db --trust {}", home.fingerprint());
    let create = |whose: &str, options: &str| {
        let call = home.call(&format!("key create --from - -o jsonl {options}"));
        call.env("XDG_STATE_HOME", home.path(whose)).stdin(bulk(200).replace("key", whose)).run().exits(0);
    };
    create("elsewhere", &elsewhere);
    create("workplace", &format!("--trust {}", home.fingerprint()));
    home.ok("key revoke leaked --yes");
    (home, common)
}

/// The leaves with nothing but events after one.
fn leaves_after(vault: &OpenedVault, seq: u64) -> Vec<OpenedNode> {
    let is_after = |leaf: &OpenedNode| leaf.records_of("audit").iter().all(|found| *found > seq);
    vault.nodes().into_iter().filter(|leaf| leaf.holds(&["audit"]) && is_after(leaf)).collect()
}

/// Events of another history do not replace those that were written here.
#[test]
fn events_of_another_history() {
    // Which of the leaves is replaced, and which one is damaged in addition.
    for (replaced, damaged) in [(0, None), (1, None), (0, Some(1)), (1, Some(0_usize))] {
        let (home, common) = two_histories();
        let ours = leaves_after(&opened(&home, &home.vault()), common);
        let theirs = leaves_after(&opened(&home, &home.path("other.db")), common);
        let events = |leaf: usize| ours[leaf].records_of("audit");
        assert!(ours.len() >= 2 && events(replaced) == theirs[replaced].records_of("audit"), "{ours:?}");
        assert_eq!(ours[replaced].id, theirs[replaced].id);
        put_back(&home, "other.db", &[ours[replaced].id]);
        if let Some(place) = damaged {
            damage(&home, ours[place].id);
        }
        let done = repaired(&home);
        let log = home.json("audit list --limit 0");
        let items = log["items"].as_array().unwrap().iter();
        let lost =
            items.filter(|event| event["action"] == "lost").map(|event| event["seq"].as_u64().unwrap());
        let lost: BTreeSet<u64> = lost.collect();
        let expected = [Some(replaced), damaged].into_iter().flatten().flat_map(events).collect();
        assert_eq!(lost, expected, "{replaced}, {damaged:?}: {done}");
        assert!(!log.to_string().contains("elsewhere"), "{replaced}, {damaged:?}");
    }
}

/// Any node of a fork in the place of ours: whatever is elsewhere stays as it is, and what was revoked stays revoked.
#[test]
fn nodes_of_another_history() {
    let (home, _) = two_histories();
    copy(&home, "now.db");
    let names = |leaf: &OpenedNode| -> BTreeSet<String> {
        let of_key =
            |(_, value): &(Vec<u8>, Vec<u8>)| -> serde_json::Value { serde_json::from_slice(value).unwrap() };
        let keys = leaf.entries.iter().filter(|(key, _)| leaf.level == 0 && key[0] == 5).map(of_key);
        keys.map(|key| key["name"].as_str().unwrap().to_owned()).collect()
    };
    let (ours, theirs) =
        (opened(&home, &home.vault()).nodes(), opened(&home, &home.path("other.db")).nodes());
    let all: BTreeSet<String> = ours.iter().flat_map(&names).collect();
    let mut tried = 0;
    for our in ours.iter().filter(|our| theirs.iter().any(|their| their.id == our.id)) {
        put_back(&home, "other.db", &[our.id]);
        // Some are the same in both; and without settings there is nothing to repair from.
        if home.run("vault check").code == 6 && !our.holds(&["settings"]) {
            tried += 1;
            repaired(&home);
            let left: BTreeSet<String> = home.names().into_iter().collect();
            let elsewhere: BTreeSet<String> = all.difference(&names(our)).cloned().collect();
            assert!(left.is_superset(&elsewhere), "node {}: {left:?}", our.id);
            assert_ne!(home.json("key show leaked")["status"], "active", "node {}", our.id);
        }
        home.shell("rm -rf .local/state .local/share/keywright/*").run().exits(0);
        std::fs::copy(home.path("now.db"), home.vault()).unwrap();
        home.ok(&format!("vault trust {}", home.fingerprint()));
    }
    assert!(tried > 8, "{tried}");
}

/// An older leaf in the place of a newer one: its keys come back, but not those that the log says are over.
#[test]
fn an_older_leaf_is_held_against_the_log() {
    let home = home_with_leaves();
    let ended = ["revoked", "deleted", "disabled"];
    for name in ended.iter().chain(&["enabled", "kept"]) {
        home.create(name, "");
    }
    home.ok("target add api --format jsonl --path @/api");
    copy(&home, "then.db");
    let numbers = ["revoked", "kept"].map(|name| number_of(&home, name));
    let leaf = leaf_with(&home, "keys", numbers[0]);
    assert!(leaf.records_of("keys").contains(&numbers[1]), "they share a leaf: {leaf:?}");
    home.ok("key revoke revoked --yes");
    home.ok("key delete deleted --yes");
    home.ok("key disable disabled");
    home.ok("key disable enabled");
    home.ok("key enable enabled");
    home.ok("publish");
    let now = admitted(&home, "api");
    assert_eq!(now.len(), 202);
    put_back(&home, "then.db", &[leaf.id]);
    home.run("publish --force -o json").fails(6, "tampered");
    let done = repaired(&home);
    assert_eq!(done["ended_again"], 3, "{done}");
    let published = home.json("publish");
    assert_eq!(published["items"][0]["reason"], "restored", "{published}");
    assert_eq!(admitted(&home, "api"), now, "none is back, and none is lost");
    let list = home.json("key list --limit 0").to_string();
    assert!(!list.contains("\"deleted\""), "{list}");
}

/// With signing keys in a leaf of their own: before them come as many slots as fit into one.
fn home_with_slots() -> Home {
    let home = Home::with_vault();
    for number in 0..56 {
        let (identity, _) = Identity::generate("2026-01-01").unwrap();
        let name = format!("a-slot-with-a-name-that-takes-as-much-room-as-it-may-{number:02}");
        home.ok(&format!("slot add {name} --recipient {}", identity.recipients[0].text));
    }
    let settings = node(&home, |node| node.holds(&["settings"]));
    assert!(!settings.holds(&["signing_keys"]), "{settings:?}");
    home
}

/// A replaced signing key never signs again, whatever leaf is put back.
#[test]
fn a_former_signing_key() {
    let keys = |home: &Home| home.ok("public-key").stdout;
    let furnished = home_with_slots();
    furnished.call("key create --from - -o jsonl").stdin(bulk(200)).run().exits(0);
    for back in ["active", "prepared", "none"] {
        let home = Home::new();
        copy_folder(furnished.root(), home.root());
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
        let leaf = node(&home, |node| node.holds(&["signing_keys"]));
        if back == "none" {
            damage(&home, leaf.id);
        } else {
            // They may have been in another leaf then, which was given up.
            let then = opened(&home, &home.path("then.db")).nodes();
            let former = then.iter().find(|node| node.holds(&["signing_keys"])).unwrap().id;
            put_back(&home, "then.db", &[leaf.id, former]);
        }
        let done = repaired(&home);
        assert_eq!(done["new_signing_key"], true, "{back}: {done}");
        assert_eq!(opened(&home, &home.vault()).records("signing_keys").len(), 1, "{back}");
        let then = keys(&home);
        assert!(then != now && then != former, "{back}");
        // The next repair recognises it too.
        damage(&home, node(&home, |node| node.is_all_of("audit")).id);
        assert_eq!(repaired(&home)["new_signing_key"], false, "{back}");
        assert_eq!(keys(&home), then, "{back}");
    }
}

/// A revoked role does not come back with an older leaf, not even for the one who repairs with it.
#[test]
fn a_former_role() {
    if !available("age-keygen") {
        return;
    }
    let home = home_with_leaves();
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.ok("slot add second --identity second.txt");
    copy(&home, "then.db");
    home.ok("slot edit second --role member");
    let leaf = node(&home, |node| node.holds(&["slots"]));
    assert!(!leaf.holds(&["audit"]));
    put_back(&home, "then.db", &[leaf.id]);
    let before = std::fs::read(home.vault()).unwrap();
    let error = home.run(&format!("{REPAIR} --identity second.txt")).fails(4, "conflict");
    assert!(error["message"].as_str().unwrap().contains("the role member"), "{error}");
    assert_eq!(std::fs::read(home.vault()).unwrap(), before);
    let done = repaired(&home);
    assert_eq!(done["roles_again"], json!(["second"]), "{done}");
    let slots = home.json("slot list");
    let roles: Vec<_> = slots["items"].as_array().unwrap().iter().map(|slot| slot["role"].clone()).collect();
    assert_eq!(roles, ["owner", "member"]);
}

/// It is unknown which records of an older leaf have changed since; the audit log lists the candidates.
#[test]
fn edited_keys_are_named() {
    let home = home_with_leaves();
    for name in ["edited", "kept"] {
        home.create(name, "-s read");
    }
    copy(&home, "then.db");
    home.ok("key edit edited --description less");
    home.ok("key edit 'key 3' --description elsewhere");
    let leaf = leaf_with(&home, "keys", number_of(&home, "edited"));
    put_back(&home, "then.db", &[leaf.id]);
    let done = repaired(&home);
    assert_eq!(findings(&done), ["perhaps_older keys edited"], "{done}");
    assert!(damages(&done).iter().all(|(.., dropped)| !dropped), "{done}");
    damage(&home, node(&home, |node| node.is_all_of("audit")).id);
    assert_eq!(findings(&repaired(&home)), [""; 0], "no key was in doubt");
}
