//! A key that is due, and that no hook delivers: a person must rotate it.

use insta::assert_snapshot;

use crate::stage::{DAY, Stage};

/// Two keys that are due after thirty days, and one that is not.
fn stage() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create app --secret-only");
    stage.ok("key create 'CI deployer' --expires 40 --secret-only");
    stage.ok("key create other --secret-only");
    stage.ok("key edit app --rotate-every 30");
    stage.ok("key edit 'CI deployer' --rotate-every 30 --verify verify");
    stage.ok("vault backup [HOME]/backup");
    stage
}

#[test]
fn a_run_says_so_once_a_day() {
    let stage = stage();
    stage.later(29 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"");
    stage.later(DAY);
    assert_snapshot!(stage.run("rotate run --dry-run"), @"
    Name         Step  Old key     Would do
    CI deployer  -     v1, active  nothing: due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    app          -     v1, active  nothing: due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    ");
    assert_snapshot!(stage.run("rotate run --dry-run -o jsonl"), @r#"
    {"name":"CI deployer","step":null,"predecessor":{"id":"key_cswfo7g3f33ntbqhrnafjteysm","name":"CI deployer","version":1,"status":"active","prefix":"kw","start":"kw_dnHyZBIy","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:03:00Z","created_by":"ana","not_before":null,"expires_at":"2026-02-10T00:03:00Z","last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null},"successor":null,"deadline":null,"changed":false,"plan":[],"waits_for":"due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`"}
    {"name":"app","step":null,"predecessor":{"id":"key_2vuiuuwvliboysxkl3a6vx774e","name":"app","version":1,"status":"active","prefix":"kw","start":"kw_45sj56jM","profile":"default","scopes":[],"roles":[],"resource":null,"environment":null,"networks":[],"owner":null,"description":null,"labels":{},"created_at":"2026-01-01T00:02:00Z","created_by":"ana","not_before":null,"expires_at":null,"last_used_at":null,"disabled_at":null,"revoked_at":null,"revoked_reason":null,"retires_at":null,"predecessor":null,"successor":null},"successor":null,"deadline":null,"changed":false,"plan":[],"waits_for":"due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`"}
    "#);
    assert_snapshot!(stage.run("rotate run"), @"
    Name         Step  New key  Waits for             Problem
    CI deployer  -     -        somebody to start it  due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    app          -     -        somebody to start it  due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    ! error: 2 things could not be completed: 'CI deployer': due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`; 'app': due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    ");
    for command in ["rotate run", "rotate run -q", "rotate run app"] {
        assert_eq!(stage.run(command).to_string(), "");
        stage.later(3_600);
    }
    assert_snapshot!(stage.run("rotate run -o json"), @r#"
    {
      "items": [
        {
          "name": "CI deployer",
          "step": null,
          "predecessor": {
            "id": "key_cswfo7g3f33ntbqhrnafjteysm",
            "name": "CI deployer",
            "version": 1,
            "status": "active",
            "prefix": "kw",
            "start": "kw_dnHyZBIy",
            "profile": "default",
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
            "expires_at": "2026-02-10T00:03:00Z",
            "last_used_at": null,
            "disabled_at": null,
            "revoked_at": null,
            "revoked_reason": null,
            "retires_at": null,
            "predecessor": null,
            "successor": null
          },
          "successor": null,
          "deadline": null,
          "changed": false,
          "waits_for": "due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`",
          "error": null
        },
        {
          "name": "app",
          "step": null,
          "predecessor": {
            "id": "key_2vuiuuwvliboysxkl3a6vx774e",
            "name": "app",
            "version": 1,
            "status": "active",
            "prefix": "kw",
            "start": "kw_45sj56jM",
            "profile": "default",
            "scopes": [],
            "roles": [],
            "resource": null,
            "environment": null,
            "networks": [],
            "owner": null,
            "description": null,
            "labels": {},
            "created_at": "2026-01-01T00:02:00Z",
            "created_by": "ana",
            "not_before": null,
            "expires_at": null,
            "last_used_at": null,
            "disabled_at": null,
            "revoked_at": null,
            "revoked_reason": null,
            "retires_at": null,
            "predecessor": null,
            "successor": null
          },
          "successor": null,
          "deadline": null,
          "changed": false,
          "waits_for": "due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`",
          "error": null
        }
      ]
    }
    "#);
    assert_snapshot!(stage.run("rotate run --dry-run app"), @"
    Name  Step  Old key     Would do
    app   -     v1, active  nothing: due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    ");
    // The next day begins at midnight, so that a daily run that comes a moment earlier reports it as well.
    stage.later(21 * 3_600);
    assert_snapshot!(stage.run("rotate run -q app -o json"), @r#"
    {
      "items": [
        {
          "name": "app",
          "step": null,
          "predecessor": {
            "id": "key_2vuiuuwvliboysxkl3a6vx774e",
            "name": "app",
            "version": 1,
            "status": "active",
            "prefix": "kw",
            "start": "kw_45sj56jM",
            "profile": "default",
            "scopes": [],
            "roles": [],
            "resource": null,
            "environment": null,
            "networks": [],
            "owner": null,
            "description": null,
            "labels": {},
            "created_at": "2026-01-01T00:02:00Z",
            "created_by": "ana",
            "not_before": null,
            "expires_at": null,
            "last_used_at": null,
            "disabled_at": null,
            "revoked_at": null,
            "revoked_reason": null,
            "retires_at": null,
            "predecessor": null,
            "successor": null
          },
          "successor": null,
          "deadline": null,
          "changed": false,
          "waits_for": "due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`",
          "error": "due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`"
        }
      ]
    }
    ! {"error":{"code":"incomplete","message":"1 thing could not be completed: 'app': due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`","hint":"start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`"},"exit_code":11}
    exit 11
    "#);
    assert_snapshot!(stage.run("rotate run -q"), @"
    Name         Step  New key  Waits for             Problem
    CI deployer  -     -        somebody to start it  due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    ! error: 1 thing could not be completed: 'CI deployer': due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    ");
    assert_snapshot!(stage.run("rotate run -q"), @"");
    // That is not a change of the key.
    assert_snapshot!(stage.run("audit list --action key.edit -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    5,2026-01-01T00:05:00Z,key.edit,key_2vuiuuwvliboysxkl3a6vx774e,app,rotation,ana,identity
    6,2026-01-01T00:06:00Z,key.edit,key_cswfo7g3f33ntbqhrnafjteysm,CI deployer,rotation,ana,identity
    ");
    assert_snapshot!(stage.run("publish --check"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    ! there are no targets; see `keywright target add --help`
    ");
}

#[test]
fn status_says_so_from_the_day_it_is_due() {
    let stage = stage();
    stage.later(29 * DAY);
    stage.ok("vault backup [HOME]/backup2");
    assert_snapshot!(stage.run("status --check"), @"
    Status:            something needs attention
    Keys:              3 active
    Expires soon:      CI deployer (key_cswfo7g3f33ntbqhrnafjteysm) at 2026-02-10T00:03:00Z
    Rotation due:      app at 2026-01-31T00:02:00Z
    Rotation due:      CI deployer at 2026-01-31T00:03:00Z
    Note:              no server has these keys: nothing is published; `keywright target add --help` shows how
    Last backup here:  2026-01-30T00:08:00Z
    exit 8
    ");
    stage.later(DAY);
    assert_snapshot!(stage.run("status --check"), @"
    Status:            something needs attention
    Keys:              3 active
    Expires soon:      CI deployer (key_cswfo7g3f33ntbqhrnafjteysm) at 2026-02-10T00:03:00Z
    Rotation due:      app at 2026-01-31T00:02:00Z
    Rotation due:      CI deployer at 2026-01-31T00:03:00Z
    Attention:         'app' is due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    Attention:         'CI deployer' is due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    Note:              no server has these keys: nothing is published; `keywright target add --help` shows how
    Last backup here:  2026-01-30T00:08:00Z
    exit 8
    ");
    stage.refused("rotate run");
    assert_snapshot!(stage.run("status --check -q"), @"
    Status:            something needs attention
    Keys:              3 active
    Expires soon:      CI deployer (key_cswfo7g3f33ntbqhrnafjteysm) at 2026-02-10T00:03:00Z
    Rotation due:      app at 2026-01-31T00:02:00Z
    Rotation due:      CI deployer at 2026-01-31T00:03:00Z
    Attention:         'app' is due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    Attention:         'CI deployer' is due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    Note:              no server has these keys: nothing is published; `keywright target add --help` shows how
    Last backup here:  2026-01-30T00:08:00Z
    exit 8
    ");
    // Whoever follows the advice is left alone.
    stage.ok("rotate start app --secret-only");
    stage.ok("rotate start 'CI deployer' --secret-only");
    assert_snapshot!(stage.run("rotate run"), @"
    Name         Step       New key     Waits for                          Problem
    CI deployer  confirmed  v2, active  the deadline 2026-02-07T00:15:00Z  -
    ");
    assert_snapshot!(stage.run("status --check"), @"
    Status:            no problems found
    Keys:              3 active, 1 pending, 1 retiring
    Rotating:          app: started; waits for somebody to deliver the secret and confirm it
    Rotating:          CI deployer: confirmed; waits for the deadline 2026-02-07T00:15:00Z
    Note:              no server has these keys: nothing is published; `keywright target add --help` shows how
    Last backup here:  2026-01-30T00:08:00Z
    ");
}

#[test]
fn one_that_has_expired_is_extended_first() {
    let stage = stage();
    stage.later(45 * DAY);
    assert_snapshot!(stage.run("rotate run 'CI deployer'"), @"
    Name         Step  New key  Waits for             Problem
    CI deployer  -     -        somebody to start it  due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: it has expired; run `keywright key edit 'CI deployer' --expires DURATION --widen`, then run `keywright rotate start 'CI deployer'`
    ! error: 1 thing could not be completed: 'CI deployer': due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: it has expired; run `keywright key edit 'CI deployer' --expires DURATION --widen`, then run `keywright rotate start 'CI deployer'`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    ");
    stage.ok("key edit 'CI deployer' --expires 9d --widen");
    stage.ok("rotate start 'CI deployer' --secret-only");
}

/// A hook takes it over, and the loss of one gives it back.
#[test]
fn a_hook_makes_the_difference() {
    let stage = stage();
    stage.later(30 * DAY);
    stage.refused("rotate run");
    stage.ok("key edit app --deliver deliver");
    assert_snapshot!(stage.run("status --check"), @"
    Status:            something needs attention
    Keys:              3 active
    Expires soon:      CI deployer (key_cswfo7g3f33ntbqhrnafjteysm) at 2026-02-10T00:03:00Z
    Rotation due:      app at 2026-01-31T00:02:00Z
    Rotation due:      CI deployer at 2026-01-31T00:03:00Z
    Attention:         'CI deployer' is due for rotation since 2026-01-31T00:03:00Z, and without a deliver hook: run `keywright rotate start 'CI deployer'`
    Attention:         1 to be rotated now; run `keywright rotate run`
    Attention:         the last backup is of 2026-01-01T00:07:00Z; `keywright vault backup FILE` makes one
    Note:              no server has these keys: nothing is published; `keywright target add --help` shows how
    Last backup here:  2026-01-01T00:07:00Z
    exit 8
    ");
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step       New key      Waits for                                      Problem
    app   delivered  v2, pending  somebody to deliver the secret and confirm it  -
    ");
    stage.ok("rotate abort app --yes");
    stage.ok("key edit app --deliver none");
    // It was reported today.
    assert_snapshot!(stage.run("rotate run"), @"");
    stage.later(DAY);
    assert_snapshot!(stage.run("rotate run app"), @"
    Name  Step  New key  Waits for             Problem
    app   -     -        somebody to start it  due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    ! error: 1 thing could not be completed: 'app': due for rotation since 2026-01-31T00:02:00Z, and without a deliver hook: run `keywright rotate start app`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    ");
}

#[test]
fn many_are_counted() {
    let stage = Stage::with_vault();
    stage.ok_with("profile add --from -", "name = \"p\"\nrotate_every = \"1d\"\n");
    let lines: Vec<String> = (0..23).map(|n| format!("{{\"name\":\"k{n}\",\"profile\":\"p\"}}\n")).collect();
    stage.ok_with("key create --from -", &lines.concat());
    stage.later(2 * DAY);
    let text = stage.run("status").to_string();
    assert_eq!(text.matches("without a deliver hook: run").count(), 20, "{text}");
    assert!(text.contains("3 more are due for rotation"), "{text}");
}
