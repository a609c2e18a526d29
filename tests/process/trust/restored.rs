//! Which backups are believed, and what a restore that was cut short leaves.

use super::{fingerprint_of, refused};
use crate::support::{Home, available};

#[test]
fn a_backup_of_a_known_vault_bears_a_fingerprint_that_it_had() {
    let home = Home::with_vault();
    let first = home.fingerprint();
    home.create("one", "");
    home.ok("vault backup first.db");
    home.ok("vault rekey");
    home.ok("vault backup second.db");
    // Somebody with the first data key and the id of the vault makes one with a key of their own.
    let attacker = Home::with_identity(&home.identity());
    std::fs::create_dir_all(attacker.vault().parent().unwrap()).unwrap();
    std::fs::copy(home.path("first.db"), attacker.vault()).unwrap();
    attacker.ok(&format!("vault rekey --trust {first}"));
    attacker.ok("vault backup forged.db");
    std::fs::copy(attacker.path("forged.db"), home.path("forged.db")).unwrap();
    let theirs = attacker.fingerprint();
    let before = std::fs::read(home.vault()).unwrap();
    let error = refused(home.run("vault restore forged.db -o json"));
    assert!(error.contains(&theirs) && error.contains(&home.fingerprint()), "{error}");
    assert_eq!(std::fs::read(home.vault()).unwrap(), before);
    home.ok("vault restore second.db");
    let restored = home.ok("vault restore first.db");
    assert!(restored.stderr.contains("from before a re-key"), "{restored}");
    assert_eq!(home.fingerprint(), first);
    home.create("two", "");
    // Where the vault was, no other is restored, unless the owner says so.
    home.ok("init --identity .config/keywright/identity.txt --vault other.db");
    std::fs::remove_file(home.vault()).unwrap();
    refused(home.run("vault restore other.db -o json"));
    assert!(!home.vault().exists());
    let other = fingerprint_of(&home, "other.db");
    home.ok(&format!("vault restore other.db --trust {other}"));
    home.create("three", "");
}

/// Whoever could open the vault before a re-key keeps that data key: a restore that was not completed must not leave it
/// believed.
#[test]
fn a_restore_of_a_former_data_key_that_ends_halfway_has_nothing_believed() {
    if !available("strace") {
        return;
    }
    for spoiled in ["error=EPERM", "signal=KILL"] {
        let home = Home::with_vault();
        home.ok("vault backup former.db");
        home.ok("vault rekey");
        home.create("one", "");
        let now = home.fingerprint();
        let line = format!(
            "strace -f -o trace -e trace=link,linkat -e inject=link,linkat:{spoiled} \"$KW\" vault restore former.db"
        );
        assert_ne!(home.shell(&line).killable().run().code, 0);
        if spoiled == "signal=KILL" {
            home.ok("status");
        }
        let pin = std::fs::read_to_string(home.mark_folder().join("pin.json")).unwrap();
        assert!(pin.contains(&now) && !pin.contains("next"), "{spoiled}: {pin}");
        let right = std::fs::read(home.vault()).unwrap();
        std::fs::copy(home.path("former.db"), home.vault()).unwrap();
        refused(home.run("key list -o json"));
        std::fs::write(home.vault(), right).unwrap();
        home.create("two", "");
        // And it can be done again.
        home.ok("vault restore former.db");
        home.create("three", "");
    }
}

/// A restore on a new machine needs nothing more: its owner names the file.
#[test]
fn a_restore_on_a_new_machine_is_enough() {
    let home = Home::with_vault();
    home.create("one", "");
    home.ok("vault backup backup.db");
    let new = Home::with_identity(&home.identity());
    let done = new.json(&format!("vault restore '{}'", home.text("backup.db")));
    assert_eq!(done["fingerprint"], home.fingerprint());
    new.create("two", "");
}
