//! A command that publishes or rotates, repeatedly interrupted by faults.
//!
//! After each fault the vault is intact and the consumer's secret is accepted by the files that servers read;
//! then the command is run again, as cron would, and ends as if there had been no fault.

use std::collections::BTreeMap;

use crate::fault::{Fault, Struck, Syscall, chosen, errors, moments, record, strike};
use crate::rotation_scene::Scene;
use crate::support::{Call, count};

/// What a command meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// It fails: so many errors at most where all is asked for, and about so many in CI.
    Errors { full: usize, about: usize },
    /// It is killed, in CI about so many times.
    Kills { about: usize },
}

/// A command that is spoiled over and over, and what must come of it.
pub(crate) struct Trial<'a> {
    pub(crate) name: &'a str,
    pub(crate) line: &'a str,
    pub(crate) stdin: &'a str,
    pub(crate) row: Row,
}

impl Trial<'_> {
    /// Spoils it at every moment, or at some; after each, `recover` takes the scene to its end and says
    /// what the fault had left.
    pub(crate) fn run(&self, scene: &mut Scene, mut recover: impl FnMut(&mut Scene, &str) -> String) {
        scene.inspect(self.name);
        scene.save();
        let Some((all, faults)) = self.faults(scene) else { return };
        assert!(all > 20, "{}: {all} calls are few", self.name);
        let (mut hits, mut ends) = (0, BTreeMap::<String, usize>::new());
        let mut drafts = 0;
        for (call, fault) in &faults {
            let what = format!("{}, {fault:?} at {}", self.name, call.text);
            scene.restore();
            scene.inspect(&what);
            let left_over = scene.drafts();
            let Struck { answer, hit } = strike(&self.call(scene), call, *fault);
            hits += usize::from(hit);
            scene.completes(&what);
            scene.inspect(&what);
            if answer.code == -9 {
                drafts = drafts.max(scene.drafts());
            } else {
                assert!(is_documented(answer.code, call), "{what}: {answer:?}");
                assert!(scene.drafts() == left_over || call.is_removal(), "{what}: left behind");
            }
            *ends.entry(recover(scene, &what)).or_default() += 1;
        }
        assert!(hits * 10 >= faults.len() * 9, "{}: only {hits} of {} were hit", self.name, faults.len());
        let (row, kind) = if self.row.is_kills() { ("t02", "kills") } else { ("t01", "errors") };
        println!(
            "{row}: {}: {hits} of {hits} {kind}, of {all} in all: resumed; left {ends:?}, at most {drafts} \
             temporary files after a kill",
            self.name
        );
    }

    fn call(&self, scene: &Scene) -> Call {
        scene.home.call(self.line).stdin(self.stdin)
    }

    /// How many faults there are, and those that are tried.
    fn faults(&self, scene: &Scene) -> Option<(usize, Vec<(Syscall, Fault)>)> {
        match self.row {
            Row::Kills { about } => {
                let all = moments(&scene.home, &self.call(scene))?;
                let chosen = chosen(&all, count(about, usize::MAX));
                Some((all.len(), chosen.into_iter().map(|call| (call, Fault::Kill)).collect()))
            }
            Row::Errors { full, about } => {
                let (calls, _) = record(&scene.home, &self.call(scene))?;
                let mut all = errors(&scene.home, &calls);
                all.retain(|(_, fault)| *fault != Fault::Gone);
                let stride = all.len().div_ceil(count(about, full));
                let count = all.len();
                Some((count, all.into_iter().step_by(stride).collect()))
            }
        }
    }
}

impl Row {
    fn is_kills(self) -> bool {
        matches!(self, Self::Kills { .. })
    }
}

/// What it cannot read, it can only take for missing or damaged.
fn is_documented(code: i32, call: &Syscall) -> bool {
    [0, 10, 11].contains(&code) || ([5, 6].contains(&code) && !call.changes())
}
