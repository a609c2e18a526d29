//! Row 1: every system call of every command that touches the disk fails, one at a time.

use std::collections::BTreeMap;

use crate::fault::cases::CASES;
use crate::fault::trial::{Trial, try_all};
use crate::fault::{Fault, Syscall, errors};
use crate::support::{Dice, is_full};

/// In CI the disk is gone at so many calls of each command.
const GONE: usize = 2;

#[test]
fn t01_every_command_under_every_error() {
    if let Some(tally) = try_all(|_| true, faults) {
        tally.expect("t01");
    }
}

/// The commands that change nothing, and are under no fault here.
const READ: [&str; 22] = [
    "audit list",
    "audit verify",
    "completions",
    "credential list",
    "credential verify",
    "diff",
    "key show",
    "key verify",
    "lock",
    "man",
    "profile list",
    "profile show",
    "public-key",
    "rotate status",
    "scan",
    "slot list",
    "status",
    "target list",
    "target show",
    "timeline",
    "unlock",
    "vault info",
];

/// A command that is added is under every fault, or is said to change nothing.
#[test]
fn t01_no_command_is_forgotten() {
    let mut commands = Vec::new();
    collect(&keywright::cli::args::command(), "", &mut commands);
    let is_tried = |command: &str| CASES.iter().any(|case| format!("{} ", case.line).starts_with(command));
    let (read, changing): (Vec<_>, Vec<_>) =
        commands.into_iter().partition(|command| READ.contains(&command.trim_end()));
    assert_eq!(read.len(), READ.len(), "only these are commands: {read:?}");
    let forgotten: Vec<_> = changing.iter().filter(|command| !is_tried(command)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
    assert!(changing.len() > 30, "{changing:?}");
}

/// Each command that is run by its words, with a space after each.
fn collect(command: &clap::Command, words: &str, found: &mut Vec<String>) {
    if !command.has_subcommands() {
        found.push(words.to_owned());
    }
    for deeper in command.get_subcommands() {
        collect(deeper, &format!("{words}{} ", deeper.get_name()), found);
    }
}

/// All of them; else one of each kind of call and error, other ones for each command.
fn faults(trial: &Trial<'_>) -> Vec<(Syscall, Fault)> {
    let all = errors(trial.home, &trial.calls);
    if is_full() {
        return all;
    }
    let (gone, single): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, fault)| *fault == Fault::Gone);
    let mut kinds = BTreeMap::<_, Vec<(Syscall, Fault)>>::new();
    for (call, fault) in single {
        kinds.entry((call.kind(), fault)).or_default().push((call, fault));
    }
    let mut dice = Dice::new(u64::try_from(trial.number).unwrap());
    let mut draw = |from: &[(Syscall, Fault)]| {
        let bound = u64::try_from(from.len()).unwrap();
        from[usize::try_from(dice.below(bound)).unwrap()].clone()
    };
    let mut drawn: Vec<_> = kinds.values().map(|calls| draw(calls)).collect();
    if !gone.is_empty() {
        drawn.extend((0..GONE).map(|_| draw(&gone)));
    }
    let stride = if trial.case.is_slow() { 4 } else { 1 };
    drawn.into_iter().step_by(stride).collect()
}
