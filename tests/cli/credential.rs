use keywright::ports::{HookEnd, HookOutput};
use keywright::secret::Secret;

use super::world::{Stage, exits};

#[test]
fn credential() {
    let mut stage = Stage::with_vault();
    stage.formats(&["credential", "list"]);
    stage.fed(&["credential", "set", "org_abc123"], "s3cret-one\n");
    stage.fed(&["credential", "set", "org_abc123", "-o", "json"], "s3cret-one\r\n");
    let more = ["--check", "probe 'my host'", "--description", "CI releases"];
    stage.fed(&[&["credential", "set", "github/ci"][..], &more, &["-o", "json"]].concat(), "ghp_x\n\n");
    stage.fed(&["credential", "set", "github/ci", "-o", "json"], "ghp_y");
    let none = ["--check", "none", "--description", ""];
    stage.fed(&[&["credential", "set", "org_abc123", "-o", "json"][..], &none].concat(), "s3cret-two");
    stage.run(&["credential", "get", "org_abc123", "-o", "json"]);
    stage.run(&["credential", "get", "nobody"]);
    stage.formats(&["credential", "list"]);
    for (name, secret) in [("x", ""), ("x", "\n"), ("a b", "s"), ("", "s"), ("-x", "s")] {
        stage.fed(&["credential", "set", name], secret);
    }
    stage.fed(&["credential", "set", "x"], &"x".repeat(65_537));
    stage.fed(&["credential", "set", "x", "--check", "./probe"], "s");
    stage.run(&["credential", "remove", "github/ci"]);
    stage.answers(&["n"]);
    stage.run(&["credential", "remove", "github/ci"]);
    stage.run(&["credential", "remove", "github/ci", "--yes"]);
    stage.run(&["credential", "remove", "github/ci", "-o", "json", "--yes"]);
    stage.run(&["credential", "remove", "org_abc123", "-o", "json", "--yes"]);
    stage.run(&["audit", "list", "-o", "csv", "--limit", "0"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn the_longest_secret_is_kept_whole() {
    let mut stage = Stage::with_vault();
    // Each of these characters needs six in JSON.
    let longest = "\u{1}".repeat(65_536);
    stage.quietly(&["credential", "set", "long"], &format!("{longest}\r\n"));
    assert!(stage.quietly(&["credential", "get", "long"], "") == format!("{longest}\n"));
}

/// A program that fails and says this.
fn says(code: i32, stderr: &str) -> HookOutput {
    HookOutput { stderr: stderr.as_bytes().to_vec().into(), ..exits(code, "") }
}

#[test]
fn verify() {
    let mut stage = Stage::with_vault();
    let secret = stage.quietly(&["key", "create", "ours", "--prefix", "acme_live", "--secret-only"], "");
    stage.quietly(&["credential", "set", "ours", "--check", "never-run"], &secret);
    stage.quietly(&["credential", "set", "foreign", "--check", "probe"], "hunter2-hunter2");
    stage.quietly(&["credential", "set", "bare"], "hunter2-hunter2");
    stage.programs(|call| match (call.command.program(), call.stdin.map(Secret::expose)) {
        ("probe", Some("hunter2-hunter2")) => says(0, "fine"),
        _ => says(9, "this is not to be run"),
    });
    for name in ["ours", "foreign", "bare", "nobody"] {
        stage.formats(&["credential", "verify", name]);
    }
    stage.quietly(&["key", "revoke", "ours", "--yes"], "");
    stage.run(&["credential", "verify", "ours", "-o", "json"]);
    stage.programs(|_| says(1, "401 Unauthorized"));
    stage.run(&["credential", "verify", "foreign"]);
    stage.run(&["credential", "verify", "foreign", "-o", "json"]);
    stage.programs(|_| says(1, "no: hunter2-hunter2"));
    stage.run(&["credential", "verify", "foreign", "-v"]);
    stage.programs(|_| HookOutput { end: HookEnd::TimedOut, ..says(0, "") });
    stage.run(&["credential", "verify", "foreign"]);
    stage.run(&["credential", "verify", "foreign", "-o", "json"]);
    stage.run(&["audit", "list", "-o", "csv", "--limit", "0"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn run() {
    let mut stage = Stage::empty();
    stage.run(&["run", "--", "sh", "-c", "exit 42"]);
    stage.run(&["run", "--env", "A=credential:x", "--", "sh"]);
    stage.quietly(&["init", "--new-identity"], "");
    stage.quietly(&["credential", "set", "one"], "s3cret-one");
    stage.quietly(&["credential", "set", "two"], "s3cret-two");
    stage.quietly(&["credential", "set", "nul"], "a\0b");
    for variable in ["KEYWRIGHT_PASSPHRASE_FILE", "CREDENTIALS_DIRECTORY", "ONE", "OTHER", "KEYWRIGHT_OUTPUT"]
    {
        stage.set(variable, "");
    }
    let all =
        ["run", "--env", "ONE=credential:one", "--file", "TWO=credential:two", "--env", "X=credential:one"];
    stage.run(&[&all[..], &["--", "prog", "--env", "-o", "json", "--"]].concat());
    for wrong in [
        &["--env", "TOKEN=sk_live_never-shown"][..],
        &["--env", "sk_live_never-shown"],
        &["--file", "TOKEN=credential:sk live never-shown", "-o", "json"],
        &["--env", "never shown=credential:one"],
        &["--env", "A=credential:one", "--file", "A=credential:two"],
        &["--env", "A=credential:nobody"],
        &["--env", "A=credential:one", "--env", "B=credential:nul"],
    ] {
        stage.run(&[&["run"][..], wrong, &["--", "prog"]].concat());
    }
    stage.run(&["run", "--env", "A=credential:one", "--", "missing"]);
    stage.run(&["run", "--file", "A=credential:nul", "--", "prog"]);
    stage.run(&["audit", "list", "-o", "csv", "--limit", "0"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn a_minted_secret_goes_into_a_credential_in_one_step() {
    let mut stage = Stage::with_vault();
    stage.run(&["key", "create", "shop", "--to-credential", "shop"]);
    stage.run(&["credential", "verify", "shop"]);
    stage.run(&["rotate", "start", "shop", "--to-credential", "shop/new", "-o", "json"]);
    stage.run(&["credential", "verify", "shop/new", "-o", "json"]);
    stage.run(&["rotate", "secret", "shop", "--to-credential", "shop"]);
    stage.formats(&["rotate", "secret", "shop", "--to-credential", "shop"]);
    let kept = stage.quietly(&["credential", "get", "shop"], "");
    assert_eq!(kept, stage.quietly(&["rotate", "secret", "shop", "--secret-only"], ""));
    stage.run(&["key", "create", "shop", "--to-credential", "other"]);
    stage.run(&["credential", "get", "other"]);
    stage.formats(&["key", "create", "another", "--to-credential", "other"]);
    for way in [&["--secret-only"][..], &["--secret-file", "f"], &["--encrypt-to", "age1x"], &["--from", "f"]]
    {
        stage.run(&[&["key", "create", "x", "--to-credential", "x"][..], way].concat());
    }
    stage.run(&["audit", "list", "-o", "csv", "--limit", "0"]);
    insta::assert_snapshot!(stage.record());
}
