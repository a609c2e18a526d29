//! `profile add --builtin`.

use insta::assert_snapshot;

use crate::stage::Stage;

#[test]
fn five_profiles_come_with_the_program() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("profile add --builtin nitro"), @"
    Name:         nitro
    Description:  Keys for one API, or for every API of a workspace
    Prefix:       nitro
    Scopes:       any
    Requires:     resource
    Resource:     workspace/api
    Expires:      never
    ");
    assert_snapshot!(stage.run("profile add --builtin nitro-pat"), @"
    Name:         nitro-pat
    Description:  Personal access tokens
    Prefix:       nitro_pat
    Scopes:       any
    Requires:     description
    Owner:        the operating-system user
    Expires:      180d
    ");
    assert_snapshot!(stage.run("profile add --builtin mercato"), @"
    Name:         mercato
    Description:  Keys of a tenant or of one of its organizations
    Prefix:       omk_live
    Scopes:       any
    Role:         admin: api_keys.view, records.manage, records.view
    Role:         employee: records.view
    Requires:     resource
    Resource:     tenant/organization
    Expires:      never
    ");
    assert_snapshot!(stage.run("profile add --builtin pakyas"), @"
    Name:              pakyas
    Description:       Keys for the monitoring API
    Prefix:            pk_live
    Scopes:            read, write, manage
    Default scopes:    read
    Implies:           manage: write
    Implies:           write: read
    Expires:           never
    Expires at least:  1d
    Expires at most:   365d
    ");
    assert_snapshot!(stage.run("profile add --builtin norrix"), @"
    Name:            norrix
    Description:     Keys for builds, submissions and updates in CI
    Prefix:          nrx
    Scopes:          build, submit, update
    Default scopes:  build, submit, update
    Expires:         never
    ");
    assert_snapshot!(stage.run("profile add --builtin nitro -o json"), @r#"
    ! {"error":{"code":"conflict","message":"there is already a profile 'nitro'","hint":"replace it with `keywright profile edit nitro --from FILE`"},"exit_code":4}
    exit 4
    "#);
    assert_snapshot!(stage.run("profile list"), @"
    Name       Prefix     Scopes               Expires  At most  Rotated every  Description
    mercato    omk_live   any                  never    -        -              Keys of a tenant or of one of its organizations
    nitro      nitro      any                  never    -        -              Keys for one API, or for every API of a workspace
    nitro-pat  nitro_pat  any                  180d     -        -              Personal access tokens
    norrix     nrx        build,submit,update  never    -        -              Keys for builds, submissions and updates in CI
    pakyas     pk_live    read,write,manage    never    365d     -              Keys for the monitoring API
    ");
}

#[test]
fn not_found() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run("profile add --builtin nitre"), @"
    ! error: --builtin: no built-in profile 'nitre'; there are nitro, nitro-pat, mercato, pakyas, norrix
    ! hint: name one of them, or give your own with --from FILE
    exit 3
    ");
    assert_snapshot!(stage.run("key create k --profile nitro"), @"
    ! error: there is no profile 'nitro'
    ! hint: add the built-in one: `keywright profile add --builtin nitro`
    exit 3
    ");
}
