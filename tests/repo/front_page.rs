//! README.md is a front page: short, with what somebody new looks for where they look, and every document in its table.

use std::collections::BTreeSet;

use super::{files_below, read, root};

/// What fits on a screen.
const SCREEN: usize = 25;

/// Links of a text to files of the project, without what stands behind `#`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next())
}

#[test]
fn it_is_short_and_the_first_screen_has_the_picture_and_both_commands() {
    let page = read("README.md");
    assert!(page.lines().count() < 200, "{}", page.lines().count());
    let screen: Vec<&str> = page.lines().take(SCREEN).collect();
    for begins in ["scripts/quickstart ", "scripts/test ", "!["] {
        assert!(screen.iter().any(|line| line.starts_with(begins)), "{begins}");
    }
}

/// Those that an index of their own lists are found by it.
#[test]
fn the_table_has_every_document() {
    let page = read("README.md");
    let (_, table) = page.split_once("\n## Documents\n").unwrap();
    let found: Vec<&str> = links(table.split("\n## ").next().unwrap()).collect();
    let listed: BTreeSet<String> = found.iter().map(|link| (*link).to_owned()).collect();
    assert_eq!(listed.len(), found.len(), "a document is there twice");
    let has_index =
        |path: &str| ["docs/adr/", "docs/coming-from/"].iter().any(|folder| path.starts_with(folder));
    let mut documents: BTreeSet<String> = files_below(&root().join("docs"))
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned())
        .filter(|path| !has_index(path) || path.ends_with("/README.md"))
        .collect();
    documents.extend(["SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned));
    assert_eq!(listed, documents);
}
