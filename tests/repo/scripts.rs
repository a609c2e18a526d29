//! What the two commands of the README say before they begin.

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};

use super::root;

/// Runs a script where only these programs are.
fn with_only(programs: &[&str], script: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    link(programs, folder.path());
    Command::new(root().join(script)).env_clear().env("PATH", folder.path()).output().unwrap()
}

fn link(programs: &[&str], folder: &Path) {
    for program in programs {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap();
        let path = String::from_utf8(found.stdout).unwrap();
        symlink(path.trim(), folder.join(program)).unwrap();
    }
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

/// Before anything is built: what, and how long it takes.
#[test]
fn they_say_first_what_they_do() {
    for (script, told) in [("scripts/quickstart", "the main job once"), ("scripts/test", "runs everything")] {
        let folder = tempfile::tempdir().unwrap();
        link(&["bash", "sh", "env", "dirname"], folder.path());
        for name in ["cargo", "cc"] {
            let path = folder.path().join(name);
            std::fs::write(&path, "#!/bin/sh\necho BUILDS\nexit 1\n").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = Command::new(root().join(script));
        let ran = command.env_clear().env("PATH", folder.path()).env("NO_INSTALL", "1").output().unwrap();
        let said = String::from_utf8(ran.stdout).unwrap();
        let first = said.lines().next().unwrap();
        assert!(first.contains(told) && first.contains("minutes"), "{script}: {said}");
    }
}
