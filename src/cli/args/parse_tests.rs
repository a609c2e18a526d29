use std::path::{Path, PathBuf};

use super::*;
use crate::cli::args::{
    AuditCommand, CheckArgs, Expiry, KeyCommand, KeyCreateArgs, KeyListArgs, Patch, Source,
};
use crate::domain::name::KeyRef;
use crate::domain::rights::Scope;
use crate::domain::time::{Lifetime, Span};
use crate::error::Kind;
use crate::output::Format;

fn environment(variables: &[(&str, &str)]) -> Environment {
    let variables = variables.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    Environment { variables, ..Environment::default() }
}

/// Words as a shell would make them of a line with simple quotes.
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
fn no_input_is_true_unless_it_says_no() {
    for (value, expected) in
        [("1", true), ("true", true), ("yes", true), ("0", false), ("false", false), ("", false)]
    {
        assert_eq!(
            ok("keywright status", &[("KEYWRIGHT_NO_INPUT", value)]).global.no_input,
            expected,
            "{value}"
        );
    }
    assert!(ok("keywright status --no-input", &[("KEYWRIGHT_NO_INPUT", "0")]).global.no_input);
}

#[test]
fn what_is_typed_beats_the_variables() {
    let set = [
        ("KEYWRIGHT_NAME", "env"),
        ("KEYWRIGHT_EXPIRES", "9"),
        ("KEYWRIGHT_SCOPES", "a,b"),
        ("KEYWRIGHT_LABEL", "k=v,w"),
    ];
    let typed = create("typed -s c -s d,e --expires-at 2030-01-31", &set);
    assert_eq!(typed.name.as_ref().unwrap().as_str(), "typed");
    assert_eq!(typed.expiry(), Some(Expiry::At("2030-01-31".parse().unwrap())));
    assert_eq!(typed.scopes.iter().map(Scope::as_str).collect::<Vec<_>>(), ["c", "d", "e"]);
    let from_variables = create("", &set);
    assert_eq!(from_variables.name.as_ref().unwrap().as_str(), "env");
    assert_eq!(from_variables.expiry(), Some(Expiry::After(Lifetime::For(Span::days(9)))));
    assert_eq!(from_variables.scopes.len(), 2);
    assert_eq!(from_variables.label[0].value.as_str(), "v,w");
    assert_eq!(create("--name typed", &set).name.as_ref().unwrap().as_str(), "typed");
    let other = create("x --expires never", &[("KEYWRIGHT_EXPIRES_AT", "2030-01-31")]);
    assert_eq!(other.expiry(), Some(Expiry::After(Lifetime::Never)));
}

/// Each option of `key create` and `key list`, and a value that its variable may have.
const CREATE: &[(&str, &str)] = &[
    ("name", "n"),
    ("profile", "p"),
    ("prefix", "acme_live"),
    ("scopes", "a,b"),
    ("roles", "a,b"),
    ("resource", "a/b"),
    ("environment", "prod"),
    ("owner", "ana"),
    ("description", "d"),
    ("label", "k=v"),
    ("expires", "9"),
    ("expires-at", "2030-01-31"),
    ("not-before", "2030-01-31"),
    ("secret-only", ""),
    ("secret-file", "f"),
    ("encrypt-to", "r"),
    ("to-credential", "c"),
    ("from", "f"),
    ("publish", ""),
];
const LIST: &[(&str, &str)] = &[
    ("status", "active,revoked"),
    ("scope", "a"),
    ("profile", "p"),
    ("resource", "a"),
    ("environment", "prod"),
    ("owner", "ana"),
    ("label", "k=v"),
    ("expiring-within", "9"),
    ("unused-for", "0"),
    ("limit", "3"),
    ("cursor", "c"),
];

#[test]
fn every_option_of_create_and_list_has_a_variable() {
    let tree = command();
    for (verb, table) in [("create", CREATE), ("list", LIST)] {
        let verb_tree = tree.find_subcommand("key").unwrap().find_subcommand(verb).unwrap();
        let options: Vec<&str> = verb_tree.get_arguments().filter_map(clap::Arg::get_long).collect();
        assert_eq!(options, table.iter().map(|(option, _)| *option).collect::<Vec<_>>(), "{verb}");
        for (option, value) in table {
            let variable = format!("KEYWRIGHT_{}", option.replace('-', "_").to_uppercase());
            let needs_name = verb == "create" && !["name", "from"].contains(option);
            let name = if needs_name { "x " } else { "" };
            let (set, equals) =
                if value.is_empty() { ("1", String::new()) } else { (*value, format!("={value}")) };
            let bare = ok(&format!("keywright key {verb} {name}"), &[(&variable, set)]);
            let typed = ok(&format!("keywright key {verb} {name}--{option}{equals}"), &[]);
            assert_eq!(format!("{:?}", bare.command), format!("{:?}", typed.command), "{variable}");
            let help = ok_help(&format!("keywright key {verb} --help"));
            assert!(help.contains(&format!("[env: {variable}]")), "{variable}");
        }
    }
}

fn ok_help(line: &str) -> String {
    match run(line, &[]) {
        // Where it was wrapped does not matter.
        Err(ArgError::Shown { plain, .. }) => plain.split_whitespace().collect::<Vec<_>>().join(" "),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn of_several_ways_to_hand_over_the_typed_one_counts() {
    let set = [("KEYWRIGHT_SECRET_ONLY", "1"), ("KEYWRIGHT_SECRET_FILE", "f"), ("KEYWRIGHT_ENCRYPT_TO", "r")];
    let ways =
        |args: KeyCreateArgs| (args.secret_only, args.secret_file.is_some(), args.encrypt_to.is_some());
    assert_eq!(ways(create("x --secret-only", &set)), (true, false, false));
    assert_eq!(ways(create("x --secret-file g", &set)), (false, true, false));
    assert_eq!(ways(create("x --encrypt-to s", &set)), (false, false, true));
    let error = usage("keywright key create x", &set[1..]);
    assert!(error.message.contains("KEYWRIGHT_SECRET_FILE and KEYWRIGHT_ENCRYPT_TO"), "{error:?}");
    let bulk = create("--from -", &set);
    assert_eq!(ways(bulk), (false, false, false));
}

#[test]
fn a_bulk_file_by_variable_gives_way_to_what_is_typed() {
    let from = ("KEYWRIGHT_FROM", "f");
    assert!(create("", &[from]).from.is_some());
    assert!(create("", &[from, ("KEYWRIGHT_SCOPES", "a")]).scopes.is_empty());
    let typed = create("x -s a", &[from]);
    assert!(typed.from.is_none() && typed.scopes.len() == 1);
    usage("keywright key create -s a", &[from]);
    usage("keywright key create", &[from, ("KEYWRIGHT_NAME", "n")]);
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
        "invalid value 'soon' for '--expires <DURATION>': a lifetime must be 'never', a whole number of days above 0, \
         or a number with s, m, h, d or w, such as 90, 12h or 2w; at most 36525d"
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
    // clap takes the escape sequence out, we show the rest.
    assert!(rendered.contains(r"'\u{202e}'") && !rendered.contains('\u{1b}'), "{rendered}");
    assert!(!error.message.contains('\u{1b}'));
}

#[test]
fn on_init_an_option_beats_the_variables() {
    let set = [("KEYWRIGHT_IDENTITY", "id.txt"), ("KEYWRIGHT_PASSPHRASE_FILE", "pass")];
    let fresh = ok("keywright init --new-identity id.txt", &set);
    assert!(fresh.global.identity.is_empty() && fresh.global.passphrase_file.is_none());
    let Command::Init(args) = fresh.command else { panic!("not init") };
    assert_eq!(args.new_identity, Some(Some(PathBuf::from("id.txt"))));
    let Command::Init(args) = ok("keywright init --new-identity", &[]).command else { panic!("not init") };
    assert_eq!(args.new_identity, Some(None));
    let typed = ok("keywright init --identity mine", &set).global;
    assert_eq!((typed.identity, typed.passphrase_file), (vec![PathBuf::from("mine")], None));
    let from_variables = ok("keywright init", &set).global;
    assert_eq!(from_variables.identity_source, Source::Environment);
    assert_eq!(from_variables.passphrase_file_source, Source::Environment);
    let fd = ok("keywright status --passphrase-fd 3", &set).global;
    assert_eq!((fd.passphrase_fd, fd.passphrase_file, fd.identity.len()), (Some(3), None, 1));
}

#[test]
fn bulk_creation_ignores_the_variables_of_a_single_key() {
    let args = create("--from -", &[("KEYWRIGHT_NAME", "x"), ("KEYWRIGHT_EXPIRES", "9")]);
    assert_eq!(
        (args.from.as_deref(), args.name.is_none(), args.expiry()),
        (Some(Path::new("-")), true, None)
    );
}

#[test]
fn pages() {
    assert_eq!(list("", &[]).page(Format::Table), Some(50));
    assert_eq!(list("", &[]).page(Format::Csv), None);
    assert_eq!(list("--limit 3", &[]).page(Format::Jsonl), Some(3));
    assert_eq!(list("--limit 0", &[("KEYWRIGHT_LIMIT", "3")]).page(Format::Json), None);
    assert_eq!(list("", &[("KEYWRIGHT_LIMIT", "3")]).page(Format::Csv), Some(3));
    assert_eq!(list("--status active,pending --status revoked", &[]).status.len(), 3);
    let Command::Audit(AuditCommand::List(args)) =
        ok("keywright audit list", &[("KEYWRIGHT_LIMIT", "3")]).command
    else {
        panic!("not audit list")
    };
    assert_eq!(args.page(Format::Json), Some(50));
}

#[test]
fn check_and_confirmations_have_no_variables() {
    let set = [
        ("KEYWRIGHT_SCOPE", "read"),
        ("KEYWRIGHT_RESOURCE", "acme"),
        ("KEYWRIGHT_YES", "1"),
        ("KEYWRIGHT_STATE", "x"),
        ("KEYWRIGHT_AUDIENCE", "x"),
    ];
    let Command::Check(CheckArgs { scope, resource, audience, state, .. }) =
        ok("keywright check --file f --public-key k", &set).command
    else {
        panic!("not check")
    };
    assert!(scope.is_empty() && resource.is_none() && audience.is_none() && state.is_none());
    for (line, yes) in [("x", false), ("x -y", true), ("x --yes", true), ("x --force", true)] {
        let Command::Key(KeyCommand::Revoke(args)) =
            ok(&format!("keywright key revoke {line}"), &set).command
        else {
            panic!("not revoke")
        };
        assert_eq!(args.yes, yes, "{line}");
    }
}

#[test]
fn an_empty_text_clears() {
    let Command::Key(KeyCommand::Edit(args)) =
        ok("keywright key edit key_abcdefgh --owner \"\" --resource a/b", &[]).command
    else {
        panic!("not edit")
    };
    assert!(matches!(args.key, KeyRef::Id(_)));
    assert_eq!(args.owner, Some(Patch::Clear));
    assert_eq!(args.resource, Some(Patch::Set("a/b".parse().unwrap())));
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
}
