//! Row 1: every system call of every command that touches the disk fails, one at a time.

use std::collections::BTreeMap;

use crate::fault::trial::{Trial, try_all};
use crate::fault::{Call, Fault, errors};
use crate::support::{Dice, is_full};

/// In CI the disk is gone at so many calls of each command.
const GONE: usize = 2;

#[test]
fn t01_every_command_under_every_error() {
    if let Some(tally) = try_all(|_| true, faults) {
        tally.expect("t01");
    }
}

/// All of them; else one of each kind of call and error, other ones for each command.
fn faults(trial: &Trial<'_>) -> Vec<(Call, Fault)> {
    let all = errors(trial.home, &trial.calls);
    if is_full() {
        return all;
    }
    let (gone, single): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, fault)| *fault == Fault::Gone);
    let mut kinds = BTreeMap::<_, Vec<(Call, Fault)>>::new();
    for (call, fault) in single {
        kinds.entry((call.kind(), fault)).or_default().push((call, fault));
    }
    let mut dice = Dice::new(u64::try_from(trial.number).unwrap());
    let mut draw = |from: &[(Call, Fault)]| {
        let bound = u64::try_from(from.len()).unwrap();
        from[usize::try_from(dice.below(bound)).unwrap()].clone()
    };
    let mut drawn: Vec<_> = kinds.values().map(|calls| draw(calls)).collect();
    if !gone.is_empty() {
        drawn.extend((0..GONE).map(|_| draw(&gone)));
    }
    drawn
}
