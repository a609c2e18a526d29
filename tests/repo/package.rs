//! The crate has what a build of it needs, and nothing of the repository besides.

use std::collections::BTreeSet;

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs")
        || path.ends_with("_tests.rs")
        || path.contains("/tests/")
        || path.contains("/snapshots/")
}

/// The files of the repository that it must have.
fn expected() -> BTreeSet<String> {
    let root = super::root();
    let mut files = BTreeSet::new();
    for folder in ["src", "man", "completions", "fixtures/profiles"] {
        let paths = super::files_below(&root.join(folder));
        let names = paths.iter().map(|path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
        files.extend(names.filter(|name| !is_test(name)));
    }
    let alone = ["Cargo.toml", "Cargo.lock", "README.md", "CHANGELOG.md", "SECURITY.md"];
    files.extend(alone.into_iter().chain(["LICENSE-MIT", "LICENSE-APACHE"]).map(str::to_owned));
    files
}

#[test]
fn the_crate_has_what_a_build_needs_and_no_more() {
    let listed =
        super::output_of(env!("CARGO"), &["package", "--list", "--allow-dirty", "--offline", "--quiet"]);
    // What cargo adds of its own.
    let own = ["Cargo.toml.orig", ".cargo_vcs_info.json"];
    let listed: BTreeSet<String> =
        listed.lines().filter(|line| !own.contains(line)).map(str::to_owned).collect();
    let expected = expected();
    assert!(expected.len() > 400, "{}", expected.len());
    let [missing, more] = [expected.difference(&listed), listed.difference(&expected)].map(Vec::from_iter);
    assert!(missing.is_empty() && more.is_empty(), "missing: {missing:?}; not needed: {more:?}");
}
