//! What an owner does in the middle of a rotation.

use insta::assert_snapshot;

use super::with_key;
use crate::stage::Stage;

/// The old key was revoked, the new one is confirmed.
fn revoked() -> Stage {
    let stage = with_key();
    stage.ok("rotate start ci");
    stage.ok("key revoke ci --yes");
    let secret = stage.ok("rotate secret ci --secret-only");
    stage.ok_with("rotate confirm ci", &secret);
    stage
}

#[test]
fn the_old_key_is_revoked() {
    let stage = with_key();
    stage.ok("rotate start ci");
    assert_snapshot!(stage.run("key revoke ci --yes -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor,changed
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,revoked,kw,kw_45sj56jM,default,"[""deploy""]",[],,,[],,,{},2026-01-01T00:02:00Z,ana,,2026-03-02T00:02:00Z,,,2026-01-01T00:04:00Z,,,,key_jqhaogbs2utwssw6uv5vbxl3ee,true
    ! no unexpired file that this vault knows of contains it
    "#);
    let secret = stage.ok("rotate secret ci --secret-only");
    assert_snapshot!(stage.run_with("rotate confirm ci", &secret), @"
    Name:     ci
    Step:     finished
    Old key:  v1, revoked, key_2vuiuuwvliboysxkl3a6vx774e
    New key:  v2, active, key_jqhaogbs2utwssw6uv5vbxl3ee
    ");
}

#[test]
fn the_old_key_is_compromised() {
    let stage = revoked();
    stage.ok("rotate start ci --compromised");
    assert_snapshot!(stage.run("key list -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,revoked,kw,kw_45sj56jM,default,"[""deploy""]",[],,,[],,,{},2026-01-01T00:02:00Z,ana,,2026-03-02T00:02:00Z,,,2026-01-01T00:04:00Z,,,,key_jqhaogbs2utwssw6uv5vbxl3ee
    key_jqhaogbs2utwssw6uv5vbxl3ee,ci,2,revoked,kw,kw_KmP0XkyV,default,"[""deploy""]",[],,,[],,,{},2026-01-01T00:03:00Z,ana,,2026-03-02T00:03:00Z,,,2026-01-01T00:07:00Z,compromised,,key_2vuiuuwvliboysxkl3a6vx774e,key_bniabnz2kpyjc3ety2huxg3lva
    key_bniabnz2kpyjc3ety2huxg3lva,ci,3,active,kw,kw_RaJrMfTq,default,"[""deploy""]",[],,,[],,,{},2026-01-01T00:07:00Z,ana,,2026-03-02T00:07:00Z,,,,,,key_jqhaogbs2utwssw6uv5vbxl3ee,
    "#);
    assert_snapshot!(stage.run("rotate abort ci --yes"), @"
    ! error: 'ci': the old key is revoked, so aborting would leave no working key
    ! hint: revoke the lineage with `keywright key revoke ci --lineage` if that is intended
    exit 4
    ");
    let secret = stage.ok("rotate secret ci --secret-only");
    assert_snapshot!(stage.run_with("rotate confirm ci", &secret), @"
    Name:     ci
    Step:     finished
    Old key:  v2, revoked, key_jqhaogbs2utwssw6uv5vbxl3ee
    New key:  v3, active, key_bniabnz2kpyjc3ety2huxg3lva
    ");
}

#[test]
fn a_whole_lineage_is_revoked() {
    let stage = revoked();
    stage.ok("rotate start ci --compromised");
    let secret = stage.ok("rotate secret ci --secret-only");
    stage.ok_with("rotate confirm ci", &secret);
    let secret = stage.ok("rotate start ci --secret-only");
    stage.ok_with("rotate confirm ci", &secret);
    assert_snapshot!(stage.run("key revoke ci --yes"), @"
    Name:      ci
    ID:        key_o2y76gtmwgzdoodep2y6uqgy6e
    Version:   4
    Status:    revoked
    Start:     kw_OyHUHuDd
    Profile:   default
    Scopes:    deploy
    Created:   2026-01-01T00:10:00Z by ana
    Expires:   2026-03-02T00:10:00Z
    Revoked:   2026-01-01T00:12:00Z
    Replaces:  key_bniabnz2kpyjc3ety2huxg3lva
    ! warning: 'ci' has only its old key left, which stops working at 2026-01-08T00:11:00Z; after that it has no working key
    ! no unexpired file that this vault knows of contains it
    ");
    assert_snapshot!(stage.run("key revoke ci --lineage --yes"), @"
    Name  Version  ID                              Start        Scopes  Created     Last used  Expires     Status
    ci    1        key_2vuiuuwvliboysxkl3a6vx774e  kw_45sj56jM  deploy  2026-01-01  -          2026-03-02  revoked
    ci    2        key_jqhaogbs2utwssw6uv5vbxl3ee  kw_KmP0XkyV  deploy  2026-01-01  -          2026-03-02  revoked
    ci    3        key_bniabnz2kpyjc3ety2huxg3lva  kw_RaJrMfTq  deploy  2026-01-01  -          2026-03-02  revoked
    ci    4        key_o2y76gtmwgzdoodep2y6uqgy6e  kw_OyHUHuDd  deploy  2026-01-01  -          2026-03-02  revoked
    ! no unexpired file that this vault knows of contains it
    ");
    assert_snapshot!(stage.run("rotate status"), @"Name  Step  Old key  New key  Deadline  Old key accepted until  Waits for  Attention");
}

/// The new secret stands just above: "it" would be that.
#[test]
fn the_key_that_servers_may_still_accept_is_named() {
    let stage = with_key();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl");
    stage.ok("publish");
    let told = |command: &str, which: &str| {
        let text = stage.run(command).stderr;
        let line = format!("servers of target 'edge' may still accept {which} until ");
        assert!(text.contains(&line) && !text.contains("accept it"), "{command}: {text}");
    };
    told("rotate start ci --compromised --publish", "the old key");
    stage.ok("key create two --secret-only --publish");
    let secret = stage.ok("rotate start two --secret-only --publish");
    stage.ok_with("rotate confirm two", &secret);
    told("rotate finish two --now --yes --publish", "the old key");
    stage.ok("rotate start two --secret-only --publish");
    told("rotate abort two --yes --publish", "the new key");
    stage.ok("rotate start two --secret-only --publish");
    let ids = stage.ok("key list two --status active,pending -o csv");
    for id in ids.lines().skip(1).map(|line| line.split(',').next().unwrap()) {
        assert!(id.starts_with("key_"), "{ids}");
    }
    let text = stage.run("key revoke two --lineage --yes --publish").stderr;
    for id in ids.lines().skip(1).map(|line| line.split(',').next().unwrap()) {
        assert!(text.contains(&format!("servers of target 'edge' may still accept {id} until ")), "{text}");
    }
}
