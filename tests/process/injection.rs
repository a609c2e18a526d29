//! Assurance, row 13: text that somebody supplied cannot move a terminal's cursor, change its
//! clipboard or its reading order, or become a formula; and JSON gives it back exactly.

use serde_json::{Value, json};

use super::harness::{Home, Ran};

/// Each begins or ends so that it would do harm if it reached a terminal or a spreadsheet raw.
const HOSTILE: &[&str] = &[
    "\u{1b}[2J\u{1b}[31mred",
    "\u{1b}]52;c;ZXZpbA==\u{7}",
    "\u{1b}]8;;http://evil\u{1b}\\link",
    "\u{9b}31m c1",
    "over\rwritten",
    "two\nlines",
    "tab\tbell\u{7}back\u{8}space",
    "\u{202e}desrever\u{2066}",
    "zero\u{200b}width\u{feff}",
    "tag\u{e0041}",
    "del\u{7f}",
    "line\u{2028}separator",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    " =1+1",
    "\u{ff1d}1",
    "quote\",=1+1,\"",
    "\r\n=1+1",
];

/// Names may hold nothing invisible but joiners; these they may hold.
const HOSTILE_NAMES: &[&str] = &["=cmd|x", "@SUM(A1)", "+1", "-1", "a\u{200d}b", "a\",=1,\"b"];

/// Characters that must not leave raw, whatever the stream.
fn raw(text: &str) -> Vec<char> {
    let bidi = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' | '\u{e0000}'..='\u{e0fff}');
    text.chars().filter(|c| (c.is_control() && *c != '\n') || bidi(*c)).collect()
}

#[track_caller]
fn assert_clean(ran: &Ran) {
    assert!(std::str::from_utf8(&ran.out).is_ok() && std::str::from_utf8(&ran.err).is_ok(), "{ran}");
    let found = raw(&ran.all());
    assert!(found.is_empty(), "{found:?}: {ran}");
}

/// The cells of CSV (RFC 4180).
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// One key per hostile text, in every free text that a key has.
fn populated() -> Home {
    let home = Home::with_vault();
    let line = |(number, text): (usize, &&str)| {
        let name =
            HOSTILE_NAMES.get(number).map_or_else(|| format!("key {number}"), |name| (*name).to_owned());
        let key = json!({"name": name, "description": text, "owner": text, "labels": {"team": text}});
        format!("{key}\n")
    };
    let lines: String = HOSTILE.iter().enumerate().map(line).collect();
    let made = home.call(&["key", "create", "--from", "-", "-o", "csv"]).stdin(lines).run().exits(0);
    assert_clean(&made);
    home
}

#[test]
fn row_13_tables_and_csv_hold_nothing_raw() {
    let home = populated();
    let names: Vec<String> = home.names();
    assert_eq!(names.len(), HOSTILE.len());
    let mut outputs = 0;
    for (number, text) in HOSTILE.iter().enumerate() {
        let name = &names[number];
        assert_clean(&home.ok(&["key", "revoke", "--yes", &format!("--reason={text}"), "--", name]));
        for args in [&["key", "show", "--", name][..], &["key", "show", "-o", "csv", "--", name]] {
            assert_clean(&home.ok(args));
            outputs += 1;
        }
    }
    for args in [&["key", "list"][..], &["audit", "list", "--limit", "0"], &["status"], &["vault", "info"]] {
        for format in ["table", "csv", "json", "jsonl"] {
            assert_clean(&home.ok(&[args, &["-o", format]].concat()));
            outputs += 1;
        }
    }
    println!("row 13: {} hostile texts in 4 places each, {outputs} outputs clean", HOSTILE.len());
}

#[test]
fn row_13_no_cell_begins_a_formula() {
    let home = populated();
    let keys = cells(&home.ok(&["key", "list", "-o", "csv"]).text());
    assert_eq!(keys.len(), HOSTILE.len() + 1);
    let events = cells(&home.ok(&["audit", "list", "-o", "csv"]).text());
    for cell in keys.iter().chain(&events).flatten() {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']), "{cell:?}");
    }
    assert!(keys.iter().flatten().any(|cell| cell == "'=cmd|' /C calc'!A0"), "{keys:?}");
}

#[test]
fn row_13_json_gives_every_text_back() {
    let home = populated();
    let list = home.json(&["key", "list", "--limit", "0"]);
    let lines = home.ok(&["key", "list", "-o", "jsonl"]).text();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(list["items"].as_array().unwrap(), &lines);
    for (number, text) in HOSTILE.iter().enumerate() {
        let key = &lines[number];
        for member in [&key["description"], &key["owner"], &key["labels"]["team"]] {
            assert_eq!(member, text);
        }
        let id = key["id"].as_str().unwrap();
        home.ok(&["key", "edit", id, &format!("--description={text}")]);
        assert_eq!(home.json(&["key", "show", id])["description"], *text);
        home.ok(&["key", "revoke", id, "--yes", &format!("--reason={text}")]);
        assert_eq!(home.json(&["key", "show", id])["revoked_reason"], *text);
    }
    let events = home.json(&["audit", "list", "--limit", "0"]);
    let said: Vec<&str> =
        events["items"].as_array().unwrap().iter().filter_map(|e| e["detail"].as_str()).collect();
    for text in HOSTILE {
        assert!(said.iter().any(|detail| detail.contains(text)), "the log kept {text:?}: {said:?}");
    }
}

/// Arguments that are wrong because of what they hold, or name what is not there.
fn wrong(text: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["key", "show", text],
        vec!["key", "create", text, "--prefix", text],
        vec!["key", "create", "--prefix", text, "--name", "x"],
        vec!["key", "create", "x", "-s", text, "--expires", text],
        vec!["key", "create", "x", "--encrypt-to", text],
        vec!["key", "create", "x", "--from", text],
        vec!["key", "create", "x", "--secret-file", text, "--expires", "0"],
        vec!["key", "list", "--cursor", text, "--status", text],
        vec!["key", "list", "--cursor", text],
        vec!["key", "import", "--from", text],
        vec!["--vault", text, "key", "list"],
        vec!["--identity", text, "key", "list"],
        vec!["--passphrase-file", text, "key", "list"],
        vec!["init", "--recipient", text, "--vault", "new.db"],
        vec!["export", "--format", text],
        vec!["check", "--file", text, "--public-key", text],
        vec!["inspect", text],
        vec!["diff", text, text],
        vec!["man", text],
        vec![text],
        vec!["--color", text, "status"],
    ]
}

#[test]
fn row_13_errors_echo_nothing_raw() {
    let home = Home::with_vault();
    let mut refused = 0;
    for text in HOSTILE {
        for args in wrong(text) {
            for format in [&[][..], &["-o", "json"], &["-v"], &["--color", "always"]] {
                let ran = home.run(&[format, &args].concat());
                assert_ne!(ran.code(), 0, "{ran}");
                if format == ["--color", "always"] {
                    // Our own colours are the only escape sequences.
                    let plain = ran.errors().replace("\u{1b}[1m", "").replace("\u{1b}[31m", "");
                    let plain = plain.replace("\u{1b}[33m", "").replace("\u{1b}[0m", "");
                    assert_eq!(raw(&plain), Vec::<char>::new(), "{ran}");
                } else {
                    assert_clean(&ran);
                }
                refused += 1;
            }
        }
    }
    println!("row 13: {refused} refusals clean");
}

#[test]
fn row_13_a_forged_file_shows_nothing_raw() {
    let home = Home::empty();
    let text = "\u{1b}[2J\u{202e}=1+1";
    let file = home.write(
        "file",
        super::forge::file(|claims| {
            (claims.iss, claims.sub, claims.aud) = (text.into(), text.into(), vec![text.into()]);
        }),
    );
    for format in ["table", "csv", "json"] {
        assert_clean(&home.ok(&["inspect", &file, "-o", format]));
    }
    assert_eq!(home.json(&["inspect", &file])["subject"], text);
    let public = super::forge::key().public().to_raw();
    let args = ["check", "--file", &file, "--public-key", &public, "--audience", "edge"];
    assert_clean(&home.call(&args).stdin("x").run().exits(6));
}
