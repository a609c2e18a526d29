//! Keys of one lineage.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::{DAY, Stage};

#[test]
fn two_keys_of_a_lineage_do_not_come_to_live_side_by_side() {
    let stage = Stage::with_vault();
    stage.ok("key create app --expires 1d --secret-only");
    let listed = stage.ok("key show app -o jsonl");
    let id = listed.split('"').find(|word| word.starts_with("key_")).unwrap().to_owned();
    stage.later(2 * DAY);
    stage.ok("key create app --secret-only");
    stage.ok(&format!("key disable {id}"));
    assert_snapshot!(stage.run(&format!("key edit {id} --expires 90d")), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e is revoked or expired, and the name 'app' is now used by key_cswfo7g3f33ntbqhrnafjteysm
    ! hint: revoke that key first, or leave this one unchanged
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key edit {id} --expires 90d --widen")), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e is revoked or expired, and the name 'app' is now used by key_cswfo7g3f33ntbqhrnafjteysm
    ! hint: revoke that key first, or leave this one unchanged
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key enable {id}")), @"
    Name:     app
    ID:       key_2vuiuuwvliboysxkl3a6vx774e
    Version:  1
    Status:   expired
    Start:    kw_45sj56jM
    Profile:  default
    Created:  2026-01-01T00:02:00Z by ana
    Expires:  2026-01-02T00:02:00Z
    ");
}

#[test]
fn a_lineage_that_dies_unattended_is_reported() {
    let stage = with_key();
    stage.ok("rotate start ci --compromised --expires 10");
    stage.later(11 * DAY);
    assert_snapshot!(stage.run("rotate run"), @"
    Name  Step     New key      Waits for  Problem
    ci    aborted  v2, revoked  -          the new key expired before it was confirmed, and the old one is revoked: no key is left
    ! error: 1 thing could not be completed: 'ci': the new key expired before it was confirmed, and the old one is revoked: no key is left
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
    assert_snapshot!(stage.run("key list -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,revoked,kw,kw_45sj56jM,default,"[""deploy""]",[],,,[],,,{},2026-01-01T00:02:00Z,ana,,2026-03-02T00:02:00Z,,,2026-01-01T00:03:00Z,compromised,,,
    key_jqhaogbs2utwssw6uv5vbxl3ee,ci,2,revoked,kw,kw_KmP0XkyV,default,"[""deploy""]",[],,,[],,,{},2026-01-01T00:03:00Z,ana,,2026-01-11T00:03:00Z,,,2026-01-12T00:04:00Z,the secret was not delivered in time,,key_2vuiuuwvliboysxkl3a6vx774e,
    "#);
}

/// Half of a second is no grace at all, and the vault must be able to say so again.
#[test]
fn a_key_may_be_due_every_second() {
    let stage = Stage::with_vault();
    stage.ok("key create app --secret-only");
    stage.ok("key edit app --rotate-every 1s");
    let secret = stage.ok("rotate start app --secret-only");
    stage.ok_with("rotate confirm app", &secret);
    let status = stage.ok("rotate status -o csv");
    assert!(status.contains("confirmed"), "{status}");
}
