//! A server that has accepted a file ahead of the vault's, by somebody with a signing key that leaked.

use std::fs;

use keywright::domain::time::Timestamp;
use keywright::verification::Claims;

use super::forge::{self, SECRET};
use crate::support::{Answer, Home, now};

/// A vault with a published target, and a server that trusts its key and one that leaked.
struct Scene {
    home: Home,
    secret: String,
    issuer: String,
}

impl Scene {
    fn new() -> Self {
        let home = Home::with_vault();
        let secret = home.create("ci", "-s read").secret;
        home.call("target add edge --format jsonl --audience edge --path")
            .arg(home.text("keys"))
            .run()
            .exits(0);
        home.ok("publish");
        let issuer = home.json("inspect keys")["issuer"].as_str().unwrap().to_owned();
        let ours = home.ok("public-key").stdout;
        home.write("ours.pem", &ours);
        home.write("both.pem", format!("{ours}{}", forge::key().public().to_pem()));
        Self { home, secret, issuer }
    }

    /// Has the server accept a file of the last possible generation of this epoch.
    fn poison(&self, epoch: i64) {
        let change = |claims: &mut Claims| {
            (claims.iss, claims.sub, claims.generation) = (self.issuer.clone(), "edge".into(), (1 << 53) - 1);
            (claims.epoch, claims.iat) = (Timestamp::from_unix(epoch), Timestamp::from_unix(epoch));
        };
        self.home.write("forged", forge::file(change));
        self.ask("forged", "both.pem", SECRET).exits(0);
    }

    fn ask(&self, file: &str, trusted: &str, secret: &str) -> Answer {
        let args =
            format!("check --file {file} --public-key {trusted} --audience edge --state state -o json");
        self.home.call(&args).stdin(secret).run()
    }

    /// Whether the server accepts the vault's file.
    fn accepts(&self) -> bool {
        let answer = self.ask("keys", "ours.pem", &self.secret);
        if answer.code == 0 {
            return true;
        }
        let error = answer.fails(7, "rolled_back");
        assert!(error["hint"].as_str().unwrap().contains("publish --raise-epoch"), "{error}");
        let install =
            "inspect keys --public-key ours.pem --audience edge --install placed --state state -o json";
        let error = self.home.run(install).fails(7, "rolled_back");
        assert!(error["hint"].as_str().unwrap().contains("publish --raise-epoch"), "{error}");
        false
    }
}

#[test]
fn a_raised_epoch_gets_past_it() {
    let scene = Scene::new();
    assert!(scene.accepts());
    let epoch = now();
    scene.poison(epoch);
    assert!(!scene.accepts());
    while now() <= epoch {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    scene.home.ok("publish --force");
    assert!(!scene.accepts(), "a new generation is not enough");
    let item = scene.home.json("publish edge --raise-epoch")["items"][0].clone();
    assert_eq!(
        (&item["reason"], &item["generation"], &item["changed"]),
        (&"epoch_raised".into(), &1.into(), &true.into())
    );
    assert!(item["epoch"].as_i64().unwrap() > epoch, "{item}");
    assert!(scene.accepts());
    // It goes on from there.
    scene.home.ok("publish --force");
    assert!(scene.accepts());
    scene.ask("forged", "both.pem", SECRET).fails(7, "rolled_back");
    scene.home.run("publish --raise-epoch --check").exits(2);
}

/// What the page says: until the clock has passed the epoch, nothing helps but removing the mark.
#[test]
fn an_epoch_ahead_of_the_clock_is_not_gone_past() {
    let scene = Scene::new();
    let epoch = now() + 250;
    scene.poison(epoch);
    scene.home.ok("publish --raise-epoch");
    assert!(!scene.accepts());
    let marks = fs::read_dir(scene.home.path("state")).unwrap().map(|file| file.unwrap().path());
    let mut marks = marks.filter(|path| {
        let mark: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap_or_default();
        mark["sub"] == "edge" && mark["gen"].is_u64()
    });
    fs::remove_file(marks.next().unwrap()).unwrap();
    assert!(scene.accepts());
}
