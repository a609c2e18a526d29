//! The pages for those who come from another system: every command of ours on them is run, in order,
//! in one home, and the tests that their table names are there.

use std::path::{Path, PathBuf};

use super::readme::{examples, play};
use crate::support::Home;

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coming-from").join(name)
}

#[track_caller]
fn is_true(name: &str) {
    let text = std::fs::read_to_string(page(name)).unwrap();
    let all = examples(&text);
    assert!(all.len() > 12, "the page was not understood");
    let home = Home::new();
    play(&home, &[], &all);
}

#[test]
fn nitro() {
    is_true("nitro.md");
}

#[test]
fn nitro_pat() {
    is_true("nitro-pat.md");
}

#[test]
fn mercato() {
    is_true("mercato.md");
}

#[test]
fn pakyas() {
    is_true("pakyas.md");
}

#[test]
fn norrix() {
    is_true("norrix.md");
}

/// A link to a test is ``[`name`](file)``.
#[test]
fn the_tests_of_the_table_are_there() {
    let text = std::fs::read_to_string(page("README.md")).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 20, "the table was not understood");
    for row in rows {
        let tests: Vec<&str> = row.split("[`").skip(1).collect();
        assert!(!tests.is_empty(), "no test proves: {row}");
        for test in tests {
            let (name, file) = test.split_once("`](").unwrap();
            let file = page(file.split_once(')').unwrap().0);
            let source = std::fs::read_to_string(&file).unwrap();
            let (attribute, function) = ("#[test]\n", format!("fn {name}("));
            let is_test = source.match_indices(&function).any(|(place, _)| {
                let before = source[..place].trim_end_matches(' ');
                before.ends_with(attribute)
            });
            assert!(is_test, "{} has no test {name}", file.display());
        }
    }
}
