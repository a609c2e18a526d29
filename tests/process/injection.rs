//! Assurance, row 13: untrusted text cannot move a terminal's cursor, change its clipboard or its reading
//! order, or become a formula; and JSON returns it exactly.

use serde_json::{Value, json};

use crate::support::{Answer, Call, Home};

/// Each starts or ends so that it would do harm if it reached a terminal or a spreadsheet raw.
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

/// Names may not contain invisible characters except joiners that join; these are allowed.
const HOSTILE_NAMES: &[&str] =
    &["=cmd|x", "@SUM(A1)", "+1", "-1", "\u{1f469}\u{200d}\u{1f4bb}", "a\",=1,\"b"];

/// Characters that must not be printed raw on any stream.
fn raw(text: &str) -> Vec<char> {
    let bidi = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' | '\u{e0000}'..='\u{e0fff}');
    text.chars().filter(|c| (c.is_control() && *c != '\n') || bidi(*c)).collect()
}

#[track_caller]
fn assert_clean(ran: &Answer) {
    assert!(!ran.output().contains('\u{fffd}'), "{ran}");
    let found = raw(&ran.output());
    assert!(found.is_empty(), "{found:?}: {ran}");
}

/// The cells of CSV (RFC 4180).
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// One key per hostile text, in every free-text member of a key.
fn populated() -> Home {
    let home = Home::with_vault();
    let line = |(number, text): (usize, &&str)| {
        let name =
            HOSTILE_NAMES.get(number).map_or_else(|| format!("key {number}"), |name| (*name).to_owned());
        let key = json!({"name": name, "description": text, "owner": text, "labels": {"team": text}});
        format!("{key}\n")
    };
    let lines: String = HOSTILE.iter().enumerate().map(line).collect();
    let made = home.call("key create --from - -o csv").stdin(lines).run().exits(0);
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
        let revoke = home.call("key revoke --yes").arg(format!("--reason={text}")).arg("--").arg(name);
        assert_clean(&revoke.run().exits(0));
        for args in ["key show --", "key show -o csv --"] {
            assert_clean(&home.call(args).arg(name).run().exits(0));
            outputs += 1;
        }
    }
    for args in ["key list", "audit list --limit 0", "status", "vault info"] {
        for format in ["table", "csv", "json", "jsonl"] {
            assert_clean(&home.ok(&format!("{args} -o {format}")));
            outputs += 1;
        }
    }
    println!("row 13: {} hostile texts in 4 places each, {outputs} outputs clean", HOSTILE.len());
}

#[test]
fn row_13_no_cell_begins_a_formula() {
    let home = populated();
    let keys = cells(&home.ok("key list -o csv").stdout);
    assert_eq!(keys.len(), HOSTILE.len() + 1);
    let events = cells(&home.ok("audit list -o csv").stdout);
    for cell in keys.iter().chain(&events).flatten() {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}']), "{cell:?}");
    }
    assert!(keys.iter().flatten().any(|cell| cell == "'=cmd|' /C calc'!A0"), "{keys:?}");
}

#[test]
fn row_13_json_gives_every_text_back() {
    let home = populated();
    let list = home.json("key list --limit 0");
    let lines = home.ok("key list -o jsonl").stdout;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(list["items"].as_array().unwrap(), &lines);
    for (number, text) in HOSTILE.iter().enumerate() {
        let key = &lines[number];
        for member in [&key["description"], &key["owner"], &key["labels"]["team"]] {
            assert_eq!(member, text);
        }
        let id = key["id"].as_str().unwrap();
        home.call(&format!("key edit {id}")).arg(format!("--description={text}")).run().exits(0);
        assert_eq!(home.json(&format!("key show {id}"))["description"], *text);
        home.call(&format!("key revoke {id} --yes")).arg(format!("--reason={text}")).run().exits(0);
        assert_eq!(home.json(&format!("key show {id}"))["revoked_reason"], *text);
    }
    let events = home.json("audit list --limit 0");
    let said: Vec<&str> =
        events["items"].as_array().unwrap().iter().filter_map(|e| e["detail"].as_str()).collect();
    for text in HOSTILE {
        assert!(said.iter().any(|detail| detail.contains(text)), "the log kept {text:?}: {said:?}");
    }
}

/// Arguments that are invalid because of their content, or name something that does not exist: `{}` is that
/// text.
const WRONG: &[&str] = &[
    "key show {}",
    "key create {} --prefix {}",
    "key create --prefix {} --name x",
    "key create x -s {} --expires {}",
    "key create x --encrypt-to {}",
    "key create x --from {}",
    "key create x --secret-file {} --expires 0",
    "key list --cursor {} --status {}",
    "key list --cursor {}",
    "key import --from {}",
    "--vault {} key list",
    "--identity {} key list",
    "--passphrase-file {} key list",
    "init --recipient {} --vault new.db",
    "export --format {}",
    "check --file {} --public-key {}",
    "inspect {}",
    "diff {} {}",
    "man {}",
    "{}",
    "--color {} status",
];

#[test]
fn row_13_errors_echo_nothing_raw() {
    let home = Home::with_vault();
    let mut refused = 0;
    for text in HOSTILE {
        for line in WRONG {
            for format in ["", "-o json", "-v", "--color always"] {
                let words = line.split(' ').map(|word| if word == "{}" { text } else { word });
                let ran = words.fold(home.call(format), Call::arg).run();
                assert_ne!(ran.code, 0, "{ran}");
                if format == "--color always" {
                    // Our own colours are the only escape sequences.
                    let plain = ran.stderr.replace("\u{1b}[1m", "").replace("\u{1b}[31m", "");
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
    let home = Home::new();
    let text = "\u{1b}[2J\u{202e}=1+1";
    let file = home.write(
        "file",
        super::forge::file(|claims| {
            (claims.iss, claims.sub, claims.aud) = (text.into(), text.into(), vec![text.into()]);
        }),
    );
    for format in ["table", "csv", "json"] {
        assert_clean(&home.ok(&format!("inspect {file} -o {format}")));
    }
    assert_eq!(home.json(&format!("inspect {file}"))["subject"], text);
    let public = super::forge::key().public().to_raw();
    let args = format!("check --file {file} --public-key {public} --audience edge");
    assert_clean(&home.call(&args).stdin("x").run().exits(6));
}
