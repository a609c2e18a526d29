//! What a key must not be given: each bad input by name, with its exit code, and nothing made. The profiles
//! are those that come with the program.

use crate::stage::Stage;

/// The five profiles, and one that has a rule of every kind.
fn stage() -> Stage {
    let stage = Stage::with_vault();
    for name in ["nitro", "nitro-pat", "mercato", "pakyas", "norrix"] {
        stage.ok(&format!("profile add --builtin {name}"));
    }
    let strict = "name = \"strict\"\nscopes = [\"read\"]\nenvironments = [\"dev\", \"prod\"]\n\
                  require = [\"environment\", \"scopes\"]\nmin_expires = \"2d\"\nmax_expires = \"30d\"\n";
    stage.ok_with("profile add --from -", strict);
    stage
}

/// A profile, the options and the members that say the same, the exit code, and words of the error.
type Bad = (&'static str, &'static str, &'static str, u8, &'static str);

const BAD: &[Bad] = &[
    ("nobody", "", "", 3, "there is no profile 'nobody'"),
    ("pakyas", "-s fly", r#""scopes":["fly"]"#, 4, "the scope 'fly'; its scopes are read, write, manage"),
    ("pakyas", "-s read,fly", r#""scopes":["read","fly"]"#, 4, "its scopes are read, write, manage"),
    ("pakyas", "-s 'a b'", r#""scopes":["a b"]"#, 2, "a scope must be"),
    ("pakyas", "--roles admin", r#""roles":["admin"]"#, 4, "'pakyas' has no role 'admin'"),
    ("mercato", "--roles boss", r#""roles":["boss"]"#, 4, "no role 'boss'; its roles are admin, employee"),
    ("mercato", "--roles ''", r#""roles":[""]"#, 2, "a role must be"),
    ("nitro", "", "", 2, "requires --resource (workspace/api)"),
    (
        "nitro",
        "--resource a/b/c",
        r#""resource":"a/b/c""#,
        4,
        "has 3 segments; the profile 'nitro' has the levels workspace/api",
    ),
    ("nitro", "--resource a//b", r#""resource":"a//b""#, 2, "a resource must be"),
    ("nitro", "--resource ''", r#""resource":"""#, 2, "a resource must be"),
    ("nitro", "--resource a/", r#""resource":"a/""#, 2, "a resource must be"),
    (
        "norrix",
        "--resource a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q",
        r#""resource":"a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q""#,
        2,
        "1 to 16 segments",
    ),
    ("pakyas", "--expires 0", r#""expires":0"#, 2, "expires"),
    ("pakyas", "--expires -1", r#""expires":-1"#, 2, "expires"),
    ("pakyas", "--expires 1e9", r#""expires":1e9"#, 2, "expires"),
    ("pakyas", "--expires 1000000000", r#""expires":1000000000"#, 2, "at most 36525d"),
    ("pakyas", "--expires 366", r#""expires":366"#, 4, "'pakyas' allows an expiry of at most 365d"),
    ("pakyas", "--expires 23h", r#""expires":"23h""#, 4, "'pakyas' allows an expiry of at least 1d"),
    (
        "pakyas",
        "--expires-at 2020-01-01",
        r#""expires_at":"2020-01-01""#,
        2,
        "the expiry 2020-01-01T00:00:00Z is in the past",
    ),
    (
        "pakyas",
        "--expires-at 2028-01-01",
        r#""expires_at":"2028-01-01""#,
        4,
        "at most 365d after a key is made, not until 2028",
    ),
    (
        "norrix",
        "--expires 9 --not-before 2030-01-01",
        r#""expires":9,"not_before":"2030-01-01""#,
        2,
        "before it is valid from 2030-01-01",
    ),
    ("nitro-pat", "", "", 2, "requires --description"),
    ("nitro-pat", "--description ''", r#""description":"""#, 2, "requires --description"),
    (
        "nitro-pat",
        "--description d --owner bob",
        r#""description":"d","owner":"bob""#,
        4,
        "the owner is 'ana', not 'bob'",
    ),
    ("strict", "", "", 2, "requires --environment (dev, prod), --expires, --scopes (read)"),
    (
        "strict",
        "-s read --environment qa --expires 9",
        r#""scopes":["read"],"environment":"qa","expires":9"#,
        4,
        "the environment 'qa'; its environments are dev, prod",
    ),
    (
        "strict",
        "-s read --environment dev --expires never",
        r#""scopes":["read"],"environment":"dev","expires":"never""#,
        4,
        "at most 30d after a key is made, not 'never'",
    ),
];

#[test]
fn each_bad_input_is_named_and_nothing_is_made() {
    let stage = stage();
    for (profile, options, members, code, words) in BAD {
        let answer = stage.run(&format!("key create k --profile {profile} {options}"));
        assert!(answer.code == *code && answer.stderr.contains(words), "{options}: {answer}");
        let comma = if members.is_empty() { "" } else { "," };
        let import_key = r#""secret":"ghp_16C7e42F292c6912E7710c838347Ae178B4a""#;
        for (verb, more) in [("create", String::new()), ("import", format!(",{import_key}"))] {
            let good = format!(r#"{{"name":"good"{}}}"#, more.replace("ghp_", "ghq_"));
            let lines =
                format!("{good}\n\n{{\"name\":\"k\",\"profile\":\"{profile}\"{comma}{members}{more}}}\n");
            let answer = stage.run_with(&format!("key {verb} --from -"), &lines);
            let stderr = &answer.stderr;
            let named = stderr.starts_with("error: --from: line 3: ") && stderr.contains(words);
            assert!(answer.code == *code && named && !stderr.contains("16C7"), "{verb} {lines}: {answer}");
        }
    }
    assert_eq!(stage.ok("key list -o csv").lines().count(), 1, "a key was made");
}

/// What is typed at a prompt is stored, too.
#[test]
fn a_secret_is_no_answer() {
    let stage = Stage::with_vault();
    stage.ok_with("profile add --from -", "name = \"p\"\nrequire = [\"description\"]\n");
    let secret = stage.ok("key create other --secret-only").trim().to_owned();
    stage.answers(&[&format!("as {secret}"), "for the shop"]);
    let answer = stage.run("key create x --profile p").to_string();
    let again = "? a description must be text without a secret: secrets are read from stdin only\n\
                 ? A description, or empty to cancel: for the shop\n";
    assert!(answer.contains(again), "{answer}");
    assert!(answer.contains("Description:  for the shop\n"), "{answer}");
    // Only where it was typed.
    assert_eq!(answer.matches(&secret[12..]).count(), 1, "{answer}");
}
