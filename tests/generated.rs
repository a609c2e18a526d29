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

#[test]
fn reference() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let text = generate::reference([keywright::gate::command()]);
    if bless() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &text).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == text, "docs/cli.md is stale. {STALE}");
}

#[test]
fn one_page_is_that_of_all_pages() {
    let one = manual::man(&["key".into(), "create".into()]).unwrap();
    let all = manual::man_pages().unwrap();
    assert!(all.iter().any(|page| page.name == "keywright-key-create.1" && page.bytes == one));
    assert_eq!(manual::man(&["nothing".into()]).unwrap_err().kind.exit_code(), 2);
}
