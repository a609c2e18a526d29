//! Row 2, for every command: killed before each system call that changes something.

use crate::fault::trial::{Trial, try_all};
use crate::fault::{Fault, Syscall, chosen};

/// About so many kills of each command in CI.
const ABOUT: usize = 7;

#[test]
fn t02_every_command_killed_at_every_call() {
    if let Some(tally) = try_all(|case| !case.reads, kills) {
        tally.expect("t02");
    }
}

fn kills(trial: &Trial<'_>) -> Vec<(Syscall, Fault)> {
    let moments: Vec<Syscall> = trial.calls.iter().filter(|call| call.is_moment()).cloned().collect();
    chosen(&moments, ABOUT).into_iter().map(|call| (call, Fault::Kill)).collect()
}
