//! `usage`, and what it changes elsewhere.

use insta::assert_snapshot;

use crate::world::Stage;

const DAY: i64 = 86_400;

/// A key; its id, its start and its secret.
fn key(stage: &mut Stage, name: &str) -> (String, String, String) {
    let secret =
        stage.quietly(&["key", "create", name, "--prefix", "acme", "--secret-only"], "").trim().to_owned();
    let shown = stage.quietly(&["key", "show", name, "-o", "json"], "");
    let id = shown.split('"').find(|word| word.starts_with("key_")).unwrap().to_owned();
    (id, secret[..13].to_owned(), secret)
}

fn digest(secret: &str) -> String {
    keywright::crypto::hash::sha256(secret.as_bytes()).to_string()
}

fn write(stage: &Stage, name: &str, text: &str) -> String {
    std::fs::write(stage.path(name), text).unwrap();
    stage.path(name)
}

#[test]
fn json_lines() {
    let mut stage = Stage::with_vault();
    let ((one, ..), (_, two, _), (.., three)) =
        (key(&mut stage, "one"), key(&mut stage, "two"), key(&mut stage, "three"));
    key(&mut stage, "idle");
    let log = format!(
        "{{\"id\":\"{one}\",\"at\":\"2025-12-30T10:00:00Z\",\"status\":200}}\n\n\
         {{\"id\":\"{one}\",\"at\":\"2025-12-31T10:00:00+01:00\"}}\n\
         {{\"start\":\"{two}\",\"at\":1767225600}}\n\
         {{\"digest\":\"{}\",\"at\":\"2026-01-01T00:00:01Z\"}}\n\
         {{\"id\":null,\"at\":\"2026-01-01T00:00:02Z\"}}\n\
         {{\"start\":\"acme_unknown1\",\"at\":\"2026-01-01T00:00:02Z\"}}\n",
        digest(&three)
    );
    stage.fed(&["usage", "import", "-", "--format", "jsonl"], &log);
    stage.fed(&["usage", "import", "-", "--format", "jsonl"], &log);
    let file = write(&stage, "usage.jsonl", &log);
    stage.formats(&["usage", "import", &file, "--format", "jsonl", "-q"]);
    stage.run(&["key", "list"]);
    stage.run(&["key", "show", &one]);
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn access_logs() {
    let mut stage = Stage::with_vault();
    let ((one, ..), (_, two, _)) = (key(&mut stage, "one"), key(&mut stage, "two"));
    let line = |key: &str| {
        format!(
            "10.0.0.1 - - [01/Jan/2026:01:00:00 +0100] \"GET / HTTP/1.1\" 200 5 \"-\" \"curl/8 [x]\" \"{key}\"\n"
        )
    };
    let log = [line(&one), line(&two), line("-"), line("key_aaaaaaaaaaaaaaaaaaaaaaaaaa")].concat();
    stage.fed(&["usage", "import", "-", "--format", "combined", "--key-field", "10"], &log);
    stage.fed(&["usage", "import", "-", "--format", "combined"], &log);
    let line = |key: &str| {
        format!(
            "Jan  1 02:00:00 eu-1 haproxy[7]: 10.0.0.1:5000 [01/Jan/2026:02:00:00.001] api app/app1 0/0/1/2/3 200 5 - - ---- 1/1/0/0/0 0/0 {{shop|{key}}} \"GET / HTTP/1.1\"\n"
        )
    };
    let log = [line(&one), line(""), line(&two)].concat();
    let haproxy = ["usage", "import", "-", "--format", "haproxy", "--key-field", "2"];
    stage.fed(&haproxy, &log);
    stage.fed(&[&haproxy[..], &["--utc-offset", "+02:00"]].concat(), &log);
    stage.later(2 * 3_600);
    stage.fed(&haproxy, &log);
    for wrong in [
        &["--format", "jsonl", "--key-field", "3"][..],
        &["--format", "haproxy", "--key-field", "user"],
        &["--format", "combined", "--utc-offset", "+02:00"],
    ] {
        stage.run(&[&["usage", "import", "-"][..], wrong].concat());
    }
    assert_snapshot!(stage.record());
}

#[test]
fn nothing_or_all() {
    let mut stage = Stage::with_vault();
    let (one, ..) = key(&mut stage, "one");
    let good = format!("{{\"id\":\"{one}\",\"at\":\"2025-12-30T10:00:00Z\"}}\n");
    let first = write(&stage, "first", &good);
    let long = format!("{good}{}\n{good}", "x".repeat(100_000));
    for bad in [
        "{\"id\":\"\n",
        "{\"id\":7,\"at\":0}\n",
        "{\"id\":\"x\",\"at\":\"soon\"}\n",
        "{\"id\":\"x\",\"at\":\"2026-01-02T00:00:00Z\"}\n",
        &long,
        "10.0.0.1 - -\n",
        "\u{1f}\n",
    ] {
        let second = write(&stage, "second", &format!("{good}{bad}"));
        stage.run(&["usage", "import", &first, &second, "--format", "jsonl"]);
    }
    std::fs::write(stage.path("usage.gz"), b"\x1f\x8b\x08\x00").unwrap();
    stage.run(&["usage", "import", &stage.path("usage.gz"), "--format", "combined"]);
    stage.run(&["usage", "import", &first, &stage.path("nothing"), "--format", "jsonl"]);
    stage.run(&["usage", "import", &stage.path(""), "--format", "jsonl"]);
    stage.run(&["key", "list"]);
    // Passed over on the owner's word, but for a time that cannot be.
    let second = write(&stage, "second", &format!("cut off\n{long}{{\"id\":\"{one}\"\n"));
    stage.run(&["usage", "import", &first, &second, "--format", "jsonl", "--skip-broken"]);
    stage.run(&["usage", "import", &second, "--format", "haproxy", "--skip-broken"]);
    stage.fed(
        &["usage", "import", "-", "--format", "jsonl", "--skip-broken"],
        "{\"id\":\"x\",\"at\":9999999999}",
    );
    stage.fed(&["usage", "import", "-", "--format", "jsonl"], "");
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn a_log_that_holds_secrets() {
    let mut stage = Stage::with_vault();
    let (.., secret) = key(&mut stage, "one");
    let foreign = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    let line = format!("{{\"name\":\"bot\",\"secret\":\"{foreign}\"}}\n");
    stage.quietly(&["key", "import", "--from", "-"], &line);
    let gone = stage.quietly(&["key", "create", "gone", "--secret-only"], "").trim().to_owned();
    stage.quietly(&["key", "revoke", "gone", "--yes"], "");
    stage.quietly(&["key", "delete", "gone", "--yes"], "");
    let unknown = "hunter2-and-what-else-people-send";
    let log: String = [&secret, foreign, &gone, unknown]
        .map(|key| format!("h - {key} [01/Jan/2026:00:00:00 +0000] x\n"))
        .concat();
    for format in ["table", "json"] {
        stage.fed(&["usage", "import", "-", "--format", "combined", "-o", format], &log);
    }
    let broken = format!("h - {secret} [01/Jan/2026:00:00:00 +0000 x");
    stage.fed(&["usage", "import", "-", "--format", "combined"], &broken);
    let broken = format!("{{\"id\":\"x\",\"{secret}\":1,\"at\":\"{secret}\"}}");
    stage.fed(&["usage", "import", "-", "--format", "jsonl"], &broken);
    let audit = stage.quietly(&["audit", "export"], "");
    for secret in [&secret, foreign, &gone, unknown] {
        assert!(!stage.record().contains(&secret[14..]) && !audit.contains(&secret[14..]));
    }
    assert_snapshot!(stage.record());
}

#[test]
fn unused_keys() {
    let mut stage = Stage::with_vault();
    let (used, ..) = key(&mut stage, "used");
    key(&mut stage, "never");
    stage.later(10 * DAY);
    key(&mut stage, "new");
    let names = |stage: &mut Stage, span: &str| {
        stage.quietly(&["key", "list", "--unused-for", span, "-o", "csv"], "")
    };
    let log = format!("{{\"id\":\"{used}\",\"at\":\"2026-01-09T00:00:00Z\"}}");
    stage.quietly(&["usage", "import", "-", "--format", "jsonl"], &log);
    // Time goes on by minutes: today is the 11th.
    for (span, expected) in [("0d", "used never new"), ("1d", "used never"), ("3d", "never"), ("30d", "")] {
        let found = names(&mut stage, span);
        let found: Vec<&str> = found.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(found.join(" "), expected, "{span}");
    }
}

/// A use of the old key after the new one took over stops `finish` for a day.
#[test]
fn a_predecessor_in_use_is_not_revoked_by_the_way() {
    let mut stage = Stage::with_vault();
    let (old, ..) = key(&mut stage, "ci");
    let used = |stage: &mut Stage, at: &str| {
        let line = format!("{{\"id\":\"{old}\",\"at\":\"{at}\"}}");
        stage.quietly(&["usage", "import", "-", "--format", "jsonl"], &line);
    };
    let secret = stage.quietly(&["rotate", "start", "ci", "--grace", "2d", "--secret-only"], "");
    stage.quietly(&["rotate", "confirm", "ci"], &secret);
    let before = stage.quietly(&["rotate", "status", "-o", "json"], "");
    assert!(before.contains("\"last_used_at\": null"), "{before}");
    // Before the confirmation: no sign of anybody.
    used(&mut stage, "2026-01-01T00:02:00Z");
    stage.run(&["rotate", "finish", "ci", "--now", "-o", "json"]);
    stage.later(3_600);
    used(&mut stage, "2026-01-01T00:30:00Z");
    stage.run(&["rotate", "status"]);
    stage.run(&["rotate", "finish", "ci", "--now", "--yes"]);
    stage.run(&["rotate", "finish", "ci", "--now", "--force"]);
    stage.later(2 * DAY);
    used(&mut stage, "2026-01-03T00:30:00Z");
    stage.run(&["rotate", "finish", "ci", "-o", "json"]);
    stage.run(&["rotate", "finish", "ci", "--force"]);
    stage.run(&["rotate", "finish", "ci"]);
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn a_run_past_the_deadline_goes_on() {
    let mut stage = Stage::with_vault();
    let (old, ..) = key(&mut stage, "ci");
    let secret = stage.quietly(&["rotate", "start", "ci", "--grace", "1d", "--secret-only"], "");
    stage.quietly(&["rotate", "confirm", "ci"], &secret);
    stage.later(DAY);
    let line = format!("{{\"id\":\"{old}\",\"at\":\"2026-01-02T00:00:00Z\"}}");
    stage.quietly(&["usage", "import", "-", "--format", "jsonl"], &line);
    let report = stage.quietly(&["rotate", "run", "-o", "json"], "");
    assert!(report.contains("\"step\": \"finished\""), "{report}");
}
