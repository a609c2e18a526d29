use super::world::Stage;

#[test]
fn vault() {
    let mut stage = Stage::with_vault();
    stage.quietly(&["key", "create", "ci"], "");
    stage.formats(&["vault", "info"]);
    stage.formats(&["vault", "check"]);
    for format in ["table", "json", "jsonl", "csv"] {
        stage.run(&["vault", "backup", &stage.path(&format!("{format}.db")), "-o", format]);
    }
    stage.run(&["vault", "backup", &stage.path("csv.db"), "-o", "json"]);
    stage.run(&["vault", "check", "--vault", &stage.path("none")]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn status() {
    let mut stage = Stage::with_vault();
    stage.formats(&["status"]);
    stage.quietly(&["key", "create", "=soon", "--expires", "2d"], "");
    stage.quietly(&["key", "create", "plain"], "");
    stage.quietly(&["key", "revoke", "plain", "--yes"], "");
    stage.formats(&["status", "--check"]);
    insta::assert_snapshot!(stage.record());
}
