//! The grammar: what parses to what, and the errors for the rest.

use std::path::{Path, PathBuf};

use super::*;
use crate::cli::args::Source;
use crate::cli::audit::args::AuditCommand;
use crate::cli::key::args::KeyCommand;
use crate::cli::key::create_args::{KeyCreateArgs, OneKey};
use crate::cli::key::list_args::KeyListArgs;
use crate::cli::verification_file::args::CheckArgs;
use crate::domain::grant::Expiry;
use crate::domain::name::KeyRef;
use crate::domain::patch::Patch;
use crate::domain::rights::Scope;
use crate::domain::time::Span;
use crate::error::Kind;
use crate::output::Format;

#[path = "parse_variables_tests.rs"]
mod variables;

fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Environment { variables, ..Environment::default() }
}

/// Words as a shell would split a line with simple quotes.
fn words(line: &str) -> Vec<OsString> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for character in line.chars() {
        match (quote, character) {
            (None, ' ') => words.extend(word.take().map(OsString::from)),
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (Some(open), _) if open == character => quote = None,
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word.map(OsString::from));
    words
}

fn run(line: &str, variables: &[(&str, &str)]) -> Result<Invocation, ArgError> {
    parse(words(line), &environment(variables))
}

fn ok(line: &str, variables: &[(&str, &str)]) -> Invocation {
    run(line, variables).unwrap_or_else(|error| panic!("{line}: {error:?}"))
}

fn usage(line: &str, variables: &[(&str, &str)]) -> Error {
    match run(line, variables) {
        Err(ArgError::Usage { error, rendered }) => {
            assert_eq!(error.kind, Kind::Usage);
            assert!(!error.message.contains('\n') && !error.message.starts_with("error"), "{rendered}");
            error
        }
        other => panic!("{line}: {other:?}"),
    }
}

fn create(line: &str, variables: &[(&str, &str)]) -> KeyCreateArgs {
    match ok(&format!("keywright key create {line}"), variables).command {
        Command::Key(KeyCommand::Create(args)) => args,
        other => panic!("{other:?}"),
    }
}

fn one(line: &str, variables: &[(&str, &str)]) -> OneKey {
    create(line, variables).one
}

fn list(line: &str, variables: &[(&str, &str)]) -> KeyListArgs {
    match ok(&format!("keywright key list {line}"), variables).command {
        Command::Key(KeyCommand::List(args)) => args,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_tree_is_sound() {
    command().debug_assert();
    let every = [
        ("KEYWRIGHT_NO_INPUT", "yes"),
        ("KEYWRIGHT_OUTPUT", "csv"),
        ("KEYWRIGHT_SCOPES", "a,b"),
        ("KEYWRIGHT_LIMIT", "7"),
    ];
    with_environment(Cli::command(), &environment(&every)).debug_assert();
}

#[test]
fn every_command_has_examples_and_they_parse() {
    fn visit(command: &clap::Command) {
        let name = command.get_name().to_owned();
        let examples =
            command.get_after_help().unwrap_or_else(|| panic!("{name} has no examples")).to_string();
        assert!(examples.starts_with("Examples:\n  "), "{name}");
        let (examples, _) = examples.split_once("\n\n").unwrap_or((&examples, ""));
        assert!(examples.lines().all(|line| line.chars().count() <= 80), "{name}: an example is too wide");
        let joined = examples.replace("\\\n     ", "");
        for line in joined.lines().filter_map(|line| line.strip_prefix("  keywright ")) {
            let line = line.split(" #").next().unwrap();
            let line = line.split(['|', '>', '<', ';']).next().unwrap();
            ok(&format!("keywright {}", line.trim_end()), &[]);
        }
        command.get_subcommands().for_each(visit);
    }
    visit(&command());
}

#[test]
fn global_options_go_before_and_after_and_come_from_variables() {
    let after =
        ok("keywright key list --vault b -o json --identity x --identity y", &[("KEYWRIGHT_VAULT", "c")])
            .global;
    assert_eq!(after.vault.as_deref(), Some(Path::new("b")));
    assert_eq!(after.output, Format::Json);
    assert_eq!(after.identity, [PathBuf::from("x"), PathBuf::from("y")]);
    assert_eq!(after.identity_source, Source::CommandLine);
    let before = ok("keywright --vault b -ojsonl key list", &[]).global;
    assert_eq!((before.vault.as_deref(), before.output), (Some(Path::new("b")), Format::Jsonl));
    assert_eq!((before.identity_source, before.lock_timeout), (Source::Default, Span::seconds(10)));

    let set = [
        ("KEYWRIGHT_VAULT", "c"),
        ("KEYWRIGHT_IDENTITY", "one:two,three"),
        ("KEYWRIGHT_OUTPUT", "csv"),
        ("KEYWRIGHT_LOCK_TIMEOUT", "2m"),
        ("KEYWRIGHT_PASSPHRASE_FILE", ""),
    ];
    let from_variables = ok("keywright status", &set).global;
    assert_eq!(from_variables.identity, [PathBuf::from("one:two,three")]);
    assert_eq!(from_variables.identity_source, Source::Environment);
    assert_eq!(from_variables.output, Format::Csv);
    assert_eq!(from_variables.lock_timeout, Span::seconds(120));
    assert_eq!(from_variables.passphrase_file, None);
}

#[test]
fn conflicts_are_usage_errors() {
    for (line, variables) in [
        ("keywright key create", &[][..]),
        ("keywright key create x --name y", &[]),
        ("keywright key create x --prefix 'Bad Prefix'", &[]),
        ("keywright key create x --expires 9 --expires-at 2030-01-31", &[]),
        ("keywright key create x", &[("KEYWRIGHT_EXPIRES", "9"), ("KEYWRIGHT_EXPIRES_AT", "2030-01-31")]),
        ("keywright key create x --from y", &[]),
        ("keywright key create x --secret-only --secret-file y", &[]),
        ("keywright key edit x", &[]),
        ("keywright key edit x --widen", &[]),
        ("keywright init --identity a --new-identity b", &[]),
        ("keywright init --new-identity b --passphrase-fd 3", &[]),
        ("keywright check --file x", &[]),
        ("keywright inspect x --install y --public-key z", &[]),
        ("keywright status --passphrase-fd 3 --passphrase-file x", &[]),
        ("keywright --passphrase-fd 3 status --passphrase-file x", &[]),
        ("keywright --identity x status --identity y", &[]),
        ("keywright key frobnicate", &[]),
        ("keywright key", &[]),
        ("keywright", &[]),
    ] {
        usage(line, variables);
    }
}

#[test]
fn usage_errors_name_option_value_and_what_is_accepted() {
    let error = usage("keywright key create x --expires soon", &[]);
    assert_eq!(
        error.message,
        "invalid value 'soon' for '--expires <DURATION>': an expiry must be 'never', a whole number of days above 0, \
         a number with s, m, h, d or w, such as 90, 12h or 2w, at most 36525d, or a date such as 2030-01-31 (UTC)"
    );
    assert_eq!(usage("keywright key create", &[]).hint.as_deref(), Some("run `keywright key create --help`"));
    let error = usage("keywright status -o xml", &[]);
    assert_eq!(
        error.message,
        "invalid value 'xml' for '--output <FORMAT>' [possible values: table, json, jsonl, csv]"
    );
    assert_eq!(error.hint.as_deref(), Some("run `keywright status --help`"));
    let error = usage("keywright key list", &[("KEYWRIGHT_LIMIT", "many")]);
    assert!(error.message.contains("'many' for '--limit <N>'"), "{}", error.message);
    assert!(error.hint.as_ref().unwrap().contains("KEYWRIGHT_LIMIT"), "{error:?}");
    let error = usage("keywright check --file x", &[]);
    assert_eq!(error.message, "the following required arguments were not provided: --public-key <KEY>");
}

#[test]
fn wrong_text_is_shown_safely() {
    let Err(ArgError::Usage { rendered, error }) = run("keywright status -o \u{1b}[2J\u{202e}", &[]) else {
        panic!("accepted");
    };
    // clap removes the escape sequence; the rest is escaped by us.
    assert!(rendered.contains(r"'\u{202e}'") && !rendered.contains('\u{1b}'), "{rendered}");
    assert!(!error.message.contains('\u{1b}'));
}

#[test]
fn pages() {
    assert_eq!(list("", &[]).page(Format::Table), Some(50));
    assert_eq!(list("", &[]).page(Format::Csv), None);
    assert_eq!(list("--limit 3", &[]).page(Format::Jsonl), Some(3));
    assert_eq!(list("--limit 0", &[("KEYWRIGHT_LIMIT", "3")]).page(Format::Json), None);
    assert_eq!(list("", &[("KEYWRIGHT_LIMIT", "3")]).page(Format::Csv), Some(3));
    assert_eq!(list("--status active,pending --status revoked", &[]).filter.status.len(), 3);
    let Command::Audit(AuditCommand::List(args)) =
        ok("keywright audit list", &[("KEYWRIGHT_LIMIT", "3")]).command
    else {
        panic!("not audit list")
    };
    assert_eq!(args.page(Format::Json), Some(50));
}

#[test]
fn an_empty_text_clears() {
    let Command::Key(KeyCommand::Edit(args)) =
        ok("keywright key edit key_abcdefgh --owner \"\" --resource a/b", &[]).command
    else {
        panic!("not edit")
    };
    assert!(matches!(args.key, KeyRef::Id(_)));
    assert_eq!(args.edit.settings.owner, Some(Patch::Clear));
    assert_eq!(args.edit.settings.resource, Some(Patch::Set("a/b".parse().unwrap())));
    let error = usage("keywright key create x --owner \"\"", &[]);
    assert_eq!(error.message, "invalid value '' for '--owner <WHO>': an owner must be 1 to 256 characters");
}

#[test]
fn help_and_version_go_to_stdout() {
    for line in ["keywright --help", "keywright key create -h", "keywright help key", "keywright --version"] {
        let error = run(line, &[]).unwrap_err();
        assert_eq!(error.exit_code(), 0, "{line}");
        assert!(matches!(error, ArgError::Shown { .. }));
    }
    let Err(ArgError::Shown { plain, .. }) =
        run("keywright key create --help", &[("KEYWRIGHT_OWNER", "hidden-value")])
    else {
        panic!("no help")
    };
    assert!(plain.contains("[env: KEYWRIGHT_OWNER]") && !plain.contains("hidden-value"), "{plain}");
}

#[test]
fn json_is_noticed_in_arguments_that_do_not_parse() {
    let wants = |line: &str, variables: &[(&str, &str)]| wants_json(&words(line), &environment(variables));
    for line in
        ["kw x -o json", "kw -ojson", "kw --output json", "kw --output=jsonl", "kw -qo json", "kw -o=json"]
    {
        assert!(wants(line, &[]), "{line}");
    }
    for line in ["kw -o table", "kw -o", "kw x json", "kw -- -o json", "kw -o json -o csv", "kw --only json"]
    {
        assert!(!wants(line, &[]), "{line}");
    }
    assert!(wants("kw", &[("KEYWRIGHT_OUTPUT", "json")]));
    assert!(!wants("kw -o table", &[("KEYWRIGHT_OUTPUT", "json")]));
    // A value that is none does not take back what the variable asks for.
    for line in ["kw -o xml", "kw -oxml", "kw --output=xml", "kw --output xml", "kw -o"] {
        assert!(wants(line, &[("KEYWRIGHT_OUTPUT", "jsonl")]), "{line}");
        assert!(!wants(line, &[("KEYWRIGHT_OUTPUT", "xml")]), "{line}");
    }
}

/// One in 64 public keys begins so.
#[test]
fn a_public_key_may_begin_with_a_hyphen() {
    let key = "-KUYWwcs6Na4RTkSWYcdqbNbQ9yAkjx6jVqmYlbR5Cs";
    for line in ["check --file keys", "inspect keys", "diff keys keys"] {
        assert!(run(&format!("keywright {line} --public-key {key}"), &[]).is_ok(), "{line}");
    }
}
