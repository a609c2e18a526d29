//! An audit log that somebody with the keys has rewritten: each event has a hash of all before it, and a machine
//! remembers the last that it has seen.

use keywright::crypto::hash::sha256;
use serde_json::Value;
use serde_json::value::RawValue;

use super::repair::opened;
use crate::support::Home;

/// The value of an entry of the log, verbatim.
#[derive(serde::Deserialize)]
struct Link<'a> {
    #[serde(borrow)]
    event: &'a RawValue,
    head: String,
}

type Change = dyn Fn(&mut Vec<Vec<u8>>, &mut Value);

/// The first byte of the log's keys.
const LOG: u8 = 12;

/// Rewrites the events, and the manifest.
fn rewrite(home: &Home, change: &Change) {
    let vault = opened(home, &home.vault());
    let mut manifest = vault.manifest.clone();
    let (log, mut entries): (Vec<_>, Vec<_>) =
        vault.nodes().remove(0).entries.into_iter().partition(|(key, _)| key[0] == LOG);
    let mut events = log.into_iter().map(|(_, value)| value).collect();
    change(&mut events, &mut manifest);
    let numbers = (1..).map(|number: u64| [&[LOG][..], &number.to_be_bytes()].concat());
    // One that is empty is missing.
    entries.extend(numbers.zip(events).filter(|(_, event)| !event.is_empty()));
    entries.sort();
    vault.put_entries(&home.vault(), &manifest, &entries);
}

fn replaced(event: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(event.to_vec()).unwrap();
    assert!(text.contains(from), "{text}");
    text.replace(from, to).into_bytes()
}

/// Hashes every event anew, as the program does.
fn hash_again(events: &mut [Vec<u8>], manifest: &mut Value) {
    let mut before = vec![0; 32];
    for event in events {
        let link: Link<'_> = serde_json::from_slice(event).unwrap();
        let head = sha256(&[&before, link.event.get().as_bytes()].concat());
        let rewritten = replaced(event, &link.head, &head.to_string());
        before = head.as_bytes().to_vec();
        manifest["log_head"] = head.to_string().into();
        *event = rewritten;
    }
}

#[test]
fn a_log_that_was_rewritten() {
    let home = Home::with_vault();
    for name in ["a", "b", "c"] {
        home.create(name, "");
    }
    let vault = std::fs::read(home.vault()).unwrap();
    rewrite(&home, &|events, manifest| hash_again(events, manifest));
    home.ok("audit verify");
    let changes: [&Change; 7] = [
        &|events, _| events[1] = replaced(&events[1], "key.create", "key.enable"),
        &|events, _| events[3] = replaced(&events[3], "key.create", "key.enable"),
        &|events, _| events.swap(1, 2),
        &|events, _| events[1].clear(),
        &|events, manifest| {
            events.pop();
            manifest["log_count"] = 3.into();
        },
        &|events, _| {
            let head = serde_json::from_slice::<Link<'_>>(&events[1]).unwrap().head;
            events[1] = replaced(&events[1], &head, &"00".repeat(32));
        },
        &|_, manifest| manifest["log_head"] = "00".repeat(32).into(),
    ];
    // Without what the machine has seen.
    home.shell("rm -r .local/state").run().exits(0);
    for (number, change) in changes.iter().enumerate() {
        std::fs::write(home.vault(), &vault).unwrap();
        rewrite(&home, change);
        for command in ["audit verify", "vault check"] {
            let error = home.run(&format!("{command} -o json")).fails(6, "tampered");
            assert!(error["message"].as_str().unwrap().contains("event"), "{number}: {error}");
        }
        home.shell("rm -rf .local/state").run().exits(0);
    }
}

/// A history that holds together, but is another one.
#[test]
fn a_machine_that_has_seen_the_log_before_it_was_rewritten() {
    let home = Home::with_vault();
    home.create("a", "");
    rewrite(&home, &|events, manifest| {
        events[1] = replaced(&events[1], "key.create", "key.enable");
        hash_again(events, manifest);
    });
    for command in ["key list", "audit verify", "vault check", "key create b"] {
        home.run(&format!("{command} -o json")).fails(7, "rolled_back");
    }
    home.shell("rm -r .local/state").run().exits(0);
    home.ok("audit verify");
}
