//! Long work on a terminal: the counter is drawn, nobody waits for anybody, and nothing of it stays.

use unicode_width::UnicodeWidthStr as _;

use super::pseudo_terminal::Terminal;
use crate::support::{Home, available, bulk};

/// Enough work that the counter is drawn more than once.
const MANY: usize = 1_000;

const WIDTHS: [usize; 2] = [80, 120];

/// What a redrawn line begins with: back to its start, and clear it.
const CLEAR: &str = "\r\u{1b}[2K";

/// Runs a command on terminals of these widths; it must show the counter, answer with this code, and leave no
/// counter behind. Returns the last screen.
#[track_caller]
fn counts(home: &Home, line: &str, what: &str, expected: i32) -> String {
    let mut last = String::new();
    for columns in WIDTHS {
        let (screen, code) = Terminal::wide(home, columns, line).end();
        assert_eq!(code, expected, "{line} on {columns}: {screen}");
        assert!(screen.contains(what), "{line} on {columns}: no counter: {screen}");
        let (_, after) = screen.rsplit_once(what).unwrap();
        assert!(after.contains(CLEAR), "{line} on {columns}: the counter stays: {screen:?}");
        for drawn in screen.split(CLEAR).flat_map(str::lines).filter(|drawn| drawn.contains(what)) {
            let counter = drawn.trim_end().rsplit_once(": ");
            let is_whole =
                counter.is_some_and(|(noun, count)| noun.ends_with(what) && count.parse::<u64>().is_ok());
            assert!(drawn.width() <= columns && is_whole, "{line}: {drawn:?}");
        }
        after.clone_into(&mut last);
    }
    last
}

/// Each line in a vault of its own, because it can be done once.
fn fresh(line: &str) -> String {
    let identity = "--identity .config/keywright/identity.txt";
    format!(
        "rm -f fresh.db; \"$KW\" init --vault fresh.db {identity} -q >out && \"$KW\" --vault fresh.db {line}"
    )
}

fn digests(count: usize) -> String {
    let line = |number| format!("{{\"name\":\"key {number}\",\"digest\":\"{number:064x}\"}}\n");
    (1..=count).map(line).collect()
}

#[test]
fn many_keys_are_made_and_taken_in() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("bulk", bulk(MANY));
    home.write("digests", digests(MANY));
    let line = fresh("key import --from digests --trust-digests");
    assert!(counts(&home, &line, "keys imported", 0).contains("key 999"), "the answer is missing");
    // In the middle of the counter nothing else is written.
    let line = fresh("key create --from bulk");
    let screen = counts(&home, &line, "keys created", 0);
    assert!(screen.contains("cannot be shown again"), "{screen}");
    home.write("bulk", bulk(MANY) + "{\"name\":\"key 1\"}\n");
    let screen = counts(&home, &fresh("key create --from bulk >out"), "keys created", 4);
    assert!(screen.contains("error:"), "{screen}");
}

#[test]
fn servers_files_and_logs_are_counted() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("bulk", bulk(MANY));
    home.ok("key create --from bulk");
    home.ok("target add edge --format jsonl --path edge.keys --audience edge");
    counts(&home, "\"$KW\" export --format jsonl --out file >out", "keys read", 0);
    counts(&home, "\"$KW\" export --format jsonl --audience other >out", "keys read", 0);
    let screen = counts(&home, "\"$KW\" publish --force", "keys read", 0);
    assert!(screen.contains("edge"), "{screen}");
    counts(&home, "\"$KW\" key import --from-file file >out", "keys read", 0);
    let id = home.json("key list --limit 1")["items"][0]["id"].as_str().unwrap().to_owned();
    let used = format!("{{\"id\":\"{id}\",\"at\":\"2026-01-02T00:00:00Z\"}}\n");
    home.write("log", used.repeat(200_000));
    counts(&home, "\"$KW\" usage import log --format jsonl >out", "lines read", 0);
}

#[test]
fn whole_vaults_are_counted() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("bulk", bulk(MANY));
    home.ok("key create --from bulk");
    let screen = counts(&home, "\"$KW\" vault check", "rows checked", 0);
    assert!(screen.contains("Vault"), "{screen}");
    counts(&home, "rm -f b.db; \"$KW\" vault backup b.db >out", "pages copied", 0);
    counts(&home, "\"$KW\" vault restore b.db >out", "rows checked", 0);
    counts(&home, "\"$KW\" vault rekey >out", "rows encrypted", 0);
}

/// Its counter is moved by several threads.
#[test]
fn files_are_searched_by_threads_that_wait_for_nobody() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    let secret = home.create("ci", "").secret;
    std::fs::create_dir(home.path("tree")).unwrap();
    for number in 0..MANY {
        home.write(&format!("tree/{number}"), "nothing here\n");
    }
    for redirect in ["", ">out"] {
        counts(&home, &format!("\"$KW\" scan tree {redirect}"), "files scanned", 0);
    }
    home.write("tree/leak", format!("token = {secret}\n"));
    let screen = counts(&home, "\"$KW\" scan tree", "files scanned", 8);
    assert!(screen.contains("tree/leak") && screen.contains("found 1 secret"), "{screen}");
}

#[test]
fn a_terminal_can_be_used_after_an_interrupt() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("bulk", bulk(100 * MANY));
    let line = "trap : INT; stty cols 80; \"$KW\" key create --from bulk >out; echo \"code $?\"; stty -a";
    let mut terminal = Terminal::open(&home, line);
    terminal.sees("keys created");
    terminal.types("\u{3}");
    let (screen, code) = terminal.end();
    assert!(code == 0 && screen.contains("code 130"), "{screen}");
    assert!(screen.contains(" echo ") && screen.contains(" icanon "), "{screen}");
    assert!(
        !screen.contains("\u{1b}[?25l") || screen.contains("\u{1b}[?25h"),
        "the cursor is hidden: {screen:?}"
    );
}

#[test]
fn a_program_that_is_tried_again_is_said() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("keys.jsonl", home.ok("export --format jsonl").bytes);
    home.write("public.pem", home.ok("public-key").bytes);
    home.ok("target add edge --format jsonl --path edge.keys --reload false");
    for line in
        ["publish", "inspect keys.jsonl --public-key public.pem --install here --state state --reload false"]
    {
        let (screen, code) = Terminal::wide(&home, 80, &format!("\"$KW\" {line}")).end();
        assert_eq!(code, 11, "{line}: {screen}");
        for (wait, attempt) in [("1s", 2), ("2s", 3), ("4s", 4)] {
            let said = format!("false exited with 1; trying again in {wait}, attempt {attempt} of 4\r\n");
            assert!(screen.contains(&said), "{line}: {screen}");
        }
    }
    let (screen, code) = Terminal::open(&home, "\"$KW\" publish -q").end();
    assert!(code == 11 && !screen.contains("trying again"), "{screen}");
}
