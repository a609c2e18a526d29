//! What a person at a terminal is offered where a key lacks what its profile requires.

use super::world::Stage;

/// A profile that requires everything.
const STRICT: &str = "name = \"strict\"\nscopes = [\"read\", \"write\"]\nenvironments = [\"dev\", \"prod\"]\n\
    require = [\"description\", \"owner\", \"resource\", \"environment\", \"scopes\"]\n\
    resource_levels = [\"tenant\", \"shop\", \"till\"]\nmin_expires = \"7d\"\nmax_expires = \"100d\"\n";
/// One that requires what it knows nothing of.
const OPEN: &str = "name = \"open\"\n\
    require = [\"owner\", \"resource\", \"environment\", \"expires\", \"scopes\"]\n";

fn stage() -> Stage {
    let mut stage = Stage::with_vault();
    for profile in [STRICT, OPEN] {
        stage.quietly(&["profile", "add", "--from", "-"], profile);
    }
    stage.quietly(&["profile", "add", "--builtin", "nitro"], "");
    stage
}

/// Keys whose members can be offered, one of them revoked, one with an owner who means harm.
fn with_keys() -> Stage {
    let mut stage = stage();
    for (name, resource, more) in [
        ("a", "acme/products", ["--owner", "bob"]),
        ("b", "acme/orders/7", ["--owner", "eve\u{1b}[2J\u{202e}"]),
        ("c", "zeta", ["--environment", "prod"]),
        ("gone", "gone/api", ["--owner", "gone"]),
    ] {
        stage.quietly(&[&["key", "create", name, "--resource", resource][..], &more].concat(), "");
    }
    stage.quietly(&["key", "revoke", "gone", "--yes"], "");
    stage
}

fn create(profile: &'static str, name: &'static str) -> Vec<&'static str> {
    vec!["key", "create", name, "--profile", profile]
}

#[test]
fn what_is_required_is_asked_for() {
    let mut stage = with_keys();
    stage.answers(&["1", "1"]);
    stage.run(&create("nitro", "a workspace"));
    stage.answers(&["2", "3", "acme", "acme/new"]);
    stage.run(&create("nitro", "another api"));
    stage.answers(&["deploys", "1", "3", "1", "2", "5", "4", "200", "60", "3,1", "2, 1"]);
    stage.run(&create("strict", "all"));
    stage.answers(&["4", "carol", "3", "1", "2", "a b", "read, write"]);
    stage.run(&create("open", "all in use"));
    insta::assert_snapshot!(stage.record());
}

#[test]
fn with_nothing_in_use_it_is_typed() {
    let mut stage = stage();
    stage.answers(&["2", "acme", "acme/products"]);
    stage.run(&create("nitro", "first"));
    stage.answers(&["1", "2", "a//b", "a/b", "dev", "5", "0", "2w", "read"]);
    stage.run(&create("open", "open"));
    insta::assert_snapshot!(stage.record());
}

#[test]
fn it_can_be_stopped() {
    let mut stage = with_keys();
    for answers in [&[""][..], &["2", ""], &["0", "x", "3"], &["2", "3", "a", "b", "c"]] {
        stage.answers(answers);
        assert_eq!(stage.run(&create("nitro", "k")), 8);
    }
    stage.run(&["key", "show", "k"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn nobody_is_asked_in_vain() {
    let mut stage = with_keys();
    stage.answers(&["left"]);
    for (profile, more) in [
        ("nitro", &["-o", "json"][..]),
        ("nitro", &["-o", "jsonl"]),
        ("nitro", &["--no-input"]),
        ("nitro", &["--roles", "boss"]),
        ("strict", &["-s", "fly"]),
        ("nobody", &[]),
    ] {
        stage.run(&[&create(profile, "k")[..], more].concat());
    }
    stage.run(&[&create("nitro", "whole")[..], &["--resource", "acme"]].concat());
    stage.run(&create("nitro", "a"));
    stage.fed(&["key", "create", "--from", "-"], "{\"name\":\"bulk\",\"profile\":\"nitro\"}");
    stage.quietly(&["key", "create", "plain"], "");
    stage.run(&["audit", "list", "-o", "csv"]);
    insta::assert_snapshot!(stage.record());
}
