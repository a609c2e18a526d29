//! The command line in this process, with a clock, entropy and a prompter of its own: the stdout, stderr and
//! exit code of every command, in each format.
//!
//! A folder per noun, a small test per behaviour, each snapshot beside its command. `cargo insta review`
//! shows the changes and writes the accepted snapshots.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]
#![allow(clippy::too_many_lines, reason = "it counts the lines of snapshots")]

#[path = "../support/ports.rs"]
mod ports;

mod audit;
mod credential;
mod hook;
mod key;
mod profile;
mod publish;
mod report;
mod rotation;
mod scan;
mod slot;
mod stage;
mod target;
mod usage;
mod vault;
mod verification_file;
