//! A key keeps to its profile when it is edited, and has a rotation policy of its own.

use insta::assert_snapshot;

use super::{REQUIRED, with_profile};
use crate::stage::Stage;

/// The profile, with room for next to nothing.
pub(super) const NARROW: &str = "name = \"pakyas\"\nscopes = [\"read\"]\nrequire = [\"environment\"]\nresource_levels = [\"one\"]\nenvironments = [\"dev\"]\nmax_expires = \"1d\"\n";

/// A rotation policy that is not that of the profile.
const POLICY: &str = "key edit k --rotate-every 60 --rotate-before 30d --grace 12h \
    --deliver \"gh secret set 'API KEY'\" --verify /bin/probe --revoked 'logger gone'";

fn with_key(options: &str) -> Stage {
    let stage = with_profile();
    stage.ok(&format!("key create k {REQUIRED} {options}"));
    stage
}

/// A key that the profile will not allow once it is [`NARROW`].
pub(super) fn widened() -> Stage {
    let stage = with_key("-s write");
    stage.ok("key edit k -s manage --widen");
    stage.ok("key edit k --expires 10");
    stage
}

#[test]
fn scopes() {
    let stage = with_key("-s write");
    assert_snapshot!(stage.run("key edit k -s admin --widen"), @"
    ! error: 'k': the profile 'pakyas' does not grant the scope 'admin'; its scopes are read, write, manage
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k -s manage"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'k' would get more rights than before: scopes
    ! hint: add --widen if that is intended
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k -s manage --widen"), @"
    Name:         k
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       manage, write, read
    Resource:     acme/api
    Owner:        ana
    Description:  d
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-06-30T00:03:00Z
    ");
}

#[test]
fn an_expiry() {
    let stage = with_key("-s write");
    stage.ok("key edit k -s manage --widen");
    assert_snapshot!(stage.run("key edit k --expires never"), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not 'never'
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --expires 366"), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not until 2027-01-02T00:06:00Z
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --expires 365"), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not until 2027-01-01T00:07:00Z
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --expires 10"), @"
    Name:         k
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       manage, write, read
    Resource:     acme/api
    Owner:        ana
    Description:  d
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-01-11T00:08:00Z
    ");
}

#[test]
fn other_fields() {
    let stage = with_key("-s write");
    assert_snapshot!(stage.run("key edit k --environment qa"), @"
    ! error: 'k': the profile 'pakyas' does not allow the environment 'qa'; its environments are dev, staging, prod
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --resource acme/api/deep"), @"
    ! error: 'k': the resource 'acme/api/deep' has 3 segments; the profile 'pakyas' has the levels workspace/api
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --description ''"), @"
    ! error: 'k': the profile 'pakyas' requires --description
    ! hint: see `keywright profile show pakyas`
    exit 2
    ");
}

#[test]
fn a_key_that_its_profile_no_longer_allows() {
    let stage = widened();
    assert_snapshot!(stage.run_with("profile edit pakyas --from -", NARROW), @"
    Name:             pakyas
    Scopes:           read
    Requires:         environment
    Resource:         one
    Environments:     dev
    Expires at most:  1d
    ! the rights of issued keys are unchanged; `keywright profile show` lists those outside of the limits
    ");
    assert_snapshot!(stage.run("key edit k --description 'still allowed'"), @"
    Name:         k
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       manage, write, read
    Resource:     acme/api
    Owner:        ana
    Description:  still allowed
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-01-11T00:05:00Z
    ");
    assert_snapshot!(stage.run("key edit k -s write,read"), @"
    Name:         k
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       write, read
    Resource:     acme/api
    Owner:        ana
    Description:  still allowed
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-01-11T00:05:00Z
    ");
    assert_snapshot!(stage.run("key revoke k --yes -q"), @"
    Name:         k
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       revoked
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       write, read
    Resource:     acme/api
    Owner:        ana
    Description:  still allowed
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-01-11T00:05:00Z
    Revoked:      2026-01-01T00:09:00Z
    ");
}

#[test]
fn a_rotation_policy_of_its_own() {
    let stage = with_key("");
    assert_snapshot!(stage.run(POLICY), @"
    Name:            k
    ID:              key_2vuiuuwvliboysxkl3a6vx774e
    Version:         1
    Status:          active
    Start:           pk_live_45sj56jM
    Profile:         pakyas
    Scopes:          read
    Resource:        acme/api
    Owner:           ana
    Description:     d
    Created:         2026-01-01T00:03:00Z by ana
    Expires:         2026-06-30T00:03:00Z
    Rotated every:   60d
    Rotated before:  30d
    Grace:           12h
    Deliver hook:    gh secret set 'API KEY'
    Verify hook:     /bin/probe
    Revoked hook:    logger gone
    ");
    assert_snapshot!(stage.run("key show k -o json"), @r#"
    {
      "id": "key_2vuiuuwvliboysxkl3a6vx774e",
      "name": "k",
      "version": 1,
      "status": "active",
      "prefix": "pk_live",
      "start": "pk_live_45sj56jM",
      "profile": "pakyas",
      "scopes": [
        "read"
      ],
      "roles": [],
      "resource": "acme/api",
      "environment": null,
      "networks": [],
      "owner": "ana",
      "description": "d",
      "labels": {},
      "created_at": "2026-01-01T00:03:00Z",
      "created_by": "ana",
      "not_before": null,
      "expires_at": "2026-06-30T00:03:00Z",
      "last_used_at": null,
      "disabled_at": null,
      "revoked_at": null,
      "revoked_reason": null,
      "retires_at": null,
      "predecessor": null,
      "successor": null,
      "admitted_until": null,
      "unknown_files": null
    }
    "#);
    assert_snapshot!(
        stage.run("key edit k --rotate-every none --rotate-before none --grace none --deliver none --verify none --revoked none"),
        @"
    Name:         k
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        pk_live_45sj56jM
    Profile:      pakyas
    Scopes:       read
    Resource:     acme/api
    Owner:        ana
    Description:  d
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-06-30T00:03:00Z
    "
    );
}

#[test]
fn a_rotation_policy_that_cannot_be() {
    let stage = with_key("");
    stage.ok(POLICY);
    assert_snapshot!(stage.run("key edit k --rotate-before 14d"), @"
    ! error: 'k': rotate_before 14d must be longer than pending_for 14d and grace 12h together
    ! hint: give a longer --rotate-before, or a shorter --grace
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --grace 20d"), @"
    ! error: 'k': rotate_before 30d must be longer than pending_for 14d and grace 20d together
    ! hint: give a longer --rotate-before, or a shorter --grace
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --rotate-every 1s --grace 5s --rotate-before 30d"), @"
    ! error: 'k': rotate_every 1s must be longer than grace 5s
    ! hint: give a longer --rotate-every, or a shorter --grace
    exit 4
    ");
    assert_snapshot!(stage.run("key edit k --deliver ./relative"), @"
    ! error: invalid value './relative' for '--deliver <COMMAND>': a hook must be a program, named by an absolute path or a bare name, and up to 63 arguments of at most 4096 bytes
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("key edit k --grace -1"), @"
    ! error: invalid value '-1' for '--grace <DURATION>': a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    !
    ! For more information, try '--help'.
    exit 2
    ");
}
