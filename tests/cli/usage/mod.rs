//! `usage import`, and what it changes elsewhere.

mod access_log;
mod broken;
mod json_lines;
mod names;
mod rotation;
mod secrets;
mod unused;

use crate::stage::{DAY, Stage};

/// A key as its log names it.
struct Key {
    id: String,
    start: String,
    secret: String,
}

fn create_now(stage: &Stage, name: &str) -> Key {
    // The clock may be behind.
    let line = format!("--accept-clock key create {name} --prefix acme --secret-only");
    let secret = stage.ok(&line).trim().to_owned();
    let shown = stage.ok(&format!("key show {name} -o json"));
    let id = shown.split('"').find(|word| word.starts_with("key_")).unwrap().to_owned();
    Key { id, start: secret[..13].to_owned(), secret }
}

/// Created two months ago: before the uses in the logs.
fn create(stage: &Stage, name: &str) -> Key {
    stage.later(-60 * DAY);
    let key = create_now(stage, name);
    stage.later(60 * DAY);
    key
}
