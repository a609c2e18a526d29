use super::world::Stage;

/// A vault with a key in every status, and a file with the secret of each.
fn leaked() -> Stage {
    let mut stage = Stage::with_vault();
    let mut secrets = String::new();
    for (name, expires) in
        [("ci", "90d"), ("off", "90d"), ("gone", "90d"), ("late", "1h"), ("deleted", "90d")]
    {
        let args = ["key", "create", name, "--prefix", "acme_live", "--expires", expires, "--secret-only"];
        secrets += &stage.quietly(&args, "");
    }
    secrets += &stage.quietly(&["rotate", "start", "ci", "--secret-only"], "");
    stage.quietly(&["key", "disable", "off"], "");
    stage.quietly(&["key", "revoke", "gone", "--yes"], "");
    stage.quietly(&["key", "revoke", "deleted", "--yes"], "");
    stage.quietly(&["key", "delete", "deleted", "--yes"], "");
    stage.later(7_200);
    std::fs::write(stage.path("leaked.txt"), secrets).unwrap();
    stage
}

#[test]
fn scan() {
    let mut stage = leaked();
    let file = stage.path("leaked.txt");
    for format in ["text", "json", "sarif"] {
        stage.run(&["scan", &file, "--format", format]);
    }
    stage.formats(&["scan", &file]);
    stage.run(&["scan", &file, "-o", "json", "--format", "text"]);
    stage.fed(&["scan", "-"], "nothing here");
    stage.run(&["scan", &file, "-q"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn rules_need_no_vault() {
    let mut stage = Stage::empty();
    for scanner in ["regex", "gitleaks", "trufflehog"] {
        stage.run(&["scan", "--rules", scanner]);
    }
    stage.run(&["scan"]);
    stage.run(&["scan", ".", "--rules", "regex"]);
    stage.run(&["scan", "."]);
    insta::assert_snapshot!(stage.record());
}
