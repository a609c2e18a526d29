//! What `key import` takes of a key's past, and what it refuses of it.

use keywright::crypto::hash::sha256;
use keywright::domain::token::assemble;

use crate::support::{Answer, Home};

const FOREIGN: &str = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

fn import(home: &Home, members: &str) -> Answer {
    home.call("key import --trust-digests -o json --from -")
        .stdin(format!("{{\"name\":\"k\",{members}}}\n"))
        .run()
}

fn digest() -> String {
    format!("\"digest\":\"{}\"", sha256(FOREIGN.as_bytes()))
}

#[test]
fn times_and_start_are_taken() {
    let home = Home::with_vault();
    let own = assemble(&"acme".parse().unwrap(), &[b'q'; 48]);
    let lines = format!(
        "{{\"name\":\"a\",\"secret\":\"{FOREIGN}\",\"start\":\"ghp_16C7\",\"created_at\":\"2020-01-31\",\"last_used_at\":\"2020-01-31T00:00:00Z\"}}\n\
         {{\"name\":\"b\",\"secret\":\"{own}\",\"start\":\"acme_qqqqqqqq\",\"created_at\":null,\"last_used_at\":null}}\n\
         {{\"name\":\"c\",\"digest\":\"{}\",\"start\":\"zed_16C7abcd\",\"created_at\":\"2020-01-31T10:00:00+01:00\"}}\n\
         {{\"name\":\"d\",\"digest\":\"{}\",\"start\":null}}\n",
        sha256(b"3"),
        sha256(b"4"),
    );
    home.call("key import --trust-digests --from -").stdin(lines).run().exits(0);
    let key = |name: &str| home.json(&format!("key show {name}"));
    let (first, third) = (key("a"), key("c"));
    assert_eq!(first["created_at"], "2020-01-31T00:00:00Z");
    assert_eq!(first["last_used_at"], "2020-01-31T00:00:00Z");
    assert_eq!(third["created_at"], "2020-01-31T09:00:00Z");
    assert_eq!(
        [&first["start"], &key("b")["start"], &third["start"]],
        ["ghp_16C7", "acme_qqqqqqqq", "zed_16C7abcd"]
    );
    assert!(key("d")["start"].is_null());
    // Each of them is a KEY.
    for start in ["ghp_16C7", "acme_qqqqqqqq", "zed_16C7abcd"] {
        home.ok(&format!("key show {start}"));
    }
    // From its creation on it is unused.
    let unused = home.json("key list --unused-for 365d");
    assert_eq!(unused["items"].as_array().unwrap().len(), 2, "{unused}");
    home.ok("vault check");
}

#[test]
fn a_past_that_cannot_be_is_refused() {
    let home = Home::with_vault();
    let secret = format!("\"secret\":\"{FOREIGN}\"");
    for (members, what) in [
        (
            format!("{secret},\"created_at\":\"2020-02-01\",\"last_used_at\":\"2020-01-31\""),
            "is before the key was created",
        ),
        (format!("{secret},\"last_used_at\":\"2020-01-31\""), "is before the key was created"),
        (
            format!("{secret},\"created_at\":\"2999-01-01\""),
            "created_at: 2999-01-01T00:00:00Z is in the future",
        ),
        (format!("{secret},\"created_at\":\"2020-01-01\",\"last_used_at\":\"2999-01-01\""), "in the future"),
        (format!("{secret},\"created_at\":\"soon\""), "created_at: "),
        (format!("{secret},\"created_at\":1}}"), "created_at must be a string"),
        (format!("{secret},\"created_at\":1"), "created_at must be a string"),
    ] {
        let refused = import(&home, &members).fails(2, "usage");
        let message = refused["message"].as_str().unwrap();
        assert!(
            message.starts_with("--from: line 1: ") && message.contains(what) || members.ends_with("1}"),
            "{message}"
        );
    }
    home.call("key create --from - -o json")
        .stdin("{\"name\":\"k\",\"created_at\":\"2020-01-01\"}")
        .run()
        .exits(2);
    assert!(home.names().is_empty());
}

#[test]
fn a_start_that_shows_too_much_or_is_not_its_own_is_refused() {
    let home = Home::with_vault();
    let own = assemble(&"acme".parse().unwrap(), &[b'q'; 48]);
    let hex = "9f86d081884c7d659a2feaa0c55ad015";
    for (proof, start) in [
        // With the secret.
        (format!("\"secret\":\"{FOREIGN}\""), "ghp_99C7"),
        (format!("\"secret\":\"{FOREIGN}\""), "ghp_"),
        (format!("\"secret\":\"{FOREIGN}\""), &FOREIGN[..20]),
        (format!("\"secret\":\"{FOREIGN}\""), ""),
        (format!("\"secret\":\"{own}\""), "acme_qqqqqqqqqqqq"),
        (format!("\"secret\":\"{own}\""), "acme_qqq"),
        (format!("\"secret\":\"{hex}\""), "9f86d081"),
        // With the digest alone.
        (digest(), FOREIGN),
        (digest(), &FOREIGN[..20]),
        (digest(), "ghp"),
        (digest(), ""),
        (digest(), "ghp_16 7"),
        (digest(), "ghp_16é7"),
        (digest(), "ghp_16\\u00077"),
        (format!("{},\"prefix\":\"acme\"", digest()), "ghp_16C7"),
        (format!("\"digest\":\"{}\"", sha256(b"hunter2hunter2ab")), "hunter2hunter2ab"),
    ] {
        let refused = import(&home, &format!("{proof},\"start\":\"{start}\"")).fails(2, "usage");
        let message = refused["message"].as_str().unwrap();
        assert!(message.contains("start: "), "{start}: {message}");
        assert!(start.len() < 9 || !message.contains(start), "{start}: {message}");
    }
    // A whole secret of ours is nowhere a start.
    let refused = import(&home, &format!("{},\"start\":\"{own}\"", digest())).exits(2);
    assert!(!refused.output().contains(&own), "{refused}");
    home.create("deploy-1", "");
    import(&home, &format!("{},\"start\":\"deploy-1\"", digest())).fails(4, "conflict");
    assert_eq!(home.names(), ["deploy-1"]);
}

#[test]
fn a_use_before_the_creation_is_counted_and_not_stored() {
    let home = Home::with_vault();
    let key = home.create("ci", "");
    let log = format!("{{\"id\":\"{}\",\"at\":\"2020-01-31T00:00:00Z\"}}\n", key.id);
    let done = home.call("usage import - --format jsonl -o json").stdin(log).run().exits(0);
    assert!(done.warnings().contains("ignored for 1 key: the last use is before the creation"), "{done}");
    assert_eq!(done.json()["items"][0]["changed"], false);
    assert!(home.json("key show ci")["last_used_at"].is_null());
}
