//! The real binary as a process: its streams, its exit codes, the files it leaves, and the input it rejects.
//! Rows 7, 9, 12, 13 and 16 of the assurance table are here.
//!
//! Every test has a home of its own and a timeout for each process. If a program that a test needs is
//! missing, the test reports its name; with `CI=true` it fails.
// Clippy recognises a test only by #[test]; a helper's panic fails the test just as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod adopted;
mod arguments;
mod bounds;
mod calendar;
mod canary;
mod check;
mod completions;
mod credential;
mod credentials;
mod examples;
mod exit_codes;
mod followed;
mod forge;
mod forms;
mod free_text;
mod harness;
mod held;
mod hooks;
mod injection;
mod input;
mod install;
mod json;
mod key_delete;
mod key_import;
mod key_list;
mod key_rename;
mod key_start;
mod metrics;
mod metrics_examples;
mod misplaced_secrets;
mod misplaced_secrets_in_files;
mod networks;
mod new_identity;
mod order;
mod other_files;
mod passphrases;
mod plugin;
mod poisoned;
mod privilege;
mod progress;
mod prompts;
mod pseudo_terminal;
mod public_keys;
mod publish;
mod races;
mod recipients;
mod recovered;
mod refused_files;
mod repair;
mod repair_another;
mod repair_log;
mod repair_rotations;
mod repair_sources;
mod report;
mod restore;
mod restore_servers;
mod rewritten_log;
mod rotating;
mod rotation;
mod rotation_alone;
mod rotation_places;
mod run;
mod scan;
mod scan_git;
mod scan_named;
mod screen;
mod seals;
mod session;
mod slots;
mod streams;
mod terminal;
mod timeline;
mod trust;
mod unattended;
mod usage;
mod vaults;
