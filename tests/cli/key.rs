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
