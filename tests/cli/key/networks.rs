//! Keys that are bound to networks.

use insta::assert_snapshot;

use crate::stage::Stage;

fn with_key() -> (Stage, String) {
    let stage = Stage::with_vault();
    let secret = stage
        .ok("key create ci -s read --network 10.0.0.0/8,2001:DB8::/32 --network 192.0.2.7 --secret-only");
    (stage, secret)
}

/// The fact about networks, without the others; and what was said.
fn networks(stage: &Stage, command: &str) -> String {
    let text = stage.run(command).to_string();
    let lines = text.lines().filter(|line| line.starts_with("Networks") || line.starts_with(['!', '?', 'e']));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn they_are_shown_in_order_and_each_once() {
    let (stage, _) = with_key();
    assert_snapshot!(stage.run("key show ci"), @"
    Name:      ci
    ID:        key_2vuiuuwvliboysxkl3a6vx774e
    Version:   1
    Status:    active
    Start:     kw_45sj56jM
    Profile:   default
    Scopes:    read
    Networks:  10.0.0.0/8, 192.0.2.7/32, 2001:db8::/32
    Created:   2026-01-01T00:02:00Z by ana
    Expires:   never
    ");
    assert_snapshot!(networks(&stage, "key create twice --network ::1,10.0.0.7 --network 10.0.0.7/32,::1/128"), @"
    Networks:  10.0.0.7/32, ::1/128
    ! the secret cannot be shown again
    ");
    assert_snapshot!(stage.run("key list -o csv"), @r#"
    id,name,version,status,prefix,start,profile,scopes,roles,resource,environment,networks,owner,description,labels,created_at,created_by,not_before,expires_at,last_used_at,disabled_at,revoked_at,revoked_reason,retires_at,predecessor,successor
    key_2vuiuuwvliboysxkl3a6vx774e,ci,1,active,kw,kw_45sj56jM,default,"[""read""]",[],,,"[""10.0.0.0/8"",""192.0.2.7/32"",""2001:db8::/32""]",,,{},2026-01-01T00:02:00Z,ana,,,,,,,,,
    key_cswfo7g3f33ntbqhrnafjteysm,twice,1,active,kw,kw_dnHyZBIy,default,[],[],,,"[""10.0.0.7/32"",""::1/128""]",,,{},2026-01-01T00:04:00Z,ana,,,,,,,,,
    "#);
}

#[test]
fn what_narrows_them_needs_no_more_and_what_widens_them_does() {
    let (stage, _) = with_key();
    assert_snapshot!(networks(&stage, "key edit ci --network 10.1.0.0/16,192.0.2.7"), @"Networks:  10.1.0.0/16, 192.0.2.7/32");
    assert_snapshot!(networks(&stage, "key edit ci --network 10.1.0.0/16,192.0.2.7"), @"Networks:  10.1.0.0/16, 192.0.2.7/32");
    assert_snapshot!(networks(&stage, "key edit ci --network 10.0.0.0/8"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci' would get more rights than before: networks
    ! hint: add --widen if that is intended
    exit 4
    ");
    assert_snapshot!(networks(&stage, "key edit ci --network 10.1.0.0/16,::1"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci' would get more rights than before: networks
    ! hint: add --widen if that is intended
    exit 4
    ");
    assert_snapshot!(networks(&stage, "key edit ci --network ''"), @"
    ! error: key_2vuiuuwvliboysxkl3a6vx774e 'ci' would get more rights than before: networks
    ! hint: add --widen if that is intended
    exit 4
    ");
    assert_snapshot!(networks(&stage, "key edit ci --network '' --network ::1"), @"
    ! error: --network: an empty text clears them, and cannot be given with a network
    exit 2
    ");
    assert_snapshot!(networks(&stage, "key edit ci --network 10.0.0.0/8 --widen"), @"Networks:  10.0.0.0/8");
    assert_snapshot!(networks(&stage, "key edit ci --network '' --widen"), @"");
    // From anywhere to some is narrower.
    assert_snapshot!(networks(&stage, "key edit ci --network 0.0.0.0/0"), @"Networks:  0.0.0.0/0");
    assert_snapshot!(stage.run("audit list --action key.edit -o csv"), @"
    seq,at,action,key,subject,detail,user,slot
    3,2026-01-01T00:03:00Z,key.edit,key_2vuiuuwvliboysxkl3a6vx774e,ci,networks,ana,identity
    7,2026-01-01T00:09:00Z,key.edit,key_2vuiuuwvliboysxkl3a6vx774e,ci,networks,ana,identity
    8,2026-01-01T00:10:00Z,key.edit,key_2vuiuuwvliboysxkl3a6vx774e,ci,networks,ana,identity
    9,2026-01-01T00:11:00Z,key.edit,key_2vuiuuwvliboysxkl3a6vx774e,ci,networks,ana,identity
    ");
}

#[test]
fn a_key_is_valid_from_its_networks_only() {
    let (stage, secret) = with_key();
    let reason = |address: &str| {
        let text = stage.run_with(&format!("key verify -o jsonl {address}"), &secret).to_string();
        let answer: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        format!("{} {} {}", answer["valid"], answer["reason"], answer["unchecked"])
    };
    for inside in ["10.255.0.1", "192.0.2.7", "2001:db8:ffff::1", "::ffff:10.0.0.1"] {
        assert_eq!(reason(&format!("--address {inside}")), "true null [\"scope\"]", "{inside}");
    }
    for outside in ["--address 11.0.0.1", "--address 192.0.2.8", "--address ::1", "--address ::a00:1", ""] {
        assert_eq!(reason(outside), "false \"network\" null", "{outside}");
    }
    assert_eq!(reason("--address 11.0.0.1 --scope admin"), "false \"network\" null", "before the scopes");
    assert_snapshot!(stage.run_with("key verify", &secret), @"
    Answer:  refused: it is not presented from a network that it is bound to (--address)
    Key:     ci (key_2vuiuuwvliboysxkl3a6vx774e)
    exit 8
    ");
    assert_snapshot!(stage.run_with("key verify --address 10.0.0.1 --scope read", &secret), @"
    Answer:  valid
    Key:     ci (key_2vuiuuwvliboysxkl3a6vx774e)
    ");
    let plain = stage.ok("key create plain --secret-only");
    stage.ok_with("key verify --address 203.0.113.9", &plain);
}

#[test]
fn from_lines() {
    let stage = Stage::with_vault();
    let lines = "{\"name\":\"a\",\"networks\":[\"::1\",\"10.0.0.0/8\"]}\n{\"name\":\"b\",\"networks\":[]}\n";
    stage.ok_with("key create --from -", lines);
    assert_snapshot!(networks(&stage, "key show a"), @"Networks:  10.0.0.0/8, ::1/128");
    assert_snapshot!(networks(&stage, "key show b"), @"");
    let taken =
        "{\"name\":\"c\",\"secret\":\"sk_live_4eC39HqLyjWDarjtT1zdp7dc\",\"networks\":[\"10.0.0.0/8\"]}\n";
    stage.ok_with("key import --from -", taken);
    assert_snapshot!(networks(&stage, "key show c"), @"Networks:  10.0.0.0/8");
    let many = (0..33).map(|number| format!("\"10.0.0.{number}\"")).collect::<Vec<_>>().join(",");
    assert_snapshot!(stage.run_with("key create --from -", &format!("{{\"name\":\"d\",\"networks\":[{many}]}}")), @"
    ! error: --from: line 1: a key may have at most 32 networks
    exit 2
    ");
    assert_snapshot!(stage.run_with("key create --from -", "{\"name\":\"d\",\"networks\":[\"10.0.0.1/8\"]}"), @"
    ! error: --from: line 1: networks: the address has bits beyond its prefix; the network is 10.0.0.0/8
    exit 2
    ");
}

#[test]
fn a_variable_binds_as_the_option_does() {
    let mut stage = Stage::with_vault();
    stage.set("KEYWRIGHT_NETWORK", "10.0.0.0/8,::1");
    assert_snapshot!(networks(&stage, "key create a"), @"
    Networks:  10.0.0.0/8, ::1/128
    ! the secret cannot be shown again
    ");
    assert_snapshot!(networks(&stage, "key create b --network 192.0.2.0/24"), @"
    Networks:  192.0.2.0/24
    ! the secret cannot be shown again
    ");
    stage.set("KEYWRIGHT_NETWORK", "10.0.0.0/33");
    assert_snapshot!(networks(&stage, "key create c"), @"
    ! error: invalid value '10.0.0.0/33' for '--network <CIDR>': a network must be an IPv4 or IPv6 address and the length of its prefix, such as 10.0.0.0/8
    !
    ! For more information, try '--help'.
    ! hint: correct the environment variable KEYWRIGHT_NETWORK, where the value comes from
    exit 2
    ");
}

#[test]
fn both_keys_of_a_rotation_have_them() {
    let (stage, _) = with_key();
    stage.ok("rotate start ci --secret-only");
    // Both are narrowed until the new one is confirmed.
    stage.ok("key edit ci --network 10.1.0.0/16");
    let list: serde_json::Value = serde_json::from_str(&stage.ok("key list -o json")).unwrap();
    for (key, version) in list["items"].as_array().unwrap().iter().zip(1..) {
        assert_eq!(key["version"], version);
        assert_eq!(key["networks"], serde_json::json!(["10.1.0.0/16"]), "{key}");
    }
    assert_eq!(list["items"].as_array().map(Vec::len), Some(2));
}
