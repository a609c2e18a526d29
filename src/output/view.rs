//! What an operation's outcome looks like: one type per thing, serialised for programs, in
//! cells or facts for people.

use serde::Serialize;

use super::table::Cell;

/// Something that can be shown. Serialising it gives its JSON.
pub trait View: Serialize {
    /// The members of its JSON in order: the header of a CSV listing, even of an empty one.
    fn members() -> Vec<&'static str>;

    /// The header of a table.
    fn columns() -> Vec<&'static str>;

    /// Its row in a table, one cell per column.
    fn cells(&self) -> Vec<Cell>;

    /// Everything worth knowing of it when it is shown alone: label and value. What is absent
    /// is left out.
    fn facts(&self) -> Vec<(&'static str, String)>;
}

impl<V: View> View for &V {
    fn members() -> Vec<&'static str> {
        V::members()
    }

    fn columns() -> Vec<&'static str> {
        V::columns()
    }

    fn cells(&self) -> Vec<Cell> {
        (*self).cells()
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        (*self).facts()
    }
}

/// A page of a listing.
#[derive(Debug, Serialize)]
pub struct Page<V> {
    pub items: Vec<V>,
    /// Where the next one begins, if there is one.
    pub next_cursor: Option<String>,
}

/// What a command did to several things.
#[derive(Debug, Serialize)]
pub struct Items<V> {
    /// Each of them.
    pub items: Vec<V>,
    /// The ids of those that were left out, where that can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Vec<String>>,
}
