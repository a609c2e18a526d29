//! `run`.

use insta::assert_snapshot;

use crate::stage::Stage;

fn with_credentials() -> Stage {
    let mut stage = Stage::with_vault();
    stage.ok_with("credential set one", "s3cret-one");
    stage.ok_with("credential set two", "s3cret-two");
    stage.ok_with("credential set nul", "a\0b");
    for variable in ["KEYWRIGHT_PASSPHRASE_FILE", "CREDENTIALS_DIRECTORY", "ONE", "OTHER", "KEYWRIGHT_OUTPUT"]
    {
        stage.set(variable, "");
    }
    stage
}

const RUN: &str =
    "run --env ONE=credential:one --file TWO=credential:two --env X=credential:one -- prog --env -o json --";

#[test]
fn without_a_vault() {
    let stage = Stage::empty();
    assert_snapshot!(stage.run("run -- sh -c 'exit 42'"), @r#"
    > sh ["-c", "exit 42"]
    > HOME
    ! error: 'sh' cannot be run: here the program takes over
    exit 10
    "#);
    assert_snapshot!(stage.run("run --env A=credential:x -- sh"), @"
    ! error: there is no vault at [HOME]/.local/share/keywright/vault.db
    ! hint: make one with `keywright init`, or name another with --vault
    exit 3
    ");
}

#[test]
fn secrets_in_variables_and_files() {
    let stage = with_credentials();
    assert_snapshot!(stage.run(RUN), @r#"
    > prog ["--env", "-o", "json", "--"]
    > ONE=s3cret-one
    > X=s3cret-one
    > TWO=@s3cret-two
    > HOME
    > KEYWRIGHT_OUTPUT
    > ONE
    > OTHER
    ! error: 'prog' cannot be run: here the program takes over
    exit 10
    "#);
}

#[test]
fn a_secret_as_an_argument_is_not_shown() {
    let stage = with_credentials();
    assert_snapshot!(stage.run("run --env TOKEN=sk_live_never-shown -- prog"), @"
    ! error: --env: the value of TOKEN is not credential:NAME
    ! hint: name a stored secret: --env VAR=credential:NAME
    exit 2
    ");
    assert_snapshot!(stage.run("run --env sk_live_never-shown -- prog"), @"
    ! error: --env: a value does not start with VAR=
    ! hint: name a stored secret: --env VAR=credential:NAME
    exit 2
    ");
    assert_snapshot!(stage.run("run --file 'TOKEN=credential:sk live never-shown' -o json -- prog"), @r#"
    ! {"error":{"code":"usage","message":"--file: the value of TOKEN is not credential:NAME","hint":"name a stored secret: --file VAR=credential:NAME"},"exit_code":2}
    exit 2
    "#);
    assert_snapshot!(stage.run("run --env 'never shown=credential:one' -- prog"), @"
    ! error: --env: a value does not start with VAR=
    ! hint: name a stored secret: --env VAR=credential:NAME
    exit 2
    ");
}

#[test]
fn a_variable_given_twice() {
    let stage = with_credentials();
    assert_snapshot!(stage.run("run --env A=credential:one --file A=credential:two -- prog"), @"
    ! error: A is given twice
    ! hint: give each variable once
    exit 2
    ");
}

#[test]
fn not_found() {
    let stage = with_credentials();
    assert_snapshot!(stage.run("run --env A=credential:nobody -- prog"), @"
    ! error: no credential 'nobody'
    ! hint: see `keywright credential list`
    exit 3
    ");
    assert_snapshot!(stage.run("run --env A=credential:one -- missing"), @"
    ! error: 'missing' cannot be run: no such program in PATH
    exit 3
    ");
}

#[test]
fn a_nul_is_for_files_alone() {
    let stage = with_credentials();
    assert_snapshot!(stage.run("run --env A=credential:one --env B=credential:nul -- prog"), @"
    ! error: credential 'nul' holds a NUL character, which no environment variable can
    ! hint: pass it as a file: --file B=credential:nul
    exit 4
    ");
    assert_snapshot!(stage.run("run --file A=credential:nul -- prog"), @r"
    > prog []
    > A=@a\0b
    > HOME
    > KEYWRIGHT_OUTPUT
    > ONE
    > OTHER
    ! error: 'prog' cannot be run: here the program takes over
    exit 10
    ");
}

#[test]
fn reads_in_the_audit_log() {
    let stage = with_credentials();
    stage.refused(RUN);
    for options in [
        "--env TOKEN=sk_live_never-shown -- prog",
        "--env sk_live_never-shown -- prog",
        "--file 'TOKEN=credential:sk live never-shown' -o json -- prog",
        "--env 'never shown=credential:one' -- prog",
        "--env A=credential:one --file A=credential:two -- prog",
        "--env A=credential:nobody -- prog",
        "--env A=credential:one --env B=credential:nul -- prog",
        "--env A=credential:one -- missing",
        "--file A=credential:nul -- prog",
    ] {
        stage.refused(&format!("run {options}"));
    }
    assert_snapshot!(stage.run("audit list -o csv --limit 0"), @"
    seq,at,action,key,subject,detail,user,slot
    1,2026-01-01T00:01:00Z,vault.init,,,,ana,identity
    2,2026-01-01T00:02:00Z,credential.set,,one,,ana,identity
    3,2026-01-01T00:03:00Z,credential.set,,two,,ana,identity
    4,2026-01-01T00:04:00Z,credential.set,,nul,,ana,identity
    5,2026-01-01T00:05:00Z,credential.run,,one,ONE of prog,ana,identity
    6,2026-01-01T00:05:00Z,credential.run,,one,X of prog,ana,identity
    7,2026-01-01T00:05:00Z,credential.run,,two,TWO of prog,ana,identity
    8,2026-01-01T00:14:00Z,credential.run,,nul,A of prog,ana,identity
    ");
}
