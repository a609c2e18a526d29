//! Counts and their nouns come from one place, `domain::words::count`: "1 key", "2 keys".

use std::path::Path;

/// Nouns that are counted in messages.
const NOUNS: &[&str] = &[
    "attempt",
    "byte",
    "change",
    "character",
    "connection",
    "copies",
    "credential",
    "damage",
    "day",
    "entries",
    "error",
    "event",
    "field",
    "file",
    "finding",
    "generation",
    "hour",
    "item",
    "key",
    "level",
    "line",
    "member",
    "minute",
    "network",
    "page",
    "place",
    "profile",
    "receipt",
    "record",
    "row",
    "scope",
    "second",
    "secret",
    "segment",
    "server",
    "slot",
    "target",
    "thing",
    "time",
    "value",
    "version",
];

/// What is counted by a line of code that does not ask the function, as in `"{} keys"` and `"{} file(s)"`.
fn counted(line: &str) -> Option<&str> {
    let code = line.split_once("//").map_or(line, |(code, _)| code);
    code.match_indices("} ").find_map(|(place, _)| {
        let name = code[..place].rsplit_once('{')?.1;
        // A limit has one number, which the author saw.
        let is_constant = !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c == '_');
        let rest = &code[place + 2..];
        let rest = rest.strip_prefix("more ").or(rest.strip_prefix("other ")).unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        let is_noun = |noun: &&&str| word == format!("{noun}s") || word == **noun && noun.ends_with("ies");
        let doubtful = behind.starts_with("(s)") || behind.starts_with("(es)");
        (!is_constant && (NOUNS.iter().any(|noun| is_noun(&noun)) || doubtful)).then_some(word)
    })
}

fn is_test(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.ends_with("tests.rs") || text.contains("/tests/")
}

#[test]
fn a_count_agrees_with_its_noun() {
    assert_eq!(counted(r#"format!("{} keys", n)"#), Some("keys"));
    assert_eq!(counted(r#"format!("{lost} more entries lost")"#), Some("entries"));
    assert_eq!(counted(r#"format!("{n} file(s)")"#), Some("file"));
    assert_eq!(counted(r#"format!("{MAX} keys"); // {} keys"#), None);
    assert_eq!(counted(r#"format!("{name} is keys")"#), None);
    let mut wrong = Vec::new();
    for file in super::files_below(&super::root().join("src")) {
        if file.extension().is_none_or(|extension| extension != "rs") || is_test(&file) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            if let Some(word) = counted(line) {
                wrong.push(format!("{}:{}: {word}", file.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "use `words::count`:\n{}", wrong.join("\n"));
}

/// The examples are in other languages: beside what counts there is what is said of one.
#[test]
fn a_count_in_an_example_agrees_with_its_noun() {
    let counts = |line: &str| ["%d keys", "} keys", "$cnt keys"].iter().any(|text| line.contains(text));
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for file in super::files_below(&super::root().join("examples")) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for (place, _) in lines.iter().enumerate().filter(|(_, line)| counts(line)) {
            seen += 1;
            let around = &lines[place.saturating_sub(1)..lines.len().min(place + 3)];
            if !around.iter().any(|line| line.contains("1 key")) {
                wrong.push(format!("{}:{}", file.display(), place + 1));
            }
        }
    }
    assert!(seen >= 6, "{seen}");
    assert!(wrong.is_empty(), "\"1 key\" is not said there:\n{}", wrong.join("\n"));
}
