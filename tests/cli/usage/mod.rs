//! `usage import`, and what it changes elsewhere.

mod access_log;
mod broken;
mod json_lines;
mod names;
mod rotation;
mod secrets;
mod unused;

use crate::stage::Stage;

/// A key as its log names it.
struct Key {
    id: String,
    start: String,
    secret: String,
}

fn create(stage: &Stage, name: &str) -> Key {
    let secret = stage.ok(&format!("key create {name} --prefix acme --secret-only")).trim().to_owned();
    let shown = stage.ok(&format!("key show {name} -o json"));
    let id = shown.split('"').find(|word| word.starts_with("key_")).unwrap().to_owned();
    Key { id, start: secret[..13].to_owned(), secret }
}
