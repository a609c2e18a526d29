//! Views of an operation's outcome: one type per item, serialised for programs, in cells or facts for people.

use serde::Serialize;

use super::layout::Yield;
use super::table::Cell;

/// Something that can be printed. Serialising it yields its JSON.
pub trait View: Serialize {
    /// The members of its JSON in order: the header of a CSV listing, even of an empty one.
    fn members() -> Vec<&'static str>;

    fn columns() -> Vec<&'static str>;

    /// How each of them gives way on a narrow terminal.
    fn yields() -> Vec<Yield> {
        Vec::new()
    }

    /// Whether a list of these is one of short blocks where its rows do not fit the terminal. Of these only words are cut
    /// that are longer than a line.
    fn in_blocks() -> bool {
        false
    }

    /// The column that is left out unless two rows have the same first cell.
    fn telling_apart() -> Option<usize> {
        None
    }

    /// Its row in a table, one cell per column.
    fn cells(&self) -> Vec<Cell>;

    /// All facts for people when it is shown alone: label and value. Absent values are left out.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

impl<V: View> View for &V {
    fn members() -> Vec<&'static str> {
        V::members()
    }

    fn columns() -> Vec<&'static str> {
        V::columns()
    }

    fn yields() -> Vec<Yield> {
        V::yields()
    }

    fn in_blocks() -> bool {
        V::in_blocks()
    }

    fn cells(&self) -> Vec<Cell> {
        (*self).cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        (*self).facts()
    }
}

#[derive(Debug, Serialize)]
pub struct Page<V> {
    pub items: Vec<V>,
    /// Where the next page starts, if there is one.
    pub next_cursor: Option<String>,
}

/// The result of a command on several items.
#[derive(Debug, Serialize)]
pub struct Items<V> {
    pub items: Vec<V>,
    /// The ids of items that were left out, if the command can leave some out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Vec<String>>,
}
