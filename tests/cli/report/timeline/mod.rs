//! `timeline`.

mod answers;
mod widths;

use crate::stage::{DAY, Stage};

const PROFILE: &str = r#"
name = "deploy"
expires = "200d"
rotate_every = "30d"
"#;

/// A key in every state, and one of every kind of name.
fn every_state() -> Stage {
    let stage = Stage::with_vault();
    stage.write("deploy.toml", PROFILE);
    stage.ok("profile add --from [HOME]/deploy.toml");
    stage.ok("key create 'over long ago' --expires 1");
    stage.later(35 * DAY);
    stage.ok("key create 'rotation overdue' --profile deploy --secret-only");
    for (name, expires) in [
        ("in grace", "300"),
        ("pending", "never"),
        ("disabled", "never"),
        ("leaked", "never"),
        ("revoked", "90"),
        ("expired", "30"),
        ("expires soon", "90"),
        ("replaced twice", "never"),
        ("never expires", "never"),
        ("מפתח פריסה", "200"),
        ("デプロイ係 🔑 the deployer", "200"),
        ("<b>\"&\'quoted\'", "200"),
    ] {
        stage
            .ok(&format!("key create --name {} --expires {expires} --secret-only", shell_words::quote(name)));
    }
    stage.ok(&format!("key create {} --expires 200 --secret-only", "x".repeat(128)));
    stage.later(20 * DAY);
    stage.ok("key revoke revoked --yes");
    rotate(&stage, "replaced twice");
    stage.later(20 * DAY);
    stage.ok("rotate finish 'replaced twice' --yes");
    rotate(&stage, "replaced twice");
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --valid-for 30d");
    stage.ok("publish");
    stage.later(20 * DAY);
    stage.ok("key revoke leaked --yes");
    stage.ok("key disable disabled");
    stage.ok("key create 'not valid yet' --not-before 2026-06-01 --expires-at 2026-08-01");
    stage.ok("key create 'rotation to come' --profile deploy --secret-only");
    rotate(&stage, "in grace");
    stage.ok("rotate start pending --secret-only");
    stage.later(3 * DAY);
    stage
}

/// With a grace of ten days.
fn rotate(stage: &Stage, name: &str) {
    let secret = stage.ok(&format!("rotate start '{name}' --grace 10d --secret-only"));
    stage.ok_with(&format!("rotate confirm '{name}' --force"), &secret);
}

/// The same on a terminal of that many columns, of a locale of UTF-8.
fn on_terminal(columns: u16) -> Stage {
    let mut stage = every_state();
    stage.on_terminal(columns);
    stage.set("LANG", "en_GB.UTF-8");
    stage
}

/// The example of the page on terminals is what the program shows.
#[test]
fn the_page_shows_it() {
    let mut stage = Stage::with_vault();
    stage.write("deploy.toml", PROFILE);
    stage.ok("profile add --from [HOME]/deploy.toml");
    for options in ["checkout --expires 120", "mobile-app", "partner --expires 300", "ci --profile deploy"] {
        stage.ok(&format!("key create {options} --secret-only"));
    }
    stage.ok("target add edge --format jsonl --path [HOME]/edge.jsonl --valid-for 30d");
    stage.later(80 * DAY);
    stage.ok("publish");
    stage.ok("key create backup --secret-only");
    stage.later(9 * DAY);
    rotate(&stage, "partner");
    stage.ok("key revoke mobile-app --yes");
    stage.later(4 * DAY);
    stage.on_terminal(80);
    stage.set("LANG", "en_GB.UTF-8");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/terminal.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (_, section) = page.split_once("## Timeline").unwrap();
    let (_, example) = section.split_once("```text\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    assert_eq!(stage.ok("timeline --color never"), example);
}
