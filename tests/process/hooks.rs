//! Programs are checked when they are set, by the rules by which they will be run; and nothing is run by that.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Answer, Home};

fn home() -> Home {
    let home = Home::with_vault();
    home.ok("key create shop --secret-only");
    home.ok("target add edge --format jsonl --path @/edge.jsonl");
    home
}

fn script(home: &Home, name: &str, text: &str, mode: u32) -> String {
    home.write(name, text);
    let path = home.path(name);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// As a word of a command in a word of a command line.
fn quoted(program: &str) -> String {
    shell_words::quote(&shell_words::quote(program)).into_owned()
}

/// Every option that sets a program, with `@@` for it; and the words by which a message names the option.
const SETTING: &[(&str, &str)] = &[
    ("key edit shop --deliver @@", "--deliver: "),
    ("key edit shop --verify @@", "--verify: "),
    ("key edit shop --revoked @@", "--revoked: "),
    ("target edit edge --reload @@", "--reload: "),
    ("target add far --format jsonl --path @/far.jsonl --reload @@", "--reload: "),
    ("credential set token --check @@", "--check: "),
    ("profile add --from deliver.toml", "--from: hooks.deliver: "),
    ("profile add --from verify.toml", "--from: hooks.verify: "),
    ("profile add --from revoked.toml", "--from: hooks.revoked: "),
];

/// Sets a program, in a way that names it.
fn set(home: &Home, line: &str, program: &str, force: &str) -> Answer {
    for hook in ["deliver", "verify", "revoked"] {
        home.write(
            &format!("{hook}.toml"),
            format!("name = \"{hook}\"\n[hooks]\n{hook} = [\"{program}\", \"x\"]\n"),
        );
    }
    home.call(&format!("{}{force}", line.replace("@@", &quoted(program)))).stdin("secret").run()
}

#[test]
fn what_is_missing_is_refused_and_accepted_by_force() {
    let home = home();
    for (line, option) in SETTING {
        for (program, what) in [
            ("/does/not/exist", "/does/not/exist does not exist"),
            ("no-such-program", "'no-such-program': no such program in /usr/local/bin, /usr/bin, /bin"),
            ("/usr/bin", "/usr/bin is a folder"),
        ] {
            let refused = set(&home, line, program, " -o json").fails(2, "usage");
            assert_eq!(refused["message"], format!("{option}{what}"), "{line}");
            assert_eq!(refused["hint"], "install it first, or add --force if it comes later", "{line}");
        }
        let forced = set(&home, line, "/does/not/exist", " --force").exits(0);
        let warning = format!("warning: {option}/does/not/exist does not exist");
        assert!(forced.stderr.contains(&warning), "{line}: {forced}");
    }
    let hooks = &home.ok("profile show verify -o json").json()["hooks"];
    assert_eq!(hooks["verify"][0], "/does/not/exist", "{hooks}");
}

#[test]
fn a_script_is_looked_at_and_not_run() {
    let home = home();
    let ran = home.path("ran");
    let text = |first: &str| format!("{first}\ntouch '{}'\n", ran.display());
    let good = script(&home, "good", &text("#!/bin/sh"), 0o755);
    let closed = script(&home, "closed", &text("#!/bin/sh"), 0o644);
    let lost = script(&home, "lost", &text("#!/bin/nosuch"), 0o755);
    let plain = script(&home, "plain", &text("echo hello"), 0o755);
    for (line, _) in SETTING {
        for (program, what) in [
            (&closed, "is not executable"),
            (&lost, "its interpreter /bin/nosuch does not exist"),
            (&plain, "is neither an executable nor a script that starts with #!"),
        ] {
            let refused = set(&home, line, program, "").exits(2);
            assert!(refused.stderr.contains(what), "{line}: {refused}");
        }
        set(&home, line, &good, "").exits(0);
    }
    assert!(!ran.exists());
}

#[test]
fn what_others_can_change_is_warned_of() {
    let home = home();
    let open = script(&home, "open", "#!/bin/sh\n", 0o777);
    let warned = home.ok(&format!("key edit shop --deliver {}", quoted(&open))).stderr;
    let words = format!("warning: --deliver: other users can write to '{open}', and so decide what is run");
    assert!(warned.contains(&words), "{warned}");
}

/// It is run at once: a file is not installed if nothing could load it.
#[test]
fn a_missing_reload_command_installs_nothing() {
    let home = home();
    home.ok("publish");
    home.write("public.pem", home.ok("public-key --format pem").bytes);
    let line = "inspect edge.jsonl --public-key public.pem --install place --state state --reload";
    let refused = home.run(&format!("{line} /does/not/exist -o json")).fails(2, "usage");
    assert_eq!(refused["hint"], "install it first");
    assert!(!home.path("place").exists());
    home.ok(&format!("{line} true"));
    assert!(home.path("place").exists());
}
