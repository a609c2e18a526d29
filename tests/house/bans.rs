//! `deny.toml`, enforced without cargo-deny: bans and sources on the whole lock file, licences on
//! what this machine builds.

use serde_json::Value;
use toml::Table;

fn deny() -> Table {
    super::read("deny.toml").parse().unwrap()
}

fn strings(list: &toml::Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// The packages of the lock file: every platform, every feature, tests included.
fn locked() -> Vec<(String, Option<String>)> {
    let lock: Table = super::read("Cargo.lock").parse().unwrap();
    let packages = lock["package"].as_array().unwrap();
    let text = |package: &toml::Value, member: &str| {
        package.get(member).map(|value| value.as_str().unwrap().to_owned())
    };
    packages.iter().map(|package| (text(package, "name").unwrap(), text(package, "source"))).collect()
}

#[test]
fn nothing_banned_is_in_the_tree() {
    let deny = deny();
    let banned: Vec<String> = deny["bans"]["deny"].as_array().unwrap().iter().map(ban).collect();
    assert!(banned.len() > 20, "deny.toml was not understood");
    let found: Vec<_> =
        locked().into_iter().map(|(name, _)| name).filter(|name| banned.contains(name)).collect();
    assert!(found.is_empty(), "banned by deny.toml: {found:?}");
}

fn ban(entry: &toml::Value) -> String {
    entry["name"].as_str().unwrap().to_owned()
}

#[test]
fn everything_comes_from_an_allowed_registry() {
    let allowed: Vec<String> = strings(&deny()["sources"]["allow-registry"]);
    for (name, source) in locked() {
        match source {
            None => assert_eq!(name, "keywright", "{name} has no source"),
            Some(source) => {
                let registry = source.strip_prefix("registry+").unwrap_or(&source);
                assert!(allowed.iter().any(|url| url == registry), "{name} comes from {source}");
            }
        }
    }
}

#[test]
fn every_licence_is_allowed() {
    let allowed = strings(&deny()["licenses"]["allow"]);
    let version = super::output_of("rustc", &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let arguments =
        ["metadata", "--offline", "--format-version", "1", "--all-features", "--filter-platform", host];
    let metadata: Value = serde_json::from_str(&super::output_of(env!("CARGO"), &arguments)).unwrap();
    let mut needed = std::collections::BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name} states no licence"));
        let granted = satisfied(licence, &allowed);
        assert!(granted.is_some(), "{name} is under '{licence}', which deny.toml does not allow");
        needed.extend(granted.unwrap_or_default());
    }
    let idle: Vec<_> = allowed.iter().filter(|licence| !needed.contains(*licence)).collect();
    assert!(idle.is_empty(), "deny.toml allows what nothing needs: {idle:?}");
}

/// Which of the allowed licences fulfil an SPDX expression, if they do. The old `/` means OR.
fn satisfied(expression: &str, allowed: &[String]) -> Option<Vec<String>> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    let granted = either(&words, &mut place, allowed);
    assert_eq!(place, words.len(), "cannot read the licence '{expression}'");
    granted
}

fn either(words: &[&str], place: &mut usize, allowed: &[String]) -> Option<Vec<String>> {
    let mut granted = both(words, place, allowed);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        let other = both(words, place, allowed);
        granted = granted.or(other);
    }
    granted
}

fn both(words: &[&str], place: &mut usize, allowed: &[String]) -> Option<Vec<String>> {
    let mut granted = one(words, place, allowed);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        let other = one(words, place, allowed);
        granted = granted.zip(other).map(|(mut all, more)| {
            all.extend(more);
            all
        });
    }
    granted
}

fn one(words: &[&str], place: &mut usize, allowed: &[String]) -> Option<Vec<String>> {
    let word = *words.get(*place)?;
    *place += 1;
    if word == "(" {
        let granted = either(words, place, allowed);
        assert_eq!(words.get(*place), Some(&")"), "an open parenthesis in a licence");
        *place += 1;
        return granted;
    }
    let mut name = word.to_owned();
    if words.get(*place) == Some(&"WITH") {
        name = format!("{word} WITH {}", words[*place + 1]);
        *place += 2;
    }
    allowed.contains(&name).then(|| vec![name])
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = ["MIT".to_owned(), "ISC".to_owned()];
    for yes in ["MIT", "MIT/Apache-2.0", "Apache-2.0 OR MIT", "MIT AND ISC", "(MIT OR GPL-3.0) AND ISC"] {
        assert!(satisfied(yes, &allowed).is_some(), "{yes}");
    }
    for no in ["GPL-3.0", "MIT AND GPL-3.0", "MIT WITH X", "(MIT AND GPL-3.0) OR BSL-1.0"] {
        assert!(satisfied(no, &allowed).is_none(), "{no}");
    }
}
