//! Calendars, taken apart again by the rules of RFC 5545.

use proptest::prelude::*;

use super::*;
use crate::domain::id::KeyId;
use crate::domain::name::KeyName;
use crate::domain::token::assemble;
use crate::ops::report::upcoming::{KeyState, KeyToCome, Upcoming, What};

const NOW: i64 = 1_767_225_600;
const VAULT: &str = "af5570f5-a181-4b7a-b78c-af4bc70a660f";
const DAY: i64 = 86_400;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix(seconds)
}

fn id(number: u8) -> KeyId {
    KeyId::from_bits([number; 16])
}

fn expiry(name: &str, number: u8, seconds: i64) -> Upcoming {
    // As a vault holds it: what is typed is refused earlier.
    let name: KeyName = serde_json::from_value(name.into()).unwrap();
    Upcoming { at: at(seconds), what: What::KeyExpires(key(&name, number)) }
}

fn key(name: &KeyName, number: u8) -> KeyToCome {
    KeyToCome { name: name.clone(), version: None, id: id(number), state: KeyState::Working }
}

fn calendar(upcoming: Vec<Upcoming>) -> Calendar {
    Calendar { vault: VAULT.parse().unwrap(), now: at(NOW), upcoming }
}

/// The lines of a file, joined again, as names and values. A value of TEXT is unescaped.
fn properties(file: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = file.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    for line in &lines {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = lines.join("\r\n").replace("\r\n ", "");
    let property = |line: &str| {
        let (name, value) = line.split_once(':').unwrap();
        assert!(name.bytes().all(|byte| byte.is_ascii_uppercase() || b"-;=".contains(&byte)), "{line}");
        (name.to_owned(), unescaped(value))
    };
    unfolded.split("\r\n").map(property).collect()
}

fn unescaped(value: &str) -> String {
    let (mut text, mut characters) = (String::new(), value.chars());
    while let Some(character) = characters.next() {
        text.push(match character {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some(escaped @ ('\\' | ';' | ',')) => escaped,
                other => panic!("\\{other:?} is no escape: {value}"),
            },
            ';' | ',' => panic!("{character} separates values: {value}"),
            other => other,
        });
    }
    text
}

fn values(file: &str, property: &str) -> Vec<String> {
    properties(file).into_iter().filter(|(name, _)| name == property).map(|(_, value)| value).collect()
}

fn names(file: &str) -> Vec<String> {
    properties(file)
        .into_iter()
        .map(|(name, value)| match name.as_str() {
            "BEGIN" | "END" => format!("{name}:{value}"),
            _ => name,
        })
        .collect()
}

#[test]
fn the_next_one_may_replace_it() {
    for upcoming in [Vec::new(), vec![expiry("ci", 1, NOW + DAY)]] {
        assert!(icalendar(&calendar(upcoming), &[], "vault.db").starts_with(FILE.beginning));
    }
}

#[test]
fn alarms_are_durations_of_one_unit() {
    for (span, duration) in
        [("7d", "-P7D"), ("36525d", "-P36525D"), ("36h", "-PT36H"), ("90m", "-PT90M"), ("3601s", "-PT3601S")]
    {
        assert_eq!(trigger(span.parse().unwrap()), duration);
    }
}

#[test]
fn alarms_are_before_what_is_to_come_and_once_each() {
    let upcoming = vec![expiry("over", 1, NOW), expiry("soon", 2, NOW + 1)];
    let alarms = ["1d", "7d", "24h"].map(|span| span.parse().unwrap());
    let file = icalendar(&calendar(upcoming), &alarms, "vault.db");
    assert_eq!(values(&file, "TRIGGER"), ["-P1D", "-P7D"]);
    assert_eq!(values(&file, "SUMMARY"), ["API key 'over' expires", "API key 'soon' expires"]);
}

#[test]
fn more_than_five_of_a_day_are_one_event() {
    let of_day =
        |count: u8| (0..count).map(|key| expiry(&format!("k{key:03}"), key, NOW + DAY + i64::from(key)));
    let few = icalendar(&calendar(of_day(5).collect()), &[], "vault.db");
    assert_eq!(values(&few, "UID").len(), 5);
    let mut upcoming: Vec<Upcoming> = of_day(22).collect();
    upcoming.push(expiry("the day after", 99, NOW + 2 * DAY));
    let file = icalendar(&calendar(upcoming), &[], "vault.db");
    assert_eq!(
        values(&file, "UID"),
        [format!("expiries-2026-01-02@{VAULT}"), format!("end-{}@{VAULT}", id(99))]
    );
    assert_eq!(values(&file, "DTSTART"), ["20260102T000000Z", "20260103T000000Z"]);
    assert_eq!(values(&file, "SUMMARY")[0], "22 API keys expire");
    let description = &values(&file, "DESCRIPTION")[0];
    assert!(
        description.contains("'k000', 'k001'") && description.contains("'k019' and 2 more."),
        "{description}"
    );
    assert!(!description.contains("'k020'"), "{description}");
}

/// What the filter of stdout would not find: the line is folded within the secret.
#[test]
fn no_secret_in_it() {
    let secret = assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
    let file = icalendar(&calendar(vec![expiry(&secret, 1, NOW + DAY)]), &[], &secret);
    assert!(!file.replace("\r\n ", "").contains(&secret), "{file}");
}

/// Text that ends the line, the property or the event, if it can.
fn hostile() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "\r\n",
        "\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{b}",
        "\\",
        "\\n",
        ";",
        ",",
        ":",
        "\"",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
        " ",
        "\t",
        "👩‍💻",
        "é",
        "שלום",
        "\u{202e}",
        "\0",
        "日本語",
        "<b>",
        "X-A;B=C:",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn text_is_one_property_and_is_read_as_it_is_shown(text in prop_oneof![hostile(), any::<String>()]) {
        let mut content = Content::default();
        content.text("SUMMARY", &text);
        content.line("END", "VEVENT");
        let found = properties(&content.finish());
        let shown = crate::output::escape::lines(&text).into_owned();
        prop_assert_eq!(found, [("SUMMARY".to_owned(), shown), ("END".to_owned(), "VEVENT".to_owned())]);
    }

    #[test]
    fn no_name_changes_what_the_file_consists_of(name in hostile(), subject in hostile()) {
        let Ok(name) = name.parse::<KeyName>() else { return Ok(()) };
        let file = |name: &KeyName, subject: &str| {
            let mut upcoming = vec![
                Upcoming { at: at(NOW + DAY), what: What::KeyExpires(key(name, 1)) },
                Upcoming { at: at(NOW + 2 * DAY), what: What::GraceEnds(key(name, 2)) },
                Upcoming { at: at(NOW + 3 * DAY), what: What::RotationDue(key(name, 3)) },
                Upcoming { at: at(NOW + 4 * DAY), what: What::TargetExpires(subject.to_owned()) },
                Upcoming { at: at(NOW + 5 * DAY), what: What::ExportExpires(format!("export/jsonl/{subject}")) },
            ];
            upcoming.extend((4..12).map(|key| expiry(name.as_str(), key, NOW + 9 * DAY)));
            icalendar(&calendar(upcoming), &[Span::days(7)], subject)
        };
        let (hostile, plain) = (file(&name, &subject), file(&"ci".parse().unwrap(), "edge"));
        prop_assert_eq!(names(&hostile), names(&plain));
        prop_assert_eq!(values(&hostile, "TRIGGER"), values(&plain, "TRIGGER"));
    }
}
