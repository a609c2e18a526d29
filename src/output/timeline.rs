//! The life of keys as a drawing in the terminal.

use super::stream::Output;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::report::lineages::Lineage;
use crate::ports::Environment;

/// The time that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its left edge.
    pub from: Timestamp,
    /// Where the present is.
    pub now: Timestamp,
    /// Its right edge.
    pub to: Timestamp,
}

/// A line for each lineage, within the width of the terminal.
pub fn show(
    out: &mut Output<'_>,
    lineages: &[Lineage],
    window: Window,
    environment: &Environment,
) -> Result<()> {
    let _ = (lineages, window, environment);
    out.say("")
}
