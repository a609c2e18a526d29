//! Assurance, row 7: untrustworthy verification files. `check` and `inspect --install` reject each with its
//! code and reason, and neither the mark nor the installed file changes.

use keywright::crypto::hash::sha256;
use keywright::domain::time::Timestamp;
use keywright::verification::{Format, sign_line};

use super::forge::{self, SECRET, body, claims, file, key, other_key, parts, signed};
use crate::support::{Home, contents, now};

/// A file, and the reason for its rejection; `older` is exit 7.
type Case = (String, Vec<u8>, &'static str);

fn case(what: &str, file: Vec<u8>, reason: &'static str) -> Case {
    (what.to_owned(), file, reason)
}

fn not_for_here_and_now() -> Vec<Case> {
    let at = |offset| Timestamp::from_unix(now() + offset);
    vec![
        case("older generation", file(|c| c.generation = 4), "older"),
        case("older epoch", file(|c| (c.epoch, c.generation) = (at(-2_000_000), 99)), "older"),
        case("expired", file(|c| (c.exp, c.generation) = (at(-1), 6)), "stale"),
        case("from the future", file(|c| (c.iat, c.generation) = (at(900), 6)), "stale"),
        case("epoch after issue", file(|c| (c.epoch, c.generation) = (at(0), 6)), "stale"),
        case("other audience", file(|c| (c.aud, c.generation) = (vec!["EDGE".into()], 6)), "audience"),
        case("no audience", file(|c| (c.aud, c.generation) = (vec![], 6)), "audience"),
        case("unknown version", file(|c| (c.ver, c.generation) = (2, 6)), "version"),
        case("smaller count", file(|c| (c.cnt, c.generation) = (2, 6)), "digest"),
        case("larger count", file(|c| (c.cnt, c.generation) = (4, 6)), "digest"),
        case("same generation, other content", file(|c| (c.dig, c.cnt) = (sha256(b""), 0)), "digest"),
    ]
}

fn not_by_our_key() -> Vec<Case> {
    let (header, payload) = parts(&file(|c| c.generation = 6));
    let line = sign_line(
        &{
            let mut c = claims(&body());
            c.generation = 6;
            c
        },
        &other_key(),
    );
    let (kid, typ) = (key().public().thumbprint(), "keywright-verification+jwt");
    let with = |header: String| signed(&header, &payload, &key());
    let named = |alg: &str| with(format!(r#"{{"alg":"{alg}","typ":"{typ}","kid":"{kid}"}}"#));
    let unsigned = String::from_utf8(named("none")).unwrap();
    let (start, rest) = unsigned.split_once('\n').unwrap();
    let bare = format!("{}.\"}}\n{rest}", start.rsplit_once('.').unwrap().0);
    vec![
        case("other key", [line.into_bytes(), body()].concat(), "signature"),
        case("other key under our kid", signed(&header, &payload, &other_key()), "signature"),
        case("alg none", named("none"), "signature"),
        case("alg none, no signature", bare.into_bytes(), "signature"),
        case("alg HS256", named("HS256"), "signature"),
        case("alg ES256", named("ES256"), "signature"),
        case("typ JWT", with(format!(r#"{{"alg":"EdDSA","typ":"JWT","kid":"{kid}"}}"#)), "signature"),
        case(
            "crit",
            with(format!(r#"{{"alg":"EdDSA","typ":"{typ}","kid":"{kid}","crit":[]}}"#)),
            "signature",
        ),
    ]
}

fn stripped_or_doubled_members() -> Vec<Case> {
    let (header, payload) = parts(&file(|c| c.generation = 6));
    let mut cases = Vec::new();
    for (text, is_header) in [(&header, true), (&payload, false)] {
        let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap();
        for (name, value) in &members {
            let mut without = members.clone();
            without.remove(name);
            let without = serde_json::to_string(&without).unwrap();
            let doubled = text.replacen('{', &format!("{{\"{name}\":{value},"), 1);
            for (how, text) in [("without", without), ("twice", doubled)] {
                let file =
                    if is_header { signed(&text, &payload, &key()) } else { signed(&header, &text, &key()) };
                cases.push((format!("{how} {name}"), file, "signature"));
            }
        }
    }
    assert_eq!(cases.len(), 28, "3 members of the header, 11 claims");
    cases
}

fn altered_bytes() -> Vec<Case> {
    let good = file(|c| c.generation = 6);
    let text = String::from_utf8(good.clone()).unwrap();
    let (line, body) = text.split_once('\n').unwrap();
    let forged = body.lines().next().unwrap().replace("read write", "admin");
    let mut cases: Vec<Case> = [
        ("empty", String::new(), "signature"),
        ("no line 1", body.to_owned(), "signature"),
        ("CR on line 1", format!("{line}\r\n{body}"), "signature"),
        ("CR on all lines", text.replace('\n', "\r\n"), "signature"),
        ("CR in the body", format!("{line}\n{}", body.replace('\n', "\r\n")), "digest"),
        ("byte-order mark", format!("\u{feff}{text}"), "signature"),
        ("a forged entry before the JWS", format!("{forged}\n{text}"), "signature"),
        ("a forged entry on line 1", format!("{forged}{text}"), "signature"),
        (
            "a forged member on line 1",
            text.replacen("{\"jws\"", "{\"scope\":\"admin\",\"jws\"", 1),
            "signature",
        ),
        ("a forged entry after line 1", format!("{line}\n{forged}\n{body}"), "digest"),
        ("more rights", text.replacen("read write", "read admin", 1), "digest"),
        ("an entry twice", format!("{text}{}\n", body.lines().last().unwrap()), "digest"),
        ("a space at the end", format!("{text} "), "digest"),
        ("an empty line at the end", format!("{text}\n"), "digest"),
        ("a NUL in the body", text.replacen("read write", "read\0write", 1), "digest"),
    ]
    .map(|(what, file, reason)| case(what, file.into_bytes(), reason))
    .into();
    for (place, _) in text.match_indices('\n') {
        // Before and after the end of each line; the whole file is valid.
        cases.push((
            format!("cut off before byte {place}"),
            good[..place].to_vec(),
            if place < line.len() + 1 { "signature" } else { "digest" },
        ));
        if place + 1 < good.len() {
            cases.push((format!("cut off at byte {}", place + 1), good[..=place].to_vec(), "digest"));
        }
    }
    cases
}

/// Every file is rejected by `check`, with and without a state; the mark does not change.
fn check_refuses(cases: &[Case]) {
    let home = Home::new();
    let public = home.write("pub", key().public().to_raw());
    let check = |file: &str, with_state: bool| {
        let state = if with_state { "--state state" } else { "" };
        let args = format!("check --file {file} --public-key {public} --audience edge -o json {state}");
        home.call(&args).stdin(SECRET).run()
    };
    let good = home.write("good", file(|_| ()));
    assert_eq!(check(&good, true).exits(0).json()["valid"], true);
    let before = contents(&home.path("state"));
    assert!(!before.is_empty(), "the mark was stored");
    for (what, bytes, reason) in cases {
        let file = home.write("file", bytes);
        let ran = check(&file, true);
        if *reason == "older" {
            ran.fails(7, "rolled_back");
        } else {
            assert_eq!(ran.fails(6, "tampered")["reason"], *reason, "{what}");
            // Another file of the mark's generation is rejected only because of the mark.
            if !what.starts_with("same generation") {
                assert_eq!(check(&file, false).fails(6, "tampered")["reason"], *reason, "{what}, no state");
            }
        }
        assert_eq!(contents(&home.path("state")), before, "{what} moved the mark");
    }
    check(&good, true).exits(0);
}

/// Every file is rejected by `inspect --install`; the installed file and the mark do not change.
fn install_refuses(cases: &[Case]) {
    let home = Home::new();
    let public = home.write("pub", key().public().to_pem());
    let (state, place) = ("state".to_owned(), "installed".to_owned());
    let install = |file: &str| {
        let args = format!("inspect {file} --public-key {public} --audience edge --install {place}");
        home.run(&format!("{args} --state {state} -o json"))
    };
    install(&home.write("file", file(|_| ()))).exits(0);
    let mut before = home.contents();
    before.remove(&home.path("file"));
    for (what, bytes, reason) in cases {
        let ran = install(&home.write("file", bytes));
        if *reason == "older" {
            ran.fails(7, "rolled_back");
        } else {
            assert_eq!(ran.fails(6, "tampered")["reason"], *reason, "{what}");
        }
        let mut after = home.contents();
        after.remove(&home.path("file"));
        assert!(after == before, "{what} changed something: {:?}", after.keys());
    }
}

fn all() -> Vec<Case> {
    let all =
        [not_for_here_and_now(), not_by_our_key(), stripped_or_doubled_members(), altered_bytes()].concat();
    println!("{} files that must be refused", all.len());
    all
}

#[test]
fn check_refuses_every_file_and_the_mark_stays() {
    check_refuses(&all());
}

#[test]
fn install_refuses_every_file_and_the_place_stays() {
    install_refuses(&all());
}

#[test]
fn a_file_of_another_format_is_an_argument_error_for_check() {
    let home = Home::new();
    let public = key().public().to_raw();
    let body = format!("_not_after {}\n", now() + 3_600).into_bytes();
    let mut claims = forge::claims(&body);
    (claims.fmt, claims.cnt, claims.exp) = (Format::Haproxy, 0, Timestamp::from_unix(now() + 3_600));
    let file = home.write("map", [sign_line(&claims, &key()).into_bytes(), body].concat());
    home.ok(&format!("inspect {file} --public-key {public}"));
    let args = format!("check --file {file} --public-key {public} -o json");
    home.call(&args).stdin(SECRET).run().fails(2, "usage");
}
