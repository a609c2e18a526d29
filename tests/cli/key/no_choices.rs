//! When `key create` offers no choices though there is a terminal: an answer is left.

use insta::assert_snapshot;

use super::choices::with_keys;

#[test]
fn no_prompt_in_json_or_without_input() {
    let stage = with_keys();
    stage.answers(&["left"]);
    assert_snapshot!(stage.run("key create k --profile nitro -o json"), @r#"
    ! {"error":{"code":"usage","message":"'k': the profile 'nitro' requires --resource (workspace/api)","hint":"see `keywright profile show nitro`"},"exit_code":2}
    exit 2
    "#);
    assert_snapshot!(stage.run("key create k --profile nitro -o jsonl"), @r#"
    ! {"error":{"code":"usage","message":"'k': the profile 'nitro' requires --resource (workspace/api)","hint":"see `keywright profile show nitro`"},"exit_code":2}
    exit 2
    "#);
    assert_snapshot!(stage.run("key create k --profile nitro --no-input"), @"
    ! error: 'k': the profile 'nitro' requires --resource (workspace/api)
    ! hint: see `keywright profile show nitro`
    exit 2
    ");
}

#[test]
fn no_prompt_for_what_is_refused_anyway() {
    let stage = with_keys();
    stage.answers(&["left"]);
    assert_snapshot!(stage.run("key create k --profile nitro --roles boss"), @"
    ! error: 'k': the profile 'nitro' has no role 'boss'
    ! hint: see `keywright profile show nitro`
    exit 4
    ");
    assert_snapshot!(stage.run("key create k --profile strict -s fly"), @"
    ! error: 'k': the profile 'strict' does not grant the scope 'fly'; its scopes are read, write; it also requires --description, --owner, --resource (tenant/shop/till), --environment (dev, prod), --expires
    ! hint: see `keywright profile show strict`
    exit 4
    ");
    assert_snapshot!(stage.run("key create k --profile nobody"), @"
    ! error: there is no profile 'nobody'
    ! hint: see `keywright profile list`, or add it with `keywright profile add --from FILE`
    exit 3
    ");
    assert_snapshot!(stage.run("key create a --profile nitro"), @"
    ! error: the name 'a' is taken by key_2vuiuuwvliboysxkl3a6vx774e, which is active
    ! hint: choose another name, or revoke that key first
    exit 4
    ");
}

#[test]
fn no_prompt_where_nothing_is_missing() {
    let stage = with_keys();
    stage.answers(&["left"]);
    assert_snapshot!(stage.run("key create whole --profile nitro --resource acme"), @"
    Name:      whole
    ID:        key_tghja673wnhxdrtlnxdmid7jrq
    Version:   1
    Status:    active
    Start:     nitro_dAaQKv9h
    Profile:   nitro
    Resource:  acme
    Created:   2026-01-01T00:10:00Z by ana
    Expires:   never

    Secret (shown only once):
    nitro_dAaQKv9hPhUoOazs5aQ368yBMaU53tTCsp7DTGu8TGwKQrxW3SHz3Q
    ! the secret cannot be shown again
    ");
}

#[test]
fn no_prompt_for_lines() {
    let stage = with_keys();
    stage.answers(&["left"]);
    assert_snapshot!(stage.run_with("key create --from -", r#"{"name":"bulk","profile":"nitro"}"#), @"
    ! error: --from: line 1: 'bulk': the profile 'nitro' requires --resource (workspace/api)
    ! hint: see `keywright profile show nitro`
    exit 2
    ");
    stage.ok("key create plain");
    assert_snapshot!(stage.run("audit list -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,profile.add,,strict,,ana,identity
    3,2026-01-01T00:03:00Z,profile.add,,open,,ana,identity
    4,2026-01-01T00:04:00Z,profile.add,,nitro,,ana,identity
    5,2026-01-01T00:05:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,a,,ana,identity
    6,2026-01-01T00:06:00Z,key.create,key_cswfo7g3f33ntbqhrnafjteysm,b,,ana,identity
    7,2026-01-01T00:07:00Z,key.create,key_lesfcniwuwmtinpmjisamebqji,c,,ana,identity
    8,2026-01-01T00:08:00Z,key.create,key_2j5i3gunhdd2g7eserikpimwd4,gone,,ana,identity
    9,2026-01-01T00:09:00Z,key.revoke,key_2j5i3gunhdd2g7eserikpimwd4,gone,,ana,identity
    10,2026-01-01T00:11:00Z,key.create,key_tghja673wnhxdrtlnxdmid7jrq,plain,,ana,identity
    ");
}

#[test]
fn refusals_in_the_audit_log() {
    let stage = with_keys();
    stage.answers(&["left"]);
    for options in [
        "k --profile nitro -o json",
        "k --profile nitro -o jsonl",
        "k --profile nitro --no-input",
        "k --profile nitro --roles boss",
        "k --profile strict -s fly",
        "k --profile nobody",
    ] {
        stage.refused(&format!("key create {options}"));
    }
    stage.ok("key create whole --profile nitro --resource acme");
    stage.refused("key create a --profile nitro");
    stage.refused_with("key create --from -", r#"{"name":"bulk","profile":"nitro"}"#);
    stage.ok("key create plain");
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,profile.add,,strict,,ana,identity
    3,2026-01-01T00:03:00Z,profile.add,,open,,ana,identity
    4,2026-01-01T00:04:00Z,profile.add,,nitro,,ana,identity
    5,2026-01-01T00:05:00Z,key.create,key_2vuiuuwvliboysxkl3a6vx774e,a,,ana,identity
    6,2026-01-01T00:06:00Z,key.create,key_cswfo7g3f33ntbqhrnafjteysm,b,,ana,identity
    7,2026-01-01T00:07:00Z,key.create,key_lesfcniwuwmtinpmjisamebqji,c,,ana,identity
    8,2026-01-01T00:08:00Z,key.create,key_2j5i3gunhdd2g7eserikpimwd4,gone,,ana,identity
    9,2026-01-01T00:09:00Z,key.revoke,key_2j5i3gunhdd2g7eserikpimwd4,gone,,ana,identity
    10,2026-01-01T00:13:00Z,refused,,k,'k': the profile 'nitro' has no role 'boss',ana,identity
    11,2026-01-01T00:14:00Z,refused,,k,"'k': the profile 'strict' does not grant the scope 'fly'; its scopes are read, write; it also requires --description, --owner, --resource (tenant/shop/till), --environment (dev, prod), --expires",ana,identity
    12,2026-01-01T00:16:00Z,key.create,key_5bpuic4glvyf4mge4uddl75yra,whole,,ana,identity
    13,2026-01-01T00:19:00Z,key.create,key_kypwe62ccmsy3seggsmlxgyhze,plain,,ana,identity
    "#);
}
