//! The command `check`: with a state and a clock of its own for the files, and `--at` for the decisions.

use std::thread;

use keywright::domain::time::Timestamp;
use serde_json::Value;

use super::answers::{Answered, assert_agree};
use super::cases::{Answer, Case, Decision, Load, Vectors, folder, read};
use super::support::{self, Call, Home, available};

/// The command has no option for the tolerance.
const SKIPS: [&str; 4] = ["time-future-tolerated", "time-no-tolerance", "time-iat-now", "state-tolerance"];
/// Longer ones are cut off: no key is so long.
const LONGEST: usize = 60_000;

#[test]
fn the_command_agrees() {
    if !available("faketime") {
        return;
    }
    let vectors = read();
    let home = Home::in_memory();
    let cases: Vec<&Case> =
        vectors.cases.iter().filter(|case| !SKIPS.contains(&case.name.as_str())).collect();
    let half = cases.len().div_ceil(2);
    let work = |cases: &[&Case]| cases.iter().map(|case| answer(&home, case)).collect::<Vec<_>>();
    let answered: Vec<Answered> = thread::scope(|scope| {
        let aside = scope.spawn(|| work(&cases[half..]));
        let here = work(&cases[..half]);
        here.into_iter().chain(aside.join().unwrap()).collect()
    });
    assert_agree("the command", &vectors, &answered, home.root(), &SKIPS);
    assert_eq!(unasked(&vectors), 9, "decisions that cannot be put to it");
}

/// The file has a key with a replacement character where these bytes are no UTF-8.
#[test]
fn what_is_no_text_is_no_key_of_the_command() {
    let vectors = read();
    let home = Home::new();
    let case = vectors.cases.iter().find(|case| case.name == "decide-imported").unwrap();
    let at = Some(Timestamp::from_unix(case.load.now).to_string());
    let ask = |presented: &[u8]| with_options(check(&home, &case.load), [("at", &at)]).stdin(presented).run();
    ask("caf\u{fffd}".as_bytes()).exits(0);
    assert_eq!(answered(&ask(b"caf\xe9").exits(8).json()), Answer::bare("malformed"));
}

fn answer(home: &Home, case: &Case) -> Answered {
    for before in &case.before {
        assert_eq!(load(home, case, before), "accepted", "{}: {} before it", case.name, before.file());
    }
    for (name, text) in &case.damaged {
        std::fs::create_dir_all(home.path(&case.name)).unwrap();
        std::fs::write(home.path(&case.name).join(name), text).unwrap();
    }
    let load = load(home, case, &case.load);
    let decisions = case.decisions.iter().map(|decision| decide(home, case, decision)).collect();
    Answered {
        case: case.name.clone(),
        decisions: if load == "accepted" { decisions } else { Vec::new() },
        load,
    }
}

fn check(home: &Home, load: &Load) -> Call {
    let mut call = home.call("check -o json --file").arg(load.path());
    for name in &load.trusted {
        call = call.arg("--public-key").arg(folder().join(format!("keys/{name}.pem")));
    }
    let options = [("audience", &load.audience), ("subject", &load.subject)];
    with_options(call, options)
}

fn with_options<const N: usize>(call: Call, options: [(&str, &Option<String>); N]) -> Call {
    options.into_iter().fold(call, |call, (name, value)| match value {
        Some(value) => call.arg(format!("--{name}={value}")),
        None => call,
    })
}

/// Loads a file for nobody, and remembers it.
fn load(home: &Home, case: &Case, load: &Load) -> String {
    // Without an @ the clock stands still.
    let clock = Timestamp::from_unix(load.now).to_string().replace('T', " ").replace('Z', "");
    let call =
        check(home, load).arg("--state").arg(home.path(&case.name)).under(&format!("faketime -f '{clock}'"));
    let answer = call.env("TZ", "UTC").env("FAKETIME_DONT_FAKE_MONOTONIC", "1").stdin("").run();
    match answer.code {
        8 => "accepted".to_owned(),
        _ => refusal(&answer),
    }
}

/// The word for a file that is refused.
fn refusal(answer: &support::Answer) -> String {
    let error = answer.error();
    match answer.code {
        4 => "subject".to_owned(),
        6 => error["reason"].as_str().unwrap().to_owned(),
        7 => "older".to_owned(),
        _ => panic!("{answer}"),
    }
}

/// `None` if it cannot be put to the command.
fn decide(home: &Home, case: &Case, decision: &Decision) -> Option<Answer> {
    if !is_askable(decision) {
        return None;
    }
    let at = Timestamp::from_unix(decision.now).to_string();
    let options = [
        ("at", &Some(at)),
        ("resource", &decision.resource),
        ("environment", &decision.environment),
        ("address", &decision.address),
    ];
    let scopes = decision.scopes.iter().map(|scope| format!("--scope={scope}"));
    let call = scopes.fold(with_options(check(home, &case.load), options), Call::arg);
    let answer = call.stdin([decision.presented().as_slice(), b"\n"].concat()).run();
    Some(match answer.code {
        0 | 8 => answered(&answer.json()),
        2 => Answer::bare("usage"),
        _ => Answer::bare(refusal(&answer)),
    })
}

fn answered(answer: &Value) -> Answer {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let word = if answer["valid"] == true { Some("valid".to_owned()) } else { text(&answer["reason"]) };
    let unchecked = answer["unchecked"].as_array().into_iter().flatten().filter_map(text).collect();
    Answer { word: word.unwrap(), key: text(&answer["key"]["id"]), unchecked }
}

/// An option has no NUL, and `--scope` takes several between commas; what is no UTF-8 is no secret of the command.
fn is_askable(decision: &Decision) -> bool {
    let presented = decision.presented();
    let asked = [&decision.resource, &decision.environment, &decision.address].into_iter().flatten();
    let mut all = asked.chain(&decision.scopes);
    let is_text = std::str::from_utf8(&presented).is_ok() && presented.len() <= LONGEST;
    is_text
        && !all.any(|text| text.contains('\0'))
        && !decision.scopes.iter().any(|scope| scope.contains(','))
}

fn unasked(vectors: &Vectors) -> usize {
    vectors.cases.iter().flat_map(|case| &case.decisions).filter(|decision| !is_askable(decision)).count()
}
