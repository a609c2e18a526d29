//! The rules of the repository: layers, features, documentation.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod daily_use;
mod decisions;
mod exit_codes;
mod features;
mod formats;
mod front_page;
mod hints;
mod layers;
mod links;
mod messages;
mod mutants;
mod outside;
mod package;
mod plurals;
mod scripts;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The package's folder.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the package.
fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder, except what is built and what git keeps.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        // In `src` a target is a noun.
        let is_built = name == "target" && !path.starts_with(root().join("src"));
        if path.is_symlink() || is_built || name == ".git" {
            continue;
        }
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// What a program prints; it must succeed.
fn output_of(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(root()).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}
