use super::world::Stage;

const PAKYAS: &str = include_str!("pakyas.toml");

/// A vault with a profile of every kind of rule.
fn stage() -> Stage {
    let mut stage = Stage::with_vault();
    stage.quietly(&["profile", "add", "--from", "-"], PAKYAS);
    stage
}

/// What the profile requires, for a key of this name.
fn pakyas<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let usual = ["--profile", "pakyas", "--description", "d", "--owner", "ana", "--resource", "acme/api"];
    [&["key", "create", name][..], &usual, more].concat()
}

#[test]
fn add_list_show_edit_remove() {
    let mut stage = Stage::with_vault();
    stage.formats(&["profile", "list"]);
    for format in ["table", "json", "jsonl", "csv"] {
        let text = PAKYAS.replace("\"pakyas\"", &format!("\"{format}\""));
        stage.fed(&["profile", "add", "--from", "-", "-o", format], &text);
    }
    stage.fed(&["profile", "add", "--from", "-"], "name = \"plain\"\n");
    stage.fed(&["profile", "add", "--from", "-"], "name = \"plain\"\n");
    stage.formats(&["profile", "list"]);
    stage.run(&["profile", "show", "plain"]);
    stage.run(&["profile", "show", "default"]);
    stage.run(&["profile", "show", "nobody"]);
    stage.fed(&["profile", "edit", "plain", "--from", "-"], "name = \"plain\"\nprefix = \"pl\"\n");
    stage.fed(&["profile", "edit", "plain", "--from", "-"], "name = \"plain\"\nprefix = \"pl\"\n");
    stage.fed(&["profile", "edit", "plain", "--from", "-"], "name = \"other\"\n");
    stage.fed(&["profile", "edit", "other", "--from", "-"], "name = \"other\"\n");
    stage.run(&["profile", "remove", "plain"]);
    stage.answers(&["n"]);
    stage.run(&["profile", "remove", "plain"]);
    stage.answers(&["y"]);
    stage.run(&["profile", "remove", "plain"]);
    stage.run(&["profile", "remove", "plain", "--yes"]);
    stage.run(&["profile", "remove", "default", "--yes"]);
    for format in ["table", "json", "jsonl", "csv"] {
        stage.run(&["profile", "remove", format, "--yes", "-o", format]);
    }
    stage.run(&["audit", "list", "-o", "csv"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn a_bad_file_is_refused_with_its_lines() {
    let mut stage = Stage::with_vault();
    stage.fed(&["profile", "add", "--from", "-"], "name = \"p\"\nscopes = [\"read\"\n");
    stage.fed(&["profile", "add", "--from", "-"], "");
    stage.fed(&["profile", "add", "--from", "-"], "name = \"default\"\n");
    let bad = concat!(
        "name = \"p\"\nscope = [\"read\"]\nscopes = [\"read\", \"write\"]\ndefault_scopes = [\"admin\"]\n",
        "implies = { read = [\"write\"], write = [\"read\"] }\nexpires = \"2y\"\nmin_expires = \"9d\"\n",
        "max_expires = \"1d\"\nrotate_before = \"20d\"\ngrace = \"7d\"\npending_for = \"14d\"\n",
        "[hooks]\nverify = [\"./probe\"]\ntimeout = \"2h\"\nretries = 99\nverify_echo = true\n",
    );
    stage.fed(&["profile", "add", "--from", "-"], bad);
    stage.fed(&["profile", "add", "--from", "-", "-o", "json"], bad);
    stage.fed(&["profile", "add", "--from", "-"], &"#\n".repeat(40_000));
    stage.run(&["profile", "add", "--from", &stage.path("absent.toml")]);
    stage.run(&["profile", "add", "--from", &stage.path("")]);
    stage.run(&["profile", "list", "-o", "json"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn a_key_follows_its_profile() {
    let mut stage = stage();
    stage.run(&pakyas("by default", &[]));
    stage.run(&pakyas("by scope", &["-s", "manage", "--expires", "30", "-o", "json"]));
    stage.run(&pakyas("by role", &["--roles", "admin", "--prefix", "mine", "--environment", "dev"]));
    let lines = concat!(
        r#"{"name":"b1","profile":"pakyas","description":"d","owner":"ana","resource":"acme"}"#,
        "\n",
        r#"{"name":"b2","profile":"pakyas","description":"d","owner":"ana","resource":"acme","scopes":["x"]}"#,
    );
    stage.fed(&["key", "create", "--from", "-"], lines.lines().next().unwrap());
    stage.fed(&["key", "create", "--from", "-"], &lines.replace("b1", "b3"));
    let foreign = r#"{"name":"i1","profile":"pakyas","secret":"ghp_16C7e42F292c6912E7710c838347Ae178B4a""#;
    stage.fed(&["key", "import", "--from", "-"], &format!("{foreign}}}"));
    let whole =
        format!(r#"{foreign},"description":"d","owner":"ana","resource":"acme","scopes":["write"]}}"#);
    stage.fed(&["key", "import", "--from", "-"], &whole);
    stage.run(&["key", "show", "i1"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn what_is_outside_of_the_profile_is_refused() {
    let mut stage = stage();
    stage.run(&["key", "create", "k", "--profile", "nobody"]);
    stage.run(&["key", "create", "k", "--profile", "pakyas"]);
    stage.run(&["key", "create", "k", "--profile", "pakyas", "--description", "", "-o", "json"]);
    for more in [
        ["-s", "admin"],
        ["--roles", "boss"],
        ["--environment", "qa"],
        ["--resource", "a/b/c"],
        ["--expires", "366d"],
        ["--expires", "never"],
        ["--expires", "12h"],
        ["--expires-at", "2028-01-01"],
        ["--expires-at", "2020-01-01"],
    ] {
        let mut args = pakyas("k", &more);
        if more[0] == "--resource" {
            let place = args.iter().position(|word| *word == "acme/api").unwrap();
            args.drain(place - 1..=place);
        }
        stage.run(&args);
    }
    stage.fed(&["profile", "add", "--from", "-"], "name = \"mine\"\npersonal = true\nmax_expires = \"9d\"\n");
    stage.run(&["key", "create", "k", "--profile", "mine", "--expires", "9", "--owner", "bob"]);
    stage.run(&["key", "create", "k", "--profile", "mine"]);
    stage.run(&["key", "create", "k", "--profile", "mine", "--expires", "9"]);
    stage.run(&["audit", "list", "-o", "csv"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn edits_keep_to_the_profile_while_it_is_there() {
    let mut stage = stage();
    stage.quietly(&pakyas("k", &["-s", "write"]), "");
    for more in [
        &["-s", "admin", "--widen"][..],
        &["-s", "manage"],
        &["-s", "manage", "--widen"],
        &["--expires", "never"],
        &["--expires", "366"],
        &["--expires", "365"],
        &["--environment", "qa"],
        &["--resource", "acme/api/deep"],
        &["--description", ""],
        &["--expires", "10"],
    ] {
        stage.run(&[&["key", "edit", "k"], more].concat());
    }
    stage.run(&["profile", "remove", "pakyas", "--yes"]);
    stage.fed(
        &["profile", "edit", "pakyas", "--from", "-"],
        "name = \"pakyas\"\nscopes = [\"read\"]\nrequire = [\"environment\"]\nresource_levels = [\"one\"]\nenvironments = [\"dev\"]\nmax_expires = \"1d\"\n",
    );
    stage.formats(&["profile", "show", "pakyas"]);
    stage.run(&["key", "edit", "k", "--description", "still allowed"]);
    stage.run(&["key", "edit", "k", "-s", "write,read"]);
    stage.run(&["key", "revoke", "k", "--yes", "-q"]);
    stage.run(&["profile", "remove", "pakyas", "--yes"]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn a_key_has_a_rotation_policy_of_its_own() {
    let mut stage = stage();
    stage.quietly(&pakyas("k", &[]), "");
    stage.run(&[
        "key",
        "edit",
        "k",
        "--rotate-every",
        "60",
        "--rotate-before",
        "30d",
        "--grace",
        "12h",
        "--deliver",
        "gh secret set 'API KEY'",
        "--verify",
        "/bin/probe",
        "--revoked",
        "logger gone",
    ]);
    stage.run(&["key", "show", "k", "-o", "json"]);
    stage.run(&["key", "edit", "k", "--rotate-before", "14d"]);
    stage.run(&["key", "edit", "k", "--grace", "20d"]);
    stage.run(&["key", "edit", "k", "--deliver", "./relative"]);
    stage.run(&["key", "edit", "k", "--grace", "-1"]);
    stage.run(&[
        "key",
        "edit",
        "k",
        "--rotate-every",
        "none",
        "--rotate-before",
        "none",
        "--grace",
        "none",
        "--deliver",
        "none",
        "--verify",
        "none",
        "--revoked",
        "none",
    ]);
    insta::assert_snapshot!(stage.record());
}

#[test]
fn five_profiles_come_with_the_program() {
    let mut stage = Stage::with_vault();
    stage.run(&["profile", "add", "--builtin", "nitre"]);
    stage.run(&["key", "create", "k", "--profile", "nitro"]);
    for name in ["nitro", "nitro-pat", "mercato", "pakyas", "norrix"] {
        stage.run(&["profile", "add", "--builtin", name]);
    }
    stage.run(&["profile", "add", "--builtin", "nitro", "-o", "json"]);
    stage.run(&["profile", "list"]);
    insta::assert_snapshot!(stage.record());
}
