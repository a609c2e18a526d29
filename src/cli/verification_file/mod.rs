//! `export`, `public-key`, `check`, `inspect` and `diff`.

pub mod args;
pub(super) mod check;
pub(super) mod export;
pub mod export_args;
