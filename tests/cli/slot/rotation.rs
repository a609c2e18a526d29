//! Rotations by somebody else than the maker of a key.

use insta::assert_snapshot;

use super::{by, team};
use crate::stage::DAY;

/// A rotation by somebody else, or by cron, does not take a key away from whoever made it.
#[test]
fn a_rotated_key_stays_its_makers() {
    let stage = team();
    stage.ok("key create bens --secret-only --identity [HOME]/ben");
    let secret = stage.ok("rotate start bens --secret-only");
    stage.ok_with("rotate confirm bens", &secret);
    assert_snapshot!(by(&stage, "eve", "rotate finish bens --now --yes"), @"
    ! error: the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'bens' was created by 'ben'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
    assert_snapshot!(by(&stage, "ben", "rotate finish bens --now --yes"), @"
    Name:      bens
    Step:      finished
    Old key:   v1, revoked, key_2j5i3gunhdd2g7eserikpimwd4
    New key:   v2, active, key_unegegsso4e2pu5hd3wbrxt3wi
    Deadline:  2026-01-08T00:10:00Z
    ! servers refuse the old key once they load a file published from now on
    ");
    assert_snapshot!(by(&stage, "ben", "key revoke bens -y"), @"
    Name:      bens
    ID:        key_unegegsso4e2pu5hd3wbrxt3wi
    Version:   2
    Status:    revoked
    Start:     kw_ikP1CZO6
    Profile:   default
    Created:   2026-01-01T00:09:00Z by ana
    Expires:   never
    Revoked:   2026-01-01T00:13:00Z
    Replaces:  key_2j5i3gunhdd2g7eserikpimwd4
    ! no unexpired file that this vault knows of contains it
    ");
}

/// Unattended, too, what a role does not allow is reported and leaves a trace.
#[test]
fn a_run_keeps_to_the_role_of_its_slot() {
    let stage = team();
    stage.ok("key create ci --expires 60 --secret-only");
    stage.ok("key edit ci --rotate-every 30d --deliver deliver");
    stage.later(31 * DAY);
    assert_snapshot!(by(&stage, "eve", "rotate run"), @"
    Name  Step  New key  Waits for  Problem
    ci    -     -        -          the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'
    ! error: 1 thing could not be completed: 'ci': the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    assert_snapshot!(stage.run("audit list --action refused -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    7,2026-02-01T00:10:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,ci,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'ci' was created by 'identity'",ana,eve
    "#);
    assert_snapshot!(stage.run("rotate run -o json"), @r#"
    {
      "items": [
        {
          "name": "ci",
          "step": "delivered",
          "predecessor": {
            "id": "key_2j5i3gunhdd2g7eserikpimwd4",
            "name": "ci",
            "version": 1,
            "status": "active",
            "prefix": "kw",
            "start": "kw_VWYnUMV7",
            "profile": "default",
            "scopes": [],
            "roles": [],
            "resource": null,
            "environment": null,
            "networks": [],
            "owner": null,
            "description": null,
            "labels": {},
            "created_at": "2026-01-01T00:08:00Z",
            "created_by": "ana",
            "not_before": null,
            "expires_at": "2026-03-02T00:08:00Z",
            "last_used_at": null,
            "disabled_at": null,
            "revoked_at": null,
            "revoked_reason": null,
            "retires_at": null,
            "predecessor": null,
            "successor": "key_unegegsso4e2pu5hd3wbrxt3wi"
          },
          "successor": {
            "id": "key_unegegsso4e2pu5hd3wbrxt3wi",
            "name": "ci",
            "version": 2,
            "status": "pending",
            "prefix": "kw",
            "start": "kw_ikP1CZO6",
            "profile": "default",
            "scopes": [],
            "roles": [],
            "resource": null,
            "environment": null,
            "networks": [],
            "owner": null,
            "description": null,
            "labels": {},
            "created_at": "2026-02-01T00:12:00Z",
            "created_by": "ana",
            "not_before": null,
            "expires_at": "2026-04-02T00:12:00Z",
            "last_used_at": null,
            "disabled_at": null,
            "revoked_at": null,
            "revoked_reason": null,
            "retires_at": null,
            "predecessor": "key_2j5i3gunhdd2g7eserikpimwd4",
            "successor": null
          },
          "deadline": null,
          "changed": true,
          "waits_for": "somebody to deliver the secret and confirm it",
          "error": null
        }
      ]
    }
    "#);
}
