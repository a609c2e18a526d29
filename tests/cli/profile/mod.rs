//! `profile`, and keys that have one.

mod add;
mod builtin;
mod create_key;
mod edit;
mod edit_key;
mod list;
mod networks;
mod refused_key;
mod remove;
mod show;

use crate::stage::Stage;

/// A profile with a rule of every kind.
const PAKYAS: &str = include_str!("../pakyas.toml");

/// The profile, and what it requires.
const REQUIRED: &str = "--profile pakyas --description d --owner ana --resource acme/api";

fn with_profile() -> Stage {
    let stage = Stage::with_vault();
    stage.ok_with("profile add --from -", PAKYAS);
    stage
}

/// A vault with [`PAKYAS`] named after each format, and a profile with a name alone.
fn with_profiles() -> Stage {
    let stage = Stage::with_vault();
    for format in ["table", "json", "jsonl", "csv"] {
        stage.ok_with("profile add --from -", &named(format));
    }
    stage.ok_with("profile add --from -", "name = \"plain\"\n");
    stage
}

/// [`PAKYAS`] by another name.
fn named(name: &str) -> String {
    PAKYAS.replace("\"pakyas\"", &format!("\"{name}\""))
}
