//! `key`.

mod choices;
mod create;
mod edit;
mod import;
mod lifecycle;
mod list;
mod networks;
mod no_choices;
mod rejected;
mod show;
mod verify;

use crate::stage::Stage;

/// A vault with three keys: with every field, about to expire, with a name alone.
fn three_keys() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create 'CI deployer' --prefix acme_live -s read,write --resource acme/products --environment prod \
         --owner ana --description deploys --label team=ops --expires 90");
    stage.ok("key create =soon --expires 2d --description 'a\u{1b}[31mb\n=c'");
    stage.ok("key create plain");
    stage
}
