//! What is counted: what happened, and what must never happen.

use std::collections::BTreeMap;
use std::fmt;

/// What must never happen, and what it is called in the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Never {
    ProfileRefusal,
    Stale,
    PastHorizon,
    PastDeadline,
    Lost,
    ThreeLive,
    Escrow,
    GenerationTwice,
    Backwards,
    GivenUp,
    Widened,
    Failed,
}

impl Never {
    pub(crate) const ALL: [(Self, &'static str); 12] = [
        (Self::ProfileRefusal, "instants at which a delivered secret was refused"),
        (Self::Stale, "instants with a stale file although it could be published"),
        (Self::PastHorizon, "admissions of a revoked key past its horizon"),
        (Self::PastDeadline, "admissions of a retiring key past its deadline"),
        (Self::Lost, "rotations lost"),
        (Self::ThreeLive, "lineages with more than two live keys, or two of one rank"),
        (Self::Escrow, "secrets in escrow after confirmation"),
        (Self::GenerationTwice, "generations used twice"),
        (Self::Backwards, "files that went backwards, or that a server found damaged"),
        (Self::GivenUp, "secrets given up although they were handed over"),
        (Self::Widened, "keys that may do more or live longer than before"),
        (Self::Failed, "operations that failed for no reason"),
    ];
}

/// One violation, with all that is needed to understand it.
#[derive(Debug)]
pub(crate) struct Violation {
    pub(crate) never: Never,
    pub(crate) words: String,
}

/// All that is counted in one simulation.
#[derive(Default)]
pub(crate) struct Figures {
    counts: BTreeMap<&'static str, u64>,
    bad: BTreeMap<Never, u64>,
    pub(crate) violations: Vec<Violation>,
}

/// The most violations of a kind that are described: one cause shows at many instants.
const DESCRIBED: u64 = 3;

impl Figures {
    pub(crate) fn add(&mut self, what: &'static str, count: u64) {
        *self.counts.entry(what).or_default() += count;
    }

    pub(crate) fn one(&mut self, what: &'static str) {
        self.add(what, 1);
    }

    /// Counts a violation, and describes the first few.
    pub(crate) fn violated(&mut self, never: Never, words: impl FnOnce() -> String) {
        let count = self.bad.entry(never).or_default();
        *count += 1;
        if *count <= DESCRIBED {
            self.violations.push(Violation { never, words: words() });
        }
    }

    pub(crate) fn is_good(&self) -> bool {
        self.bad.is_empty()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (never, words) in Never::ALL {
            writeln!(f, "  {:>11}  {words}", self.bad.get(&never).copied().unwrap_or(0))?;
        }
        writeln!(f, "  -----------")?;
        for (what, count) in &self.counts {
            writeln!(f, "  {count:>11}  {what}")?;
        }
        Ok(())
    }
}
