//! `profile edit`.

use insta::assert_snapshot;

use super::with_profiles;

#[test]
fn a_change_and_none() {
    let stage = with_profiles();
    assert_snapshot!(
        stage.run_with("profile edit plain --from -", "name = \"plain\"\nprefix = \"pl\"\n"),
        @"
        Name:    plain
        Prefix:  pl
        Scopes:  any
        ! the rights of issued keys are unchanged; `keywright profile show` lists those outside of the limits
        "
    );
    assert_snapshot!(
        stage.run_with("profile edit plain --from -", "name = \"plain\"\nprefix = \"pl\"\n"),
        @"
        Name:    plain
        Prefix:  pl
        Scopes:  any
        ! already up to date
        "
    );
}

#[test]
fn a_profile_keeps_its_name() {
    let stage = with_profiles();
    assert_snapshot!(stage.run_with("profile edit plain --from -", "name = \"other\"\n"), @"
    ! error: --from: the file is the profile 'other', not 'plain'
    ! hint: correct the name in the file, or name that profile
    exit 2
    ");
    assert_snapshot!(stage.run_with("profile edit other --from -", "name = \"other\"\n"), @"
    ! error: there is no profile 'other'
    ! hint: see `keywright profile list`, or add it with `keywright profile add --from FILE`
    exit 3
    ");
}
