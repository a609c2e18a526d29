//! `publish`, and commands that publish.

mod audit;
mod behind;
mod clock;
mod due;
mod exposure;
mod followed;
mod obstacles;
mod reload;

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
