//! The start of a secret, as logs show it, is a KEY everywhere; what may mean several keys is refused.

use crate::support::{Home, Minted};

fn home() -> (Home, Minted) {
    let home = Home::with_vault();
    let key = home.create("ci", "");
    home.create("other", "");
    (home, key)
}

#[test]
fn every_command_takes_a_start() {
    let (home, key) = home();
    let start = home.json("key show ci")["start"].as_str().unwrap().to_owned();
    for line in [
        "key show START",
        "key edit START --owner ana",
        "key disable START",
        "key enable START",
        "rotate start START",
        "rotate secret START --secret-only | \"$KW\" rotate confirm START --force",
        "rotate run START",
        "rotate finish START --now --yes",
        "audit list --key START",
        "audit export --key START",
        "key revoke START --yes",
        "key revoke START --lineage --yes",
        "key delete START --yes",
    ] {
        home.shell(&format!("set -o pipefail; \"$KW\" {}", line.replace("START", &start))).run().exits(0);
    }
    home.run(&format!("key show {start}")).exits(3);
    assert_eq!(home.names(), ["other", "ci"], "one version was deleted, not its lineage");
    let _ = key;
    // The beginning of a start, or more of the secret, is no start.
    let start = home.json("key show other")["start"].as_str().unwrap().to_owned();
    home.run(&format!("key show {}", &start[..start.len() - 1])).exits(3);
    home.run(&format!("key revoke {}", start.to_uppercase())).exits(3);
}

#[test]
fn the_log_of_a_start_is_that_of_its_key() {
    let (home, _) = home();
    let start = home.json("key show ci")["start"].as_str().unwrap().to_owned();
    let events = home.json(&format!("audit list --key {start}"));
    let actions: Vec<&str> =
        events["items"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["key.create"]);
}

#[test]
fn a_name_that_is_the_start_of_another_key_is_never_guessed() {
    let (home, key) = home();
    let start = home.json("key show ci")["start"].as_str().unwrap().to_owned();
    let named = home.create(&start, "");
    for line in [
        "key show START",
        "key revoke START --yes",
        "key revoke START --lineage --yes",
        "key delete START --yes --force",
        "key edit START --owner ana",
        "rotate start START",
        "rotate confirm START",
        "audit list --key START",
    ] {
        let refused = home.run(&format!("{} -o json", line.replace("START", &start))).fails(4, "conflict");
        let message = refused["message"].as_str().unwrap();
        assert!(message.contains(&key.id) && message.contains(&named.id), "{line}: {message}");
    }
    assert_eq!(home.names(), ["ci", "other", &start]);
    // The run of all lineages means names.
    home.ok("rotate run");
    home.ok(&format!("key revoke {} --yes", named.id));
    home.ok(&format!("key delete {} --yes", named.id));
    home.ok(&format!("key show {start}"));
}

/// Foreign secrets may all start alike, and any way.
#[test]
fn a_start_of_several_keys_is_refused_with_their_ids() {
    let home = Home::with_vault();
    let secret = |end: &str| format!("sk_live_4eC39HqLyjWDarjtT1zd{end}");
    let line = |i: usize| format!("{{\"name\":\"k{i}\",\"secret\":\"{}\"}}\n", secret(&format!("{i}aB{i}")));
    let lines = (0..8).map(line).collect::<Vec<_>>().concat();
    home.call("key import --from -").stdin(lines).run().exits(0);
    let start = home.json("key show k1")["start"].as_str().unwrap().to_owned();
    assert_eq!(start, "sk_live_");
    let refused = home.run("key revoke sk_live_ --yes -o json").fails(4, "conflict");
    let message = refused["message"].as_str().unwrap();
    assert!(message.matches("key_").count() == 5 && message.contains("and more"), "{message}");
    home.ok("key delete k0 --yes");
    for i in 3..8 {
        home.ok(&format!("key delete k{i} --yes"));
    }
    let refused = home.run("key revoke sk_live_ --yes -o json").fails(4, "conflict");
    assert_eq!(refused["message"].as_str().unwrap().matches("key_").count(), 2, "{refused}");
    home.ok("key delete k2 --yes");
    home.ok("key revoke sk_live_ --yes");
    assert_eq!(home.json("key show k1")["status"], "revoked");
}

/// Its prefix is `key`: the start begins as ids do.
#[test]
fn a_start_that_looks_like_an_id_is_found() {
    let home = Home::with_vault();
    let key = home.create("ci", "--prefix key");
    let start = home.json("key show ci")["start"].as_str().unwrap().to_owned();
    assert!(start.starts_with("key_") && key.secret.starts_with(&start));
    assert_eq!(home.json(&format!("key show {start}"))["id"], key.id.as_str());
    // All of the secret is not a start, and not repeated.
    let refused = home.run(&format!("key show {}", key.secret)).exits(2);
    assert!(!refused.output().contains(&key.secret[12..]), "{refused}");
}
