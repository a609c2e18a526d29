//! The pages of the formats name what the program knows.

use std::str::FromStr;

use keywright::domain::rights::{Audience, Environment, ResourcePath, Scope};

use super::read;

/// The text of the section with this heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let after = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{heading}")).1;
    after.split("\n## ").next().unwrap()
}

#[test]
fn every_reason_of_a_refusal_is_in_the_page() {
    let page = read("docs/format/verification-file.md");
    let answers = section(&page, "What is asked, and the answer");
    let source = read("src/domain/rights.rs");
    let names = source.split_once("pub fn as_str(self)").unwrap().1.split_once("\n    }\n").unwrap().0;
    let reasons: Vec<&str> = names.split('"').skip(1).step_by(2).collect();
    assert!(reasons.len() > 10, "{reasons:?}");
    for reason in reasons.into_iter().chain(["stale"]) {
        assert!(answers.contains(&format!("`{reason}`")), "{reason}");
    }
}

/// The characters of a rule of the page's grammar, as it is written there.
fn takes<T: FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

#[test]
fn the_grammar_of_the_page_is_that_of_the_library() {
    let alnum = |c: char| c.is_ascii_alphanumeric();
    let segment = |c: char| alnum(c) || "._~:@+=-".contains(c);
    for code in (0..=0x250).chain([0x2028, 0xfeff, 0x1_0000]) {
        let character = char::from_u32(code).unwrap();
        let scope = matches!(code, 0x21 | 0x23..=0x2b | 0x2d..=0x5b | 0x5d..=0x7e);
        let within = format!("a{character}b");
        assert_eq!(takes::<Scope>(&within), scope, "{code:x}");
        assert_eq!(takes::<ResourcePath>(&within), segment(character) || character == '/', "{code:x}");
        assert_eq!(takes::<Environment>(&within), alnum(character) || "._-".contains(character), "{code:x}");
        assert_eq!(takes::<Environment>(&character.to_string()), alnum(character), "{code:x}");
        assert_eq!(takes::<Audience>(&within), segment(character) || character == '/', "{code:x}");
    }
    let long = |text: &str, times: usize| text.repeat(times);
    assert!(takes::<Scope>(&long("a", 64)) && !takes::<Scope>(&long("a", 65)) && !takes::<Scope>(""));
    assert!(takes::<Environment>(&long("a", 64)) && !takes::<Environment>(&long("a", 65)));
    assert!(takes::<Audience>(&long("a", 128)) && !takes::<Audience>(&long("a", 129)));
    let path = |segments: usize| vec![long("a", 64); segments].join("/");
    assert!(takes::<ResourcePath>(&path(16)) && !takes::<ResourcePath>(&path(17)));
    for bad in ["", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a/."] {
        assert!(!takes::<ResourcePath>(bad), "{bad}");
    }
}

/// The statements of the schema, the tables and the numbers of the indexes.
#[test]
fn the_page_of_the_vault_has_its_schema_and_its_indexes() {
    let page = read("docs/format/vault.md");
    let schema = read("src/store/schema.rs");
    let statements: Vec<&str> = schema.split('"').filter(|text| text.starts_with("CREATE TABLE ")).collect();
    assert_eq!(statements.len(), 3);
    for statement in statements {
        assert!(page.contains(&format!("\n{statement}\n")), "{statement}");
    }
    let numbers = |source: &str, first: u32| -> Vec<u32> {
        let after = |line: &str| line.trim().strip_suffix(',')?.split_once(" = ")?.1.parse().ok();
        source.lines().filter_map(after).filter(|number| *number >= first).collect()
    };
    let indexes = section(&page, "The map").split_once("\n### Indexes\n").unwrap().1;
    let index = read("src/store/index.rs");
    for number in numbers(index.split_once("impl Index").unwrap().0, 32) {
        assert_eq!(indexes.matches(&format!("\n| {number} | ")).count(), 1, "index {number}");
    }
    let names = schema.split_once("pub fn name(self)").unwrap().1.split('"').skip(1).step_by(2);
    assert!(names.take(12).all(|name| page.contains(&format!("\n| `{name}` | "))));
}
