//! A profile whose keys are bound to networks.

use insta::assert_snapshot;

use crate::stage::Stage;

const OFFICE: &str = "name = \"office\"\nnetworks = [\"10.0.0.0/8\", \"2001:db8::/32\"]\n";
/// One that leaves open which.
const BOUND: &str = "name = \"bound\"\nrequire = [\"network\"]\n";

fn with_profiles() -> Stage {
    let stage = Stage::with_vault();
    stage.ok_with("profile add --from -", OFFICE);
    stage.ok_with("profile add --from -", BOUND);
    stage
}

/// The fact about networks, without the others; and what was said.
fn networks(stage: &Stage, command: &str) -> String {
    let text = stage.run(command).to_string();
    let lines = text.lines().filter(|line| line.starts_with("Networks") || line.starts_with(['!', '?', 'e']));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn they_are_the_default_and_the_limit() {
    let stage = with_profiles();
    assert_snapshot!(networks(&stage, "key create a --profile office"), @"
    Networks:  10.0.0.0/8, 2001:db8::/32
    ! the secret cannot be shown again
    ");
    assert_snapshot!(networks(&stage, "key create b --profile office --network 10.1.0.0/16"), @"
    Networks:  10.1.0.0/16
    ! the secret cannot be shown again
    ");
    assert_snapshot!(networks(&stage, "key create c --profile office --network 10.1.0.0/16,192.0.2.0/24"), @"
    ! error: 'c': the profile 'office' does not allow the network 192.0.2.0/24; its networks are 10.0.0.0/8, 2001:db8::/32
    ! hint: see `keywright profile show office`
    exit 4
    ");
    assert_snapshot!(networks(&stage, "key create c --profile office --network 0.0.0.0/0"), @"
    ! error: 'c': the profile 'office' does not allow the network 0.0.0.0/0; its networks are 10.0.0.0/8, 2001:db8::/32
    ! hint: see `keywright profile show office`
    exit 4
    ");
    // No option takes a key out of them.
    assert_snapshot!(networks(&stage, "key edit b --network 192.0.2.0/24 --widen"), @"
    ! error: 'b': the profile 'office' does not allow the network 192.0.2.0/24; its networks are 10.0.0.0/8, 2001:db8::/32
    ! hint: see `keywright profile show office`
    exit 4
    ");
    assert_snapshot!(networks(&stage, "key edit b --network '' --widen"), @"
    ! error: 'b': the profile 'office' requires --network (10.0.0.0/8, 2001:db8::/32)
    ! hint: see `keywright profile show office`
    exit 2
    ");
    assert_snapshot!(networks(&stage, "key edit b --network 10.0.0.0/8 --widen"), @"Networks:  10.0.0.0/8");
    assert_snapshot!(stage.run("profile show office"), @"
    Name:      office
    Scopes:    any
    Networks:  10.0.0.0/8, 2001:db8::/32
    ");
}

#[test]
fn they_can_be_required() {
    let stage = with_profiles();
    assert_snapshot!(networks(&stage, "key create a --profile bound -o json"), @r#"
    ! {"error":{"code":"usage","message":"'a': the profile 'bound' requires --network","hint":"see `keywright profile show bound`"},"exit_code":2}
    exit 2
    "#);
    assert_snapshot!(networks(&stage, "key create a --profile bound --network 192.0.2.0/24"), @"
    Networks:  192.0.2.0/24
    ! the secret cannot be shown again
    ");
    assert_snapshot!(networks(&stage, "key edit a --network '' --widen"), @"
    ! error: 'a': the profile 'bound' requires --network
    ! hint: see `keywright profile show bound`
    exit 2
    ");
    stage.answers(&["10.0.0.1/8", "10.0.0.0/8, ::1"]);
    assert_snapshot!(networks(&stage, "key create b --profile bound"), @"
    ? 'b' needs networks, required by the profile 'bound':
    ? Networks such as 10.0.0.0/8, comma-separated, or empty to cancel: 10.0.0.1/8
    ? the address has bits beyond its prefix; the network is 10.0.0.0/8
    ? Networks such as 10.0.0.0/8, comma-separated, or empty to cancel: 10.0.0.0/8, ::1
    Networks:  10.0.0.0/8, ::1/128
    ! the secret cannot be shown again
    ");
}

#[test]
fn a_key_from_before_the_limit_is_listed_and_keeps_what_it_has() {
    let stage = with_profiles();
    stage.ok_with("profile edit office --from -", "name = \"office\"\n");
    stage.ok("key create anywhere --profile office");
    stage.ok("key create elsewhere --profile office --network 192.0.2.0/24");
    stage.ok_with("profile edit office --from -", OFFICE);
    assert_snapshot!(stage.run("profile show office"), @"
    Name:      office
    Scopes:    any
    Networks:  10.0.0.0/8, 2001:db8::/32
    Outside:   key_2vuiuuwvliboysxkl3a6vx774e 'anywhere': network is missing
    Outside:   key_cswfo7g3f33ntbqhrnafjteysm 'elsewhere': the network 192.0.2.0/24 is not allowed
    ");
    stage.ok("key edit anywhere --owner bob");
    stage.ok("key edit anywhere --network 10.0.0.0/8");
    stage.refused("key edit anywhere --network '' --widen");
    assert_snapshot!(networks(&stage, "key show elsewhere"), @"Networks:  192.0.2.0/24");
}

/// A new secret is a new key: what the profile no longer allows is not handed on.
#[test]
fn a_key_from_before_the_limit_is_not_rotated() {
    let stage = with_profiles();
    stage.ok_with("profile edit office --from -", "name = \"office\"\n");
    stage.ok("key create anywhere --profile office");
    stage.ok("key create elsewhere --profile office --network 192.0.2.0/24");
    stage.ok("key create inside --profile office --network 10.1.0.0/16");
    stage.ok_with("profile edit office --from -", OFFICE);
    assert_snapshot!(stage.run("rotate start elsewhere --secret-only"), @"
    ! error: 'elsewhere': the profile 'office' does not allow the network 192.0.2.0/24; its networks are 10.0.0.0/8, 2001:db8::/32
    ! hint: see `keywright profile show office`; change the key with `keywright key edit elsewhere`
    exit 4
    ");
    assert_snapshot!(stage.run("rotate start elsewhere --compromised --expires 9 --secret-only -o json"), @r#"
    ! {"error":{"code":"conflict","message":"'elsewhere': the profile 'office' does not allow the network 192.0.2.0/24; its networks are 10.0.0.0/8, 2001:db8::/32","hint":"see `keywright profile show office`; change the key with `keywright key edit elsewhere`"},"exit_code":4}
    exit 4
    "#);
    assert_snapshot!(stage.run("rotate start anywhere --secret-only"), @"
    ! error: 'anywhere': the profile 'office' requires --network (10.0.0.0/8, 2001:db8::/32)
    ! hint: see `keywright profile show office`; change the key with `keywright key edit anywhere`
    exit 4
    ");
    stage.ok("rotate start inside --secret-only");
    stage.ok("key edit elsewhere --network 10.2.0.0/16 --widen");
    stage.ok("rotate start elsewhere --secret-only");
    // Alone, too, whatever the limit is of; and the others go on.
    for name in ["old", "new"] {
        stage.ok(&format!("key create {name} --profile bound --network 192.0.2.0/24 -s read --expires 60"));
        stage.ok(&format!("key edit {name} --rotate-every 30 --deliver deliver"));
    }
    stage.ok_with("profile edit bound --from -", "name = \"bound\"\nscopes = [\"read\", \"write\"]\n");
    stage.ok("key edit old -s write --widen");
    stage.ok_with(
        "profile edit bound --from -",
        "name = \"bound\"\nscopes = [\"read\"]\nmax_expires = \"90d\"\n",
    );
    stage.later(31 * 86_400);
    assert_snapshot!(stage.run("rotate run"), @"
    Name       Step       New key      Waits for                                      Problem
    new        delivered  v2, pending  somebody to deliver the secret and confirm it  -
    old        -          -            -                                              'old': the profile 'bound' does not grant the scope 'write'; its scopes are read
    elsewhere  started    v2, pending  somebody to deliver the secret and confirm it  stuck since 2026-01-01T00:14:00Z; it waits for somebody to deliver the secret and confirm it
    inside     started    v2, pending  somebody to deliver the secret and confirm it  stuck since 2026-01-01T00:12:00Z; it waits for somebody to deliver the secret and confirm it
    ! error: 3 things could not be completed: 'old': the profile 'bound' does not grant the scope 'write'; its scopes are read; 'elsewhere': stuck since 2026-01-01T00:14:00Z; it waits for somebody to deliver the secret and confirm it; 'inside': stuck since 2026-01-01T00:12:00Z; it waits for somebody to deliver the secret and confirm it
    ! hint: see `keywright rotate status`; the next run resumes it
    exit 11
    ");
}
