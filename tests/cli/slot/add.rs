//! `slot add` and `slot list`.

use insta::assert_snapshot;

use super::{RECIPIENT, identity};
use crate::stage::Stage;

/// A vault, and the identity files `ben` and `other` that do not open it.
fn with_identities() -> Stage {
    let stage = Stage::with_vault();
    identity(&stage, "ben");
    identity(&stage, "other");
    stage.write("passphrase", "correct horse battery staple\n");
    stage
}

#[test]
fn list_in_every_format() {
    let stage = with_identities();
    assert_snapshot!(stage.formats("slot list"), @r#"
    -o table:
    Name      Kind          Role   Created     Proven  Recipient
    identity  age identity  owner  2026-01-01  yes     age1[..]
    -o json:
    {
      "items": [
        {
          "name": "identity",
          "kind": "x25519",
          "recipient": "age1[..]",
          "role": "owner",
          "proven": true,
          "created_at": "2026-01-01T00:01:00Z"
        }
      ],
      "next_cursor": null
    }
    -o jsonl:
    {"name":"identity","kind":"x25519","recipient":"age1[..]","role":"owner","proven":true,"created_at":"2026-01-01T00:01:00Z"}
    -o csv:
    name,kind,recipient,role,proven,created_at
    identity,x25519,age1[..],owner,true,2026-01-01T00:01:00Z
    "#);
}

#[test]
fn an_identity() {
    let stage = with_identities();
    assert_snapshot!(stage.run("slot add ben --role admin --identity [HOME]/ben"), @"
    Slot:       ben
    Kind:       age identity
    Role:       admin
    Proven:     yes
    Recipient:  age1[..]
    ");
    assert_snapshot!(stage.run("slot add ben --identity [HOME]/other"), @"
    ! error: there is already a slot 'ben'
    ! hint: choose another name; see `keywright slot list`
    exit 4
    ");
    assert_snapshot!(stage.run("slot add ben-2 --identity [HOME]/ben"), @"
    ! error: the slot 'ben' has the same public key
    exit 4
    ");
    assert_snapshot!(stage.run("slot add none --identity no-such-file"), @"
    ! error: identity no-such-file cannot be read: no such file or directory
    exit 5
    ");
    assert_snapshot!(stage.run("slot add 'a b' --identity [HOME]/other"), @"
    ! error: invalid value 'a b' for '<NAME>': a name here must be 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn an_identity_file_that_holds_two() {
    let stage = with_identities();
    let read = |name: &str| std::fs::read_to_string(stage.path(name)).unwrap();
    stage.write("both", read("ben") + &read("other"));
    assert_snapshot!(stage.run("slot add both --identity [HOME]/both"), @"
    ! error: [HOME]/both contains 2 identities; a slot has one
    ! hint: put each into a separate file, and add a slot for each
    exit 2
    ");
}

#[test]
fn a_passphrase() {
    let stage = with_identities();
    stage.answers(&["zebra lemon quarry", "zebra lemon quarry"]);
    assert_snapshot!(stage.run("slot add typed -o json"), @r#"
    {
      "name": "typed",
      "kind": "passphrase",
      "recipient": "age1[..]",
      "role": "owner",
      "proven": true,
      "created_at": "2026-01-01T00:04:00Z"
    }
    "#);
    stage.answers(&["", "zebra lemon quarry", "zebra lemon", "zebra lemon quarry", "zebra lemon"]);
    assert_snapshot!(stage.run("slot add mistyped"), @"
    ! error: the passphrases differ; nothing was changed
    exit 2
    ");
    assert_snapshot!(stage.run("slot add nobody"), @"
    ! error: no identity, recipient or passphrase was given for the slot, and there is no terminal to prompt on
    ! hint: add --identity FILE, --recipient RECIPIENT or --passphrase-file FILE
    exit 2
    ");
}

#[test]
fn a_passphrase_file() {
    let stage = with_identities();
    assert_snapshot!(stage.run("slot add file --passphrase-file [HOME]/passphrase"), @"
    Slot:       file
    Kind:       passphrase
    Role:       owner
    Proven:     yes
    Recipient:  age1[..]
    ");
    assert_snapshot!(
        stage.run("slot add two --passphrase-file [HOME]/passphrase --identity [HOME]/other"),
        @"
        ! error: a slot has one identity, recipient or passphrase, but several are given
        ! hint: add a slot for each; what opens the vault is named by KEYWRIGHT_IDENTITY or KEYWRIGHT_PASSPHRASE_FILE here
        exit 2
        "
    );
}

#[test]
fn a_recipient() {
    let stage = with_identities();
    assert_snapshot!(stage.run(&format!("slot add build-team --role member --recipient {RECIPIENT}")), @"
    Slot:       build-team
    Kind:       age identity
    Role:       member
    Proven:     never used to unlock
    Recipient:  age1[..]
    ! this slot has not unlocked the vault yet; it counts as proven once its holder changes something
    ");
    assert_snapshot!(stage.run(&format!("slot add again --recipient {RECIPIENT}")), @"
    ! error: the slot 'build-team' has the same public key
    exit 4
    ");
    assert_snapshot!(stage.run("slot add bad --recipient age1nonsense"), @"
    ! error: --recipient: 'age1[..]' is not an age recipient, an SSH public key or a plugin recipient
    exit 2
    ");
}

/// One slot of each kind.
fn with_slots() -> Stage {
    let stage = with_identities();
    stage.ok("slot add ben --role admin --identity [HOME]/ben");
    stage.answers(&["zebra lemon quarry", "zebra lemon quarry"]);
    stage.ok("slot add typed");
    stage.ok("slot add file --passphrase-file [HOME]/passphrase");
    stage.ok(&format!("slot add build-team --role member --recipient {RECIPIENT}"));
    stage
}

#[test]
fn list() {
    let stage = with_slots();
    assert_snapshot!(stage.run("slot list"), @"
    Name        Kind          Role    Created     Proven                Recipient
    identity    age identity  owner   2026-01-01  yes                   age1[..]
    ben         age identity  admin   2026-01-01  yes                   age1[..]
    typed       passphrase    owner   2026-01-01  yes                   age1[..]
    file        passphrase    owner   2026-01-01  yes                   age1[..]
    build-team  age identity  member  2026-01-01  never used to unlock  age1[..]
    ");
}

#[test]
fn each_opens_the_vault() {
    let stage = with_slots();
    assert_snapshot!(stage.run("key create a --secret-only --identity [HOME]/ben -q"), @"kw_H98q2aEO5Vc4emwVe4pEbAjmKESCudjBI0xwLsLkNCJDVjip1dPMQ6");
    assert_snapshot!(stage.run("key create b --secret-only --passphrase-file [HOME]/passphrase -q"), @"kw_VWYnUMV7gMxHDkfExFaOfJoxHALQE0nurQkrstuc2rm2UtD32fQ0Pf");
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:04:00Z,slot.add,,ben,role admin,ana,identity
    3,2026-01-01T00:05:00Z,slot.add,,typed,role owner,ana,identity
    4,2026-01-01T00:06:00Z,slot.add,,file,role owner,ana,identity
    5,2026-01-01T00:07:00Z,slot.add,,build-team,"role member, not proven",ana,identity
    6,2026-01-01T00:08:00Z,key.create,key_lesfcniwuwmtinpmjisamebqji,a,,ana,ben
    7,2026-01-01T00:09:00Z,key.create,key_2j5i3gunhdd2g7eserikpimwd4,b,,ana,file
    "#);
}
