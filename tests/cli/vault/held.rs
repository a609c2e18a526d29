//! `unlock` and `lock`: with a keyring in memory. `tests/process/held.rs` has the kernel's.

use insta::assert_snapshot;

use crate::stage::Stage;

/// A vault whose identity is away while its data key is held.
fn held() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("unlock");
    put_away(&stage, "identity.txt");
    stage
}

fn put_away(stage: &Stage, name: &str) {
    let path = stage.path(&format!(".config/keywright/{name}"));
    std::fs::rename(path, stage.path("away")).unwrap();
}

fn put_back(stage: &Stage, name: &str) {
    std::fs::rename(stage.path("away"), stage.path(&format!(".config/keywright/{name}"))).unwrap();
}

/// What opens it then.
const WITH_IT: &str = "--identity [HOME]/away";

#[test]
fn what_it_says() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.formats("unlock --for 2h"), @r#"
    -o table:
    Vault:            af5570f5-a181-4b7a-b78c-af4bc70a660f
    Unlocked by:      identity
    Held open until:  2026-01-01T02:02:00Z
    -o json:
    {
      "id": "af5570f5-a181-4b7a-b78c-af4bc70a660f",
      "slot": "identity",
      "unlocked_until": "2026-01-01T02:03:00Z"
    }
    -o jsonl:
    {"id":"af5570f5-a181-4b7a-b78c-af4bc70a660f","slot":"identity","unlocked_until":"2026-01-01T02:04:00Z"}
    -o csv:
    id,slot,unlocked_until
    af5570f5-a181-4b7a-b78c-af4bc70a660f,identity,2026-01-01T02:05:00Z
    "#);
    assert_snapshot!(stage.run("status"), @"
    Status:           no problems found
    Keys:             none
    Note:             no backup was made on this machine; `keywright vault backup FILE` makes one
    Held open until:  2026-01-01T02:05:00Z
    ");
    assert_snapshot!(stage.formats("lock"), @r#"
    -o table:
    Locked:  1 vault
    -o json:
    {
      "vaults": 0,
      "changed": false
    }
    -o jsonl:
    {"vaults":0,"changed":false}
    -o csv:
    vaults,changed
    0,false
    "#);
    stage.ok("unlock");
    assert_snapshot!(stage.run("lock"), @"Locked:  1 vault");
    assert_snapshot!(stage.run("status -o json"), @r#"
    {
      "ok": true,
      "keys": {
        "active": 0,
        "disabled": 0,
        "expired": 0,
        "pending": 0,
        "retiring": 0,
        "revoked": 0
      },
      "expiring": [],
      "expiring_count": 0,
      "rotations": [],
      "due": [],
      "due_count": 0,
      "targets": [],
      "exports": [],
      "attention": [],
      "notes": [
        "no backup was made on this machine; `keywright vault backup FILE` makes one"
      ],
      "last_backup_at": null,
      "unlocked_until": null
    }
    "#);
}

#[test]
fn it_opens_until_its_time_is_over() {
    let stage = held();
    stage.ok("key create ci --secret-only");
    assert!(stage.ok("status").contains("Held open until:  2026-01-01T00:17:00Z"), "{}", stage.ok("status"));
    stage.later(10 * 60);
    stage.ok("key show ci");
    // The keyring in memory would hold it for ever.
    stage.later(60);
    assert_eq!(stage.run("key show ci").code, 5);
    assert!(stage.keyring.held.borrow().is_empty(), "it is dropped");
}

#[test]
fn for_how_long() {
    let stage = Stage::with_vault();
    for span in ["15", "25h", "2d", "0s", "-1h", "1 h"] {
        assert_eq!(stage.run(&format!("unlock --for='{span}'")).code, 2, "{span}");
    }
    for span in ["1s", "24h", "1d", "90m"] {
        stage.ok(&format!("unlock --for {span}"));
    }
}

#[test]
fn lock_drops_it_of_all_whatever_is_left_of_them() {
    let stage = Stage::with_vault();
    stage.ok("init --vault [HOME]/two.db --identity [HOME]/.config/keywright/identity.txt");
    let hold = || ["unlock", "unlock --vault [HOME]/two.db"].map(|line| stage.ok(line));
    let refused = || ["key list", "key list --vault [HOME]/two.db"].map(|line| stage.refused(line));
    // Also where the vault that is named is another one by now, or gone.
    for line in ["lock", "lock --vault [HOME]/two.db", "lock --vault [HOME]/none.db"] {
        hold();
        put_away(&stage, "identity.txt");
        stage.ok("key list");
        stage.ok(line);
        refused();
        stage.ok(line);
        put_back(&stage, "identity.txt");
    }
}

#[test]
fn what_is_named_is_all_that_is_tried() {
    let mut stage = held();
    stage.write("stranger", "AGE-SECRET-KEY-1\n");
    assert_eq!(stage.run("key list --identity [HOME]/stranger").code, 5);
    stage.write("pass", "nope\n");
    assert_eq!(stage.run("key list --passphrase-file [HOME]/pass").code, 5);
    stage.ok("key list");
    stage.set("KEYWRIGHT_IDENTITY", &stage.path("away"));
    assert!(stage.run("unlock").stderr.contains("KEYWRIGHT_IDENTITY is set"), "it says so");
    stage.set("KEYWRIGHT_IDENTITY", &stage.path("stranger"));
    assert_eq!(stage.run("key list").code, 5);
}

#[test]
fn systemds_credentials_come_first() {
    let mut stage = held();
    std::fs::create_dir(stage.path("credentials")).unwrap();
    stage.set("CREDENTIALS_DIRECTORY", &stage.path("credentials"));
    stage.ok("key list");
    stage.write("credentials/keywright.passphrase", "nope\n");
    assert_eq!(stage.run("key list").code, 5);
}

#[test]
fn what_opens_the_vault_is_not_changed_by_it() {
    let stage = held();
    for command in [
        "unlock",
        "vault rekey",
        "slot remove identity",
        "slot passphrase identity",
        "slot edit identity --role owner",
    ] {
        let answer = stage.run(command);
        assert_eq!(answer.code, 5, "{command}");
        assert!(answer.stderr.contains("what `keywright unlock` holds is not enough"), "{command}: {answer}");
    }
    assert_eq!(
        stage
            .run("slot add two --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p")
            .code,
        5
    );
    stage.ok("key list");
    stage.ok(&format!("vault rekey {WITH_IT}"));
    assert!(stage.keyring.held.borrow().is_empty(), "a re-key drops it");
}

#[test]
fn it_has_the_role_of_the_slot_that_opened_the_vault() {
    let stage = Stage::with_vault();
    stage.ok("init --vault [HOME]/max.db --new-identity [HOME]/max");
    stage.ok("slot add max --role member --identity [HOME]/max");
    stage.ok("unlock --identity [HOME]/max");
    assert_eq!(stage.run("key create ci").code, 4);
    // The role that the slot has by now.
    stage.ok("slot edit max --role admin --identity [HOME]/.config/keywright/identity.txt");
    stage.ok("key create ci --secret-only");
    let log = stage.ok("audit list -o csv");
    assert!(log.lines().any(|line| line.contains("key.create") && line.contains("max")), "{log}");
    // Without the slot there is no role.
    let before = stage.keyring.held.borrow().clone();
    stage.ok("slot remove max --identity [HOME]/.config/keywright/identity.txt");
    assert!(stage.keyring.held.borrow().is_empty(), "dropped");
    put_away(&stage, "identity.txt");
    *stage.keyring.held.borrow_mut() = before;
    assert_eq!(stage.run("key list").code, 5);
    assert!(stage.keyring.held.borrow().is_empty(), "dropped");
}

/// The data key is right, and the slot is not one of the vault's.
#[test]
fn a_slot_that_is_gone_opens_nothing() {
    let stage = held();
    stage.keyring.held.borrow_mut().values_mut().for_each(|bytes| bytes[16] = 99);
    assert_eq!(stage.run("key list").code, 5);
    assert!(stage.keyring.held.borrow().is_empty(), "dropped");
}

/// Whatever else runs in the session may put there what it likes.
#[test]
fn what_is_planted_opens_nothing_and_hides_nothing() {
    let stage = Stage::with_vault();
    stage.ok("unlock");
    let held = stage.keyring.held.borrow().clone();
    let (name, whole) = held.first_key_value().unwrap();
    let other = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let long = [&whole[..], &[0; 300]].concat();
    for planted in [Vec::new(), vec![1], whole[..48].to_vec(), long, other(0), other(1), other(16), other(48)]
    {
        stage.keyring.held.borrow_mut().insert(name.clone(), planted.clone());
        stage.ok("status");
        assert!(stage.keyring.held.borrow().is_empty(), "dropped: {planted:?}");
    }
    put_away(&stage, "identity.txt");
    for planted in [other(16), other(48)] {
        stage.keyring.held.borrow_mut().insert(name.clone(), planted);
        assert_eq!(stage.run("key list").code, 5);
    }
}

/// Another vault of the same id, whose data key is planted: as if it were wrapped to one's own public key.
#[test]
fn a_forged_vault_is_as_little_trusted_as_otherwise() {
    let stage = Stage::with_vault();
    let vault = stage.path(".local/share/keywright/vault.db");
    stage.ok("key create ci --secret-only");
    stage.ok("vault rekey");
    std::fs::copy(&vault, stage.path("forged.db")).unwrap();
    stage.ok("vault rekey");
    std::fs::rename(stage.path("forged.db"), &vault).unwrap();
    let trusted = stage.run("key list");
    assert_eq!(trusted.code, 12, "{trusted}");
    assert_eq!(stage.run("unlock").code, 12, "nor is it held");
    assert!(stage.keyring.held.borrow().is_empty());
}

#[test]
fn an_older_copy_is_as_little_accepted_as_otherwise() {
    let stage = held();
    let vault = stage.path(".local/share/keywright/vault.db");
    std::fs::copy(&vault, stage.path("old.db")).unwrap();
    stage.ok("key create ci --secret-only");
    std::fs::rename(stage.path("old.db"), &vault).unwrap();
    assert_eq!(stage.run("key list").code, 7);
}

#[test]
fn a_re_key_elsewhere_leaves_the_usual_ways() {
    let stage = Stage::with_vault();
    stage.ok("unlock");
    let held = stage.keyring.held.borrow().clone();
    stage.ok("vault rekey");
    *stage.keyring.held.borrow_mut() = held;
    assert_eq!(stage.run("key list").stderr, "");
    assert!(stage.keyring.held.borrow().is_empty(), "dropped");
}

#[test]
fn another_vault_in_its_place_is_not_opened_by_it() {
    let stage = held();
    let vault = stage.path(".local/share/keywright/vault.db");
    stage.ok("init --vault [HOME]/other.db --identity [HOME]/away");
    std::fs::rename(stage.path("other.db"), &vault).unwrap();
    assert_eq!(stage.run("key list").code, 5);
    assert_eq!(stage.keyring.held.borrow().len(), 1, "that of the first is kept");
}

#[test]
fn a_restore_drops_it() {
    let stage = held();
    stage.ok("vault backup [HOME]/backup.db");
    stage.ok(&format!("vault restore [HOME]/backup.db {WITH_IT}"));
    assert!(stage.keyring.held.borrow().is_empty());
}

#[test]
fn where_there_is_no_keyring_nobody_is_asked_for_a_passphrase() {
    let stage = Stage::empty();
    stage.answers(&["correct horse battery staple", "correct horse battery staple"]);
    stage.ok("init");
    stage.keyring.is_forbidden.set(true);
    stage.answers(&["correct horse battery staple"]);
    assert_snapshot!(stage.run("unlock"), @"
    ! error: the data key cannot be held: there is none here
    ! hint: unlock each command by --identity FILE or --passphrase-file FILE instead
    exit 4
    ");
    // The answer was not taken.
    stage.ok("key list");
    stage.ok("lock");
}
