use keywright::crypto::hash::sha256;

use super::world::Stage;

/// A vault with three keys: bound in every way, about to end, plain.
fn stage() -> Stage {
    let mut stage = Stage::with_vault();
    stage.quietly(
        &[
            "key",
            "create",
            "CI deployer",
            "--prefix",
            "acme_live",
            "-s",
            "read,write",
            "--resource",
            "acme/products",
            "--environment",
            "prod",
            "--owner",
            "ana",
            "--description",
            "deploys",
            "--label",
            "team=ops",
            "--expires",
            "90",
        ],
        "",
    );
    stage.quietly(&["key", "create", "=soon", "--expires", "2d", "--description", "a\u{1b}[31mb\n=c"], "");
    stage.quietly(&["key", "create", "plain"], "");
    stage
}

#[test]
fn create() {
    let mut stage = Stage::with_vault();
    for format in ["table", "json", "jsonl", "csv"] {
        stage.run(&[
            "key",
            "create",
            format,
            "--prefix",
            "acme_live",
            "-s",
            "read",
            "--expires",
            "90",
            "-o",
            format,
        ]);
    }
    stage.run(&["key", "create", "alone", "--secret-only"]);
    stage.run(&["key", "create", "filed", "--secret-file", &stage.path("secret")]);
    stage.run(&["key", "create", "table"]);
    stage.run(&["key", "create", "late", "--roles", "deployer"]);
    stage.run(&["key", "create", "late", "--expires-at", "2020-01-01", "-o", "json"]);
    let lines = "{\"name\":\"b1\"}\n{\"name\":\"b2\",\"scopes\":[\"read\"]}\n";
    stage.fed(&["key", "create", "--from", "-"], lines);
    for (format, lines) in
        [("json", "{\"name\":\"b3\"}"), ("jsonl", "{\"name\":\"b4\"}"), ("csv", "{\"name\":\"b5\"}")]
    {
        stage.fed(&["key", "create", "--from", "-", "-o", format], lines);
    }
    stage.fed(&["key", "create", "--from", "-"], "{\"name\":\"c\"}\n{\"nam\":\"d\"}\n");
    stage.set("KEYWRIGHT_PREFIX", "from_env");
    stage.run(&["key", "create", "named by a variable", "--secret-only"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn list_and_show() {
    let mut stage = stage();
    stage.formats(&["key", "list"]);
    stage.formats(&["key", "list", "--status", "revoked"]);
    stage.run(&["key", "list", "--limit", "2", "-o", "json"]);
    stage.run(&["key", "list", "--expiring-within", "30"]);
    stage.run(&[
        "key",
        "list",
        "--resource",
        "acme",
        "--environment",
        "prod",
        "--scope",
        "read",
        "--owner",
        "ana",
    ]);
    stage.formats(&["key", "show", "CI deployer"]);
    stage.run(&["key", "show", "=soon"]);
    stage.run(&["key", "show", "nobody"]);
    stage.run(&["key", "show", "key_aaaaaaaa", "-o", "json"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn edit_and_the_rest_of_a_life() {
    let mut stage = stage();
    for (format, text) in [("table", "one"), ("json", "two"), ("jsonl", "three"), ("csv", "four")] {
        stage.run(&["key", "edit", "plain", "--description", text, "-o", format]);
    }
    stage.run(&["key", "edit", "plain", "-s", "read"]);
    stage.run(&["key", "edit", "CI deployer", "--resource", "", "-o", "json"]);
    stage.formats(&["key", "disable", "plain"]);
    stage.formats(&["key", "enable", "plain"]);
    stage.run(&["key", "revoke", "plain"]);
    stage.answers(&["n"]);
    stage.run(&["key", "revoke", "plain"]);
    stage.answers(&["y"]);
    stage.run(&["key", "revoke", "plain", "--reason", "laptop lost"]);
    stage.formats(&["key", "revoke", "plain", "--yes"]);
    stage.run(&["key", "enable", "plain", "-o", "json"]);
    stage.run(&["key", "delete", "plain", "-o", "json"]);
    stage.run(&["key", "delete", "plain", "--yes"]);
    stage.run(&["key", "delete", "=soon", "--yes", "-o", "json"]);
    stage.run(&["key", "delete", "CI deployer", "--yes", "-o", "csv"]);
    stage.run(&["key", "delete", "CI deployer", "--yes"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn verify() {
    let mut stage = Stage::with_vault();
    let args = ["key", "create", "ci", "-s", "read", "--resource", "acme", "--secret-only"];
    let secret = stage.quietly(&args, "");
    for format in ["table", "json", "jsonl", "csv"] {
        stage.fed(&["key", "verify", "-o", format], &secret);
        stage.fed(&["key", "verify", "--scope", "admin", "-o", format], &secret);
    }
    stage.fed(&["key", "verify"], "nope");
    stage.fed(&["key", "verify", "--lines"], &format!("{secret}nope\n"));
    stage.quietly(&["key", "disable", "ci"], "");
    stage.fed(&["key", "verify"], &secret);
    stage.quietly(&["key", "revoke", "ci", "--yes"], "");
    stage.fed(&["key", "verify", "-o", "json"], &secret);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn import() {
    let mut stage = Stage::with_vault();
    let line = |n: u8| {
        format!("{{\"name\":\"foreign {n}\",\"secret\":\"aForeignSecretThatIsLongEnough9Qx7Lw3Vz{n}\"}}\n")
    };
    for (number, format) in (0..).zip(["table", "json", "jsonl", "csv"]) {
        stage.fed(&["key", "import", "--from", "-", "-o", format], &line(number));
    }
    stage.fed(&["key", "import", "--from", "-"], "{\"name\":\"weak\",\"secret\":\"hunter2\"}\n");
    let digest = format!("{{\"name\":\"digest\",\"digest\":\"{}\"}}\n", "ab".repeat(32));
    stage.fed(&["key", "import", "--from", "-", "-o", "json"], &digest);
    stage.fed(&["key", "import", "--from", "-", "--trust-digests", "-o", "jsonl"], &digest);
    stage.run(&["key", "import", "--from", &stage.path("none")]);
    insta::assert_snapshot!(stage.record());
}

/// A secret that was not made here.
const FOREIGN: &str = "omk_live_j1s8.9S1xk7tQ0OpvLkVd8AI9hpH7Qq3MxG9N";

fn imported(name: &str, member: &str, value: &str) -> String {
    format!("{{\"name\":\"{name}\",\"{member}\":\"{value}\"}}\n")
}

#[test]
fn import_is_all_or_nothing_and_names_the_line() {
    let mut stage = Stage::with_vault();
    let good = imported("good", "secret", FOREIGN);
    let another = imported("another", "secret", "aForeignSecretThatIsLongEnough9Qx7Lw3Vz");
    let digest = sha256(FOREIGN.as_bytes()).to_string();
    for bad in [
        imported("weak", "secret", "hunter2"),
        imported("spaced", "secret", "correct horse battery staple and some more of it"),
        imported("by digest", "digest", &digest),
        imported("short digest", "digest", "abcd"),
        good.clone(),
        imported("other name", "secret", FOREIGN),
        imported("good", "secret", "aForeignSecretThatIsLongEnough9Qx7Lw3Vz"),
        another.replace("\"name\"", "\"digest\":\"00\",\"name\""),
        "{\"name\":\"no proof\"}\n".to_owned(),
        another.replace('}', ",\"profile\":\"none\"}"),
        another.replace('}', ",\"roles\":[\"admin\"]}"),
        another.replace('}', ",\"expires_at\":\"2020-01-01T00:00:00Z\"}"),
        another.replace('}', ",\"resource\":\"a//b\"}"),
        another.replace('}', ",\"colour\":\"red\"}"),
        "[]\n".to_owned(),
    ] {
        let input = format!("{good}\n{bad}");
        assert_ne!(stage.fed(&["key", "import", "--from", "-"], &input), 0, "{bad}");
    }
    assert_eq!(stage.quietly(&["key", "list", "-o", "jsonl"], ""), "");
    // Again, and more of them.
    stage.fed(&["key", "import", "--from", "-"], &good);
    stage.fed(&["key", "import", "--from", "-"], &good);
    stage.fed(&["key", "import", "--from", "-"], &format!("{another}{good}"));
    stage.fed(&["key", "import", "--from", "-", "--trust-digests"], &imported("good", "digest", &digest));
    stage.fed(&["key", "import", "--from", "-"], &imported("renamed", "secret", FOREIGN));
    assert!(!stage.record().contains(FOREIGN));
    insta::assert_snapshot!(stage.record());
}

#[test]
fn imported_keys_are_served() {
    let mut stage = Stage::with_vault();
    let late = "aForeignSecretThatIsLongEnough9Qx7Lw3Vz";
    let digest = sha256(late.as_bytes()).to_string();
    stage.quietly(&["key", "import", "--from", "-"], &imported("by secret", "secret", FOREIGN));
    let by_digest = imported("by digest", "digest", &digest);
    stage.quietly(&["key", "import", "--from", "-", "--trust-digests"], &by_digest);
    stage.run(&["key", "list"]);
    let public = stage.path("public.pem");
    std::fs::write(&public, stage.quietly(&["public-key"], "")).unwrap();
    for format in ["jsonl", "haproxy"] {
        let file = stage.path(format);
        stage.quietly(&["export", "--format", format, "--audience", "edge", "--out", &file], "");
        let served = std::fs::read_to_string(&file).unwrap();
        assert!(served.contains(&digest) && served.contains(&sha256(FOREIGN.as_bytes()).to_string()));
    }
    let file = stage.path("jsonl");
    let check = ["check", "--file", &file, "--public-key", &public, "--audience", "edge"];
    for secret in [FOREIGN, late] {
        assert_eq!(stage.fed(&check, secret), 0);
    }
    assert_eq!(stage.fed(&check, "omk_live_j1s8.9S1xk7tQ0OpvLkVd8AI9hpH7Qq3MxG9O"), 8);
    assert_eq!(stage.fed(&["key", "verify"], FOREIGN), 0);
    insta::assert_snapshot!(stage.record());
}
