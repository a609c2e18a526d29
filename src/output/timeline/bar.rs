//! What each column of a lineage's line says.

use super::Window;
use super::sign::Sign;
use crate::domain::key::Status;
use crate::domain::time::Timestamp;
use crate::ops::report::lineages::{Lineage, Version};

/// A sign for each column.
pub(super) fn bar(lineage: &Lineage, window: Window, width: usize) -> Vec<Sign> {
    let mut bar = Bar { cells: vec![Sign::Blank; width], window };
    let first =
        |version: &Version| version.ends_at.map_or(version.begins_at, |end| end.min(version.begins_at));
    if let Some(first) = lineage.versions.iter().map(first).min() {
        bar.fill(first, window.to, Sign::Ended);
    }
    lineage.versions.iter().for_each(|version| bar.draw(version));
    lineage.versions.iter().for_each(|version| bar.mark(version));
    if let Some(due) = lineage.rotation_due_at {
        bar.mark_rotation(due);
    }
    for version in &lineage.versions {
        if let (Some(since), Some(until)) = (over_since(version), version.accepted_until) {
            bar.fill(since, until, Sign::Accepted);
        }
    }
    bar.mark_now();
    bar.cells
}

/// Since when a key is over, disabled or ended.
fn over_since(version: &Version) -> Option<Timestamp> {
    match (version.disabled_at, version.ends_at) {
        (Some(disabled), Some(end)) => Some(disabled.min(end)),
        (disabled, end) => disabled.or(end),
    }
}

struct Bar {
    cells: Vec<Sign>,
    window: Window,
}

impl Bar {
    /// At least one column, however short the time is, if any of it is in the window.
    fn fill(&mut self, from: Timestamp, to: Timestamp, sign: Sign) {
        let (from, to) = (from.max(self.window.from), to.min(self.window.to));
        if from >= to {
            return;
        }
        let first = self.column(from);
        let end = self.window.columns_before(to, self.cells.len()).max(first + 1);
        for cell in self.cells.iter_mut().take(end).skip(first) {
            *cell = sign.max(*cell);
        }
    }

    fn column(&self, time: Timestamp) -> usize {
        self.window.column(time, self.cells.len())
    }

    fn cell(&mut self, time: Timestamp) -> Option<&mut Sign> {
        let column = self.column(time);
        self.cells.get_mut(column).filter(|_| self.window.contains(time))
    }

    fn draw(&mut self, version: &Version) {
        let end = version.ends_at.unwrap_or(self.window.to);
        let works_until = over_since(version).unwrap_or(self.window.to);
        if version.status == Status::Pending {
            self.fill(version.begins_at, works_until, Sign::Pending);
        } else {
            self.fill(version.begins_at, works_until, Sign::Valid);
        }
        if let Some(replaced) = version.replaced_at {
            self.fill(replaced, works_until, Sign::Grace);
        }
        if let Some(disabled) = version.disabled_at {
            self.fill(disabled.max(version.begins_at), end, Sign::Disabled);
        }
    }

    fn mark(&mut self, version: &Version) {
        let is_pending = version.status == Status::Pending;
        // What is in force beside it says more than that another version begins.
        let gives_way = |sign: Sign| sign == Sign::Valid || is_pending && sign == Sign::Begins;
        if let Some(cell) = self.cell(version.begins_at).filter(|cell| gives_way(**cell)) {
            *cell = if is_pending { Sign::Pending } else { Sign::Begins };
        }
        let Some(end) = version.ends_at.filter(|end| self.window.contains(*end)) else { return };
        // A key that was replaced is revoked because its time is up.
        let is_revoked = version.status == Status::Revoked && version.replaced_at.is_none();
        let mut column = self.column(end);
        let (now, is_to_come) = (self.column(self.window.now), end > self.window.now);
        // Nothing that has ended is drawn as if it were to do so.
        let has_room = column + 1 < self.cells.len() && (is_to_come || column < now);
        if has_room && (is_to_come && column == now || self.is_lone(column)) {
            column += 1;
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = if is_revoked { Sign::Revoked } else { Sign::Ends }.max(*cell);
        }
    }

    /// Whether what is said here is said nowhere else, so that the mark of its end would hide it.
    fn is_lone(&self, column: usize) -> bool {
        let before = column.checked_sub(1).and_then(|before| self.cells.get(before));
        match self.cells.get(column) {
            Some(Sign::Begins) => true,
            Some(Sign::Valid) => !matches!(before, Some(Sign::Valid | Sign::Begins)),
            Some(Sign::Grace | Sign::Pending | Sign::Disabled) => self.cells.get(column) != before,
            _ => false,
        }
    }

    /// One that is overdue since before the window stands at its edge. One that is due shortly before an end is
    /// drawn before it, where both are in one column.
    fn mark_rotation(&mut self, due: Timestamp) {
        let due = due.max(self.window.from);
        if !self.window.contains(due) {
            return;
        }
        let mut column = self.column(due);
        let is_end = |cell: Option<&Sign>| matches!(cell, Some(Sign::Ends | Sign::Revoked));
        if is_end(self.cells.get(column)) && column > 0 {
            column -= 1;
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = Sign::RotationDue;
        }
    }

    fn mark_now(&mut self) {
        let now = self.window.now;
        if let Some(cell) = self.cell(now).filter(|cell| **cell <= Sign::Ended) {
            *cell = Sign::Now;
        }
    }
}
