//! `slot`, and what roles do not allow.

use insta::assert_snapshot;

use crate::world::Stage;

/// An identity file, and nothing else.
fn identity(stage: &mut Stage, name: &str) -> String {
    let file = stage.path(name);
    let vault = stage.path(&format!("{name}.db"));
    stage.quietly(&["init", "--vault", &vault, "--new-identity", &file], "");
    file
}

/// A vault with an owner, the admins ben and eve, and the member max.
fn team() -> Stage {
    let mut stage = Stage::with_vault();
    for (name, role) in [("ben", "admin"), ("eve", "admin"), ("max", "member")] {
        let file = identity(&mut stage, name);
        stage.quietly(&["slot", "add", name, "--role", role, "--identity", &file], "");
    }
    stage
}

/// The same command by somebody.
fn by(stage: &mut Stage, who: &str, args: &[&str]) -> u8 {
    let file = stage.path(who);
    stage.run(&[args, &["--identity", &file]].concat())
}

#[test]
fn ways() {
    let mut stage = Stage::with_vault();
    let (ben, other) = (identity(&mut stage, "ben"), identity(&mut stage, "other"));
    stage.formats(&["slot", "list"]);
    stage.run(&["slot", "add", "ben", "--role", "admin", "--identity", &ben]);
    stage.run(&["slot", "add", "ben", "--identity", &other]);
    stage.run(&["slot", "add", "ben-2", "--identity", &ben]);
    stage.answers(&["tr0ub4dor", "tr0ub4dor"]);
    stage.run(&["slot", "add", "typed", "-o", "json"]);
    stage.answers(&["tr0ub4dor", "troubador"]);
    stage.run(&["slot", "add", "mistyped"]);
    stage.run(&["slot", "add", "nobody"]);
    std::fs::write(stage.path("passphrase"), "correct horse battery staple\n").unwrap();
    let passphrase = stage.path("passphrase");
    stage.run(&["slot", "add", "file", "--passphrase-file", &passphrase]);
    stage.run(&["slot", "add", "two", "--passphrase-file", &passphrase, "--identity", &other]);
    let public = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    stage.run(&["slot", "add", "build-team", "--role", "member", "--recipient", public]);
    stage.run(&["slot", "add", "again", "--recipient", public]);
    stage.run(&["slot", "add", "bad", "--recipient", "age1nonsense"]);
    stage.run(&["slot", "add", "none", "--identity", "no-such-file"]);
    stage.run(&["slot", "add", "a b", "--identity", &other]);
    let both = stage.path("both");
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    std::fs::write(&both, read(&ben) + &read(&other)).unwrap();
    stage.run(&["slot", "add", "both", "--identity", &both]);
    stage.run(&["slot", "list"]);
    // Each of them opens the vault.
    stage.run(&["key", "create", "a", "--secret-only", "--identity", &ben, "-q"]);
    stage.run(&["key", "create", "b", "--secret-only", "--passphrase-file", &passphrase, "-q"]);
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn who_may_revoke() {
    let mut stage = team();
    let file = stage.path("ben");
    stage.quietly(&["key", "create", "bens", "--secret-only", "--identity", &file], "");
    stage.quietly(&["key", "create", "owners", "--secret-only"], "");
    for key in ["bens", "owners"] {
        for who in ["max", "eve"] {
            by(&mut stage, who, &["key", "revoke", key, "-y"]);
        }
    }
    // It is said before anybody is asked.
    by(&mut stage, "ben", &["key", "revoke", "owners"]);
    by(&mut stage, "ben", &["key", "revoke", "bens", "-y"]);
    stage.run(&["key", "revoke", "owners", "-y"]);
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

#[test]
fn what_else_roles_do_not_allow() {
    let mut stage = team();
    stage.quietly(&["key", "create", "ci", "-s", "deploy", "--expires", "60", "--secret-only"], "");
    for who in ["eve", "max"] {
        for args in [
            &["key", "disable", "ci"][..],
            &["key", "enable", "ci"],
            &["key", "edit", "ci", "--description", "mine"],
            &["key", "delete", "ci", "--force"],
            &["key", "revoke", "ci", "--lineage", "-y"],
            &["rotate", "start", "ci"],
            &[
                "slot",
                "add",
                "friend",
                "--recipient",
                "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
            ],
        ] {
            // What opens the vault is a variable: on `slot add` an option is about the new slot.
            let file = stage.path(who);
            stage.set("KEYWRIGHT_IDENTITY", &file);
            assert_eq!(stage.run(args), 4, "{args:?}");
        }
    }
    let secret = r#"{"name":"imported","secret":"ghp_16C7e42F292c6912E7710c838347Ae178B4a"}"#;
    assert_eq!(stage.run(&["key", "create", "new"]), 4);
    assert_eq!(stage.fed(&["key", "import", "--from", "-"], secret), 4);
    stage.set("KEYWRIGHT_IDENTITY", "");
    stage.quietly(&["rotate", "start", "ci"], "");
    for args in [
        &["rotate", "secret", "ci"][..],
        &["rotate", "confirm", "ci", "--force"],
        &["rotate", "finish", "ci", "--now"],
        &["rotate", "abort", "ci"],
    ] {
        assert_eq!(by(&mut stage, "eve", args), 4, "{args:?}");
    }
    // Reading is free.
    assert_eq!(by(&mut stage, "max", &["key", "list"]), 0);
    stage.run(&["audit", "list", "-o", "csv"]);
    assert_snapshot!(stage.record());
}

/// A rotation by somebody else, or by cron, does not take a key away from whoever made it.
#[test]
fn a_rotated_key_stays_its_makers() {
    let mut stage = team();
    let file = stage.path("ben");
    stage.quietly(&["key", "create", "bens", "--secret-only", "--identity", &file], "");
    let secret = stage.quietly(&["rotate", "start", "bens", "--secret-only"], "");
    stage.quietly(&["rotate", "confirm", "bens"], &secret);
    by(&mut stage, "eve", &["rotate", "finish", "bens", "--now", "--yes"]);
    by(&mut stage, "ben", &["rotate", "finish", "bens", "--now", "--yes"]);
    by(&mut stage, "ben", &["key", "revoke", "bens", "-y"]);
    assert_snapshot!(stage.record());
}

/// Unattended, too, what a role does not allow is reported and leaves a trace.
#[test]
fn a_run_keeps_to_the_role_of_its_slot() {
    let mut stage = team();
    stage.quietly(&["key", "create", "ci", "--expires", "60", "--secret-only"], "");
    stage.quietly(&["key", "edit", "ci", "--rotate-every", "30d"], "");
    stage.later(31 * 86_400);
    assert_eq!(by(&mut stage, "eve", &["rotate", "run"]), 11);
    stage.run(&["audit", "list", "--action", "refused", "-o", "csv"]);
    assert_eq!(stage.run(&["rotate", "run", "-o", "json"]), 0);
    assert_snapshot!(stage.record());
}
