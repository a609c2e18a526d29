//! Files that are not vaults: the right code, one sentence, and the file is unchanged.

use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use rusqlite::Connection;

use crate::support::{Home, available};

/// SQLite's pages in a vault, in bytes.
const PAGE: usize = 16_384;

/// Commands that open a vault, and `backup`, which unlocks nothing.
const COMMANDS: &[&str] = &[
    "status",
    "key list",
    "key create x",
    "key verify",
    "key revoke x --yes",
    "export --format jsonl",
    "vault check",
    "vault backup copy.db",
    "audit verify",
    "slot list",
    "public-key",
];

/// Every command rejects the file at `bad` in this way, and the home does not change. So does `init`.
#[track_caller]
fn refused(home: &Home, code: i32, name: &str) -> serde_json::Value {
    let before = home.contents();
    let mut last = serde_json::Value::Null;
    for args in COMMANDS {
        let args = format!("--vault bad -o json {args}");
        last = home.call(&args).timeout(Duration::from_secs(20)).run().fails(code, name);
        let hint = last["hint"].as_str().unwrap_or_else(|| panic!("no hint: {last}"));
        assert!(hint.len() > 10 && last["message"].as_str().unwrap().len() > 10, "{last}");
    }
    if code != 3 {
        let error = home.run("init --new-identity new.txt --vault bad -o json");
        error.fails(4, "conflict");
    }
    let after = home.contents();
    assert!(after == before, "something was changed: {:?}", after.keys());
    last
}

#[test]
fn a_missing_vault() {
    let home = Home::with_vault();
    assert!(refused(&home, 3, "not_found")["hint"].as_str().unwrap().contains("init"));
    let args = "--vault no/such/folder/v.db key list -o json";
    home.run(args).fails(3, "not_found");
    assert!(!home.path("no").exists());
}

#[test]
fn an_empty_file() {
    let home = Home::with_vault();
    home.write("bad", "");
    assert_eq!(refused(&home, 6, "tampered")["reason"], "vault");
}

#[test]
fn a_text_file_and_other_bytes() {
    let home = Home::with_vault();
    let zeros = vec![0; 100_000];
    for bytes in
        [&b"not a vault\n"[..], &zeros, &[b'x'; 100], b"SQLite format 3\0", b"age-encryption.org/v1\n"]
    {
        home.write("bad", bytes);
        assert_eq!(refused(&home, 6, "tampered")["reason"], "vault");
    }
}

#[test]
fn a_truncated_vault() {
    let home = Home::with_vault();
    home.create("ci", "");
    let whole = std::fs::read(home.vault()).unwrap();
    assert_eq!(whole.len() % PAGE, 0);
    for length in [
        1,
        16,
        99,
        100,
        512,
        PAGE - 1,
        PAGE,
        2 * PAGE,
        whole.len() / 2 + 1,
        whole.len() - PAGE,
        whole.len() - 1,
    ] {
        home.write("bad", &whole[..length]);
        let before = home.contents();
        for args in ["key list", "vault check", "key create x", "status"] {
            let args = format!("--vault bad -o json {args}");
            home.run(&args).fails(6, "tampered");
        }
        assert!(home.contents() == before, "{length}: something was changed");
    }
}

#[test]
fn a_directory_a_link_and_a_pipe() {
    let home = Home::with_vault();
    std::fs::create_dir(home.path("bad")).unwrap();
    refused(&home, 10, "io");
    std::fs::remove_dir(home.path("bad")).unwrap();
    std::os::unix::fs::symlink(home.vault(), home.path("bad")).unwrap();
    refused(&home, 10, "io");
    std::fs::remove_file(home.path("bad")).unwrap();
    home.program("mkfifo", "bad").run().exits(0);
    refused(&home, 10, "io");
}

/// Makes the file at `bad` with these statements.
fn database(home: &Home, sql: &str) {
    let database = Connection::open(home.path("bad")).unwrap();
    database.execute_batch(sql).unwrap();
    database.close().unwrap();
}

#[test]
fn another_sqlite_database() {
    let home = Home::with_vault();
    database(&home, "CREATE TABLE node (id INTEGER PRIMARY KEY, x BLOB); INSERT INTO node VALUES (1, 2);");
    assert_eq!(refused(&home, 6, "tampered")["reason"], "vault");
}

/// With the marks of a vault, and nothing in it.
#[test]
fn a_vault_without_tables() {
    let home = Home::with_vault();
    database(&home, "PRAGMA application_id = 0x4b575654; PRAGMA user_version = 2");
    assert_eq!(refused(&home, 6, "tampered")["reason"], "vault");
}

#[test]
fn a_vault_of_a_later_version() {
    let home = Home::with_vault();
    std::fs::copy(home.vault(), home.path("bad")).unwrap();
    database(&home, "PRAGMA user_version = 99");
    let error = refused(&home, 6, "tampered");
    assert_eq!(error["reason"], "version");
    assert!(error["message"].as_str().unwrap().contains("99"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("update"), "{error}");
}

/// Format 1 was never released: such a vault is one of a developer's.
#[test]
fn a_vault_of_the_format_before_the_first_release() {
    let home = Home::with_vault();
    database(
        &home,
        "PRAGMA application_id = 0x4b575654; PRAGMA user_version = 1;
         CREATE TABLE settings(id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, sealed BLOB NOT NULL);
         CREATE TABLE slots(id INTEGER PRIMARY KEY AUTOINCREMENT, ver INTEGER NOT NULL, wrapped BLOB NOT NULL,
                            identity BLOB, sealed BLOB NOT NULL);
         CREATE TABLE manifest(id INTEGER PRIMARY KEY, ver INTEGER NOT NULL, vault_id BLOB NOT NULL, sealed BLOB NOT NULL);
         INSERT INTO manifest VALUES (1, 1, zeroblob(16), zeroblob(600));
         INSERT INTO slots VALUES (1, 1, zeroblob(200), NULL, zeroblob(300));",
    );
    let error = refused(&home, 6, "tampered");
    assert_eq!(error["reason"], "version");
    assert!(error["message"].as_str().unwrap().contains("predates the first release"), "{error}");
}

/// SQLite takes files with these names for its own: a pipe would hang every command, and a journal be played back.
#[test]
fn what_lies_beside_a_vault() {
    let home = Home::with_vault();
    std::fs::copy(home.vault(), home.path("bad")).unwrap();
    for name in ["bad-journal", "bad-wal", "bad-shm"] {
        let place = home.path(name);
        let mut strangers = vec!["mkfifo", "mkdir", "ln -s bad", "ln -s nothing", "install -m 666 bad"];
        if name != "bad-journal" {
            strangers.extend(["install -m 600 bad", "install -m 600 /dev/null"]);
        } else if rustix::process::geteuid().is_root() {
            strangers.push("install -m 600 -o 65534 bad");
        }
        for make in strangers {
            home.shell(&format!("{make} {name}")).run().exits(0);
            let error = refused(&home, 6, "tampered");
            assert!(error["message"].as_str().unwrap().contains(name), "{make}: {error}");
            home.shell(&format!("rm -r {name}")).run().exits(0);
        }
        // And no vault is made beside one.
        home.shell(&format!("mv bad whole; echo >{name}")).run().exits(0);
        home.run("init --new-identity new.txt --vault bad -o json").fails(4, "conflict");
        std::fs::remove_file(place).unwrap();
        std::fs::rename(home.path("whole"), home.path("bad")).unwrap();
    }
    home.ok("--vault bad key list");
}

/// The journal that a killed commit leaves, beside a vault that has gone on since: nothing is played back.
#[test]
fn a_journal_of_an_earlier_time() {
    if !available("strace") {
        return;
    }
    let home = Home::with_vault();
    let kill = "strace -f -o trace -e trace=unlink,unlinkat -e inject=unlink,unlinkat:signal=KILL:when=1";
    let journal = home.vault().with_file_name("vault.db-journal");
    let interrupted = |name: &str| {
        let _ =
            home.shell(&format!("{kill} \"$KW\" key create {name} --secret-file {name}")).killable().run();
        assert!(journal.exists(), "{}", home.read("trace"));
    };
    interrupted("lost");
    std::fs::copy(&journal, home.path("earlier")).unwrap();
    // Its own: the commit is undone, and nothing is kept.
    assert_eq!(home.names(), Vec::<String>::new());
    home.create("leaked", "");
    home.create("b", "");
    home.ok("key revoke leaked --yes");
    let newest = std::fs::read(home.vault()).unwrap();
    let put = || std::fs::copy(home.path("earlier"), &journal).unwrap();
    put();
    for line in
        ["key list", "key create c", "vault check", "vault backup copy.db", "vault check --repair --yes"]
    {
        let error = home.run(&format!("{line} -o json")).fails(7, "rolled_back");
        assert!(error["message"].as_str().unwrap().contains("vault.db-journal"), "{error}");
        assert!(std::fs::read(home.vault()).unwrap() == newest && journal.exists(), "{line}");
    }
    // Nor on a machine that has not seen the vault.
    home.call("key list -o json").env("XDG_STATE_HOME", home.path("none")).run().fails(7, "rolled_back");
    assert!(std::fs::read(home.vault()).unwrap() == newest);
    assert_eq!(home.leftovers(), std::slice::from_ref(&journal));
    std::fs::remove_file(&journal).unwrap();
    home.ok("vault check");
    // One that could be right where nothing else tells: the file as it was is kept.
    interrupted("cut");
    let cut = std::fs::read(home.vault()).unwrap();
    home.call("key list").env("XDG_STATE_HOME", home.path("none")).run().exits(0);
    let kept: Vec<_> = std::fs::read_dir(home.vault().parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(".interrupted-"))
        .collect();
    assert!(kept.len() == 1 && std::fs::read(&kept[0]).unwrap() == cut, "{kept:?}");
    assert_eq!(home.names(), ["leaked", "b"]);
}

#[test]
fn a_folder_that_others_can_write_to() {
    let home = Home::with_vault();
    home.ok("vault backup backup.db");
    home.ok("status --check");
    let folder = home.vault().parent().unwrap().to_owned();
    for (mode, code) in [(0o770, 8), (0o707, 8), (0o1777, 8), (0o755, 0)] {
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
        let answer = home.run("status --check").exits(code);
        assert_eq!(answer.stdout.contains("other users can write"), code == 8, "{answer}");
    }
}

/// A backup must not be beside what SQLite would take for a part of it; nor is it restored from there.
#[test]
fn what_lies_beside_a_backup() {
    let home = Home::with_vault();
    home.ok("vault backup good.db");
    for name in ["journal", "wal", "shm"] {
        home.write(&format!("copy.db-{name}"), "x");
        home.run("vault backup copy.db -o json").fails(4, "conflict");
        assert!(!home.path("copy.db").exists());
        home.write(&format!("good.db-{name}"), "x");
        let code = if name == "journal" { (4, "conflict") } else { (6, "tampered") };
        home.run("vault restore good.db -o json").fails(code.0, code.1);
        for file in ["copy", "good"] {
            std::fs::remove_file(home.path(&format!("{file}.db-{name}"))).unwrap();
        }
    }
    home.ok("vault restore good.db");
}

#[test]
fn an_unreadable_vault() {
    if !available("setpriv") {
        return;
    }
    let home = Home::for_other_users();
    home.ok("init --new-identity");
    std::fs::set_permissions(home.vault(), std::fs::Permissions::from_mode(0o000)).unwrap();
    let line = "chmod a+rx . .local .local/share .local/share/keywright; cp \"$KW\" kw; chmod a+rx kw; \
                if [ $(id -u) = 0 ]; then exec setpriv --reuid=65534 --regid=65534 --clear-groups ./kw key list -o json; fi; exec ./kw key list -o json";
    let error = home.shell(line).run().fails(10, "io");
    assert!(error["message"].as_str().unwrap().contains("permission denied"), "{error}");
}

#[test]
fn yesterdays_vault_is_refused() {
    let home = Home::with_vault();
    let yesterday = std::fs::read(home.vault()).unwrap();
    home.create("ci", "");
    std::fs::write(home.vault(), &yesterday).unwrap();
    for args in ["key list", "key create x", "export --format jsonl", "status"] {
        let error = home.run(&format!("{args} -o json")).fails(7, "rolled_back");
        assert!(error["hint"].as_str().unwrap().contains("--accept-rollback"), "{error}");
    }
    assert_eq!(std::fs::read(home.vault()).unwrap(), yesterday);
    home.ok("key list --accept-rollback");
}

#[test]
fn init_overwrites_nothing() {
    let home = Home::with_vault();
    let before = home.contents();
    home.run("init --new-identity new.txt -o json").fails(4, "conflict");
    home.run("init --new-identity --vault new.db -o json").fails(4, "conflict");
    home.run("vault backup .local/share/keywright/vault.db -o json").fails(4, "conflict");
    assert!(home.contents() == before, "something was changed");
}
