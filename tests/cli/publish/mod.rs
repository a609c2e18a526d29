//! `publish`, and commands that publish.

mod agreement;
mod audit;
mod behind;
mod clock;
mod due;
mod exported;
mod exposure;
mod followed;
mod obstacles;
mod reload;
mod settled;
mod unpublished;

use crate::stage::Stage;

/// A vault with a key and two targets, nothing published.
fn unpublished() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read --resource acme --expires 90");
    stage.ok("target add edge --format jsonl --path [HOME]/edge");
    stage.ok("target add shop --format haproxy --path [HOME]/shop");
    stage
}

/// The same, published.
fn published() -> Stage {
    let stage = unpublished();
    stage.ok("publish");
    stage
}

/// The same with one target. It takes as long as adding another and removing it.
fn one_published() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s read --resource acme --expires 90");
    stage.ok("target add edge --format jsonl --path [HOME]/edge");
    stage.later(60);
    stage.ok("publish");
    stage.later(60);
    stage
}

/// What needs attention, and the notes but that on backups.
fn attention(stage: &Stage) -> String {
    let text = stage.run("status --check").to_string();
    let is_wanted = |line: &&str| {
        ["Attention", "Note", "exit"].iter().any(|word| line.starts_with(word))
            && !line.contains("no backup was made")
    };
    text.lines().filter(is_wanted).collect::<Vec<_>>().join("\n")
}
