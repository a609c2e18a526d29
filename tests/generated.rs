//! The committed manual pages, completion scripts and reference match the command tree.
//!
//! `KEYWRIGHT_BLESS=1 cargo test --test generated` rewrites them.

// Test helpers outside of test functions: clippy.toml allows it only inside.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use keywright::cli::generate::{self, Generated};
use keywright::cli::manual;

/// Compares a directory with what belongs into it, or makes it so.
fn compare(directory: &str, files: Vec<Generated>) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    if bless() {
        fs::create_dir_all(&directory).unwrap();
        for name in names(&directory) {
            fs::remove_file(directory.join(name)).unwrap();
        }
        for file in &files {
            fs::write(directory.join(&file.name), &file.bytes).unwrap();
        }
    }
    let expected: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    assert_eq!(names(&directory), expected, "{STALE}");
    for file in files {
        let found = fs::read(directory.join(&file.name)).unwrap();
        assert!(found == file.bytes, "{} is stale. {STALE}", directory.join(file.name).display());
    }
}

/// Whether to write instead of to compare.
// For whoever runs this test; the program itself never reads it.
#[allow(clippy::disallowed_methods)]
fn bless() -> bool {
    std::env::var_os("KEYWRIGHT_BLESS").is_some_and(|value| value == "1")
}

const STALE: &str = "Run `KEYWRIGHT_BLESS=1 cargo test --test generated` and commit the result";

fn names(directory: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn manual_pages() {
    let mut pages = manual::man_pages().unwrap();
    pages.push(manual::man_page_of(keywright::gate::command()).unwrap());
    compare("man", pages);
}

#[test]
fn completions() {
    let files = [generate::completion_files(), generate::completion_files_of(keywright::gate::command())];
    compare("completions", files.into_iter().flatten().collect());
}

/// Compares a file with what it should hold, or writes it.
fn compare_file(name: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if bless() {
        fs::write(&file, text).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == text, "{name} is stale. {STALE}");
}

#[test]
fn reference() {
    compare_file("docs/cli.md", &generate::reference([keywright::gate::command()]));
}

#[test]
fn json() {
    compare_file("docs/json.md", &keywright::output::json::reference());
}

#[test]
fn metrics() {
    compare_file("docs/metrics.md", &keywright::output::vault::metrics::reference());
}

/// In the order of the help.
#[test]
fn every_command_has_an_answer_in_json() {
    fn visit(command: &clap::Command, path: &str, all: &mut Vec<String>) {
        for child in command.get_subcommands() {
            let path = format!("{path} {}", child.get_name()).trim_start().to_owned();
            if child.has_subcommands() { visit(child, &path, all) } else { all.push(path) }
        }
    }
    let mut commands = Vec::new();
    visit(&keywright::cli::args::command(), "", &mut commands);
    let mut described: Vec<&str> = keywright::output::json::ANSWERS
        .iter()
        .map(|answer| answer.command.split(" --").next().unwrap())
        .collect();
    described.dedup();
    assert_eq!(described, commands);
}

#[test]
fn one_page_is_that_of_all_pages() {
    let one = manual::man(&["key".into(), "create".into()]).unwrap();
    let all = manual::man_pages().unwrap();
    assert!(all.iter().any(|page| page.name == "keywright-key-create.1" && page.bytes == one));
    assert_eq!(manual::man(&["nothing".into()]).unwrap_err().kind.exit_code(), 2);
}
