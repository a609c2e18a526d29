//! Who may revoke a key.

use insta::assert_snapshot;

use super::{by, team};
use crate::stage::Stage;

/// A key of ben and one of the owner.
fn with_keys() -> Stage {
    let stage = team();
    stage.ok("key create bens --secret-only --identity [HOME]/ben");
    stage.ok("key create owners --secret-only");
    stage
}

#[test]
fn not_a_member_nor_another_admin() {
    let stage = with_keys();
    assert_snapshot!(by(&stage, "max", "key revoke bens -y"), @"
    ! error: the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'bens' was created by 'ben'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
    assert_snapshot!(by(&stage, "eve", "key revoke bens -y"), @"
    ! error: the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'bens' was created by 'ben'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
    assert_snapshot!(by(&stage, "max", "key revoke owners -y"), @"
    ! error: the slot 'max' has the role member, which may not change keys; key_4zwfoakkmflamgxgngaj5roxgu 'owners' was created by 'identity'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
    assert_snapshot!(by(&stage, "eve", "key revoke owners -y"), @"
    ! error: the slot 'eve' has the role admin, which may not change keys that others created; key_4zwfoakkmflamgxgngaj5roxgu 'owners' was created by 'identity'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

/// What is refused is not asked about.
#[test]
fn not_an_admin_the_key_of_the_owner() {
    let stage = with_keys();
    assert_snapshot!(by(&stage, "ben", "key revoke owners"), @"
    ! error: the slot 'ben' has the role admin, which may not change keys that others created; key_4zwfoakkmflamgxgngaj5roxgu 'owners' was created by 'identity'
    ! hint: ask an owner; `keywright slot list` names the slots and their roles
    exit 4
    ");
}

#[test]
fn whoever_made_it() {
    let stage = with_keys();
    assert_snapshot!(by(&stage, "ben", "key revoke bens -y"), @"
    Name:     bens
    ID:       key_2j5i3gunhdd2g7eserikpimwd4
    Version:  1
    Status:   revoked
    Start:    kw_VWYnUMV7
    Profile:  default
    Created:  2026-01-01T00:08:00Z by ana
    Expires:  never
    Revoked:  2026-01-01T00:10:00Z
    ! no unexpired file that this vault knows of contains it
    ");
    assert_snapshot!(stage.run("key revoke owners -y"), @"
    Name:     owners
    ID:       key_4zwfoakkmflamgxgngaj5roxgu
    Version:  1
    Status:   revoked
    Start:    kw_TIKztHpC
    Profile:  default
    Created:  2026-01-01T00:09:00Z by ana
    Expires:  never
    Revoked:  2026-01-01T00:11:00Z
    ! no unexpired file that this vault knows of contains it
    ");
}

#[test]
fn denials_in_the_audit_log() {
    let stage = with_keys();
    for key in ["bens", "owners"] {
        for who in ["max", "eve"] {
            let _ = by(&stage, who, &format!("key revoke {key} -y"));
        }
    }
    let _ = by(&stage, "ben", "key revoke owners");
    let _ = by(&stage, "ben", "key revoke bens -y");
    stage.ok("key revoke owners -y");
    assert_snapshot!(stage.run("audit list -o csv"), @r#"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:03:00Z,slot.add,,ben,role admin,ana,identity
    3,2026-01-01T00:05:00Z,slot.add,,eve,role admin,ana,identity
    4,2026-01-01T00:07:00Z,slot.add,,max,role member,ana,identity
    5,2026-01-01T00:08:00Z,key.create,key_2j5i3gunhdd2g7eserikpimwd4,bens,,ana,ben
    6,2026-01-01T00:09:00Z,key.create,key_4zwfoakkmflamgxgngaj5roxgu,owners,,ana,identity
    7,2026-01-01T00:10:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,bens,"the slot 'max' has the role member, which may not change keys; key_2j5i3gunhdd2g7eserikpimwd4 'bens' was created by 'ben'",ana,max
    8,2026-01-01T00:11:00Z,refused,key_2j5i3gunhdd2g7eserikpimwd4,bens,"the slot 'eve' has the role admin, which may not change keys that others created; key_2j5i3gunhdd2g7eserikpimwd4 'bens' was created by 'ben'",ana,eve
    9,2026-01-01T00:12:00Z,refused,key_4zwfoakkmflamgxgngaj5roxgu,owners,"the slot 'max' has the role member, which may not change keys; key_4zwfoakkmflamgxgngaj5roxgu 'owners' was created by 'identity'",ana,max
    10,2026-01-01T00:13:00Z,refused,key_4zwfoakkmflamgxgngaj5roxgu,owners,"the slot 'eve' has the role admin, which may not change keys that others created; key_4zwfoakkmflamgxgngaj5roxgu 'owners' was created by 'identity'",ana,eve
    11,2026-01-01T00:14:00Z,refused,key_4zwfoakkmflamgxgngaj5roxgu,owners,"the slot 'ben' has the role admin, which may not change keys that others created; key_4zwfoakkmflamgxgngaj5roxgu 'owners' was created by 'identity'",ana,ben
    12,2026-01-01T00:15:00Z,key.revoke,key_2j5i3gunhdd2g7eserikpimwd4,bens,,ana,ben
    13,2026-01-01T00:16:00Z,key.revoke,key_4zwfoakkmflamgxgngaj5roxgu,owners,,ana,identity
    "#);
}
