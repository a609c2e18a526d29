//! Older leaves with rotations in them: each is brought to the step that the audit log has, and a secret that was
//! confirmed does not come back.

use serde_json::{Value, json};

use super::repair::{damage, findings, home_with_leaves, leaf_with, number_of, opened, repaired};
use super::repair_log::{WAYS, healed, put_leaf_back, set, then};
use crate::support::Home;

fn rotations(home: &Home) -> Vec<Value> {
    opened(home, &home.vault()).records("rotations").into_iter().map(|(_, rotation)| rotation).collect()
}

fn status(home: &Home, id: &str) -> Value {
    home.json(&format!("key show {id}"))["status"].clone()
}

/// Each was in progress in the older leaf.
#[test]
fn a_rotation_does_not_go_back() {
    for how in WAYS {
        let home = home_with_leaves();
        let all = ["aborted", "confirmed", "finished", "replaced", "shown", "still"];
        let started = all.map(|name| {
            let old = home.create(name, "").id;
            let new = home.json(&format!("rotate start {name}"));
            let text = |member: &str| new[member].as_str().unwrap().to_owned();
            (old, new["successor"]["id"].as_str().unwrap().to_owned(), text("secret"))
        });
        then(&home);
        let confirm = |place: usize| {
            let secret = started[place].2.as_str();
            home.call(&format!("rotate confirm {} --force", all[place])).stdin(secret).run().exits(0);
        };
        home.ok("rotate abort aborted --yes");
        confirm(1);
        confirm(2);
        home.ok("rotate finish finished --now --yes");
        home.ok("rotate abort replaced --yes");
        home.ok("rotate start replaced");
        home.ok("rotate secret shown");
        put_leaf_back(&home, "rotations");
        let Some(found) = healed(&home, how) else { return };
        let expected = [
            "advanced rotations confirmed",
            "perhaps_older rotations shown",
            "removed rotations aborted",
            "removed rotations finished",
            "removed rotations replaced",
        ];
        assert_eq!(found, expected, "{how}");
        let left: Vec<(String, bool)> = rotations(&home)
            .iter()
            .map(|found| (found["name"].as_str().unwrap().to_owned(), found.get("escrow").is_some()))
            .collect();
        let text = |name: &str, escrow| (name.to_owned(), escrow);
        assert_eq!(left, [text("confirmed", false), text("shown", true), text("still", true)], "{how}");
        home.run("rotate secret confirmed").exits(4);
        let of = |place: usize| (status(&home, &started[place].0), status(&home, &started[place].1));
        assert_eq!(of(0), (json!("active"), json!("revoked")), "{how}");
        assert_eq!(of(1), (json!("retiring"), json!("active")), "{how}");
        assert_eq!(of(2), (json!("revoked"), json!("active")), "{how}");
        home.ok("rotate status");
        home.ok("rotate finish confirmed --now --yes");
    }
}

/// Where the event that would tell is lost, nobody gets the secret, and nothing is aborted by itself.
#[test]
fn a_rotation_that_may_have_been_confirmed_has_no_escrow() {
    let home = home_with_leaves();
    let secret_of_new =
        |name: &str| home.json(&format!("rotate start {name}"))["secret"].as_str().unwrap().to_owned();
    home.create("turning", "");
    home.create("again", "");
    set(&home, "filler", "a secret");
    let (secret, former) = (secret_of_new("turning"), secret_of_new("again"));
    then(&home);
    let fill = || (0..70).for_each(|_| _ = home.ok("credential get filler"));
    fill();
    let confirmed = opened(&home, &home.vault()).manifest["log_count"].as_u64().unwrap() + 1;
    home.call("rotate confirm turning --force").stdin(secret.as_str()).run().exits(0);
    home.call("rotate confirm again --force").stdin(former.as_str()).run().exits(0);
    home.ok("rotate finish again --now --yes");
    let finished = opened(&home, &home.vault()).manifest["log_count"].as_u64().unwrap();
    fill();
    // Of what is lost, this event says that it was over.
    home.ok("rotate start again");
    let lost = leaf_with(&home, "audit", confirmed);
    assert!(lost.records_of("audit").contains(&finished), "{lost:?}");
    put_leaf_back(&home, "rotations");
    damage(&home, lost.id);
    let found = findings(&repaired(&home));
    assert!(found.contains(&"perhaps_older rotations turning".to_owned()), "{found:?}");
    assert!(found.contains(&"removed rotations again".to_owned()), "{found:?}");
    let left = rotations(&home);
    assert!(left.len() == 1 && left[0].get("escrow").is_none(), "{found:?}");
    home.run("rotate secret turning").exits(4);
    home.call("rotate confirm turning --force").stdin(secret.as_str()).run().exits(0);
}

/// A rotation is nothing without its keys.
#[test]
fn a_rotation_whose_key_is_lost() {
    let home = home_with_leaves();
    home.ok("rotate start 'key 60'");
    let leaf = leaf_with(&home, "keys", number_of(&home, "key 61"));
    damage(&home, leaf.id);
    let found = findings(&repaired(&home));
    assert_eq!(found, ["orphaned rotations key 60"]);
    home.ok("rotate status");
}
