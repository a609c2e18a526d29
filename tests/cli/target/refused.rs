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

/// Or it is said by a publish at night.
#[test]
fn a_folder_that_is_missing() {
    let stage = Stage::with_vault();
    stage.write("file", "");
    for path in ["none", "file"] {
        stage.refused(&format!("target add wrong --format jsonl --path [HOME]/{path}/keys.jsonl"));
    }
    assert_snapshot!(stage.run("target add wrong --format jsonl --path [HOME]/none/keys.jsonl"), @"
    ! error: --path: there is no folder '[HOME]/none'
    ! hint: make it with `mkdir -p [HOME]/none`, or add --force if it comes later
    exit 2
    ");
    assert_snapshot!(stage.run("target add late --format jsonl --path [HOME]/none/keys.jsonl --force"), @"
    Name:       late
    Format:     jsonl
    Path:       [HOME]/none/keys.jsonl
    Mode:       0600
    Audience:   anybody
    Valid for:  30d
    Added:      2026-01-01T00:05:00Z
    ! warning: --path: there is no folder '[HOME]/none'
    ! `keywright publish late` writes its file
    ");
    assert_snapshot!(stage.run("target edit late --path '[HOME]/no such/keys.jsonl' -o json"), @r#"
    ! {"error":{"code":"usage","message":"--path: there is no folder '[HOME]/no such'","hint":"make it with `mkdir -p '[HOME]/no such'`, or add --force if it comes later"},"exit_code":2}
    exit 2
    "#);
    stage.ok("target edit late --valid-for 60d");
    assert_snapshot!(stage.run("publish"), @"
    Target  Outcome  Reason  Generation  Keys  Valid until
    late    failed   -       -           -     -
    ! error: writing '[HOME]/none/keys.jsonl' failed: there is no folder '[HOME]/none'
    ! hint: make it with `mkdir -p [HOME]/none`, or change the path with `keywright target edit late --path …`, then publish again
    exit 10
    ");
    assert_snapshot!(stage.run("export --format jsonl --out [HOME]/none/keys.jsonl"), @"
    ! error: writing '[HOME]/none/keys.jsonl' failed: there is no folder '[HOME]/none'
    ! hint: make it with `mkdir -p [HOME]/none`, or name another path
    exit 10
    ");
}
