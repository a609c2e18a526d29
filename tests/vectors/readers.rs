//! The readers in other languages, `examples/…`: each has a runner, which `fixtures/vectors/README.md` describes.

use std::path::Path;

use super::answers::{Answered, assert_agree};
use super::cases::{folder, read};
use super::support::{Call, Home, available, missing};

/// A runner, and the reader that it needs.
pub(super) const PYTHON: [&str; 2] = ["tests/vectors/run.py", "examples/python/keywright.py"];
pub(super) const NODE: [&str; 2] = ["tests/vectors/run.mjs", "examples/node/keywright.mjs"];
pub(super) const GO: [&str; 2] = ["tests/vectors/run.go", "examples/go/keywright.go"];

#[test]
fn python_agrees() {
    let home = Home::in_memory();
    if let (true, Some(python)) = (are_there(PYTHON), home.python("cryptography")) {
        let runner = home.program(python, "").arg(root().join(PYTHON[0]));
        assert_runner_agrees("the reader in Python", runner);
    }
}

#[test]
fn node_agrees() {
    let home = Home::in_memory();
    if are_there(NODE) && available("node") {
        let runner = home.program("node", "").arg(root().join(NODE[0]));
        assert_runner_agrees("the reader for Node", runner);
    }
}

#[test]
fn go_agrees() {
    let home = Home::in_memory();
    if are_there(GO) && available("go") {
        // Two packages of one module, so that the reader needs no module of its own.
        std::fs::create_dir(home.path("keywright")).unwrap();
        std::fs::copy(root().join(GO[0]), home.path("run.go")).unwrap();
        std::fs::copy(root().join(GO[1]), home.path("keywright/keywright.go")).unwrap();
        home.write("go.mod", "module example\n\ngo 1.18\n");
        let build = home.program("go", "build -o @/run .").env("GOTOOLCHAIN", "local").env("GOPROXY", "off");
        build.env("GOFLAGS", "-mod=mod").run().exits(0);
        assert_runner_agrees("the reader in Go", home.program(&home.text("run"), ""));
    }
}

/// Whether runner and reader are there. Reports it if not; in CI that is a failure.
#[track_caller]
pub(super) fn are_there(paths: [&str; 2]) -> bool {
    let absent = paths.into_iter().find(|path| !root().join(path).is_file());
    if let Some(path) = absent {
        missing(&format!("there is no {path}"));
    }
    absent.is_none()
}

/// Starts a runner and compares all that it answers.
#[track_caller]
fn assert_runner_agrees(reader: &str, runner: Call) {
    let vectors = read();
    let home = Home::in_memory();
    std::fs::create_dir(home.path("scratch")).unwrap();
    let output = runner.arg(folder()).arg(home.path("scratch")).run().exits(0);
    let line =
        |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{reader}: {error}: {line}"));
    let answered: Vec<Answered> = output.stdout.lines().map(line).collect();
    assert_agree(reader, &vectors, &answered, &home.path("scratch"), &[]);
    let mut decisions = answered.iter().flat_map(|answered| &answered.decisions);
    assert!(decisions.all(Option::is_some), "{reader} leaves a decision out");
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
