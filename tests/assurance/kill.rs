//! Killing a command before each system call that changes something, with `strace`.
//!
//! A first run is only written down. Each kill then hits the n-th call of one name: that is how
//! `strace` counts. Children are not traced, so that what the command runs is never hit itself.

use std::process::Command;

use crate::support::{Home, finish, is_full, is_required};

/// The calls that make things last, visible or known to others, and those that wait for children.
/// A name that this machine does not have is passed over.
const TRACED: [&str; 31] = [
    "write",
    "writev",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "?rename",
    "renameat",
    "renameat2",
    "?link",
    "linkat",
    "?unlink",
    "unlinkat",
    "?open",
    "openat",
    "?mkdir",
    "mkdirat",
    "?chmod",
    "fchmod",
    "fchmodat",
    "fchown",
    "flock",
    "clone",
    "clone3",
    "?fork",
    "?vfork",
    "?poll",
    "ppoll",
    "wait4",
    "waitid",
    "pidfd_open",
];

/// Those at which one state turns into another.
const TURNS: [&str; 7] = ["rename", "link", "unlink", "clone", "vfork", "poll", "flock"];

/// Before the n-th call of this name.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    call: String,
    number: usize,
    pub(crate) text: String,
}

impl Moment {
    /// Whether a program is started or waited for then.
    pub(crate) fn is_about_programs(&self) -> bool {
        ["clone", "fork", "pidfd_open", "poll"].iter().any(|call| self.call.contains(call))
    }
}

/// All moments of a command that succeeds. None where `strace` is missing.
pub(crate) fn moments(home: &Home, arguments: &[&str], stdin: &[u8]) -> Option<Vec<Moment>> {
    if Command::new("strace").arg("-V").output().is_err() {
        assert!(!is_required(), "strace is not installed");
        println!("skipped: strace is not installed");
        return None;
    }
    let log = home.path("strace.log");
    let options = ["-s", "0", "-o", log.to_str().unwrap(), "-e", &format!("trace={}", TRACED.join(","))];
    finish(traced(home, &options, arguments), stdin).expect(0);
    let text = std::fs::read_to_string(&log).unwrap();
    std::fs::remove_file(log).unwrap();
    let mut moments: Vec<Moment> = Vec::new();
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for line in text.lines() {
        let Some((call, rest)) = line.split_once('(').filter(|(call, _)| !call.contains(' ')) else {
            continue;
        };
        let number = seen.entry(call.to_owned()).or_default();
        *number += 1;
        // What is only read changes nothing: the moment is the same as the one before it.
        let is_read =
            call.starts_with("open") && !["O_WRONLY", "O_RDWR"].iter().any(|way| rest.contains(way));
        if !is_read {
            moments.push(Moment { call: call.to_owned(), number: *number, text: line.to_owned() });
        }
    }
    Some(moments)
}

/// All of them, or where that takes too long about so many: evenly spread, and some of the turns.
pub(crate) fn chosen(moments: &[Moment], about: usize) -> Vec<Moment> {
    if is_full() {
        return moments.to_vec();
    }
    let is_turn = |moment: &Moment| TURNS.iter().any(|turn| moment.call.contains(turn));
    let turns = moments.iter().filter(|moment| is_turn(moment)).count();
    let (stride, turn_stride) = ((2 * moments.len()).div_ceil(about), (2 * turns).div_ceil(about));
    let mut turn = 0;
    let picked = moments.iter().enumerate().filter(|(place, moment)| {
        turn += usize::from(is_turn(moment));
        place % stride == 0 || (is_turn(moment) && turn % turn_stride.max(1) == 0)
    });
    picked.map(|(_, moment)| moment.clone()).collect()
}

/// Runs the command and kills it at a moment. False where it survived, which is its end: it made
/// fewer calls than the first time.
pub(crate) fn strike(home: &Home, arguments: &[&str], stdin: &[u8], moment: &Moment) -> bool {
    let call = moment.call.as_str();
    let inject = format!("inject={call}:signal=KILL:when={}", moment.number);
    let options = ["-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject];
    let answer = finish(traced(home, &options, arguments), stdin);
    assert!([0, -9].contains(&answer.code), "{moment:?}: {answer:?}");
    answer.code == -9
}

fn traced(home: &Home, options: &[&str], arguments: &[&str]) -> Command {
    let mut command = Command::new("strace");
    command.args(options).arg(env!("CARGO_BIN_EXE_keywright")).args(arguments);
    home.enter(&mut command);
    command
}
