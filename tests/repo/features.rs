//! Without default features the package is the verifier alone.

use std::collections::BTreeSet;

/// What belongs to the vault and the command line.
const NOT_IN_THE_VERIFIER: &[&str] = &[
    "age",
    "age-core",
    "anstyle",
    "chrono",
    "clap",
    "clap_builder",
    "clap_complete",
    "clap_mangen",
    "csv",
    "ignore",
    "indicatif",
    "libsqlite3-sys",
    "rpassword",
    "rusqlite",
    "tabled",
    "textwrap",
    "uzers",
];

fn packages(arguments: &[&str]) -> BTreeSet<String> {
    let arguments = [&["tree", "--offline", "-e", "normal", "--prefix", "none"], arguments].concat();
    let tree = super::output_of(env!("CARGO"), &arguments);
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_verifier_stands_alone() {
    let verifier = packages(&["--no-default-features"]);
    assert!(verifier.contains("ring"), "cargo tree was not understood: {verifier:?}");
    let unwanted: Vec<_> = NOT_IN_THE_VERIFIER.iter().filter(|name| verifier.contains(**name)).collect();
    assert!(unwanted.is_empty(), "the verifier links {unwanted:?}");
}

/// What only the vault and its command line have.
const NOT_IN_THE_GATE: &[&str] =
    &["age", "age-core", "chrono", "libsqlite3-sys", "rpassword", "rusqlite", "tabled", "textwrap", "uzers"];

#[test]
fn the_gate_has_no_vault() {
    let gate = packages(&["--no-default-features", "--features", "gate"]);
    for name in ["clap", "httparse", "signal-hook"] {
        assert!(gate.contains(name), "{name} is not in the gate: {gate:?}");
    }
    let unwanted: Vec<_> = NOT_IN_THE_GATE.iter().filter(|name| gate.contains(**name)).collect();
    assert!(unwanted.is_empty(), "the gate links {unwanted:?}");
    let verifier = packages(&["--no-default-features"]);
    assert!(!verifier.contains("httparse") && !verifier.contains("signal-hook"), "{verifier:?}");
}

#[test]
fn the_program_has_what_the_verifier_must_not() {
    let program = packages(&[]);
    for name in ["age", "clap", "rusqlite"] {
        assert!(program.contains(name), "{name} is not in the program: the list above has gone stale");
    }
}
