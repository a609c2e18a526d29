use super::world::Stage;

/// A vault with a target, its file written, and a key in it.
fn published() -> Stage {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci", "-s", "read", "--expires", "90"], "");
    let path = stage.path("edge.jsonl");
    let add = ["target", "add", "edge", "--format", "jsonl", "--path", &path, "--audience", "edge"];
    stage.quietly(&add, "");
    stage.quietly(&["publish"], "");
    stage
}

#[test]
fn target() {
    let mut stage = Stage::with_vault();
    let path = stage.path("edge.jsonl");
    let add = ["target", "add", "edge", "--format", "jsonl", "--path", &path];
    stage.run(&[&add[..], &["--audience", "edge", "-o", "json"]].concat());
    stage.run(&add);
    stage.run(&["target", "add", "other", "--format", "jsonl", "--path", &stage.path("./edge.jsonl")]);
    let full = [
        "--resource",
        "acme/shop",
        "--environment",
        "prod",
        "--scope",
        "read,write",
        "--profile",
        "default",
        "--label",
        "team=ops",
        "--mode",
        "0640",
        "--group",
        "0",
        "--valid-for",
        "60d",
        "--pickup",
        "6h",
        "--servers",
        "eu-1,eu-2",
        "--optional",
        "--reload",
        "systemctl reload 'my unit'",
    ];
    let add = ["target", "add", "full", "--format", "haproxy", "--path", &stage.path("full.map")];
    stage.run(&[&add[..], &full].concat());
    for wrong in [
        &["--mode", "0666"][..],
        &["--mode", "4600"],
        &["--mode", "0200"],
        &["--mode", "9"],
        &["--group", "no-such-group"],
        &["--pickup", "15d"],
        &["--reload", "bin/x"],
        &["--servers", "a b"],
    ] {
        let add = ["target", "add", "wrong", "--format", "jsonl", "--path", &stage.path("wrong")];
        stage.run(&[&add[..], wrong].concat());
    }
    stage.formats(&["target", "list"]);
    stage.formats(&["target", "show", "full"]);
    stage.run(&["target", "show", "none", "-o", "json"]);
    let none = ["--resource", "none", "--environment", "none", "--scope", "none", "--profile", "none"];
    let more = ["--label", "none", "--group", "none", "--pickup", "none", "--servers", "none"];
    let rest = ["--reload", "none", "--required", "--mode", "600"];
    stage.run(&[&["target", "edit", "full"], &none[..], &more, &rest].concat());
    stage.run(&["target", "edit", "full", "--mode", "0600", "-o", "json"]);
    stage.run(&["target", "edit", "full"]);
    stage.run(&["target", "edit", "full", "--scope", "none,read"]);
    stage.run(&["target", "edit", "full", "--valid-for", "10d", "--pickup", "5d"]);
    stage.run(&["target", "edit", "full", "--path", &path]);
    stage.run(&["target", "remove", "full"]);
    stage.run(&["target", "remove", "full", "--yes", "-o", "json"]);
    stage.run(&["target", "remove", "full", "--yes"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn a_target_of_the_same_name_goes_on() {
    let mut stage = published();
    stage.quietly(&["target", "remove", "edge", "--yes"], "");
    stage.later(86_400);
    let path = stage.path("edge.jsonl");
    stage.quietly(&["target", "add", "edge", "--format", "jsonl", "--path", &path], "");
    let again = stage.quietly(&["publish", "-o", "json"], "");
    assert!(again.contains("\"generation\": 2"), "{again}");
    assert!(again.contains("\"reason\": \"settings_changed\""), "{again}");
}

#[test]
fn status_and_receipts() {
    let mut stage = Stage::with_vault();
    let path = stage.path("edge.jsonl");
    let add = ["target", "add", "edge", "--format", "jsonl", "--path", &path, "--servers", "eu-1,eu-2"];
    stage.quietly(&add, "");
    let secret = stage.quietly(&["key", "create", "ci", "-s", "read", "--secret-only"], "");
    stage.run(&["status", "--check"]);
    stage.quietly(&["publish"], "");
    stage.run(&["status", "--check"]);
    let public = stage.quietly(&["public-key"], "");
    std::fs::write(stage.path("pub.pem"), public).unwrap();
    stage.quietly(&["key", "revoke", "ci", "--yes", "--publish"], "");
    for server in ["eu-1", "eu-2"] {
        let (public, folder) = (stage.path("pub.pem"), stage.path(server));
        let check =
            ["check", "--file", &path, "--public-key", &public, "--state", &folder, "--server", server];
        stage.fed(&check, &secret);
        let receipt = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let receipt = receipt.into_iter().find(|path| path.to_str().unwrap().ends_with(".receipt.json"));
        std::fs::copy(receipt.unwrap(), stage.path(&format!("{server}.json"))).unwrap();
    }
    stage.formats(&["receipt", "import", &stage.path("eu-1.json")]);
    stage.run(&["key", "show", "ci"]);
    stage.run(&["receipt", "import", &stage.path("eu-2.json")]);
    stage.formats(&["key", "show", "ci"]);
    let good = std::fs::read_to_string(stage.path("eu-1.json")).unwrap();
    for (from, to) in [
        ("eu-1", "eu-9"),
        ("\"edge\"", "\"none\""),
        ("\"gen\":2", "\"gen\":7"),
        ("sha256:", "sha256:0"),
        ("sha256:e3", "sha256:00"),
        ("2026", "2025"),
        ("2026", "2027"),
        ("{", "{\"more\":1,"),
    ] {
        assert!(good.contains(from), "{from}: {good}");
        std::fs::write(stage.path("wrong.json"), good.replacen(from, to, 1)).unwrap();
        stage.run(&["receipt", "import", &stage.path("eu-1.json"), &stage.path("wrong.json")]);
    }
    stage.later(21 * 86_400);
    stage.run(&["status", "--check"]);
    stage.later(10 * 86_400);
    stage.run(&["status", "--check", "-o", "json"]);
    stage.run(&["key", "show", "ci"]);
    insta::assert_snapshot!(stage.record());
}
