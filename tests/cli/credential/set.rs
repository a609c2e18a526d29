//! `credential set`, `get`, `list` and `remove`.

use insta::assert_snapshot;

use crate::stage::Stage;

const CHECKED: &str = "credential set github/ci --check \"probe 'my host'\" --description 'CI releases'";

fn with_credentials() -> Stage {
    let stage = Stage::with_vault();
    stage.ok_with("credential set org_abc123", "s3cret-two");
    stage.ok_with(CHECKED, "ghp_x\n\n");
    stage.ok_with("credential set github/ci", "ghp_y");
    stage
}

#[test]
fn none() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.formats("credential list"), @r#"
    -o table:
    Name  Start  Check  Created  Updated
    -o json:
    {
      "items": [],
      "next_cursor": null
    }
    -o jsonl:
    -o csv:
    name,start,description,check,created_at,created_by,updated_at
    "#);
}

/// A line ending is no part of a secret.
#[test]
fn a_secret_and_the_same_again() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("credential set org_abc123", "s3cret-one\n"), @"
    Name:     org_abc123
    Created:  2026-01-01T00:02:00Z by ana
    Updated:  2026-01-01T00:02:00Z
    ");
    assert_snapshot!(stage.run_with("credential set org_abc123 -o json", "s3cret-one\r\n"), @r#"
    {
      "name": "org_abc123",
      "start": null,
      "description": null,
      "check": null,
      "created_at": "2026-01-01T00:02:00Z",
      "created_by": "ana",
      "updated_at": "2026-01-01T00:02:00Z",
      "changed": false
    }
    "#);
}

#[test]
fn a_secret_that_is_replaced_is_told() {
    let stage = Stage::with_vault();
    let told = "replaced the secret that was stored before";
    let set = |line: &str, secret: &str| stage.run_with(line, secret).stderr.contains(told);
    assert!(!set("credential set shop", "one"));
    assert!(!set("credential set shop", "one"));
    assert!(!set("credential set shop --description 'of the shop'", "one"));
    assert!(set("credential set shop", "two"));
    assert!(!set("key create a --to-credential new", ""));
    assert!(set("key create b --to-credential shop", ""));
}

#[test]
fn settings_are_kept_until_they_are_removed() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with(&format!("{CHECKED} -o json"), "ghp_x\n\n"), @r#"
    {
      "name": "github/ci",
      "start": null,
      "description": "CI releases",
      "check": "probe 'my host'",
      "created_at": "2026-01-01T00:02:00Z",
      "created_by": "ana",
      "updated_at": "2026-01-01T00:02:00Z",
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run_with("credential set github/ci -o json", "ghp_y"), @r#"
    {
      "name": "github/ci",
      "start": null,
      "description": "CI releases",
      "check": "probe 'my host'",
      "created_at": "2026-01-01T00:02:00Z",
      "created_by": "ana",
      "updated_at": "2026-01-01T00:03:00Z",
      "changed": true
    }
    "#);
    assert_snapshot!(
        stage.run_with("credential set github/ci -o json --check none --description ''", "ghp_y"),
        @r#"
        {
          "name": "github/ci",
          "start": null,
          "description": null,
          "check": null,
          "created_at": "2026-01-01T00:02:00Z",
          "created_by": "ana",
          "updated_at": "2026-01-01T00:04:00Z",
          "changed": true
        }
        "#
    );
}

#[test]
fn a_changed_secret() {
    let stage = Stage::with_vault();
    stage.ok_with("credential set org_abc123", "s3cret-one");
    assert_snapshot!(
        stage.run_with("credential set org_abc123 -o json --check none --description ''", "s3cret-two"),
        @r#"
        {
          "name": "org_abc123",
          "start": null,
          "description": null,
          "check": null,
          "created_at": "2026-01-01T00:02:00Z",
          "created_by": "ana",
          "updated_at": "2026-01-01T00:03:00Z",
          "changed": true
        }
        "#
    );
    assert_snapshot!(stage.run("credential get org_abc123 -o json"), @"s3cret-two");
}

#[test]
fn not_found() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("credential get nobody"), @"
    ! error: no credential 'nobody'
    ! hint: see `keywright credential list`
    exit 3
    ");
}

#[test]
fn list() {
    let stage = with_credentials();
    assert_snapshot!(stage.formats("credential list"), @r#"
    -o table:
    Name        Start  Check  Created               Updated
    org_abc123  -      -      2026-01-01T00:02:00Z  2026-01-01T00:02:00Z
    github/ci   -      yes    2026-01-01T00:03:00Z  2026-01-01T00:04:00Z
    -o json:
    {
      "items": [
        {
          "name": "org_abc123",
          "start": null,
          "description": null,
          "check": null,
          "created_at": "2026-01-01T00:02:00Z",
          "created_by": "ana",
          "updated_at": "2026-01-01T00:02:00Z"
        },
        {
          "name": "github/ci",
          "start": null,
          "description": "CI releases",
          "check": "probe 'my host'",
          "created_at": "2026-01-01T00:03:00Z",
          "created_by": "ana",
          "updated_at": "2026-01-01T00:04:00Z"
        }
      ],
      "next_cursor": null
    }
    -o jsonl:
    {"name":"org_abc123","start":null,"description":null,"check":null,"created_at":"2026-01-01T00:02:00Z","created_by":"ana","updated_at":"2026-01-01T00:02:00Z"}
    {"name":"github/ci","start":null,"description":"CI releases","check":"probe 'my host'","created_at":"2026-01-01T00:03:00Z","created_by":"ana","updated_at":"2026-01-01T00:04:00Z"}
    -o csv:
    name,start,description,check,created_at,created_by,updated_at
    org_abc123,,,,2026-01-01T00:02:00Z,ana,2026-01-01T00:02:00Z
    github/ci,,CI releases,probe 'my host',2026-01-01T00:03:00Z,ana,2026-01-01T00:04:00Z
    "#);
}

#[test]
fn what_is_no_secret() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("credential set x", ""), @"
    ! error: the secret is empty
    ! hint: pipe it in: `keywright … < secret.txt`
    exit 2
    ");
    assert_snapshot!(stage.run_with("credential set x", "\n"), @"
    ! error: the secret is empty
    ! hint: pipe it in: `keywright … < secret.txt`
    exit 2
    ");
    assert_snapshot!(stage.run_with("credential set x", &"x".repeat(65_537)), @"
    ! error: the secret is longer than 64 KiB, the maximum
    exit 2
    ");
}

#[test]
fn what_is_no_name() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("credential set 'a b'", "s"), @"
    ! error: invalid value 'a b' for '<NAME>': the name of a credential must be 1 to 128 of A-Z a-z 0-9 . _ / @ -, beginning with a letter or digit
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run_with("credential set ''", "s"), @"
    ! error: invalid value '' for '<NAME>': the name of a credential must be 1 to 128 of A-Z a-z 0-9 . _ / @ -, beginning with a letter or digit
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run_with("credential set -x", "s"), @"
    ! error: unexpected argument '-x' found
    !
    !   tip: to pass '-x' as a value, use '-- -x'
    !
    ! Usage: keywright credential set [OPTIONS] <NAME>
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn what_is_no_program() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run_with("credential set x --check ./probe", "s"), @"
    ! error: invalid value './probe' for '--check <COMMAND>': a hook must be a program, named by an absolute path or a bare name, and up to 63 arguments of at most 4096 bytes
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn remove() {
    let stage = with_credentials();
    assert_snapshot!(stage.run("credential remove github/ci"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
    stage.answers(&["n"]);
    assert_snapshot!(stage.run("credential remove github/ci"), @"
    ! error: not confirmed; nothing was changed
    exit 8
    ");
    assert_snapshot!(stage.run("credential remove github/ci --yes"), @"
    Name:           github/ci
    Description:    CI releases
    Check command:  probe 'my host'
    Created:        2026-01-01T00:03:00Z by ana
    Updated:        2026-01-01T00:04:00Z
    ! the secret stays valid wherever it is accepted; revoke it there
    ");
    assert_snapshot!(stage.run("credential remove github/ci -o json --yes"), @r#"
    ! {"error":{"code":"not_found","message":"no credential 'github/ci'","hint":"see `keywright credential list`"},"exit_code":3}
    exit 3
    "#);
    assert_snapshot!(stage.run("credential remove org_abc123 -o json --yes"), @r#"
    {
      "name": "org_abc123",
      "start": null,
      "description": null,
      "check": null,
      "created_at": "2026-01-01T00:02:00Z",
      "created_by": "ana",
      "updated_at": "2026-01-01T00:02:00Z",
      "changed": true
    }
    "#);
}

#[test]
fn changes_in_the_audit_log() {
    let stage = Stage::with_vault();
    stage.ok_with("credential set org_abc123", "s3cret-one\n");
    stage.ok_with("credential set org_abc123", "s3cret-one\r\n");
    stage.ok_with(CHECKED, "ghp_x\n\n");
    stage.ok_with("credential set github/ci", "ghp_y");
    stage.ok_with("credential set org_abc123 --check none --description ''", "s3cret-two");
    stage.ok("credential get org_abc123");
    stage.refused_with("credential set x", "");
    stage.ok("credential remove github/ci --yes");
    stage.refused("credential remove github/ci --yes");
    stage.ok("credential remove org_abc123 --yes");
    assert_snapshot!(stage.run("audit list -o csv --limit 0"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,credential.set,,org_abc123,,ana,identity
    3,2026-01-01T00:04:00Z,credential.set,,github/ci,,ana,identity
    4,2026-01-01T00:05:00Z,credential.set,,github/ci,,ana,identity
    5,2026-01-01T00:06:00Z,credential.set,,org_abc123,,ana,identity
    6,2026-01-01T00:07:00Z,credential.get,,org_abc123,,ana,identity
    7,2026-01-01T00:09:00Z,credential.remove,,github/ci,,ana,identity
    8,2026-01-01T00:11:00Z,credential.remove,,org_abc123,,ana,identity
    ");
}

#[test]
fn the_longest_secret_is_kept_whole() {
    let stage = Stage::with_vault();
    // Each of these characters needs six in JSON.
    let longest = "\u{1}".repeat(65_536);
    stage.ok_with("credential set long", &format!("{longest}\r\n"));
    assert!(stage.ok("credential get long") == format!("{longest}\n"));
}
