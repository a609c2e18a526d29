use super::world::Stage;

#[test]
fn audit() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci"], "");
    stage.quietly(&["key", "revoke", "ci", "--yes", "--reason", "=1+1\u{202e}"], "");
    stage.formats(&["audit", "list"]);
    stage.run(&["audit", "list", "--limit", "1", "-o", "json"]);
    stage.run(&["audit", "list", "--since", "2026-01-01T00:03:00Z"]);
    stage.formats(&["audit", "verify"]);
    stage.run(&["audit", "export"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn questions() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "quiet"], "");
    stage.later(86_400);
    let secret = stage.quietly(&["key", "create", "ci", "--secret-only"], "");
    let target = stage.path("edge");
    stage.quietly(&["target", "add", "ci", "--format", "jsonl", "--path", &target], "");
    stage.quietly(&["publish"], "");
    stage.later(86_400);
    stage.run(&["key", "edit", "ci", "--scopes", "more"]);
    stage.quietly(&["key", "create", "other"], "");
    stage.later(86_400);
    stage.quietly(&["key", "revoke", "ci", "--reason", "compromised", "-y"], "");
    stage.quietly(&["key", "delete", "ci", "-y"], "");
    for args in [
        &["--key", "ci"][..],
        &["--key", "ci", "--around", "5m"],
        &["--key", "ci", "--around", "100000w"],
        &["--key", "ci", "--around", "3d", "--action", "publish"],
        &["--action", "refused", "--action", "key.delete"],
        &["--action", "rotation"],
        &["--actor", "ana", "--until", "2026-01-02T00:00:00Z"],
        &["--actor", "identity", "--since", "2026-01-04"],
        &["--actor", "nobody"],
        &["--key", "nobody"],
        &["--key", "nobody", "--around", "1h"],
        &["--around", "1h"],
        &["--action", "rot"],
        &["--until", "today"],
    ] {
        stage.run(&[&["audit", "list", "-o", "csv"][..], args].concat());
    }
    stage.run(&["audit", "list", "--key", "ci", "--around", "5m", "--limit", "2", "-o", "json"]);
    stage.run(&["audit", "list", "--key", "ci", "--around", "5m", "--limit", "2", "--cursor", "4"]);
    stage.run(&["audit", "export", "--key", "ci", "--action", "key.revoke", "-o", "table"]);
    assert!(!stage.record().contains(secret.trim()));
    insta::assert_snapshot!(stage.record());
}
