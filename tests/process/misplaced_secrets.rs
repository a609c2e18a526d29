//! Assurance, secrets in wrong places: a secret given to every argument, option and variable of every command is
//! neither repeated nor stored.
//!
//! The tree of commands is walked, so that a new one is covered at once.

use clap::{Arg, Command};
use keywright::cli::args::command;
use keywright::domain::token::{Prefix, assemble};

use super::repair::opened;
use crate::support::{Answer, Call, Home};

/// Arguments that may be the name of a file that is searched for secrets, or another program's.
const ALLOWED: [(&str, &str); 2] = [("scan", "paths"), ("run", "command")];

/// As long as can be, so that what is shortened for a message would cut the secret.
const PREFIX: &str = "acme_live_servers_of_the_website";
pub(super) const START: &str = "acme_live_servers_of_the_website_Shown123…";

/// A secret of ours that no vault has, for nothing of it may be shown but its start.
pub(super) fn secret() -> String {
    let prefix: Prefix = PREFIX.parse().unwrap();
    assemble(&prefix, b"Shown123hiddenHIDDEN0123456789abcdefABCDEFqwerty")
}

/// What of it may not be shown, in two parts: it may be cut.
fn hidden() -> [String; 2] {
    let secret = secret();
    let hidden = secret.strip_prefix(START.trim_end_matches('…')).unwrap();
    [hidden[..10].to_owned(), hidden[hidden.len() - 10..].to_owned()]
}

/// Asserts that it is not in the answer.
#[track_caller]
pub(super) fn assert_not_repeated(answer: &Answer) {
    for part in hidden() {
        assert!(!answer.output().contains(&part), "{answer}");
    }
}

/// Asserts that it is in no file, in no file's name, and not in the vault either: what is in there is unsealed.
#[track_caller]
pub(super) fn assert_not_stored(home: &Home) {
    let vault = opened(home, &home.vault());
    let entries = vault.nodes().into_iter().flat_map(|node| node.entries);
    let mut texts: Vec<Vec<u8>> = entries.flat_map(|(key, value)| [key, value]).collect();
    for (path, bytes) in home.contents() {
        texts.extend([path.to_str().unwrap().as_bytes().to_vec(), bytes]);
    }
    assert!(
        texts.iter().any(|text| text.windows(10).any(|window| window == b"vault.init")),
        "the log is read"
    );
    for part in hidden() {
        let is_in = |text: &&Vec<u8>| text.windows(part.len()).any(|window| window == part.as_bytes());
        let found = texts.iter().find(is_in).map(|text| String::from_utf8_lossy(text));
        assert!(found.is_none(), "{found:?}");
    }
}

/// A home in which every command has something to work on.
pub(super) fn home() -> Home {
    let home = Home::with_vault();
    home.create("x", "");
    home.call("credential set c").stdin("s3cret").run().exits(0);
    home.ok("profile add --builtin nitro");
    home.ok("target add t --format jsonl --path @/t.jsonl");
    home.write("f", "");
    home
}

/// Every command without subcommands, and the words that name it.
fn leaves(command: &Command, path: &[String]) -> Vec<(Vec<String>, Command)> {
    if !command.has_subcommands() {
        return vec![(path.to_vec(), command.clone())];
    }
    let deeper = |command: &Command| leaves(command, &[path, &[command.get_name().to_owned()]].concat());
    command.get_subcommands().flat_map(deeper).collect()
}

/// A value for an argument that is needed beside the one that is tried.
fn value_of(arg: &Arg) -> String {
    if let Some(value) = arg.get_possible_values().first() {
        return value.get_name().to_owned();
    }
    let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    match name {
        "NAME" | "KEY" => "x",
        "FILE" | "PATH" | "OLD" | "NEW" | "DEST" | "VERIFICATION_FILE" | "JSON" => "f",
        "COMMAND" => "true",
        "FORMAT" => "jsonl",
        "RECIPIENT" => "age1x",
        "ROLE" => "viewer",
        "AUDIENCE" => "edge",
        other => panic!("what is a <{other}>, which {arg} needs? Say it here"),
    }
    .to_owned()
}

/// A command, and what is to be added to it.
struct Prepared {
    call: Call,
    positionals: Vec<String>,
}

impl Prepared {
    /// The command with what it needs beside that argument.
    fn of(home: &Home, path: &[String], command: &Command, tried: &Arg) -> Self {
        let line = path.join(" ");
        let mut call = home.call(&line);
        let mut positionals = Vec::new();
        for arg in command.get_arguments().filter(|arg| arg.get_id() != tried.get_id()) {
            match arg.get_long() {
                Some(long) if arg.is_required_set() => call = call.arg(format!("--{long}={}", value_of(arg))),
                None if arg.is_required_set() => positionals.push(value_of(arg)),
                _ => {}
            }
        }
        let is = |names: &[&str]| names.contains(&tried.get_id().as_str());
        match &*line {
            "key create" if !is(&["name", "name_option", "from"]) => positionals.push("y".to_owned()),
            "run" => call = call.args("--file F=credential:c"),
            // Those of `--install` need one another.
            "inspect" => {
                for option in ["public_key", "state", "install"].iter().filter(|option| !is(&[**option])) {
                    call = call.args(&format!("--{} x", option.replace('_', "-")));
                }
            }
            _ => {}
        }
        Self { call, positionals }
    }

    /// With these options, and one that is a secret, or without.
    fn with(&self, options: &str, option: Option<String>) -> Call {
        let call = self.call.clone().args(options);
        let call = option.into_iter().fold(call, Call::arg);
        self.positionals.iter().fold(call.arg("--"), Call::arg)
    }
}

/// The forms in which somebody might give it.
fn values(arg: &Arg) -> [String; 2] {
    let name = arg.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    let within = match name {
        "K=V" => format!("team={}", secret()),
        "VAR=credential:NAME" => format!("X=credential:{}", secret()),
        _ => format!("/srv/{} of x", secret()),
    };
    [secret(), within]
}

#[test]
fn no_command_repeats_or_stores_a_secret_given_as_an_argument() {
    let home = home();
    let before = home.contents();
    let tree = command();
    let (mut tried, mut positional) = (0, 0);
    for (path, leaf) in leaves(&tree, &[]) {
        let takes = |arg: &&Arg| arg.get_action().takes_values();
        let globals = tree.get_arguments().filter(|_| path == ["status"]);
        for arg in leaf.get_arguments().chain(globals).filter(takes) {
            if ALLOWED.contains(&(leaf.get_name(), arg.get_id().as_str())) {
                continue;
            }
            for value in values(arg) {
                let prepared = Prepared::of(&home, &path, &leaf, arg);
                let call = |options| match arg.get_long() {
                    Some(long) => prepared.with(options, Some(format!("--{long}={value}"))),
                    None => prepared.with(options, None).arg(&value),
                };
                let answer = call("-v").run();
                assert_not_repeated(&answer);
                let answer = answer.exits(2);
                assert!(answer.stderr.contains(START), "it does not say which: {answer}");
                assert!(answer.stderr.contains("hint: give secrets on stdin"), "{answer}");
                if value == secret() && arg.get_long() != Some("output") {
                    let answer = call("-o json").run();
                    assert_not_repeated(&answer);
                    let error = answer.fails(2, "usage");
                    assert!(error["hint"].as_str().unwrap().starts_with("give secrets on stdin"), "{error}");
                }
                tried += 1;
            }
            positional += usize::from(arg.is_positional());
        }
    }
    assert!(tried > 350 && positional > 35, "{tried} values, {positional} arguments");
    println!("secrets in wrong places: {tried} values of arguments, none repeated or stored");
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn no_command_repeats_or_stores_a_secret_in_a_variable() {
    let home = home();
    let before = home.contents();
    let tree = command();
    let mut tried = 0;
    for (path, leaf) in leaves(&tree, &[]) {
        let globals = tree.get_arguments().filter(|_| path == ["status"]);
        for arg in leaf.get_arguments().chain(globals).filter(|arg| arg.get_action().takes_values()) {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let Some((_, rest)) = help.rsplit_once("[env: ") else { continue };
            let variable = rest.trim_end_matches(']');
            for value in values(arg) {
                let prepared = Prepared::of(&home, &path, &leaf, arg);
                for options in ["-v", "-o json"] {
                    let answer = prepared.with(options, None).env(variable, &value).run();
                    assert_not_repeated(&answer);
                    // An option that is typed counts, and not its variable.
                    if !(variable == "KEYWRIGHT_OUTPUT" && options == "-o json") {
                        let answer = answer.exits(2);
                        assert!(answer.stderr.contains(variable), "it does not say which: {answer}");
                    }
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
    println!("secrets in wrong places: {tried} values of variables, none repeated or stored");
    assert!(home.contents() == before, "something was changed");
}

/// What is no command, what is not understood, and the two arguments that may hold a secret.
#[test]
fn nor_where_no_argument_is_expected() {
    let (home, secret) = (home(), secret());
    for line in [
        "{}",
        "key {}",
        "key list {}",
        "key show x {}",
        "--{}",
        "-{}",
        "status --{}=1",
        "man {}",
        "completions {}",
        "completions bash --word {} -- keywright",
        "completions zsh -- keywright {}",
        "scan {}",
        "scan f {}",
        "run --env T=credential:c -- {}",
        "run --env T=credential:c -- /bin/{} x",
        "run --env T=credential:c -- ./{}",
    ] {
        for options in ["", "-v", "-o json"] {
            // Before the command: after it, they may belong to another program.
            let answer = home.run(&format!("{options} {}", line.replace("{}", &secret)));
            assert_not_repeated(&answer);
            assert_ne!(answer.code, 0, "{answer}");
        }
    }
    // It is passed on, and not logged.
    let answer = home.run(&format!("run --env T=credential:c -- true {secret}")).exits(0);
    assert_not_repeated(&answer);
    assert_not_stored(&home);
}
