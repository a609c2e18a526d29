//! The vectors in `fixtures/vectors`, and every reader of verification files that there is: each must answer all of
//! them as they say.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod cases;
mod command;
mod gate;
mod library;
mod made;
mod public_keys;
mod readers;
