//! A key is refused that is not as its profile says.

use insta::assert_snapshot;

use super::{REQUIRED, with_profile};

#[test]
fn what_is_required_is_missing() {
    let stage = with_profile();
    assert_snapshot!(stage.run("key create k --profile nobody"), @"
    ! error: there is no profile 'nobody'
    ! hint: see `keywright profile list`, or add it with `keywright profile add --from FILE`
    exit 3
    ");
    assert_snapshot!(stage.run("key create k --profile pakyas"), @"
    ! error: 'k': the profile 'pakyas' requires --description, --owner, --resource (workspace/api)
    ! hint: see `keywright profile show pakyas`
    exit 2
    ");
    assert_snapshot!(stage.run("key create k --profile pakyas --description '' -o json"), @r#"
    ! {"error":{"code":"usage","message":"'k': the profile 'pakyas' requires --description, --owner, --resource (workspace/api)","hint":"see `keywright profile show pakyas`"},"exit_code":2}
    exit 2
    "#);
}

#[test]
fn what_the_profile_does_not_list() {
    let stage = with_profile();
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} -s admin")), @"
    ! error: 'k': the profile 'pakyas' does not grant the scope 'admin'; its scopes are read, write, manage
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --roles boss")), @"
    ! error: 'k': the profile 'pakyas' has no role 'boss'; its roles are admin, employee
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --environment qa")), @"
    ! error: 'k': the profile 'pakyas' does not allow the environment 'qa'; its environments are dev, staging, prod
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(
        stage.run("key create k --profile pakyas --description d --owner ana --resource a/b/c"),
        @"
        ! error: 'k': the resource 'a/b/c' has 3 segments; the profile 'pakyas' has the levels workspace/api
        ! hint: see `keywright profile show pakyas`
        exit 4
        "
    );
}

/// What the profile refuses is said, whatever is missing: nobody is asked for that, to be refused afterwards.
#[test]
fn what_is_missing_and_what_is_refused() {
    let stage = with_profile();
    stage.answers(&["d"]);
    assert_snapshot!(stage.run("key create k --profile pakyas -s admin --owner ana"), @"
    ! error: 'k': the profile 'pakyas' does not grant the scope 'admin'; its scopes are read, write, manage; it also requires --description, --resource (workspace/api)
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
}

#[test]
fn an_expiry_out_of_bounds() {
    let stage = with_profile();
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --expires 366d")), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not until 2027-01-02T00:03:00Z
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --expires never")), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not 'never'
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --expires 12h")), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at least 1d
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --expires-at 2028-01-01")), @"
    ! error: 'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not until 2028-01-01T00:00:00Z
    ! hint: see `keywright profile show pakyas`
    exit 4
    ");
    assert_snapshot!(stage.run(&format!("key create k {REQUIRED} --expires-at 2020-01-01")), @"
    ! error: the expiry 2020-01-01T00:00:00Z is in the past
    ! hint: give a later time
    exit 2
    ");
}

#[test]
fn an_owner_other_than_whoever_asks() {
    let stage = with_profile();
    assert_snapshot!(
        stage.run_with("profile add --from -", "name = \"mine\"\npersonal = true\nmax_expires = \"9d\"\n"),
        @"
        Name:             mine
        Scopes:           any
        Owner:            the operating-system user
        Expires at most:  9d
        "
    );
    assert_snapshot!(stage.run("key create k --profile mine --expires 9 --owner bob"), @"
    ! error: 'k': keys of the profile 'mine' are personal: the owner is 'ana', not 'bob'
    ! hint: see `keywright profile show mine`
    exit 4
    ");
    assert_snapshot!(stage.run("key create k --profile mine"), @"
    ! error: 'k': the profile 'mine' requires --expires
    ! hint: see `keywright profile show mine`
    exit 2
    ");
    assert_snapshot!(stage.run("key create k --profile mine --expires 9"), @"
    Name:     k
    ID:       key_qac7alkd7idopucyl63ezfq5k4
    Version:  1
    Status:   active
    Start:    kw_VqFSFM0T
    Profile:  mine
    Owner:    ana
    Created:  2026-01-01T00:06:00Z by ana
    Expires:  2026-01-10T00:06:00Z

    Secret (shown only once):
    kw_VqFSFM0T0LlEDLdsPD4AnzdMmDTDAnKmP0XkyVA7F2MISNjb1QiHs8
    ! the secret cannot be shown again
    ");
}

#[test]
fn refusals_in_the_audit_log() {
    let stage = with_profile();
    for options in [
        "--profile nobody",
        "--profile pakyas",
        "--profile pakyas --description '' -o json",
        &format!("{REQUIRED} -s admin"),
        &format!("{REQUIRED} --roles boss"),
        &format!("{REQUIRED} --environment qa"),
        "--profile pakyas --description d --owner ana --resource a/b/c",
        &format!("{REQUIRED} --expires 366d"),
        &format!("{REQUIRED} --expires never"),
        &format!("{REQUIRED} --expires 12h"),
        &format!("{REQUIRED} --expires-at 2028-01-01"),
        &format!("{REQUIRED} --expires-at 2020-01-01"),
    ] {
        stage.refused(&format!("key create k {options}"));
    }
    stage.ok_with("profile add --from -", "name = \"mine\"\npersonal = true\nmax_expires = \"9d\"\n");
    stage.refused("key create k --profile mine --expires 9 --owner bob");
    stage.refused("key create k --profile mine");
    stage.ok("key create k --profile mine --expires 9");
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,profile.add,,pakyas,,ana,identity
    3,2026-01-01T00:06:00Z,refused,,k,"'k': the profile 'pakyas' does not grant the scope 'admin'; its scopes are read, write, manage",ana,identity
    4,2026-01-01T00:07:00Z,refused,,k,"'k': the profile 'pakyas' has no role 'boss'; its roles are admin, employee",ana,identity
    5,2026-01-01T00:08:00Z,refused,,k,"'k': the profile 'pakyas' does not allow the environment 'qa'; its environments are dev, staging, prod",ana,identity
    6,2026-01-01T00:09:00Z,refused,,k,'k': the resource 'a/b/c' has 3 segments; the profile 'pakyas' has the levels workspace/api,ana,identity
    7,2026-01-01T00:10:00Z,refused,,k,"'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not until 2027-01-02T00:10:00Z",ana,identity
    8,2026-01-01T00:11:00Z,refused,,k,"'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not 'never'",ana,identity
    9,2026-01-01T00:12:00Z,refused,,k,'k': the profile 'pakyas' allows an expiry of at least 1d,ana,identity
    10,2026-01-01T00:13:00Z,refused,,k,"'k': the profile 'pakyas' allows an expiry of at most 365d after a key is made, not until 2028-01-01T00:00:00Z",ana,identity
    11,2026-01-01T00:15:00Z,profile.add,,mine,,ana,identity
    12,2026-01-01T00:16:00Z,refused,,k,"'k': keys of the profile 'mine' are personal: the owner is 'ana', not 'bob'",ana,identity
    13,2026-01-01T00:18:00Z,key.create,key_bniabnz2kpyjc3ety2huxg3lva,k,,ana,identity
    "#);
}
