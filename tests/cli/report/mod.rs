//! `report`, `timeline` and `calendar`.

mod calendar;
mod page;
mod timeline;
