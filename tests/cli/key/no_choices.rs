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
    ! error: 'k': the profile 'strict' requires --description, --owner, --resource (tenant/shop/till), --environment (dev, prod), --expires
    ! hint: see `keywright profile show strict`
    exit 2
    ");
    assert_snapshot!(stage.run("key create k --profile nobody"), @"
    ! error: there is no profile 'nobody'
    ! hint: see `keywright profile list`, or add it with `keywright profile add`
    exit 3
    ");
    assert_snapshot!(stage.run("key create a --profile nitro"), @"
    ! error: the name 'a' is taken by key_qac7alkd7idopucyl63ezfq5k4, which is active
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
    ID:        key_unegegsso4e2pu5hd3wbrxt3wi
    Version:   1
    Status:    active
    Start:     nitro_TCsp7DTG
    Profile:   nitro
    Resource:  acme
    Created:   2026-01-01T00:10:00Z by ana
    Expires:   never

    Secret (shown only once):
    nitro_TCsp7DTGu8TGwKQrxWtxXThcAPHWMkhzRH13fiVKFWxpYTgv1KPY9s
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
    5,2026-01-01T00:05:00Z,key.create,key_qac7alkd7idopucyl63ezfq5k4,a,,ana,identity
    6,2026-01-01T00:06:00Z,key.create,key_upvy3oe7yujdzt6uswcqlhzjfm,b,,ana,identity
    7,2026-01-01T00:07:00Z,key.create,key_rwc7qrtsibrivfebtmtl5ytohi,c,,ana,identity
    8,2026-01-01T00:08:00Z,key.create,key_d5pny3y67mlf2rngkr4y2s5kuu,gone,,ana,identity
    9,2026-01-01T00:09:00Z,key.revoke,key_d5pny3y67mlf2rngkr4y2s5kuu,gone,,ana,identity
    10,2026-01-01T00:11:00Z,key.create,key_unegegsso4e2pu5hd3wbrxt3wi,plain,,ana,identity
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
    assert_snapshot!(stage.run("audit list -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,profile.add,,strict,,ana,identity
    3,2026-01-01T00:03:00Z,profile.add,,open,,ana,identity
    4,2026-01-01T00:04:00Z,profile.add,,nitro,,ana,identity
    5,2026-01-01T00:05:00Z,key.create,key_qac7alkd7idopucyl63ezfq5k4,a,,ana,identity
    6,2026-01-01T00:06:00Z,key.create,key_upvy3oe7yujdzt6uswcqlhzjfm,b,,ana,identity
    7,2026-01-01T00:07:00Z,key.create,key_rwc7qrtsibrivfebtmtl5ytohi,c,,ana,identity
    8,2026-01-01T00:08:00Z,key.create,key_d5pny3y67mlf2rngkr4y2s5kuu,gone,,ana,identity
    9,2026-01-01T00:09:00Z,key.revoke,key_d5pny3y67mlf2rngkr4y2s5kuu,gone,,ana,identity
    10,2026-01-01T00:13:00Z,refused,,k,'k': the profile 'nitro' has no role 'boss',ana,identity
    11,2026-01-01T00:16:00Z,key.create,key_pjbohcjdnd4cneucaiauu3fjli,whole,,ana,identity
    12,2026-01-01T00:19:00Z,key.create,key_cie74o6djf7eon3n7pm56bqaue,plain,,ana,identity
    ");
}
