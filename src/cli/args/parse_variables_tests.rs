//! Options set by environment variables, and options that are typed instead.

use super::*;
use crate::ops::verification_file::check::RequiredRights;

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
    let typed = one("typed -s c -s d,e --expires-at 2030-01-31", &set);
    assert_eq!(typed.name.as_ref().unwrap().as_str(), "typed");
    let settings = typed.terms.settings;
    assert_eq!(settings.expiry(), Expiry::At("2030-01-31".parse().unwrap()));
    assert_eq!(settings.scopes.iter().map(Scope::as_str).collect::<Vec<_>>(), ["c", "d", "e"]);
    let from_variables = one("", &set);
    assert_eq!(from_variables.name.as_ref().unwrap().as_str(), "env");
    let settings = from_variables.terms.settings;
    assert_eq!(settings.expiry(), Expiry::After(Span::days(9)));
    assert_eq!(settings.scopes.len(), 2);
    assert_eq!(settings.label[0].value.as_str(), "v,w");
    assert_eq!(one("--name typed", &set).name.as_ref().unwrap().as_str(), "typed");
    let other = one("x --expires never", &[("KEYWRIGHT_EXPIRES_AT", "2030-01-31")]);
    assert_eq!(other.terms.settings.expiry(), Expiry::Never);
}

/// Each option of `key create` and `key list`, and a value that its variable may have.
const CREATE: &[(&str, &str)] = &[
    ("name", "n"),
    ("profile", "p"),
    ("prefix", "acme_live"),
    ("roles", "a,b"),
    ("scopes", "a,b"),
    ("resource", "a/b"),
    ("environment", "prod"),
    ("network", "10.0.0.0/8,::1"),
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
    ("sort", "name"),
    ("reverse", ""),
    ("limit", "3"),
    ("cursor", "c"),
    ("wide", ""),
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
        // Ignores where the text was wrapped.
        Err(ArgError::Shown { plain, .. }) => plain.split_whitespace().collect::<Vec<_>>().join(" "),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn of_several_ways_to_hand_over_the_typed_one_counts() {
    let set = [("KEYWRIGHT_SECRET_ONLY", "1"), ("KEYWRIGHT_SECRET_FILE", "f"), ("KEYWRIGHT_ENCRYPT_TO", "r")];
    let ways = |key: OneKey| (key.secret_only, key.secret_file.is_some(), key.encrypt_to.is_some());
    assert_eq!(ways(one("x --secret-only", &set)), (true, false, false));
    assert_eq!(ways(one("x --secret-file g", &set)), (false, true, false));
    assert_eq!(ways(one("x --encrypt-to s", &set)), (false, false, true));
    let error = usage("keywright key create x", &set[1..]);
    assert!(error.message.contains("KEYWRIGHT_SECRET_FILE and KEYWRIGHT_ENCRYPT_TO"), "{error:?}");
    assert_eq!(ways(one("--from -", &set)), (false, false, false));
}

#[test]
fn a_bulk_file_by_variable_gives_way_to_what_is_typed() {
    let from = ("KEYWRIGHT_FROM", "f");
    assert!(create("", &[from]).from.is_some());
    assert!(one("", &[from, ("KEYWRIGHT_SCOPES", "a")]).terms.settings.scopes.is_empty());
    let typed = create("x -s a", &[from]);
    assert!(typed.from.is_none() && typed.one.terms.settings.scopes.len() == 1);
    usage("keywright key create -s a", &[from]);
    usage("keywright key create", &[from, ("KEYWRIGHT_NAME", "n")]);
}

#[test]
fn on_init_an_option_beats_the_variables() {
    let set = [("KEYWRIGHT_IDENTITY", "id.txt"), ("KEYWRIGHT_PASSPHRASE_FILE", "pass")];
    let fresh = ok("keywright init --new-identity id.txt", &set);
    assert!(fresh.global.identity.is_empty() && fresh.global.passphrase_file.is_none());
    let Command::Init(args) = fresh.command else { panic!("not init") };
    assert_eq!(args.slots.new_identity, Some(Some(PathBuf::from("id.txt"))));
    let Command::Init(args) = ok("keywright init --new-identity", &[]).command else { panic!("not init") };
    assert_eq!(args.slots.new_identity, Some(None));
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
        (args.from.as_deref(), args.one.name.is_none(), args.one.terms.settings.expiry()),
        (Some(Path::new("-")), true, Expiry::ByProfile)
    );
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
    let Command::Check(CheckArgs { request, .. }) =
        ok("keywright check --file f --public-key k", &set).command
    else {
        panic!("not check")
    };
    assert_eq!(request.wanted, RequiredRights::default());
    assert!(request.expected.audience.is_none() && request.state.is_none());
    for (line, yes) in [("x", false), ("x -y", true), ("x --yes", true), ("x --force", true)] {
        let Command::Key(KeyCommand::Revoke(args)) =
            ok(&format!("keywright key revoke {line}"), &set).command
        else {
            panic!("not revoke")
        };
        assert_eq!(args.yes, yes, "{line}");
    }
}
