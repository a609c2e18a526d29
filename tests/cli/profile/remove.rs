//! `profile remove`.

use insta::assert_snapshot;

use super::{REQUIRED, with_profile, with_profiles};

#[test]
fn it_asks_first() {
    let stage = with_profiles();
    assert_snapshot!(stage.run("profile remove plain"), @"
    ! error: this needs a confirmation, and there is no terminal to prompt on
    ! hint: add --yes
    exit 2
    ");
    stage.answers(&["n"]);
    assert_snapshot!(stage.run("profile remove plain"), @"
    ! error: not confirmed; nothing was changed
    exit 8
    ");
    stage.answers(&["y"]);
    assert_snapshot!(stage.run("profile remove plain"), @"Removed:  plain");
    assert_snapshot!(stage.run("profile remove plain --yes"), @"
    ! error: there is no profile 'plain'
    ! hint: see `keywright profile list`, or add it with `keywright profile add --from FILE`
    exit 3
    ");
    assert_snapshot!(stage.run("profile remove default --yes"), @"
    ! error: the profile 'default' is built in and cannot be removed
    exit 4
    ");
}

#[test]
fn every_format() {
    let stage = with_profiles();
    assert_snapshot!(stage.run("profile remove table --yes -o table"), @"Removed:  table");
    assert_snapshot!(stage.run("profile remove json --yes -o json"), @r#"
    {
      "name": "json",
      "changed": true
    }
    "#);
    assert_snapshot!(stage.run("profile remove jsonl --yes -o jsonl"), @r#"{"name":"jsonl","changed":true}"#);
    assert_snapshot!(stage.run("profile remove csv --yes -o csv"), @"
    name,changed
    csv,true
    ");
}

#[test]
fn changes_in_the_audit_log() {
    let stage = with_profiles();
    stage.refused_with("profile add --from -", "name = \"plain\"\n");
    stage.ok_with("profile edit plain --from -", "name = \"plain\"\nprefix = \"pl\"\n");
    stage.ok_with("profile edit plain --from -", "name = \"plain\"\nprefix = \"pl\"\n");
    stage.refused_with("profile edit plain --from -", "name = \"other\"\n");
    for name in ["plain", "table", "json", "jsonl", "csv"] {
        stage.ok(&format!("profile remove {name} --yes"));
    }
    assert_snapshot!(stage.run("audit list -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,profile.add,,table,,ana,identity
    3,2026-01-01T00:03:00Z,profile.add,,json,,ana,identity
    4,2026-01-01T00:04:00Z,profile.add,,jsonl,,ana,identity
    5,2026-01-01T00:05:00Z,profile.add,,csv,,ana,identity
    6,2026-01-01T00:06:00Z,profile.add,,plain,,ana,identity
    7,2026-01-01T00:08:00Z,profile.edit,,plain,,ana,identity
    8,2026-01-01T00:11:00Z,profile.remove,,plain,,ana,identity
    9,2026-01-01T00:12:00Z,profile.remove,,table,,ana,identity
    10,2026-01-01T00:13:00Z,profile.remove,,json,,ana,identity
    11,2026-01-01T00:14:00Z,profile.remove,,jsonl,,ana,identity
    12,2026-01-01T00:15:00Z,profile.remove,,csv,,ana,identity
    ");
}

#[test]
fn not_while_a_key_has_it() {
    let stage = with_profile();
    stage.ok(&format!("key create k {REQUIRED} -s write"));
    assert_snapshot!(stage.run("profile remove pakyas --yes"), @"
    ! error: the profile 'pakyas' is used by key_2vuiuuwvliboysxkl3a6vx774e 'k'
    ! hint: see `keywright key list --profile pakyas`, and revoke them first
    exit 4
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
    Description:  d
    Created:      2026-01-01T00:03:00Z by ana
    Expires:      2026-06-30T00:03:00Z
    Revoked:      2026-01-01T00:05:00Z
    ");
    assert_snapshot!(stage.run("profile remove pakyas --yes"), @"Removed:  pakyas");
}
