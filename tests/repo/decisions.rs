//! The index of `docs/adr` names each decision as its file does.

use std::fmt::Write as _;

/// The lines that the index must have: from the title and the status of each file, in their order.
fn expected() -> String {
    let mut names: Vec<String> = std::fs::read_dir(super::root().join("docs/adr"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    let mut lines = String::new();
    for (place, name) in names.iter().enumerate() {
        let text = super::read(&format!("docs/adr/{name}"));
        let title = text.lines().next().unwrap().strip_prefix("# ").unwrap();
        let status = text.lines().find_map(|line| line.strip_prefix("Status: ")).unwrap();
        assert!(name.starts_with(&format!("{:04}-", place + 1)), "{name} is number {}", place + 1);
        assert!(title.starts_with(&format!("{}. ", place + 1)), "{name}: {title}");
        let note = if status == "accepted" { String::new() } else { format!(" ({status})") };
        writeln!(lines, "- [{title}]({name}){note}").unwrap();
    }
    lines
}

#[test]
fn the_index_of_decisions_is_complete() {
    let index = super::read("docs/adr/README.md");
    let listed: String = index.split_inclusive('\n').filter(|line| line.starts_with("- [")).collect();
    let expected = expected();
    assert_eq!(listed, expected, "docs/adr/README.md must have:\n{expected}");
}
