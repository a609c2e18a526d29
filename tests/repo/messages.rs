//! The messages that the troubleshooting page explains are those that the program prints.

const PAGE: &str = "docs/rotation-stuck.md";

/// What hooks and the system say in the page's examples.
const OF_OTHERS: [&str; 3] = ["cannot reach shop", "no such file or directory", "no space left on device"];

/// What stands for a placeholder without quotes.
const NAMES: [&str; 4] = ["edge", "far", "the deliver", "the verify"];

/// The literal text of the program: strings over several lines joined, and a hole for every placeholder.
fn program() -> String {
    let sources = super::files_below(&super::root().join("src"));
    let text: String = sources.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let joined: Vec<&str> = text
        .split('\n')
        .scan(false, |continues, line| {
            let line = if *continues { line.trim_start() } else { line };
            *continues = line.ends_with('\\');
            Some(line.trim_end_matches('\\'))
        })
        .collect();
    let joined = joined.concat();
    let mut parts = joined.split('{');
    let mut literal = parts.next().unwrap().to_owned();
    for part in parts {
        let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "_.:?#".contains(c));
        match part.split_once('}').filter(|(name, _)| is_name(name)) {
            Some((_, after)) => literal.extend(["…", after]),
            None => literal.push_str(part),
        }
    }
    literal
}

/// The messages of the page: what is quoted in its headings and at the beginning of a table's row, and whatever has
/// something left out.
fn quoted(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in page.lines() {
        let is_entry = line.starts_with("**`") || line.starts_with("| `");
        for (place, code) in line.split('`').skip(1).step_by(2).enumerate() {
            if (place == 0 && is_entry && code.contains(' ')) || code.contains('…') {
                found.push(code);
            }
        }
    }
    found
}

#[test]
fn every_message_of_the_page_is_one_of_the_program() {
    let (program, page) = (program(), super::read(PAGE));
    let messages = quoted(&page);
    assert!(messages.len() > 15, "{messages:?}");
    for message in messages {
        let unnamed = NAMES.iter().fold(message.to_owned(), |text, name| text.replace(name, "…"));
        let parts = unnamed.split(|c: char| "'…:()".contains(c) || c.is_ascii_digit()).map(str::trim);
        for part in parts.filter(|part| part.len() > 6 && !OF_OTHERS.contains(part)) {
            assert!(program.contains(part), "{PAGE} has '{message}', and the program does not say '{part}'");
        }
    }
}
