//! Which vault this is: a vault that somebody else made, an older or re-keyed one, and a machine that knows none.

use std::path::Path;

use crate::pseudo_terminal::Terminal;
use crate::support::{Answer, Call, Home, available};

mod restored;

/// The same home as another machine sees it: with a state of its own.
fn elsewhere(home: &Home, line: &str) -> Call {
    home.call(line).env("XDG_STATE_HOME", home.path("elsewhere"))
}

/// An attacker who knows nothing but the owner's public key makes a vault for it. Its target runs a program.
fn forged(home: &Home) -> Home {
    let attacker = Home::new();
    let identity = home.read(".config/keywright/identity.txt");
    let recipient = identity.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap();
    attacker.ok("init --new-identity");
    attacker.ok(&format!("slot add victim --recipient {recipient} --role owner"));
    attacker.create("mallory", "");
    let ran = home.text("ran");
    attacker.ok(&format!("target add edge --format jsonl --path @/edge --reload 'touch \"{ran}\"'"));
    attacker
}

/// What takes a secret in, hands one out, changes the vault, writes for a server or runs a program.
const ACTS: [&str; 16] = [
    "key create one",
    "key verify",
    "key revoke mallory --yes",
    "key edit mallory --owner me",
    "credential set shop",
    "credential get shop",
    "run --env X=credential:shop -- touch @/ran",
    "publish",
    "export --format jsonl",
    "public-key",
    "rotate start mallory",
    "rotate run",
    "slot add again --identity @/.config/keywright/identity.txt",
    "vault rekey",
    "vault check --repair --yes",
    "scan @/tmp",
];

const LOOKS: [&str; 9] = [
    "status",
    "key list",
    "key show mallory",
    "vault info",
    "vault check",
    "audit list",
    "slot list",
    "rotate status",
    "target show edge",
];

#[track_caller]
fn refused(answer: Answer) -> String {
    let error = answer.fails(12, "untrusted");
    error.to_string()
}

fn fingerprint_of(home: &Home, vault: &str) -> String {
    let info =
        home.call(&format!("vault info --vault {vault} -o json")).env("XDG_STATE_HOME", home.path("none"));
    info.run().exits(0).json()["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_vault_made_by_anybody_for_your_public_key_is_refused_in_its_place() {
    let home = Home::with_vault();
    let own = home.fingerprint();
    let attacker = forged(&home);
    let theirs = attacker.fingerprint();
    std::fs::copy(attacker.vault(), home.vault()).unwrap();
    let before = std::fs::read(home.vault()).unwrap();
    for line in ACTS.iter().chain(&LOOKS) {
        let error = refused(home.call(line).env("KEYWRIGHT_OUTPUT", "json").stdin("kw_secret").run());
        assert!(error.contains(&own) && error.contains(&theirs), "{line}: {error}");
        assert!(error.contains(&format!("vault trust {theirs}")), "{line}: {error}");
    }
    refused(home.run("vault backup copy.db -o json"));
    assert!(!home.path("ran").exists() && !home.path("copy.db").exists());
    assert_eq!(std::fs::read(home.vault()).unwrap(), before, "nothing was changed");
}

#[test]
fn a_vault_seen_for_the_first_time_may_be_looked_at() {
    let home = Home::with_vault();
    let attacker = forged(&home);
    std::fs::remove_dir_all(home.marks()).unwrap();
    std::fs::copy(attacker.vault(), home.vault()).unwrap();
    let before = std::fs::read(home.vault()).unwrap();
    for line in LOOKS {
        let answer = home.ok(line);
        let said: Vec<&str> = answer.stderr.lines().filter(|line| line.contains("not yet trusted")).collect();
        assert!(said.len() == 1 && said[0].contains(&attacker.fingerprint()), "{answer}");
    }
    // Nothing works but looking: that all is well is not said.
    let answer = home.run("status --check -o json").exits(8);
    assert!(answer.json()["attention"][0].as_str().unwrap().contains("not yet trusted"), "{answer}");
    for line in ACTS {
        refused(home.call(line).env("KEYWRIGHT_OUTPUT", "json").stdin("kw_secret").run());
    }
    assert!(!home.path("ran").exists());
    assert_eq!(std::fs::read(home.vault()).unwrap(), before, "nothing was changed");
    assert!(!home.marks().exists(), "and nothing is remembered of it");
}

/// What the hint says, as it stands there.
#[test]
fn the_command_that_the_hint_names_works() {
    let home = Home::with_vault();
    std::fs::rename(home.vault(), home.path("other one.db")).unwrap();
    let create =
        |line: &str| elsewhere(&home, &format!("key create {line} --vault 'other one.db' -o json")).run();
    let error = create("one").fails(12, "untrusted");
    let hint = error["hint"].as_str().unwrap();
    let command = hint.split('`').find(|part| part.starts_with("keywright vault trust")).unwrap();
    elsewhere(&home, command.strip_prefix("keywright ").unwrap()).run().exits(0);
    create("one").exits(0);
}

/// One command, once.
#[test]
fn a_new_machine_trusts_by_the_fingerprint() {
    let home = Home::with_vault();
    refused(elsewhere(&home, "key create one -o json").run());
    elsewhere(&home, "vault trust -o json").run().fails(2, "usage");
    refused(elsewhere(&home, "vault trust kwv_aaaaaaaaaaaaaaaaaaaaaaaaaa -o json").run());
    refused(elsewhere(&home, "key create one -o json").run());
    let line = format!("vault trust {} -o json", home.fingerprint());
    assert_eq!(elsewhere(&home, &line).run().exits(0).json()["changed"], true);
    assert_eq!(elsewhere(&home, &line).run().exits(0).json()["changed"], false);
    elsewhere(&home, "key create one").run().exits(0);
    home.create("two", "");
    // It may lie anywhere now, and no other may lie in its place.
    std::fs::rename(home.vault(), home.path("moved.db")).unwrap();
    elsewhere(&home, "key create three --vault moved.db").run().exits(0);
    home.ok("init --identity .config/keywright/identity.txt --vault other.db");
    std::fs::copy(home.path("other.db"), home.vault()).unwrap();
    refused(elsewhere(&home, "status -o json").run());
}

#[test]
fn a_container_names_the_fingerprint_and_remembers_nothing() {
    let home = Home::with_vault();
    let named = home.fingerprint();
    let identity = home.text(".config/keywright/identity.txt");
    let vault = home.vault();
    let contained = |line: &str| {
        let call = home.call(line).env("KEYWRIGHT_VAULT", &vault).env("KEYWRIGHT_IDENTITY", &identity);
        call.env("HOME", "").env("XDG_STATE_HOME", "")
    };
    let error = refused(contained("key create one -o json").run());
    assert!(error.contains(&format!("add --trust {named}")) && !error.contains("vault trust"), "{error}");
    contained("key create one").env("KEYWRIGHT_TRUST", &named).run().exits(0);
    contained(&format!("key create two --trust {named}")).run().exits(0);
    let other = "kwv_aaaaaaaaaaaaaaaaaaaaaaaaaa";
    for line in ["key create three -o json", "status -o json"] {
        let error = refused(contained(line).env("KEYWRIGHT_TRUST", other).run());
        assert!(error.contains(&named) && error.contains(other), "{error}");
    }
    contained("status -o json").env("KEYWRIGHT_TRUST", "kwv_short").run().fails(2, "usage");
    // What is remembered does not count beside it, which is said.
    let warned =
        elsewhere(&home, &format!("vault trust {named}")).env("KEYWRIGHT_TRUST", other).run().exits(0);
    assert!(warned.stderr.contains(&format!("KEYWRIGHT_TRUST still names {other}")), "{warned}");
    std::fs::remove_dir_all(home.path("elsewhere")).unwrap();
    // With a state folder it counts for the call alone, and the mark is kept.
    elsewhere(&home, &format!("key create three --trust {named}")).run().exits(0);
    refused(elsewhere(&home, "key create four -o json").run());
    std::fs::copy(&vault, home.path("old.db")).unwrap();
    elsewhere(&home, &format!("key create four --trust {named}")).run().exits(0);
    std::fs::copy(home.path("old.db"), &vault).unwrap();
    elsewhere(&home, &format!("key list --trust {named} -o json")).run().fails(7, "rolled_back");
}

/// Whoever could once open the vault keeps the old data key, and can write with it what they like.
#[test]
fn a_removed_slot_s_holder_cannot_take_the_vault_over() {
    let home = Home::with_vault();
    let former = home.fingerprint();
    let holder = Home::new();
    holder.ok("init --new-identity");
    std::fs::copy(holder.identity(), home.path("holder.txt")).unwrap();
    home.ok("slot add holder --identity holder.txt");
    std::fs::copy(home.vault(), holder.vault()).unwrap();
    home.ok("slot remove holder");
    let now = home.fingerprint();
    assert_ne!(now, former);
    // Past every generation that this machine has seen.
    for number in 0..6 {
        let line = format!("key create mallory-{number} --trust {former}");
        holder.ok(&line);
    }
    std::fs::copy(holder.vault(), home.vault()).unwrap();
    for line in ["key list -o json", "publish -o json", "rotate run -o json"] {
        let error = refused(home.run(line));
        assert!(error.contains(&former) && error.contains(&now), "{error}");
    }
}

#[test]
fn a_vault_that_was_re_keyed_elsewhere_is_asked_about_once() {
    let home = Home::with_vault();
    home.create("one", "");
    let rekeyed = {
        let answer = elsewhere(&home, &format!("vault rekey --trust {}", home.fingerprint())).run().exits(0);
        let info = elsewhere(&home, "vault info -o json").run().exits(0).json();
        let rekeyed = info["fingerprint"].as_str().unwrap().to_owned();
        assert!(answer.stderr.contains(&format!("name {rekeyed} in --trust")), "{answer}");
        rekeyed
    };
    elsewhere(&home, "key create two").run().exits(0);
    let error = refused(home.run("key create three -o json"));
    assert!(error.contains(&rekeyed), "{error}");
    refused(home.run("key list -o json"));
    home.ok(&format!("vault trust {rekeyed}"));
    home.create("three", "");
    assert_eq!(home.fingerprint(), rekeyed);
}

/// A restore is remembered by the machine where it is done; another one asks once.
#[test]
fn a_vault_that_was_restored_elsewhere_is_asked_about_once() {
    let home = Home::with_vault();
    elsewhere(&home, &format!("vault trust {}", home.fingerprint())).run().exits(0);
    home.ok("vault backup backup.db");
    home.create("one", "");
    elsewhere(&home, "key create two").run().exits(0);
    home.ok("key list");
    home.ok("vault restore backup.db");
    home.create("three", "");
    let error = elsewhere(&home, "key list -o json").run().fails(7, "rolled_back");
    assert!(error.to_string().contains(&format!("vault trust {}", home.fingerprint())), "{error}");
    let trusted = elsewhere(&home, &format!("vault trust {} -o json", home.fingerprint())).run().exits(0);
    assert_eq!(trusted.json()["changed"], true);
    elsewhere(&home, "key create four").run().exits(0);
    assert_eq!(home.names(), ["three", "four"]);
    // An older one is not accepted like that.
    std::fs::copy(home.path("backup.db"), home.vault()).unwrap();
    elsewhere(&home, &format!("vault trust {} -o json", fingerprint_of(&home, "backup.db")))
        .run()
        .fails(7, "rolled_back");
}

/// Its generation is above what was seen here: to be told that it is older would mislead.
#[test]
fn a_restored_vault_with_a_shorter_log_is_told_from_an_older_one() {
    let home = Home::with_vault();
    elsewhere(&home, &format!("vault trust {}", home.fingerprint())).run().exits(0);
    home.ok("vault backup backup.db");
    for name in ["one", "two", "three"] {
        elsewhere(&home, &format!("key create {name}")).run().exits(0);
    }
    home.ok("vault restore backup.db");
    let error = elsewhere(&home, "key list -o json").run().fails(7, "rolled_back");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("has 2 events, and 4 were seen") && !message.contains("older than"), "{error}");
    // The hint leads on.
    elsewhere(&home, "vault backup copy.db --accept-rollback").run().exits(0);
    elsewhere(&home, "vault restore copy.db").run().exits(0);
    elsewhere(&home, "key create four").run().exits(0);
    std::fs::copy(home.path("backup.db"), home.vault()).unwrap();
    let error = elsewhere(&home, "key list -o json").run().fails(7, "rolled_back");
    assert!(error["message"].as_str().unwrap().contains("is older than"), "{error}");
}

/// All copies of a vault have the same fingerprint: it does not tell that changes are missing which were seen here.
#[test]
fn a_vault_that_has_diverged_is_asked_about() {
    if !available("script") {
        return;
    }
    let home = Home::with_vault();
    let fingerprint = home.fingerprint();
    elsewhere(&home, &format!("vault trust {fingerprint}")).run().exits(0);
    home.ok("vault backup backup.db");
    elsewhere(&home, "key create two").run().exits(0);
    home.ok("vault restore backup.db");
    home.create("three", "");
    home.create("four", "");
    elsewhere(&home, "key list -o json").run().fails(7, "rolled_back");
    elsewhere(&home, "vault trust -o json").run().fails(2, "usage");
    let line = "XDG_STATE_HOME=\"$HOME/elsewhere\" \"$KW\" vault trust";
    for (answer, code) in [("n", 8), ("y", 0)] {
        elsewhere(&home, "key list -o json").run().fails(7, "rolled_back");
        let mut terminal = Terminal::open(&home, line);
        terminal.sees("diverged");
        terminal.sees("Trust the vault");
        terminal.types(answer);
        assert_eq!(terminal.end().1, code, "{answer}");
    }
    elsewhere(&home, "key list").run().exits(0);
    // Asked once; named without a question, as by a script.
    assert_eq!(Terminal::open(&home, line).end().1, 0);
    home.ok("vault restore backup.db");
    home.create("five", "");
    home.create("six", "");
    let named = elsewhere(&home, &format!("vault trust {fingerprint}")).run().exits(0);
    assert!(named.stderr.contains("has diverged"), "{named}");
}

/// A re-key that was completed, but not noted: a copy from before it, elsewhere, is no reason to think that it was not.
#[test]
fn a_copy_elsewhere_does_not_undo_a_re_key() {
    let home = Home::with_vault();
    home.ok("vault backup copy.db");
    let pin = home.mark_folder().join("pin.json");
    let former = home.fingerprint();
    home.ok("vault rekey");
    let now = home.fingerprint();
    std::fs::write(&pin, format!("{{\"fingerprint\":\"{former}\",\"next\":\"{now}\"}}")).unwrap();
    home.ok("key list --vault copy.db");
    home.create("one", "");
    assert!(!std::fs::read_to_string(&pin).unwrap().contains("next"));
}

#[test]
fn state_that_cannot_be_read_is_no_reason_to_believe() {
    let home = Home::with_vault();
    let pin = home.mark_folder().join("pin.json");
    let right = std::fs::read(&pin).unwrap();
    for wrong in [&b""[..], b"{}", b"{\"fingerprint\":\"kwv_x\"}", &[0xff; 8_000]] {
        std::fs::write(&pin, wrong).unwrap();
        home.run("key list -o json").fails(6, "tampered");
    }
    std::fs::remove_file(&pin).unwrap();
    home.shell(&format!("mkfifo '{}'", pin.display())).run().exits(0);
    home.run("key list -o json").fails(6, "tampered");
    std::fs::remove_file(&pin).unwrap();
    std::os::unix::fs::symlink(Path::new("/dev/null"), &pin).unwrap();
    home.run("key list -o json").fails(6, "tampered");
    std::fs::remove_file(&pin).unwrap();
    std::fs::write(&pin, right).unwrap();
    home.ok("key list");
}
