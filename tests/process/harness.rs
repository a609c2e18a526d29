//! The harness itself: an unexpected failure of a command is reported, whatever the test asserts.

use std::time::Duration;

use crate::support::{Home, PROGRAM};

const SHORT: Duration = Duration::from_millis(300);

#[test]
#[should_panic(expected = "it hangs: bash -c sleep 30")]
fn a_hang() {
    Home::new().shell("sleep 30").timeout(SHORT).run();
}

#[test]
#[should_panic(expected = "a process that it started hangs")]
fn a_hang_of_what_it_started() {
    Home::new().shell("sleep 3 & exit 0").timeout(SHORT).run();
}

#[test]
#[should_panic(expected = "a panic: bash -c")]
fn a_panic() {
    Home::new().shell("echo \"thread 'main' panicked at src/main.rs:1:1:\" >&2; exit 0").run();
}

#[test]
#[should_panic(expected = "it was killed: bash -c")]
fn a_kill() {
    Home::new().shell("kill -9 $$").run();
}

#[test]
fn a_kill_that_was_meant() {
    assert_eq!(Home::new().shell("kill -9 $$").killable().run().code, -9);
}

#[test]
#[should_panic(expected = "keywright frobnicate")]
fn another_exit_code() {
    Home::new().run("frobnicate").exits(0);
}

#[test]
#[should_panic(expected = "expected value")]
fn an_error_that_is_not_json() {
    Home::new().run("key list").fails(3, "not_found");
}

#[test]
fn more_than_a_pipe_holds_comes_and_goes() {
    let bytes = vec![b'x'; 1 << 20];
    assert!(Home::new().shell("cat; cat /dev/null >&2").stdin(bytes.clone()).run().exits(0).bytes == bytes);
}

#[test]
fn a_line_is_split_as_by_a_shell_and_knows_the_home() {
    let home = Home::new();
    let call =
        home.program("printf", "'%s|' plain 'two words' @/file --path=@/file '' \"it's\"").arg("@/ as it is");
    let file = home.text("file");
    assert_eq!(call.run().stdout, format!("plain|two words|{file}|--path={file}||it's|@/ as it is|"));
    assert!(file.contains(' ') && !file.is_ascii(), "a home whose path is as awkward as paths are: {file}");
}

#[test]
fn nothing_comes_from_the_environment_of_the_test() {
    let home = Home::new();
    let names = home.program("env", "").run().stdout;
    let mut names: Vec<&str> = names.lines().map(|line| line.split_once('=').unwrap().0).collect();
    names.sort_unstable();
    assert_eq!(names, ["HOME", "KW", "PATH", "TMPDIR"]);
    assert_eq!(
        home.shell("pwd -P").run().stdout.trim_end(),
        home.root().canonicalize().unwrap().to_str().unwrap()
    );
    assert_eq!(home.call("--version").under("echo").run().stdout, format!("{PROGRAM} --version\n"));
}
