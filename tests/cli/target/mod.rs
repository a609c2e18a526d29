//! `target` and `receipt`, and the `status` of targets.

mod add;
mod dialect;
mod edit;
mod list;
mod receipt;
mod refused;
mod remove;
mod status;
mod went_back;

use crate::stage::Stage;

/// A target with every setting.
const FULL: &str = "target add full --format haproxy --path [HOME]/full.map --resource acme/shop --environment prod \
    --scope read,write --profile default --label team=ops --mode 0640 --group 0 --valid-for 60d --pickup 6h \
    --servers eu-1,eu-2 --optional --reload \"systemctl reload 'my unit'\"";

fn with_targets() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --audience edge");
    stage.ok(FULL);
    stage
}
