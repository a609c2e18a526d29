//! Row 5: a vault with a history, in which a key was revoked last, and what must hold of it after any edit.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use rusqlite::Connection;

use crate::inside::{Asker, Said, is_yes};
use crate::support::opened::OpenedVault;
use crate::support::{Home, Minted, bulk, files_below};

/// So many keys that there are several leaves of them, and of indexes.
const KEYS: usize = 160;
/// What `export` reads. What it does not read is found by `vault check`, and by whatever reads it.
pub(crate) const READ_BY_EXPORT: [&str; 5] = ["settings", "slots", "signing_keys", "keys", "series"];
/// No command on such a vault takes longer, on a busy machine either.
const LIMIT: Duration = Duration::from_secs(10);

/// The node with this id, as it is in the file.
pub(crate) type Row = (i64, Vec<u8>);

pub(crate) struct Scene {
    pub(crate) home: Home,
    pub(crate) asker: Asker,
    /// Active, revoked last, active.
    pub(crate) keys: [Minted; 3],
    /// The vault after each of its commits, oldest first; the last is as it is now.
    pub(crate) history: Vec<PathBuf>,
    /// The right answers.
    pub(crate) list: Said,
    pub(crate) entries: Said,
    pub(crate) tried: usize,
    pub(crate) found: usize,
    pub(crate) found_by_export: usize,
    /// The mark of this machine, which some answers raise.
    mark: (PathBuf, Vec<u8>),
}

impl Scene {
    pub(crate) fn new() -> Self {
        let home = Home::in_memory();
        home.ok("init --new-identity");
        home.call("key create --from - -o jsonl").stdin(bulk(KEYS)).run().exits(0);
        let keys = ["first", "second", "third"].map(|name| home.create(name, "-s read"));
        let mut history = Vec::new();
        for line in [
            "export --format jsonl --audience edge",
            "key delete 'key 70' --force",
            "key edit first --description 'of the front door'",
            "target add edge --format jsonl --path @/edge.jsonl --audience edge",
            "key disable 'key 20'",
            "key create last",
            &format!("key revoke {} --yes", keys[1].id),
        ] {
            home.ok(line);
            history.push(home.path(&format!("after-{}.db", history.len())));
            std::fs::copy(home.vault(), history.last().unwrap()).unwrap();
        }
        Self::of(home, keys, history)
    }

    /// Of a vault whose last commit left it as it is.
    pub(crate) fn of(home: Home, keys: [Minted; 3], history: Vec<PathBuf>) -> Self {
        let asker = Asker::of(&home);
        let mark = home.mark();
        let mark = (mark.clone(), std::fs::read(mark).unwrap());
        let (list, entries) = (Err(0), Err(0));
        let (tried, found, found_by_export) = (0, 0, 0);
        let mut scene =
            Self { home, asker, keys, history, list, entries, tried, found, found_by_export, mark };
        let right = scene.ask("unchanged", Asker::check);
        assert!(right.is_ok(), "unchanged, it is sound: {right:?}");
        scene.list = scene.ask("unchanged", Asker::list);
        scene.entries = scene.ask("unchanged", Asker::export);
        let published = scene.entries.as_ref().unwrap();
        let is_in = |key: &Minted| published.contains(&key.id);
        assert_eq!(scene.keys.each_ref().map(is_in), [true, false, true]);
        scene.reset();
        scene
    }

    /// The vault as it is now.
    pub(crate) fn now(&self) -> &Path {
        self.history.last().unwrap()
    }

    /// Its nodes.
    pub(crate) fn nodes(&self) -> Vec<Row> {
        nodes(self.now())
    }

    /// The ids of the nodes that `export` reads.
    pub(crate) fn read_by_export(&self) -> Vec<i64> {
        let opened = OpenedVault::open(self.now(), &self.home.read(".config/keywright/identity.txt"));
        let nodes = opened.unwrap().nodes().into_iter();
        nodes.filter(|node| node.level > 0 || node.holds(&READ_BY_EXPORT)).map(|node| node.id).collect()
    }

    /// Remembers what this machine has seen of the vault, or not.
    pub(crate) fn remembers(&mut self, remembers: bool) {
        self.asker.marks = remembers.then(|| self.home.marks());
    }

    /// Puts the vault and the mark back as they are now.
    pub(crate) fn reset(&self) {
        std::fs::copy(self.now(), self.home.vault()).unwrap();
        std::fs::write(&self.mark.0, &self.mark.1).unwrap();
    }

    /// Edits a copy of the vault, about which nobody may then be wrong.
    #[track_caller]
    pub(crate) fn edit(&mut self, what: &str, export_reads_it: bool, edit: impl FnOnce(&Connection)) {
        self.reset();
        self.change(what, edit);
        self.must_be_found(what, export_reads_it);
    }

    #[track_caller]
    pub(crate) fn change(&self, what: &str, edit: impl FnOnce(&Connection)) {
        let connection = Connection::open(self.home.vault()).unwrap();
        edit(&connection);
        connection.close().unwrap();
        let changed = std::fs::read(self.home.vault()).unwrap();
        assert_ne!(changed, std::fs::read(self.now()).unwrap(), "{what}: no edit");
    }

    /// Asks about what is in the vault's place, within the limit.
    #[track_caller]
    fn ask(&self, what: &str, ask: impl FnOnce(&Asker, &Path) -> Said + Send + 'static) -> Said {
        let (asker, vault) = (self.asker.clone(), self.home.vault());
        let (send, receive) = channel();
        let asking = std::thread::spawn(move || send.send(ask(&asker, &vault)));
        match receive.recv_timeout(LIMIT) {
            Ok(said) => said,
            Err(RecvTimeoutError::Timeout) => panic!("{what}: it hangs"),
            Err(RecvTimeoutError::Disconnected) => std::panic::resume_unwind(asking.join().unwrap_err()),
        }
    }

    #[track_caller]
    fn verify(&self, what: &str, key: usize) -> Said {
        let secret = self.keys[key].secret.clone();
        self.ask(what, move |asker, vault| asker.verify(vault, &secret))
    }

    /// What is in the vault's place now must be found out.
    #[track_caller]
    pub(crate) fn must_be_found(&mut self, what: &str, export_reads_it: bool) {
        // An older vault is exit 7, where a newer one was seen.
        let last = 6 + u8::from(self.asker.marks.is_some());
        self.must_be_refused(what, &(6..=last), export_reads_it);
    }

    /// With one of these codes. Where no slot can be opened, nothing is unlocked: exit 5.
    #[track_caller]
    pub(crate) fn must_be_refused(&mut self, what: &str, codes: &RangeInclusive<u8>, export_reads_it: bool) {
        let before = self.beside();
        let refused = |said: &Said| said.as_ref().is_err_and(|code| codes.contains(code));
        let check = self.ask(what, Asker::check);
        assert!(refused(&check), "{what}: vault check says {check:?}");
        let list = self.ask(what, Asker::list);
        assert!(refused(&list) || list == self.list, "{what}: key list says {}", start_of(&list));
        let active = self.verify(what, 0);
        assert!(refused(&active) || is_yes(&active), "{what}: the active key: {active:?}");
        let revoked = self.verify(what, 1);
        let is_no = revoked.as_ref().is_ok_and(|said| said.contains("Err(Revoked)"));
        assert!(refused(&revoked) || is_no, "{what}: the revoked key: {revoked:?}");
        assert!(self.beside() == before, "{what}: it was written to");
        // Last, for it writes.
        let entries = self.ask(what, Asker::export);
        let refused = refused(&entries);
        assert!(refused || !export_reads_it, "{what}: export is not refused: {}", start_of(&entries));
        assert!(refused || entries == self.entries, "{what}: export writes others: {}", start_of(&entries));
        assert!(!refused || self.beside() == before, "{what}: it was written to");
        self.tried += 1;
        self.found_by_export += usize::from(refused);
    }

    /// Adds something to a copy of the vault to which nothing leads: no answer changes, and `vault check` says it.
    #[track_caller]
    pub(crate) fn add(&mut self, what: &str, add: impl FnOnce(&Connection)) {
        self.reset();
        self.change(what, add);
        let before = self.beside();
        assert_eq!(self.ask(what, Asker::check), Err(6), "{what}: vault check");
        assert!(self.ask(what, Asker::list) == self.list, "{what}: key list");
        assert!(is_yes(&self.verify(what, 0)), "{what}: the active key");
        assert!(!is_yes(&self.verify(what, 1)), "{what}: the revoked key");
        assert!(self.beside() == before, "{what}: it was written to");
        assert!(self.ask(what, Asker::export) == self.entries, "{what}: export");
        self.tried += 1;
    }

    /// Puts a file into the vault's place: it must be refused, or every answer be the right one.
    #[track_caller]
    pub(crate) fn replace(&mut self, what: &str, file: &[u8]) {
        self.reset();
        std::fs::write(self.home.vault(), file).unwrap();
        if self.ask(what, Asker::check).is_err() {
            self.found += 1;
            self.must_be_refused(what, &(5..=7), false);
            return;
        }
        assert!(self.ask(what, Asker::list) == self.list, "{what}: sound, yet another list");
        assert!(
            is_yes(&self.verify(what, 0)) && !is_yes(&self.verify(what, 1)),
            "{what}: sound, yet other keys"
        );
        assert!(self.ask(what, Asker::export) == self.entries, "{what}: sound, yet another file");
        self.tried += 1;
    }

    /// The vault, and all that is beside it.
    fn beside(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let files = files_below(self.home.vault().parent().unwrap());
        files.into_iter().map(|path| (path.clone(), std::fs::read(&path).unwrap())).collect()
    }

    /// Of files put into the vault's place, of which more are refused than not.
    #[track_caller]
    pub(crate) fn report_found(&self, what: &str) {
        let (tried, found) = (self.tried, self.found);
        println!("t05: {what}: {tried} of {tried}: {found} refused, {} without effect", tried - found);
        assert!(found > tried - found, "{found} of {tried}");
    }

    pub(crate) fn report(&self, what: &str) {
        let (tried, export) = (self.tried, self.found_by_export);
        println!("t05: {what}: {tried} of {tried} found by check, {export} by export too");
    }
}

fn start_of(said: &Said) -> String {
    format!("{said:?}").chars().take(300).collect()
}

/// The nodes in a file.
pub(crate) fn nodes(vault: &Path) -> Vec<Row> {
    let connection = Connection::open(vault).unwrap();
    let mut statement = connection.prepare("SELECT id, sealed FROM node ORDER BY id").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// Writes a node over whatever has its id.
pub(crate) fn put(vault: &Connection, id: i64, sealed: &[u8]) {
    vault.execute("INSERT OR REPLACE INTO node VALUES (?1, ?2)", (id, sealed)).unwrap();
}

/// Likewise for several.
pub(crate) fn put_all(vault: &Connection, rows: &[&Row]) {
    for (id, sealed) in rows {
        put(vault, *id, sealed);
    }
}

/// Takes a table from another vault.
pub(crate) fn take(vault: &Connection, from: &Path, table: &str) {
    vault.execute("ATTACH ?1 AS other", [from.to_str().unwrap()]).unwrap();
    let sql = format!(
        "DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM other.{table}; DETACH other"
    );
    vault.execute_batch(&sql).unwrap();
}
