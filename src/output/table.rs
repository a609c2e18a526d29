//! Tables and lists of facts for people: no borders, two spaces between columns. On a terminal they keep to its
//! width; elsewhere nothing is cut or wrapped, so that `awk` and `grep` work.

use std::borrow::Cow;
use std::fmt::Write as _;

use anstyle::AnsiColor;
use tabled::builder::Builder;
use tabled::settings::object::Cell as At;
use tabled::settings::style::Style;
use tabled::settings::{Color, Padding};
use unicode_width::UnicodeWidthStr as _;

use super::escape;
use super::layout::{GAP, Shape, Yield, cut, fit, total};
use crate::domain::wrap;

/// The colour of a cell, if colours are enabled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// No colour.
    #[default]
    Plain,
    /// Green.
    Good,
    /// Needs attention: yellow.
    Warning,
    /// Wrong, or no longer valid: red.
    Bad,
}

impl Tone {
    pub(super) fn color(self) -> Option<AnsiColor> {
        match self {
            Self::Plain => None,
            Self::Good => Some(AnsiColor::Green),
            Self::Warning => Some(AnsiColor::Yellow),
            Self::Bad => Some(AnsiColor::Red),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text, unescaped; the table escapes it.
    pub text: String,
    pub tone: Tone,
}

/// What a cell has where there is nothing.
pub(super) const NOTHING: &str = "-";

impl Cell {
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::toned(text, Tone::Plain)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// A table, and what of it is shown.
pub(super) struct Table {
    /// Header, shape and width of every column that is shown, with its place in a row.
    columns: Vec<(usize, &'static str, Shape, usize)>,
    /// The headers of those that are not.
    pub(super) left_out: Vec<&'static str>,
    color: bool,
}

impl Table {
    /// As wide as its cells, or no wider than this.
    pub(super) fn new(
        headers: &[&'static str],
        yields: &[Yield],
        rows: &[Vec<Cell>],
        width: Option<usize>,
        color: bool,
    ) -> Self {
        let natural = natural(headers, rows);
        let widths = match width {
            Some(width) => fit(&natural, yields, width),
            None => natural.into_iter().map(Some).collect(),
        };
        let (mut columns, mut left_out) = (Vec::new(), Vec::new());
        for (place, (header, column)) in headers.iter().copied().zip(widths).enumerate() {
            let shape = yields.get(place).map(|yields| yields.shape).unwrap_or_default();
            match column {
                Some(column) => columns.push((place, header, shape, column)),
                None => left_out.push(header),
            }
        }
        Self { columns, left_out, color }
    }

    /// The header and the rows; each line ends with a line feed.
    pub(super) fn text(&self, rows: &[Vec<Cell>]) -> String {
        let mut builder = Builder::with_capacity(rows.len() + 1, self.columns.len());
        builder
            .push_record(self.columns.iter().map(|(_, header, _, width)| cut(header, Shape::Text, *width)));
        for row in rows {
            let text = |cell: &Cell, shape, width| cut(&cell.text, shape, width);
            builder.push_record(self.columns.iter().map(|(place, _, shape, width)| {
                row.get(*place).map(|cell| text(cell, *shape, *width)).unwrap_or_default()
            }));
        }
        let mut table = builder.build();
        table.with(Style::empty()).with(Padding::new(0, GAP, 0, 0));
        if self.color {
            for (line, row) in rows.iter().enumerate() {
                for (column, (place, ..)) in self.columns.iter().enumerate() {
                    if let Some(color) = row.get(*place).and_then(|cell| cell.tone.color()) {
                        table.modify(At::new(line + 1, column), painted(color));
                    }
                }
            }
        }
        trimmed(&table.to_string())
    }
}

/// Whether a table is wider than this.
pub(super) fn overflows(headers: &[&'static str], rows: &[Vec<Cell>], width: usize) -> bool {
    total(natural(headers, rows).into_iter()) > width
}

fn natural(headers: &[&'static str], rows: &[Vec<Cell>]) -> Vec<usize> {
    let mut widths: Vec<usize> = headers.iter().map(|header| header.width()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = escape::line(&cell.text).width().max(*width);
        }
    }
    widths
}

fn painted(color: AnsiColor) -> Color {
    let style = color.on_default();
    Color::new(style.render().to_string(), style.render_reset().to_string())
}

/// Removes the padding of the last column.
fn trimmed(table: &str) -> String {
    let mut text = String::with_capacity(table.len() + 1);
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// What becomes of a word that is wider than a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongWords {
    /// It stays whole, so that it can be copied.
    Whole,
    /// It is cut, unless it is a path.
    CutNames,
    /// It is cut: `--wide` shows it.
    Cut,
}

/// The room for facts.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The columns of the terminal; `None`: it is none.
    pub width: Option<usize>,
    pub long: LongWords,
}

/// Labels and values, the values in one column; no wider than this, if words allow.
pub fn facts(facts: &[(&'static str, String)], room: Room) -> String {
    let column = facts.iter().map(|(label, _)| label.width()).max().unwrap_or(0) + 1;
    let mut text = String::new();
    for (label, value) in facts {
        push_fact(&mut text, label, value, None, (column, room));
    }
    text
}

/// A row as a list of facts. What is absent is left out.
pub(super) fn block(headers: &[&'static str], cells: &[Cell], room: Room, color: bool) -> String {
    let column = headers.iter().map(|header| header.width()).max().unwrap_or(0) + 1;
    let mut text = String::new();
    for (place, (header, cell)) in headers.iter().zip(cells).enumerate() {
        if place == 0 || cell.text != NOTHING {
            push_fact(&mut text, header, &cell.text, cell.tone.color().filter(|_| color), (column, room));
        }
    }
    text
}

/// Below this a column of values is hard to read.
const NARROW: usize = 20;

/// The indentation of a value that has no room beside its label.
const INDENT: usize = 2;

fn push_fact(
    text: &mut String,
    label: &str,
    value: &str,
    color: Option<AnsiColor>,
    (column, room): (usize, Room),
) {
    let (label, value) = (format!("{label}:"), escape::line(value));
    let beside = column + GAP;
    let left = |indent: usize| room.width.map_or(usize::MAX, |width| width.saturating_sub(indent));
    let mut lines = wrap::lines(&value, left(beside), left(beside));
    let mut indent = beside;
    if lines.iter().any(|line| line.width() > left(beside)) || (lines.len() > 1 && left(beside) < NARROW) {
        // There is more room on lines of its own.
        lines = wrap::lines(&value, left(INDENT), left(INDENT));
        indent = INDENT;
    }
    let painted = |line: &str| {
        let line = fitting(line, left(indent), room.long);
        match color.map(AnsiColor::on_default) {
            Some(style) => format!("{style}{line}{style:#}"),
            None => line.into_owned(),
        }
    };
    // Writing to a string cannot fail.
    if indent == beside {
        let first = lines.first().map(|line| painted(line)).unwrap_or_default();
        let _ = writeln!(text, "{}", format!("{label:<column$}  {first}").trim_end());
        lines.drain(..lines.len().min(1));
    } else {
        let _ = writeln!(text, "{label}");
    }
    for line in lines {
        let _ = writeln!(text, "{:indent$}{}", "", painted(line));
    }
}

/// A line of which one word has to be cut.
fn fitting(line: &str, width: usize, long: LongWords) -> Cow<'_, str> {
    let is_path = line.contains('/');
    let stays = match long {
        LongWords::Whole => true,
        LongWords::CutNames => is_path,
        LongWords::Cut => false,
    };
    if stays || line.width() <= width || line.contains([' ', '`']) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(cut(line, if is_path { Shape::End } else { Shape::Text }, width))
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
