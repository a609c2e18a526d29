//! The command line in this process, with a clock, randomness and a person of its own: what every
//! command answers on stdout and stderr, and its exit code, in each format.
//!
//! One module per noun, one snapshot each. `INSTA_UPDATE=always cargo test --test cli` writes them
//! anew; then read the difference before you commit it.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "../support/ports.rs"]
mod ports;

mod audit;
mod choices;
mod credential;
mod init;
mod key;
mod profile;
mod publish;
mod ready;
mod rights;
mod rotate;
mod rotate_run;
mod scan;
mod servers;
mod slot;
mod target;
mod usage;
mod vault;
mod world;
