//! What is narrowed during a rotation stays so.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn both_keys_are_narrowed() {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read,write --resource acme --secret-only");
    let secret = stage.ok("rotate start ci --secret-only");
    assert_snapshot!(stage.run("key edit ci -s read --resource acme/products --label tier=gold"), @"
    Name:         ci
    ID:           key_2vuiuuwvliboysxkl3a6vx774e
    Version:      1
    Status:       active
    Start:        kw_45sj56jM
    Profile:      default
    Scopes:       read
    Resource:     acme/products
    Labels:       tier=gold
    Created:      2026-01-01T00:02:00Z by ana
    Expires:      never
    Replaced by:  key_jqhaogbs2utwssw6uv5vbxl3ee
    ");
    stage.ok_with("rotate confirm ci", &secret);
    assert_snapshot!(stage.run("key show ci"), @"
    Name:      ci
    ID:        key_jqhaogbs2utwssw6uv5vbxl3ee
    Version:   2
    Status:    active
    Start:     kw_KmP0XkyV
    Profile:   default
    Scopes:    read
    Resource:  acme/products
    Labels:    tier=gold
    Created:   2026-01-01T00:03:00Z by ana
    Expires:   never
    Replaces:  key_2vuiuuwvliboysxkl3a6vx774e
    ");
    // Confirmed, each is what it is.
    stage.ok("key edit ci --resource acme/products/7");
    assert_snapshot!(stage.run("key list -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,retiring,kw,kw_45sj56jM,default,"[""read""]",[],acme/products,,[],,,"{""tier"":""gold""}",2026-01-01T00:02:00Z,ana,,,,,,,2026-01-08T00:05:00Z,,key_jqhaogbs2utwssw6uv5vbxl3ee
    key_jqhaogbs2utwssw6uv5vbxl3ee,ci,2,active,kw,kw_KmP0XkyV,default,"[""read""]",[],acme/products/7,,[],,,"{""tier"":""gold""}",2026-01-01T00:03:00Z,ana,,,,,,,,key_2vuiuuwvliboysxkl3a6vx774e,
    "#);
}
