//! After a restore: the installed files are compared with the next ones, wherever they are.

use serde_json::Value;

use super::restore::{Lost, lost};
use crate::support::{Home, available, now};

/// An installed file that is missing, or is not where the vault looks, is not treated as absent.
#[test]
fn a_file_that_is_not_there_is_not_agreement() {
    let lost = lost();
    let home = &lost.home;
    let words = |args: &str| home.run(args).exits(4).stderr;
    home.ok("vault restore backup.db");
    std::fs::rename(home.path("api"), home.path("kept")).unwrap();
    for args in ["publish api", "publish api --check", "publish api --force"] {
        assert!(words(args).contains("no file is installed"), "{args:?}");
    }
    home.run("rotate run").exits(11);
    assert!(!home.path("api").exists(), "something was published");
    // At another path it is accepted; back at the first, the lost history is detected again.
    home.ok("target edit api --path @/moved");
    home.run("publish api").exits(4);
    home.ok("publish api --accept-restore");
    home.ok("publish api");
    // Although the installed file could not be read, the new one is above it.
    let args = "check --file moved --audience api --public-key key.pem --state seen";
    home.call(args).stdin(lost.revoked.as_str()).run().exits(0);
    std::fs::remove_dir_all(home.path("seen")).unwrap();
    std::fs::rename(home.path("kept"), home.path("api")).unwrap();
    home.ok("target edit api --path @/api");
    let told = words("publish api");
    assert!(told.contains("accept") && told.contains("'one'"), "{told}");
    assert_eq!((lost.passes(&lost.revoked), lost.passes(&lost.made)), (8, 0), "servers saw nothing of it");
    // Through another target with the same path, too.
    home.ok("target remove api --yes");
    home.ok("target add other --format jsonl --path @/api --audience api");
    let told = words("publish other");
    assert!(told.contains("it is that of 'api'"), "{told}");
}

/// A path, an audience or a format that was changed after the backup is not silently reverted.
#[test]
fn settings_of_a_target_that_were_lost() {
    let lost = lost();
    let home = &lost.home;
    home.ok("key revoke three --yes");
    home.ok("target edit api --audience new");
    home.ok("target edit edge --format jsonl");
    home.ok("publish --force");
    home.ok("vault restore backup.db");
    home.ok("key revoke one --yes");
    let told = home.run("publish").exits(11).stderr;
    assert!(told.contains("be for api, not for new"), "{told}");
    assert!(told.contains("have it as haproxy, not as jsonl"), "{told}");
    home.ok("target edit api --audience new");
    home.ok("publish api");
}

/// Rejecting a key that no server accepts any more is no loss: an emergency change must reach servers.
#[test]
fn what_is_revoked_or_over_is_not_shut_out() {
    let home = Home::with_vault();
    for name in ["one", "two"] {
        home.create(name, "");
    }
    let end = now() + 2;
    let soon = keywright::domain::time::Timestamp::from_unix(end).to_string();
    home.create("brief", &format!("--expires-at {soon}"));
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    home.ok("vault backup backup.db");
    home.ok("vault restore backup.db");
    while now() <= end {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    home.ok("key revoke one --yes --publish");
    let text = std::fs::read_to_string(home.path("api")).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
}

/// The signing key is part of what was lost.
#[test]
fn a_signing_key_that_was_changed_after_the_backup() {
    for prepared in [true, false] {
        let home = Home::with_vault();
        home.create("one", "");
        home.ok("target add api --format jsonl --path @/api");
        home.ok("publish");
        if !prepared {
            home.ok("vault backup backup.db");
        }
        home.ok("vault rekey --signing --prepare");
        if prepared {
            home.ok("vault backup backup.db");
        }
        home.ok("vault rekey --signing --activate");
        home.ok("publish");
        home.write("new.pem", home.ok("public-key").stdout);
        home.ok("vault restore backup.db");
        let refused = home.run("publish").exits(4).stderr;
        let said = if prepared { "only prepared" } else { "a key that is not in this vault" };
        assert!(refused.contains(said), "{refused}");
        if prepared {
            home.ok("vault rekey --signing --activate");
            home.ok("publish");
            home.ok("inspect api --public-key new.pem");
        } else {
            home.ok("publish --accept-restore");
        }
    }
}

/// The clock went back between two restores: servers have seen a greater epoch, and reject a lower one.
#[test]
fn an_epoch_is_above_what_servers_have() {
    if !available("faketime") {
        return;
    }
    let home = Home::with_vault();
    home.create("one", "");
    home.ok("target add api --format jsonl --path @/api");
    home.ok("vault backup backup.db");
    home.ok("vault restore backup.db");
    home.ok("publish --accept-restore");
    home.ok("publish --force");
    home.write("key.pem", home.ok("public-key").stdout);
    let seen = "inspect api --public-key key.pem --install placed --state seen";
    home.ok(seen);
    for args in ["vault restore backup.db --accept-clock", "publish --accept-clock"] {
        home.call(args).under("faketime -f -180s").run().exits(0);
    }
    home.ok(seen);
}

/// What no comparison can show is reported.
#[test]
fn what_else_comes_back_is_named() {
    if !available("age-keygen") {
        return;
    }
    let home = Home::with_vault();
    home.program("age-keygen", "-o second.txt").run().exits(0);
    home.ok("slot add second --identity second.txt");
    home.create("one", "");
    let export = "export --format jsonl --out keys.jsonl";
    home.ok(export);
    home.ok("vault backup backup.db");
    home.ok("slot remove second");
    home.ok("key revoke one --yes");
    assert!(!home.ok(export).stderr.contains("warning"));
    let restored = home.ok("vault restore backup.db");
    assert!(restored.stderr.contains("identity, second"), "{restored}");
    let told = home.ok(export);
    assert!(told.stderr.contains("keywright diff"), "{told}");
    assert!(!home.ok(export).stderr.contains("keywright diff"), "once");
}

/// After the backup, keys were published for longer than the vault knows of. Returns until when.
fn published_for_longer(lost: &Lost) -> String {
    lost.home.ok("target edit api --valid-for 90d");
    lost.home.ok("publish api");
    let claims = lost.home.json("inspect api --public-key key.pem");
    lost.home.ok("vault restore backup.db");
    claims["expires_at"].as_str().unwrap().to_owned()
}

/// Until when the key may be accepted at `api`.
fn until(home: &Home, key: &str) -> Value {
    let shown = home.json(&format!("key show {key}"));
    let places = shown["admitted_until"].as_array().unwrap();
    places.iter().find(|place| place["target"] == "api").map_or(Value::Null, |place| place["until"].clone())
}

/// What servers got after the backup is not nowhere, and what is not known is said.
#[test]
fn the_exposure_of_a_restored_key() {
    let lost = lost();
    let home = &lost.home;
    let end = published_for_longer(&lost);
    let unknown = "not all files written between";
    let revoked = home.ok("key revoke two --yes").stderr;
    assert!(revoked.contains(unknown), "{revoked}");
    assert_ne!(until(home, "two"), end.as_str());
    // Refused, but compared: the vault knows now what servers have.
    home.run("publish api").exits(4);
    assert_eq!(until(home, "two"), end.as_str());
    let again = home.ok("key revoke two --yes").stderr;
    assert!(again.contains(&end) && again.contains(unknown), "{again}");
    home.ok("publish --accept-restore");
    assert_eq!(until(home, "two"), end.as_str(), "a server may still have that file");
    home.run("key delete two --yes").exits(4);
    // A key of which no file is remembered.
    home.create("four", "");
    home.ok("key revoke four --yes");
    let shown = home.ok("key show four").stdout;
    assert!(shown.contains(unknown) && !shown.contains("none:"), "{shown}");
    assert!(home.json("key show four")["unknown_files"]["since"].is_string());
    let deleted = home.ok("key delete four --yes").stderr;
    assert!(deleted.contains(unknown), "{deleted}");
    let notes = home.json("status")["notes"].to_string();
    assert!(notes.contains(unknown), "{notes}");
}

/// Servers accept a key that the vault does not have, until the file expires.
#[test]
fn a_key_that_was_lost_is_named() {
    let lost = lost();
    let home = &lost.home;
    let id = home.json("key show three")["id"].as_str().unwrap().to_owned();
    let end = published_for_longer(&lost);
    let published = home.ok("publish --accept-restore").stderr;
    let words = format!("{id} is unknown; servers of 'api' may still accept it until {end}");
    assert!(published.contains(&words), "{published}");
    let status = home.json("status").to_string();
    assert!(status.contains(&id) && status.contains(&end), "{status}");
}

/// A file that keys are imported from is one that servers have.
#[test]
fn the_file_of_an_adopted_key_is_remembered() {
    for is_compared in [false, true] {
        let lost = lost();
        let home = &lost.home;
        let id = home.json("key show three")["id"].as_str().unwrap().to_owned();
        let end = published_for_longer(&lost);
        std::fs::copy(home.path("api"), home.path("brought")).unwrap();
        if is_compared {
            home.ok("publish --accept-restore");
        }
        home.ok("key import --from-file brought");
        home.ok(&format!("key revoke {id} --yes"));
        assert_eq!(until(home, &id), end.as_str(), "compared: {is_compared}");
        let status = home.json("status").to_string();
        assert!(!status.contains("unknown to this vault"), "{status}");
        home.ok("publish --accept-restore");
        assert_eq!(until(home, &id), end.as_str());
        home.ok(&format!("key delete {id} --force"));
        let published = home.ok("publish").stderr;
        assert!(published.contains(&id) && published.contains("is deleted"), "{published}");
    }
}

/// An older copy that was put in place without `vault restore`, on a machine that has not seen the newer one.
#[test]
fn the_exposure_in_an_older_copy() {
    let lost = lost();
    let home = &lost.home;
    home.ok("target edit api --valid-for 90d");
    home.ok("publish api");
    let end = home.json("inspect api --public-key key.pem")["expires_at"].clone();
    let id = home.json("key show three")["id"].as_str().unwrap().to_owned();
    std::fs::copy(home.path("backup.db"), home.vault()).unwrap();
    std::fs::remove_dir_all(home.marks()).unwrap();
    home.ok(&format!("vault trust {}", home.fingerprint()));
    home.run("publish api").exits(4);
    let attention = home.run("status --check").exits(8).stdout;
    let words = format!("the file of target 'api' still admits {id} (unknown)");
    assert!(attention.contains(&words), "{attention}");
    home.ok("key revoke two --yes");
    assert_eq!(until(home, "two"), end);
    assert!(home.json("key show two")["unknown_files"]["since"].is_string());
    let refused = home.run("publish api").exits(4).stderr;
    assert!(refused.contains("'one'"), "it is still compared: {refused}");
}

/// What is installed was compared by then: it is the newest file, not the last that the backup knew.
#[test]
fn a_key_that_the_installed_file_does_not_admit_is_not_said_to_be_in_it() {
    let lost = lost();
    let home = &lost.home;
    home.ok("vault restore backup.db");
    home.run("publish").exits(11);
    let revoked = home.ok("key revoke one --yes");
    assert!(!revoked.stderr.contains("still admits it"), "{revoked}");
    assert!(revoked.stderr.contains("may still accept it until"), "{revoked}");
    // The one that it has, it is said to have.
    home.ok("key import --from-file edge");
    let id = home.json("key list 'adopted*'")["items"][0]["id"].as_str().unwrap().to_owned();
    let revoked = home.ok(&format!("key revoke {id} --yes"));
    assert!(revoked.stderr.contains("still admits it"), "{revoked}");
}
