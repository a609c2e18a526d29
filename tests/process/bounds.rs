//! Unbounded input: rejected in bounded memory, by every reader.

use std::os::unix::fs::symlink;
use std::time::Duration;

use rusqlite::Connection;

use crate::support::Home;

/// More than the program needs with its libraries, and far less than the input below.
const MEMORY: &str = "ulimit -v 393216";

#[test]
fn no_file_is_read_beyond_its_bound() {
    let home = Home::with_vault();
    home.create("ci", "-s read");
    home.ok("rotate start ci");
    home.ok("export --format jsonl --audience edge --out keys.jsonl");
    home.shell("\"$KW\" public-key >public.pem").run().exits(0);
    for (line, code, said) in [
        ("key list --passphrase-file /dev/zero", 5, "larger than 1 MiB"),
        ("key list --passphrase-fd 3 3</dev/zero", 5, "larger than 1 MiB"),
        ("key list --identity /dev/zero", 5, "larger than 1 MiB"),
        ("init --vault new.db --identity /dev/zero", 5, "larger than 1 MiB"),
        ("slot add a --recipient /dev/zero", 2, "recipient"),
        ("key list --vault /dev/zero", 10, "special file"),
        ("key create --from /dev/zero", 2, "line 1 is longer than 256 KiB"),
        ("key create --from - </dev/zero", 2, "line 1 is longer than 256 KiB"),
        ("key import --from /dev/zero", 2, "line 1 is longer than 256 KiB"),
        ("profile add --from /dev/zero", 2, "at most 64 KiB"),
        ("profile add --from - </dev/zero", 2, "at most 64 KiB"),
        ("receipt import /dev/zero", 10, "larger than 1 MiB"),
        ("usage import /dev/zero --format jsonl", 2, "longer than 64 KiB"),
        ("usage import - --format combined </dev/zero", 2, "longer than 64 KiB"),
        ("key verify </dev/zero", 8, "form of a key"),
        ("rotate confirm ci </dev/zero", 8, "secret"),
        ("credential set one </dev/zero", 2, "64 KiB"),
        ("inspect /dev/zero", 6, "too long"),
        ("inspect keys.jsonl --public-key /dev/zero", 10, "larger than 1 MiB"),
        ("diff keys.jsonl /dev/zero", 6, "too long"),
        ("check --file /dev/zero --public-key public.pem --audience edge", 6, "too long"),
        ("check --file keys.jsonl --public-key public.pem --audience edge </dev/zero", 8, "form of a key"),
        ("inspect keys.jsonl --public-key public.pem --install /dev/zero --state seen", 10, "regular file"),
    ] {
        let ran = home.shell(&format!("{MEMORY}; exec \"$KW\" {line}")).run();
        assert_eq!(ran.code, code, "{line}: {ran}");
        assert!(ran.output().contains(said), "{line}: {ran}");
    }
}

#[test]
fn lines_without_an_end_are_counted() {
    let home = Home::with_vault();
    let before = std::fs::read(home.vault()).unwrap();
    for command in ["key create", "key import"] {
        let line = format!("{MEMORY}; yes '' | $KW {command} --from -; exit ${{PIPESTATUS[1]}}");
        let ran = home.shell(&line).run().exits(2);
        assert!(ran.stderr.contains("more than 1,000,000 lines or 256 MiB"), "{ran}");
    }
    assert!(std::fs::read(home.vault()).unwrap() == before, "something was changed");
}

/// Whoever can write to the vault can put anything there, of any length.
#[test]
fn no_value_of_the_vault_is_read_beyond_its_bound() {
    let home = Home::in_memory();
    home.ok("init --new-identity");
    home.create("ci", "");
    let whole = std::fs::read(home.vault()).unwrap();
    let columns = [
        ("node", "sealed"),
        ("manifest", "sealed"),
        ("manifest", "vault_id"),
        ("slot", "wrapped"),
        ("slot", "identity"),
    ];
    for (table, column) in columns {
        std::fs::write(home.vault(), &whole).unwrap();
        let vault = Connection::open(home.vault()).unwrap();
        vault.execute_batch(&format!("UPDATE {table} SET {column} = zeroblob(500000000)")).unwrap();
        vault.close().unwrap();
        for command in ["key list", "vault check", "publish", "key create x"] {
            let ran = home.shell(&format!("{MEMORY}; exec \"$KW\" {command} -o json"));
            let ran = ran.timeout(Duration::from_secs(5)).run();
            assert!([5, 6].contains(&ran.code), "{table}.{column}: {command}: {ran}");
        }
    }
}

/// Ignore files come from whoever created the tree that is searched, so they are untrusted.
#[test]
fn ignore_files_without_an_end_are_not_heeded() {
    let home = Home::with_vault();
    let secret = home.create("ci", "").secret;
    for folder in ["tree/plain", "tree/trap/below", "tree/trap/.git/info", "tree/trap/below/worktree"] {
        std::fs::create_dir_all(home.path(folder)).unwrap();
    }
    for folder in ["tree/plain", "tree/trap", "tree/trap/below", "tree/trap/below/worktree"] {
        home.write(&format!("{folder}/left-out"), &secret);
        home.write(&format!("{folder}/searched"), &secret);
    }
    home.write("tree/plain/.gitignore", "left-out\n");
    home.write("tree/trap/below/.ignore", "left-out\n");
    let count = |path: &str| {
        let ran = home.shell(&format!("{MEMORY}; exec \"$KW\" scan {path} -o json")).run().exits(8);
        ran.json()["items"].as_array().unwrap().len()
    };
    assert_eq!(count("tree"), 1 + 2 + 1 + 1, "all are heeded");
    for trap in [".gitignore", ".ignore", ".git/info/exclude"] {
        let place = home.path("tree/trap").join(trap);
        for target in ["/dev/zero", "pipe"] {
            if target == "pipe" {
                home.program("mkfifo", "").arg(&place).run().exits(0);
            } else {
                symlink(target, &place).unwrap();
            }
            assert_eq!(count("tree"), 1 + 2 + 2 + 2, "{trap}, {target}: below it all is searched");
            assert_eq!(count("tree/trap/below"), 2 + 2, "{trap}, {target} stands above");
            assert_eq!(count("tree/trap"), 2 + 2 + 2, "{trap}, {target} stands in it");
            std::fs::remove_file(&place).unwrap();
        }
    }
    home.write("tree/trap/below/worktree/.git", vec![b'x'; 2 << 20]);
    assert_eq!(count("tree"), 1 + 2 + 1 + 2, "a .git of another kind");
}
