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
