//! `key import`.

use insta::assert_snapshot;
use keywright::crypto::hash::sha256;

use crate::stage::Stage;

/// A secret that was not made here.
const FOREIGN: &str = "omk_live_j1s8.9S1xk7tQ0OpvLkVd8AI9hpH7Qq3MxG9N";
const ANOTHER: &str = "aForeignSecretThatIsLongEnough9Qx7Lw3Vz";

fn line(name: &str, member: &str, value: &str) -> String {
    format!("{{\"name\":\"{name}\",\"{member}\":\"{value}\"}}\n")
}

#[test]
fn every_format() {
    let stage = Stage::with_vault();
    let secret = |n: u8| line(&format!("foreign {n}"), "secret", &format!("{ANOTHER}{n}"));
    assert_snapshot!(stage.run_with("key import --from - -o table", &secret(0)), @"
    Name       ID                              Start             Status  Imported
    foreign 0  key_2vuiuuwvliboysxkl3a6vx774e  aForeignSecretTh  active  now
    ! imported 1 key
    ");
    assert_snapshot!(stage.run_with("key import --from - -o json", &secret(1)), @r#"
    {
      "items": [
        {
          "id": "key_qac7alkd7idopucyl63ezfq5k4",
          "name": "foreign 1",
          "version": 1,
          "start": "aForeignSecretTh",
          "status": "active",
          "changed": true
        }
      ]
    }
    "#);
    assert_snapshot!(stage.run_with("key import --from - -o jsonl", &secret(2)), @r#"{"id":"key_lxxe3vqp7dilvgia72i6sdqnz4","name":"foreign 2","version":1,"start":"aForeignSecretTh","status":"active","changed":true}"#);
    assert_snapshot!(stage.run_with("key import --from - -o csv", &secret(3)), @"
    id,name,version,start,status,changed
    key_cswfo7g3f33ntbqhrnafjteysm,foreign 3,1,aForeignSecretTh,active,true
    ! imported 1 key
    ");
}

#[test]
fn a_weak_secret() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("key import --from -", &line("weak", "secret", "hunter2")), @"
    ! error: --from: line 1: 'weak': the secret is too weak: its length and alphabet give less than 128 bits of entropy
    exit 4
    ");
}

#[test]
fn a_digest_is_taken_if_it_is_trusted() {
    let stage = Stage::with_vault();
    let digest = line("digest", "digest", &"ab".repeat(32));
    assert_snapshot!(stage.run_with("key import --from - -o json", &digest), @r#"
    ! {"error":{"code":"conflict","message":"--from: line 1: 'digest' is given only by its digest, and a weak secret can be guessed from it","hint":"add --trust-digests if you know that the secret has 128 bits or more"},"exit_code":4}
    exit 4
    "#);
    assert_snapshot!(stage.run_with("key import --from - --trust-digests -o jsonl", &digest), @r#"{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"digest","version":1,"start":null,"status":"active","changed":true}"#);
}

#[test]
fn a_file_that_is_missing() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("key import --from [HOME]/none"), @"
    ! error: --from: reading '[HOME]/none' failed: no such file or directory
    exit 3
    ");
}

/// Imports a good line and a bad one.
fn with_good_line(stage: &Stage, bad: &str) -> String {
    let answer =
        stage.run_with("key import --from -", &format!("{}\n{bad}", line("good", "secret", FOREIGN)));
    assert_ne!(answer.code, 0, "{bad}");
    assert!(!answer.to_string().contains(FOREIGN));
    assert_eq!(stage.ok("key list -o jsonl"), "", "all or nothing");
    answer.to_string()
}

#[test]
fn a_bad_proof_is_named_by_its_line() {
    let stage = Stage::with_vault();
    let bad = |text: &str| with_good_line(&stage, text);
    assert_snapshot!(bad(&line("weak", "secret", "hunter2")), @"
    ! error: --from: line 3: 'weak': the secret is too weak: its length and alphabet give less than 128 bits of entropy
    exit 4
    ");
    let phrase = "correct horse battery staple and some more of it";
    assert_snapshot!(bad(&line("spaced", "secret", phrase)), @"
    ! error: --from: line 3: 'spaced': the secret contains a space, a control character or a non-ASCII character
    exit 4
    ");
    let digest = sha256(FOREIGN.as_bytes()).to_string();
    assert_snapshot!(bad(&line("by digest", "digest", &digest)), @"
    ! error: --from: line 3: 'by digest' has the same secret or digest as an earlier key
    ! hint: give each key once; nothing was imported
    exit 2
    ");
    assert_snapshot!(bad(&line("short digest", "digest", "abcd")), @"
    ! error: --from: line 3: digest: a digest must be 64 lowercase hex characters (SHA-256)
    exit 2
    ");
    assert_snapshot!(bad(&line("another", "secret", ANOTHER).replace("\"name\"", "\"digest\":\"00\",\"name\"")), @"
    ! error: --from: line 3: both secret and digest are given
    exit 2
    ");
    assert_snapshot!(bad("{\"name\":\"no proof\"}\n"), @"
    ! error: --from: line 3: neither secret nor digest is given
    exit 2
    ");
}

#[test]
fn what_repeats_another_line_is_named_by_its_line() {
    let stage = Stage::with_vault();
    let bad = |text: &str| with_good_line(&stage, text);
    assert_snapshot!(bad(&line("good", "secret", FOREIGN)), @"
    ! error: --from: line 3: the name 'good' occurs twice
    ! hint: give each key once; nothing was imported
    exit 2
    ");
    assert_snapshot!(bad(&line("other name", "secret", FOREIGN)), @"
    ! error: --from: line 3: 'other name' has the same secret or digest as an earlier key
    ! hint: give each key once; nothing was imported
    exit 2
    ");
    assert_snapshot!(bad(&line("good", "secret", ANOTHER)), @"
    ! error: --from: line 3: the name 'good' occurs twice
    ! hint: give each key once; nothing was imported
    exit 2
    ");
}

#[test]
fn a_bad_member_is_named_by_its_line() {
    let stage = Stage::with_vault();
    let with = |member: &str| {
        let bad = line("another", "secret", ANOTHER).replace('}', &format!(",{member}}}"));
        with_good_line(&stage, &bad)
    };
    assert_snapshot!(with(r#""profile":"none""#), @"
    ! error: --from: line 3: there is no profile 'none'
    ! hint: see `keywright profile list`, or add it with `keywright profile add --from FILE`
    exit 3
    ");
    assert_snapshot!(with(r#""roles":["admin"]"#), @"
    ! error: --from: line 3: 'another': the profile 'default' has no role 'admin'
    ! hint: see `keywright profile show default`
    exit 4
    ");
    assert_snapshot!(with(r#""expires_at":"2020-01-01T00:00:00Z""#), @"
    ! error: --from: line 3: the expiry 2020-01-01T00:00:00Z is in the past
    ! hint: give a later time
    exit 2
    ");
    assert_snapshot!(with(r#""resource":"a//b""#), @"
    ! error: --from: line 3: resource: a resource must be 1 to 16 segments joined by '/', each 1 to 64 of A-Z a-z 0-9 . _ ~ : @ + = -, none of them '.' or '..'
    exit 2
    ");
    assert_snapshot!(with(r#""colour":"red""#), @"
    ! error: --from: line 3: unknown field 'colour'
    exit 2
    ");
    assert_snapshot!(with_good_line(&stage, "[]\n"), @"
    ! error: --from: line 3: it is not a JSON object
    exit 2
    ");
}

#[test]
fn again_and_more_of_them() {
    let stage = Stage::with_vault();
    let (good, another) = (line("good", "secret", FOREIGN), line("another", "secret", ANOTHER));
    assert_snapshot!(stage.run_with("key import --from -", &good), @"
    Name  ID                              Start             Status  Imported
    good  key_2vuiuuwvliboysxkl3a6vx774e  omk_live_j1s8.9S  active  now
    ! imported 1 key
    ");
    assert_snapshot!(stage.run_with("key import --from -", &good), @"
    Name  ID                              Start             Status  Imported
    good  key_2vuiuuwvliboysxkl3a6vx774e  omk_live_j1s8.9S  active  before
    ! imported 0 keys; unchanged, already in the vault: 1 key
    ");
    assert_snapshot!(stage.run_with("key import --from -", &format!("{another}{good}")), @"
    Name     ID                              Start             Status  Imported
    another  key_qac7alkd7idopucyl63ezfq5k4  aForeignSecretTh  active  now
    good     key_2vuiuuwvliboysxkl3a6vx774e  omk_live_j1s8.9S  active  before
    ! imported 1 key; unchanged, already in the vault: 1 key
    ");
    let digest = line("good", "digest", &sha256(FOREIGN.as_bytes()).to_string());
    assert_snapshot!(stage.run_with("key import --from - --trust-digests", &digest), @"
    Name  ID                              Start             Status  Imported
    good  key_2vuiuuwvliboysxkl3a6vx774e  omk_live_j1s8.9S  active  before
    ! imported 0 keys; unchanged, already in the vault: 1 key
    ");
    assert_snapshot!(stage.run_with("key import --from -", &line("renamed", "secret", FOREIGN)), @"
    ! error: --from: line 1: 'renamed' is already in the vault as 'good'
    exit 4
    ");
    assert!(!stage.transcript().contains(FOREIGN));
}

/// What an unset variable was turned into is no key, whoever trusts it.
#[test]
fn a_digest_of_nothing() {
    let stage = Stage::with_vault();
    for nothing in
        ["", "\n", "\r\n", "null", "NULL", "null\n", "undefined", "None", "none\n", "nil", "-", "-\n"]
    {
        let digest = line("never set", "digest", &sha256(nothing.as_bytes()).to_string());
        for trusting in ["", "--trust-digests"] {
            let answer = stage.run_with(&format!("key import --from - {trusting}"), &digest).to_string();
            assert!(answer.ends_with("exit 4\n"), "{nothing:?}: {answer}");
        }
        let secret = format!("{}\n", serde_json::json!({"name": "never set", "secret": nothing}));
        assert!(
            stage.run_with("key import --from -", &secret).to_string().ends_with("exit 4\n"),
            "{nothing:?}"
        );
        assert!(
            stage.run_with("key verify -o json", nothing).to_string().contains("\"malformed\""),
            "{nothing:?}"
        );
    }
    let empty = line("never set", "digest", &sha256(b"").to_string());
    assert_snapshot!(stage.run_with("key import --from - --trust-digests", &empty), @"
    ! error: --from: line 1: 'never set': the digest is that of an empty secret, or of a word such as null
    ! hint: find out what made it: nobody has such a key
    exit 4
    ");
}

/// A vault with a key by its secret and one by its digest, and the files that have them.
fn exported() -> Stage {
    let stage = Stage::with_vault();
    let digest = sha256(ANOTHER.as_bytes()).to_string();
    stage.ok_with("key import --from -", &line("by secret", "secret", FOREIGN));
    stage.ok_with("key import --from - --trust-digests", &line("by digest", "digest", &digest));
    stage.write("public.pem", stage.ok("public-key"));
    for format in ["jsonl", "haproxy"] {
        stage.ok(&format!("export --format {format} --audience edge --out [HOME]/{format}"));
        let exported = std::fs::read_to_string(stage.path(format)).unwrap();
        assert!(exported.contains(&digest) && exported.contains(&sha256(FOREIGN.as_bytes()).to_string()));
    }
    stage
}

#[test]
fn imported_keys_are_listed() {
    let stage = exported();
    assert_snapshot!(stage.run("key list"), @"
    Name       ID                              Start             Scopes  Created     Last used  Expires  Status
    by secret  key_2vuiuuwvliboysxkl3a6vx774e  omk_live_j1s8.9S  -       2026-01-01  -          never    active
    by digest  key_qac7alkd7idopucyl63ezfq5k4  -                 -       2026-01-01  -          never    active
    ");
}

#[test]
fn imported_keys_are_admitted() {
    let stage = exported();
    let check = "check --file [HOME]/jsonl --public-key [HOME]/public.pem --audience edge";
    assert_snapshot!(stage.run_with(check, FOREIGN), @"
    Answer:  valid
    Key:     key_2vuiuuwvliboysxkl3a6vx774e
    Rights:  no scopes
    ");
    assert_snapshot!(stage.run_with(check, ANOTHER), @"
    Answer:  valid
    Key:     key_qac7alkd7idopucyl63ezfq5k4
    Rights:  no scopes
    ");
    assert_snapshot!(stage.run_with(check, "omk_live_j1s8.9S1xk7tQ0OpvLkVd8AI9hpH7Qq3MxG9O"), @"
    Answer:  refused: it does not have the form of a key (mistyped or truncated?)
    exit 8
    ");
    assert_snapshot!(stage.run_with("key verify", FOREIGN), @"
    Answer:  valid
    Key:     by secret (key_2vuiuuwvliboysxkl3a6vx774e)
    ");
}
