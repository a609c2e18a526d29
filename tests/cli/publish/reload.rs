//! The program that makes servers load a new file.

use std::cell::Cell;
use std::rc::Rc;

use insta::assert_snapshot;

use super::unpublished;
use crate::stage::{Stage, exits};

/// A target with a program, its exit code, and how often it ran.
fn with_reload() -> (Stage, Rc<Cell<i32>>, Rc<Cell<u32>>) {
    let stage = unpublished();
    let (code, ran) = (Rc::new(Cell::new(1)), Rc::new(Cell::new(0)));
    let (answer, count) = (Rc::clone(&code), Rc::clone(&ran));
    stage.hooks(move |call| {
        assert_eq!((call.command.program(), call.command.arguments()), ("reloader", &["a b".to_owned()][..]));
        count.set(count.get() + 1);
        exits(answer.get(), "")
    });
    stage.ok("target edit edge --reload \"reloader 'a b'\"");
    (stage, code, ran)
}

#[test]
fn it_fails() {
    let (stage, _, _) = with_reload();
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome    Reason           Generation  Keys  Valid until
    edge    failed     never published  1           1     2026-01-31T00:06:00Z
    shop    published  never published  1           1     2026-01-31T00:06:00Z
    ! error: the file of target 'edge' was installed, but reloading the servers failed: reloader exited with 1 (attempt 4)
    ! hint: find out why `reloader 'a b'` fails, then run `keywright publish edge` to retry
    exit 11
    ");
    assert_snapshot!(stage.run("status --check"), @"
    Status:     something needs attention
    Keys:       1 active
    Attention:  target 'edge' has a file that its servers have not reloaded; run `keywright publish edge`
    Note:       no backup was made on this machine; `keywright vault backup FILE` makes one
    exit 8
    ");
    assert_snapshot!(stage.run("publish --check"), @"
    Target  Outcome     Reason          Generation  Keys  Valid until
    edge    due         reload pending  1           1     2026-01-31T00:06:00Z
    shop    up to date  -               1           1     2026-01-31T00:06:00Z
    exit 8
    ");
    assert_snapshot!(stage.run("publish -o json"), @r#"
    {
      "items": [
        {
          "name": "edge",
          "changed": false,
          "reason": "reload_pending",
          "path": "[HOME]/edge",
          "epoch": 1767225780,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:06:00Z",
          "error": "the file of target 'edge' was installed, but reloading the servers failed: reloader exited with 1 (attempt 4)",
          "admitted_until": [],
          "left_out": []
        },
        {
          "name": "shop",
          "changed": false,
          "reason": null,
          "path": "[HOME]/shop",
          "epoch": 1767225840,
          "generation": 1,
          "keys": 1,
          "valid_until": "2026-01-31T00:06:00Z",
          "error": null,
          "admitted_until": [],
          "left_out": []
        }
      ]
    }
    ! {"error":{"code":"incomplete","message":"the file of target 'edge' was installed, but reloading the servers failed: reloader exited with 1 (attempt 4)","hint":"find out why `reloader 'a b'` fails, then run `keywright publish edge` to retry"},"exit_code":11}
    exit 11
    "#);
}

#[test]
fn it_runs_until_it_has_succeeded_once() {
    let (stage, code, ran) = with_reload();
    stage.refused("publish");
    code.set(0);
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason          Generation  Keys  Valid until
    edge    published   reload pending  1           1     2026-01-31T00:06:00Z
    shop    up to date  -               1           1     2026-01-31T00:06:00Z
    ");
    let before = ran.get();
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       1           1     2026-01-31T00:06:00Z
    shop    up to date  -       1           1     2026-01-31T00:06:00Z
    ");
    assert_eq!(ran.get(), before);
}

#[test]
fn a_target_without_it_waits_for_no_program() {
    let (stage, code, _) = with_reload();
    code.set(0);
    stage.ok("publish");
    code.set(1);
    assert_snapshot!(stage.run("publish --force"), @"
    Target  Outcome    Reason  Generation  Keys  Valid until
    edge    failed     forced  2           1     2026-01-31T00:07:00Z
    shop    published  forced  2           1     2026-01-31T00:07:00Z
    ! error: the file of target 'edge' was installed, but reloading the servers failed: reloader exited with 1 (attempt 4)
    ! hint: find out why `reloader 'a b'` fails, then run `keywright publish edge` to retry
    exit 11
    ");
    stage.ok("target edit edge --reload none");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason          Generation  Keys  Valid until
    edge    published   reload pending  2           1     2026-01-31T00:07:00Z
    shop    up to date  -               2           1     2026-01-31T00:07:00Z
    ");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome     Reason  Generation  Keys  Valid until
    edge    up to date  -       2           1     2026-01-31T00:07:00Z
    shop    up to date  -       2           1     2026-01-31T00:07:00Z
    ");
}

#[test]
fn events_in_the_audit_log() {
    let (stage, code, _) = with_reload();
    stage.refused("publish");
    stage.refused("publish");
    code.set(0);
    stage.ok("publish");
    stage.ok("publish");
    code.set(1);
    stage.refused("publish --force");
    stage.ok("target edit edge --reload none");
    stage.ok("publish");
    stage.ok("publish");
    assert_snapshot!(stage.run("audit list --limit 0"), @"
    Seq  At                    Action           Subject  Key                             User  Slot      Detail
    1    2026-01-01T00:01:00Z  vault.init       -        -                               ana   identity  -
    2    2026-01-01T00:02:00Z  key.create       ci       key_2vuiuuwvliboysxkl3a6vx774e  ana   identity  -
    3    2026-01-01T00:03:00Z  target.add       edge     -                               ana   identity  jsonl to [HOME]/edge
    4    2026-01-01T00:04:00Z  target.add       shop     -                               ana   identity  haproxy to [HOME]/shop
    5    2026-01-01T00:05:00Z  target.edit      edge     -                               ana   identity  jsonl to [HOME]/edge
    6    2026-01-01T00:06:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 1, 1 key: never_published
    7    2026-01-01T00:06:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 1
    8    2026-01-01T00:06:00Z  publish.reload   edge     -                               ana   identity  epoch 1767225780, generation 1: failed: reloader exited with 1 (attempt 4)
    9    2026-01-01T00:06:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 1, 1 key: never_published
    10   2026-01-01T00:06:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 1
    11   2026-01-01T00:07:00Z  publish.reload   edge     -                               ana   identity  epoch 1767225780, generation 1: failed: reloader exited with 1 (attempt 4)
    12   2026-01-01T00:08:00Z  publish.reload   edge     -                               ana   identity  epoch 1767225780, generation 1: reloader exited with 0
    13   2026-01-01T00:10:00Z  publish.reserve  edge     -                               ana   identity  epoch 1767225780, generation 2, 1 key: forced
    14   2026-01-01T00:10:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 2
    15   2026-01-01T00:10:00Z  publish.reload   edge     -                               ana   identity  epoch 1767225780, generation 2: failed: reloader exited with 1 (attempt 4)
    16   2026-01-01T00:10:00Z  publish.reserve  shop     -                               ana   identity  epoch 1767225840, generation 2, 1 key: forced
    17   2026-01-01T00:10:00Z  publish.place    shop     -                               ana   identity  epoch 1767225840, generation 2
    18   2026-01-01T00:11:00Z  target.edit      edge     -                               ana   identity  jsonl to [HOME]/edge
    19   2026-01-01T00:12:00Z  publish.place    edge     -                               ana   identity  epoch 1767225780, generation 2
    ");
}
