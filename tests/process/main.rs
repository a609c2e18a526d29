//! The real binary as a process: its streams, its exit codes, what it leaves behind, and what it
//! refuses. Rows 7, 9, 12, 13 and 16 of the assurance table are here.
//!
//! Every test has a home of its own and a time-out for each process. Where a program is missing
//! that a test needs, the test says so by name; where `CI=true` it fails.
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod adopted;
mod arguments;
mod bounds;
mod canary;
mod check;
mod credential;
mod credentials;
mod examples;
mod exit_codes;
mod forge;
mod free_text;
mod harness;
mod injection;
mod install;
mod plugin;
mod privilege;
mod publish;
mod races;
mod recovered;
mod refused_files;
mod repair;
mod repair_another;
mod restore;
mod restore_servers;
mod rotating;
mod rotation;
mod rotation_alone;
mod rotation_places;
mod run;
mod scan;
mod session;
mod slots;
mod streams;
mod terminal;
mod unattended;
mod usage;
mod vaults;
