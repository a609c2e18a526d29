//! `check`, `inspect` and `diff` on files that a vault wrote: what must be accepted, `--at`, `--lines`, and
//! when the mark advances.

use keywright::domain::time::Timestamp;
use keywright::verification::{Claims, sign_line};
use serde_json::Value;

use super::forge::{self, SECRET};
use crate::support::{Home, contents};

/// A vault with one key, its verification file and its public key.
fn published(home: &Home) -> (String, String, String) {
    let secret = home.create("ci", "-s read,write --resource acme --environment prod").secret;
    home.ok("export --format jsonl --audience edge --out keys");
    let public = home.write("pub.pem", home.ok("public-key").bytes);
    (secret, "keys".to_owned(), public)
}

#[test]
fn a_time_asked_for_never_moves_the_mark() {
    let home = Home::with_vault();
    let (secret, keys, public) = published(&home);
    let state = "state";
    let args = format!("check --file {keys} --public-key {public} --audience edge --state {state}");
    let at = |time: &str| home.call(&format!("{args} -o json --at {time}")).stdin(&*secret).run();
    let day =
        |offset: i64| keywright::domain::time::Timestamp::from_unix(crate::support::now() + offset * 86_400);
    for (offset, reason) in [(-1, "stale"), (-3_650, "stale"), (8, "stale"), (3_650, "stale")] {
        assert_eq!(at(&day(offset).to_string()).fails(6, "tampered")["reason"], reason);
    }
    at("2038-01-19T03:14:08Z").fails(6, "tampered");
    at("2106-02-07T06:28:16Z").fails(6, "tampered");
    assert_eq!(at(&day(6).to_string()).exits(0).json()["valid"], true);
    assert!(contents(&home.path("state")).is_empty(), "--at stored a mark");
    home.call(&args).stdin(&*secret).run().exits(0);
    let mark = contents(&home.path("state"));
    assert!(!mark.is_empty());
    home.ok(&format!("export --format jsonl --audience edge --out {keys}"));
    at(&day(1).to_string()).exits(0);
    assert_eq!(contents(&home.path("state")), mark, "--at moved the mark");
    home.call(&args).stdin(&*secret).run().exits(0);
    assert_ne!(contents(&home.path("state")), mark, "and without --at it moves");
}

#[test]
fn every_answer_has_its_reason() {
    let home = Home::with_vault();
    let (secret, keys, public) = published(&home);
    let check = |secret: &str, more: &str| -> (i32, Value) {
        let args = format!("check --file {keys} --public-key {public} --audience edge -o json");
        let ran = home.call(&format!("{args} {more}")).stdin(secret).run();
        (ran.code, ran.json())
    };
    let last = if secret.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{last}", &secret[..secret.len() - 1]);
    let unknown = Home::with_vault().create("other", "").secret;
    for (secret, more, reason) in [
        (&*mistyped, "", "malformed"),
        ("", "", "malformed"),
        (&unknown, "", "unknown"),
        (&secret, "--scope admin", "scope"),
        (&secret, "--scope read,admin", "scope"),
        (&secret, "--resource acmex", "resource"),
        (&secret, "--environment dev", "environment"),
    ] {
        let (code, answer) = check(secret, more);
        assert_eq!(
            (code, &answer["valid"], &answer["reason"]),
            (8, &false.into(), &reason.into()),
            "{more:?}"
        );
    }
    let (code, answer) = check(&secret, "");
    assert_eq!((code, &answer["unchecked"]), (0, &serde_json::json!(["scope", "resource", "environment"])));
    let all = "--scope read --resource acme/x --environment prod";
    let (code, answer) = check(&secret, all);
    assert_eq!((code, &answer["unchecked"], &answer["reason"]), (0, &serde_json::json!([]), &Value::Null));
}

#[test]
fn many_lines_are_answered_one_by_one() {
    let home = Home::with_vault();
    let (secret, keys, public) = published(&home);
    let args = format!("check --file {keys} --public-key {public} --audience edge --lines");
    let ran = home.call(&args).stdin(format!("{secret}\nnope\n{secret}\r\n\n{secret}")).run().exits(8);
    let answers: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let valid: Vec<bool> = answers.iter().map(|answer| answer["valid"].as_bool().unwrap()).collect();
    assert_eq!(valid, [true, false, true, false, true]);
    let ran = home.call(&args).stdin(format!("{secret}\n")).run().exits(0);
    assert_eq!(ran.stdout.lines().count(), 1);
    assert!(home.ok(&args).bytes.is_empty(), "nothing asked, nothing answered");
}

/// One secret is looked for without loading the file, many after loading it.
#[test]
fn one_secret_alone_is_answered_as_among_many() {
    let home = Home::new();
    let public = forge::key().public().to_raw();
    let end = |c: &mut Claims| c.exp = Timestamp::from_unix(crate::support::now() - 1);
    let good = forge::file(|c| c.generation = 6);
    let text = String::from_utf8(good.clone()).unwrap();
    let (line_1, body) = text.split_once('\n').unwrap();
    let unsorted: String = body.split_inclusive('\n').rev().collect();
    let signed_unsorted =
        sign_line(&Claims { generation: 7, ..forge::claims(unsorted.as_bytes()) }, &forge::key());
    for (what, file, code) in [
        ("older", forge::file(|c| c.generation = 5), 7),
        ("stale", forge::file(end), 6),
        ("fewer keys than signed", forge::file(|c| (c.cnt, c.generation) = (4, 7)), 6),
        ("more keys than signed", forge::file(|c| (c.cnt, c.generation) = (2, 7)), 6),
        ("unsorted, though signed", format!("{signed_unsorted}{unsorted}").into_bytes(), 6),
        ("other rights", text.replacen("read write", "read admin", 1).into_bytes(), 6),
        ("a key less", format!("{line_1}\n{}", &body[body.find('\n').unwrap() + 1..]).into_bytes(), 6),
        ("good", good.clone(), 0),
    ] {
        let answers = ["", " --lines"].map(|lines| {
            let state = format!("state{}", lines.len());
            let check = |file: Vec<u8>| {
                let file = home.write("file", file);
                let args =
                    format!("check --file {file} --public-key {public} --audience edge --state {state}");
                home.call(&format!("{args} -o json{lines}")).stdin(SECRET).run()
            };
            check(good.clone()).exits(0);
            let mark = contents(&home.path(&state));
            let ran = check(file.clone()).exits(code);
            assert_eq!(contents(&home.path(&state)), mark, "{what}{lines} moved the mark");
            if code == 0 { ran.json() } else { ran.error() }
        });
        assert_eq!(answers[0], answers[1], "{what}");
    }
}

#[test]
fn it_warns_where_nobody_said_who_asks() {
    let home = Home::new();
    let (file, public) = (home.write("file", forge::file(|_| ())), forge::key().public().to_jwk());
    let ran = home.call(&format!("check --file {file} --public-key '{public}'")).stdin(SECRET).run().exits(0);
    assert!(ran.stderr.contains("--audience"), "{ran}");
    let ran = home
        .call(&format!("check --file {file} --public-key '{public}' --audience edge"))
        .stdin(SECRET)
        .run()
        .exits(0);
    assert!(ran.stderr.is_empty(), "{ran}");
}

#[test]
fn any_of_several_public_keys_will_do() {
    let home = Home::new();
    let file = home.write("file", forge::file(|_| ()));
    let (ours, other) =
        (forge::key().public().to_raw(), home.write("other.pem", forge::other_key().public().to_pem()));
    let check = |keys: &[&str]| {
        let keys = keys.join(" --public-key ");
        home.call(&format!("check --file {file} --audience edge --public-key {keys}")).stdin(SECRET).run()
    };
    check(&[&other, &ours]).exits(0);
    let both = format!("{}{}", forge::other_key().public().to_pem(), forge::key().public().to_pem());
    check(&[&home.write("both.pem", both)]).exits(0);
    check(&[&other]).exits(6);
}

#[test]
fn diff_says_who_gains_loses_and_changes() {
    let home = Home::with_vault();
    let (_, old, public) = published(&home);
    home.create("stays", "-s read");
    home.create("goes", "-s read");
    home.ok(&format!("export --format jsonl --audience edge --out {old}"));
    home.ok("key revoke goes --yes");
    home.ok("key edit stays -s read,write --widen");
    home.create("comes", "-s read");
    let new = "new";
    home.ok(&format!("export --format jsonl --audience edge --out {new}"));
    let difference = home.json(&format!("diff {old} {new} --public-key '{public}'"));
    for member in ["gained", "lost", "changed"] {
        assert_eq!(difference[member].as_array().unwrap().len(), 1, "{member}: {difference}");
    }
    let same = home.json(&format!("diff {new} {new}"));
    assert!(["gained", "lost", "changed"].iter().all(|member| same[member] == serde_json::json!([])));
    let foreign = home.write("foreign", forge::other_key().public().to_pem());
    home.run(&format!("diff {old} {new} --public-key {foreign} -o json")).fails(6, "tampered");
}
