//! `rotate`.

mod abort;
mod by_hand;
mod disabled;
mod due_by_hand;
mod exported;
mod lineage;
mod narrowed;
mod owner;
mod ready;
mod run;
mod run_hooks;
mod start;
mod status;
mod successor_gone;

use crate::stage::Stage;

fn with_key() -> Stage {
    let stage = Stage::with_vault();
    stage.ok("key create ci -s deploy --expires 60 --secret-only");
    stage
}

/// A profile with a hook for every step.
const PROFILE: &str = r#"
name = "deploy"
prefix = "dep"
expires = "60d"
rotate_every = "30d"
grace = "2d"
[hooks]
deliver = ["deliver", "to the shop"]
verify = ["verify"]
revoked = ["/usr/bin/tell"]
"#;

/// A vault with one key of this profile.
fn with_profile(profile: &str) -> Stage {
    let stage = Stage::with_vault();
    stage.write("deploy.toml", profile);
    stage.ok("profile add --from [HOME]/deploy.toml");
    stage.ok("key create bot --profile deploy --secret-only");
    stage
}
