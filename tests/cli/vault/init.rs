//! `init`.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn every_format() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("init --vault [HOME]/0.db --new-identity [HOME]/0.txt -o table"), @"
    Vault:        [HOME]/0.db
    ID:           af5570f5-a181-4b7a-b78c-af4bc70a660f
    Identity:     [HOME]/0.txt
    Unlocked by:  identity (age identity)
    ! Whoever has [HOME]/0.txt can unlock the vault; without it nobody can. Keep a copy apart from the vault.
    ");
    assert_snapshot!(stage.run("init --vault [HOME]/1.db --new-identity [HOME]/1.txt -o json"), @r#"
    {
      "path": "[HOME]/1.db",
      "id": "8005f02d-43fa-46e7-9058-5fb64c961d57",
      "identity": "[HOME]/1.txt",
      "slots": [
        {
          "name": "identity",
          "kind": "x25519",
          "recipient": "age1[..]",
          "role": "owner",
          "proven": true,
          "created_at": "2026-01-01T00:02:00Z"
        }
      ]
    }
    "#);
    assert_snapshot!(stage.run("init --vault [HOME]/2.db --new-identity [HOME]/2.txt -o jsonl"), @r#"{"path":"[HOME]/2.db","id":"4c0e0718-32d5-4769-8ade-a57b50dd7b21","identity":"[HOME]/2.txt","slots":[{"name":"identity","kind":"x25519","recipient":"age1[..]","role":"owner","proven":true,"created_at":"2026-01-01T00:03:00Z"}]}"#);
    assert_snapshot!(stage.run("init --vault [HOME]/3.db --new-identity [HOME]/3.txt -o csv"), @r#"
    path,id,identity,slots
    [HOME]/3.db,d27a8d9a-8d38-47a3-bc92-2450a7a1961f,[HOME]/3.txt,"[{""created_at"":""2026-01-01T00:04:00Z"",""kind"":""x25519"",""name"":""identity"",""proven"":true,""recipient"":""age1[..]"",""role"":""owner""}]"
    ! Whoever has [HOME]/3.txt can unlock the vault; without it nobody can. Keep a copy apart from the vault.
    "#);
}

#[test]
fn a_file_that_is_there_already() {
    let stage = Stage::empty();
    stage.ok("init --vault [HOME]/0.db --new-identity [HOME]/0.txt");
    assert_snapshot!(stage.run("init --vault [HOME]/0.db --new-identity"), @"
    ! error: [HOME]/0.db exists already
    ! hint: choose another path, or move that file away first
    exit 4
    ");
    assert_snapshot!(stage.run("init --new-identity [HOME]/0.txt"), @"
    ! error: [HOME]/0.txt already exists
    ! hint: use it with --identity, or name another file
    exit 4
    ");
}

#[test]
fn nothing_to_open_it_with() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("init --identity [HOME]/none -o json"), @r#"
    ! {"error":{"code":"locked","message":"identity [HOME]/none: no such file or directory","hint":null},"exit_code":5}
    exit 5
    "#);
    assert_snapshot!(stage.run("init --recipient nobody"), @"
    ! error: --recipient: 'nobody' is not an age recipient, an SSH public key or a plugin recipient
    exit 2
    ");
    assert_snapshot!(stage.run("init"), @"
    ! error: no identity or passphrase was given, and there is no terminal to prompt on
    ! hint: add --new-identity, --identity FILE, --recipient RECIPIENT or --passphrase-file FILE
    exit 5
    ");
}

#[test]
fn a_passphrase() {
    let stage = Stage::empty();
    stage.answers(&["one", "another"]);
    assert_snapshot!(stage.run("init"), @"
    ! error: the passphrases differ; nothing was created
    exit 2
    ");
    stage.answers(&[""]);
    assert_snapshot!(stage.run("init"), @"
    ! error: the passphrase is empty
    exit 2
    ");
    stage.answers(&["one", "one"]);
    assert_snapshot!(stage.run("init"), @"
    Vault:        [HOME]/.local/share/keywright/vault.db
    ID:           af5570f5-a181-4b7a-b78c-af4bc70a660f
    Unlocked by:  passphrase (passphrase)
    ");
    stage.answers(&["one"]);
    assert_snapshot!(stage.run("key list"), @"Name  ID  Start  Scopes  Created  Last used  Expires  Status");
    stage.answers(&["two"]);
    assert_snapshot!(stage.run("key list"), @"
    ! error: the vault stays locked: the passphrase typed opens no slot
    ! hint: name an identity with --identity FILE, or a passphrase with --passphrase-file FILE
    exit 5
    ");
    stage.answers(&["one"]);
    assert_snapshot!(stage.run("key list --no-input -o json"), @r#"
    ! {"error":{"code":"locked","message":"the vault stays locked: no identity was given, and there is no terminal to prompt for a passphrase","hint":"name an identity with --identity FILE, or a passphrase with --passphrase-file FILE"},"exit_code":5}
    exit 5
    "#);
}
