//! `rotate run`.

use std::cell::RefCell;
use std::rc::Rc;

use insta::assert_snapshot;

use super::{PROFILE, with_profile};
use crate::stage::{DAY, exits};

/// The profile without its hooks.
fn without_hooks() -> String {
    PROFILE.split_once("[hooks]").unwrap().0.to_owned()
}

#[test]
fn from_the_first_step_to_the_last() {
    let stage = with_profile(PROFILE);
    let calls = Rc::new(RefCell::new(Vec::new()));
    let (log, up) = (Rc::clone(&calls), Rc::new(RefCell::new(false)));
    let is_up = Rc::clone(&up);
    stage.hooks(move |call| {
        let input = call.stdin.map_or(0, |secret| secret.expose().len());
        log.borrow_mut().push(format!("{} ({input} bytes)", call.command));
        let works = call.command.program() != "verify" || *is_up.borrow();
        exits(i32::from(!works), "")
    });
    assert_snapshot!(stage.run("rotate run"), @"");
    assert_snapshot!(stage.run("rotate run -o json"), @r#"
    {
      "items": []
    }
    "#);
    stage.later(30 * DAY);
    assert_snapshot!(stage.run("rotate run --dry-run"), @"
    Name  Step  Old key     Would do
    bot   -     v1, active  start, publish, deliver, verify, confirm, publish
    ");
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step       New key      Waits for                        Problem
    bot   delivered  v2, pending  the next `keywright rotate run`  the verify hook failed: verify exited with 1 (attempt 4)
    ! error: 1 thing could not be completed: 'bot': the verify hook failed: verify exited with 1 (attempt 4)
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step       Old key     New key      Deadline  Old key accepted until  Waits for                        Attention
    bot   delivered  v1, active  v2, pending  -         -                       the next `keywright rotate run`  the verify hook failed: verify exited with 1 (attempt 4) (at 2026-01-31T00:07:00Z)
    ");
    *up.borrow_mut() = true;
    assert_snapshot!(stage.run("rotate run --dry-run"), @"
    Name  Step       Old key     Would do
    bot   delivered  v1, active  verify, confirm, publish
    ");
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step       New key     Waits for                          Problem
    bot   confirmed  v2, active  the deadline 2026-02-02T00:10:00Z  -
    ");
    assert_snapshot!(stage.run("rotate run"), @"");
    stage.later(2 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step      New key     Waits for  Problem
    bot   finished  v2, active  -          -
    ");
    assert_snapshot!(stage.run("rotate run"), @"");
    assert_snapshot!(stage.run("audit list -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,profile.add,,deploy,,ana,identity
    3,2026-01-01T00:03:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,bot,,ana,identity
    4,2026-01-31T00:07:00Z,rotation.start,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,,ana,identity
    5,2026-01-31T00:07:00Z,rotation.deliver,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,deliver exited with 0,ana,identity
    6,2026-01-31T00:07:00Z,rotation.verify,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,verify exited with 1 (attempt 4),ana,identity
    7,2026-01-31T00:10:00Z,rotation.verify,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,verify exited with 0,ana,identity
    8,2026-01-31T00:10:00Z,rotation.confirm,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,by the verify hook's statement,ana,identity
    9,2026-02-02T00:12:00Z,key.revoke,key_2vuiuuwvliboysxkl3a6vx774e,bot,rotated,ana,identity
    10,2026-02-02T00:12:00Z,rotation.finish,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,,ana,identity
    11,2026-02-02T00:12:00Z,rotation.announce,key_jqhaogbs2utwssw6uv5vbxl3ee,bot,/usr/bin/tell exited with 0,ana,identity
    ");
    assert_snapshot!(calls.borrow().join("\n"), @"
    deliver 'to the shop' (58 bytes)
    verify (0 bytes)
    verify (0 bytes)
    verify (0 bytes)
    verify (0 bytes)
    verify (0 bytes)
    /usr/bin/tell (0 bytes)
    ");
}

#[test]
fn nobody_comes() {
    let profile = without_hooks().replace("rotate_every = \"30d\"", "rotate_before = \"28d\"");
    // A run starts it while there is a hook; what the hook would deliver waits for servers, and then it is gone.
    let stage = with_profile(&format!("{profile}[hooks]\ndeliver = [\"deliver\"]\n"));
    stage.ok("target add edge --format jsonl --path [HOME]/edge --pickup 10d");
    stage.ok("publish");
    stage.later(32 * DAY);
    stage.ok("rotate run");
    stage.ok("target remove edge --yes");
    stage.ok_with("profile edit deploy --from -", &profile);
    assert_snapshot!(stage.run("rotate run -o csv"), @"");
    stage.later(6 * DAY);
    assert_snapshot!(stage.run("rotate run -o csv"), @"");
    stage.later(8 * DAY);
    assert_snapshot!(stage.run("rotate run -o csv"), @r#"
    name,step,predecessor,successor,deadline,changed,waits_for,error
    bot,aborted,"{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:03:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""bot"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""dep"",""profile"":""deploy"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""dep_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}","{""created_at"":""2026-02-02T00:06:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-04-03T00:06:00Z"",""id"":""key_jqhaogbs2utwssw6uv5vbxl3ee"",""labels"":{},""last_used_at"":null,""name"":""bot"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":""key_2vuiuuwvliboysxkl3a6vx774e"",""prefix"":""dep"",""profile"":""deploy"",""resource"":null,""retires_at"":null,""revoked_at"":""2026-02-16T00:11:00Z"",""revoked_reason"":""the secret was not delivered in time"",""roles"":[],""scopes"":[],""start"":""dep_KmP0XkyV"",""status"":""revoked"",""successor"":null,""version"":2}",,true,,
    bot,,"{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:03:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""bot"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""dep"",""profile"":""deploy"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""dep_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}",,,false,"due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: run `keywright rotate start bot`","due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: run `keywright rotate start bot`"
    ! error: 1 thing could not be completed: 'bot': due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: run `keywright rotate start bot`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    "#);
    stage.later(DAY);
    assert_snapshot!(stage.run("rotate run -o csv"), @r#"
    name,step,predecessor,successor,deadline,changed,waits_for,error
    bot,,"{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:03:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""bot"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""dep"",""profile"":""deploy"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""dep_45sj56jM"",""status"":""active"",""successor"":null,""version"":1}",,,false,"due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: run `keywright rotate start bot`","due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: run `keywright rotate start bot`"
    ! error: 1 thing could not be completed: 'bot': due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: run `keywright rotate start bot`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    "#);
    stage.later(20 * DAY);
    assert_snapshot!(stage.run("rotate run -o csv"), @r#"
    name,step,predecessor,successor,deadline,changed,waits_for,error
    bot,,"{""created_at"":""2026-01-01T00:03:00Z"",""created_by"":""ana"",""description"":null,""disabled_at"":null,""environment"":null,""expires_at"":""2026-03-02T00:03:00Z"",""id"":""key_2vuiuuwvliboysxkl3a6vx774e"",""labels"":{},""last_used_at"":null,""name"":""bot"",""networks"":[],""not_before"":null,""owner"":null,""predecessor"":null,""prefix"":""dep"",""profile"":""deploy"",""resource"":null,""retires_at"":null,""revoked_at"":null,""revoked_reason"":null,""roles"":[],""scopes"":[],""start"":""dep_45sj56jM"",""status"":""expired"",""successor"":null,""version"":1}",,,false,"due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: it has expired; run `keywright key edit bot --expires DURATION --widen`, then run `keywright rotate start bot`","due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: it has expired; run `keywright key edit bot --expires DURATION --widen`, then run `keywright rotate start bot`"
    ! error: 1 thing could not be completed: 'bot': due for rotation since 2026-02-02T00:03:00Z, and without a deliver hook: it has expired; run `keywright key edit bot --expires DURATION --widen`, then run `keywright rotate start bot`
    ! hint: start it by hand, or give it a hook: `keywright key edit KEY --deliver COMMAND`
    exit 11
    "#);
}

#[test]
fn a_clock_that_went_backwards_decides_nothing() {
    let stage = with_profile(&PROFILE.replace("verify =", "# verify ="));
    stage.later(31 * DAY);
    stage.ok("rotate run");
    stage.later(40 * DAY);
    stage.ok("key create other --secret-only");
    stage.later(-20 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    ! error: the clock says 2026-02-21T00:06:00Z, but the vault has already seen 2026-03-13T00:05:00Z
    ! hint: set the clock right; if it is right now, add --accept-clock
    exit 4
    ");
    assert_snapshot!(stage.run("rotate run --dry-run"), @"
    ! error: the clock says 2026-02-21T00:07:00Z, but the vault has already seen 2026-03-13T00:05:00Z
    ! hint: set the clock right; if it is right now, add --accept-clock
    exit 4
    ");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step       Old key     New key      Deadline  Old key accepted until  Waits for                                      Attention
    bot   delivered  v1, active  v2, pending  -         -                       somebody to deliver the secret and confirm it  stuck since 2026-02-01T00:04:00Z; it waits for somebody to deliver the secret and confirm it
    ");
}
