//! A person at a real terminal: prompts, colours, progress.

use keywright::domain::token;

use crate::pseudo_terminal::Terminal;
use crate::support::{Home, available};

#[test]
fn a_prompt_shows_no_more_of_a_secret_than_its_start() {
    if !available("script") {
        return;
    }
    let home = Home::new();
    let secret = token::assemble(&"kw".parse().unwrap(), &[b'q'; 48]);
    home.write("passphrase", "correct horse\n");
    let data = home.path(&secret);
    home.call("init --passphrase-file passphrase").env("XDG_DATA_HOME", &data).run().exits(0);
    let mut terminal =
        Terminal::open(&home, &format!("XDG_DATA_HOME=\"$HOME/{secret}\" \"$KW\" key list >out"));
    terminal.sees("Passphrase for the vault ");
    let path = terminal.sees(": ");
    assert!(path.ends_with("/kw_qqqqqqqq…/keywright/vault.db"), "{path}");
    terminal.types("correct horse");
    assert_eq!(terminal.end().1, 0);
}

#[test]
fn init_asks_for_a_new_passphrase_twice() {
    if !available("script") {
        return;
    }
    let home = Home::new();
    let mut terminal = Terminal::open(&home, "\"$KW\" init >out");
    terminal.sees("New passphrase for the vault ");
    terminal.types("correct horse");
    terminal.sees("Repeat the new passphrase for the vault ");
    terminal.types("correct house");
    let mut screen = terminal.sees("The passphrases differ: 2 more tries.");
    terminal.sees("New passphrase for the vault ");
    terminal.types("");
    screen += &terminal.sees("The passphrase is empty: one more try.");
    terminal.sees("New passphrase for the vault ");
    terminal.types("correct horse");
    terminal.sees("Repeat the new passphrase for the vault ");
    terminal.types("correct house");
    let (end, code) = terminal.end();
    assert!(code == 2 && end.contains("the passphrases differ; nothing was changed"), "{code}: {end}");
    assert!(!(screen + &end).contains("correct"), "the passphrase is shown");
    assert!(!home.vault().exists(), "a vault in spite of it");
    let mut terminal = Terminal::open(&home, "\"$KW\" init >out");
    for _ in 0..3 {
        terminal.sees("New passphrase for the vault ");
        terminal.types("");
    }
    assert_eq!(terminal.end().1, 2, "an empty one");
    let mut terminal = Terminal::open(&home, "\"$KW\" init >out");
    terminal.sees("New passphrase for the vault ");
    terminal.types("");
    terminal.sees("New passphrase for the vault ");
    terminal.types("correct horse");
    terminal.sees("Repeat the new passphrase for the vault ");
    terminal.types("correct horse");
    let (screen, code) = terminal.end();
    assert!(code == 0 && !screen.contains("correct"), "{code}: {screen}");
    let answer = std::fs::read_to_string(home.path("out")).unwrap();
    assert!(answer.contains("passphrase") && !answer.contains("New passphrase"), "{answer}");

    let mut terminal = Terminal::open(&home, "\"$KW\" key list >out");
    terminal.sees("Passphrase for ");
    terminal.types("correct horse");
    let (screen, code) = terminal.end();
    assert!(code == 0 && !screen.contains("Passphrase for"), "it asks once: {screen}");
    let answer = std::fs::read_to_string(home.path("out")).unwrap();
    assert!(answer.starts_with("Name ") && answer.lines().count() == 1, "{answer}");
    let (screen, code) = Terminal::open(&home, "\"$KW\" key list --no-input").end();
    assert!(code == 5 && !screen.contains("Passphrase for"), "{screen}");
}

#[test]
fn revoke_and_delete_ask_and_take_no_for_an_answer() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.create("ci", "");
    let before = home.contents();
    for verb in ["revoke", "delete"] {
        for answer in ["n", "", "yikes"] {
            let mut terminal = Terminal::open(&home, &format!("\"$KW\" key {verb} ci >out"));
            terminal.sees("[y/N] ");
            terminal.types(answer);
            let (screen, code) = terminal.end();
            assert!(code == 8 && screen.contains("not confirmed"), "{answer:?}: {code}: {screen}");
            assert_eq!(std::fs::read(home.path("out")).unwrap(), b"");
            std::fs::remove_file(home.path("out")).unwrap();
        }
    }
    assert!(home.contents() == before, "something was changed");
    let mut terminal = Terminal::open(&home, "\"$KW\" key revoke ci >out");
    terminal.sees("[y/N] ");
    terminal.types("y");
    assert_eq!(terminal.end().1, 0);
    assert_eq!(home.json("key show ci")["status"], "revoked");
    let (screen, code) = Terminal::open(&home, "\"$KW\" key delete ci --yes").end();
    assert!(code == 0 && !screen.contains("[y/N]"), "{screen}");
    // Errors are reported before any prompt.
    let (screen, code) = Terminal::open(&home, "\"$KW\" key revoke ci").end();
    assert!(code == 3 && !screen.contains("[y/N]"), "{screen}");
}

#[test]
fn a_choice_is_offered_where_a_required_member_is_missing() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.ok("profile add --builtin nitro");
    home.ok("key create first --profile nitro --resource acme/products");
    let line = "SECRET=$(\"$KW\" key create ci --profile nitro --secret-only) && printf %s \"$SECRET\" >out";
    let mut terminal = Terminal::open(&home, line);
    terminal.sees("1) a whole workspace");
    terminal.sees("2) one api");
    terminal.sees("empty to cancel: ");
    // During the prompt the vault is not locked.
    home.ok("key create meanwhile --lock-timeout 1");
    terminal.types("3");
    terminal.sees("'3' is not a number from 1 to 2");
    terminal.types("2");
    terminal.sees("1) acme/products");
    terminal.types("2");
    terminal.sees("workspace/api");
    terminal.types("acme/orders");
    let (screen, code) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    let out = std::fs::read_to_string(home.path("out")).unwrap();
    assert!(out.starts_with("nitro_") && out.lines().count() == 1, "the questions are in stdout: {out}");
    assert!(!screen.contains(&out), "the secret is on the screen");
    assert_eq!(home.json("key show ci")["resource"], "acme/orders");

    // An empty line and Ctrl-D cancel it.
    let before = home.contents();
    for stop in ["", "\u{4}"] {
        let mut terminal = Terminal::open(&home, "\"$KW\" key create k --profile nitro");
        terminal.sees("empty to cancel: ");
        terminal.types(stop);
        let (screen, code) = terminal.end();
        assert!(code == 8 && screen.contains("no key was created"), "{code}: {screen}");
    }
    for more in ["-o json", "-o jsonl", "--no-input"] {
        let (screen, code) =
            Terminal::open(&home, &format!("\"$KW\" key create k --profile nitro {more}")).end();
        assert!(code == 2 && screen.contains("--resource") && !screen.contains("1)"), "{code}: {screen}");
    }
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn verify_reads_a_hidden_secret() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    let secret = home.create("ci", "").secret;
    for (typed, expected) in [(&*secret, 0), ("nope-nope", 8)] {
        let mut terminal = Terminal::open(&home, "\"$KW\" key verify >out");
        terminal.sees("Secret to verify: ");
        terminal.types(typed);
        let (screen, code) = terminal.end();
        assert!(code == expected && !screen.contains(typed), "{code}: {screen}");
        assert!(
            !std::fs::read_to_string(home.path("out")).unwrap().contains("Secret"),
            "the prompt is on stdout"
        );
    }
}

/// A prompt says what is to be typed: two commands in a row ask for different things.
#[test]
fn a_prompt_for_a_secret_names_what_it_asks_for() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.create("ci", "");
    home.write("pub.pem", home.ok("public-key").bytes);
    home.ok("export --format jsonl --audience edge --out keys");
    home.ok("rotate start ci");
    for (line, prompt) in [
        ("key verify", "Secret to verify: "),
        ("check --file keys --public-key pub.pem --audience edge", "Secret to check: "),
        ("credential set shop/api", "Secret to store in 'shop/api': "),
        ("rotate confirm ci", "New secret of 'ci': "),
    ] {
        let mut terminal = Terminal::open(&home, &format!("\"$KW\" {line}"));
        terminal.sees(prompt);
        terminal.types("\x04");
        let (screen, code) = terminal.end();
        // It opens nothing, so nothing stays locked.
        assert!(code == 2 && screen.contains("no secret was typed"), "{line}: {code}: {screen}");
    }
}

/// A command in a hint can be copied, whatever the name.
#[test]
fn commands_in_hints_on_rotations_run_as_they_are() {
    let home = Home::with_vault();
    home.create("O'Brien", "");
    let started = home.shell("\"$KW\" rotate start \"O'Brien\"").run().exits(0);
    assert!(started.stderr.contains(r"`keywright rotate confirm 'O'\''Brien'`"), "{}", started.stderr);
    let again = home.shell("\"$KW\" rotate start \"O'Brien\"").run().exits(4);
    let abort = again.stderr.split('`').find(|part| part.starts_with("keywright rotate abort")).unwrap();
    home.shell(&format!("{} --yes", abort.replacen("keywright", "\"$KW\"", 1))).run().exits(0);
}

/// Line by line they are not hidden, so it says so.
#[test]
fn lines_that_are_typed_are_not_silently_shown() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("pub.pem", home.ok("public-key").bytes);
    home.ok("export --format jsonl --audience edge --out keys");
    for line in ["key verify --lines", "check --file keys --public-key pub.pem --lines"] {
        let mut terminal = Terminal::open(&home, &format!("\"$KW\" {line}"));
        terminal.sees("shown as they are typed");
        terminal.types("nope-nope");
        terminal.sees("malformed");
        terminal.types("\x04");
        assert_eq!(terminal.end().1, 8);
    }
}

#[test]
fn colours_are_for_terminals() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.create("ci", "");
    let colours = |line: &str| Terminal::open(&home, line).end().0.contains("\u{1b}[");
    for line in [
        "\"$KW\" key list",
        "\"$KW\" --help",
        "\"$KW\" key show nobody",
        "NO_COLOR=1 \"$KW\" --color always key list",
    ] {
        assert!(colours(line), "no colours: {line}");
    }
    for line in [
        "NO_COLOR=1 \"$KW\" key list",
        "NO_COLOR=1 \"$KW\" --help",
        "NO_COLOR=1 \"$KW\" key show nobody",
        "TERM=dumb \"$KW\" key list",
        "\"$KW\" --color never key list",
        "\"$KW\" key list | cat",
        "\"$KW\" -o json key list",
    ] {
        assert!(!colours(line), "colours: {line}");
    }
    assert!(!home.ok("key list").stdout.contains('\u{1b}'), "a pipe");
    assert!(home.call("key list").env("CLICOLOR_FORCE", "1").run().stdout.contains("\u{1b}["));
}

#[test]
fn progress_is_for_terminals() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    let lines = crate::support::bulk(3_000);
    home.write("bulk", &lines);
    let mint = |vault: &str, more: &str| {
        home.ok(&format!("init --vault {vault} --identity .config/keywright/identity.txt"));
        Terminal::open(&home, &format!("\"$KW\" --vault {vault} key create --from bulk {more}")).end()
    };
    let (screen, code) = mint("1.db", "-o csv >out");
    assert!(code == 0 && screen.contains("keys created"), "{screen}");
    assert!(!std::fs::read_to_string(home.path("out")).unwrap().contains("keys created"), "it is on stdout");
    for (vault, more) in
        [("2.db", "-o csv >out 2>err"), ("3.db", "-q -o csv >out"), ("4.db", "-o jsonl >out")]
    {
        let (screen, code) = mint(vault, more);
        assert!(code == 0 && !screen.contains("keys created"), "{more}: {screen}");
    }
    assert!(!std::fs::read_to_string(home.path("err")).unwrap().contains("keys created"), "in a file");
    // The same for every command that reads or writes everything.
    for (command, what) in [
        ("vault check", "rows checked"),
        ("vault rekey", "rows encrypted"),
        ("vault backup b.db && \"$KW\" --vault 1.db vault restore b.db", "rows checked"),
    ] {
        let (screen, code) = Terminal::open(&home, &format!("\"$KW\" --vault 1.db {command} >out")).end();
        assert!(code == 0 && screen.contains(what), "{command}: {screen}");
    }
}
