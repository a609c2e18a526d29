//! The library: `Verifier` and `StateDir`.

use std::fs::{self, File};
use std::path::Path;

use keywright::crypto::signing::parse_public_keys;
use keywright::domain::network::parse_address;
use keywright::domain::rights::{Requirements, Scope};
use keywright::domain::time::{Span, Timestamp};
use keywright::verification::{
    Decision as Decided, Rejection, RejectionKind, StateDir, VerifiedFile, Verifier,
};

use super::answers::{Answered, assert_agree};
use super::cases::{Answer, Case, Decision, Load, Vectors, read};
use super::support::Home;

#[test]
fn the_library_agrees() {
    let vectors = read();
    let home = Home::in_memory();
    let mut answered = Vec::new();
    for case in &vectors.cases {
        let state = StateDir::open(&home.path(&case.name)).unwrap();
        answered.push(answer(&vectors, case, &state, home.root()));
    }
    assert_agree("the library", &vectors, &answered, home.root(), &[]);
}

fn answer(vectors: &Vectors, case: &Case, state: &StateDir, scratch: &Path) -> Answered {
    for before in &case.before {
        if let Err(rejection) = accept(vectors, before, state) {
            panic!("{}: {} before it: {rejection}", case.name, before.file());
        }
    }
    for (name, text) in &case.damaged {
        fs::write(scratch.join(&case.name).join(name), text).unwrap();
    }
    let (load, decisions) = match accept(vectors, &case.load, state) {
        Ok(file) => {
            let decide = |decision| Some(decide(vectors, case, &file, decision));
            ("accepted", case.decisions.iter().map(decide).collect())
        }
        Err(rejection) => (word(&rejection), Vec::new()),
    };
    Answered { case: case.name.clone(), load: load.to_owned(), decisions }
}

fn verifier(vectors: &Vectors, load: &Load) -> Verifier {
    let trusted = load.trusted.iter().flat_map(|name| parse_public_keys(&vectors.keys[name]).unwrap());
    let mut verifier = Verifier::new(trusted);
    if let Some(audience) = &load.audience {
        verifier = verifier.audience(audience.parse().unwrap());
    }
    if let Some(subject) = &load.subject {
        verifier = verifier.subject(subject);
    }
    if let Some(seconds) = load.tolerance {
        verifier = verifier.tolerance(Span::seconds(seconds));
    }
    verifier
}

/// Loads a file and remembers it, as a server does.
fn accept(vectors: &Vectors, load: &Load, state: &StateDir) -> Result<VerifiedFile, Rejection> {
    let file = File::open(load.path()).unwrap();
    let file = verifier(vectors, load).load(file, Timestamp::from_unix(load.now), state)?;
    state.advance(&file.seen())?;
    Ok(file)
}

fn word(rejection: &Rejection) -> &'static str {
    match rejection.kind() {
        RejectionKind::Signature => "signature",
        RejectionKind::Digest => "digest",
        RejectionKind::Stale => "stale",
        RejectionKind::Audience => "audience",
        RejectionKind::Subject => "subject",
        RejectionKind::Version => "version",
        RejectionKind::Older => "older",
        _ => panic!("{rejection}"),
    }
}

/// What the loaded file answers. Whoever looks for that one key only must get the same answer.
fn decide(vectors: &Vectors, case: &Case, file: &VerifiedFile, decision: &Decision) -> Answer {
    let presented = decision.presented();
    let asked = |requirements: &Requirements| {
        let now = Timestamp::from_unix(decision.now);
        let answer = answer_of(file.decide(&presented, requirements, now));
        let opened = verifier(vectors, &case.load).open(File::open(case.load.path()).unwrap()).unwrap();
        let found = opened.find(&presented, Timestamp::from_unix(case.load.now), &None::<StateDir>).unwrap();
        assert_eq!(answer_of(found.decide(requirements, now)), answer, "{}: {decision:?}", case.name);
        answer
    };
    with_requirements(decision, asked).unwrap_or_else(|| Answer::bare("usage"))
}

fn answer_of(decided: Result<Decided, Rejection>) -> Answer {
    let decided = match decided {
        Ok(decided) => decided,
        Err(rejection) => return Answer::bare(word(&rejection)),
    };
    let (word, unchecked) = match decided.verdict {
        Ok(unchecked) => ("valid", unchecked.words().map(str::to_owned).collect()),
        Err(denial) => (denial.as_str(), Vec::new()),
    };
    Answer { word: word.to_owned(), key: decided.key.map(|key| key.id().to_owned()), unchecked }
}

/// `None` if what is asked is malformed.
fn with_requirements<T>(decision: &Decision, ask: impl FnOnce(&Requirements) -> T) -> Option<T> {
    let scopes: Vec<Scope> =
        decision.scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>().ok()?;
    let resource = decision.resource.as_ref().map(|text| text.parse()).transpose().ok()?;
    let environment = decision.environment.as_ref().map(|text| text.parse()).transpose().ok()?;
    let address = match &decision.address {
        Some(text) => Some(parse_address(text)?),
        None => None,
    };
    let (resource, environment) = (resource.as_ref(), environment.as_ref());
    Some(ask(&Requirements { scopes: &scopes, resource, environment, address }))
}
