//! Continuing from a backup: what is rejected, what is kept, and what servers do not notice.

use std::os::unix::fs::PermissionsExt as _;

use rusqlite::Connection;

use crate::support::{Home, available};

/// Three keys, two targets, a backup; then one key is revoked, one is created, and all targets are published.
pub(super) struct Lost {
    pub(super) home: Home,
    pub(super) revoked: String,
    pub(super) made: String,
}

pub(super) fn lost() -> Lost {
    let home = Home::with_vault();
    let revoked = home.create("one", "").secret;
    home.create("two", "");
    for (name, format) in [("edge", "haproxy"), ("api", "jsonl")] {
        home.ok(&format!("target add {name} --format {format} --path @/{name} --audience {name}"));
    }
    home.ok("publish");
    home.ok("vault backup backup.db");
    home.ok("key revoke one --yes");
    let made = home.create("three", "-s read --resource acme/shop").secret;
    home.ok("publish");
    home.write("key.pem", home.ok("public-key").stdout);
    let lost = Lost { home, revoked, made };
    assert_eq!((lost.passes(&lost.revoked), lost.passes(&lost.made)), (8, 0));
    lost
}

impl Lost {
    /// The exit code of `check` for a secret, on a server with a state.
    pub(super) fn passes(&self, secret: &str) -> i32 {
        let args = "check --file api --audience api --public-key key.pem --state seen";
        self.home.call(args).stdin(secret).run().code
    }
}

#[test]
fn servers_are_asked_about_first() {
    let Lost { home, .. } = &lost();
    let lost = lost();
    let home_of_two = home;
    home_of_two.ok("vault restore backup.db");
    // Two targets, neither of which may continue: several that fail are incomplete, one alone is what it is.
    home_of_two.run("publish -o json").exits(11);
    home_of_two.run("publish edge -o json").exits(4);
    let home = &lost.home;
    let there = std::fs::read(home.vault()).unwrap();
    let done = home.json("vault restore backup.db");
    assert_eq!(std::fs::read(done["replaced"].as_str().unwrap()).unwrap(), there, "the replaced vault");
    assert_eq!(done["keys"], 2);
    home.ok("vault check");
    assert_eq!(home.names(), ["one", "two"]);
    let status = home.json("status");
    assert!(status.to_string().contains("restored"), "{status}");
    home.run("status --check").exits(8);
    let before = std::fs::read(home.path("api")).unwrap();
    for args in ["publish api", "publish api --force", "publish api --check"] {
        let ran = home.run(args).exits(4);
        let words = &ran.stderr;
        assert!(words.contains("accept") && words.contains("'one'") && words.contains("refuse"), "{ran}");
    }
    assert_eq!(std::fs::read(home.path("api")).unwrap(), before);
    assert_eq!((lost.passes(&lost.revoked), lost.passes(&lost.made)), (8, 0), "servers saw nothing of it");
    // Unattended runs stop as well.
    home.run("rotate run").exits(11);
    // The changes are made again by hand; then there is nothing left to accept.
    home.ok("key revoke one --yes");
    let adopted = home.json("key import --from-file edge");
    assert_eq!(adopted["items"].as_array().unwrap().len(), 2, "{adopted}");
    home.ok("publish");
    assert_eq!((lost.passes(&lost.revoked), lost.passes(&lost.made)), (8, 0));
    let answer = home.call("key verify --scope read -o json").stdin(lost.made.as_str());
    let answer = answer.run().exits(0).json();
    assert_eq!(answer["unchecked"], serde_json::json!(["resource"]), "its rights came along");
    home.ok("status --check");
}

#[test]
fn what_is_accepted_is_recorded() {
    let lost = lost();
    let home = &lost.home;
    home.ok("vault restore backup.db");
    home.ok("publish --accept-restore");
    assert_eq!((lost.passes(&lost.revoked), lost.passes(&lost.made)), (0, 8), "as the owner said");
    let log = home.json("audit list --action publish.accept");
    assert_eq!(log["items"].as_array().unwrap().len(), 2, "{log}");
    home.create("four", "");
    home.ok("publish");
}

#[test]
fn nothing_to_accept_where_nothing_was_lost() {
    let home = Home::with_vault();
    home.create("one", "");
    home.ok("target add api --format jsonl --path @/api");
    home.ok("publish");
    home.ok("vault backup backup.db");
    std::fs::remove_file(home.vault()).unwrap();
    let done = home.json("vault restore backup.db");
    assert_eq!(done["replaced"], serde_json::Value::Null);
    let published = home.json("publish");
    assert_eq!(published["items"][0]["reason"], "restored", "{published}");
    assert_eq!(home.json("publish")["items"][0]["changed"], false);
}

/// Every rejected restore changes nothing.
#[test]
fn what_cannot_be_restored() {
    let lost = lost();
    let home = &lost.home;
    home.ok("init --vault other.db --identity .config/keywright/identity.txt");
    home.ok("vault backup --vault other.db another.db");
    let whole = std::fs::read(home.path("backup.db")).unwrap();
    home.write("short.db", &whole[..whole.len() / 2]);
    // Only the check of everything detects this.
    home.write("added.db", &whole);
    let added = Connection::open(home.path("added.db")).unwrap();
    added.execute_batch("INSERT INTO node SELECT id + 100, sealed FROM node").unwrap();
    added.close().unwrap();
    home.write("altered.db", altered(&whole));
    home.write("journal.db", &whole);
    home.write("journal.db-journal", "something");
    home.write("text", "not a vault");
    home.write("empty", "");
    std::os::unix::fs::symlink("backup.db", home.path("link.db")).unwrap();
    home.write("foreign.txt", "AGE-SECRET-KEY-1QQQQ\n");
    let vault = ".local/share/keywright/vault.db";
    let before = home.contents();
    let cases: [(&str, i32, &str); 12] = [
        ("another.db", 4, "backup of another vault"),
        ("short.db", 6, "short.db"),
        ("altered.db", 6, "altered.db"),
        ("added.db", 6, "added.db"),
        ("journal.db", 4, "journal"),
        ("text", 6, "not a Keywright vault"),
        ("empty", 6, "empty"),
        ("link.db", 10, "link"),
        ("none.db", 3, "no file"),
        (".local", 10, ".local"),
        (vault, 4, "the vault itself"),
        ("api", 6, "api"),
    ];
    for (name, code, words) in cases {
        let ran = home.run(&format!("vault restore {name} -o json")).exits(code);
        assert!(ran.error()["message"].as_str().unwrap().contains(words), "{ran}");
    }
    let args = "vault restore backup.db -o json --identity foreign.txt";
    home.run(args).fails(5, "locked");
    for version in [99, 1] {
        home.write("another.version", &whole);
        let vault = Connection::open(home.path("another.version")).unwrap();
        vault.pragma_update(None, "user_version", version).unwrap();
        vault.close().unwrap();
        let error = home.run("vault restore another.version -o json").fails(6, "tampered");
        assert_eq!(error["reason"], "version");
        std::fs::remove_file(home.path("another.version")).unwrap();
    }
    let after = home.contents();
    assert!(after == before, "something was changed: {:?}", after.keys());
}

fn altered(whole: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    // In the middle of a page: those before contain the schema.
    for byte in bytes.iter_mut().skip(whole.len() / 2).step_by(97) {
        *byte ^= 1;
    }
    bytes
}

#[test]
fn a_backup_for_a_recipient() {
    if !available("age-keygen") {
        return;
    }
    let lost = lost();
    let home = &lost.home;
    home.program("age-keygen", "-o safe.txt").run().exits(0);
    let safe = home.program("age-keygen", "-y safe.txt").run().stdout;
    home.ok(&format!("vault backup b.age --recipient {}", safe.trim()));
    assert!(std::fs::read(home.path("b.age")).unwrap().starts_with(b"age-encryption.org/v1\n"));
    home.run(&format!("vault backup b.age --recipient {} -o json", safe.trim())).fails(4, "conflict");
    // The program `age` is enough to get the vault.
    home.program("age", "-d -i safe.txt -o plain.db b.age").run().exits(0);
    home.ok("--vault plain.db vault check");
    let identity = ".config/keywright/identity.txt";
    let before = home.contents();
    home.run("vault restore b.age -o json").fails(5, "locked");
    let error = home.run("vault restore b.age -o json --identity safe.txt").fails(5, "locked");
    assert!(error["hint"].as_str().unwrap().contains("a second --identity FILE"), "{error}");
    let cut = std::fs::read(home.path("b.age")).unwrap();
    home.write("b.cut", &cut[..cut.len() - 5]);
    let args = format!("vault restore b.cut -o json --identity safe.txt --identity {identity}");
    home.run(&args).fails(6, "tampered");
    std::fs::remove_file(home.path("b.cut")).unwrap();
    assert!(home.contents() == before, "something was changed");
    home.ok(&format!("vault restore b.age --identity safe.txt --identity {identity}"));
    home.ok("vault check");
}

/// A leftover journal belongs to the database at that path, and is moved with it; alone it prevents a new
/// vault.
#[test]
fn a_journal_is_never_taken_for_anothers() {
    let lost = lost();
    let home = &lost.home;
    let journal = format!("{}-journal", home.vault().display());
    std::fs::write(home.vault(), b"no vault any more").unwrap();
    std::fs::write(&journal, b"what was left of a change").unwrap();
    // As SQLite makes it, whatever the umask here.
    std::fs::set_permissions(&journal, std::fs::Permissions::from_mode(0o600)).unwrap();
    let done = home.json("vault restore backup.db");
    let kept = done["replaced"].as_str().unwrap();
    assert_eq!(std::fs::read(kept).unwrap(), b"no vault any more");
    assert!(!std::path::Path::new(&journal).exists(), "it goes along");
    home.ok("vault check");
    std::fs::remove_file(home.vault()).unwrap();
    std::fs::write(&journal, b"what was left of a change").unwrap();
    home.run("init --identity .config/keywright/identity.txt -o json").fails(4, "conflict");
    home.ok("vault restore backup.db");
    home.ok("vault check");
    let is_kept = |(path, bytes): (std::path::PathBuf, Vec<u8>)| {
        path.display().to_string().ends_with("-journal") && bytes == b"what was left of a change"
    };
    assert_eq!(home.contents().into_iter().filter(|found| is_kept(found.clone())).count(), 2);
}

/// On a machine that has seen more than the backup, rollbacks are detected as before.
#[test]
fn the_restored_vault_is_watched() {
    let lost = lost();
    let home = &lost.home;
    let later = std::fs::read(home.vault()).unwrap();
    home.ok("vault restore backup.db");
    let restored = std::fs::read(home.vault()).unwrap();
    home.create("four", "");
    for old in [&later, &restored] {
        std::fs::write(home.vault(), old).unwrap();
        home.run("key list -o json").fails(7, "rolled_back");
    }
    // Again, and from the vault that was replaced: the owner may change their mind.
    home.write("later.db", &later);
    home.ok("vault restore later.db");
    assert_eq!(home.names(), ["one", "two", "three"]);
    home.ok("publish --accept-restore");
    assert_eq!((lost.passes(&lost.revoked), lost.passes(&lost.made)), (8, 0));
}

/// A target that was created after the backup: the vault does not know its file, but its name and signature
/// identify it.
#[test]
fn a_target_that_is_made_again() {
    let home = Home::with_vault();
    home.create("one", "");
    home.ok("vault backup backup.db");
    let add = "target add api --format jsonl --path @/api";
    home.ok(add);
    home.ok("key revoke one --yes");
    home.ok("publish");
    home.ok("vault restore backup.db");
    home.ok(add);
    home.run("publish").exits(4);
    home.ok("publish --accept-restore");
}

/// Servers go on with the file of a target that the backup lacks: that is said until it is added again.
#[test]
fn a_target_that_is_lost_is_named_until_it_is_added_again() {
    let home = Home::with_vault();
    home.ok("vault backup early.db");
    home.create("one", "");
    let add = "target add edge --format haproxy --path @/edge.map";
    home.ok(add);
    home.ok("publish");
    let ran = home.ok("vault restore early.db");
    assert!(ran.stderr.contains("target 'edge' is lost"), "{ran}");
    let command = format!("`keywright target add edge --format haproxy --path '{}'`", home.text("edge.map"));
    for args in ["publish", "status"] {
        let ran = home.ok(args);
        let words = format!("{}{}", ran.stdout, ran.stderr);
        assert!(words.contains("target 'edge' is lost") && words.contains(&command), "{ran}");
    }
    home.run("status --check").exits(8);
    home.ok(add);
    home.run("publish").exits(4);
    home.ok("publish --accept-restore");
    home.ok("status --check");
}

/// Without the replaced vault nobody knows which there were; without targets `publish` tells nothing.
#[test]
fn targets_that_may_be_lost_are_spoken_of_until_a_publish() {
    let home = Home::with_vault();
    home.ok("vault backup early.db");
    let restore = |home: &Home| {
        std::fs::remove_file(home.vault()).unwrap();
        home.ok("vault restore early.db");
    };
    restore(&home);
    let status = home.run("status --check").exits(8);
    assert!(status.stdout.contains("Attention") && status.stdout.contains("may be lost"), "{status}");
    let ran = home.ok("publish");
    assert!(ran.stderr.contains("may be lost"), "{ran}");
    home.ok("target add edge --format haproxy --path @/edge.map");
    home.ok("publish");
    home.ok("status --check");
    // Files of a usual validity have expired.
    restore(&home);
    home.run("status --check").exits(8);
    if available("faketime") {
        let later = home.call("status").under("faketime -f +31d").run().exits(0);
        assert!(!later.stdout.contains("may be lost"), "{later}");
    }
}

/// An older vault in the place of the newest one lacks targets itself: it does not tell which are lost.
#[test]
fn an_older_vault_that_is_replaced_tells_nothing_of_targets() {
    let home = Home::with_vault();
    home.ok("vault backup early.db");
    home.create("one", "");
    home.ok("target add edge --format haproxy --path @/edge.map");
    home.ok("publish");
    std::fs::copy(home.path("early.db"), home.vault()).unwrap();
    home.run("status").exits(7);
    home.ok("vault restore early.db");
    let status = home.run("status --check").exits(8);
    assert!(status.stdout.contains("may be lost"), "{status}");
    // Who replaces one with a new data key knows what it had.
    let home = Home::with_vault();
    home.ok("vault backup early.db");
    home.ok("vault rekey");
    home.ok("target add edge --format haproxy --path @/edge.map");
    let ran = home.ok("vault restore early.db");
    assert!(ran.stderr.contains("target 'edge' is lost"), "{ran}");
}

/// The generation in clear is anybody's who can write the file: no vault is at its end for it.
#[test]
fn the_generation_of_what_is_replaced_leaves_room() {
    let home = Home::with_vault();
    home.ok("vault backup backup.db");
    for generation in [(1_i64 << 53) - 2, (1 << 53) - 1, i64::MAX, -1] {
        let vault = Connection::open(home.vault()).unwrap();
        vault.execute("UPDATE manifest SET generation = ?1", [generation]).unwrap();
        drop(vault);
        home.run("key list -o json").fails(6, "tampered");
        home.ok("vault restore backup.db");
        for name in ["one", "two", "three"] {
            home.create(name, "");
        }
    }
}
