//! Row 18: recovery without this program: only `sqlite3`, `age`, Python and the page.

use rusqlite::Connection;
use serde_json::Value;

use crate::recovered::{Recovered, data_key, recover, recover_all};
use crate::recovery_page::{Bare, Page, file, python};
use crate::recovery_scene::{PASSPHRASE, STORED, Scene};
use crate::support::Home;

/// A way through the page: what it is called, the sections chosen, and what lies in the home, from the
/// scene's.
type Way = (&'static str, [&'static str; 2], &'static [&'static str]);

const VAULT: &str = ".local/share/keywright/vault.db";
const IDENTITY: &str = ".config/keywright/identity.txt";

const WAYS: [Way; 4] = [
    ("identity", ["The vault or a plain backup", "An age identity"], &[VAULT, IDENTITY]),
    ("SSH key", ["The vault or a plain backup", "An SSH key"], &[VAULT, ".ssh/id_ed25519"]),
    ("passphrase", ["The vault or a plain backup", "A passphrase"], &[VAULT]),
    ("encrypted backup", ["An encrypted backup", "An age identity"], &["backup.age", IDENTITY]),
];

#[test]
fn t18_every_record_by_the_page() {
    let Some(python) = python() else { return };
    let (scene, page) = (Scene::new(), Page::read());
    for choice in page.choices() {
        assert!(WAYS.iter().any(|(_, choices, _)| choices.contains(&choice)), "nothing runs '{choice}'");
    }
    // What `vault backup --recipient` makes is what age makes.
    let identity = "age-keygen -y .config/keywright/identity.txt";
    let vault = "age -r $(cat recipient) -o backup.age .local/share/keywright/vault.db";
    scene.home.shell(&format!("set -e; {identity} > recipient; {vault}")).run().exits(0);
    let mut figures = Vec::new();
    for (way, choices, files) in WAYS {
        let bare = Bare::new();
        for name in files.iter().chain(&["keys.jsonl"]) {
            // The page has the vault and the identity in the home itself.
            let kept = name.starts_with(".local") || name.starts_with(".config");
            let to = bare.path(if kept { name.rsplit('/').next().unwrap() } else { name });
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(scene.home.path(name), to).unwrap();
        }
        let secret = &scene.secrets[1];
        let outcome =
            page.run(&bare, &python, &choices, &["Enter passphrase", PASSPHRASE, "Secret: ", secret]);
        assert_eq!(outcome.screen.contains("Enter passphrase"), way == "passphrase");
        let recovered = Recovered::parse(&outcome.recovered);
        recovered.is_what_is_said(&scene);
        let names = format!("{}\nshop/worker\n", STORED.0);
        assert_eq!(outcome.of("shop/api"), format!("{names}{}", STORED.1));
        assert_eq!(outcome.of("escrow"), scene.escrow.join("\t") + "\n");
        assert_eq!(outcome.of("openssl"), scene.public_key);
        assert_eq!(outcome.of("revoked_at").lines().count(), scene.secrets.len() - 1);
        let entry = outcome.of("grep").strip_prefix("ci\n").unwrap();
        assert!(entry.starts_with("{\"digest\"") && entry.lines().count() == 1, "{entry}");
        figures.push(format!("{way} {} of {}", recovered.count(), scene.rows));
    }
    println!("t18: records recovered without this program: {}", figures.join(", "));
}

#[test]
fn t18_what_is_not_taken() {
    let Some(python) = python() else { return };
    let (home, other) = (Home::with_vault(), Home::with_vault());
    let (vault, key) = (home.vault(), data_key(&home));
    let of_format = |version: i64| {
        let path = home.path(&format!("{version}.db"));
        std::fs::copy(&vault, &path).unwrap();
        Connection::open(&path).unwrap().pragma_update(None, "user_version", version).unwrap();
        path
    };
    let id: Value = serde_json::from_str(&key).unwrap();
    for (vault, data_key) in [
        (&vault, ""),
        (&vault, "[]"),
        (&vault, "{\"vault\":7,\"data_key\":\"00\"}"),
        (&vault, &format!("{{\"vault\":{},\"data_key\":7}}", id["vault"])),
        (&vault, "{\"vault\":\"x\",\"data_key\":\"00\"}"),
        (&home.path("none.db"), &key),
        (&home.identity(), &key),
        (&of_format(1), &key),
        (&of_format(3), &key),
    ] {
        for run in [recover, recover_all] {
            let answer = run(&python, &home, vault, data_key).exits(2);
            assert!(answer.stdout.is_empty() && answer.stderr.contains("error: "), "{answer:?}");
        }
    }
    let another = data_key(&other);
    for run in [recover, recover_all] {
        let answer = run(&python, &home, &vault, &another).exits(2);
        assert!(answer.stdout.is_empty() && answer.stderr.contains("another vault"), "{answer:?}");
    }
    assert!(!home.path("none.db").exists(), "it made a file");
    home.program(&python, "").arg(file("scripts/recover.py")).run().exits(2);
}

#[test]
fn t18_vaults_of_every_released_format() {
    let Some(python) = python() else { return };
    let mut tried = 0;
    for entry in std::fs::read_dir(file("fixtures/vaults")).unwrap() {
        let fixture = entry.unwrap().path();
        let home = Home::with_copy(&fixture.join("vault.db"), &fixture.join("identity.txt"));
        let expected = std::fs::read(fixture.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let recovered = recover(&python, &home, &home.vault(), &data_key(&home)).exits(0);
        let recovered = Recovered::parse(&recovered.stdout);
        assert_eq!(expected["check"]["rows"], recovered.count(), "{}", fixture.display());
        let of = |member: &str, key: &Value| key[member].clone();
        let keys = expected["keys"].as_array().unwrap().iter();
        assert!(
            recovered.records["keys"].iter().map(|(_, key)| of("id", key)).eq(keys.map(|key| of("id", key)))
        );
        tried += 1;
    }
    assert!(tried > 0);
    println!("t18: vaults of {tried} of {tried} released formats recovered");
}
