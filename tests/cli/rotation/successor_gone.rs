//! A new key that is revoked holds nothing up.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::{DAY, Stage};

/// No file holds a successor that was revoked, so waiting for one would take for ever.
#[test]
fn it_keeps_no_rotation_open() {
    let stage = with_key();
    stage.ok("target add edge --format jsonl --path [HOME]/keys.jsonl");
    stage.ok("publish");
    let secret = stage.ok("rotate start ci --grace 2d --secret-only");
    stage.ok("publish");
    stage.ok_with("rotate confirm ci", &secret);
    stage.ok("key revoke ci --yes");
    stage.ok("publish");
    stage.later(3 * DAY);
    stage.ok("rotate run");
    let open = stage.ok("rotate status -o json");
    assert!(open.contains("\"items\": []"), "{open}");
    stage.ok("key create ci --secret-only");
    stage.ok("rotate start ci --secret-only");
}

/// Confirmed while a target has both keys.
fn confirmed() -> Stage {
    let stage = with_key();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl");
    let secret = stage.ok("rotate start ci --grace 2d --secret-only");
    stage.ok("publish");
    stage.ok_with("rotate confirm ci", &secret);
    stage
}

#[test]
fn it_is_revoked_and_published() {
    let stage = confirmed();
    assert_snapshot!(stage.run("key revoke ci --yes --publish"), @"
    Name:      ci
    ID:        key_jqhaogbs2utwssw6uv5vbxl3ee
    Version:   2
    Status:    revoked
    Start:     kw_KmP0XkyV
    Profile:   default
    Scopes:    deploy
    Created:   2026-01-01T00:04:00Z by ana
    Expires:   2026-03-02T00:04:00Z
    Revoked:   2026-01-01T00:07:00Z
    Replaces:  key_2vuiuuwvliboysxkl3a6vx774e
    ! warning: 'ci' has only its old key left, which stops working at 2026-01-03T00:06:00Z; after that it has no working key
    ! published 'edge': generation 2, valid until 2026-01-31T00:07:00Z
    ! servers of target 'edge' may still accept it until 2026-01-31T00:05:00Z, or until they load a newer file
    ");
    assert_snapshot!(stage.run("rotate status"), @"
    Name  Step       Old key       New key      Deadline              Old key accepted until  Waits for                          Attention
    ci    confirmed  v1, retiring  v2, revoked  2026-01-03T00:06:00Z  2026-01-31T00:05:00Z    the deadline 2026-01-03T00:06:00Z  -
    ");
}

#[test]
fn the_rotation_ends_and_the_name_is_free() {
    let stage = confirmed();
    stage.ok("key revoke ci --yes --publish");
    stage.later(2 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step      New key      Waits for  Problem
    ci    finished  v2, revoked  -          -
    ");
    assert_snapshot!(stage.run("rotate status"), @"Name  Step  Old key  New key  Deadline  Old key accepted until  Waits for  Attention");
    assert_snapshot!(stage.run("key create ci --secret-only"), @"
    kw_H98q2aEO5Vc4emwVe4pEbAjmKESCudjBI0xwLsLkNCJDVjip1dPMQ6
    ! the secret cannot be shown again
    ");
    assert_snapshot!(stage.run("rotate start ci"), @"
    Name:     ci
    Step:     started
    Old key:  v3, active, key_lesfcniwuwmtinpmjisamebqji
    New key:  v4, pending, key_o2y76gtmwgzdoodep2y6uqgy6e

    Secret (can be shown again until confirmed):
    kw_OyHUHuDd0MaIhbQVJE5cXVdbhReWpXfoVWYnUMV7gMxHDkfE1r77qX
    ! warning: publish, and let the servers load the file, before the consumer switches to the new secret
    ! then confirm the new secret with `keywright rotate confirm ci`
    ");
}
