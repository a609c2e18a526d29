//! Vaults of every format that was ever released open, and say what they said.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::Home;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vaults")
}

/// A copy of a frozen vault, in a home of its own.
fn copy_of(fixture: &Path) -> (Home, Value) {
    let home = Home::new();
    std::fs::copy(fixture.join("vault.db"), home.vault()).unwrap();
    let identity = std::fs::read(fixture.join("identity.txt")).unwrap();
    std::fs::write(home.path("identity.txt"), identity).unwrap();
    let expected = std::fs::read_to_string(fixture.join("expected.json")).unwrap();
    (home, serde_json::from_str(&expected).unwrap())
}

#[test]
fn t17_vaults_of_every_released_format() {
    let mut tried = 0;
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let fixture = entry.unwrap().path();
        let (home, expected) = copy_of(&fixture);
        let what = fixture.display();
        let list = home.run(&["key", "list", "--limit", "0", "-o", "json"]).expect(0).json();
        assert_eq!(list["items"], expected["keys"], "{what}");
        let check = home.run(&["vault", "check", "-o", "json"]).expect(0).json();
        assert_eq!(check, expected["check"], "{what}");
        let events = home.run(&["audit", "list", "--limit", "0", "-o", "json"]).expect(0).json();
        assert_eq!(events["items"], expected["events"], "{what}");
        assert_eq!(home.run(&["public-key"]).expect(0).stdout, expected["public_key"], "{what}");
        for (name, known) in expected["secrets"].as_object().unwrap() {
            let answer = home.verify(known["secret"].as_str().unwrap()).json();
            assert_eq!(answer["reason"], known["reason"], "{what}: {name}: {answer}");
        }
        let recovered = fixture.join("recovered.jsonl");
        let taken_in = Home::new();
        taken_in
            .run(
                &["init", "--new-identity", &taken_in.text("identity.txt"), "--from-recovered"]
                    .into_iter()
                    .chain([recovered.to_str().unwrap()])
                    .collect::<Vec<_>>(),
            )
            .expect(0);
        let list = taken_in.run(&["key", "list", "--limit", "0", "-o", "json"]).expect(0).json();
        assert_eq!(list["items"], expected["keys"], "{what}: recovered");
        // And it can be gone on with.
        home.create("new", &[]);
        home.run(&["export", "--format", "jsonl"]).expect(0);
        home.run(&["vault", "check"]).expect(0);
        tried += 1;
    }
    assert!(tried > 0);
    println!("t17: vaults of {tried} of {tried} released formats");
}
