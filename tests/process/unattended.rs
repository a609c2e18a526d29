//! Assurance, row 16: without a person to prompt, every failure is the documented code at once.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use crate::support::{Call, Home};

/// The limit for every command that derives no key from a passphrase.
const AT_ONCE: Duration = Duration::from_secs(2);

/// A vault that only a passphrase unlocks, in `pass`.
fn by_passphrase() -> Home {
    let home = Home::new();
    home.write("pass", "correct horse\n");
    home.ok("init --passphrase-file pass");
    home
}

/// The program in a session without a terminal; the shell's redirection sets its stdin.
fn detached(home: &Home, args: &str, stdin: &str) -> Call {
    home.shell(&format!("exec setsid -w \"$KW\" {args} {stdin}")).timeout(AT_ONCE)
}

const STDINS: &[&str] = &["<&-", "</dev/null", "< <(:)"];

#[test]
fn row_16_no_passphrase_can_be_asked_for() {
    let home = by_passphrase();
    let before = home.contents();
    let mut tried = 0;
    for stdin in STDINS {
        for args in [
            "key list",
            "key list --no-input",
            "key create x",
            "key verify",
            "key revoke x",
            "status",
            "vault check",
            "export --format jsonl",
            "public-key",
            "audit list",
            "slot list",
        ] {
            let error = detached(&home, &format!("{args} -o json"), stdin).run().fails(5, "locked");
            assert!(error["hint"].as_str().unwrap().contains("--identity"), "{error}");
            tried += 1;
        }
    }
    for stdin in STDINS {
        let args = "init --vault new.db -o json";
        detached(&home, args, stdin).run().fails(5, "locked");
        tried += 1;
    }
    println!("row 16: {tried} commands without a terminal, exit 5 within 2 s");
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn row_16_wrong_passphrases_and_identities() {
    let home = by_passphrase();
    let wrong = home.write("wrong", "battery staple\n");
    let stranger = "stranger";
    home.ok(&format!("init --new-identity {stranger} --vault other.db"));
    let before = home.contents();
    let garbage = home.write("garbage", [0, 255, 10, 7]);
    let empty = home.write("empty", "");
    home.shell("mkdir folder").run().exits(0);
    let folder = "folder";
    for (option, value, said) in [
        ("--identity", "missing", "cannot be read"),
        ("--identity", folder, "cannot be read"),
        ("--identity", &garbage, "garbage"),
        ("--identity", &empty, "empty"),
        ("--identity", stranger, "opens no slot"),
        ("--passphrase-file", "missing", "no such file"),
        ("--passphrase-file", folder, "directory"),
        ("--passphrase-file", &empty, "first line is empty"),
        ("--passphrase-file", &garbage, "UTF-8"),
        ("--passphrase-fd", "9", "/dev/fd/9"),
    ] {
        let error = detached(&home, &format!("key list -o json {option} {value}"), "</dev/null").run();
        let error = error.fails(5, "locked");
        assert!(error["message"].as_str().unwrap().contains(said), "{option} {value}: {error}");
    }
    // This one derives a key, which takes longer.
    let args = format!("key list -o json --passphrase-file {wrong}");
    let error = home.run(&args).fails(5, "locked");
    assert!(error["message"].as_str().unwrap().contains("opens no slot"), "{error}");
    for name in ["garbage", "empty"] {
        std::fs::remove_file(home.path(name)).unwrap();
    }
    assert!(home.contents() == before, "something was changed");
}

#[test]
fn row_16_an_unreadable_identity() {
    let home = Home::for_other_users();
    home.ok("init --new-identity");
    std::fs::set_permissions(home.identity(), std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(home.identity()).is_ok() {
        // For root nothing is unreadable: another user runs it, who needs access to the path and the vault.
        if !crate::support::available("setpriv") {
            return;
        }
        let line = "chmod -R a+rX . && chmod 0 .config/keywright/identity.txt && chmod a+rw .local/share/keywright/vault.db && chmod a+rwx .local/share/keywright && \
                    cp \"$KW\" kw && chmod a+rx kw && exec setpriv --reuid=65534 --regid=65534 --clear-groups ./kw key list -o json";
        let error = home.shell(line).timeout(AT_ONCE * 5).run().fails(5, "locked");
        assert!(error["message"].as_str().unwrap().contains("permission denied"), "{error}");
    } else {
        let error = home.call("key list -o json").timeout(AT_ONCE).run().fails(5, "locked");
        assert!(error["message"].as_str().unwrap().contains("permission denied"), "{error}");
    }
}

#[test]
fn row_16_an_identity_that_others_can_read() {
    let home = Home::with_vault();
    std::fs::set_permissions(home.identity(), std::fs::Permissions::from_mode(0o644)).unwrap();
    let error = home.call("key list -o json").timeout(AT_ONCE).run().fails(5, "locked");
    assert!(error["message"].as_str().unwrap().contains("other users"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("chmod 600"), "{error}");
    let args = "key list --identity .config/keywright/identity.txt";
    let ran = home.call(args).timeout(AT_ONCE).run().exits(0);
    assert!(ran.stderr.starts_with("warning:") && ran.stderr.contains("other users"), "{ran}");
    let ran = home.ok(&format!("{args} -o json"));
    assert!(ran.warnings().contains("chmod 600") && ran.stderr.is_empty(), "{ran}");
}

#[test]
fn row_16_a_confirmation_that_nobody_can_give() {
    let home = Home::with_vault();
    home.create("ci", "");
    for verb in ["revoke", "delete"] {
        for stdin in STDINS {
            let error = detached(&home, &format!("key {verb} ci -o json"), stdin).run().fails(2, "usage");
            assert_eq!(error["hint"], "add --yes");
        }
        home.call(&format!("key {verb} ci --no-input -o json")).stdin("y\n").run().fails(2, "usage");
    }
    assert_eq!(home.json("key show ci")["status"], "active");
}

#[test]
fn row_16_no_secret_on_stdin_is_an_answer() {
    let home = Home::with_vault();
    for stdin in STDINS {
        let ran = detached(&home, "key verify -o json", stdin).run().exits(8);
        assert_eq!(ran.json()["reason"], "malformed", "{ran}");
        assert!(ran.stderr.is_empty(), "{ran}");
    }
}
