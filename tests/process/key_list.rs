//! `key list`: orders, patterns, pages and cursors, and what a terminal gets.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Home, available, bulk};

/// The names on all pages of a listing, and how often a page was asked for.
fn pages(home: &Home, options: &str, size: usize, between: &mut dyn FnMut(usize)) -> Vec<String> {
    let (mut names, mut cursor, mut count) = (Vec::new(), String::new(), 0);
    loop {
        let page = home.json(&format!("key list {options} --limit {size} {cursor}"));
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= size && (cursor.is_empty() || !items.is_empty()), "{options}");
        names.extend(items.iter().map(|item| item["name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next_cursor"].as_str() else { return names };
        cursor = format!("--cursor {next}");
        between(count);
        count += 1;
    }
}

fn names(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// Keys with all that is sorted by, in an order of none of it.
fn varied() -> Home {
    let home = Home::with_vault();
    for (name, options) in [
        ("delta", "--expires 30 --owner zoe"),
        ("alpha", "--expires never"),
        ("echo", "--expires 10 --owner bob"),
        ("bravo", "--expires 20"),
        ("ci/a b", "--expires 10 --owner amy"),
    ] {
        home.create(name, options);
    }
    home.ok("key disable echo");
    home.ok("key revoke bravo --yes");
    home.ok("key create bravo --expires 5");
    home
}

#[test]
fn every_order_is_the_same_on_pages_of_any_size() {
    let home = varied();
    let expected: BTreeMap<&str, [&str; 6]> = BTreeMap::from([
        ("", ["delta", "alpha", "echo", "bravo", "ci/a b", "bravo"]),
        ("--reverse", ["bravo", "ci/a b", "bravo", "echo", "alpha", "delta"]),
        ("--sort created", ["delta", "alpha", "echo", "bravo", "ci/a b", "bravo"]),
        ("--sort name", ["alpha", "bravo", "bravo", "ci/a b", "delta", "echo"]),
        ("--sort name --reverse", ["echo", "delta", "ci/a b", "bravo", "bravo", "alpha"]),
        ("--sort expires", ["bravo", "echo", "ci/a b", "bravo", "delta", "alpha"]),
        ("--sort expires --reverse", ["delta", "bravo", "ci/a b", "echo", "bravo", "alpha"]),
        ("--sort status", ["delta", "alpha", "ci/a b", "bravo", "echo", "bravo"]),
        ("--sort owner", ["ci/a b", "echo", "delta", "alpha", "bravo", "bravo"]),
        ("--sort last-used", ["delta", "alpha", "echo", "bravo", "ci/a b", "bravo"]),
    ]);
    for (options, expected) in expected {
        assert_eq!(names(&home.json(&format!("key list {options} --limit 0"))), expected, "{options}");
        for size in [1, 2, 5, 6, 7] {
            assert_eq!(pages(&home, options, size, &mut |_| {}), expected, "{options} {size}");
        }
    }
    let versions = home.json("key list bravo --sort name --reverse");
    assert_eq!(versions["items"][0]["version"], 2, "{versions}");
    // Every format, and by variable.
    let csv = home.call("key list -o csv").env("KEYWRIGHT_SORT", "name").run().exits(0).stdout;
    assert!(csv.lines().nth(1).unwrap().contains(",alpha,"), "{csv}");
    let table = home.ok("key list --sort name --reverse").stdout;
    assert!(table.lines().nth(1).unwrap().starts_with("echo"), "{table}");
}

#[test]
fn keys_made_and_deleted_between_pages_neither_repeat_nor_hide_others() {
    for options in ["", "--reverse", "--sort name", "--sort name --reverse", "--sort expires"] {
        let home = Home::with_vault();
        home.call("key create --from - -o jsonl").stdin(bulk(12)).run().exits(0);
        let before = names(&home.json(&format!("key list {options} --limit 0")));
        let mut gone = Vec::new();
        let seen = pages(&home, options, 2, &mut |page| {
            if page < 3 {
                home.create(&format!("0 new {page}"), "");
                home.create(&format!("zz new {page}"), "");
            }
            // One that was seen, the last one of the page, and one that was not seen yet.
            if page == 1 {
                gone.extend([&before[0], &before[3], &before[5]]);
                for name in &gone {
                    home.ok(&format!("key delete '{name}' --yes"));
                }
            }
        });
        let old: Vec<&String> = seen.iter().filter(|name| !name.contains("new")).collect();
        let expected: Vec<&String> =
            before.iter().enumerate().filter(|(place, _)| *place != 5).map(|(_, name)| name).collect();
        assert_eq!(old, expected, "{options}");
    }
}

#[test]
fn a_cursor_belongs_to_its_order_and_filters() {
    let home = varied();
    let cursor = |options: &str| {
        let page = home.json(&format!("key list {options} --limit 1"));
        page["next_cursor"].as_str().unwrap().to_owned()
    };
    let plain = cursor("");
    let refused = |options: &str, cursor: &str| {
        let refused = home.run(&format!("key list {options} --cursor {cursor} -o json")).fails(2, "usage");
        assert!(refused["message"].as_str().unwrap().contains("another order"), "{options}: {refused}");
    };
    for filter in ["'*'", "--unused-for 0", "--status active,revoked"] {
        refused(filter, &plain);
        refused("", &cursor(filter));
    }
    for order in ["--reverse", "--sort name", "--sort name --reverse"] {
        refused(order, &plain);
        refused("--sort owner", &cursor(order));
        // Without an order it goes on in its own.
        let rest =
            |options: &str| names(&home.json(&format!("key list {options} --cursor {}", cursor(order))));
        assert_eq!(rest(""), rest(order), "{order}");
        assert_eq!(rest("").len(), 5, "{order}");
    }
    // Not to the size of a page.
    home.ok(&format!("key list --limit 3 --cursor {plain} -o json"));
    home.ok(&format!("key list --limit 0 --cursor {plain} -o jsonl"));
}

#[test]
fn a_pattern_is_of_whole_names() {
    let home = varied();
    let listed = |pattern: &str| names(&home.json(&format!("key list {pattern}")));
    assert_eq!(listed("'*a*'"), ["delta", "alpha", "bravo", "ci/a b", "bravo"]);
    assert_eq!(listed("'ci*'"), ["ci/a b"]);
    assert_eq!(listed("'?????' --status active"), ["delta", "alpha", "bravo"]);
    assert_eq!(listed("'[a-c]*' --sort name"), ["alpha", "bravo", "bravo", "ci/a b"]);
    assert_eq!(listed("alpha"), ["alpha"]);
    assert_eq!(listed("Alpha"), [""; 0]);
    assert_eq!(listed("alph"), [""; 0]);
    let none = home.ok("key list alph");
    assert!(none.stderr.contains("names that contain it: '*alph*'"), "{none}");
    assert!(home.ok("key list 'x*'").stderr.is_empty());
}

#[test]
fn versions_are_told_apart_where_a_name_has_several() {
    let home = varied();
    let header =
        |options: &str| home.ok(&format!("key list {options}")).stdout.lines().next().unwrap().to_owned();
    assert!(header("").starts_with("Name    Version  ID "));
    assert!(header("bravo").starts_with("Name   Version  ID "));
    assert!(header("bravo --status active").starts_with("Name   ID "));
    assert!(header("alpha").starts_with("Name   ID "));
}

#[test]
fn a_terminal_gets_live_keys_first_and_the_newest_of_them() {
    if !available("script") {
        return;
    }
    let home = varied();
    let shown = |options: &str| {
        let script = home.program("script", "-q -e -c");
        let line = format!("\"$KW\" key list {options}");
        let shown = script.arg(line).arg("/dev/null").env("TERM", "dumb").run().exits(0).stdout;
        let lines = shown.lines().skip(1).filter(|line| line.contains("key_"));
        lines.map(|line| line.split("  ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let recent = ["bravo", "ci/a b", "alpha", "delta", "echo", "bravo"];
    assert_eq!(shown(""), recent);
    assert_eq!(shown("--limit 0"), recent);
    assert_eq!(shown("--limit 2"), recent[..2]);
    assert_eq!(shown("--limit 5"), recent[..5]);
    assert_eq!(shown("--reverse"), ["bravo", "echo", "delta", "alpha", "ci/a b", "bravo"]);
    assert_eq!(shown("--sort created"), ["delta", "alpha", "echo", "bravo", "ci/a b", "bravo"]);
    // Page by page, and not for programs.
    let page = |options: &str| {
        let script = home.program("script", "-q -e -c");
        let line = format!("\"$KW\" key list --limit 3 {options}");
        script.arg(line).arg("/dev/null").env("TERM", "dumb").run().exits(0).stdout
    };
    let first = page("");
    let cursor = first.split("--cursor ").nth(1).unwrap().trim().to_owned();
    let second = page(&format!("--cursor {cursor}"));
    let lines: Vec<&str> = second.lines().skip(1).filter(|line| line.contains("key_")).collect();
    assert!(lines[0].starts_with("delta") && lines[2].starts_with("bravo") && lines.len() == 3, "{second}");
    let rest = names(&home.json(&format!("key list --cursor {cursor}")));
    assert_eq!(rest, recent[3..], "the order of the page before");
    let cursor = home.json("key list --limit 2")["next_cursor"].as_str().unwrap().to_owned();
    let second = page(&format!("--cursor {cursor}"));
    let lines: Vec<&str> = second.lines().skip(1).filter(|line| line.contains("key_")).collect();
    assert!(lines[0].starts_with("echo") && lines[1].starts_with("bravo") && lines.len() == 3, "{second}");
}

#[test]
fn unused_keys_are_live_ones_since_their_creation() {
    let home = varied();
    home.ok("key disable delta");
    let unused = names(&home.json("key list --unused-for 0 --limit 0"));
    assert_eq!(unused, ["alpha", "ci/a b", "bravo"], "neither revoked nor disabled");
    assert_eq!(names(&home.json("key list --unused-for 1d")), [""; 0], "created just now");
}
