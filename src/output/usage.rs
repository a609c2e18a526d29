//! What the use of a key looks like.

use serde::Serialize;

use super::table::Cell;
use super::view::View;
use crate::ops::usage::Item;

/// A key that an imported log names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UsageView {
    id: String,
    name: String,
    version: u32,
    last_used_at: Option<String>,
    changed: bool,
}

impl From<&Item> for UsageView {
    fn from(item: &Item) -> Self {
        Self {
            id: item.id.to_string(),
            name: item.name.to_string(),
            version: item.version,
            last_used_at: item.last_used_at.map(|time| time.to_string()),
            changed: item.changed,
        }
    }
}

impl View for UsageView {
    fn members() -> Vec<&'static str> {
        vec!["id", "name", "version", "last_used_at", "changed"]
    }

    fn columns() -> Vec<&'static str> {
        vec!["Name", "ID", "Last used", "Imported"]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.name.as_str().into(),
            self.id.as_str().into(),
            Cell::or_dash(self.last_used_at.as_deref()),
            if self.changed { "now" } else { "before" }.into(),
        ]
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![("Name", self.name.clone()), ("ID", self.id.clone())]
    }
}
