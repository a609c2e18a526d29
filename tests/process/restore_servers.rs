//! After a restore: the installed files are compared with the next ones, wherever they are.

use super::restore::lost;
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
    let told = home.run("publish").exits(4).stderr;
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
