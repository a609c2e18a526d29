//! What a reader answered, compared with what it should have.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::cases::{Answer, Case, Vectors};

/// All that a reader says of one case: a line of a runner.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answered {
    pub(crate) case: String,
    /// `accepted`, or why not.
    pub(crate) load: String,
    /// Of each decision; `None`: it cannot be put to this reader.
    pub(crate) decisions: Vec<Option<Answer>>,
}

/// At most so many differences are shown.
const SHOWN: usize = 200;

/// Asserts that a reader answered every case rightly, and left the states below `scratch` as they should be. All
/// differences are listed at once. `skips` are cases that cannot be put to it.
#[track_caller]
pub(crate) fn assert_agree(
    reader: &str,
    vectors: &Vectors,
    answered: &[Answered],
    scratch: &Path,
    skips: &[&str],
) {
    let by_name: HashMap<&str, &Answered> =
        answered.iter().map(|answered| (answered.case.as_str(), answered)).collect();
    assert_eq!(by_name.len(), answered.len(), "{reader} answered a case twice");
    let mut differences = Vec::new();
    for case in &vectors.cases {
        match by_name.get(case.name.as_str()) {
            Some(found) => {
                let all = differences_of(case, found, &state_below(&scratch.join(&case.name)));
                differences
                    .extend(all.into_iter().map(|what| format!("{}: {what} ({})", case.name, case.about)));
            }
            None if skips.contains(&case.name.as_str()) => {}
            None => differences.push(format!("{}: no answer", case.name)),
        }
    }
    let mut text = String::new();
    for difference in differences.iter().take(SHOWN) {
        writeln!(text, "{difference}").unwrap();
    }
    assert!(differences.is_empty(), "{reader} differs {} times:\n{text}", differences.len());
}

fn differences_of(case: &Case, found: &Answered, state: &BTreeMap<String, Value>) -> Vec<String> {
    let mut differences = Vec::new();
    if found.load != case.expected {
        differences.push(format!("{} is {}", case.expected, found.load));
    }
    if found.load == "accepted" && found.decisions.len() != case.decisions.len() {
        differences.push(format!("{} decisions of {}", found.decisions.len(), case.decisions.len()));
    }
    for (wanted, found) in case.decisions.iter().zip(&found.decisions) {
        if found.as_ref().is_some_and(|found| *found != wanted.answer) {
            differences.push(format!("{found:?} to {wanted:?}"));
        }
    }
    let expected: BTreeMap<String, Value> =
        case.state.iter().map(|(name, text)| (name.clone(), parsed(text))).collect();
    if *state != expected {
        differences.push(format!("the state is {state:?}, not {expected:?}"));
    }
    differences
}

/// The files of a state folder, without lock and receipts. What else is in it should not be.
fn state_below(folder: &Path) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(folder).into_iter().flatten() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if name != "lock" && !name.ends_with(".receipt.json") {
            found.insert(name, parsed(&std::fs::read_to_string(file.path()).unwrap()));
        }
    }
    found
}

/// JSON as its value, and what is no JSON as text.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}

#[test]
fn every_difference_is_noticed() {
    let vectors = super::cases::read();
    let case = vectors.cases.iter().find(|case| case.name == "good").unwrap();
    let right = || {
        let decisions = case.decisions.iter().map(|decision| Some(decision.answer.clone())).collect();
        Answered { case: case.name.clone(), load: case.expected.clone(), decisions }
    };
    let state: BTreeMap<_, _> = case.state.iter().map(|(name, text)| (name.clone(), parsed(text))).collect();
    assert_eq!(differences_of(case, &right(), &state), Vec::<String>::new());
    assert_eq!(differences_of(case, &right(), &BTreeMap::new()).len(), 1);
    let mut fewer = right();
    fewer.decisions.pop();
    let mut other = right();
    other.decisions[0].as_mut().unwrap().unchecked.clear();
    let mut without_key = right();
    without_key.decisions[1].as_mut().unwrap().key = None;
    let refused = Answered { load: "digest".into(), decisions: Vec::new(), ..right() };
    for wrong in [fewer, other, without_key, refused] {
        assert_eq!(differences_of(case, &wrong, &state).len(), 1, "{wrong:?}");
    }
}
