//! The names by which a log may know a key.

use insta::assert_snapshot;
use keywright::crypto::hash::sha256;
use keywright::domain::token;
use serde_json::Value;

use super::create;
use crate::stage::Stage;

const FOREIGN: [&str; 2] =
    ["ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_16C7e42F3333333333333333333333333333"];

/// Names of the keys that an import of these lines finds, each with its last use.
fn used(stage: &Stage, log: &str) -> Vec<String> {
    let found: Value =
        serde_json::from_str(&stage.ok_with("usage import - --format jsonl -o json -q", log)).unwrap();
    let each = |item: &Value| {
        format!("{} {}", item["name"].as_str().unwrap(), item["last_used_at"].as_str().unwrap())
    };
    found["items"].as_array().unwrap().iter().map(each).collect()
}

#[test]
fn each_key_by_each_of_its_names() {
    let stage = Stage::with_vault();
    let keys = ["one", "two"].map(|name| create(&stage, name));
    for (number, secret) in FOREIGN.iter().enumerate() {
        stage.ok_with(
            "key import --from -",
            &format!(
                "{{\"name\":\"foreign-{number}\",\"secret\":\"{secret}\",\"created_at\":\"2025-11-02\"}}\n"
            ),
        );
    }
    let mut seconds = 0;
    let mut finds = |member: &str, text: &str, name: Option<&str>| {
        seconds += 1;
        let line = format!("{{\"{member}\":{},\"at\":{}}}\n", Value::from(text), 1_767_225_600 + seconds);
        let at = format!("2026-01-01T00:{:02}:{:02}Z", seconds / 60, seconds % 60);
        let wanted: Vec<String> = name.into_iter().map(|name| format!("{name} {at}")).collect();
        assert_eq!(used(&stage, &line), wanted, "{line}");
    };
    for (key, name) in keys.iter().zip(["one", "two"]) {
        finds("id", &key.id, Some(name));
        finds("id", &key.id[..12], Some(name));
        finds("id", &key.id[..11], None);
        finds("id", "key_", None);
        finds("id", &key.start, None);
        finds("start", &key.start, Some(name));
        finds("start", &key.start[..key.start.len() - 1], None);
        finds("start", &key.id, None);
        finds("digest", &sha256(key.secret.as_bytes()).to_string(), Some(name));
        finds("digest", "00", None);
        // Where it ought not to be.
        for member in ["id", "start", "digest"] {
            finds(member, &key.secret, Some(name));
        }
    }
    finds("start", FOREIGN[0], Some("foreign-0"));
    finds("id", FOREIGN[1], Some("foreign-1"));
    for odd in ["", "\0", "\u{ffff}", &"x".repeat(8_000)] {
        finds("start", odd, None);
    }
}

#[test]
fn a_name_of_two_keys() {
    let stage = Stage::with_vault();
    for (name, last) in [("one", b'1'), ("two", b'2')] {
        let mut random = [b'A'; 48];
        random[47] = last;
        let secret = token::assemble(&"acme".parse().unwrap(), &random);
        stage.ok_with(
            "key import --from -",
            &format!("{{\"name\":\"{name}\",\"secret\":\"{secret}\",\"created_at\":\"2025-11-02\"}}\n"),
        );
    }
    let line = "{\"start\":\"acme_AAAAAAAA\",\"at\":1767225600}\n";
    assert_snapshot!(stage.run_with("usage import - --format jsonl", &line.repeat(2)), @"
    Name  ID  Last used  Imported
    ! warning: ambiguous, because each matches several keys: 2 lines
    ! 2 lines, 0 without a key: 0 keys used, 0 with a newer time
    ");
}

/// As a server does that logs whatever is presented to it. Identifiers are looked up many at a time.
#[test]
fn more_names_than_are_kept() {
    let stage = Stage::with_vault();
    let [one, two, three] = ["one", "two", "three"].map(|name| create(&stage, name));
    let line = |id: &str, at: u32| format!("{{\"id\":\"{id}\",\"at\":{}}}\n", 1_767_225_600 + at);
    let id = |number: u32| {
        let letters =
            format!("{number:026}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect::<String>();
        format!("key_{letters}")
    };
    let unknown = |from: u32, to: u32| (from..to).map(|number| line(&id(number), 0)).collect::<String>();
    let log = line(&one.id, 7)
        + &line(&two.id, 3)
        + &unknown(0, 99_999)
        + &line(&two.id[..20], 5)
        + &unknown(0, 120_000)
        + &line(&one.id, 2)
        + &line(&three.secret, 1);
    stage.write("long.jsonl", &log);
    let answer = stage.run("usage import [HOME]/long.jsonl --format jsonl");
    let said = answer.to_string();
    assert!(said.contains("one    ") && said.contains("2026-01-01T00:00:07Z  now"), "{said}");
    assert!(said.contains("two    ") && said.contains("2026-01-01T00:00:05Z  now"), "{said}");
    assert!(said.contains("three  ") && said.contains("2026-01-01T00:00:01Z  now"), "{said}");
    assert!(
        said.contains(
            "219999 lines with keys that are not in the vault, such as key_aaaaaaaaaaaaaaaaaaaaaaaaaa, "
        ),
        "{said}"
    );
    assert!(said.contains("long.jsonl', line 220004)"), "{said}");
    assert!(said.contains("220004 lines, 0 without a key: 3 keys used, 3 with a newer time"), "{said}");
}
