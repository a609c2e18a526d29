//! `init`.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn every_format() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("init --vault [HOME]/0.db --new-identity [HOME]/0.txt -o table"), @"
    Vault:        [HOME]/0.db
    ID:           af5570f5-a181-4b7a-b78c-af4bc70a660f
    Fingerprint:  kwv_s5jjc7yzyzyzxqcxoi34tbgyty
    Identity:     [HOME]/0.txt
    Unlocked by:  identity (age identity)
    ! Whoever has [HOME]/0.txt can unlock the vault; without it nobody can. Keep a copy apart from the vault.
    ");
    assert_snapshot!(stage.run("init --vault [HOME]/1.db --new-identity [HOME]/1.txt -o json"), @r#"
    {
      "path": "[HOME]/1.db",
      "id": "d5688a52-d55a-42ec-8aea-5ec1eadfffe1",
      "fingerprint": "kwv_ozyv622qzaq6m4y3fij2bryhx4",
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
      ],
      "findings": []
    }
    "#);
    assert_snapshot!(stage.run("init --vault [HOME]/2.db --new-identity [HOME]/2.txt -o jsonl"), @r#"{"path":"[HOME]/2.db","id":"14ac577c-db2e-46d9-8607-8b4054cc9893","fingerprint":"kwv_53j7bu2bgtczv3h2tmocl55ski","identity":"[HOME]/2.txt","slots":[{"name":"identity","kind":"x25519","recipient":"age1[..]","role":"owner","proven":true,"created_at":"2026-01-01T00:03:00Z"}],"findings":[]}"#);
    assert_snapshot!(stage.run("init --vault [HOME]/3.db --new-identity [HOME]/3.txt -o csv"), @r#"
    path,id,fingerprint,identity,slots,findings
    [HOME]/3.db,59245135-16a5-4934-b5ec-4a240610304a,kwv_hupgnapw3qa4wxc52vz3yluheu,[HOME]/3.txt,"[{""created_at"":""2026-01-01T00:04:00Z"",""kind"":""x25519"",""name"":""identity"",""proven"":true,""recipient"":""age1[..]"",""role"":""owner""}]",[]
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
    ! {"error":{"code":"locked","message":"identity [HOME]/none cannot be read: no such file or directory","hint":null},"exit_code":5}
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
    stage.answers(&["zebra lemon quarry", "another"].repeat(3));
    assert_snapshot!(stage.run("init"), @"
    ! error: the passphrases differ; nothing was changed
    exit 2
    ");
    stage.answers(&[""; 3]);
    assert_snapshot!(stage.run("init"), @"
    ! error: the passphrase is empty; nothing was changed
    exit 2
    ");
    stage.answers(&["one", "n"]);
    assert_snapshot!(stage.run("init"), @"
    ! error: the passphrase was not confirmed; nothing was changed
    exit 8
    ");
    stage.answers(&["one", "y", "one"]);
    assert_snapshot!(stage.run("init"), @"
    Vault:        [HOME]/.local/share/keywright/vault.db
    ID:           af5570f5-a181-4b7a-b78c-af4bc70a660f
    Fingerprint:  kwv_s5jjc7yzyzyzxqcxoi34tbgyty
    Unlocked by:  passphrase (passphrase)
    ! Without the passphrase nobody can unlock the vault. `keywright slot add NAME --new-identity FILE` adds another way.
    ");
    stage.answers(&["one"]);
    assert_snapshot!(stage.run("key list"), @"Name  ID  Start  Scopes  Created  Last used  Expires  Status");
    stage.answers(&["two", "", "three"]);
    assert_snapshot!(stage.run("key list"), @"
    ! error: the vault stays locked: wrong passphrase: the one typed opens no slot
    ! hint: name an identity with --identity FILE, or a passphrase with --passphrase-file FILE
    exit 5
    ");
    stage.answers(&["one"]);
    assert_snapshot!(stage.run("key list --no-input -o json"), @r#"
    ! {"error":{"code":"locked","message":"the vault stays locked: no identity was given, none is at [HOME]/.config/keywright/identity.txt, and --no-input or KEYWRIGHT_NO_INPUT was given","hint":"name an identity with --identity FILE, or a passphrase with --passphrase-file FILE"},"exit_code":5}
    exit 5
    "#);
}
