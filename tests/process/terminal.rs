//! A person at a real terminal (a pseudo-terminal of `script`): prompts, colours, progress.

use std::io::{Read as _, Write as _};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use keywright::domain::token;
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Home, available};

/// The timeout for new output on the terminal.
const PATIENCE: Duration = Duration::from_secs(30);

/// A shell line on a terminal of its own.
pub(crate) struct Terminal {
    child: Child,
    shown: Receiver<Vec<u8>>,
    screen: String,
}

impl Terminal {
    /// Starts it. `$KW` is the program; streams that the line does not redirect are the terminal.
    pub(crate) fn open(home: &Home, line: &str) -> Self {
        let script =
            home.program("script", "-q -e -c").arg(format!("exec bash -c '{line}'")).arg("/dev/null");
        let mut command = script.env("TERM", "xterm").env("SHELL", "/bin/sh").command();
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut output = child.stdout.take().unwrap();
        let (send, shown) = channel();
        std::thread::spawn(move || {
            let mut piece = [0; 4_096];
            while let Ok(length @ 1..) = output.read(&mut piece) {
                if send.send(piece[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, shown, screen: String::new() }
    }

    /// The same on a terminal of that many columns.
    pub(crate) fn wide(home: &Home, columns: usize, line: &str) -> Self {
        Self::open(home, &format!("stty cols {columns} rows 24; {line}"))
    }

    /// Waits until the screen shows this, and consumes the output up to it.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> String {
        loop {
            if let Some((before, after)) = self.screen.split_once(text) {
                let before = before.to_owned();
                self.screen = after.to_owned();
                return before;
            }
            let piece = self.shown.recv_timeout(PATIENCE);
            let piece = piece.unwrap_or_else(|_| panic!("no {text:?}, but {:?}", self.screen));
            self.screen.push_str(&String::from_utf8_lossy(&piece));
        }
    }

    pub(crate) fn types(&mut self, text: &str) {
        // A prompt turns the echo off first; earlier input is discarded.
        std::thread::sleep(Duration::from_millis(300));
        let keyboard = self.child.stdin.as_mut().unwrap();
        keyboard.write_all(format!("{text}\n").as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Waits for the exit: the output since, and the exit code.
    pub(crate) fn end(mut self) -> (String, i32) {
        loop {
            match self.shown.recv_timeout(PATIENCE) {
                Ok(piece) => self.screen.push_str(&String::from_utf8_lossy(&piece)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end: {:?}", self.screen),
            }
        }
        let code = self.child.wait().unwrap().code().unwrap();
        (std::mem::take(&mut self.screen), code)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Its shell first: hung up, it would write its history into a folder that is removed by then.
        // Its processes are of many groups, but of the one session that `script` began.
        for process in session_of(self.child.id()) {
            let _ = kill_process(process, Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// All processes of the session that a child of this process leads: its terminal's.
fn session_of(parent: u32) -> Vec<Pid> {
    // Parent and session, the second and fourth after the name in brackets: proc_pid_stat(5).
    let stat = |pid: i32| -> Option<(u32, i32)> {
        let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(1);
        Some((fields.next()?.parse().ok()?, fields.nth(1)?.parse().ok()?))
    };
    let entries = std::fs::read_dir("/proc").unwrap();
    let pids = entries.filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    let all: Vec<_> = pids.filter_map(|pid: i32| Some((pid, stat(pid)?))).collect();
    let leads = |session| all.iter().any(|(pid, (of, own))| (pid, *of, own) == (session, parent, session));
    all.iter().filter(|(_, (_, own))| leads(own)).filter_map(|(pid, _)| Pid::from_raw(*pid)).collect()
}

#[test]
fn nothing_runs_on_after_a_terminal_is_closed() {
    if !available("script") {
        return;
    }
    let home = Home::new();
    // An interactive shell with a job of its own; a shell that is hung up writes its history.
    let mut terminal =
        Terminal::open(&home, "trap \"echo late >late\" HUP; sleep 60 & set -m; sleep 60 & wait");
    let session = loop {
        let session = session_of(terminal.child.id());
        if session.len() == 3 {
            break session;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    terminal.types("");
    drop(terminal);
    // Who is killed is gone for good only when the parent has looked.
    for process in session {
        while std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero()))
            .is_ok_and(|stat| !stat.contains(") Z "))
        {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    assert!(!home.path("late").exists());
}

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
