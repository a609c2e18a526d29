//! Every shell example of the README is run, in order, in one home; so are those of the page on
//! credentials, and the steps by hand of the page on rotation.
//!
//! In a `sh` block each command must succeed. In a `console` block lines after `$ ` are commands,
//! what follows is what they print; `[..]` stands for anything within a line, `...` for lines.

use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use crate::support::{Home, PROGRAM, available};

/// How long a page may take: it is many commands, and some derive keys from passphrases.
const LIMIT: Duration = Duration::from_secs(300);

/// Beginnings of the commands that are not run here, and why.
const ELSEWHERE: &[(&str, &str)] = &[
    ("scripts/", "they build, and run this test"),
    ("sudo ", "it installs packages: `scripts/try-packages` does, too"),
    ("cargo install", "this test runs the binary that cargo built"),
    ("keywright scan --git", "it needs a repository: `tests/process/scan_git.rs` has one"),
];

/// A fenced block: its language and its lines.
fn blocks(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body = lines.by_ref().take_while(|line| *line != "```").map(str::to_owned).collect();
            found.push((language.to_owned(), body));
        }
    }
    found
}

/// What is to be run, and what it must print.
pub(crate) struct Example {
    pub(crate) command: String,
    prints: Option<Vec<String>>,
}

pub(crate) fn examples(text: &str) -> Vec<Example> {
    let mut found = Vec::new();
    for (language, lines) in blocks(text) {
        match &*language {
            "sh" => {
                let mut commands = lines.iter();
                while let Some(line) = commands.next() {
                    let mut command = line.clone();
                    while command.ends_with('\\') {
                        command = format!("{command}\n{}", commands.next().unwrap());
                    }
                    found.push(Example { command, prints: None });
                }
            }
            "console" => {
                let mut lines = lines.into_iter();
                while let Some(line) = lines.next() {
                    match line.strip_prefix("$ ") {
                        Some(command) => {
                            let mut command = command.to_owned();
                            while command.ends_with('\\') {
                                command = format!("{command}\n{}", lines.next().unwrap());
                            }
                            found.push(Example { command, prints: Some(Vec::new()) });
                        }
                        None => found.last_mut().unwrap().prints.as_mut().unwrap().push(line),
                    }
                }
            }
            "toml" | "ini" | "text" | "yaml" => {}
            other => panic!("a block of '{other}' is neither run nor known to be no example"),
        }
    }
    found.retain(|example| !ELSEWHERE.iter().any(|(start, _)| example.command.starts_with(start)));
    found.retain(|example| !example.command.trim().is_empty());
    found
}

/// Whether a line is as expected; `[..]` stands for anything.
fn line_matches(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split("[..]");
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

/// Whether lines are as expected; `...` stands for any number of lines.
fn matches(pattern: &[String], lines: &[&str]) -> bool {
    match (pattern.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first == "..." => {
            (0..=lines.len()).any(|skipped| matches(rest, &lines[skipped..]))
        }
        (Some((first, rest)), Some((line, others))) => line_matches(first, line) && matches(rest, others),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[test]
fn every_example_of_the_readme_is_true() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let examples = examples(&text);
    assert!(examples.len() > 15, "the README was not understood");
    let home = Home::new();
    // The server's folders, so that nothing outside of the home is touched.
    let hooks = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hooks/");
    let folders =
        [("/etc/haproxy/", "~/etc/"), ("/var/lib/", "~/lib/"), ("/usr/local/lib/keywright/", hooks)];
    std::fs::create_dir(home.path("etc")).unwrap();
    std::fs::create_dir(home.path("lib")).unwrap();
    play(&home, &folders, &examples);
}

#[test]
fn every_example_of_the_page_on_credentials_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/credentials.md");
    let mut all = vec![Example { command: "keywright init --new-identity".to_owned(), prints: None }];
    all.extend(examples(&std::fs::read_to_string(path).unwrap()));
    assert!(all.len() > 12, "the page was not understood");
    let home = Home::new();
    home.write("check-github", "#!/bin/sh\nexec grep -q ghp_\n");
    std::fs::set_permissions(home.path("check-github"), std::fs::Permissions::from_mode(0o755)).unwrap();
    home.write("token.txt", "ghp_0123456789abcdef\n");
    // Keywright splits what it is given, as a shell does.
    let check = "\"'$HOME/check-github'\"";
    play(&home, &[("/usr/local/lib/keywright/check-github", check)], &all);
}

#[test]
fn the_page_on_last_used_times_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/usage.md");
    let before = "keywright init --new-identity; keywright key create reader";
    let mut all = vec![Example { command: before.to_owned(), prints: None }];
    all.extend(examples(&std::fs::read_to_string(path).unwrap()));
    assert_eq!(all.len(), 5, "the page was not understood");
    play(&Home::new(), &[], &all);
}

/// What the page on rotation takes as given, and what its reader does between two commands.
const BEFORE: [&str; 4] = [
    "keywright init --new-identity",
    "keywright key create shop --prefix acme_live --scopes read",
    "keywright target add edge --format jsonl --path ~/edge.jsonl --audience edge",
    "keywright publish",
];
const DELIVERY: &str = "keywright rotate secret shop --secret-only > /srv/shop/api-key";

#[test]
fn the_steps_by_hand_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rotation.md");
    let text = std::fs::read_to_string(path).unwrap();
    let start = text.find("## By hand").unwrap();
    let end = text.find("## Publishing").unwrap();
    let silent = |command: &str| Example { command: command.to_owned(), prints: None };
    let mut all: Vec<Example> = BEFORE.into_iter().map(silent).collect();
    for example in examples(&text[start..end]) {
        if example.command.starts_with("keywright rotate confirm") {
            all.push(silent(DELIVERY));
        }
        all.push(example);
    }
    assert!(all.len() == BEFORE.len() + 5, "the page was not understood");
    let home = Home::new();
    play(&home, &[("/srv/shop/", "~/")], &all);
}

/// What the page on scanning takes as given.
const LEAK: [&str; 5] = [
    "keywright init --new-identity",
    "SECRET=$(keywright key create shop --prefix acme_live --secret-only)",
    "mkdir src; echo 'nothing here' > src/main.py",
    "echo \"API_KEY = '$SECRET'\" > src/config.py",
    "git init --quiet",
];

#[test]
fn the_page_on_scanning_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scan.md");
    let text = std::fs::read_to_string(path).unwrap();
    let silent = |command: &str| Example { command: command.to_owned(), prints: None };
    let mut all: Vec<Example> = LEAK.into_iter().map(silent).collect();
    // Those need a history: `tests/process/scan_git.rs` has one.
    let (of_history, of_files): (Vec<_>, Vec<_>) =
        examples(&text).into_iter().partition(|example| example.command.contains(" --git"));
    for mut example in of_files {
        // Each of these finds the live key: that is 8.
        if example.prints.is_some() {
            example.command = format!("{} || test $? -eq 8", example.command);
        }
        all.push(example);
    }
    assert_eq!((all.len() - LEAK.len(), of_history.len()), (6, 1), "the page was not understood");
    let home = Home::new();
    play(&home, &[], &all);
    // The hook, as it is on the page.
    let hook = blocks(&text).into_iter().find(|(language, _)| language == "text").unwrap().1.join("\n");
    home.write(".git/hooks/pre-commit", hook);
    let commit = "git -c user.name=ana -c user.email=ana@example.org commit --quiet -m";
    let commands = [
        "chmod +x .git/hooks/pre-commit; git add src/main.py".to_owned(),
        format!("{commit} harmless"),
        "git add src/config.py".to_owned(),
        format!("{commit} leak; test $? -eq 1 && test $(git log --oneline | wc -l) -eq 1"),
    ];
    play(&home, &[], &commands.map(|command| Example { command, prints: None }));
}

/// What the page on losing things takes as given, and what happens between two of its sections.
const KEPT: [&str; 7] = [
    "keywright init --new-identity",
    "keywright key create one; keywright key create two",
    "keywright target add edge --format jsonl --path ~/edge.jsonl; keywright publish",
    "mkdir stick offsite; age-keygen -o safe.txt; age-keygen -y safe.txt > safe.pub",
    "age-keygen -o new-identity.txt; echo 'one two three' > first; echo 'four five six' > second",
    "keywright vault backup before.db; keywright vault restore before.db; keywright publish",
    "export KEYWRIGHT_IDENTITY=~/.config/keywright/identity.txt",
];

#[test]
fn the_page_on_losing_things_is_true() {
    if !available("age-keygen") {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/backup.md");
    let silent = |command: &str| Example { command: command.to_owned(), prints: None };
    let mut all: Vec<Example> = KEPT.into_iter().map(silent).collect();
    for example in examples(&std::fs::read_to_string(path).unwrap()) {
        let is_restore = example.command.starts_with("keywright vault restore ~/stick");
        if is_restore {
            all.push(silent("keywright key revoke one --yes; keywright key create three; keywright publish"));
        }
        if example.command.starts_with("keywright slot add words") {
            all.push(silent("export KEYWRIGHT_IDENTITY=~/new-identity.txt"));
        }
        all.push(example);
    }
    assert!(all.len() == KEPT.len() + 24, "the page was not understood: {}", all.len());
    let home = Home::new();
    play(&home, &[], &all);
}

/// Runs them in order in this home, where the folders of the examples are, and compares.
pub(crate) fn play(home: &Home, folders: &[(&str, &str)], examples: &[Example]) {
    let programs = Path::new(PROGRAM).parent().unwrap();
    // One shell for all, since examples set variables that later ones use; each says how it ended.
    let mut script = String::new();
    for (number, example) in examples.iter().enumerate() {
        let mut command = example.command.clone();
        for &(there, here) in folders {
            command = command.replace(there, here);
        }
        // The subshell ends as the command did, for an `echo $?` that follows.
        let note = format!("(code=$?; echo $code >{number}.code; exit $code)");
        writeln!(script, "{{ {command}\n}} >{number}.printed 2>&1; {note}").unwrap();
    }
    script.push_str("exit 0\n");
    let path = format!("{}:/usr/bin:/bin", programs.display());
    home.shell(&script).env("PATH", path).timeout(LIMIT).run().exits(0);
    for (number, Example { command, prints }) in examples.iter().enumerate() {
        let read = |what: &str| home.read(&format!("{number}.{what}"));
        let (code, printed) = (read("code"), read("printed"));
        let lines: Vec<&str> = printed.lines().collect();
        // A console block may end with `echo $?`; else every command succeeds.
        let may_fail = examples.get(number + 1).is_some_and(|next| next.command == "echo $?");
        assert!(may_fail || code == "0\n", "{command}: exit {code}{printed}");
        if let Some(pattern) = prints {
            assert!(matches(pattern, &lines), "{command} prints\n{printed}\nnot\n{}", pattern.join("\n"));
        }
    }
}

#[test]
fn patterns_are_strict_where_they_are_not_open() {
    let yes = |pattern: &str, text: &str| {
        let pattern: Vec<String> = pattern.lines().map(str::to_owned).collect();
        matches(&pattern, &text.lines().collect::<Vec<_>>())
    };
    assert!(yes("a[..]c\n...\nend", "abc\nx\ny\nend") && yes("...\nend", "end") && yes("", ""));
    for (pattern, text) in [("a", "ab"), ("a[..]c", "abd"), ("...\nend", "x"), ("a", "a\nb"), ("a\nb", "a")] {
        assert!(!yes(pattern, text), "{pattern:?} {text:?}");
    }
}
