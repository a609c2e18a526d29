//! `key delete` of all keys that have ended: what goes, what stays and why.

use serde_json::Value;

use crate::pseudo_terminal::Terminal;
use crate::support::{Home, available, bulk, now};

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

/// Two revoked keys, one expired one, and one of each status that is not over.
fn home() -> Home {
    let home = Home::with_vault();
    for name in ["gone", "lost", "off", "live", "rotating"] {
        home.create(name, "");
    }
    home.ok("key revoke gone --yes");
    home.ok("key revoke lost --yes");
    home.ok("key disable off");
    home.ok("rotate start rotating");
    home.create("short", "--expires 1s");
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    home
}

#[test]
fn a_dry_run_lists_what_would_go_and_changes_nothing() {
    let home = home();
    let before = std::fs::read(home.vault()).unwrap();
    let plan = home.json("key delete --status revoked,expired --dry-run");
    assert_eq!(names(&plan), ["gone", "lost", "short"]);
    assert_eq!(
        (&plan["items"][0]["changed"], &plan["left_out"]),
        (&Value::Bool(false), &Value::Array(vec![]))
    );
    assert_eq!(names(&home.json("key delete --ended-before 0 --dry-run")), ["gone", "lost", "short"]);
    assert_eq!(names(&home.json("key delete --ended-before 1d --dry-run")), [""; 0]);
    assert_eq!(names(&home.json("key delete --ended-before 0 --status expired --dry-run")), ["short"]);
    assert_eq!(names(&home.json("key delete live --dry-run")), ["live"]);
    let shown = home.ok("key delete --status revoked --dry-run");
    assert!(shown.stderr.contains("would delete 2 keys; nothing was changed"), "{shown}");
    assert!(std::fs::read(home.vault()).unwrap() == before);
}

#[test]
fn what_has_ended_goes_and_every_key_is_in_the_log() {
    let home = home();
    let refused = home.run("key delete --status revoked").exits(2);
    assert!(refused.stderr.contains("add --yes"), "{refused}");
    home.run("key delete --status revoked -o json").fails(2, "usage");
    let done = home.json("key delete --ended-before 0 --yes");
    assert_eq!(names(&done), ["gone", "lost", "short"]);
    assert_eq!(done["items"][2]["changed"], true);
    assert_eq!(home.names(), ["off", "live", "rotating", "rotating"]);
    let log = home.json("audit list --action key.delete");
    let subjects: Vec<&str> =
        log["items"].as_array().unwrap().iter().map(|event| event["subject"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["gone", "lost", "short"]);
    let again = home.ok("key delete --ended-before 0 --yes");
    assert!(again.stderr.contains("nothing to delete"), "{again}");
    home.ok("vault check");
}

#[test]
fn live_keys_cannot_be_meant() {
    let home = home();
    for line in [
        "key delete --status active --yes",
        "key delete --status revoked,active --yes",
        "key delete --status disabled --yes",
        "key delete --status pending --yes",
        "key delete live --status revoked --yes",
        "key delete live --ended-before 1d --yes",
        "key delete --ended-before soon --yes",
        "key delete --yes",
        "key delete --dry-run",
    ] {
        home.run(line).exits(2);
    }
    assert_eq!(home.names().len(), 7);
}

#[test]
fn what_servers_may_accept_and_what_rotates_is_left_out() {
    let home = Home::with_vault();
    for name in ["old", "admitted", "rotating"] {
        home.create(name, "");
    }
    home.ok("key revoke old --yes");
    home.ok("rotate start rotating");
    home.ok("export --format jsonl --out file");
    home.ok("key revoke admitted --yes");
    let left = home.run("key delete --status revoked --yes -o json").exits(0);
    let id = home.json("key show admitted")["id"].clone();
    assert_eq!((names(&left.json()), &left.json()["left_out"]), (vec!["old"], &Value::Array(vec![id])));
    assert!(left.warnings().contains("left out 1 key: servers may still accept it"), "{left}");
    assert_eq!(home.names(), ["admitted", "rotating", "rotating"]);
    // As with one key.
    let forced = home.ok("key delete --status revoked --force");
    assert!(forced.stderr.contains("may still accept it until"), "{forced}");
    assert_eq!(home.names(), ["rotating", "rotating"]);
    // Not even by force: the rotation would have lost its old key.
    home.ok("key revoke rotating --yes");
    let left = home.ok("key delete --status revoked --force");
    assert!(left.stderr.contains("left out 1 key: part of a rotation in progress"), "{left}");
    assert_eq!(home.names(), ["rotating", "rotating"]);
}

#[test]
fn an_admin_deletes_only_their_own() {
    if !available("age-keygen") {
        return;
    }
    let home = Home::with_vault();
    home.create("theirs", "");
    home.ok("key revoke theirs --yes");
    home.program("age-keygen", "-o second.txt").run().exits(0);
    let recipient = home.program("age-keygen", "-y second.txt").run().stdout;
    home.ok(&format!("slot add second --role admin --recipient {}", recipient.trim()));
    home.ok("--identity second.txt key create theirs-too");
    home.ok("--identity second.txt key revoke theirs-too --yes");
    let done = home.run("--identity second.txt key delete --status revoked --yes -o json").exits(0);
    assert_eq!(names(&done.json()), ["theirs-too"]);
    assert!(done.warnings().contains("left out 1 key: created by others"), "{done}");
    assert_eq!(home.names(), ["theirs"]);
}

#[test]
fn thousands_go_at_once() {
    let home = Home::with_vault();
    let past = now() + 2;
    let lines = bulk(3_000).replace("}\n", &format!(",\"expires_at\":\"{}\"}}\n", rfc3339(past)));
    home.call("key create --from - -o jsonl").stdin(lines).run().exits(0);
    home.create("live", "");
    while now() <= past {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let start = now();
    home.ok("key delete --status expired --yes");
    assert!(now() - start < 30);
    assert_eq!(home.names(), ["live"]);
}

fn rfc3339(unix: i64) -> String {
    keywright::domain::time::Timestamp::from_unix(unix).to_string()
}

/// Who answers sees which keys it is about.
#[test]
fn the_question_names_some_of_them() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    let asks = |expected: &str| {
        let mut terminal = Terminal::open(&home, "\"$KW\" key delete --status revoked");
        terminal.sees(&format!("Delete the records of {expected}? [y/N] "));
        terminal.types("n");
        assert_eq!(terminal.end().1, 8);
    };
    let revoked = |name: &str| {
        home.create(name, "");
        home.ok(&format!("key revoke {name} --yes"));
    };
    revoked("a");
    asks("1 key ('a')");
    revoked("b");
    // Another version of a name.
    revoked("a");
    asks("3 keys ('a', 'b', 'a' v2)");
    revoked("c");
    revoked("d");
    asks("5 keys ('a', 'b', 'a' v2 and 2 more)");
}
