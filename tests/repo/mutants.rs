//! A mutation that no longer applies proves nothing.

use std::collections::BTreeSet;
use std::process::Command;

use super::read;

#[test]
fn every_mutation_applies() {
    let ran =
        Command::new("python3").args(["scripts/mutants", "--check"]).current_dir(super::root()).output();
    match ran {
        Ok(ran) => assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout)),
        Err(error) => println!("skipped: python3: {error}"),
    }
}

/// The table of `docs/assurance.md` has a row for each, and no others.
#[test]
fn every_mutation_has_its_row() {
    let script = read("scripts/mutants");
    let list = script.split_once("\nMUTATIONS = [\n").unwrap().1.split_once("\n]\n").unwrap().0;
    let names = list.lines().filter_map(|line| line.strip_prefix("    (\"")?.strip_suffix("\", ["));
    let names: BTreeSet<&str> = names.collect();
    let page = read("docs/assurance.md");
    let table = page.split_once("\n| mutation | tests that were run | result |\n|---|---|---|\n").unwrap().1;
    let rows = table.lines().map_while(|line| line.strip_prefix("| ")?.split_once(" | "));
    let rows: BTreeSet<&str> = rows.map(|(name, _)| name).collect();
    assert!(names.len() > 300);
    let [without, stray] = [names.difference(&rows), rows.difference(&names)].map(Vec::from_iter);
    assert!(without.is_empty() && stray.is_empty(), "without a row: {without:?}; rows of none: {stray:?}");
}
