//! The view of a key whose use was imported.

use super::fields::{Field, Record, number, optional, text};
use crate::ops::usage::Item;

type Row = Field<Item>;

impl Record for Item {
    const FIELDS: &'static [Field<Self>] = &[
        Row::member("id", |item| text(&item.id)),
        Row::member("name", |item| text(&item.name)).labelled("Name").listed("Name"),
        Row::fact("ID", |item| text(&item.id)).listed("ID"),
        Row::member("version", |item| number(item.version)),
        Row::member("last_used_at", |item| optional(item.last_used_at.as_ref())).listed("Last used"),
        Row::member("changed", |item| item.changed.into()),
        Row::column("Imported", |item| text(if item.changed { "now" } else { "before" })),
    ];
}
