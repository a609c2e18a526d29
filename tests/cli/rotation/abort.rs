//! `rotate abort`.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::DAY;

#[test]
fn abort() {
    let stage = with_key();
    stage.ok("rotate start ci");
    assert_snapshot!(stage.run("rotate abort ci --yes"), @"
    Name:     ci
    Step:     aborted
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, revoked, key_jqhaogbs2utwssw6uv5vbxl3ee
    ! servers refuse the new key once they load a file published from now on
    ");
    assert_snapshot!(stage.run("rotate abort ci --yes"), @"
    Name:     ci
    Step:     aborted
    Old key:  v1, active, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, revoked, key_jqhaogbs2utwssw6uv5vbxl3ee
    ! already up to date
    ");
    assert_snapshot!(stage.run("rotate confirm ci"), @"
    ! error: 'ci' is not confirmed: no secret was given; the new secret is read from stdin
    ! hint: pass the secret that the consumer uses now: `keywright rotate confirm ci < secret`
    exit 8
    ");
    stage.ok("key disable ci");
    assert_snapshot!(stage.run("rotate start ci"), @"
    ! error: 'ci': it is disabled; only an active key can be rotated
    ! hint: enable it with `keywright key enable key_2vuiuuwvliboysxkl3a6vx774e`
    exit 4
    ");
}

#[test]
fn not_the_last_key_that_works() {
    let stage = with_key();
    stage.ok("rotate start ci --expires 90");
    stage.later(61 * DAY);
    assert_snapshot!(stage.run("rotate abort ci --yes"), @"
    ! error: 'ci': the old key is expired, so aborting would leave no working key
    ! hint: revoke the lineage with `keywright key revoke ci --lineage` if that is intended
    exit 4
    ");
}

#[test]
fn nor_does_finish_revoke_it() {
    let stage = with_key();
    let secret = stage.ok("rotate start ci --secret-only");
    stage.ok_with("rotate confirm ci", &secret);
    stage.ok("key disable ci");
    assert_snapshot!(stage.run("rotate finish ci --now --yes"), @"
    ! error: 'ci': the new key is disabled
    ! hint: enable it with `keywright key enable key_jqhaogbs2utwssw6uv5vbxl3ee`, or revoke the lineage with `keywright key revoke ci --lineage`
    exit 4
    ");
}
