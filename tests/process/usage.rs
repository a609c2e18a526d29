//! `usage import` of large logs, slow logs, and concurrently with other commands.

use crate::support::{Answer, Home, now};

/// Far less than the input below, far more than the program needs.
const MEMORY: &str = "ulimit -v 262144; set -o pipefail";

/// A vault with one key; its id.
fn home() -> (Home, String) {
    let home = Home::with_vault();
    let id = home.json("key create ci")["id"].as_str().unwrap().to_owned();
    (home, id)
}

fn line(id: &str, at: i64) -> String {
    format!("{{\"id\":\"{id}\",\"at\":{at}}}\n")
}

fn last_used(home: &Home) -> Option<String> {
    home.json("key show ci")["last_used_at"].as_str().map(str::to_owned)
}

fn shell(home: &Home, script: &str) -> Answer {
    home.shell(&format!("{MEMORY}; {script}")).run()
}

#[test]
fn a_line_of_gigabytes_is_not_held() {
    let (home, id) = home();
    let long = "head -c 300M /dev/zero | tr '\\0' x";
    let ran =
        shell(&home, &format!("{long} | \"$KW\" usage import - --format jsonl; echo ${{PIPESTATUS[2]}}"));
    assert!(
        ran.stdout.ends_with("2\n") && ran.stderr.contains("stdin: line 1: it is longer than 64 KiB"),
        "{ran}"
    );
    home.write("line", line(&id, now()));
    let script =
        format!("{{ {long}; echo; cat line; }} | \"$KW\" usage import - --format jsonl --skip-broken");
    let ran = shell(&home, &script).exits(0);
    assert!(ran.stderr.contains("1 line could not be parsed"), "{ran}");
    assert!(last_used(&home).is_some());
}

#[test]
fn many_lines_take_no_memory_of_their_own() {
    let (home, id) = home();
    let newest = now();
    home.write(
        "lines",
        format!("{}{}", line(&id, newest - 9), line("key_aaaaaaaaaaaaaaaaaaaaaaaaaa", newest)).repeat(10_000),
    );
    // Also unknown keys, all different.
    let other = "seq 100000 | sed 's/.*/{\"start\":\"acme_&\",\"at\":1}/'";
    home.write("last", line(&id, newest));
    let ran = shell(
        &home,
        &format!(
            "{{ for i in 1 2 3 4 5; do cat lines; done; {other}; cat last; }} | \"$KW\" usage import - --format jsonl"
        ),
    );
    let ran = ran.exits(0);
    assert!(ran.stderr.contains("warning: 150000 lines with keys that are not in the vault"), "{ran}");
    assert!(ran.stderr.len() < 1_000 && ran.stderr.contains("200001 lines"), "{ran}");
    assert_eq!(last_used(&home), Some(text(newest)));
}

fn text(at: i64) -> String {
    keywright::domain::time::Timestamp::from_unix(at).to_string()
}

/// While a pipe is slow others can write; and their changes to a key are kept.
#[test]
fn nobody_waits_for_a_slow_log() {
    let (home, id) = home();
    home.write("line", line(&id, now()));
    // More than a pipe's buffer: once it is written, the import is reading.
    home.write("lines", line(&id, now() - 5).repeat(3_000));
    let script = "{ cat lines; \"$KW\" key edit ci --description changed --lock-timeout 1 >edited; echo $? >code; cat line; } \
                  | \"$KW\" usage import - --format jsonl";
    home.shell(script).run().exits(0);
    assert_eq!(std::fs::read_to_string(home.path("code")).unwrap(), "0\n");
    let key = home.json("key show ci");
    assert_eq!(
        (key["description"].as_str(), key["last_used_at"].is_string()),
        (Some("changed"), true),
        "{key}"
    );
    home.ok("vault check");
}

/// A key deleted meanwhile stays deleted; an import killed while reading has written nothing.
#[test]
fn what_is_cut_off_or_deleted_leaves_nothing() {
    let (home, id) = home();
    home.write("lines", line(&id, now()).repeat(3_000));
    let before = std::fs::read(home.vault()).unwrap();
    let script = "mkfifo pipe; \"$KW\" usage import pipe --format jsonl & child=$!; exec 3>pipe; cat lines >&3; \
                  kill -9 $child; wait $child; echo $?";
    let ran = home.shell(script).run();
    assert!(ran.stdout.ends_with("137\n"), "{ran}");
    assert!(std::fs::read(home.vault()).unwrap() == before && last_used(&home).is_none());
    let delete = "{ cat lines; \"$KW\" key revoke ci --yes >/dev/null && \"$KW\" key delete ci --yes >/dev/null; echo $? >code; } \
                  | \"$KW\" usage import - --format jsonl -o json";
    let ran = home.shell(delete).run().exits(0);
    assert_eq!(std::fs::read_to_string(home.path("code")).unwrap(), "0\n");
    assert_eq!(ran.json()["items"], serde_json::json!([]), "{ran}");
}

/// Publishing is unaffected: the same keys, the same file.
#[test]
fn servers_need_no_new_file() {
    let (home, id) = home();
    home.ok("target add edge --format jsonl --path @/edge.jsonl");
    home.ok("publish");
    let file = home.write("log", line(&id, now()));
    home.ok(&format!("usage import {file} --format jsonl"));
    home.ok("publish --check");
    let error = home
        .run(&format!("usage import {} --format jsonl -o json", home.write("log", line(&id, now() + 3_600))));
    assert!(error.fails(4, "conflict")["message"].as_str().unwrap().contains("in the future"));
}

/// Killed at any moment, it has imported the use of all keys or of none.
#[test]
fn killed_it_has_done_all_or_nothing() {
    let home = Home::with_vault();
    home.call("key create --from -").stdin(crate::support::bulk(300)).run().exits(0);
    let list = home.json("key list --limit 0");
    let ids: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap()).collect();
    let (mut killed, mut micros) = (0, 60_000);
    // In the future, but by no more than clocks may differ.
    let created = now();
    for round in 1..=16 {
        let log: String = ids.iter().map(|id| line(id, created + round)).collect();
        let log = home.write("log", log);
        let script = format!("exec \"$KW\" usage import '{log}' --format jsonl");
        let command = format!(
            "timeout -s KILL {}.{:06} bash -c '{}'",
            micros / 1_000_000,
            micros % 1_000_000,
            script.replace('\'', "\"")
        );
        let code = home.shell(&format!("{command}; echo $?")).run().stdout;
        let was_killed = code.ends_with("137\n");
        killed += u32::from(was_killed);
        micros = if was_killed { micros * 3 / 2 } else { micros * 3 / 4 };
        let list = home.json("key list --limit 0");
        let found: std::collections::BTreeSet<&str> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key["last_used_at"].as_str().unwrap_or("-"))
            .collect();
        assert_eq!(found.len(), 1, "round {round}: some keys only: {found:?}");
        assert!(was_killed || found.contains(&*text(created + round)), "round {round}: {found:?}");
    }
    println!("killed {killed} of 16");
    home.ok("vault check");
}
