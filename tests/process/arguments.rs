//! Invalid arguments: exit 2, and the message names the option, the value and what is accepted.

use std::collections::BTreeSet;

use keywright::cli::args::command;

use crate::support::Home;

/// An option or argument, an invalid value, and parts of the message.
type Bad = (&'static str, &'static str, &'static str, &'static str);

const TARGET: &str = "target add x --format jsonl --path f";

/// One row for every option of every command whose value can be malformed.
const BAD: &[Bad] = &[
    ("--output", "status", "xml", "table, json, jsonl, csv"),
    ("--color", "status", "sometimes", "auto, always, never"),
    ("--lock-timeout", "status", "soon", "whole number of seconds"),
    ("--trust", "status", "kwv_short", "kwv_ and 26 characters of a-z and 2-7"),
    ("--passphrase-fd", "status", "x", "number from 0"),
    ("--format", "status", "xml", "prometheus"),
    ("--alarm", "calendar", "0", "a whole number above 0"),
    ("--for", "unlock", "25h", "at most 24h"),
    ("--recipient", "init", "nobody", "an age recipient, an SSH public key"),
    ("--name", "key create", " x", "1 to 128 visible characters"),
    ("--profile", "key create x", "a b", "1 to 64 of A-Z"),
    ("--prefix", "key create x", "Bad-Prefix", "lowercase words"),
    ("--scopes", "key create x", "a b", "1 to 64 visible ASCII"),
    ("--roles", "key create x", "a b", "a role must be"),
    ("--resource", "key create x", "/a", "segments joined by '/'"),
    ("--environment", "key create x", "-x", "beginning with a letter or digit"),
    ("--network", "key create x", "10.0.0.1/8", "the network is 10.0.0.0/8"),
    ("--owner", "key create x", "", "1 to 256 characters"),
    ("--label", "key create x", "novalue", "a key, '=' and a value"),
    ("--expires", "key create x", "soon", "'never', a whole number of days"),
    ("--expires-at", "key create x", "tomorrow", "RFC 3339"),
    ("--not-before", "key create x", "2026-13-01", "RFC 3339"),
    ("--encrypt-to", "key create x", "nobody", "an age recipient, an SSH public key"),
    ("--status", "key list", "dead", "active, pending, retiring"),
    ("--scope", "key list", "a b", "1 to 64 visible ASCII"),
    ("--profile", "key list", "a b", "1 to 64 of A-Z"),
    ("--resource", "key list", "a//b", "segments joined by '/'"),
    ("--environment", "key list", "a b", "beginning with a letter or digit"),
    ("--owner", "key list", "", "1 to 256 characters"),
    ("--label", "key list", "x", "a key, '=' and a value"),
    ("--unused-for", "key list", "long", "a whole number of days"),
    ("--expiring-within", "key list", "0", "a whole number above 0"),
    ("--limit", "key list", "many", "whole number"),
    ("--cursor", "key list", "zz", "next_cursor"),
    ("--ahead", "timeline", "0", "a whole number above 0"),
    ("--back", "timeline", "36526d", "at most 36525d"),
    ("--limit", "timeline", "many", "whole number, or 0 for all"),
    ("--sort", "key list", "size", "possible values: name, created, last-used"),
    ("--name", "key edit x", " x", "1 to 128 visible characters"),
    ("--ended-before", "key delete", "soon", "a whole number of days"),
    ("--status", "key delete", "active", "revoked or expired"),
    ("--label", "key edit x", "=v", "a label's key must be"),
    ("--remove-label", "key edit x", "a b", "a label's key must be"),
    ("--scopes", "key edit x", "a\"b", "1 to 64 visible ASCII"),
    ("--resource", "key edit x", "..", "segments joined by '/'"),
    ("--environment", "key edit x", "a/b", "beginning with a letter or digit"),
    ("--network", "key edit x", "::ffff:10.0.0.0/104", "must be written as IPv4"),
    ("--expires", "key edit x", "-1", "'never', a whole number of days"),
    ("--expires-at", "key edit x", "1767225600", "RFC 3339"),
    ("--rotate-every", "key edit x", "0", "a whole number above 0"),
    ("--rotate-before", "key edit x", "soon", "a whole number above 0"),
    ("--grace", "key edit x", "", "a whole number above 0"),
    ("--deliver", "key edit x", "./deliver", "an absolute path or a bare name"),
    ("--verify", "key edit x", "", "an absolute path or a bare name"),
    ("--revoked", "key edit x", "logger \"", "an absolute path or a bare name"),
    ("--grace", "rotate start x", "0", "a whole number above 0"),
    ("--expires", "rotate start x", "soon", "'never', a whole number of days"),
    ("--expires-at", "rotate start x", "tomorrow", "RFC 3339"),
    ("--encrypt-to", "rotate start x", "nobody", "an age recipient, an SSH public key"),
    ("--encrypt-to", "rotate secret x", "nobody", "an age recipient, an SSH public key"),
    ("--to-credential", "key create x", "a b", "1 to 128 of A-Z"),
    ("--to-credential", "rotate start x", "a b", "1 to 128 of A-Z"),
    ("--to-credential", "rotate secret x", "a b", "1 to 128 of A-Z"),
    ("--check", "credential set x", "./x", "named by an absolute path"),
    ("--scope", "key verify", "", "1 to 64 visible ASCII"),
    ("--resource", "key verify", "a b", "segments joined by '/'"),
    ("--environment", "key verify", "", "beginning with a letter or digit"),
    ("--address", "key verify", "10.0.0.1:80", "without port or zone"),
    ("--builtin", "profile add", "a b", "1 to 64 of A-Z"),
    ("--key", "audit list", "key_x", "key_"),
    ("--key", "audit list", "", "a name must be"),
    ("--around", "audit list", "soon", "a duration must be"),
    ("--until", "audit list", "today", "RFC 3339"),
    ("--action", "audit list", "revoked", "key.revoke"),
    ("--key", "audit export", "key_x", "key_"),
    ("--around", "audit export", "soon", "a duration must be"),
    ("--since", "audit export", "yesterday", "RFC 3339"),
    ("--until", "audit export", "today", "RFC 3339"),
    ("--action", "audit export", "revoked", "key.revoke"),
    ("--role", "slot add x", "king", "owner"),
    ("--recipient", "slot add x", "age1x", "not an age recipient"),
    ("--role", "slot edit x", "king", "owner"),
    ("--recipient", "vault backup b", "age1x", "not an age recipient"),
    ("--since", "audit list", "yesterday", "RFC 3339"),
    ("--limit", "audit list", "-1", "whole number"),
    ("--cursor", "audit list", "zz", "next_cursor"),
    ("--format", "export", "xml", "jsonl, haproxy, sql, redis"),
    ("--dialect", "export --format sql", "mysql", "portable, postgresql"),
    ("--audience", "export --format jsonl", "a b", "1 to 128 of A-Z"),
    ("--valid-for", "export --format jsonl", "0", "a whole number above 0"),
    ("--format", "public-key", "der", "pem, jwk, raw"),
    ("--public-key", "check --file f", "f", "PEM, a JWK"),
    ("--audience", "check --file f --public-key k", "", "1 to 128 of A-Z"),
    ("--subject", "check --file f --public-key k", "", "a value is required"),
    ("--audience", "inspect f", "a b", "1 to 128 of A-Z"),
    ("--subject", "inspect f", "", "a value is required"),
    ("--reload", "inspect f --public-key k --install d --state s", "./x", "named by an absolute path"),
    ("--scope", "check --file f --public-key k", "a b", "1 to 64 visible ASCII"),
    ("--resource", "check --file f --public-key k", "a/", "segments joined by '/'"),
    ("--environment", "check --file f --public-key k", "a b", "beginning with a letter"),
    ("--address", "check --file f --public-key k", "10.0.0.1:80", "IPv4 or IPv6 address"),
    ("--reply", "check --file f --public-key k --lines", "xml", "possible values: json, plain"),
    ("--at", "check --file f --public-key k", "noon", "RFC 3339"),
    ("--public-key", "inspect f", "f", "PEM, a JWK"),
    ("--public-key", "diff f f", "f", "PEM, a JWK"),
    ("--format", "target add x --path f", "xml", "jsonl, haproxy, sql, redis"),
    ("--dialect", TARGET, "mysql", "portable, postgresql"),
    ("--audience", TARGET, "a b", "1 to 128 of A-Z"),
    ("--valid-for", TARGET, "0", "a whole number above 0"),
    ("--resource", TARGET, "a//b", "segments joined by '/'"),
    ("--environment", TARGET, "a b", "beginning with a letter or digit"),
    ("--scope", TARGET, "a b", "1 to 64 visible ASCII"),
    ("--profile", TARGET, "a b", "1 to 64 of A-Z"),
    ("--label", TARGET, "x", "a key, '=' and a value"),
    ("--mode", TARGET, "0777", "octal, such as 0640"),
    ("--pickup", TARGET, "-1", "a whole number above 0"),
    ("--servers", TARGET, "a/b", "1 to 64 of A-Z"),
    ("--reload", TARGET, "./x", "named by an absolute path"),
    ("--format", "usage import f", "xml", "jsonl, combined, haproxy"),
    ("--key-field", "usage import f --format combined", "0", "from 1 to 999"),
    ("--utc-offset", "usage import f --format haproxy", "-25:00", "such as +02:00"),
    ("--format", "target edit x", "xml", "jsonl, haproxy, sql, redis"),
    ("--dialect", "target edit x", "mysql", "portable, postgresql"),
    ("--audience", "target edit x", "a b", "1 to 128 of A-Z"),
    ("--valid-for", "target edit x", "0", "a whole number above 0"),
    ("--resource", "target edit x", "a//b", "segments joined by '/'"),
    ("--environment", "target edit x", "a b", "beginning with a letter or digit"),
    ("--scope", "target edit x", "a b", "1 to 64 visible ASCII"),
    ("--profile", "target edit x", "a b", "1 to 64 of A-Z"),
    ("--label", "target edit x", "x", "a key, '=' and a value"),
    ("--mode", "target edit x", "0777", "octal, such as 0640"),
    ("--pickup", "target edit x", "-1", "a whole number above 0"),
    ("--servers", "target edit x", "a/b", "1 to 64 of A-Z"),
    ("--reload", "target edit x", "./x", "named by an absolute path"),
    ("--format", "scan f", "xml", "text, json, sarif"),
    ("--rules", "scan", "grep", "regex, gitleaks, trufflehog"),
    ("--server", "check --file f --public-key k --state s", "a b", "1 to 64 of A-Z"),
    ("--server", "inspect f --install d --public-key k --state s", "", "1 to 64 of A-Z"),
];

/// Options whose value is a path or any text, or something that only a repository can tell: nothing is malformed.
const ANY: &[&str] = &[
    "--vault",
    "--word",
    "--identity",
    "--passphrase-file",
    "--new-identity",
    "--secret-file",
    "--from",
    "--from-file",
    "--from-recovered",
    "--out",
    "--path",
    "--group",
    "--file",
    "--git",
    "--state",
    "--install",
    "--description",
    "--reason",
    "--actor",
];

/// Options whose value might be a secret that was typed by mistake, so that it is not repeated: `run` tests
/// them.
const UNSAID: &[&str] = &["--env"];

#[test]
fn every_bad_value_is_named_with_what_is_accepted() {
    let home = Home::with_vault();
    home.write("f", "");
    let before = home.contents();
    for (option, command, value, accepted) in BAD {
        let vault = if *command == "init" { "--vault new.db" } else { "" };
        let call = home.call(&format!("{command} {vault}")).arg(format!("{option}={value}"));
        let ran = call.clone().run().exits(2);
        let errors = &ran.stderr;
        assert!(errors.contains(option) && errors.contains(accepted), "{ran}");
        assert!(errors.contains(&format!("'{value}'")) || value.is_empty(), "{ran}");
        let error = call.args("-o json").run();
        if *option != "--output" {
            let error = error.fails(2, "usage");
            assert!(error["message"].as_str().unwrap().contains(option), "{error}");
        }
    }
    println!("{} bad values named", BAD.len());
    assert!(home.contents() == before, "something was changed");
}

/// As a separate word, a negative number must not be parsed as an option.
#[test]
fn negative_numbers_are_values() {
    let home = Home::with_vault();
    let cases = [
        ("--expires", "key create x"),
        ("--expires", "key edit x"),
        ("--rotate-every", "key edit x"),
        ("--rotate-before", "key edit x"),
        ("--grace", "key edit x"),
        ("--expiring-within", "key list"),
        ("--alarm", "calendar"),
        ("--unused-for", "key list"),
        ("--limit", "key list"),
        ("--ahead", "timeline"),
        ("--back", "timeline"),
        ("--limit", "timeline"),
        ("--valid-for", "export --format jsonl"),
        ("--valid-for", TARGET),
        ("--pickup", TARGET),
        ("--pickup", "target edit x"),
        ("--grace", "rotate start x"),
        ("--expires", "rotate start x"),
    ];
    for (option, command) in cases {
        let ran = home.run(&format!("{command} {option} -1")).exits(2);
        assert!(ran.stderr.contains(option) && ran.stderr.contains("'-1'"), "{ran}");
    }
}

#[test]
fn every_option_with_a_value_is_tried() {
    let mut missing = Vec::new();
    visit(&command(), &mut Vec::new(), &mut missing);
    assert!(missing.is_empty(), "options without a bad value in the table: {missing:?}");
}

fn visit(command: &clap::Command, path: &mut Vec<String>, missing: &mut Vec<String>) {
    let tried: BTreeSet<(&str, Vec<&str>)> = BAD
        .iter()
        .map(|(option, command, ..)| (*option, command.split(' ').take(path.len().max(1)).collect()))
        .collect();
    for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
        let Some(long) = arg.get_long().map(|long| format!("--{long}")) else { continue };
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let global = arg.is_global_set() && tried.iter().any(|(option, _)| *option == long);
        if !ANY.contains(&&*long) && !UNSAID.contains(&&*long) && !global && !tried.contains(&(&*long, words))
        {
            // An empty text clears; --owner accepts any other text within its limit.
            if !(long == "--owner" && path.ends_with(&["edit".into()])) {
                missing.push(format!("{} {long}", path.join(" ")));
            }
        }
    }
    for deeper in command.get_subcommands() {
        path.push(deeper.get_name().to_owned());
        visit(deeper, path, missing);
        path.pop();
    }
}

#[test]
fn arguments_that_are_missing_unknown_or_at_odds() {
    let home = Home::with_vault();
    let before = home.contents();
    for (args, named) in [
        ("", "requires a subcommand"),
        ("frobnicate", "frobnicate"),
        ("key frobnicate", "frobnicate"),
        ("key create", "NAME"),
        ("key create a b", "'b'"),
        ("key create a --name b", "--name"),
        ("key create a --expires 1 --expires-at 2030-01-01", "--expires-at"),
        ("key create a --secret-only --secret-file f", "--secret-file"),
        ("key create a --from f", "--from"),
        ("key create a --nonsense", "--nonsense"),
        ("key show", "<KEY>"),
        ("key edit x", "nothing to change"),
        ("key import", "--from"),
        ("profile add", "--from"),
        ("profile add", "--builtin"),
        ("profile add --builtin nitro --from f", "--from"),
        ("profile edit p", "--from"),
        ("profile show", "<NAME>"),
        ("export", "--format"),
        ("check --file f", "--public-key"),
        ("check --public-key k", "--file"),
        ("diff a", "<NEW>"),
        ("vault backup", "<FILE>"),
        ("credential set", "<NAME>"),
        ("key create a --to-credential b --secret-only", "--secret-only"),
        ("rotate secret a --to-credential b --encrypt-to c", "--encrypt-to"),
        ("run", "<COMMAND>"),
        ("run true", "'true'"),
        ("scan", "<PATH>"),
        ("scan f --rules regex", "--rules"),
        ("completions tcsh", "tcsh"),
        ("man nothing", "nothing"),
        ("init --new-identity x --identity y", "--identity"),
        ("status -q -v", "--verbose"),
        ("status --passphrase-fd 3 --passphrase-file f", "--passphrase-file"),
    ] {
        let error = home.run(&format!("-o json {args}")).fails(2, "usage");
        assert!(error["message"].as_str().unwrap().contains(named), "{args:?}: {error}");
    }
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn errors_are_json_wherever_json_is_asked_for() {
    let home = Home::new();
    for args in [
        "key show --nonsense -o json",
        "-o json nonsense",
        "-ojson nonsense",
        "--output=json key create x --prefix BAD",
        "key create x --prefix BAD --output jsonl",
    ] {
        home.run(args).fails(2, "usage");
    }
    for args in ["nonsense", "key create x --prefix BAD", ""] {
        home.call(args).env("KEYWRIGHT_OUTPUT", "json").run().fails(2, "usage");
    }
    home.call("key list").env("KEYWRIGHT_OUTPUT", "jsonl").run().fails(3, "not_found");
    let ran = home.call("nonsense -o table").env("KEYWRIGHT_OUTPUT", "json").run().exits(2);
    assert!(ran.stderr.starts_with("error: "), "what was typed beats the variable: {ran}");
}

#[test]
fn a_bad_variable_is_named() {
    let home = Home::with_vault();
    for (variable, value) in
        [("KEYWRIGHT_PREFIX", "BAD"), ("KEYWRIGHT_EXPIRES", "soon"), ("KEYWRIGHT_LOCK_TIMEOUT", "soon")]
    {
        let ran = home.call("key create x").env(variable, value).run().exits(2);
        assert!(ran.stderr.contains(variable) && ran.stderr.contains(value), "{ran}");
    }
    assert!(home.names().is_empty());
}

/// A file may have such a name, and a vault may lie there; a target's path is kept in a record, as text.
#[test]
fn the_path_of_a_target_is_utf_8() {
    let home = Home::with_vault();
    home.ok("target add edge --format jsonl --path edge");
    for command in ["add web --format jsonl", "edit edge"] {
        let line = format!("\"$KW\" target {command} -o json --path $'folder/a\\xff'");
        let error = home.shell(&line).run().fails(2, "usage");
        assert!(error["message"].as_str().unwrap().contains("is not UTF-8"), "{error}");
    }
}
