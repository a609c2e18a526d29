//! A log that holds secrets.

use insta::assert_snapshot;

use super::create;
use crate::stage::Stage;

const FOREIGN: &str = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
const UNKNOWN: &str = "hunter2-and-what-else-people-send";

/// A vault with a key, an imported one and one that was deleted; every secret that somebody may send.
fn with_secrets() -> (Stage, [String; 4]) {
    let stage = Stage::with_vault();
    let ours = create(&stage, "one").secret;
    stage.ok_with(
        "key import --from -",
        &format!("{{\"name\":\"bot\",\"secret\":\"{FOREIGN}\",\"created_at\":\"2025-11-02\"}}\n"),
    );
    let gone = stage.ok("key create gone --secret-only").trim().to_owned();
    stage.ok("key revoke gone --yes");
    stage.ok("key delete gone --yes");
    (stage, [ours, FOREIGN.to_owned(), gone, UNKNOWN.to_owned()])
}

fn assert_no_secret(stage: &Stage, secrets: &[String]) {
    let audit = stage.ok("audit export");
    for secret in secrets {
        assert!(!stage.transcript().contains(&secret[14..]) && !audit.contains(&secret[14..]));
    }
}

#[test]
fn they_are_named_but_not_shown() {
    let (stage, secrets) = with_secrets();
    let line = |key: &String| format!("h - {key} [01/Jan/2026:00:00:00 +0000] x\n");
    let log: String = secrets.iter().map(line).collect();
    assert_snapshot!(stage.run_with("usage import - --format combined -o table", &log), @"
    Name  ID                              Last used             Imported
    one   key_2vuiuuwvliboysxkl3a6vx774e  2026-01-01T00:00:00Z  now
    bot   key_cswfo7g3f33ntbqhrnafjteysm  2026-01-01T00:00:00Z  now
    ! warning: 2 lines with keys that are not in the vault, such as hunt…, kw_EE7OoRdh
    ! warning: the log contains secrets (stdin, line 1): whoever can read it can use them; log the id instead, and replace these keys
    ! 4 lines, 0 without a key: 2 keys used, 2 with a newer time
    ");
    assert_snapshot!(stage.run_with("usage import - --format combined -o json", &log), @r#"
    {
      "items": [
        {
          "id": "key_2vuiuuwvliboysxkl3a6vx774e",
          "name": "one",
          "version": 1,
          "last_used_at": "2026-01-01T00:00:00Z",
          "changed": false
        },
        {
          "id": "key_cswfo7g3f33ntbqhrnafjteysm",
          "name": "bot",
          "version": 1,
          "last_used_at": "2026-01-01T00:00:00Z",
          "changed": false
        }
      ],
      "warnings": [
        "2 lines with keys that are not in the vault, such as hunt…, kw_EE7OoRdh",
        "the log contains secrets (stdin, line 1): whoever can read it can use them; log the id instead, and replace these keys"
      ]
    }
    "#);
    assert_no_secret(&stage, &secrets);
}

#[test]
fn not_in_an_error_either() {
    let (stage, secrets) = with_secrets();
    let secret = &secrets[0];
    assert_snapshot!(
        stage.run_with("usage import - --format combined", &format!("h - {secret} [01/Jan/2026:00:00:00 +0000 x")),
        @"
        ! error: stdin: line 1: it has no time in the form [10/Oct/2000:13:55:36 -0700]
        ! hint: correct the line, or skip such lines with --skip-broken
        exit 2
        "
    );
    let broken = format!("{{\"id\":\"x\",\"{secret}\":1,\"at\":\"{secret}\"}}");
    assert_snapshot!(stage.run_with("usage import - --format jsonl", &broken), @r#"
    ! error: stdin: line 1: at must be RFC 3339, such as "2026-01-31T12:00:00Z", or Unix seconds
    ! hint: correct the line, or skip such lines with --skip-broken
    exit 2
    "#);
    assert_no_secret(&stage, &secrets);
}
