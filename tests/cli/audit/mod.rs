//! `audit`.

mod export;
mod filters;
mod list;
