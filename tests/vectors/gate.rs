//! `keywright-gate`, started for each case with the clock of its file, and for what is asked with that of the decisions.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use keywright::domain::time::Timestamp;
use rustix::process::{Pid, Signal, kill_process};

use super::answers::{Answered, assert_agree};
use super::cases::{Answer, Case, Decision, Load, folder, read};
use super::support::{Home, available};

const GATE: &str = env!("CARGO_BIN_EXE_keywright-gate");
/// More is no head of a request.
const LONGEST: usize = 15_000;

#[test]
fn the_gate_agrees() {
    if !available("faketime") {
        return;
    }
    let vectors = read();
    let home = Home::in_memory();
    let (cases, skipped): (Vec<&Case>, Vec<&Case>) = vectors.cases.iter().partition(|case| fits(case));
    let half = cases.len().div_ceil(2);
    let work = |cases: &[&Case]| cases.iter().map(|case| answer(&home, case)).collect::<Vec<_>>();
    let answered: Vec<Answered> = thread::scope(|scope| {
        let aside = scope.spawn(|| work(&cases[half..]));
        let here = work(&cases[..half]);
        here.into_iter().chain(aside.join().unwrap()).collect()
    });
    let skips: Vec<&str> = skipped.iter().map(|case| case.name.as_str()).collect();
    assert_agree("the gate", &vectors, &answered, &home.path("states"), &skips);
    assert_eq!(skips.len(), SKIPPED, "cases that cannot be put to it: {skips:?}");
    let unasked =
        cases.iter().flat_map(|case| &case.decisions).filter(|decision| !is_askable(decision)).count();
    assert_eq!(unasked, UNASKED, "decisions that cannot be put to it");
}

/// Those without an audience, which the gate must have, or with another tolerance, for which it has no option.
const SKIPPED: usize = 9;
const UNASKED: usize = 47;

fn fits(case: &Case) -> bool {
    case.before.iter().chain([&case.load]).all(|load| load.audience.is_some() && load.tolerance.is_none())
}

fn answer(home: &Home, case: &Case) -> Answered {
    let state = home.path("states").join(&case.name);
    for before in &case.before {
        assert!(is_accepted(home, before, &state), "{}: {} before it", case.name, before.file());
    }
    for (name, text) in &case.damaged {
        std::fs::create_dir_all(&state).unwrap();
        std::fs::write(state.join(name), text).unwrap();
    }
    // Why it refuses one is told to people only.
    let load = match (is_accepted(home, &case.load, &state), case.expected.as_str()) {
        (true, _) => "accepted",
        (false, "accepted") => "refused",
        (false, why) => why,
    };
    let decisions = if load == "accepted" { decide_all(home, case) } else { Vec::new() };
    Answered { case: case.name.clone(), load: load.to_owned(), decisions }
}

fn is_accepted(home: &Home, load: &Load, state: &Path) -> bool {
    let gate = Gate::start(home, load, load.now, state, &["--demand=any=".to_owned()]).unwrap();
    match gate.ask("any", b"", None) {
        (401, _) => true,
        (503, reply) => {
            assert_eq!(header(&reply, "X-Key-Reason"), Some("no_file"), "{reply}");
            false
        }
        other => panic!("{other:?}"),
    }
}

/// What a request cannot say: the head of one has no control characters, and white space around a value is not part of
/// it; `--demand` takes scopes between commas.
fn is_askable(decision: &Decision) -> bool {
    let presented = decision.presented();
    let is_plain = presented.len() <= LONGEST
        && !presented.iter().any(u8::is_ascii_control)
        && presented.trim_ascii() == presented.as_slice();
    let asked = [&decision.resource, &decision.environment].into_iter().flatten().chain(&decision.scopes);
    let is_option = asked.clone().all(|text| !text.contains('\0'));
    let address = decision.address.as_deref().unwrap_or_default();
    // An empty header is one without an address, which is as malformed.
    let is_header = !address.bytes().any(|byte| byte.is_ascii_control()) && address.trim() == address;
    is_plain
        && is_option
        && is_header
        && !decision.scopes.iter().any(|scope| scope.contains(',') || scope.is_empty())
}

/// One gate for all decisions of one time, resource and environment.
fn decide_all(home: &Home, case: &Case) -> Vec<Option<Answer>> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, decision) in case.decisions.iter().enumerate().filter(|(_, decision)| is_askable(decision)) {
        let Decision { now, resource, environment, .. } = decision;
        // What is malformed ends the program, and so the group.
        let alone = (decision.answer.word == "usage").then_some(index);
        groups.entry((*now, resource, environment, alone)).or_default().push(index);
    }
    let mut answers = vec![None; case.decisions.len()];
    for ((now, resource, environment, alone), members) in groups {
        let state = home.path("asked").join(format!("{}-{now}-{}", case.name, members[0]));
        let mut options = vec!["--client-address=X-Real-IP".to_owned()];
        for (name, value) in [("resource", resource), ("environment", environment)] {
            options.extend(value.as_ref().map(|value| format!("--{name}={value}")));
        }
        for index in &members {
            options.push(format!("--demand=d{index}={}", case.decisions[*index].scopes.join(",")));
        }
        let gate = Gate::start(home, &case.load, now, &state, &options);
        for index in members {
            let decision = &case.decisions[index];
            answers[index] = Some(match &gate {
                Ok(gate) => gate.decide(index, decision),
                Err(code) => {
                    assert_eq!((*code, alone), (2, Some(index)), "{}: {decision:?}", case.name);
                    Answer::bare("usage")
                }
            });
        }
    }
    answers
}

struct Gate {
    child: Child,
    port: u16,
}

impl Gate {
    /// Starts it, unless it ends at once with an exit code.
    fn start(home: &Home, load: &Load, now: i64, state: &Path, options: &[String]) -> Result<Self, i32> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let clock = Timestamp::from_unix(now).to_string().replace('T', " ").replace('Z', "");
        let mut call = home.program(GATE, "--file").arg(load.path()).arg("--state").arg(state);
        call = call.arg("--audience").arg(load.audience.as_ref().unwrap());
        call = load.subject.iter().fold(call, |call, subject| call.arg(format!("--subject={subject}")));
        for name in &load.trusted {
            call = call.arg("--public-key").arg(folder().join(format!("keys/{name}.pem")));
        }
        call = options.iter().fold(call, super::support::Call::arg);
        // Without an @ the clock stands still.
        call = call.under(&format!("faketime -f '{clock}'"));
        call = call.env("TZ", "UTC").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        let mut command = call.command();
        command.stdin(Stdio::from(OwnedFd::from(listener))).stdout(Stdio::null()).stderr(Stdio::null());
        let mut gate = Self { child: command.spawn().unwrap(), port };
        // It holds the socket, too: nobody would answer, and nobody would say so.
        drop(command);
        // It answers once it has looked at the file; a connection before that waits, or is reset if it ends.
        match gate.request("d", b"", None) {
            Some(_) => Ok(gate),
            None => Err(gate.child.wait().unwrap().code().unwrap()),
        }
    }

    fn decide(&self, index: usize, decision: &Decision) -> Answer {
        let (status, reply) =
            self.ask(&format!("d{index}"), &decision.presented(), decision.address.as_deref());
        let reason = header(&reply, "X-Key-Reason").unwrap();
        let unchecked = header(&reply, "X-Key-Unchecked").unwrap_or_default();
        let id = header(&reply, "X-Key-Id").map(str::to_owned);
        match status {
            200 | 403 => Answer {
                word: reason.to_owned(),
                key: id,
                unchecked: unchecked.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect(),
            },
            // Whose key it would be is not told to whoever cannot use it.
            401 => Answer { key: decision.answer.key.clone(), ..Answer::bare(reason) },
            503 => Answer::bare("stale"),
            400 if reason == "address" => Answer::bare("usage"),
            _ => panic!("{reply}"),
        }
    }

    #[track_caller]
    fn ask(&self, demand: &str, presented: &[u8], address: Option<&str>) -> (u16, String) {
        self.request(demand, presented, address).unwrap()
    }

    fn request(&self, demand: &str, presented: &[u8], address: Option<&str>) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let address = address.map(|address| format!("X-Real-IP: {address}\r\n")).unwrap_or_default();
        let head =
            format!("GET /{demand} HTTP/1.1\r\nHost: gate\r\nConnection: close\r\n{address}X-API-Key: ");
        stream.write_all(&[head.as_bytes(), presented, b"\r\n\r\n"].concat()).ok()?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply).ok()?;
        let status = reply.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        Some((status, reply))
    }
}

impl Drop for Gate {
    /// Ends the gate itself: `faketime`, which waits for it, then takes back what it put into shared memory. Killed in its
    /// place, it would leave both.
    fn drop(&mut self) {
        let id = self.child.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        for child in children.split_whitespace().filter_map(|id| Pid::from_raw(id.parse().ok()?)) {
            let _ = kill_process(child, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

/// The value of a header.
fn header<'a>(reply: &'a str, name: &str) -> Option<&'a str> {
    reply.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").or(Some("")))
}
