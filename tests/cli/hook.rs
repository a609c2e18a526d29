//! `hook`, and programs that are set.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::rc::Rc;

use insta::assert_snapshot;
use keywright::ports::{HookEnd, HookOutput};

use crate::stage::{Stage, exits};

const PROFILE: &str = r#"
name = "deploy"
prefix = "dep"
[hooks]
deliver = ["deliver", "to the shop"]
verify = ["verify"]
timeout = "5s"
retries = 3
env = ["TOKEN"]
"#;

fn with_hooks() -> Stage {
    let mut stage = Stage::with_vault();
    stage.set("TOKEN", "t");
    stage.ok_with("profile add --from -", PROFILE);
    stage.ok("key create bot --profile deploy --secret-only");
    stage
}

#[test]
fn it_is_run_as_a_rotation_would() {
    let stage = with_hooks();
    let calls = Rc::new(RefCell::new(String::new()));
    let log = Rc::clone(&calls);
    stage.hooks(move |call| {
        let mut log = log.borrow_mut();
        writeln!(log, "{} in {}", call.command, call.timeout).unwrap();
        for (name, value) in call.environment {
            writeln!(log, "  {}={}", name.display(), value.display()).unwrap();
        }
        // Its form is that of a key.
        let secret = call.stdin.map_or("-", |secret| secret.start().unwrap_or("no key"));
        writeln!(log, "  {}", secret.split('_').next().unwrap()).unwrap();
        exits(0, "delivered")
    });
    assert_snapshot!(stage.formats("hook test bot deliver"), @r#"
    -o table:
    Name:      bot
    Step:      deliver
    Command:   deliver 'to the shop'
    Outcome:   deliver exited with 0
    Duration:  0.007s
    Stdout:    delivered
    -o json:
    {
      "name": "bot",
      "id": "key_2vuiuuwvliboysxkl3a6vx774e",
      "step": "deliver",
      "command": "deliver 'to the shop'",
      "succeeded": true,
      "exit_code": 0,
      "outcome": "deliver exited with 0",
      "duration_ms": 7,
      "stdout": "delivered",
      "stderr": ""
    }
    -o jsonl:
    {"name":"bot","id":"key_2vuiuuwvliboysxkl3a6vx774e","step":"deliver","command":"deliver 'to the shop'","succeeded":true,"exit_code":0,"outcome":"deliver exited with 0","duration_ms":7,"stdout":"delivered","stderr":""}
    -o csv:
    name,id,step,command,succeeded,exit_code,outcome,duration_ms,stdout,stderr
    bot,key_2vuiuuwvliboysxkl3a6vx774e,deliver,deliver 'to the shop',true,0,deliver exited with 0,7,delivered,
    "#);
    let first = calls.borrow().lines().take(10).collect::<Vec<_>>().join("\n");
    assert_snapshot!(first.replace(stage.path("").trim_end_matches('/'), "[HOME]"), @"
    deliver 'to the shop' in 5s
      HOME=[HOME]
      KEYWRIGHT_HOOK_TEST=1
      KEYWRIGHT_KEY_ID=key_2vuiuuwvliboysxkl3a6vx774e
      KEYWRIGHT_KEY_NAME=bot
      KEYWRIGHT_STEP=deliver
      KEYWRIGHT_VERSION=1
      PATH=/usr/local/bin:/usr/bin:/bin
      TOKEN=t
      dep
    ");
    assert_snapshot!(stage.run("key list"), @"
    Name  ID                              Start         Scopes  Created     Last used  Expires  Status
    bot   key_2vuiuuwvliboysxkl3a6vx774e  dep_45sj56jM  -       2026-01-01  -          never    active
    ");
    assert_snapshot!(stage.run("rotate status"), @"Name  Step  Old key  New key  Deadline  Old key accepted until  Waits for  Attention");
    assert_snapshot!(stage.run("audit list --action hook -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    4,2026-01-01T00:04:00Z,hook.test,key_2vuiuuwvliboysxkl3a6vx774e,bot,deliver: deliver exited with 0,ana,identity
    5,2026-01-01T00:05:00Z,hook.test,key_2vuiuuwvliboysxkl3a6vx774e,bot,deliver: deliver exited with 0,ana,identity
    6,2026-01-01T00:06:00Z,hook.test,key_2vuiuuwvliboysxkl3a6vx774e,bot,deliver: deliver exited with 0,ana,identity
    7,2026-01-01T00:07:00Z,hook.test,key_2vuiuuwvliboysxkl3a6vx774e,bot,deliver: deliver exited with 0,ana,identity
    ");
}

#[test]
fn one_that_fails_is_tried_once() {
    let stage = with_hooks();
    let count = Rc::new(RefCell::new(0));
    let runs = Rc::clone(&count);
    stage.hooks(move |_| {
        *runs.borrow_mut() += 1;
        HookOutput { stderr: b"cannot\nreach the shop".to_vec().into(), ..exits(3, "") }
    });
    assert_snapshot!(stage.run("hook test bot verify"), @"
    Name:      bot
    Step:      verify
    Command:   verify
    Outcome:   verify exited with 3
    Duration:  0.007s
    Stderr:    cannot reach the shop
    exit 8
    ");
    assert_eq!(*count.borrow(), 1);
    stage.hooks(|_| HookOutput { end: HookEnd::TimedOut, ..exits(0, "") });
    assert_snapshot!(stage.run("hook test bot deliver -o json"), @r#"
    {
      "name": "bot",
      "id": "key_2vuiuuwvliboysxkl3a6vx774e",
      "step": "deliver",
      "command": "deliver 'to the shop'",
      "succeeded": false,
      "exit_code": null,
      "outcome": "deliver took longer than 5s and was killed",
      "duration_ms": 7,
      "stdout": "",
      "stderr": ""
    }
    exit 8
    "#);
    stage.hooks(|_| HookOutput {
        end: HookEnd::NotStarted(std::io::ErrorKind::NotFound.into()),
        ..exits(0, "")
    });
    assert_snapshot!(stage.run("hook test bot deliver -o jsonl"), @r#"
    {"name":"bot","id":"key_2vuiuuwvliboysxkl3a6vx774e","step":"deliver","command":"deliver 'to the shop'","succeeded":false,"exit_code":null,"outcome":"deliver cannot be started: entity not found","duration_ms":7,"stdout":"","stderr":""}
    exit 8
    "#);
}

#[test]
fn the_dummy_secret_is_not_shown_and_is_no_key() {
    let stage = with_hooks();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let arrived = Rc::clone(&seen);
    stage.hooks(move |call| {
        let secret = call.stdin.unwrap().expose().to_owned();
        let said = format!("it is {secret}").into_bytes();
        arrived.borrow_mut().push(secret.clone());
        HookOutput { stderr: said.into(), ..exits(0, &secret) }
    });
    assert_snapshot!(stage.run("hook test bot deliver"), @"
    Name:      bot
    Step:      deliver
    Command:   deliver 'to the shop'
    Outcome:   deliver exited with 0
    Duration:  0.007s
    Stdout:    [output withheld: it held a part of the secret]
    Stderr:    [output withheld: it held a part of the secret]
    ");
    stage.ok("hook test bot deliver");
    let seen = seen.borrow();
    assert_ne!(seen[0], seen[1]);
    for secret in seen.iter() {
        let answer = stage.run_with("key verify -o json", secret);
        assert!(answer.to_string().contains("\"unknown\"") && answer.code == 8, "{answer}");
        assert!(!stage.transcript().contains(secret.as_str()));
        assert!(!stage.ok("audit list --limit 0 -o json").contains(secret.as_str()));
    }
}

/// With echo, stdout is the secret of the consumer, which may be of any form.
#[test]
fn what_an_echo_prints_is_not_shown() {
    let stage = with_hooks();
    stage.ok_with("profile edit deploy --from -", &PROFILE.replace("timeout", "verify_echo = true\ntimeout"));
    stage.hooks(|_| exits(0, "hunter2\n"));
    assert_snapshot!(stage.run("hook test bot verify"), @"
    Name:      bot
    Step:      verify
    Command:   verify
    Outcome:   verify exited with 0
    Duration:  0.007s
    Stdout:    not shown: with verify_echo it is the consumer's secret
    ");
    stage.hooks(|_| exits(0, "\n"));
    assert_snapshot!(stage.run("hook test bot verify"), @"
    Name:      bot
    Step:      verify
    Command:   verify
    Outcome:   verify exited with 0, but printed nothing, and with verify_echo it must print the secret
    Duration:  0.007s
    Stdout:    not shown: with verify_echo it is the consumer's secret
    exit 8
    ");
}

#[test]
fn what_there_is_not() {
    let stage = with_hooks();
    assert_snapshot!(stage.run("hook test bot revoked"), @"
    ! error: 'bot' has no revoked hook, and neither has its profile
    ! hint: set one with `keywright key edit bot --revoked COMMAND`
    exit 3
    ");
    assert_snapshot!(stage.run("hook test nobody deliver"), @"
    ! error: no key 'nobody'
    ! hint: see `keywright key list`
    exit 3
    ");
    stage.later(-400_000);
    assert_snapshot!(stage.run("hook test bot deliver"), @"
    ! error: the clock says 2025-12-27T08:59:20Z, but the vault has already seen 2026-01-01T00:03:00Z
    ! hint: set the clock right; if it is right now, add --accept-clock
    exit 4
    ");
}

#[test]
fn what_is_missing_is_not_set() {
    let stage = with_hooks();
    assert_snapshot!(stage.run("key edit bot --deliver '/opt/missing --now'"), @"
    ! error: --deliver: it is missing
    ! hint: install it first, or add --force if it comes later
    exit 2
    ");
    assert_snapshot!(stage.run("key edit bot --deliver /opt/missing --force -o json"), @r#"
    {
      "id": "key_2vuiuuwvliboysxkl3a6vx774e",
      "name": "bot",
      "version": 1,
      "status": "active",
      "prefix": "dep",
      "start": "dep_45sj56jM",
      "profile": "deploy",
      "scopes": [],
      "roles": [],
      "resource": null,
      "environment": null,
      "networks": [],
      "owner": null,
      "description": null,
      "labels": {},
      "created_at": "2026-01-01T00:03:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": null,
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": null,
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "changed": true,
      "warnings": [
        "--deliver: it is missing"
      ]
    }
    "#);
    assert_snapshot!(stage.run("key edit bot --verify /open/verify"), @"
    Name:          bot
    ID:            key_2vuiuuwvliboysxkl3a6vx774e
    Version:       1
    Status:        active
    Start:         dep_45sj56jM
    Profile:       deploy
    Created:       2026-01-01T00:03:00Z by ana
    Expires:       never
    Deliver hook:  /opt/missing
    Verify hook:   /open/verify
    ! warning: --verify: other users can write to '/open', and so decide what is run
    ");
    assert_snapshot!(
        stage.run_with("profile edit deploy --from -", &PROFILE.replace("\"verify\"", "\"missing\"")), @"
    ! error: --from: hooks.verify: 'missing': it is missing
    ! hint: install it first, or add --force if it comes later
    exit 2
    ");
    // What is cleared, and what is not changed, is not looked at.
    stage.ok("key edit bot --deliver none --owner ana");
}
