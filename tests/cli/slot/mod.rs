//! `slot`, and what roles allow.

mod add;
mod revoke;
mod roles;
mod rotation;

use crate::stage::{Answer, Stage};

/// A recipient whose identity nobody here has.
const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

/// An identity file, and nothing else.
fn identity(stage: &Stage, name: &str) {
    stage.ok(&format!("init --vault [HOME]/{name}.db --new-identity [HOME]/{name}"));
}

/// A vault with an owner, the admins ben and eve, and the member max.
fn team() -> Stage {
    let stage = Stage::with_vault();
    for (name, role) in [("ben", "admin"), ("eve", "admin"), ("max", "member")] {
        identity(&stage, name);
        stage.ok(&format!("slot add {name} --role {role} --identity [HOME]/{name}"));
    }
    stage
}

/// A command by somebody other than the owner.
fn by(stage: &Stage, who: &str, command: &str) -> Answer {
    stage.run(&format!("{command} --identity [HOME]/{who}"))
}
