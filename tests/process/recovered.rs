//! A vault rebuilt from the output of the recovery script: the audit log is taken into account, and so is
//! what servers have; what is missing is said.

use std::time::Duration;

use keywright::domain::words;
use serde_json::{Value, json};

use super::repair::{admitted, findings, home_with_leaves, leaf_with, node, number_of, put_back, python};
use crate::pseudo_terminal::Terminal;
use crate::support::opened::OpenedNode;
use crate::support::{Answer, Home, available, bulk};

const INIT: &str = "init --identity .config/keywright/identity.txt --from-recovered recovered.jsonl -o json";

/// The output of the script for the vault, which is then deleted. The vault is damaged, if there is a second line.
pub(super) fn lose(home: &Home, options: &str, sql: &str) -> Option<String> {
    if !available("sqlite3") || !available("age") {
        return None;
    }
    let python = python(home)?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/recover.py");
    let line = format!(
        "set -eu -o pipefail; umask 077; mv .local/share/keywright/vault.db lost.db; rm -rf .local/state
         sqlite3 lost.db \"SELECT writefile('slot.age', wrapped) FROM slot ORDER BY id LIMIT 1; {sql}\" > /dev/null
         age -d -i .config/keywright/identity.txt slot.age > data-key.json
         {python} '{script}' {options} lost.db < data-key.json || test $? = 1"
    );
    Some(home.shell(&line).run().exits(0).stdout)
}

/// Makes the vault of these lines, which is consistent.
#[track_caller]
pub(super) fn made(home: &Home, lines: &str) -> Answer {
    home.write("recovered.jsonl", lines);
    let made = home.ok(INIT);
    home.ok("vault check");
    home.ok("audit verify");
    made
}

/// A node and a few keys of the vault are older than the log: they were revoked, disabled or deleted since.
#[test]
fn the_log_is_asked() {
    let home = home_with_leaves();
    std::fs::copy(home.vault(), home.path("then.db")).unwrap();
    let leaf = leaf_with(&home, "keys", number_of(&home, "key 60"));
    assert!(leaf.is_all_of("keys"), "{leaf:?}");
    home.ok("key revoke 'key 60' --yes");
    home.ok("key edit 'key 61' --owner ana");
    home.ok("vault rekey --signing --prepare");
    home.ok("vault rekey --signing --activate");
    let signing = home.ok("public-key").stdout;
    put_back(&home, "then.db", &[leaf.id]);
    let Some(text) = lose(&home, "--all", "") else { return };
    assert!(!text.contains("\"revoked_at\"") && !text.contains("\"missing\""), "the older leaf is in place");
    let made = made(&home, &text);
    assert!(
        made.warnings().contains("revoked, disabled or deleted again") && made.warnings().contains("1 key"),
        "{made}"
    );
    let status = |name: &str| home.json(&format!("key show '{name}'"))["status"].clone();
    assert_eq!((status("key 60"), status("key 61")), ("revoked".into(), "active".into()));
    assert_eq!(home.ok("public-key").stdout, signing);
    assert_eq!(home.names().len(), 200);
    let shown = home.json("key show 'key 60'");
    assert!(shown["unknown_files"]["since"].is_string(), "files may have been written since: {shown}");
}

/// A leaf in the middle of the keys, or of the log, is lost: all the others are there, and it is said.
#[test]
fn a_lost_leaf_in_the_middle() {
    for (table, number) in [("keys", 100), ("audit", 100)] {
        let home = home_with_leaves();
        let leaf = leaf_with(&home, table, number);
        let numbers = leaf.records_of(table);
        assert!(leaf.is_all_of(table) && numbers.len() > 10, "{leaf:?}");
        let Some(text) = lose(&home, "--all", &format!("DELETE FROM node WHERE id = {}", leaf.id)) else {
            return;
        };
        let made = made(&home, &text);
        let said = format!("{} entries of the earlier vault are missing", numbers.len());
        assert!(made.warnings().contains(&said), "{made}");
        let of_keys = if table == "keys" { numbers.len() } else { 0 };
        assert_eq!(home.names().len(), 200 - of_keys);
        let lost = home.json("audit list --action lost --limit 0")["items"].as_array().unwrap().len();
        assert_eq!(lost, numbers.len() - of_keys);
        let events = home.json("audit list --action vault.recover")["items"].clone();
        assert!(
            events[0]["detail"]
                .as_str()
                .unwrap()
                .ends_with(&format!("{} lost", words::count(numbers.len(), "entry")))
        );
    }
}

/// An inner node takes along all that is below it, in the middle of the vault; the rest is there.
#[test]
fn a_lost_inner_node() {
    let home = Home::with_vault();
    home.call("key create --from - -o jsonl").stdin(bulk(14_000)).run().exits(0);
    let is_middle = |node: &OpenedNode| node.level == 1 && matches!(node.entries[0].0.first(), Some(5 | 12));
    let inner = node(&home, is_middle);
    let Some(text) = lose(&home, "", &format!("DELETE FROM node WHERE id = {}", inner.id)) else { return };
    let of = |part: &str| text.lines().filter(|line| line.contains(part)).count();
    let (keys, events) = (of("\"table\":\"keys\""), of("\"table\":\"audit\""));
    assert!(keys + events < 27_000 && keys + events > 5_000, "{keys} {events}");
    let missing = text.lines().find_map(|line| line.strip_prefix("{\"missing\":")).unwrap();
    let made = made(&home, &text);
    let said = format!("{} entries of the earlier vault are missing", missing.trim_end_matches('}'));
    assert!(made.warnings().contains(&said), "{made}");
    assert_eq!(home.names().len(), keys);
    home.create("new", "");
}

/// Nothing but the leaves says what the vault was without its manifest, or without its root.
#[test]
fn a_lost_manifest_and_a_lost_root() {
    let home = home_with_leaves();
    home.ok("rotate start 'key 7'");
    let list = home.ok("key list --limit 0 -o json").stdout;
    let root = node(&home, |node| node.level > 0).id;
    let vault = std::fs::read(home.vault()).unwrap();
    let rootless = format!("DELETE FROM node WHERE id = {root}");
    for (sql, options) in [(rootless.as_str(), ""), (&rootless, "--all"), ("DELETE FROM manifest", "--all")] {
        std::fs::write(home.vault(), &vault).unwrap();
        let Some(text) = lose(&home, options, sql) else { return };
        assert_eq!(text.contains("\"manifest\":null"), sql.contains("manifest"));
        if options.is_empty() {
            home.write("recovered.jsonl", &text);
            let error = home.run(INIT).fails(2, "usage");
            assert!(error["message"].as_str().unwrap().contains("settings are missing"), "{error}");
            continue;
        }
        let made = made(&home, &text);
        assert!(!made.warnings().contains("missing"), "{made}");
        // Nobody knows whether its confirmation is what is missing.
        let found = findings(&made.json());
        let is_older = found.contains(&"perhaps_older rotations key 7".to_owned());
        assert_eq!(is_older, sql.contains("manifest"), "{found:?}");
        assert_eq!(home.run("rotate secret 'key 7'").code == 0, !is_older);
        assert_eq!(home.ok("key list --limit 0 -o json").stdout, list);
        home.create("new", "");
    }
}

/// The first file of each target is compared with the installed one, even if the row with the target's latest
/// generation is lost.
#[test]
fn every_target_is_compared() {
    let home = Home::with_vault();
    home.create("ci", "");
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    let Some(text) = lose(&home, "", "") else { return };
    let is_series = |line: &&str| line.contains("\"table\":\"series\"");
    assert_eq!(text.lines().filter(is_series).count(), 1);
    let less: Vec<&str> =
        text.lines().map(|line| if is_series(&line) { "{\"missing\":1}" } else { line }).collect();
    let made = made(&home, &less.join("\n"));
    assert!(made.warnings().contains("1 entry of the earlier vault is missing"), "{made}");
    let published = home.json("publish");
    assert_eq!(published["items"][0]["reason"], "restored", "{published}");
    assert_eq!(admitted(&home, "api").len(), 1);
}

/// The lines of a recovered vault with all that there can only be one of.
fn lines_of_all() -> Option<(Home, Vec<Value>)> {
    let home = Home::with_vault();
    home.create("ci", "");
    home.ok("target add api --format jsonl --path @/api");
    home.ok("profile add --builtin pakyas");
    home.call("credential set shop").stdin("a secret").run().exits(0);
    let text = lose(&home, "", "")?;
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Some((home, lines))
}

/// Refused with these words, and nothing is created.
#[track_caller]
fn is_refused(home: &Home, lines: &[Value], words: &str) {
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    home.write("recovered.jsonl", lines.join("\n"));
    let before = home.contents();
    let ran = home.call(INIT).timeout(Duration::from_secs(20)).run();
    let error = ran.fails(2, "usage");
    assert!(error["message"].as_str().unwrap().contains(words), "{words}: {error}");
    assert!(home.contents() == before, "{words}");
}

/// Of some things there is one only: the line of the second is said, or both records are.
#[test]
fn what_is_there_twice() {
    let Some((home, lines)) = lines_of_all() else { return };
    for table in ["settings", "signing_keys", "profiles", "keys", "targets", "series", "credentials", "audit"]
    {
        let first = lines.iter().find(|line| line["table"] == table).unwrap();
        let again = [&lines[..], std::slice::from_ref(first)].concat();
        is_refused(&home, &again, &format!("line {}: ", again.len()));
    }
    let of = |table: &str| lines.iter().find(|line| line["table"] == table).unwrap().clone();
    let twin = |table: &str, other: &[(&str, Value)], words: &str| {
        let (one, mut twin) = (of(table), of(table));
        twin["id"] = json!(5_000);
        for (pointer, value) in other {
            *twin.pointer_mut(pointer).unwrap() = value.clone();
        }
        let words = format!("two {words}: records {} and 5000", one["id"]);
        is_refused(&home, &[&lines[..], &[twin]].concat(), &words);
    };
    let other = |pointer, value: &str| (pointer, json!(value));
    let (id, digest) = ("key_aaaaaaaaaaaaaaaaaaaaaaaaaa", "ab".repeat(32));
    twin("keys", &[other("/record/id", id), other("/record/name", "b")], "keys have the same digest");
    twin("keys", &[other("/record/digest", &digest), other("/record/name", "b")], "keys have the same id");
    let both = [other("/record/id", id), other("/record/digest", &digest)];
    twin("keys", &both, "keys have the same name and version");
    twin("profiles", &[], "profiles have the same name");
    twin("targets", &[], "targets have the same name");
    twin("series", &[], "series have the same subject");
    twin("credentials", &[other("/record/secret", "another")], "credentials have the same name");
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    made(&home, &lines.join("\n"));
}

/// Impossible numbers, and gaps that could never be filled: an error with the line, and nothing is created.
#[test]
fn numbers_beyond_all_bounds() {
    let Some((home, lines)) = lines_of_all() else { return };
    let place = |table: &str| lines.iter().position(|line| line["table"] == table).unwrap();
    let (key, event) = (place("keys"), place("audit"));
    let far = 1_i64 << 53;
    for (line, pointer, number) in [
        (0, "/manifest/generation", i64::MAX),
        (0, "/manifest/generation", -1),
        (0, "/manifest/log_count", 2_000_000),
        (0, "/manifest/next_seq", far),
        (0, "/manifest/next_seq", -1),
        (place("series"), "/record/epoch", i64::MAX),
        (key, "/id", far),
        (key, "/id", 0),
        (key, "/id", i64::MIN),
        (event, "/id", 2_000_000),
    ] {
        let mut bad = lines.clone();
        *bad[line].pointer_mut(pointer).unwrap() = number.into();
        if line == event {
            bad[line]["record"]["event"]["seq"] = number.into();
        }
        is_refused(&home, &bad, &format!("line {}:", line + 1));
    }
    // Large but possible numbers are accepted, and read in reasonable time.
    let mut most = lines.clone();
    most[0]["manifest"]["next_seq"] = (far - 1_000).into();
    most[0]["manifest"]["log_count"] = 1_000.into();
    most.push(json!({"missing": u64::MAX}));
    let most: Vec<String> = most.iter().map(Value::to_string).collect();
    made(&home, &most.join("\n"));
    assert_eq!(home.names(), ["ci"]);
    home.create("new", "");
}

/// The vault that was recovered is still in use: the machine would refuse it afterwards.
#[test]
fn a_vault_in_use_is_superseded_only_if_that_is_meant() {
    if !available("sqlite3") || !available("age") || !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.create("one", "");
    home.ok("vault backup copy.db");
    let Some(python) = python(&home) else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/recover.py");
    let line = format!(
        "set -eu -o pipefail; umask 077
         sqlite3 copy.db \"SELECT writefile('slot.age', wrapped) FROM slot LIMIT 1\" > /dev/null
         age -d -i .config/keywright/identity.txt slot.age | {python} '{script}' copy.db > recovered.jsonl"
    );
    home.shell(&line).run().exits(0);
    let init =
        "init --vault other.db --identity .config/keywright/identity.txt --from-recovered recovered.jsonl";
    let mut terminal = Terminal::open(&home, &format!("\"$KW\" {init}"));
    terminal.sees("refuse");
    terminal.sees("Create the new vault?");
    terminal.types("");
    assert_eq!(terminal.end().1, 8);
    assert!(!home.path("other.db").exists());
    home.ok("key list");
    let made = home.ok(init);
    assert!(made.stderr.contains("(exit 12)"), "{made}");
    assert!(
        made.stdout.lines().any(|line| line.starts_with("Keys recovered") && line.ends_with(" 1")),
        "{made}"
    );
    home.run("key list").exits(12);
}
