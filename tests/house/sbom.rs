//! `scripts/sbom` names what is in the binary, all of it and nothing else.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// What the script prints; none where Python is missing.
fn sbom() -> Option<String> {
    if Command::new("python3").arg("--version").output().is_err() {
        assert!(!super::is_ci(), "python3 is not installed");
        println!("skipped: sbom: python3 is not installed");
        return None;
    }
    Some(super::output_of("python3", &["scripts/sbom"]))
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or_else(|| panic!("{member} of {value}"))
}

/// The crates that cargo names for these kinds of edges, as `name version`, less this package.
fn crates(edges: &str) -> BTreeSet<String> {
    let arguments = ["tree", "--offline", "--locked", "-e", edges, "--prefix", "none", "--no-dedupe"];
    let tree = super::output_of(env!("CARGO"), &arguments);
    let name = |line: &str| {
        let mut words = line.split_whitespace();
        format!("{} {}", words.next().unwrap(), words.next().unwrap().trim_start_matches('v'))
    };
    tree.lines().skip(1).map(name).collect()
}

fn named<'v>(components: impl IntoIterator<Item = &'v Value>) -> BTreeSet<String> {
    components.into_iter().map(|one| format!("{} {}", text(one, "name"), text(one, "version"))).collect()
}

#[test]
fn it_lists_exactly_what_cargo_builds() {
    let Some(printed) = sbom() else { return };
    let bom: Value = serde_json::from_str(&printed).unwrap();
    let components = bom["components"].as_array().unwrap();
    let linked = components.iter().filter(|one| text(one, "scope") == "required");
    assert_eq!(named(linked), crates("normal,no-proc-macro"));
    assert_eq!(named(components), crates("normal,build"));
    assert_eq!(named(components).len(), components.len(), "each once");
    assert!(components.len() > 100, "{} components", components.len());
}

#[test]
fn each_has_a_licence_and_the_checksum_of_the_lock_file() {
    let Some(printed) = sbom() else { return };
    let bom: Value = serde_json::from_str(&printed).unwrap();
    let lock: toml::Table = super::read("Cargo.lock").parse().unwrap();
    let locked: BTreeSet<String> = lock["package"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|package| {
            let text = |member: &str| package.get(member)?.as_str();
            Some(format!("{} {} {}", text("name")?, text("version")?, text("checksum")?))
        })
        .collect();
    for one in bom["components"].as_array().unwrap() {
        assert!(!text(&one["licenses"][0], "expression").is_empty(), "{one}");
        let sum = text(&one["hashes"][0], "content");
        let line = format!("{} {} {sum}", text(one, "name"), text(one, "version"));
        assert!(locked.contains(&line), "not in Cargo.lock: {line}");
    }
}

/// Every edge leads to something that is listed, and the C library that has no crate is named, too.
#[test]
fn it_is_whole_and_the_same_each_time() {
    let Some(printed) = sbom() else { return };
    assert_eq!(sbom().unwrap(), printed);
    let bom: Value = serde_json::from_str(&printed).unwrap();
    let components = bom["components"].as_array().unwrap();
    let own = &bom["metadata"]["component"];
    let known: BTreeSet<&str> = components.iter().chain([own]).map(|one| text(one, "bom-ref")).collect();
    let edges = bom["dependencies"].as_array().unwrap();
    let from: BTreeSet<&str> = edges.iter().map(|edge| text(edge, "ref")).collect();
    assert_eq!(from, known);
    let to = edges.iter().flat_map(|edge| edge["dependsOn"].as_array().unwrap());
    let reached: BTreeSet<&str> = to.map(|to| to.as_str().unwrap()).chain([text(own, "bom-ref")]).collect();
    assert_eq!(reached, known, "each is there for the sake of another one");
    let binding = components.iter().find(|one| text(one, "name") == "libsqlite3-sys").unwrap();
    assert_eq!(text(&binding["components"][0], "name"), "sqlite");
    assert!(text(&binding["components"][0], "version").starts_with("3."));
}
