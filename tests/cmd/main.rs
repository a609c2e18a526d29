//! The output of the real binary where nothing else is needed: help at every level and usage errors
//! (`*.trycmd`, compared by `trycmd`), every example of the README and of the migration pages, run in
//! order, and the README's picture.
//!
//! `TRYCMD=overwrite cargo test --test cmd` rewrites the expected output.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod coming_from;
mod picture;
mod readme;

use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn help_and_usage_errors() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}

/// A command that is added must be added to `help.trycmd`.
#[test]
fn help_is_compared_at_every_level() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/help.trycmd");
    let text = std::fs::read_to_string(path).unwrap();
    let compared: BTreeSet<String> =
        text.lines().filter_map(|line| line.strip_prefix("$ ")).map(str::to_owned).collect();
    let mut expected = BTreeSet::new();
    collect(&keywright::cli::args::command(), "keywright", &mut expected);
    assert_eq!(compared, expected);
}

fn collect(command: &clap::Command, path: &str, lines: &mut BTreeSet<String>) {
    lines.insert(format!("{path} --help"));
    for deeper in command.get_subcommands() {
        collect(deeper, &format!("{path} {}", deeper.get_name()), lines);
    }
}
