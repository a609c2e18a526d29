use super::*;
use crate::domain::token;

const WHOLE: &str = include_str!("../../tests/cli/pakyas.toml");

/// The faults of a text, one per line.
fn faults(text: &str) -> String {
    let faults = read(text.as_bytes()).err().unwrap_or_default();
    faults.iter().map(|fault| fault.to_string() + "\n").collect()
}

/// The faults of a profile with these members and a name.
fn with(members: &str) -> String {
    faults(&format!("name = \"p\"\n{members}\n"))
}

#[test]
fn a_secret_anywhere_in_the_file_is_refused_by_its_start() {
    let secret = token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
    for text in [
        format!("name = \"p\"\ndescription = \"a {secret}\"\n"),
        format!("name = \"p\"\nroles = {{ {secret} = [] }}\n"),
        format!("name = \"p\"\n[hooks]\ndeliver = [\"/bin/x\", \"{secret}\"]\n"),
    ] {
        let faults: Vec<String> =
            read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect();
        let [fault] = &faults[..] else { panic!("{faults:?}") };
        assert!(fault.starts_with("line ") && fault.contains(": kw_qqqqqqqq…: "), "{fault}");
    }
    // Escaped, it is found in the value; an unknown member is shortened, but not before it is recognised.
    for (text, shown) in [
        (
            format!("name = \"p\"\nowner = 1\ndescription = \"{}\"\n", secret.replace('_', "\\u005f")),
            "without a secret",
        ),
        (format!("name = \"p\"\n\"{}\" = 1\n", secret.replace('_', "\\u005f")), "kw_qqqqqqqq…"),
    ] {
        let faults: Vec<String> =
            read(text.as_bytes()).unwrap_err().iter().map(ToString::to_string).collect();
        assert!(faults.iter().any(|fault| fault.contains(shown)), "{faults:?}");
        assert!(!faults.iter().any(|fault| fault.contains("qqqqqqqqq")), "{faults:?}");
    }
}

#[test]
fn a_whole_profile_is_read() {
    let profile = read(WHOLE.as_bytes()).unwrap();
    assert_eq!(profile.name.as_str(), "pakyas");
    assert_eq!(profile.expires, Some(Lifetime::For(Span::days(180))));
    assert_eq!(profile.rotation.pending_for, Some(Span::days(14)), "a bare number is days");
    assert_eq!(profile.rotation.hooks.timeout, Some(Span::seconds(60)));
    assert_eq!(profile.require.len(), 4);
    assert_eq!(profile.implies.len(), 2);
    let command = profile.rotation.hooks.revoked.unwrap();
    assert_eq!((command.program(), command.arguments()), ("logger", &["key revoked".to_owned()][..]));
    assert!(read(b"name = \"p\"").is_ok(), "a name is enough");
}

#[test]
fn the_first_fault_of_syntax_has_line_and_column() {
    assert_eq!(
        faults("name = \"p\"\nscopes = [\"a\"\nx = 1\n"),
        "line 3, column 1: missing comma between array elements, expected ','\n"
    );
    assert!(faults("name = \"p\"\nname = \"q\"\n").starts_with("line 2, column 1: duplicate key"));
    assert_eq!(
        read(b"name = \"\xff\"").unwrap_err()[0].to_string(),
        "line 1, column 9: it is not UTF-8 text"
    );
}

#[test]
fn all_faults_of_policy_come_in_the_order_of_their_lines() {
    let text = "name = \"p\"\nscope = [\"a\"]\nexpires = \"0d\"\n\n[hooks]\ntimeout = \"2h\"\nretires = 3\n";
    let lines: Vec<usize> = read(text.as_bytes()).unwrap_err().iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 6, 7]);
}

#[test]
fn every_rule_is_kept() {
    let cases = [
        ("x = 1", "line 2: unknown member 'x'"),
        ("[hooks]\nx = 1", "line 3: unknown member 'hooks.x'"),
        ("prefix = 'Bad Prefix'", "line 2: prefix 'Bad Prefix': a prefix must be"),
        ("prefix = 3", "line 2: prefix must be a string, not an integer"),
        ("scopes = 'read'", "line 2: scopes must be a list of strings, not a string"),
        ("scopes = [\n'read',\n'a b']", "line 4: scopes 'a b': a scope must be"),
        ("scopes = ['a', 3]", "line 2: an item of scopes must be a string, not an integer"),
        ("scopes = ['a', 'a']", "line 2: scopes has 'a' twice"),
        ("environments = ['a/b']", "line 2: environments 'a/b': an environment must be"),
        (
            "networks = ['10.0.0.1/8']",
            "line 2: networks '10.0.0.1/8': the address has bits beyond its prefix; the network is 10.0.0.0/8",
        ),
        (
            "networks = ['::ffff:10.0.0.0/104']",
            "line 2: networks '::ffff:10.0.0.0/104': an IPv4 network must be written as IPv4",
        ),
        ("networks = ['localhost']", "line 2: networks 'localhost': a network must be"),
        ("networks = '10.0.0.0/8'", "line 2: networks must be a list of strings, not a string"),
        ("networks = ['::1', '::1']", "line 2: networks has '::1' twice"),
        ("roles = { 'a b' = ['x'] }", "line 2: roles 'a b': a role must be"),
        ("roles = { boss = [] }", "line 2: roles.boss has no scopes"),
        ("require = ['name']", "line 2: require 'name': a required member must be one of"),
        ("resource_levels = ['']", "line 2: resource_levels '': a name here must be"),
        ("resource_levels = ['a', 'a']", "line 2: resource_levels has 'a' twice"),
        ("personal = 1", "line 2: personal must be true or false, not an integer"),
        ("scopes = ['a']\ndefault_scopes = ['b']", "line 3: default_scopes has 'b', which is not in scopes"),
        ("scopes = ['a']\nimplies = { a = ['b'] }", "line 3: implies.a has 'b', which is not in scopes"),
        ("scopes = ['a']\nimplies = { b = ['a'] }", "line 3: implies has 'b', which is not in scopes"),
        ("scopes = ['a']\nroles = { r = ['b'] }", "line 3: roles.r has 'b', which is not in scopes"),
        ("implies = { a = ['a'] }", "line 2: implies has a cycle: 'a' implies 'a'"),
        (
            "[implies]\na = ['b']\nb = ['c', 'd']\nc = ['a']",
            "line 3: implies has a cycle: 'a' implies 'b' implies 'c' implies 'a'",
        ),
        ("min_expires = '2d'\nmax_expires = '1d'", "line 2: min_expires 2d is longer than max_expires 1d"),
        ("min_expires = '2d'\nexpires = '1d'", "line 3: expires 1d is shorter than min_expires 2d"),
        ("max_expires = '2d'\nexpires = '3d'", "line 3: expires 3d is longer than max_expires 2d"),
        ("expires = '0d'", "line 2: expires '0d': a lifetime must be"),
        ("expires = -3", "line 2: expires '-3': a lifetime must be"),
        ("expires = 1.5", "line 2: expires must be a string such as \"90d\", not a float"),
        ("rotate_every = 40000", "line 2: rotate_every '40000': a duration must be"),
        ("grace = 0x0", "line 2: grace '0': a duration must be"),
        ("grace = 9\nrotate_every = 8", "line 3: rotate_every 8d must be longer than grace 9d"),
        (
            "rotate_before = 21\ngrace = 7\npending_for = 14",
            "line 2: rotate_before 21d must be longer than pending_for 14d and grace 7d together",
        ),
        ("hooks = 3", "line 2: hooks must be a table, not an integer"),
        ("[hooks]\ndeliver = 'x y'", "line 3: hooks.deliver must be a list of strings, not a string"),
        ("[hooks]\ndeliver = []", "line 3: hooks.deliver: a hook must be"),
        ("[hooks]\nverify = ['./x']", "line 3: hooks.verify: a hook must be"),
        ("[hooks]\ntimeout = '2h'", "line 3: hooks.timeout '2h': a time-out must be from 1s to 1h"),
        ("[hooks]\ntimeout = 0", "line 3: hooks.timeout '0': a time-out must be from 1s to 1h"),
        ("[hooks]\nretries = 11", "line 3: hooks.retries 11: it must be from 0 to 10"),
        ("[hooks]\nretries = -1", "line 3: hooks.retries -1: it must be from 0 to 10"),
        ("[hooks]\nverify_echo = true", "line 3: hooks.verify_echo is set, but there is no hooks.verify"),
        ("[hooks]\nenv = ['A-B']", "line 3: hooks.env 'A-B': the name of an environment variable must be"),
    ];
    for (members, expected) in cases {
        let found = with(members);
        assert!(found.starts_with(expected), "{members}\nfound:    {found}expected: {expected}");
        assert_eq!(found.lines().count(), 1, "{members}: {found}");
    }
    assert_eq!(faults("prefix = 'a'\n"), "line 1: name is missing\n");
    assert!(faults("name = 'default'").starts_with("line 1: the name 'default' is reserved"));
    assert!(faults("name = 'a b'").starts_with("line 1: name 'a b': a name here must be"));
}

#[test]
fn what_is_allowed_is_no_fault() {
    for members in [
        "max_expires = '9d'\nexpires = 'never'",
        "min_expires = '1d'\nmax_expires = '1d'\nexpires = 1",
        "rotate_before = 22\ngrace = 7\npending_for = 14",
        "rotate_before = '2d'",
        "implies = { a = ['b', 'c'], b = ['d'], c = ['d'] }",
        "scopes = []\ndefault_scopes = ['anything']",
        "networks = ['10.0.0.0/8', '10.0.0.1', '2001:DB8::/32']\nrequire = ['network']",
        "[hooks]\nretries = 0\ntimeout = 3600\nverify = ['probe']\nverify_echo = true",
    ] {
        assert_eq!(with(members), "", "{members}");
    }
}

#[test]
fn lists_are_bounded() {
    let scopes = |count: usize| (0..count).map(|number| format!("'s{number}'")).collect::<Vec<_>>().join(",");
    assert_eq!(with(&format!("scopes = [{}]", scopes(64))), "");
    assert_eq!(
        with(&format!("scopes = [{}]", scopes(65))),
        "line 2: scopes has 65 items; at most 64 are accepted\n"
    );
    assert!(with(&format!("resource_levels = [{}]", scopes(17))).contains("at most 16"));
    let networks =
        |count: usize| (0..count).map(|number| format!("'10.0.0.{number}'")).collect::<Vec<_>>().join(",");
    assert_eq!(with(&format!("networks = [{}]", networks(32))), "");
    assert!(with(&format!("networks = [{}]", networks(33))).contains("networks has 33 items; at most 32"));
    let roles: Vec<String> = (0..65).map(|number| format!("r{number} = ['a']")).collect();
    assert_eq!(
        with(&format!("[roles]\n{}", roles.join("\n"))),
        "line 2: roles has 65 members; at most 64 are accepted\n"
    );
    let deep = format!("scopes = {}{}", "[".repeat(30_000), "]".repeat(30_000));
    assert!(with(&deep).starts_with("line 2"), "depth is bounded");
}

#[test]
fn what_is_wrong_is_repeated_in_part() {
    let long = "n".repeat(60_000);
    for members in [
        format!("{long} = 1"),
        format!("[roles]\n{long} = true"),
        format!("[roles]\n{long} = [1]"),
        format!("[implies]\n{long} = ['a', 'a', 'A']"),
        format!("[hooks]\n{long} = 1"),
        format!("[hooks]\nretries = 0x{}", "f".repeat(60_000)),
        format!("scopes = ['{long}', '{long}']"),
        format!("expires = '{long}'"),
        format!("expires = 1{}", "0".repeat(60_000)),
    ] {
        let faults = with(&members);
        assert!(!faults.is_empty() && faults.lines().all(|fault| fault.len() < 400), "{faults}");
    }
}
