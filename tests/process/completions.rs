//! Completions in real shells: what fits, quoted so that the shell reads it as it is, and nothing else.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use keyutils_raw::keyctl_join_session_keyring;

use crate::pseudo_terminal::Terminal;
use crate::support::{Call, Home, available, missing};

/// Names that a shell would take for something else.
const AWKWARD: [&str; 8] =
    ["two words", "it's", "$(touch pwned)", "a\"b", "ci:x", "`touch pwned`", "!event", "\\back;slash&"];

/// Less than a lock is waited for otherwise.
const SOON: Duration = Duration::from_secs(8);

/// A vault that is held open in a session of this test, and what opens it is away. In `bin` is a `keywright` that
/// completes, and writes down what else it is given.
fn held() -> Option<Home> {
    if let Err(error) = keyctl_join_session_keyring(None) {
        missing(&format!("there is no session keyring here: {error}"));
        return None;
    }
    let home = Home::with_vault();
    for name in AWKWARD.iter().chain(&["only"]) {
        home.call("key create --secret-only --name").arg(name).run().exits(0);
    }
    home.ok("target add edge --format jsonl --path @/edge.jsonl");
    home.ok("profile add --builtin nitro");
    home.call("credential set token").stdin("canary-4c9d27e1b05f\n").run().exits(0);
    home.ok("unlock");
    std::fs::rename(home.identity(), home.path("away")).unwrap();
    std::fs::create_dir(home.path("bin")).unwrap();
    let program = "#!/bin/sh\n[ \"$1\" = completions ] && exec \"$KW\" \"$@\"\nprintf '%s\\n' \"$@\" >said\n";
    home.write("bin/keywright", program);
    std::fs::set_permissions(home.path("bin/keywright"), std::fs::Permissions::from_mode(0o700)).unwrap();
    Some(home)
}

/// What is offered for the last of these words, without its help.
fn offered(home: &Home, words: &[&str]) -> Vec<String> {
    let call = home.call("completions zsh --").arg("keywright");
    let answer = words.iter().fold(call, Call::arg).timeout(SOON).run().exits(0);
    assert_eq!(answer.stderr, "", "{answer}");
    let value = |line: &str| line.split('\t').next().unwrap().to_owned();
    answer.stdout.lines().map(value).collect()
}

#[test]
fn values_are_completed() {
    let Some(home) = held() else { return };
    let mut awkward: Vec<&str> = AWKWARD.iter().copied().chain(["only"]).collect();
    awkward.sort_unstable();
    for command in ["show", "edit", "disable", "enable", "revoke", "delete"] {
        assert_eq!(offered(&home, &["key", command, ""]), awkward, "{command}");
    }
    assert_eq!(offered(&home, &["rotate", "start", "on"]), ["only"]);
    assert_eq!(offered(&home, &["audit", "list", "--key", "on"]), ["only"]);
    assert_eq!(offered(&home, &["audit", "list", "--key=on"]), ["--key=only"]);
    let key = home.call("key show only -o json").run().exits(0).stdout;
    let key: serde_json::Value = serde_json::from_str(&key).unwrap();
    for member in ["id", "start"] {
        let whole = key[member].as_str().unwrap();
        assert_eq!(offered(&home, &["key", "show", &whole[..whole.len() - 3]]), [whole]);
    }
    for (words, expected) in [
        (&["publish", ""][..], &["edge"][..]),
        (&["target", "show", ""], &["edge"]),
        (&["key", "create", "--profile", "n"], &["nitro"]),
        (&["profile", "show", "n"], &["nitro"]),
        (&["slot", "remove", ""], &["identity"]),
        (&["credential", "get", ""], &["token"]),
        (&["-o", ""], &["table", "json", "jsonl", "csv"]),
        (&["-ojs"], &["-ojson", "-ojsonl"]),
        (&["scan", "--format", ""], &["text", "json", "sarif"]),
        (&["export", "--format", "j"], &["jsonl"]),
        (&["key", "list", "--status", "re"], &["retiring", "revoked"]),
        (&["key", "list", "--status", "active,re"], &["active,retiring", "active,revoked"]),
        (&["completions", "z"], &["zsh"]),
        (&["profile", "add", "--builtin", "nitro-"], &["nitro-pat"]),
        (&["un"], &["unlock"]),
    ] {
        assert_eq!(offered(&home, words), expected, "{words:?}");
    }
}

#[test]
fn a_locked_vault_offers_nothing_and_is_left_alone() {
    let Some(home) = held() else { return };
    home.ok("lock");
    std::fs::rename(home.path("away"), home.identity()).unwrap();
    // Though the identity would open it, and a person could be asked.
    assert!(!offered(&home, &["key", "show", "on"]).contains(&"only".to_owned()));
    assert!(offered(&home, &["publish", "e"]).is_empty());
    home.ok("unlock");
    assert_eq!(offered(&home, &["key", "show", "on"]), ["only"]);
    let before = home.contents();
    for words in
        [&["key", "show", "on"][..], &["publish", ""], &["--vault", "nowhere.db", "key", "show", "o"]]
    {
        offered(&home, words);
    }
    assert!(home.contents() == before, "something was written");
    // Another vault, and one that this machine does not know.
    assert!(offered(&home, &["--vault", "nowhere.db", "key", "show", "on"]).is_empty());
    std::fs::remove_dir_all(home.path(".local/state")).unwrap();
    assert!(offered(&home, &["key", "show", "on"]).is_empty());
    assert!(!home.path(".local/state").exists());
}

#[test]
fn a_busy_vault_is_not_waited_for() {
    if !available("sqlite3") {
        return;
    }
    let Some(home) = held() else { return };
    let vault = home.vault().to_str().unwrap().to_owned();
    let line = format!(
        "(echo 'BEGIN EXCLUSIVE;'; echo .print locked; sleep 15) | sqlite3 '{vault}' >locked & sleep 1"
    );
    let mut writer = home.shell(&format!("{line}; sleep 14")).spawn();
    while !home.path("locked").exists() || home.read("locked").is_empty() {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(offered(&home, &["key", "show", "on"]).is_empty());
    writer.kill();
    let _ = writer.wait();
}

/// Bash and zsh at a terminal: the word is completed, and the command gets it as it is.
fn at_a_terminal(shell: &str, begin: &str, typed: &[(&str, &[&str])]) {
    if !available(shell) || !available("script") {
        return;
    }
    let Some(home) = held() else { return };
    let mut terminal = Terminal::open(&home, &format!("PATH=$PWD/bin:$PATH exec {begin}"));
    if shell == "zsh" {
        terminal.types("autoload -U compinit && compinit -u -D");
    }
    terminal.types(&format!(". <(keywright completions {shell}); echo rea\"\"dy"));
    terminal.sees("ready");
    for (line, expected) in typed {
        terminal.types(&format!("{line}\t; echo do\"\"ne"));
        terminal.sees("done");
        let said = home.read("said");
        assert_eq!(said.lines().collect::<Vec<_>>(), *expected, "{line}");
        std::fs::remove_file(home.path("said")).unwrap();
    }
    terminal.types("exit");
    terminal.end();
    assert!(!home.path("pwned").exists(), "a name was run");
}

const TYPED: [(&str, &[&str]); 10] = [
    ("keywright key show on", &["key", "show", "only"]),
    ("keywright key show tw", &["key", "show", "two words"]),
    ("keywright key show it", &["key", "show", "it's"]),
    ("keywright key show \\$", &["key", "show", "$(touch pwned)"]),
    ("keywright key show ci:", &["key", "show", "ci:x"]),
    ("keywright key show \\`", &["key", "show", "`touch pwned`"]),
    ("keywright key show \\\\", &["key", "show", "\\back;slash&"]),
    ("keywright audit list --key=on", &["audit", "list", "--key=only"]),
    ("keywright -o cs", &["-o", "csv"]),
    ("keywright key create --profile n", &["key", "create", "--profile", "nitro"]),
];

#[test]
fn bash_reads_a_name_as_it_is() {
    at_a_terminal("bash", "bash --norc --noprofile -i", &TYPED);
    let quoted: [(&str, &[&str]); 3] = [
        ("keywright key show 'tw", &["key", "show", "two words"]),
        ("keywright key show \"it", &["key", "show", "it's"]),
        ("keywright key show \"tw", &["key", "show", "two words"]),
    ];
    at_a_terminal("bash", "bash --norc --noprofile -i", &quoted);
}

#[test]
fn zsh_reads_a_name_as_it_is() {
    at_a_terminal("zsh", "zsh -f -i -o nobeep", &TYPED);
}

fn fish(home: &Home, line: &str) -> Call {
    home.program("fish", "-c").arg("keywright completions fish | source; complete -C $argv[1]").arg(line)
}

#[test]
fn fish_is_given_names_as_they_are() {
    if !available("fish") {
        return;
    }
    let Some(home) = held() else { return };
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", home.text("bin"));
    for (line, expected) in [
        ("keywright key show tw", "two words"),
        ("keywright key show 'tw", "two words"),
        ("keywright key show two\\ w", "two words"),
        ("keywright key show \\$", "$(touch pwned)"),
        ("keywright key show ci:", "ci:x"),
        ("keywright publish ", "edge"),
        ("keywright -o cs", "csv\tComma-separated values"),
    ] {
        let answer = fish(&home, line).env("PATH", &path).env("LC_ALL", "C.UTF-8").run().exits(0);
        assert_eq!(answer.stdout.trim_end(), expected, "{line}: {answer}");
    }
    assert!(!home.path("pwned").exists(), "a name was run");
}
