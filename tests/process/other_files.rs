//! A genuine file in the place of another: the serial numbers of two series say nothing of each other, so an older
//! file of another subject, or of another issuer's name, must not get a revoked key in again.

use std::fs;

use super::forge::{self, SECRET};
use crate::support::{Answer, Home, contents};

/// A vault with the key `stolen`, and files with it for the audience `api`: of the targets `edge` and `shop`, and of an
/// export. And the secret.
fn in_three() -> (Home, String) {
    let home = Home::with_vault();
    let secret = home.create("stolen", "-s read").secret;
    home.create("kept", "-s read");
    for target in ["edge", "shop"] {
        let path = home.text(target);
        let args = format!("target add {target} --format jsonl --audience api --path");
        home.call(&args).arg(path).run().exits(0);
    }
    home.ok("publish");
    home.ok("export --format jsonl --audience api --out export");
    home.write("pub.pem", home.ok("public-key").bytes);
    (home, secret)
}

/// What a server answers that reads the file `served`.
fn ask(home: &Home, secret: &str, more: &str) -> Answer {
    let args = format!("check --file served --public-key pub.pem -o json {more}");
    home.call(&args).stdin(secret).run()
}

fn serve(home: &Home, file: &str) {
    fs::copy(home.path(file), home.path("served")).unwrap();
}

#[test]
fn an_older_file_of_another_subject_does_not_admit_a_revoked_key() {
    let (home, secret) = in_three();
    let servers = [("with", "--audience api --state with"), ("without", "--state without")];
    serve(&home, "edge");
    for (_, more) in servers {
        ask(&home, &secret, more).exits(0);
    }
    home.ok("key revoke stolen --yes");
    home.ok("publish edge");
    for (state, more) in servers {
        serve(&home, "edge");
        ask(&home, &secret, more).exits(8);
        let remembered = contents(&home.path(state));
        for other in ["shop", "export"] {
            serve(&home, other);
            for lines in ["", "--lines"] {
                let error = ask(&home, &secret, &format!("{more} {lines}")).fails(4, "conflict");
                assert!(error["hint"].as_str().unwrap().contains("--subject"), "{error}");
            }
            assert_eq!(contents(&home.path(state)), remembered, "{other} left a trace");
        }
        serve(&home, "edge");
        ask(&home, &secret, more).exits(8);
    }
}

#[test]
fn a_subject_that_is_named_is_required_and_remembered() {
    let (home, secret) = in_three();
    serve(&home, "edge");
    ask(&home, &secret, "--audience api --subject edge").exits(0);
    ask(&home, &secret, "--audience api --subject shop").fails(4, "conflict");
    ask(&home, &secret, "--audience api --subject edge --state state").exits(0);
    serve(&home, "shop");
    ask(&home, &secret, "--audience api --state state").fails(4, "conflict");
    ask(&home, &secret, "--audience api --subject edge --state state").fails(4, "conflict");
    // At another time nothing is remembered.
    ask(&home, &secret, "--audience api --subject shop --state state --at 2026-01-01").fails(6, "tampered");
    ask(&home, &secret, "--audience api --state state").fails(4, "conflict");
    ask(&home, &secret, "--audience api --subject shop --state state").exits(0);
    ask(&home, &secret, "--audience api --state state").exits(0);
    serve(&home, "edge");
    ask(&home, &secret, "--audience api --state state").fails(4, "conflict");
}

#[test]
fn a_key_does_not_speak_for_another_issuer() {
    let home = Home::new();
    home.write("pub.pem", forge::key().public().to_pem());
    home.write("served", forge::file(|claims| claims.generation = 7));
    let more = "--audience edge --state state";
    ask(&home, SECRET, more).exits(0);
    let remembered = contents(&home.path("state"));
    // Whoever has the signing key, and is not the vault, begins a history of its own.
    let other = |claims: &mut keywright::verification::Claims| {
        claims.iss = "urn:uuid:00000000-0000-4000-8000-000000000000".into();
        claims.generation = 1;
    };
    home.write("served", forge::file(other));
    for more in [more, "--audience edge --state state --subject api", "--state state"] {
        assert_eq!(ask(&home, SECRET, more).fails(6, "tampered")["reason"], "signature");
    }
    home.run("inspect served --public-key pub.pem --install placed --state state -o json")
        .fails(6, "tampered");
    assert_eq!(contents(&home.path("state")), remembered);
    // Another vault, with a key of its own, is another issuer.
    let both = format!("{}{}", forge::key().public().to_pem(), forge::other_key().public().to_pem());
    home.write("pub.pem", both);
    let (_, payload) = forge::parts(&forge::file(other));
    let kid = forge::other_key().public().thumbprint();
    let header = format!(r#"{{"alg":"EdDSA","kid":"{kid}","typ":"keywright-verification+jwt"}}"#);
    home.write("served", forge::signed(&header, &payload, &forge::other_key()));
    ask(&home, SECRET, more).exits(0);
}

#[test]
fn what_is_installed_is_of_the_same_subject() {
    let (home, _) = in_three();
    let install = |file: &str, more: &str| {
        home.run(&format!(
            "inspect {file} --public-key pub.pem --install served --state state -o json {more}"
        ))
    };
    install("edge", "--audience web").fails(6, "tampered");
    install("edge", "--audience api --subject shop").fails(4, "conflict");
    install("edge", "--audience api").exits(0);
    install("shop", "--audience api").fails(4, "conflict");
    // Not either where the installed file was removed.
    fs::remove_file(home.path("served")).unwrap();
    let error = install("shop", "--audience api").fails(4, "conflict");
    assert!(error["hint"].as_str().unwrap().contains("--subject"), "{error}");
    assert!(!home.path("served").exists());
    install("edge", "--audience api").exits(0);
    install("shop", "--audience api --subject shop").exits(0);
    install("edge", "--audience api").fails(4, "conflict");
    assert_eq!(fs::read(home.path("served")).unwrap(), fs::read(home.path("shop")).unwrap());
}
