//! Passphrases that are asked for on a terminal: wrong, empty, hurried, weak, and not at all.

use keywright::crypto::envelope::encrypt_with_passphrase;
use keywright::secret::Passphrase;

use crate::pseudo_terminal::Terminal;
use crate::support::{Home, available};

const RIGHT: &str = "correct horse";

/// A home with a vault that a passphrase opens.
fn by_passphrase() -> Option<Home> {
    let home = Home::new();
    home.write("pass", format!("{RIGHT}\n"));
    home.ok("init --passphrase-file pass");
    available("script").then_some(home)
}

/// A home with identities that a passphrase protects: an SSH key and an age identity.
fn with_identities() -> Option<Home> {
    if !available("script") || !available("ssh-keygen") {
        return None;
    }
    let home = Home::new();
    home.program("ssh-keygen", &format!("-q -t ed25519 -N '{RIGHT}' -f ssh")).run().exits(0);
    home.ok("init --vault other.db --new-identity plain");
    let protected =
        encrypt_with_passphrase(&Passphrase::new(RIGHT.to_owned()), home.read("plain").as_bytes());
    home.write("age", protected.unwrap());
    Some(home)
}

/// Answers its prompts with each text in turn. The prompts, one line each with what came before it, the rest of the
/// screen, and the exit code.
fn answered(home: &Home, line: &str, answers: &[(&str, &str)]) -> (String, i32) {
    let mut terminal = Terminal::open(home, line);
    for (prompt, answer) in answers {
        let before = terminal.sees(prompt);
        assert!(!before.contains("assphrase for"), "{line}: another prompt before '{prompt}': {before}");
        terminal.sees(": ");
        terminal.types(answer);
    }
    let (screen, code) = terminal.end();
    assert!(!screen.contains("assphrase for"), "{line}: asked once more: {screen}");
    (screen, code)
}

#[test]
fn a_wrong_passphrase_is_asked_for_three_times() {
    let Some(home) = by_passphrase() else { return };
    let vault = "Passphrase for the vault /";
    let line = "\"$KW\" key list";
    assert_eq!(answered(&home, line, &[(vault, "wrong"), (vault, ""), (vault, RIGHT)]).1, 0);
    let mut terminal = Terminal::open(&home, line);
    terminal.sees(vault);
    for (answer, told) in
        [("wrong", "Wrong passphrase: 2 more tries."), ("", "The passphrase is empty: one more try.")]
    {
        terminal.types(answer);
        terminal.sees(told);
        terminal.sees(vault);
    }
    terminal.types("wrong");
    let (screen, code) = terminal.end();
    assert!(code == 5 && screen.contains("wrong passphrase: the one typed opens no slot"), "{screen}");
    assert!(!screen.contains(vault), "{screen}");
    // One that is given is tried once.
    home.write("wrong", "wrong\n");
    let (screen, code) = Terminal::open(&home, &format!("{line} --passphrase-file wrong")).end();
    assert!(code == 5 && !screen.contains("Passphrase for"), "{screen}");
}

#[test]
fn an_identity_is_asked_for_once_and_again_if_wrong() {
    let Some(home) = with_identities() else { return };
    for name in ["ssh", "age"] {
        let prompt = &*format!("Passphrase for the identity {name}");
        let (vault, other) = (format!("{name}.db"), format!("{name}-other.db"));
        let (screen, code) = answered(
            &home,
            &format!("\"$KW\" init --vault {vault} --identity {name}"),
            &[(prompt, "wrong"), (prompt, RIGHT)],
        );
        assert_eq!(code, 0, "{screen}");
        let list = format!("\"$KW\" key list --vault {vault} --identity {name}");
        assert_eq!(answered(&home, &list, &[(prompt, "wrong"), (prompt, ""), (prompt, RIGHT)]).1, 0);
        let (screen, code) = answered(&home, &list, &[(prompt, "a"), (prompt, "b"), (prompt, "c")]);
        assert!(code == 5 && screen.contains(&format!("identity {name}: wrong passphrase")), "{screen}");
        // A slot for it in another vault.
        home.ok(&format!("init --vault {other} --new-identity {name}.txt"));
        let add =
            format!("KEYWRIGHT_IDENTITY={name}.txt \"$KW\" slot add x --vault {other} --identity {name}");
        assert_eq!(answered(&home, &add, &[(prompt, "wrong"), (prompt, RIGHT)]).1, 0);
        // What unlocks the vault, and is named a second time.
        let again = format!("KEYWRIGHT_IDENTITY={name} \"$KW\" slot add y --vault {other} --identity {name}");
        let (screen, code) = answered(&home, &again, &[(prompt, RIGHT)]);
        assert!(code == 4 && screen.contains("the same public key"), "{screen}");
        home.write("given", "wrong\n");
        let given = home.run(&format!("key list --vault {vault} --identity {name} --passphrase-file given"));
        assert!(given.exits(5).stderr.contains("wrong passphrase"));
        let none = home.run(&format!("key list --vault {vault} --identity {name}")).exits(5);
        assert!(
            none.stderr.contains("it is protected by a passphrase") && none.stderr.contains("hint: give"),
            "{none}"
        );
    }
}

#[test]
fn restoring_an_encrypted_backup_asks_once() {
    let Some(home) = with_identities() else { return };
    let prompt = "Passphrase for the identity ssh";
    answered(&home, "\"$KW\" init --identity ssh", &[(prompt, RIGHT)]);
    home.shell("exec \"$KW\" vault backup b.age --recipient \"$(cat ssh.pub)\"").run().exits(0);
    let line = "\"$KW\" vault restore b.age --vault new.db --identity ssh";
    let (screen, code) = answered(&home, line, &[(prompt, "wrong"), (prompt, RIGHT)]);
    assert_eq!(code, 0, "{screen}");
    // A pipe gives its passphrase once.
    let line = "exec \"$KW\" vault restore b.age --vault 2.db --identity ssh --passphrase-fd 3 3< <(echo correct horse)";
    home.shell(line).run().exits(0);
}

/// The screen shows again what is typed, whatever ended the prompt.
#[test]
fn a_prompt_that_is_left_ends_clearly() {
    let Some(home) = by_passphrase() else { return };
    for (keys, code, told) in [
        ("\u{4}", 5, "no passphrase was typed; nothing was changed"),
        ("abc\u{4}", 5, "no passphrase was typed"),
        ("abc\u{3}", 130, ""),
        ("tab\tbed", 2, "it has the control character U+0009"),
        ("\u{1b}[A", 2, "it has the control character U+001B"),
    ] {
        for (command, prompt) in [
            ("key list", "Passphrase for the vault "),
            ("init --vault new.db", "New passphrase for the vault new.db: "),
        ] {
            let line = format!("\"$KW\" {command}; echo code=$?; stty -a | grep -o \" -*echo \"");
            let mut terminal = Terminal::open(&home, &line);
            terminal.sees(prompt);
            terminal.types(keys);
            let before = terminal.sees("code=");
            assert!(before.contains(told) && !before.contains("abc"), "{keys:?}: {before}");
            let (screen, _) = terminal.end();
            let words: Vec<&str> = screen.split_whitespace().collect();
            assert_eq!(words[..2], [&*code.to_string(), "echo"], "{keys:?} at {command}: {screen}");
        }
        assert!(!home.path("new.db").exists(), "{keys:?}");
    }
}

/// A terminal shows what nobody has read, and a shell runs it.
#[test]
fn what_is_pasted_beyond_the_line_is_dropped() {
    let Some(home) = by_passphrase() else { return };
    for (text, told) in [
        (format!("{}canary", "x".repeat(17_000)), "the passphrase typed cannot be used: it is too long"),
        (format!("{RIGHT}\ncanary"), "end"),
    ] {
        let mut terminal =
            Terminal::open(&home, "\"$KW\" key list; echo end; read -t 1 more; echo \"more=$more.\"");
        terminal.sees("Passphrase for the vault ");
        terminal.types(&text);
        terminal.sees(told);
        let (screen, _) = terminal.end();
        assert!(screen.contains("more=.") && !screen.contains("canary"), "{screen}");
    }
}

/// `timeout` sends SIGTERM; a connection that ends, SIGHUP.
#[test]
fn a_prompt_that_is_ended_by_a_signal_leaves_the_terminal_as_it_was() {
    let Some(home) = by_passphrase() else { return };
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)] {
        let line = format!(
            "timeout --preserve-status --foreground -s {signal} 1 \"$KW\" key list; echo code=$?; stty -a | grep -o \" -*echo \""
        );
        let mut terminal = Terminal::open(&home, &line);
        terminal.sees("Passphrase for the vault ");
        terminal.sees(&format!("code={code}"));
        assert_eq!(terminal.end().0.trim(), "echo", "{signal}");
    }
}

/// The copy of the backup, which has all of the vault, does not stay beside it. The prompt names the backup.
#[test]
fn an_interrupted_restore_leaves_no_copy() {
    let Some(home) = by_passphrase() else { return };
    home.ok("vault backup b.db");
    let before = home.contents();
    let line = "trap : INT; \"$KW\" vault restore b.db; echo code=$?; stty -a | grep -o \" -*echo \"";
    let signalled = line.replace("\"$KW\"", "timeout --preserve-status --foreground -s TERM 1 \"$KW\"");
    for (line, keys, code) in [
        (line, &["\u{3}"][..], 130),
        // While the answer is checked.
        (line, &[RIGHT, "\u{3}"], 130),
        (line, &["wrong", "\u{3}"], 130),
        (line, &["\u{4}"], 5),
        (&signalled, &[], 143),
    ] {
        let mut terminal = Terminal::open(&home, line);
        terminal.sees("Passphrase for the backup b.db: ");
        for keys in keys {
            terminal.types(keys);
        }
        terminal.sees(&format!("code={code}"));
        assert_eq!(terminal.end().0.trim(), "echo", "{keys:?}");
        assert!(home.contents() == before, "{keys:?}: {:?}", home.contents().keys());
    }
    let (screen, code) =
        answered(&home, "\"$KW\" vault restore b.db", &[("Passphrase for the backup b.db", RIGHT)]);
    assert_eq!(code, 0, "{screen}");
}

/// To see whether a passphrase is right takes about a second: who is in a hurry types the next one meanwhile.
#[test]
fn nothing_is_shown_while_an_answer_is_checked() {
    let Some(home) = by_passphrase() else { return };
    let mut terminal = Terminal::open(
        &home,
        "stty -a | grep -o \" -*echo \"; \"$KW\" key list; echo; echo code=$?; read -t 1 more",
    );
    let before = terminal.sees("Passphrase for the vault ");
    assert_eq!(before.trim(), "echo");
    let mut shown = String::new();
    for _ in 0..3 {
        terminal.types("mistyped");
        terminal.types(RIGHT);
        shown +=
            &terminal.sees(if shown.matches("Wrong").count() == 2 { "code=" } else { "Wrong passphrase" });
        shown += "Wrong";
    }
    shown += &terminal.end().0;
    assert!(!shown.contains("mistyped") && !shown.contains(RIGHT), "{shown}");
}

/// The terminal is as it was at once, not only for the shell that saves it.
#[test]
fn an_interrupt_while_an_answer_is_checked_leaves_the_terminal_as_it_was() {
    let Some(home) = by_passphrase() else { return };
    let line = "(trap \"\" INT; sleep 3; stty -a </dev/tty | grep -o \" -*echo \") & \"$KW\" key list; wait";
    for answer in ["wrong", RIGHT] {
        let mut terminal = Terminal::open(&home, &format!("trap : INT; {line}; echo left"));
        terminal.sees("Passphrase for the vault ");
        terminal.types(answer);
        terminal.types("\x03");
        let (screen, _) = terminal.end();
        assert!(screen.contains(" echo") && screen.contains("left"), "{answer}: {screen}");
        assert!(!screen.contains("more tries") && !screen.contains("Name"), "{answer}: {screen}");
    }
}

/// As by `nohup`.
#[test]
fn a_signal_that_is_ignored_does_not_end_a_prompt() {
    let Some(home) = by_passphrase() else { return };
    for signal in ["TERM", "INT", "HUP", "QUIT"] {
        let line = format!(
            "trap \"\" {signal}; \"$KW\" key list & sleep 1; kill -{signal} $!; echo sent; wait $!; echo code=$?"
        );
        let mut terminal = Terminal::open(&home, &line);
        terminal.sees("Passphrase for the vault ");
        terminal.sees("sent");
        terminal.types(RIGHT);
        terminal.sees("code=0");
    }
}

/// It was on the screen before the question was.
#[test]
fn what_is_typed_before_a_prompt_is_no_answer() {
    let Some(home) = by_passphrase() else { return };
    let mut terminal = Terminal::open(&home, "sleep 2; \"$KW\" key list");
    terminal.types("wrong");
    terminal.sees("Passphrase for the vault ");
    terminal.types(RIGHT);
    let (screen, code) = terminal.end();
    assert!(code == 0 && !screen.contains("Wrong"), "{screen}");
    let key = home.call("key create ci --passphrase-file pass").run().exits(0);
    assert!(key.stdout.contains("ci"));
    let mut terminal = Terminal::open(&home, "sleep 2; \"$KW\" key revoke ci --passphrase-file pass");
    terminal.types("y");
    terminal.sees("[y/N] ");
    terminal.types("n");
    assert_eq!(terminal.end().1, 8);
    // The values that a profile requires.
    home.write(
        "deploy.toml",
        "name = \"deploy\"\nprefix = \"dep\"\nrequire = [\"description\", \"owner\"]\n",
    );
    home.ok("profile add --from deploy.toml --passphrase-file pass");
    let create = "\"$KW\" key create bot --profile deploy --passphrase-file pass";
    let mut terminal = Terminal::open(&home, &format!("sleep 2; {create} --secret-file bot"));
    terminal.types("ls -l\nmore");
    terminal.sees("A description, or empty to cancel: ");
    terminal.types("deploys\ntyped too early");
    terminal.sees("or empty to cancel: ");
    terminal.types("ops");
    let (screen, code) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    let key = home.call("key show bot -o json --passphrase-file pass").run().exits(0).json();
    assert_eq!((&key["description"], &key["owner"]), (&"deploys".into(), &"ops".into()), "{key}");
}

#[test]
fn a_weak_new_passphrase_is_confirmed() {
    let Some(home) = by_passphrase() else { return };
    let weak = "hunter2";
    for (line, what) in [
        ("init --vault new.db", "the vault new.db"),
        ("slot add ops", "the slot 'ops'"),
        ("slot passphrase passphrase", "the slot 'passphrase'"),
    ] {
        let line = format!("KEYWRIGHT_PASSPHRASE_FILE=pass \"$KW\" {line}");
        // On `init` the variable is the new passphrase.
        let line =
            if line.contains("init") { line.replace("KEYWRIGHT_PASSPHRASE_FILE=pass ", "") } else { line };
        let before = home.contents();
        let mut terminal = Terminal::open(&home, &line);
        terminal.sees(&format!("New passphrase for {what}: "));
        terminal.types(weak);
        terminal.sees("Warning: the new passphrase is easy to guess");
        terminal.sees("[y/N] ");
        terminal.types("");
        let (screen, code) = terminal.end();
        assert!(code == 8 && screen.contains("nothing was changed"), "{line}: {code}: {screen}");
        assert!(home.contents() == before, "{line}");
        let mut terminal = Terminal::open(&home, &line);
        terminal.sees(&format!("New passphrase for {what}: "));
        terminal.types(weak);
        terminal.sees("[y/N] ");
        terminal.types("y");
        terminal.sees(&format!("Repeat the new passphrase for {what}: "));
        terminal.types(weak);
        let (screen, code) = terminal.end();
        assert!(code == 0 && !screen.contains(weak), "{line}: {screen}");
        home.write("pass", format!("{}\n", if what.contains("'passphrase'") { weak } else { RIGHT }));
    }
}

/// As under cron: what was tried, and why nobody was asked.
#[test]
fn where_nobody_is_asked_it_is_said_why_and_what_was_tried() {
    let Some(home) = by_passphrase() else { return };
    let words = format!("no identity was given, none is at {}", home.identity().display());
    let nobody = "--no-input or KEYWRIGHT_NO_INPUT was given";
    // Wide: the words are not wrapped.
    for (line, why) in [
        ("\"$KW\" key list --no-input", nobody),
        ("KEYWRIGHT_NO_INPUT=1 \"$KW\" key list", nobody),
        ("setsid -w \"$KW\" key list", "there is no terminal to prompt on"),
    ] {
        let (screen, code) = Terminal::wide(&home, 400, line).end();
        assert!(code == 5 && screen.contains(&format!("{words}, and {why}")), "{line}: {code}: {screen}");
    }
    home.ok("key create ci --passphrase-file pass");
    for (line, code) in [("key revoke ci --passphrase-file pass", 2), ("init --vault new.db", 5)] {
        let (screen, ended) = Terminal::wide(&home, 400, &format!("\"$KW\" {line} --no-input")).end();
        assert!(ended == code && screen.contains(nobody), "{line}: {ended}: {screen}");
        assert!(!screen.contains("no terminal"), "{line}: {screen}");
    }
    let (screen, code) =
        Terminal::wide(&home, 400, "\"$KW\" key revoke ci --passphrase-file pass -o json").end();
    assert!(code == 2 && screen.contains("with JSON nobody is asked"), "{code}: {screen}");
}
