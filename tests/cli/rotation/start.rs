//! What is refused before and after `rotate start`.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::Stage;

fn started() -> Stage {
    let stage = with_key();
    stage.ok("key create other --secret-only");
    stage.ok("rotate start ci");
    stage
}

#[test]
fn what_start_refuses() {
    let stage = with_key();
    assert_snapshot!(stage.run("rotate start none"), @"
    ! error: no key 'none'
    ! hint: see `keywright key list`
    exit 3
    ");
    assert_snapshot!(stage.run("rotate start ci --grace -1"), @"
    ! error: invalid value '-1' for '--grace <DURATION>': a duration must be a whole number above 0 of days, or with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run("rotate start ci --encrypt-to nobody"), @"
    ! error: --encrypt-to: 'nobody' is not an age recipient, an SSH public key or a plugin recipient
    exit 2
    ");
    stage.ok("key disable ci");
    assert_snapshot!(stage.run("rotate start ci"), @"
    ! error: 'ci': it is disabled; only an active key can be rotated
    ! hint: enable it with `keywright key enable key_2vuiuuwvliboysxkl3a6vx774e`
    exit 4
    ");
}

#[test]
fn no_rotation_to_go_on_with() {
    let stage = with_key();
    assert_snapshot!(stage.run("rotate confirm ci"), @"
    ! error: no rotation of 'ci' is in progress
    ! hint: start one with `keywright rotate start ci`
    exit 4
    ");
    assert_snapshot!(stage.run("rotate finish ci"), @"
    ! error: no rotation of 'ci' is in progress
    ! hint: start one with `keywright rotate start ci`
    exit 4
    ");
    assert_snapshot!(stage.run("rotate abort ci --yes"), @"
    ! error: no rotation of 'ci' is in progress
    ! hint: start one with `keywright rotate start ci`
    exit 4
    ");
}

#[test]
fn what_a_rotation_stands_in_the_way_of() {
    let stage = started();
    assert_snapshot!(stage.run("rotate start ci"), @"
    ! error: 'ci' is already being rotated: its rotation is started
    ! hint: continue it, or abort it with `keywright rotate abort ci`; if the old key was leaked, `keywright key revoke key_2vuiuuwvliboysxkl3a6vx774e`
    exit 4
    ");
    assert_snapshot!(stage.run("key delete ci --yes"), @"
    ! error: 'ci' is being rotated, and key_2vuiuuwvliboysxkl3a6vx774e is part of the rotation
    ! hint: finish or abort the rotation first, or revoke both keys with `keywright key revoke ci --lineage`
    exit 4
    ");
    assert_snapshot!(stage.run("rotate finish ci"), @"
    ! error: 'ci': the new key is not confirmed yet
    ! hint: confirm the new secret with `keywright rotate confirm ci`
    exit 4
    ");
    assert_snapshot!(stage.run("rotate abort ci"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
}

#[test]
fn what_does_not_prove_the_new_secret() {
    let stage = with_key();
    let other = stage.ok("key create other --secret-only");
    stage.ok("rotate start ci");
    assert_snapshot!(stage.run_with("rotate confirm ci", ""), @"
    ! error: 'ci' is not confirmed: no secret was given; the new secret is read from stdin
    ! hint: pass the secret that the consumer uses now: `keywright rotate confirm ci < secret`
    exit 8
    ");
    assert_snapshot!(stage.run_with("rotate confirm ci", "\n"), @"
    ! error: 'ci' is not confirmed: no secret was given; the new secret is read from stdin
    ! hint: pass the secret that the consumer uses now: `keywright rotate confirm ci < secret`
    exit 8
    ");
    assert_snapshot!(stage.run_with("rotate confirm ci", "kw_nonsense\n"), @"
    ! error: 'ci' is not confirmed: that is not the new secret
    ! hint: pass the secret that the consumer uses now: `keywright rotate confirm ci < secret`
    exit 8
    ");
    assert_snapshot!(stage.run_with("rotate confirm ci", &other), @"
    ! error: 'ci' is not confirmed: that is the secret of 'other', not of 'ci'
    ! hint: pass the secret that the consumer uses now: `keywright rotate confirm ci < secret`
    exit 8
    ");
}
