//! The vectors are what their script makes, and enough of them.

use std::collections::HashSet;

use keywright::crypto::signing::{PublicKey, parse_public_keys};

use super::cases::{Load, folder, read};
use super::support::{Home, contents};

#[test]
fn the_script_makes_the_same_bytes_again() {
    let home = Home::new();
    let Some(python) = home.python("cryptography") else { return };
    let again = home.path("again");
    home.program(python, "").arg(folder().join("make")).arg(&again).run().exits(0);
    let of = |below: &std::path::Path| {
        let all = contents(below).into_iter();
        let named = all.map(|(path, bytes)| (path.strip_prefix(below).unwrap().to_owned(), bytes));
        named.collect::<Vec<_>>()
    };
    let made = of(&again);
    let kept: Vec<_> = of(&folder())
        .into_iter()
        .filter(|(name, _)| {
            name.starts_with("files") || name.starts_with("keys") || name.as_os_str() == "cases.json"
        })
        .collect();
    let names = |files: &[(std::path::PathBuf, Vec<u8>)]| {
        files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&made), names(&kept));
    for ((name, made), (_, kept)) in made.iter().zip(&kept) {
        assert!(made == kept, "{} is not what the script makes", name.display());
    }
}

#[test]
fn there_are_enough_and_each_is_of_use() {
    let vectors = read();
    let all: HashSet<_> =
        std::fs::read_dir(folder().join("files")).unwrap().map(|it| it.unwrap().path()).collect();
    let loads = vectors.cases.iter().flat_map(|case| case.before.iter().chain([&case.load]));
    let used: HashSet<_> = loads.map(Load::path).collect();
    assert_eq!(all, used);
    assert!(all.len() >= 120, "{} files", all.len());
    let decisions: Vec<_> = vectors.cases.iter().flat_map(|case| &case.decisions).collect();
    assert!(decisions.len() >= 400, "{} decisions", decisions.len());
    let mut loads: Vec<&str> = vectors.cases.iter().map(|case| case.expected.as_str()).collect();
    loads.sort_unstable();
    loads.dedup();
    let words = ["accepted", "audience", "digest", "older", "signature", "stale", "subject", "version"];
    assert_eq!(loads, words);
    let mut answers: Vec<&str> = decisions.iter().map(|decision| decision.answer.word.as_str()).collect();
    answers.sort_unstable();
    answers.dedup();
    let words = [
        "environment",
        "expired",
        "malformed",
        "network",
        "not_yet_valid",
        "resource",
        "scope",
        "stale",
        "unknown",
        "unsupported",
        "usage",
        "valid",
    ];
    assert_eq!(answers, words);
    for (name, raw) in &vectors.keys {
        let pem = std::fs::read_to_string(folder().join(format!("keys/{name}.pem"))).unwrap();
        let keys = parse_public_keys(&pem).unwrap();
        assert_eq!(keys.iter().map(PublicKey::to_raw).collect::<Vec<_>>(), [raw.as_str()]);
    }
}
