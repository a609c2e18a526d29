//! What `target add` refuses.

use insta::assert_snapshot;

use crate::stage::Stage;

const ADD: &str = "target add wrong --format jsonl --path [HOME]/wrong";

#[test]
fn a_mode() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run(&format!("{ADD} --mode 0666")), @"
    ! error: invalid value '0666' for '--mode <MODE>': a mode must be octal, such as 0640: readable by its owner, not writable by others, without special bits
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run(&format!("{ADD} --mode 4600")), @"
    ! error: invalid value '4600' for '--mode <MODE>': a mode must be octal, such as 0640: readable by its owner, not writable by others, without special bits
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run(&format!("{ADD} --mode 0200")), @"
    ! error: invalid value '0200' for '--mode <MODE>': a mode must be octal, such as 0640: readable by its owner, not writable by others, without special bits
    !
    ! For more information, try '--help'.
    exit 2
    ");
    assert_snapshot!(stage.run(&format!("{ADD} --mode 9")), @"
    ! error: invalid value '9' for '--mode <MODE>': a mode must be octal, such as 0640: readable by its owner, not writable by others, without special bits
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn a_group() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run(&format!("{ADD} --group no-such-group")), @"
    ! error: there is no group 'no-such-group' on this machine
    ! hint: name a group that `getent group` lists
    exit 3
    ");
}

#[test]
fn a_pickup_time() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run(&format!("{ADD} --pickup 15d")), @"
    ! error: the pickup time 15d is not less than half of the validity 30d
    ! hint: give a shorter --pickup or a longer --valid-for: servers must get a new file well before the old one expires
    exit 2
    ");
}

#[test]
fn a_reload() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run(&format!("{ADD} --reload bin/x")), @"
    ! error: invalid value 'bin/x' for '--reload <COMMAND>': a hook must be a program, named by an absolute path or a bare name, and up to 63 arguments of at most 4096 bytes
    !
    ! For more information, try '--help'.
    exit 2
    ");
}

#[test]
fn servers() {
    let stage = Stage::with_vault();
    assert_snapshot!(stage.run(&format!("{ADD} --servers 'a b'")), @"
    ! error: invalid value 'a b' for '--servers <SERVERS>': a name here must be 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or digit
    !
    ! For more information, try '--help'.
    exit 2
    ");
}
