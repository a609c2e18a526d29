//! Answers have the members that `docs/json.md` says, with the types that it says, and no others.

use std::collections::BTreeSet;

use keywright::output::json::{ANSWERS, Answer, Form, Member, objects};
use serde_json::{Map, Value};

use crate::support::Home;

/// Holds real answers against the page.
struct Page {
    seen: BTreeSet<&'static str>,
}

impl Page {
    /// Runs a command, and holds its answer against what the page says of `command`.
    #[track_caller]
    fn holds(&mut self, home: &Home, command: &str, line: &str, stdin: &str) -> Value {
        let answer = ANSWERS.iter().find(|answer| answer.command == command);
        let answer = answer.unwrap_or_else(|| panic!("{command} is not in the page"));
        self.seen.insert(answer.command);
        let ran = home.call(line).args("-o json").stdin(stdin).run();
        assert!([0, 8, 11].contains(&ran.code), "{ran}");
        let document = match answer.form {
            Form::Lines => serde_json::from_str(ran.stdout.lines().next().unwrap()).unwrap(),
            _ => ran.json(),
        };
        if let Err(what) = fits(answer, &document) {
            panic!("{what}\n{ran}");
        }
        document
    }
}

type Fits = Result<(), String>;

fn fits(answer: &Answer, document: &Value) -> Fits {
    let Some(whole) = document.as_object() else { return Err("no object".to_owned()) };
    let warnings = ("warnings", "[string]?", "");
    let more: Vec<Member> = answer.more.iter().copied().chain([warnings]).collect();
    let items = || whole.get("items").and_then(Value::as_array).ok_or("no items".to_owned());
    let around = |others: &[Member]| members(whole, &[&[("items", "[any]", "")], others, &more].concat());
    match answer.form {
        Form::One | Form::Lines => object(answer.object, whole, &more),
        Form::Items => around(&[])
            .and_then(|()| items()?.iter().try_for_each(|item| value(item, answer.object, "items"))),
        Form::Listing => around(&[("next_cursor", "string or null", "")])
            .and_then(|()| items()?.iter().try_for_each(|item| value(item, answer.object, "items"))),
        Form::Payload => Err("it answers no JSON".to_owned()),
    }
}

fn object(name: &str, found: &Map<String, Value>, more: &[Member]) -> Fits {
    let object = objects().find(|object| object.name == name).ok_or(format!("no object {name}"))?;
    members(found, &[object.meanings, more].concat()).map_err(|what| format!("{name}: {what}"))
}

fn members(found: &Map<String, Value>, expected: &[Member]) -> Fits {
    if let Some(unknown) = found.keys().find(|name| expected.iter().all(|(known, ..)| known != name)) {
        return Err(format!("the page has no member {unknown}"));
    }
    for (name, kind, _) in expected {
        match found.get(*name) {
            None if kind.ends_with('?') => {}
            None => return Err(format!("no member {name}")),
            Some(found) => value(found, kind.trim_end_matches('?'), name)?,
        }
    }
    Ok(())
}

fn value(found: &Value, kind: &str, name: &str) -> Fits {
    if let Some(kind) = kind.strip_suffix(" or null") {
        return if found.is_null() { Ok(()) } else { value(found, kind, name) };
    }
    let inner = kind.get(1..kind.len() - 1).unwrap_or_default();
    let is_it = match (kind, found) {
        ("any", _) | ("string", Value::String(_)) | ("boolean", Value::Bool(_)) => true,
        ("number", Value::Number(number)) => number.is_i64() || number.is_u64(),
        ("time", Value::String(text)) => text.len() == 20 && text.ends_with('Z'),
        (_, Value::Array(list)) if kind.starts_with('[') => {
            return list.iter().try_for_each(|found| value(found, inner, name));
        }
        (_, Value::Object(map)) if kind.starts_with('{') => {
            return map.values().try_for_each(|found| value(found, inner, name));
        }
        (_, Value::Object(map)) => return object(kind, map, &[]),
        _ => false,
    };
    if is_it { Ok(()) } else { Err(format!("{name} is no {kind}: {found}")) }
}

/// One use of every command that answers in JSON.
#[test]
fn every_answer_is_as_the_page_says() {
    let home = Home::new();
    let mut page = Page { seen: BTreeSet::new() };
    let mut ask = |command: &str, line: &str| page.holds(&home, command, line, "");
    ask("init", "init --new-identity");
    home.write("pass", "correct horse battery staple\n");
    home.write("other", "another horse battery staple\n");
    ask("slot add", "slot add paper --passphrase-file pass");
    ask("slot list", "slot list");
    ask("slot edit", "slot edit paper --role admin");
    ask("slot passphrase", "slot passphrase paper --passphrase-file other");
    home.write("p.toml", "name = \"p\"\nscopes = [\"read\", \"write\"]\nrotate_every = \"30d\"\n[roles]\nr = [\"read\"]\n[hooks]\nverify = [\"/bin/true\"]\n");
    ask("profile add", "profile add --from p.toml");
    let ci =
        ask("key create", "key create ci --profile p -s read,write --owner ana --label a=b --expires 20d");
    let secret = ci["secret"].as_str().unwrap().to_owned();
    ask(
        "key create",
        "key create sealed --encrypt-to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    );
    ask("key create", "key create kept --to-credential shop");
    home.write("p.toml", home.read("p.toml").replace("scopes", "networks = [\"10.0.0.0/8\"]\nscopes"));
    ask("profile edit", "profile edit p --from p.toml");
    ask("profile show", "profile show p");
    ask("profile list", "profile list");
    ask("profile add", "profile add --builtin nitro");
    ask("profile remove", "profile remove nitro --yes");
    ask(
        "target add",
        "target add edge --format jsonl --path @/edge.jsonl --server eu-1"
            .replace("--server ", "--servers ")
            .as_str(),
    );
    ask("publish", "publish");
    ask("target list", "target list");
    ask("target show", "target show edge");
    ask("target edit", "target edit edge --valid-for 10d");
    ask("publish", "publish --check");
    ask("publish", "publish");
    home.write("edge.pem", home.ok("public-key").stdout);
    let check = "check --file edge.jsonl --public-key edge.pem";
    page.holds(&home, "check", check, &secret);
    page.holds(&home, "check", &format!("{check} --state state"), "nobody");
    page.holds(&home, "key verify", "key verify", &secret);
    page.holds(&home, "key verify", "key verify", "kw_no");
    let mut ask = |command: &str, line: &str| page.holds(&home, command, line, "");
    ask("inspect", "inspect edge.jsonl --public-key edge.pem");
    ask("inspect", "inspect edge.jsonl");
    home.ok("export --format jsonl --out old.jsonl");
    ask("key edit", "key edit ci --description x");
    ask("key disable", "key disable kept");
    ask("key show", "key show kept");
    ask("key enable", "key enable kept");
    ask("key revoke", "key revoke sealed --reason lost --yes");
    ask("key show", "key show sealed");
    ask("publish", "publish");
    home.ok("key edit ci --scopes read");
    home.create("new", "");
    home.ok("export --format jsonl --out new.jsonl");
    ask("diff", "diff old.jsonl new.jsonl");
    home.write("receipt", receipt(&home));
    ask("receipt import", "receipt import receipt");
    home.write("log", format!("{{\"id\":{},\"at\":\"2020-01-01T00:00:00Z\"}}\n", ci["id"]));
    ask("usage import", "usage import log --format jsonl");
    home.write("leak", &secret);
    ask("scan", "scan leak");
    home.write(
        "import",
        format!("{{\"name\":\"old\",\"secret\":\"{}\"}}\n", "q7ZpR2mXv9LtB4nKc8WdJ5hGs3FyT6uEaQ1x"),
    );
    ask("key import", "key import --from import");
    ask("rotate start", "rotate start ci --grace 2d");
    ask("rotate secret", "rotate secret ci");
    let new = ask("rotate start", "rotate start new");
    ask("rotate status", "rotate status");
    ask("rotate run --dry-run", "rotate run --dry-run");
    ask("rotate run", "rotate run");
    ask("status", "status");
    ask("key list", "key list");
    ask("key list", "key list --limit 1");
    ask("publish", "publish");
    page.holds(&home, "rotate confirm", "rotate confirm new --force", new["secret"].as_str().unwrap());
    let mut ask = |command: &str, line: &str| page.holds(&home, command, line, "");
    ask("rotate finish", "rotate finish new --now --yes");
    ask("rotate start", "rotate start kept");
    ask("rotate abort", "rotate abort kept --yes");
    ask("key delete", "key delete sealed --yes --force");
    page.holds(&home, "credential set", "credential set mail", "a secret of somebody else's");
    let mut ask = |command: &str, line: &str| page.holds(&home, command, line, "");
    ask("credential list", "credential list");
    ask("credential verify", "credential verify shop");
    ask("credential verify", "credential verify mail");
    ask("credential remove", "credential remove mail --yes");
    ask("vault info", "vault info");
    ask("vault check", "vault check");
    ask("vault trust", &format!("vault trust {}", home.fingerprint()));
    ask("vault backup", "vault backup backup.db");
    ask("vault check --repair", "vault check --repair --yes");
    ask("vault rekey --signing", "vault rekey --signing --prepare");
    ask("vault rekey --signing", "vault rekey --signing --activate");
    ask("vault rekey", "vault rekey");
    ask("slot remove", "slot remove paper");
    ask("vault restore", "vault restore backup.db");
    ask("status", "status");
    ask("audit list", "audit list");
    ask("audit verify", "audit verify");
    ask("audit export", "audit export");
    ask("target remove", "target remove edge --yes");
    let all: BTreeSet<&str> =
        ANSWERS.iter().filter(|answer| answer.form != Form::Payload).map(|answer| answer.command).collect();
    assert_eq!(page.seen, all);
}

/// What a server says of the file in place.
fn receipt(home: &Home) -> String {
    let file = home.json("inspect edge.jsonl");
    format!(
        "{{\"target\":{},\"server\":\"eu-1\",\"epoch\":{},\"gen\":{},\"dig\":{},\"loaded_at\":{}}}\n",
        file["subject"], file["epoch"], file["generation"], file["digest"], file["issued_at"]
    )
}

#[test]
fn what_the_page_does_not_say_is_found() {
    let answer = ANSWERS.iter().find(|answer| answer.command == "audit verify").unwrap();
    let right = serde_json::json!({ "verified": true, "events": 1 });
    assert_eq!(fits(answer, &right), Ok(()));
    for wrong in [
        serde_json::json!({ "verified": true }),
        serde_json::json!({ "verified": true, "events": "1" }),
        serde_json::json!({ "verified": true, "events": null }),
        serde_json::json!({ "verified": true, "events": 1, "more": 1 }),
        serde_json::json!({ "verified": true, "events": 1, "warnings": [1] }),
    ] {
        assert!(fits(answer, &wrong).is_err(), "{wrong}");
    }
}
