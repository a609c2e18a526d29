//! Tables and lists of facts for people: no borders, two spaces between columns, no wrapping, so that ids
//! stay whole and `awk` and `grep` work.

use std::fmt::Write as _;

use tabled::builder::Builder;
use tabled::settings::object::Cell as At;
use tabled::settings::style::Style;
use tabled::settings::{Color, Padding};

use super::escape;

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
    fn color(self) -> Option<Color> {
        match self {
            Self::Plain => None,
            Self::Good => Some(Color::FG_GREEN),
            Self::Warning => Some(Color::FG_YELLOW),
            Self::Bad => Some(Color::FG_RED),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text, unescaped; the table escapes it.
    pub text: String,
    pub tone: Tone,
}

impl Cell {
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }

    /// The text, or `-` if there is none.
    pub fn or_dash(text: Option<impl ToString>) -> Self {
        Self::from(text.map_or_else(|| "-".to_owned(), |text| text.to_string()))
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

/// A table with a header row; each line ends with a line feed.
pub fn table(columns: &[&str], rows: &[Vec<Cell>], color: bool) -> String {
    let mut builder = Builder::default();
    builder.push_record(columns.iter().copied());
    for row in rows {
        builder.push_record(row.iter().map(|cell| escape::line(&cell.text)));
    }
    let mut table = builder.build();
    table.with(Style::empty()).with(Padding::new(0, 2, 0, 0));
    if color {
        for (place, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                if let Some(color) = cell.tone.color() {
                    table.modify(At::new(place + 1, column), color);
                }
            }
        }
    }
    trimmed(&table.to_string())
}

/// Removes the padding of the last column.
fn trimmed(table: &str) -> String {
    let mut text = String::with_capacity(table.len());
    for line in table.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Labels and values, the values in one column.
pub fn facts(facts: &[(&'static str, String)]) -> String {
    let width = facts.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0) + 1;
    let mut text = String::new();
    for (label, value) in facts {
        let label = format!("{label}:");
        let line = format!("{label:<width$}  {}", escape::line(value));
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<Cell>> {
        vec![
            vec!["CI".into(), Cell::toned("active", Tone::Good)],
            vec!["日本\u{1b}[2J".into(), Cell::toned("revoked", Tone::Bad)],
        ]
    }

    #[test]
    fn columns_line_up_by_their_width_on_screen() {
        let text = table(&["Name", "Status"], &rows(), false);
        assert_eq!(text, "Name           Status\nCI             active\n日本\\u{1b}[2J  revoked\n");
    }

    #[test]
    fn colours_only_when_asked() {
        assert!(!table(&["Name", "Status"], &rows(), false).contains('\u{1b}'));
        let text = table(&["Name", "Status"], &rows(), true);
        assert!(text.contains("\u{1b}[32mactive"), "{text:?}");
        assert!(!text.contains("\u{1b}[2J"), "{text:?}");
    }

    #[test]
    fn an_empty_table_is_its_header() {
        assert_eq!(table(&["Name", "ID"], &[], false), "Name  ID\n");
    }

    #[test]
    fn facts_line_up() {
        let text = facts(&[("Name", "CI".into()), ("Description", "two\nlines".into())]);
        assert_eq!(text, "Name:         CI\nDescription:  two\\nlines\n");
    }
}
