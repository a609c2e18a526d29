//! The guarantees of the vault, tested: the rows of `docs/assurance.md`. A file is named after what it claims
//! or does, and its first line names its row; the names of its tests start with that row, `t05_`, since
//! `scripts/assurance` runs a row by it. The random parts run at a count for CI; `KEYWRIGHT_ASSURANCE=full`
//! runs them at the full count. Each test prints the figure that it reached (`--nocapture`).
// Clippy sees a test only in what is marked #[test]; helpers of one fail as loudly.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/mod.rs"]
mod support;

mod age_vectors;
mod altered_files;
mod altered_vault;
mod canaries;
mod checked_by_others;
mod durable;
mod edited_vault;
mod failing_calls;
mod failing_rotations;
mod fault;
mod full_disk;
mod held_commands;
mod hostile_bytes;
mod inside;
mod killed_at_random;
mod killed_commands;
mod killed_repairs;
mod killed_rotations;
mod links_not_followed;
mod manifest_and_slots_altered;
mod many_at_once;
mod memory;
mod nodes_exchanged;
mod nodes_planted;
mod nodes_put_back;
mod odd_values;
mod older_vaults;
mod pages_put_back;
mod private_modes;
mod recovered;
mod recovery_by_the_page;
mod recovery_of_altered;
mod recovery_of_damage;
mod recovery_page;
mod recovery_scene;
mod released_formats;
mod rotation_scene;
mod rotation_trial;
mod rotations_at_once;
mod schema_altered;
mod secrets_in_memory;
