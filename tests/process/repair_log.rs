//! Older leaves in the place of newer ones: whatever the audit log says was removed, replaced, ended or confirmed since
//! does not come back, by a repair or by a recovery; what cannot be told is named, and runs no program by itself.

use super::recovered::{lose, made};
use super::repair::{
    damage, findings, home_with_leaves, leaf_with, node, number_of, opened, put_back, repaired,
};
use crate::support::opened::OpenedNode;
use crate::support::{Home, available, bulk};

pub(super) const WAYS: [&str; 2] = ["repair", "recover"];

/// Repairs the vault, or makes a new one of what the script finds. Returns what the log says of records.
pub(super) fn healed(home: &Home, how: &str) -> Option<Vec<String>> {
    if how == "repair" {
        return Some(findings(&repaired(home)));
    }
    let text = lose(home, "--all", "")?;
    assert!(text.contains("\"salvaged\":true"), "an older leaf is in place");
    Some(findings(&made(home, &text).json()))
}

pub(super) fn then(home: &Home) {
    std::fs::copy(home.vault(), home.path("then.db")).unwrap();
}

/// Puts the leaf with a table's first record back as it was.
pub(super) fn put_leaf_back(home: &Home, table: &str) -> OpenedNode {
    let was = |node: &OpenedNode| node.holds(&[table]);
    let now = node(home, was);
    let then = opened(home, &home.path("then.db")).nodes().into_iter().find(was).unwrap();
    assert_eq!(now.id, then.id);
    put_back(home, "then.db", &[now.id]);
    now
}

fn names(home: &Home, noun: &str) -> Vec<String> {
    let items = home.json(&format!("{noun} list"))["items"].clone();
    items.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

pub(super) fn set(home: &Home, name: &str, secret: &str) {
    home.call(&format!("credential set {name}")).stdin(secret).run().exits(0);
}

/// The next second: times in the vault are whole ones.
fn later() {
    std::thread::sleep(std::time::Duration::from_millis(1_100));
}

#[test]
fn what_was_removed_stays_removed() {
    for how in WAYS {
        let home = home_with_leaves();
        for name in ["gone", "again", "kept"] {
            set(&home, name, "a secret");
            home.ok(&format!(
                "target add {name} --format jsonl --path @/{name}.jsonl --reload \"touch '@/{name}.ran'\""
            ));
        }
        then(&home);
        later();
        for name in ["gone", "again"] {
            home.ok(&format!("credential remove {name} --yes"));
            home.ok(&format!("target remove {name} --yes"));
        }
        put_leaf_back(&home, "targets");
        let Some(found) = healed(&home, how) else { return };
        let expected = [
            "removed credentials again",
            "removed credentials gone",
            "removed targets again",
            "removed targets gone",
        ];
        assert_eq!(found, expected, "{how}");
        assert_eq!(
            (names(&home, "credential"), names(&home, "target")),
            (vec!["kept".to_owned()], vec!["kept".to_owned()])
        );
        home.run("publish --accept-restore");
        assert!(home.path("kept.ran").exists() && !home.path("gone.ran").exists(), "{how}");
    }
}

/// One that was removed and added again is not the one that was there before.
#[test]
fn what_was_replaced_stays_replaced() {
    for how in WAYS {
        let home = home_with_leaves();
        set(&home, "shop", "the first");
        home.ok("target add edge --format jsonl --path @/first");
        then(&home);
        later();
        home.ok("credential remove shop --yes");
        home.ok("target remove edge --yes");
        set(&home, "shop", "the second");
        home.ok("target add edge --format jsonl --path @/second");
        put_leaf_back(&home, "targets");
        let Some(found) = healed(&home, how) else { return };
        assert_eq!(found, ["removed credentials shop", "removed targets edge"], "{how}");
    }
}

#[test]
fn what_may_have_lost_an_edit_is_named_and_a_target_waits() {
    for how in WAYS {
        let home = home_with_leaves();
        for name in ["edited", "kept"] {
            set(&home, name, "the first");
            home.ok(&format!(
                "target add {name} --format jsonl --path @/{name}.jsonl --reload \"touch '@/{name}.ran'\""
            ));
        }
        home.ok("publish");
        home.shell("rm edited.ran kept.ran").run().exits(0);
        then(&home);
        later();
        set(&home, "edited", "the second");
        home.ok("target edit edited --reload none");
        put_leaf_back(&home, "targets");
        let Some(found) = healed(&home, how) else { return };
        assert_eq!(found, ["perhaps_older credentials edited", "perhaps_older targets edited"], "{how}");
        let error = home.run("publish edited -o json").exits(4).json();
        let said = error["items"][0]["error"].to_string();
        assert!(said.contains("before its last edit") && said.contains("edited.ran"), "{said}");
        home.run("publish --force");
        assert!(home.path("kept.ran").exists() && !home.path("edited.ran").exists(), "{how}");
        // Who edits it has seen it; and who accepts it as it is.
        home.shell("cp -r .local there").run().exits(0);
        home.ok("target edit edited --reload \"touch '@/other.ran'\"");
        home.ok("publish edited");
        assert!(home.path("other.ran").exists() && !home.path("edited.ran").exists(), "{how}");
        home.shell("rm -r .local && mv there .local").run().exits(0);
        home.ok("publish edited --accept-restore");
        assert!(home.path("edited.ran").exists(), "{how}");
    }
}

/// A former hook would be given the secrets of new keys.
#[test]
fn a_profile_that_may_be_older_has_no_hooks() {
    for how in WAYS {
        let home = Home::in_memory();
        home.ok("init --new-identity");
        let profile = |name: &str, hook: &str| {
            home.write("p.toml", format!("name = \"{name}\"\n[hooks]\ndeliver = [\"/bin/{hook}\"]\n"));
        };
        for name in ["gone", "edited", "kept"] {
            profile(name, "true");
            home.ok("profile add --from p.toml");
        }
        home.call("key create --from - -o jsonl").stdin(bulk(200)).run().exits(0);
        then(&home);
        home.ok("profile remove gone --yes");
        profile("edited", "cat");
        home.ok("profile edit edited --from p.toml");
        put_leaf_back(&home, "profiles");
        let Some(found) = healed(&home, how) else { return };
        assert_eq!(found, ["perhaps_older profiles edited", "removed profiles gone"], "{how}");
        let hooks = |name: &str| home.json(&format!("profile show {name}")).to_string().contains("/bin/");
        assert_eq!((hooks("edited"), hooks("kept")), (false, true), "{how}");
        assert!(!names(&home, "profile").contains(&"gone".to_owned()), "{how}");
    }
}

/// A leaf of another history under the same data key: its records fit, and no event of ours speaks of them.
#[test]
fn what_is_of_another_history_is_dropped() {
    for how in WAYS {
        let home = home_with_leaves();
        then(&home);
        home.create("ours", "");
        home.ok("target add edge --format jsonl --path @/ours");
        home.shell("cp -r .local ours").run().exits(0);
        std::fs::copy(home.path("then.db"), home.vault()).unwrap();
        home.shell("rm -r .local/state").run().exits(0);
        home.ok(&format!("vault trust {}", home.fingerprint()));
        later();
        home.create("theirs", "");
        home.ok("target add edge --format jsonl --path @/theirs");
        then(&home);
        home.shell("rm -r .local && mv ours .local").run().exits(0);
        let leaf = leaf_with(&home, "keys", number_of(&home, "ours"));
        put_back(&home, "then.db", &[leaf.id]);
        let Some(found) = healed(&home, how) else { return };
        assert_eq!(found, ["unknown keys theirs", "unknown targets edge"], "{how}");
        assert!(!home.names().contains(&"theirs".to_owned()), "{how}");
    }
}

/// Where events are lost, such keys are named; but of two of one name and version the one that no event speaks of goes.
#[test]
fn what_may_be_of_another_history_is_named() {
    let home = home_with_leaves();
    let more = |name: &str| {
        home.call("key create --from - -o jsonl").stdin(bulk(120).replace("key", name)).run().exits(0);
    };
    then(&home);
    more("both");
    more("ours");
    home.create("last", "");
    home.shell("cp -r .local ours").run().exits(0);
    std::fs::copy(home.path("then.db"), home.vault()).unwrap();
    home.shell("rm -r .local/state").run().exits(0);
    home.ok(&format!("vault trust {}", home.fingerprint()));
    more("them");
    more("both");
    home.create("else", "");
    then(&home);
    let number = number_of(&home, "else");
    let theirs = leaf_with(&home, "keys", number);
    home.shell("rm -r .local && mv ours .local").run().exits(0);
    let events = node(&home, |node| node.is_all_of("audit") && node.id != theirs.id);
    for leaf in [leaf_with(&home, "keys", number), events] {
        damage(&home, leaf.id);
    }
    // In the place of whatever has that number here: a node opens nowhere else.
    put_back(&home, "then.db", &[theirs.id]);
    let found = findings(&repaired(&home));
    assert!(found.contains(&"unknown keys both 110".to_owned()), "{found:?}");
    assert!(found.contains(&"perhaps_unknown keys else".to_owned()), "{found:?}");
    assert_eq!(home.names().iter().filter(|name| *name == "both 110").count(), 1);
    home.ok("key show 'both 110'");
}

/// The pieces of a long record may be older than its place.
#[test]
fn pieces_of_an_earlier_time() {
    for how in WAYS {
        let home = home_with_leaves();
        // More than one leaf of pieces, and the profile's own entry in the last of them.
        let profile = |description: &str| {
            let scopes: Vec<String> = (0..64).map(|number| format!("\"scope-{number:050}\"")).collect();
            let scopes = scopes.join(", ");
            let roles: Vec<String> = (0..5).map(|number| format!("role-{number} = [{scopes}]\n")).collect();
            let head = format!("name = \"long\"\ndescription = \"{description}\"\nscopes = [{scopes}]");
            let tables = format!("[roles]\n{}[hooks]\ndeliver = [\"/bin/true\"]\n", roles.concat());
            home.write("p.toml", format!("{head}\n{tables}"));
        };
        profile("one");
        home.ok("profile add --from p.toml");
        then(&home);
        profile("two");
        home.ok("profile edit long --from p.toml");
        let first = opened(&home, &home.vault()).nodes().into_iter().find(|node| node.level == 0).unwrap();
        assert!(first.entries.iter().all(|(key, _)| key[0] == 0), "nothing but pieces");
        put_back(&home, "then.db", &[first.id]);
        let Some(found) = healed(&home, how) else { return };
        assert_eq!(found, ["perhaps_older profiles long"], "{how}");
        assert!(!home.json("profile show long").to_string().contains("/bin/"), "{how}");
    }
}

/// A server had a later file than an older receipt says.
#[test]
fn a_receipt_that_was_replaced_is_not_kept() {
    for how in WAYS {
        let home = home_with_leaves();
        home.ok("target add edge --format jsonl --path @/edge --servers eu-1");
        home.write("public.pem", home.ok("public-key --format pem").bytes);
        let load = || {
            home.ok("publish --force");
            home.call("check --public-key public.pem --file edge --state state --server eu-1")
                .stdin("")
                .run();
            home.shell("\"$KW\" receipt import state/*.receipt.json").run().exits(0);
        };
        load();
        then(&home);
        load();
        put_leaf_back(&home, "receipts");
        let Some(found) = healed(&home, how) else { return };
        assert!(found.contains(&"removed receipts edge/eu-1".to_owned()), "{how}: {found:?}");
    }
}

/// Whoever was made a member cannot repair themselves into an owner, with a leaf from when they were the only one.
#[test]
fn a_former_role_where_no_owner_is_left() {
    if !available("age-keygen") {
        return;
    }
    let home = home_with_leaves();
    then(&home);
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.ok("slot add second --identity second.txt");
    home.ok("slot edit identity --role member --identity second.txt");
    put_leaf_back(&home, "slots");
    let before = std::fs::read(home.vault()).unwrap();
    let error = home.run("vault check --repair --yes -o json").fails(4, "conflict");
    assert!(error["message"].as_str().unwrap().contains("the role member"), "{error}");
    assert_eq!(std::fs::read(home.vault()).unwrap(), before);
}

#[test]
fn a_key_that_may_be_older_has_no_hooks_of_its_own() {
    for how in WAYS {
        let home = home_with_leaves();
        for name in ["key 60", "key 61"] {
            home.ok(&format!("key edit '{name}' --deliver /bin/true"));
        }
        then(&home);
        home.ok("key edit 'key 60' --deliver /bin/cat");
        let leaf = leaf_with(&home, "keys", number_of(&home, "key 60"));
        put_back(&home, "then.db", &[leaf.id]);
        let Some(found) = healed(&home, how) else { return };
        // Both were edited, and nothing tells whether before or after.
        assert_eq!(found, ["perhaps_older keys key 60", "perhaps_older keys key 61"], "{how}");
        let hooks = |name: &str| home.json(&format!("key show '{name}'")).to_string().contains("/bin/");
        assert!(!hooks("key 60") && !hooks("key 61"), "{how}");
    }
}

/// Where the event is lost that would tell, a role may be a former one.
#[test]
fn a_role_that_may_be_older_is_named() {
    if !available("age-keygen") {
        return;
    }
    let home = home_with_leaves();
    set(&home, "filler", "a secret");
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.ok("slot add second --identity second.txt");
    then(&home);
    let fill = || (0..70).for_each(|_| _ = home.ok("credential get filler"));
    fill();
    let edited = opened(&home, &home.vault()).manifest["log_count"].as_u64().unwrap() + 1;
    home.ok("slot edit second --role member");
    fill();
    let lost = leaf_with(&home, "audit", edited);
    put_leaf_back(&home, "slots");
    damage(&home, lost.id);
    let found = findings(&repaired(&home));
    assert!(found.contains(&"perhaps_older slots second".to_owned()), "{found:?}");
}
