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
    let expected: Vec<Member> = object.meanings().copied().chain(more.iter().copied()).collect();
    members(found, &expected).map_err(|what| format!("{name}: {what}"))
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
    let mut asked = Asked { home: Home::new(), page: Page { seen: BTreeSet::new() } };
    asked.slots_and_profiles();
    let secret = asked.keys();
    asked.files(&secret);
    asked.what_logs_say(&secret);
    asked.rotations();
    asked.credentials();
    asked.the_vault();
    // Only a login session has a keyring: `held` asks that.
    let is_asked = |answer: &&Answer| answer.form != Form::Payload && answer.command != "unlock";
    let all: BTreeSet<&str> = ANSWERS.iter().filter(is_asked).map(|answer| answer.command).collect();
    assert_eq!(asked.page.seen, all);
}

/// A vault and its owner, who asks everything.
struct Asked {
    home: Home,
    page: Page,
}

const PROFILE: &str = r#"
name = "p"
scopes = ["read", "write"]
rotate_every = "30d"
[roles]
r = ["read"]
[hooks]
verify = ["/bin/true"]
"#;

impl Asked {
    #[track_caller]
    fn ask(&mut self, command: &str, line: &str) -> Value {
        self.page.holds(&self.home, command, line, "")
    }

    #[track_caller]
    fn ask_about(&mut self, secret: &str, command: &str, line: &str) {
        self.page.holds(&self.home, command, line, secret);
    }

    fn slots_and_profiles(&mut self) {
        self.ask("init", "init --new-identity");
        self.ask("lock", "lock");
        self.home.write("pass", "correct horse battery staple\n");
        self.home.write("other", "another horse battery staple\n");
        self.ask("slot add", "slot add paper --passphrase-file pass");
        self.ask("slot list", "slot list");
        self.ask("slot edit", "slot edit paper --role admin");
        self.ask("slot passphrase", "slot passphrase paper --passphrase-file other");
        self.home.write("p.toml", PROFILE);
        self.ask("profile add", "profile add --from p.toml");
        self.home.write("p.toml", PROFILE.replace("scopes", "networks = [\"10.0.0.0/8\"]\nscopes"));
        self.ask("profile list", "profile list");
        self.ask("profile add", "profile add --builtin nitro");
        self.ask("profile remove", "profile remove nitro --yes");
    }

    /// Returns the secret of one.
    fn keys(&mut self) -> String {
        let options = "--profile p -s read,write --owner ana --label a=b --expires 20d";
        let ci = self.ask("key create", &format!("key create ci {options}"));
        let to = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
        self.ask("key create", &format!("key create sealed --encrypt-to {to}"));
        self.ask("key create", "key create kept --to-credential shop");
        self.ask("profile edit", "profile edit p --from p.toml");
        self.ask("profile show", "profile show p");
        let secret = ci["secret"].as_str().unwrap();
        self.ask_about(secret, "key verify", "key verify");
        self.ask_about("kw_no", "key verify", "key verify");
        self.home.write("import", "{\"name\":\"old\",\"secret\":\"q7ZpR2mXv9LtB4nKc8WdJ5hGs3FyT6uEaQ1x\"}\n");
        self.ask("key import", "key import --from import");
        secret.to_owned()
    }

    fn files(&mut self, secret: &str) {
        self.ask("target add", "target add edge --format jsonl --path @/edge.jsonl --servers eu-1");
        self.ask("publish", "publish");
        self.ask("target list", "target list");
        self.ask("target show", "target show edge");
        self.ask("target edit", "target edit edge --valid-for 10d");
        self.ask("publish", "publish --check");
        self.ask("publish", "publish");
        self.home.write("edge.pem", self.home.ok("public-key").stdout);
        let check = "check --file edge.jsonl --public-key edge.pem";
        self.ask_about(secret, "check", check);
        self.ask_about("nobody", "check", &format!("{check} --state state"));
        self.ask("inspect", "inspect edge.jsonl --public-key edge.pem");
        self.ask("inspect", "inspect edge.jsonl");
        self.home.ok("export --format jsonl --out old.jsonl");
        self.ask("key edit", "key edit ci --description x");
        self.ask("key disable", "key disable kept");
        self.ask("key show", "key show kept");
        self.ask("key enable", "key enable kept");
        self.ask("key revoke", "key revoke sealed --reason lost --yes");
        self.ask("key show", "key show sealed");
        self.ask("publish", "publish");
        self.home.ok("key edit ci --scopes read");
        self.home.create("new", "");
        self.home.ok("export --format jsonl --out new.jsonl");
        self.ask("diff", "diff old.jsonl new.jsonl");
        self.home.write("receipt", receipt(&self.home));
        self.ask("receipt import", "receipt import receipt");
    }

    fn what_logs_say(&mut self, secret: &str) {
        let id = self.home.json("key show ci")["id"].clone();
        self.home.write("log", format!("{{\"id\":{id},\"at\":\"2020-01-01T00:00:00Z\"}}\n"));
        self.ask("usage import", "usage import log --format jsonl");
        self.home.write("leak", secret);
        self.ask("scan", "scan leak");
    }

    fn rotations(&mut self) {
        self.home.write("p.toml", PROFILE);
        self.ask("profile edit", "profile edit p --from p.toml");
        self.ask("rotate start", "rotate start ci --grace 2d");
        self.ask("rotate secret", "rotate secret ci");
        let new = self.ask("rotate start", "rotate start new");
        self.ask("rotate status", "rotate status");
        self.ask("rotate run --dry-run", "rotate run --dry-run");
        self.ask("rotate run", "rotate run");
        self.ask("status", "status");
        self.ask("key list", "key list");
        self.ask("key list", "key list --limit 1");
        self.ask("timeline", "timeline");
        self.ask("publish", "publish");
        self.ask_about(new["secret"].as_str().unwrap(), "rotate confirm", "rotate confirm new --force");
        self.ask("rotate finish", "rotate finish new --now --yes --force");
        self.ask("hook test", "hook test ci verify");
        self.ask("rotate start", "rotate start kept");
        self.ask("rotate abort", "rotate abort kept --yes");
        self.ask("key delete --dry-run", "key delete --ended-before 0s --dry-run");
        self.ask("key delete", "key delete sealed --yes --force");
    }

    fn credentials(&mut self) {
        self.ask_about("a secret of somebody else's", "credential set", "credential set mail");
        self.ask("credential list", "credential list");
        self.ask("credential verify", "credential verify shop");
        self.ask("credential verify", "credential verify mail");
        self.ask("credential remove", "credential remove mail --yes");
    }

    fn the_vault(&mut self) {
        self.ask("vault info", "vault info");
        self.ask("vault check", "vault check");
        let fingerprint = self.home.fingerprint();
        self.ask("vault trust", &format!("vault trust {fingerprint}"));
        self.ask("vault backup", "vault backup backup.db");
        self.ask("vault check --repair", "vault check --repair --yes");
        self.ask("vault rekey --signing", "vault rekey --signing --prepare");
        self.ask("vault rekey --signing", "vault rekey --signing --activate");
        self.ask("vault rekey", "vault rekey");
        self.ask("slot remove", "slot remove paper");
        self.ask("vault restore", "vault restore backup.db");
        self.ask("status", "status");
        self.ask("audit list", "audit list");
        self.ask("audit verify", "audit verify");
        self.ask("audit export", "audit export");
        self.ask("target remove", "target remove edge --yes");
    }
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
