//! What the vault promises, tried: the rows of `docs/assurance.md`. A file is named by what it claims or does,
//! and says in its first line to which row it belongs; the names of its tests begin with that row, `t05_`,
//! for `scripts/assurance` runs a row by it. The random parts run at a count for CI; `KEYWRIGHT_ASSURANCE=full`
//! runs them at the full count. Each test prints the figure that it reached (`--nocapture`).
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod fault;
mod inside;
mod memory;
mod recovered;
mod recovery_page;
mod recovery_scene;
mod rotation_scene;
mod rotation_trial;
mod t01_errors;
mod t01_rotation;
mod t02_commands;
mod t02_kill;
mod t02_repair;
mod t02_rotation;
mod t03_full_disk;
mod t04_bits;
mod t04_files;
mod t05_pages;
mod t05_rows;
mod t05_scene;
mod t05_tables;
mod t06_rollback;
mod t10_canaries;
mod t10_memory;
mod t10_scene;
mod t11_modes;
mod t11_places;
mod t14_fuzz;
mod t15_concurrency;
mod t15_rotation;
mod t17_formats;
mod t18_damage;
mod t18_recovery;
mod t19_export;
mod t19_vectors;
mod t20_durable;
