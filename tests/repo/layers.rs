//! Imports point downward only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What each module at the top of the crate may import, besides itself.
/// `formats` and `verification` are neighbours: at most one of them imports the other.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("main", &["cli", "system", "ports", "error"]),
    ("bin", &["gate", "system"]),
    ("gate", &["system", "verification", "crypto", "domain", "error", "files"]),
    ("system", &["accounts", "domain", "error", "files", "ports", "secret"]),
    ("cli", &["ops", "output", "formats", "verification", "domain", "error", "files", "ports", "secret"]),
    ("output", &["ops", "formats", "verification", "domain", "error", "files", "ports", "secret"]),
    (
        "ops",
        &[
            "store",
            "formats",
            "verification",
            "crypto",
            "accounts",
            "domain",
            "error",
            "files",
            "ports",
            "secret",
        ],
    ),
    ("store", &["crypto", "domain", "error", "files", "ports", "secret"]),
    ("formats", &["verification", "crypto", "domain", "error", "files", "ports", "secret"]),
    ("verification", &["formats", "crypto", "domain", "error", "files", "ports", "secret"]),
    ("crypto", &["domain", "error", "files", "ports", "secret"]),
    ("files", &["domain", "error", "ports", "secret"]),
    ("ports", &["domain", "error", "secret"]),
    ("secret", &["domain", "error"]),
    ("error", &["domain", "verification"]),
    ("domain", &[]),
    ("accounts", &[]),
];

#[test]
fn imports_point_downward() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut neighbours = BTreeSet::new();
    let source = super::root().join("src");
    for file in super::files_below(&source) {
        let path = file.strip_prefix(&source).unwrap();
        let module = module_of(path);
        if path.extension().is_none_or(|extension| extension != "rs") || module == "lib" {
            continue;
        }
        let Some(may) = allowed.get(module.as_str()) else {
            wrong.push(format!("{}: module `{module}` has no place in tests/repo/layers.rs", path.display()));
            continue;
        };
        for imported in imports(&std::fs::read_to_string(&file).unwrap(), module == "main" || module == "bin")
        {
            let known = allowed.contains_key(imported.as_str());
            if known && imported != module && !may.contains(&imported.as_str()) {
                wrong.push(format!("{}: `{module}` must not import `{imported}`", path.display()));
            }
            neighbours.insert((module.clone(), imported));
        }
    }
    let has = |from: &str, to: &str| neighbours.contains(&(from.to_owned(), to.to_owned()));
    if has("formats", "verification") && has("verification", "formats") {
        wrong.push("`formats` and `verification` import each other".to_owned());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// docs/adr/0021: who may name clap, and what of it. Operations and output have what describes values
/// and options; what reads a command line stays in `cli`, and in `gate`, which has its own.
#[test]
fn the_parser_of_the_command_line_stays_in_cli() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    let source = super::root().join("src");
    for file in super::files_below(&source) {
        let path = file.strip_prefix(&source).unwrap();
        let module = module_of(path);
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        if file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("_tests")) {
            continue; // tests may parse what the struct they are about accepts
        }
        // Whoever writes a value parser has to name what its one function is given and returns.
        let parses_values = text.contains("TypedValueParser for");
        for crate_name in ["clap", "clap_complete", "clap_mangen"] {
            for name in named_below(&text, crate_name) {
                seen += 1;
                let of_signature = parses_values && matches!(name.as_str(), "Arg" | "Command" | "Error");
                if !may_name(&module, crate_name, &name) && !of_signature {
                    wrong
                        .push(format!("{}: `{module}` must not name `{crate_name}::{name}`", path.display()));
                }
            }
        }
    }
    assert!(seen > 10, "the imports were not understood");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn may_name(module: &str, crate_name: &str, name: &str) -> bool {
    match (module, crate_name) {
        ("cli", _) | ("gate", "clap") => true,
        // Of `builder` what parses a value; its `Command` and `Arg` are the parser of a command line.
        ("ops", "clap") => match name.strip_prefix("builder::") {
            Some(item) => {
                let item = item.split("::").next().unwrap_or_default();
                item == "PossibleValue" || item.ends_with("ValueParser") || item.ends_with("ValuesParser")
            }
            None => matches!(name, "Args" | "ValueEnum" | "value_parser"),
        },
        ("output", "clap") => name == "ValueEnum",
        _ => false,
    }
}

#[test]
fn operations_name_the_derive_and_not_the_parser() {
    let parsers = ["builder::NonEmptyStringValueParser::new", "builder::PossibleValuesParser"];
    for yes in ["Args", "ValueEnum", "value_parser", "builder::TypedValueParser"].iter().chain(&parsers) {
        assert!(may_name("ops", "clap", yes), "{yes}");
    }
    for no in
        ["Parser", "Command", "ArgMatches", "CommandFactory", "FromArgMatches", "builder::Command", "*", ""]
    {
        assert!(!may_name("ops", "clap", no), "{no}");
    }
    assert!(!may_name("ops", "clap_complete", "Shell") && !may_name("domain", "clap", "ValueEnum"));
}

#[test]
fn the_reader_sees_every_form_of_import() {
    let text = "use crate::{domain::key::Key, error::{Error, Result}, ops};\n// crate::cli\nlet x = crate::store::open();\n\
                pub(crate) use crate::formats;\n#[cfg(test)]\nmod tests { use crate::system; }\n";
    let found: Vec<String> = imports(text, false).into_iter().collect();
    assert_eq!(found, ["domain", "error", "formats", "ops", "store"]);
    assert_eq!(imports("keywright::cli::run()", true).into_iter().collect::<Vec<_>>(), ["cli"]);
    let text = "use clap::{\n    Args,\n    builder::{self, PathBufValueParser as P},\n};\nuse clap::*;\nuse clap as c;\n\
                #[arg(value_parser = clap::value_parser!(u8))]\nfn f(_: my_clap::X, _: clap_complete::Y) {}\n";
    let found: Vec<String> = named_below(text, "clap").into_iter().collect();
    assert_eq!(found, ["", "*", "Args", "builder::PathBufValueParser", "builder::self", "value_parser"]);
}

/// `store/vault.rs` and `store.rs` belong to `store`, and `files_tests.rs` to `files`.
fn module_of(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").trim_end_matches("_tests").to_owned()
}

/// The modules at the top of the crate that a source text names.
fn imports(text: &str, from_main: bool) -> BTreeSet<String> {
    let roots: &[&str] = if from_main { &["crate", "keywright"] } else { &["crate"] };
    // Less the root itself, as in `pub(crate)`.
    let first = |path: String| path.split("::").next().filter(|word| !word.is_empty()).map(str::to_owned);
    roots.iter().flat_map(|root| named_below(text, root)).filter_map(first).collect()
}

/// The paths below a crate that a source text names, tests and comments left out: `a::{b, c::d}` is
/// `b` and `c::d` below `a`, and `a` alone is an empty one.
fn named_below(text: &str, root: &str) -> BTreeSet<String> {
    let code = text.split("\n#[cfg(test)]\n").next().unwrap_or_default();
    let code: Vec<&str> =
        code.lines().map(|line| line.split("//").next().unwrap_or_default().trim_end()).collect();
    let code = code.join("\n");
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut found = BTreeSet::new();
    for (place, _) in code.match_indices(root) {
        let rest = &code[place + root.len()..];
        if code[..place].ends_with(is_word) || rest.starts_with(is_word) {
            continue;
        }
        match rest.strip_prefix("::") {
            Some(tree) => found.extend(paths(tree)),
            None => found.extend([String::new()]),
        }
    }
    found
}

/// The paths of a use tree; an expression's path ends where its names do.
fn paths(tree: &str) -> Vec<String> {
    if let Some(group) = tree.strip_prefix('{') {
        return members(group).iter().flat_map(|member| paths(member.trim())).collect();
    }
    let word: String = tree.chars().take_while(|c| c.is_ascii_alphanumeric() || "_*".contains(*c)).collect();
    match tree[word.len()..].strip_prefix("::").map(paths) {
        Some(deeper) if !deeper.is_empty() => deeper.iter().map(|path| format!("{word}::{path}")).collect(),
        _ if word.is_empty() => Vec::new(),
        _ => vec![word],
    }
}

/// The members of a `{…}` group whose opening brace has been read.
fn members(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut found = vec![String::new()];
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match found.last_mut() {
            Some(member) if c != ',' || depth > 0 => member.push(c),
            _ => found.push(String::new()),
        }
    }
    found
}
