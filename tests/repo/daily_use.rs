//! `docs/daily-use.md`: the tests that it names are there, and what it says of other pages is so.

use super::read;

/// The rows of the page's tables: what is promised, and the tests.
fn rows(page: &str) -> Vec<(&str, Vec<&str>)> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit_once(" | "))
        .filter(|(promise, _)| *promise != "promise")
        .map(|(promise, tests)| (promise, tests.split('`').skip(1).step_by(2).collect()))
        .collect()
}

/// Whether a file has a test of this name that is always run.
fn has_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = format!("fn {name}(");
    lines.windows(2).any(|pair| pair[0] == "#[test]" && pair[1].starts_with(&begins))
}

#[test]
fn every_test_of_the_page_is_there() {
    let page = read("docs/daily-use.md");
    let rows = rows(&page);
    assert!(rows.len() > 80, "{}", rows.len());
    for (promise, tests) in rows {
        assert!(!tests.is_empty(), "{promise}: no test");
        for test in tests {
            let (file, name) = test.split_once("::").unwrap_or_else(|| panic!("{promise}: {test}"));
            assert!(has_test(&read(file), name), "{promise}: there is no test {test}");
        }
    }
    let lines = page.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    let headings = page.lines().filter(|line| *line == "| promise | test |").count();
    assert_eq!(lines.count(), self::rows(&page).len() + headings, "a row that is none");
}

/// An exported file is renewed by nobody, so it is not what somebody new should learn first.
#[test]
fn pages_begin_with_a_target() {
    for page in ["README.md", "examples/haproxy/README.md"] {
        let text = read(page);
        let first = |command: &str| text.find(&format!("keywright {command}")).unwrap_or(usize::MAX);
        assert!(first("target add ") < first("publish"), "{page}");
        assert!(first("publish") < first("export "), "{page}");
        assert!(first("publish") != usize::MAX, "{page}");
    }
}
