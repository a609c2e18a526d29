use super::world::Stage;

#[test]
fn init() {
    let mut stage = Stage::empty();
    for (number, format) in ["table", "json", "jsonl", "csv"].into_iter().enumerate() {
        let (vault, identity) = (stage.path(&format!("{number}.db")), stage.path(&format!("{number}.txt")));
        stage.run(&["init", "--vault", &vault, "--new-identity", &identity, "-o", format]);
    }
    let (vault, identity) = (stage.path("0.db"), stage.path("0.txt"));
    stage.run(&["init", "--vault", &vault, "--new-identity"]);
    stage.run(&["init", "--new-identity", &identity]);
    stage.run(&["init", "--identity", &stage.path("none"), "-o", "json"]);
    stage.run(&["init", "--recipient", "nobody"]);
    stage.run(&["init"]);
    stage.answers(&["one", "another"]);
    stage.run(&["init"]);
    stage.answers(&[""]);
    stage.run(&["init"]);
    stage.answers(&["one", "one"]);
    stage.run(&["init"]);
    stage.answers(&["one"]);
    stage.run(&["key", "list"]);
    stage.answers(&["two"]);
    stage.run(&["key", "list"]);
    stage.answers(&["one"]);
    stage.run(&["key", "list", "--no-input", "-o", "json"]);
    insta::assert_snapshot!(stage.record());
}
