//! `report`, `timeline` and `calendar`.

mod page;
mod timeline;
