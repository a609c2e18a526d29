//! What the two commands of the README say before they begin.

use std::os::unix::fs::symlink;
use std::process::{Command, Output};

use super::root;

/// Runs a script where only these programs are.
fn with_only(programs: &[&str], script: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    for program in programs {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap();
        let path = String::from_utf8(found.stdout).unwrap();
        symlink(path.trim(), folder.path().join(program)).unwrap();
    }
    Command::new(root().join(script)).env_clear().env("PATH", folder.path()).output().unwrap()
}

#[test]
fn without_a_toolchain_they_say_what_to_install() {
    let basic = ["bash", "env", "dirname"];
    for script in ["scripts/quickstart", "scripts/test"] {
        let ran = with_only(&basic, script);
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.code() == Some(1) && said.contains("Rust 1.90"), "{script}: {said}");
        assert!(said.contains("rustup") && ran.stdout.is_empty(), "{script}: {said}");
    }
    let ran = with_only(&[&basic[..], &["cargo"]].concat(), "scripts/quickstart");
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.code() == Some(1) && said.contains("a C compiler"), "{said}");
}
