//! `report`, `timeline` and `calendar`.

mod calendar;
mod hostile;
mod page;
mod timeline;
