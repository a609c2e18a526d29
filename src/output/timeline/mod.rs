//! The life of keys: as a drawing in the terminal, and as lineages for programs.
//!
//! | file | |
//! |---|---|
//! | `axis` | the scale of time: which dates have a label, and where |
//! | `bar` | what each column of a lineage's line says |
//! | `next` | what comes next, in words |
//! | `sign` | the characters and colours |
//! | `drawing` | all of it side by side, within a width |

mod axis;
mod bar;
mod drawing;
mod next;
mod sign;

use super::fields::{Field, Record, Shown, nested_list, number, optional, text};
use super::settings::Format;
use super::stream::Output;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::report::lineages::{Lineage, Version};
use crate::ports::Environment;
use drawing::{Drawing, Style};

/// The time that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its left edge.
    pub from: Timestamp,
    /// Where the present is.
    pub now: Timestamp,
    /// Its right edge, exclusive.
    pub to: Timestamp,
}

impl Window {
    fn contains(&self, time: Timestamp) -> bool {
        self.from <= time && time < self.to
    }

    /// The column of this instant, which is in the window, if it has so many.
    fn column(&self, time: Timestamp, width: usize) -> usize {
        let (seconds, length) = self.scaled(time, width);
        usize::try_from(seconds / length).unwrap_or(0).min(width.saturating_sub(1))
    }

    /// How many columns begin before this instant.
    fn columns_before(&self, time: Timestamp, width: usize) -> usize {
        let (seconds, length) = self.scaled(time, width);
        usize::try_from((seconds + length - 1) / length).unwrap_or(0).min(width)
    }

    /// The seconds since the left edge, times the columns; and the seconds of the window.
    fn scaled(&self, time: Timestamp, width: usize) -> (i64, i64) {
        let columns = i64::try_from(width).unwrap_or(i64::MAX);
        let length = (self.to.unix() - self.from.unix()).max(1);
        ((time.unix() - self.from.unix()).max(0).saturating_mul(columns), length)
    }
}

/// A line for each lineage, within the width of the terminal; for programs an item for each.
pub fn show(
    out: &mut Output<'_>,
    lineages: &[Lineage],
    window: Window,
    environment: &Environment,
) -> Result<()> {
    if out.format() != Format::Table {
        return out.items(lineages.iter().map(Shown));
    }
    if lineages.is_empty() {
        return Ok(());
    }
    let style = Style {
        width: out.settings().width_of_drawing(environment),
        color: out.settings().color_stdout,
        is_ascii: sign::needs_ascii(environment),
    };
    out.payload(Drawing::new(lineages, window, style).text().as_bytes())
}

type Row = Field<Lineage>;

impl Record for Lineage {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("name", |lineage| text(&lineage.name)),
        Row::member("versions", |lineage| nested_list(&lineage.versions)),
        Row::member("rotation_due_at", |lineage| optional(lineage.rotation_due_at.as_ref())),
    ];
}

type VersionRow = Field<Version>;

impl Record for Version {
    const FIELDS: &'static [Field<Self>] = &[
        VersionRow::member("id", |version| text(&version.id)),
        VersionRow::member("version", |version| number(version.number)),
        VersionRow::member("status", |version| text(version.status.as_str())),
        VersionRow::member("begins_at", |version| text(&version.begins_at)),
        VersionRow::member("ends_at", |version| optional(version.ends_at.as_ref())),
        VersionRow::member("disabled_at", |version| optional(version.disabled_at.as_ref())),
        VersionRow::member("replaced_at", |version| optional(version.replaced_at.as_ref())),
        VersionRow::member("accepted_until", |version| optional(version.accepted_until.as_ref())),
    ];
}

#[cfg(test)]
mod tests;
