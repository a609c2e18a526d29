//! Row 18: recovery from a damaged vault: what is missing is said, and everything else is recovered.

use std::path::Path;

use rusqlite::Connection;

use crate::recovered::{Recovered, data_key, recover, recover_all};
use crate::recovery_page::python;
use crate::support::opened::{OpenedNode, OpenedVault, TABLES};
use crate::support::{Answer, Home, bulk, count};

pub(crate) const NOT_THERE: &str = "not there, or not authentic";
pub(crate) const OLDER: &str = "not the one that its parent names";

/// The end of a line of what was found where nothing leads to it.
const SALVAGED: &str = ",\"salvaged\":true}\n";

/// A vault whose tree has a root and some leaves, and what is recovered of it while it is whole.
pub(crate) struct Trial {
    pub(crate) home: Home,
    pub(crate) python: String,
    pub(crate) data_key: String,
    pub(crate) whole: Vec<String>,
}

/// What is recovered of a damaged copy.
pub(crate) struct Rest {
    pub(crate) answer: Answer,
    /// The lines that are not there any more.
    pub(crate) lost: Vec<String>,
    /// How many entries are missing, according to the line in the place of each run of those.
    pub(crate) missing: Vec<u64>,
}

impl Trial {
    /// `None`: there is no Python here.
    pub(crate) fn new() -> Option<Self> {
        let (python, home) = (python()?, Home::with_vault());
        home.call("key create --from - -o csv").stdin(bulk(120)).run().exits(0);
        home.call("credential set large").stdin("x".repeat(60_000)).run().exits(0);
        home.call("credential set small").stdin("y").run().exits(0);
        Some(Self::of(home, python))
    }

    pub(crate) fn of(home: Home, python: String) -> Self {
        let data_key = data_key(&home);
        let whole = recover(&python, &home, &home.vault(), &data_key).exits(0);
        Recovered::parse(&whole.stdout);
        let whole = whole.stdout.lines().map(ToOwned::to_owned).collect();
        Self { home, python, data_key, whole }
    }

    /// A copy of the vault after these statements.
    pub(crate) fn damaged(&self, sql: &str) {
        std::fs::copy(self.home.vault(), self.home.path("damaged.db")).unwrap();
        let connection = Connection::open(self.home.path("damaged.db")).unwrap();
        connection.execute_batch(sql).unwrap_or_else(|error| panic!("{error}: {sql}"));
    }

    /// Compares what is recovered of the copy with what was: the rest is there, in order.
    #[track_caller]
    pub(crate) fn rest(&self, everywhere: bool) -> Rest {
        let run = if everywhere { recover_all } else { recover };
        let answer = run(&self.python, &self.home, &self.home.path("damaged.db"), &self.data_key);
        let (mut lost, mut missing) = (Vec::new(), Vec::new());
        let mut whole = self.whole.iter().map(String::as_str).peekable();
        // What was found elsewhere says so, and is the same else.
        assert!(everywhere || !answer.stdout.contains(SALVAGED), "{answer:?}");
        let recovered = answer.stdout.replace(SALVAGED, "}\n");
        let mut lines = recovered.lines();
        while let Some(line) = lines.next() {
            let Some(count) = count_of(line) else {
                assert_eq!(whole.next(), Some(line), "{answer:?}");
                continue;
            };
            missing.push(count);
            let next = lines.clone().find(|line| count_of(line).is_none());
            lost.extend(
                std::iter::from_fn(|| whole.next_if(|line| Some(*line) != next)).map(ToOwned::to_owned),
            );
        }
        assert_eq!(whole.next(), None, "nothing says that it is missing: {answer:?}");
        Rest { answer, lost, missing }
    }

    pub(crate) fn opened(&self) -> OpenedVault {
        let identity = std::fs::read_to_string(self.home.identity()).unwrap();
        OpenedVault::open(&self.home.vault(), &identity).unwrap()
    }

    /// What is in each node, parents first.
    pub(crate) fn nodes(&self) -> Vec<OpenedNode> {
        self.opened().nodes()
    }
}

impl Rest {
    /// Nothing is missing but what this leaf holds, and that is said.
    #[track_caller]
    fn is_without(&self, leaf: &OpenedNode, sql: &str) {
        let Self { answer, lost, missing } = self;
        if leaf.is_of_indexes() {
            assert_eq!((answer.code, answer.stderr.as_str(), missing.len()), (0, "", 0), "{sql}: {answer:?}");
            return;
        }
        let entries = leaf.entries.len();
        let said = format!("node {}: {NOT_THERE}; entries missing: {entries}\n", leaf.id);
        let rest = answer.stderr.strip_prefix(&said).unwrap_or_else(|| panic!("{sql}: {answer:?}"));
        assert_eq!(answer.code, 1, "{sql}: {answer:?}");
        let pieces = leaf.entries.iter().filter(|(key, _)| key[0] == 0).count();
        let large = lost.iter().filter(|line| line.contains("\"name\":\"large\"")).count();
        // The credential whose pieces are lost is not whole.
        let expected = if pieces > 0 { vec![entries, 1] } else { vec![entries] };
        assert!(missing.iter().copied().eq(expected.iter().map(|count| *count as u64)), "{sql}: {answer:?}");
        assert_eq!(rest.contains("not whole; entries missing: 1\n"), pieces > 0, "{sql}: {answer:?}");
        let records = TABLES.iter().map(|(_, table)| leaf.records_of(table).len()).sum::<usize>();
        assert_eq!(lost.len(), records + usize::from(pieces > 0 && large > 0), "{sql}: {answer:?}");
    }
}

/// The number in a line that says how many entries are missing.
fn count_of(line: &str) -> Option<u64> {
    line.strip_prefix("{\"missing\":").map(|rest| rest.trim_end_matches('}').parse().unwrap())
}

/// Every way to damage a node.
fn damages(id: i64) -> Vec<String> {
    let changes = [
        "sealed = 'text'",
        "sealed = zeroblob(length(sealed))",
        "sealed = zeroblob(50000000)",
        "sealed = substr(sealed, 1, length(sealed) - 1)",
        "sealed = substr(sealed, 1, 11)",
        "sealed = substr(sealed, 1, 12) || randomblob(length(sealed) - 12)",
        "sealed = sealed || x'00'",
        "id = id + 900",
    ];
    let changes = changes.map(|change| format!("UPDATE node SET {change} WHERE id = {id}"));
    let another = format!(
        "UPDATE node SET sealed = (SELECT sealed FROM node WHERE id <> {id} LIMIT 1) WHERE id = {id}"
    );
    let removed = format!("DELETE FROM node WHERE id = {id}");
    changes.into_iter().chain([another, removed]).collect()
}

#[test]
fn t18_what_is_damaged_is_said_and_the_rest_is_there() {
    let Some(trial) = Trial::new() else { return };
    let leaves: Vec<OpenedNode> = trial.nodes().into_iter().filter(|node| node.level == 0).collect();
    let of = |is_one: fn(&OpenedNode) -> bool| leaves.iter().filter(|leaf| is_one(leaf)).count();
    assert!(of(|leaf| leaf.is_all_of("keys")) > 1 && of(|leaf| leaf.is_all_of("audit")) > 1);
    assert!(of(OpenedNode::is_of_indexes) > 1 && of(|leaf| leaf.entries[0].0[0] == 0) > 2);
    let mut tried = 0;
    for (place, leaf) in leaves.iter().enumerate() {
        let damages = damages(leaf.id).into_iter().enumerate();
        for (_, sql) in damages.filter(|(way, _)| (place + way) % count(4, 1) == 0) {
            trial.damaged(&sql);
            trial.rest(false).is_without(leaf, &sql);
            tried += 1;
        }
    }
    println!(
        "t18: nodes altered, moved or removed: {tried} of {tried} said, and all other records recovered"
    );
}

/// A damaged page of the file takes the node on it along, and no other one.
#[test]
fn t18_a_damaged_page() {
    let Some(trial) = Trial::new() else { return };
    let vault = std::fs::read(trial.home.vault()).unwrap();
    let pages = leaves(&trial.home.vault(), &vault);
    let mut ids: Vec<i64> = trial.nodes().into_iter().map(|node| node.id).collect();
    ids.sort_unstable();
    assert_eq!(pages.len(), ids.len());
    let mut tried = 0;
    for (page, id) in pages.iter().zip(ids).step_by(count(3, 1)) {
        trial.damaged(&format!("DELETE FROM node WHERE id = {id}"));
        let without = trial.rest(false).answer;
        let mut damaged = vault.clone();
        damaged[*page..][..8].fill(0);
        std::fs::write(trial.home.path("damaged.db"), damaged).unwrap();
        let answer = trial.rest(false).answer;
        assert_eq!((&answer.stdout, answer.code), (&without.stdout, without.code), "{id}");
        assert_eq!(answer.stderr, without.stderr.replace(NOT_THERE, "database disk image is malformed"));
        tried += 1;
    }
    println!("t18: pages damaged: {tried} of {tried}, and only the nodes on them lost");
}

/// What is lost is taken from elsewhere in the file if that is wanted, and it is said that it may be older.
#[test]
fn t18_older_nodes_put_in_place() {
    let Some(trial) = Trial::new() else { return };
    std::fs::copy(trial.home.vault(), trial.home.path("before.db")).unwrap();
    trial.home.ok("key revoke 'key 60' --yes");
    let trial = Trial::of(trial.home, trial.python);
    let before = format!("ATTACH '{}' AS before", trial.home.path("before.db").display());
    let (mut keys, mut events) = (0, 0);
    for leaf in trial.nodes().iter().filter(|node| node.holds(&["keys", "audit"])) {
        trial.damaged(&format!(
            "{before}; REPLACE INTO main.node SELECT * FROM before.node WHERE id = {}",
            leaf.id
        ));
        let rest = trial.rest(false);
        if rest.answer.code == 0 {
            continue;
        }
        let said = format!("node {}: {OLDER}; entries missing: ", leaf.id);
        assert_eq!(rest.answer.stderr, format!("{said}{}\n", leaf.entries.len()));
        let all = recover_all(&trial.python, &trial.home, &trial.home.path("damaged.db"), &trial.data_key);
        let all = all.exits(1);
        let found = Recovered::parse(&all.stdout);
        let key = found.records["keys"].iter().find(|(_, key)| key["name"] == "key 60").unwrap();
        let is_older = key.1.get("lifecycle").is_none();
        // The log has the revocation, which is in another leaf.
        let missing = u64::from(!is_older);
        assert_eq!(all.stderr, format!("{said}{missing}\n"));
        assert_eq!((all.stdout.lines().count(), found.missing.iter().sum()), (trial.whole.len(), missing));
        keys += u64::from(is_older);
        events += missing;
    }
    assert_eq!((keys, events), (1, 1));
    // A vault that is older as a whole is like any other, as the page says.
    let answer = recover(&trial.python, &trial.home, &trial.home.path("before.db"), &trial.data_key);
    assert!(!answer.exits(0).stdout.contains("revoked_at"));
}

/// The leaves are found without what led to them.
#[test]
fn t18_the_root_and_the_manifest_are_lost() {
    let Some(trial) = Trial::new() else { return };
    let damaged = trial.home.path("damaged.db");
    let root = trial.nodes().remove(0).id;
    trial.damaged(&format!("DELETE FROM node WHERE id = {root}"));
    let rest = trial.rest(false);
    assert_eq!((rest.lost.len(), rest.missing.len()), (trial.whole.len() - 1, 1), "{:?}", rest.answer);
    let rest = trial.rest(true);
    assert_eq!(rest.answer.stderr, format!("node {root}: {NOT_THERE}; entries missing: 0\n"));
    assert_eq!((rest.answer.code, rest.lost.len(), rest.missing.len()), (1, 0, 0));
    for sql in
        ["UPDATE manifest SET sealed = zeroblob(540)", "UPDATE manifest SET id = 2", "DELETE FROM manifest"]
    {
        trial.damaged(sql);
        let answer = recover(&trial.python, &trial.home, &damaged, &trial.data_key).exits(2);
        assert!(answer.stderr.contains(&format!("error: manifest: {NOT_THERE}")) && answer.stdout.is_empty());
    }
    let answer = recover_all(&trial.python, &trial.home, &damaged, &trial.data_key).exits(1);
    assert_eq!(answer.stderr, format!("manifest: {NOT_THERE}\n"));
    let (first, rest) = answer.stdout.split_once('\n').unwrap();
    assert!(first.ends_with(",\"manifest\":null}"), "{first}");
    assert!(rest.lines().all(|line| format!("{line}\n").ends_with(SALVAGED)), "{answer:?}");
    assert!(rest.replace(SALVAGED, "}\n").lines().eq(&trial.whole[1..]), "{answer:?}");
}

/// In a higher tree an inner node takes along what is below it; its leaves are found.
#[test]
fn t18_an_inner_node_is_lost() {
    let Some(python) = python() else { return };
    let home = Home::with_vault();
    home.call("key create --from - -o csv").stdin(bulk(9_000)).run().exits(0);
    let trial = Trial::of(home, python);
    let nodes = trial.nodes();
    assert_eq!(nodes[0].level, 2);
    let inner = nodes.iter().find(|node| node.level == 1).unwrap();
    trial.damaged(&format!("DELETE FROM node WHERE id = {}", inner.id));
    let rest = trial.rest(false);
    assert!(rest.lost.len() > 1_000 && rest.missing.len() == 1, "{} {:?}", rest.lost.len(), rest.missing);
    let rest = trial.rest(true);
    assert_eq!((rest.lost.len(), rest.missing.len()), (0, 0));
    assert_eq!(rest.answer.stderr, format!("node {}: {NOT_THERE}; entries missing: 0\n", inner.id));
}

/// Where the pages begin that hold the nodes (<https://sqlite.org/fileformat.html>, 1.6).
fn leaves(path: &Path, vault: &[u8]) -> Vec<usize> {
    let number = |place: usize, length: usize| {
        vault[place..place + length].iter().fold(0, |number, byte| number * 256 + usize::from(*byte))
    };
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'node'";
    let root: u32 = Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    let start = |page: usize| (page - 1) * number(16, 2);
    let root = start(usize::try_from(root).unwrap());
    assert_eq!(vault[root], 5, "an interior page");
    let cells = (0..number(root + 3, 2)).map(|cell| number(root + number(root + 12 + 2 * cell, 2), 4));
    cells.chain([number(root + 8, 4)]).map(start).inspect(|page| assert_eq!(vault[*page], 13)).collect()
}
