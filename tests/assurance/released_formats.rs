//! Row 17: vaults of every released format open, and give the same answers; others are refused.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;

use crate::support::{Home, contents};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vaults")
}

/// A copy of a frozen vault, in a home of its own.
fn copy_of(fixture: &Path) -> (Home, Value) {
    let home = Home::with_copy(&fixture.join("vault.db"), &fixture.join("identity.txt"));
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
        let list = home.ok("key list --limit 0 -o json").json();
        assert_eq!(list["items"], expected["keys"], "{what}");
        let mut check = home.ok("vault check -o json").json();
        // That this machine does not know it yet.
        check.as_object_mut().unwrap().remove("warnings");
        assert_eq!(check, expected["check"], "{what}");
        let events = home.ok("audit list --limit 0 -o json").json();
        assert_eq!(events["items"], expected["events"], "{what}");
        home.ok(&format!("vault trust {}", home.fingerprint()));
        assert_eq!(home.ok("public-key").stdout, expected["public_key"], "{what}");
        for (name, known) in expected["secrets"].as_object().unwrap() {
            let answer = home.verify(known["secret"].as_str().unwrap()).json();
            assert_eq!(answer["reason"], known["reason"], "{what}: {name}: {answer}");
        }
        let recovered = fixture.join("recovered.jsonl");
        let taken_in = Home::new();
        taken_in.call("init --new-identity --from-recovered").arg(recovered).run().exits(0);
        let list = taken_in.ok("key list --limit 0 -o json").json();
        assert_eq!(list["items"], expected["keys"], "{what}: recovered");
        // And it can be gone on with.
        home.create("new", "--accept-clock");
        home.ok("export --format jsonl");
        home.ok("vault check");
        tried += 1;
    }
    assert!(tried > 0);
    println!("t17: vaults of {tried} of {tried} released formats");
}

/// Format 1 was never released; a later one is of a later program. Neither is opened, repaired, restored or changed.
#[test]
fn t17_other_formats() {
    let (home, _) = copy_of(&fixtures().join("v2"));
    let other = "--vault other.db --new-identity other.txt";
    home.ok(&format!("init {other}"));
    for (version, words, hint) in [
        (1, "has format 1, which predates the first release; this program knows format 2", "import them"),
        (0, "has format 0, which predates the first release", "import them"),
        (3, "has format 3; this program knows format 2", "update keywright"),
    ] {
        let vault = Connection::open(home.vault()).unwrap();
        vault.pragma_update(None, "user_version", version).unwrap();
        drop(vault);
        let before = contents(home.vault().parent().unwrap());
        for command in [
            "key list",
            "key create new",
            "vault info",
            "vault check",
            "vault check --repair --yes",
            "vault backup copy.db",
            "vault restore .local/share/keywright/vault.db --vault other.db --identity .config/keywright/identity.txt",
        ] {
            let error = home.run(&format!("{command} -o json")).fails(6, "tampered");
            assert_eq!(error["reason"], "version", "{command}: {error}");
            assert!(error["message"].as_str().unwrap().contains(words), "{command}: {error}");
            assert!(error["hint"].as_str().unwrap().contains(hint), "{command}: {error}");
            assert!(contents(home.vault().parent().unwrap()) == before, "{command}");
        }
        assert!(!home.path("copy.db").exists());
    }
}
