//! What is shown on a terminal keeps to its width, and what has to be copied can be copied.

use std::collections::BTreeSet;
use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use super::pseudo_terminal::Terminal;
use crate::support::{Home, available};

const WIDTHS: [usize; 3] = [40, 80, 120];

const LISTS: [&str; 7] = [
    "key list",
    "slot list",
    "rotate status",
    "audit list",
    "target list",
    "credential list",
    "profile list",
];

/// What a command shows on a terminal of this width, without colours.
fn screen(home: &Home, columns: usize, line: &str) -> String {
    let line = format!("\"$KW\" --color never {line}");
    let (screen, code) = Terminal::wide(home, columns, &line).end();
    assert_eq!(code, 0, "{line}: {screen}");
    screen.replace("\r\n", "\n")
}

fn long_name() -> String {
    format!(
        "{} 日本語のデプロイ係 {}",
        "the deployer of the whole of the eastern region",
        "and of others ".repeat(4)
    )
    .trim()
    .to_owned()
}

/// A vault of long names, scopes, owners, paths and recipients.
pub(super) fn wordy() -> Home {
    let home = Home::with_vault();
    let scopes = (0..12).map(|number| format!("orders:write:{number}")).collect::<Vec<_>>().join(",");
    let long =
        format!("--scopes {scopes} --owner 'somebody in a department with a long name, on the third floor'");
    home.create(&long_name(), &long);
    home.create("ci", "--prefix acme_live --expires 3");
    home.create(&"x".repeat(110), &format!("{long} --expires 3"));
    home.ok(&format!("rotate start {} --secret-only", "x".repeat(110)));
    home.call("rotate start --secret-only").arg(long_name()).run().exits(0);
    home.ok("key disable ci");
    let folder = "a-folder-with-a-rather-long-name/".repeat(3);
    std::fs::create_dir_all(home.path(&folder)).unwrap();
    let target = "target add edge-of-the-eastern-network --format jsonl";
    home.ok(&format!("{target} --audience edge --audience other --audience another-one --audience and-one-more --path {folder}edge.keys"));
    home.call("credential set a-credential-with-a-long-name/of-somebody --description x")
        .stdin("s")
        .run()
        .exits(0);
    home.ok("profile add --builtin nitro");
    let recipient = home.shell("ssh-keygen -q -t ed25519 -N '' -f ssh-key && cat ssh-key.pub").run().stdout;
    home.call("slot add the-laptop-of-somebody-with-a-long-name --recipient")
        .arg(recipient.trim())
        .run()
        .exits(0);
    home
}

/// Only a path or a command that is too long for any line is on one of its own.
#[track_caller]
pub(super) fn fits(text: &str, columns: usize, what: &str) {
    for line in text.lines() {
        let is_path = line.starts_with(' ') && !line.trim().contains(' ') && line.contains('/');
        let is_command = line.trim().starts_with("`keywright ") && line.ends_with(['`', ';', ',', ')']);
        assert!(
            line.width() <= columns || is_path || is_command,
            "{what} on {columns}: {} columns: {line}",
            line.width()
        );
    }
}

#[test]
fn lists_keep_to_the_width() {
    if !available("script") || !available("ssh-keygen") {
        return;
    }
    let home = wordy();
    for columns in WIDTHS {
        for list in LISTS.iter().chain(&["status", "publish --check || true"]) {
            let shown = screen(&home, columns, list);
            fits(&shown, columns, list);
            assert!(!shown.is_empty(), "{list}");
        }
    }
    // What a change answers has no --wide, and is not cut either.
    assert!(screen(&home, 40, "rotate run --dry-run").contains(&"x".repeat(110)));
    // Elsewhere, and with --wide, nothing is cut.
    for list in LISTS {
        let whole = home.ok(list).stdout;
        assert!(whole.lines().any(|line| line.width() > 80) && !whole.contains('…'), "{list}: {whole}");
        // A terminal may have another order.
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(lines(&screen(&home, 60, &format!("{list} --wide"))), lines(&whole), "{list}");
        assert_eq!(screen(&home, 60, &format!("{list} | cat")), whole, "{list}");
    }
}

#[test]
fn what_is_shown_of_an_id_is_accepted_for_it() {
    if !available("script") {
        return;
    }
    let home = wordy_keys();
    for columns in WIDTHS {
        let shown = screen(&home, columns, "key list");
        let ids: Vec<_> = shown.split_whitespace().filter(|word| word.starts_with("key_")).collect();
        assert_eq!(ids.len(), 3, "{shown}");
        for id in ids {
            home.ok(&format!("key show {id}"));
        }
    }
}

fn wordy_keys() -> Home {
    let home = Home::with_vault();
    for name in [&*long_name(), "ci", "e\u{301}\u{301}\u{301}"] {
        home.create(name, "--scopes orders:read,orders:write,invoices:read,invoices:write");
    }
    home
}

#[test]
fn columns_that_are_left_out_are_named() {
    if !available("script") {
        return;
    }
    let home = wordy_keys();
    let shown = screen(&home, 80, "key list 2>err");
    assert!(shown.starts_with("Name ") && !shown.contains("Created"), "{shown}");
    let told = home.read("err");
    assert!(
        told.starts_with("not shown on a terminal of this width: ") && told.contains("Created"),
        "{told}"
    );
    assert!(told.contains("--wide") && told.lines().count() == 1, "{told}");
    screen(&home, 80, "key list --wide 2>err");
    assert_eq!(home.read("err"), "");
    screen(&home, 160, "key list 2>err");
    assert_eq!(home.read("err"), "");
    // The width can be set, as for other programs.
    let (narrow, _) = Terminal::wide(&home, 160, "COLUMNS=50 \"$KW\" --color never key list").end();
    fits(&narrow.replace("\r\n", "\n"), 50, "COLUMNS");
}

#[test]
fn rotations_and_events_are_blocks_where_rows_do_not_fit() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.create("ci", "");
    home.create("deploy", "");
    home.ok("rotate start ci --secret-only");
    home.ok("rotate start deploy --secret-only");
    let shown = screen(&home, 80, "rotate status");
    let blocks: Vec<_> = shown.split("\n\n").collect();
    assert!(blocks.len() == 2 && blocks[0].starts_with("Name: ") && blocks[1].contains("deploy"), "{shown}");
    assert!(blocks[0].contains("\nWaits for: "), "{shown}");
    let shown = screen(&home, 80, "audit list --limit 2");
    assert!(shown.starts_with("Seq:      1\nAt: "), "{shown}");
    assert_eq!(shown.matches("Action: ").count(), 2, "{shown}");
    // A row that fits is a row.
    assert!(screen(&home, 250, "audit list").starts_with("Seq  At "));
}

/// The commands in backquotes, wherever lines were broken.
fn commands(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn prose_is_wrapped_and_commands_are_whole() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    let identity = home.identity();
    let line = "\"$KW\" --color never target add edge --format jsonl --path edge.keys";
    for line in
        [line, "\"$KW\" --color never key show nobody", "\"$KW\" --color never --identity nowhere status"]
    {
        let (shown, _) = Terminal::wide(&home, 40, &format!("{line} 2>&1 >/dev/null")).end();
        let shown = shown.replace("\r\n", "\n");
        for line in shown.lines().filter(|line| line.split('`').count() < 3) {
            assert!(line.width() <= 40 || !line.trim().contains(' '), "{line}");
        }
        assert!(!commands(&shown).iter().any(|command| command.contains('\n')), "{shown}");
    }
    home.create("ci", "");
    let mut terminal = Terminal::wide(&home, 40, "\"$KW\" key revoke ci >out");
    let asked = terminal.sees("[y/N] ").replace("\r\n", "\n");
    fits(&asked, 40, "the prompt");
    assert!(asked.lines().count() > 1, "it is long: {asked}");
    terminal.types("n");
    assert_eq!(terminal.end().1, 8);
    // Elsewhere a message is one line.
    let told = home.run("key show nobody").exits(3).stderr;
    assert!(told.lines().count() == 2 && told.starts_with("error: "), "{told}");
    assert!(Path::new(&identity).exists());
}

/// All these, in this order.
#[track_caller]
fn in_order(screen: &str, parts: &[&str]) {
    let mut rest = screen;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { panic!("no {part:?} there: {screen}") };
        rest = after;
    }
}

#[test]
fn both_streams_on_one_terminal_have_an_order() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    home.write("bulk", "{\"name\":\"one\"}\n{\"name\":\"two\"}\n");
    let recipient = home.shell("grep -o 'age1[a-z0-9]*' .config/keywright/identity.txt").run().stdout;
    let recipient = recipient.trim();
    let again = "cannot be shown again";
    let show = |line: &str, parts: &[&str]| in_order(&screen(&home, 100, line), parts);
    show("key create a", &["Name:", "Secret (shown only once):", "\nkw_", again]);
    show("key create b -o csv", &["secret\n", "kw_", again]);
    show("key create c --secret-only", &["kw_", again]);
    show("key create --from bulk", &["\"secret\":\"kw_", "\"secret\":\"kw_", again]);
    show(&format!("key create d --encrypt-to {recipient}"), &["BEGIN AGE", "END AGE", again]);
    show("key create e --secret-file secret", &["Name:", "the secret is in secret"]);
    show("key create f --to-credential f", &["Name:", "the secret is in credential"]);
    show(
        "rotate start a",
        &["Name:", "Secret (can be shown again", "\nkw_", "warning: publish", "then confirm"],
    );
    show("rotate secret a", &["Name:", "Secret (can be shown again", "\nkw_"]);
    show("init --vault second.db --new-identity second.txt", &["Vault:", "second.txt can unlock"]);
    show("key disable b", &["Name:"]);
    show("target add edge --format jsonl --path edge.keys", &["Name:", "`keywright publish edge`"]);
    show("key list --limit 1", &["Name ", "more results: --cursor"]);
}

#[test]
fn an_empty_list_is_said_in_a_line() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    for (list, said) in [
        ("key list", "there are no keys; `keywright key create NAME` makes one\n"),
        ("key list --status revoked --wide", "no key is like this\n"),
        ("key list \"c*\"", "no key is like this\n"),
        ("key list ci", "no key is called \u{27}ci\u{27}; names that contain it: \u{27}*ci*\u{27}\n"),
        ("target list", "there are no targets; see `keywright target add --help`\n"),
        ("publish", "there are no targets; see `keywright target add --help`\n"),
        ("rotate status", "no key is being rotated; `keywright rotate start KEY` begins it\n"),
        ("credential list", "there are no credentials; `keywright credential set NAME` stores one\n"),
        ("profile list", "there are no profiles; see `keywright profile add --help`\n"),
        ("audit list --since 2100-01-01", "no event is like this\n"),
        ("key delete --ended-before 1d --yes", "nothing to delete\n"),
    ] {
        assert_eq!(screen(&home, 80, list), said, "{list}");
        // Programs get the headings, as ever.
        let piped = screen(&home, 80, &format!("{list} 2>/dev/null | cat"));
        assert_eq!(piped.lines().count(), 1, "{list}: {piped}");
        assert!(piped.contains("  ") && !piped.contains('`'), "{list}: {piped}");
    }
}
