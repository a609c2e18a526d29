//! What `export --out` and `publish` replace: an older file of the same series, and nothing else that is in force.

use std::fs;

use super::forge;
use crate::support::{Answer, Home, available};

/// The generation of the file at this path.
fn generation(home: &Home, file: &str) -> u64 {
    home.json(&format!("inspect {file}"))["generation"].as_u64().unwrap()
}

const EXPORT: &str = "export --format jsonl --audience api --out file";

fn export(home: &Home, more: &str) -> Answer {
    home.run(&format!("{EXPORT} -o json {more}"))
}

/// A target `edge` at `file`.
fn target(home: &Home) {
    home.call("target add edge --format jsonl --audience api --path").arg(home.text("file")).run().exits(0);
}

fn publish(home: &Home, more: &str) -> Answer {
    home.run(&format!("publish -o json {more}"))
}

/// The first one is held up before each rename, that of its mark too, while another one, which has a state folder of
/// its own and so waits for no mark, writes a newer file to the same path.
#[test]
fn an_older_export_does_not_land_over_a_newer_one() {
    if !available("strace") {
        return;
    }
    let home = Home::with_vault();
    home.create("revoked", "-s read");
    let line = format!(
        "mkdir elsewhere; cp -r .local/state/keywright elsewhere
         strace -f -o trace -e trace=/rename -e inject=/rename:delay_enter=2500000 \"$KW\" {EXPORT} >out 2>err &
         while [ ! -s trace ]; do sleep 0.05; done
         export XDG_STATE_HOME=$PWD/elsewhere
         \"$KW\" key revoke revoked --yes && \"$KW\" {EXPORT} && wait $! && cat err"
    );
    let ran = home.shell(&line).run().exits(0);
    assert_eq!(generation(&home, "file"), 2, "{ran}");
    assert_eq!(home.read("file").lines().count(), 1, "the revoked key is back: {ran}");
    assert!(ran.stdout.contains("file has a newer file already"), "{ran}");
    assert_eq!(export(&home, "").exits(0).code, 0);
    assert_eq!(generation(&home, "file"), 3);
}

#[test]
fn a_file_in_force_of_another_series_is_replaced_only_by_force() {
    let home = Home::with_vault();
    home.create("ci", "-s read");
    target(&home);
    for (what, make) in [
        ("another target's", "target add shop --format jsonl --audience api --path [HOME]/shop"),
        ("an export's", "export --format jsonl --audience api --out [HOME]/shop"),
        ("of another format", "export --format haproxy --audience api --out [HOME]/shop"),
    ] {
        let _ = fs::remove_file(home.path("shop"));
        home.shell(&format!("\"$KW\" {}", make.replace("[HOME]", "\"$HOME\""))).run().exits(0);
        if !home.path("shop").exists() {
            home.ok("publish shop");
        }
        fs::copy(home.path("shop"), home.path("file")).unwrap();
        let before = fs::read(home.path("file")).unwrap();
        let item = publish(&home, "edge").exits(4).json()["items"][0].clone();
        assert!(item["error"].as_str().unwrap().contains("in force until"), "{what}: {item}");
        assert_eq!(fs::read(home.path("file")).unwrap(), before, "{what}");
        if what != "an export's" {
            let error = export(&home, "").fails(4, "conflict");
            assert!(error["hint"].as_str().unwrap().contains("--force"), "{what}: {error}");
            assert_eq!(fs::read(home.path("file")).unwrap(), before, "{what}");
            export(&home, "--force").exits(0);
            assert!(home.read("file").starts_with("{\"jws\""), "{what}");
            fs::write(home.path("file"), &before).unwrap();
        }
        publish(&home, "edge --force").exits(0);
        assert_eq!(home.json("inspect file")["subject"], "edge", "{what}");
        publish(&home, "edge").exits(0);
    }
}

#[test]
fn another_issuers_file_is_replaced_only_by_force_or_once_it_has_expired() {
    let home = Home::with_vault();
    home.create("ci", "-s read");
    target(&home);
    let foreign = forge::file(|claims| claims.sub = "edge".into());
    let expired = forge::file(|claims| {
        claims.exp = keywright::domain::time::Timestamp::from_unix(crate::support::now() - 1);
    });
    home.write("file", &foreign);
    export(&home, "").fails(4, "conflict");
    publish(&home, "").exits(4);
    assert_eq!(fs::read(home.path("file")).unwrap(), foreign);
    publish(&home, "--force").exits(0);
    assert_eq!(home.json("inspect file")["count"], 1);
    home.write("file", &foreign);
    publish(&home, "").exits(4);
    home.write("file", &expired);
    publish(&home, "").exits(0);
    home.write("file", &expired);
    export(&home, "").exits(0);
    home.write("file", &foreign);
    export(&home, "--force").exits(0);
}

/// Anybody who can write there can put such a file there: it must not keep a revocation from servers.
#[test]
fn a_file_that_names_this_vault_without_its_signature_is_replaced() {
    let home = Home::with_vault();
    home.create("ci", "-s read");
    target(&home);
    home.ok("publish");
    let issuer = home.json("inspect file")["issuer"].as_str().unwrap().to_owned();
    let forged = forge::file(|claims| {
        (claims.iss, claims.sub, claims.generation) = (issuer.clone(), "shop".into(), 1_000_000);
    });
    home.write("file", &forged);
    publish(&home, "").exits(0);
    assert_eq!(home.json("inspect file")["subject"], "edge");
    home.write("other", &forged);
    home.run("export --format jsonl --out other").exits(0);
}

/// The vault was copied, and the copy went on.
#[test]
fn a_newer_file_that_the_vault_did_not_write_is_not_replaced() {
    let home = Home::with_vault();
    home.create("ci", "-s read");
    export(&home, "").exits(0);
    let copy = Home::with_copy(&home.vault(), &home.identity());
    copy.ok(&format!("vault trust {}", home.fingerprint()));
    for _ in 0..2 {
        copy.ok("export --format jsonl --audience api --out file");
    }
    fs::copy(copy.path("file"), home.path("file")).unwrap();
    let error = export(&home, "").fails(4, "conflict");
    assert!(error["message"].as_str().unwrap().contains("generation 3"), "{error}");
    assert_eq!(generation(&home, "file"), 3);
    export(&home, "--force").exits(0);
    let written = home.json("inspect file");
    let theirs = copy.json("inspect file");
    assert!(written["epoch"].as_i64() > theirs["epoch"].as_i64(), "it is above the newer one: {written}");
    export(&home, "").exits(0);
    home.run("export --format jsonl --force").exits(2);
}
