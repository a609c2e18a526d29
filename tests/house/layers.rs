//! Imports point downward only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What each module at the top of the crate may import, besides itself.
/// `formats` and `verification` are neighbours: at most one of them imports the other.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("main", &["cli", "system", "ports", "error"]),
    ("system", &["domain", "error", "files", "ports", "secret"]),
    ("cli", &["ops", "output", "formats", "verification", "domain", "error", "files", "ports", "secret"]),
    ("output", &["ops", "formats", "verification", "domain", "error", "files", "ports", "secret"]),
    ("ops", &["store", "formats", "verification", "crypto", "domain", "error", "files", "ports", "secret"]),
    ("store", &["crypto", "domain", "error", "files", "ports", "secret"]),
    ("formats", &["verification", "crypto", "domain", "error", "files", "ports", "secret"]),
    ("verification", &["formats", "crypto", "domain", "error", "files", "ports", "secret"]),
    ("crypto", &["domain", "error", "files", "ports", "secret"]),
    ("files", &["domain", "error", "ports", "secret"]),
    ("ports", &["domain", "error", "secret"]),
    ("secret", &["domain", "error"]),
    ("error", &["domain", "verification"]),
    ("domain", &[]),
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
            wrong
                .push(format!("{}: module `{module}` has no place in tests/house/layers.rs", path.display()));
            continue;
        };
        for imported in imports(&std::fs::read_to_string(&file).unwrap(), module == "main") {
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

#[test]
fn the_reader_sees_every_form_of_import() {
    let text = "use crate::{domain::key::Key, error::{Error, Result}, ops};\n// crate::cli\nlet x = crate::store::open();\n\
                pub(crate) use crate::formats;\n#[cfg(test)]\nmod tests { use crate::system; }\n";
    let found: Vec<String> = imports(text, false).into_iter().collect();
    assert_eq!(found, ["domain", "error", "formats", "ops", "store"]);
    assert_eq!(imports("keywright::cli::run()", true).into_iter().collect::<Vec<_>>(), ["cli"]);
}

/// `store/vault.rs` and `store.rs` belong to `store`.
fn module_of(path: &Path) -> String {
    let first = path.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules at the top of the crate that a source text names, tests and comments left out.
fn imports(text: &str, from_main: bool) -> BTreeSet<String> {
    let code = text.split("\n#[cfg(test)]\n").next().unwrap_or_default();
    let code: String = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let mut found = BTreeSet::new();
    let markers: &[&str] = if from_main { &["crate::", "keywright::"] } else { &["crate::"] };
    for marker in markers {
        for (place, _) in code.match_indices(marker) {
            let rest = &code[place + marker.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(members(group)),
                None => found.extend(identifier(rest)),
            }
        }
    }
    found
}

/// The first word of each member of a `{…}` group whose opening brace has been read.
fn members(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut member = String::new();
    let mut found = Vec::new();
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => found.extend(identifier(std::mem::take(&mut member).trim())),
            _ if depth == 0 => member.push(c),
            _ => {}
        }
    }
    found.extend(identifier(member.trim()));
    found
}

fn identifier(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}
