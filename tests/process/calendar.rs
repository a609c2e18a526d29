//! `calendar`: read by an independent parser, and what `--out` replaces.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::support::{Answer, Home};

/// Reads a file with the module `icalendar` and prints its components as JSON. Debian's and the present release differ
/// in names that are not used here.
const READ: &str = r#"
import json, sys
from icalendar import Calendar
bytes = open(sys.argv[1], "rb").read()
calendars = Calendar.from_ical(bytes, multiple=True)
assert len(calendars) == 1, calendars
def shown(value):
    if hasattr(value, "dt"):
        return str(value.dt.isoformat() if hasattr(value.dt, "isoformat") else int(value.dt.total_seconds()))
    return value if isinstance(value, int) else value.to_ical().decode() if hasattr(value, "cats") else str(value)
def component(found):
    assert not found.errors, found.errors
    return {"kind": found.name, **{name: shown(value) for name, value in found.items()},
            "within": [component(inner) for inner in found.subcomponents]}
print(json.dumps(component(calendars[0])))
"#;

/// The events of a file, as `icalendar` reads it; `None` if it is not there.
fn events(home: &Home, file: &str) -> Option<Vec<Value>> {
    // Debian: python3-icalendar.
    let python = home.python("icalendar")?;
    let calendar = home.program(python, "-c").arg(READ).arg(file).run().exits(0).json();
    assert_eq!((&calendar["VERSION"], &calendar["METHOD"]), (&json!("2.0"), &json!("PUBLISH")));
    let within = calendar["within"].as_array().unwrap().clone();
    Some(within.into_iter().filter(|component| component["kind"] == "VEVENT").collect())
}

fn texts(events: &[Value], property: &str) -> Vec<String> {
    events.iter().map(|event| event[property].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_independent_parser_reads_it() {
    let home = Home::with_vault();
    home.create("ci, deployer; \\", "--expires 40d");
    home.create("app", "");
    home.ok("key edit app --rotate-every 35d");
    home.ok("target add edge --format jsonl --audience api --path keys --valid-for 25d");
    home.ok("publish");
    home.ok("export --format jsonl --audience b --audience a --out export --valid-for 20d");
    home.ok("vault backup backup");
    home.ok("calendar --out keys.ics --alarm 7d --alarm 90m");
    let Some(events) = events(&home, "keys.ics") else { return };
    assert_eq!(
        texts(&events, "SUMMARY"),
        [
            "Exported file 'export/jsonl/a,b' expires",
            "File of target 'edge' expires",
            "Backup of the API keys is old",
            "API key 'app' is due for rotation",
            "API key 'ci, deployer; \\' expires",
        ]
    );
    for event in &events {
        let alarms = event["within"].as_array().unwrap();
        assert_eq!(texts(alarms, "TRIGGER"), ["-5400", "-604800"], "{event}");
        assert!(alarms.iter().all(|alarm| alarm["DESCRIPTION"] == event["SUMMARY"]), "{event}");
        assert!(event["DTSTART"].as_str().unwrap().ends_with("+00:00"), "{event}");
    }
    let key = home.json("key list --expiring-within 50d")["items"][0].clone();
    assert_eq!(events[4]["DTSTART"], key["expires_at"].as_str().unwrap().replace('Z', "+00:00"));
    // A calendar without events is one, too.
    let empty = Home::with_vault();
    empty.ok("calendar --out keys.ics");
    assert_eq!(self::events(&empty, "keys.ics").unwrap(), Vec::<Value>::new());
}

#[test]
fn an_independent_parser_reads_every_name() {
    let home = Home::with_vault();
    let names = [
        "BEGIN:VEVENT",
        "x\";X-A=\"b\":c",
        // Not before n, a comma or a semicolon, which Debian's release misreads there, and the present one does not.
        "\\",
        "a\\x,b;c",
        "<script>alert(1)</script>",
        "שלום עולם",
        "中文 日本語 한국어",
        &"\u{1f511}".repeat(128),
        &format!("{}é", "x".repeat(127)),
        "'; rm -rf ~; '",
        "-n",
    ];
    for (number, name) in names.iter().enumerate() {
        // On days of their own: no more than five of one day have events of their own.
        home.create(name, &format!("--expires {}d", number + 1));
    }
    home.ok("calendar --out keys.ics");
    let Some(events) = events(&home, "keys.ics") else { return };
    let expected: Vec<String> = names.iter().map(|name| format!("API key '{name}' expires")).collect();
    assert_eq!(texts(&events, "SUMMARY"), expected);
    // As many keys on one day are one event, which names them.
    let day = Home::with_vault();
    for name in names {
        day.create(name, "--expires-at 2100-01-01");
    }
    day.ok("calendar --out keys.ics");
    let events = self::events(&day, "keys.ics").unwrap();
    assert_eq!(texts(&events, "SUMMARY"), [format!("{} API keys expire", names.len())]);
    for name in names {
        assert!(events[0]["DESCRIPTION"].as_str().unwrap().contains(&format!("'{name}'")), "{name}");
    }
}

fn refused(answer: Answer, code: i32) -> String {
    let answer = answer.exits(code);
    assert_eq!(answer.stdout, "");
    answer.stderr
}

#[test]
fn out_replaces_an_earlier_calendar_and_nothing_else() {
    let home = Home::with_vault();
    home.create("ci", "--expires 40d");
    // Whatever the umask is, it is for nobody else: it has all names.
    home.shell("umask 0; exec \"$KW\" calendar --out keys.ics").run().exits(0);
    assert_eq!(home.path("keys.ics").metadata().unwrap().permissions().mode() & 0o777, 0o600);
    home.create("app", "--expires 40d");
    home.ok("calendar --out keys.ics");
    assert!(home.read("keys.ics").contains("'app'"));
    fs::set_permissions(home.path("keys.ics"), fs::Permissions::from_mode(0o644)).unwrap();
    home.ok("calendar --out keys.ics");
    assert_eq!(home.path("keys.ics").metadata().unwrap().permissions().mode() & 0o777, 0o644);

    home.write("other.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//Else//EN\r\n");
    std::os::unix::fs::symlink(home.path("keys.ics"), home.path("link")).unwrap();
    fs::create_dir(home.path("folder")).unwrap();
    home.shell("mkfifo pipe").run().exits(0);
    let before = home.contents();
    let vault = home.text(".local/share/keywright/vault.db");
    for (out, code) in
        [("other.ics", 4), (&vault, 4), ("link", 10), ("folder", 10), ("pipe", 10), ("no/keys.ics", 10)]
    {
        let said = refused(home.call("calendar --out").arg(out).run(), code);
        assert!(said.contains(&format!("'{out}'")) || said.contains(out), "{said}");
    }
    assert_eq!(home.contents(), before);
    assert_eq!(home.leftovers(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_vault_that_cannot_be_read_leaves_the_calendar_whole() {
    let home = Home::with_vault();
    home.create("ci", "--expires 40d");
    home.ok("vault backup older");
    home.ok("calendar --out keys.ics");
    let before = home.read("keys.ics");
    home.create("app", "--expires 40d");
    let elsewhere = home.path("identity");
    fs::rename(home.identity(), &elsewhere).unwrap();
    refused(home.run("calendar --out keys.ics --no-input"), 5);
    fs::rename(&elsewhere, home.identity()).unwrap();
    let vault = fs::read(home.vault()).unwrap();
    fs::copy(home.path("older"), home.vault()).unwrap();
    refused(home.run("calendar --out keys.ics"), 7);
    fs::write(home.vault(), &vault[..vault.len() / 2]).unwrap();
    refused(home.run("calendar --out keys.ics"), 6);
    assert_eq!(home.read("keys.ics"), before);
    assert_eq!(home.leftovers(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn it_is_printed_byte_for_byte_whatever_the_format() {
    let home = Home::with_vault();
    home.create("ci", "--expires 40d");
    let plain = home.ok("calendar");
    assert!(plain.stdout.starts_with("BEGIN:VCALENDAR\r\n") && plain.stdout.ends_with("END:VCALENDAR\r\n"));
    let without_times = |text: &str| -> Vec<String> {
        let is_timeless =
            |line: &&str| !["DTSTAMP", "LAST-MOD", "SEQUENCE"].iter().any(|name| line.starts_with(name));
        text.split("\r\n").filter(is_timeless).map(str::to_owned).collect()
    };
    for format in ["json", "jsonl", "csv"] {
        let other = home.ok(&format!("calendar -o {format}"));
        assert_eq!(without_times(&other.stdout), without_times(&plain.stdout), "{format}");
    }
    for (line, code) in [
        ("\"$KW\" calendar >&-", 0),
        ("set -o pipefail; \"$KW\" calendar | true", 0),
        ("\"$KW\" calendar > /dev/full", 10),
    ] {
        home.shell(line).run().exits(code);
    }
}
