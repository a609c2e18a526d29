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

#[test]
fn the_program_has_what_the_verifier_must_not() {
    let program = packages(&[]);
    for name in ["age", "clap", "rusqlite"] {
        assert!(program.contains(name), "{name} is not in the program: the list above has gone stale");
    }
}
