//! Puts, deletes, reads, flushes, commits and crashes in any order.

use std::ops::Bound::{Excluded, Included, Unbounded};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;

use super::super::node::{Child, MAX_KEY, MAX_VALUE};
use super::super::walk::Span;
use super::*;

#[derive(Debug, Clone)]
enum Act {
    Put {
        key: Vec<u8>,
        value: (usize, u8),
    },
    /// Records with consecutive numbers.
    Fill {
        table: u8,
        from: u64,
        count: u64,
        length: usize,
    },
    /// An entry that is there gets another value.
    Change {
        place: Index,
        value: (usize, u8),
    },
    /// Entries that are there, one after the other.
    Delete {
        place: Index,
        count: usize,
    },
    DeleteAbsent(Vec<u8>),
    Read {
        from: Vec<u8>,
        to: Vec<u8>,
    },
    Flush,
    /// The tree is opened again from its root.
    Commit,
    /// Nothing was flushed, or everything, or writing stopped after so many nodes.
    Crash(Option<u64>),
}

/// Clustered like those of records, random, with long common beginnings, and such that begin like others.
fn key() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => (1..4_u8, 0..300_u64).prop_map(|(table, number)| record(table, number)),
        2 => prop::collection::vec(any::<u8>(), 1..200),
        3 => (0..120_u64).prop_map(long),
        1 => prop::collection::vec(prop_oneof![Just(0), Just(0xff)], 1..12),
        1 => Just(vec![0xff; MAX_KEY]),
    ]
}

fn length() -> impl Strategy<Value = usize> {
    prop_oneof![2 => Just(0), 4 => 0..200_usize, 2 => 0..=MAX_VALUE, 1 => Just(MAX_VALUE)]
}

fn value() -> impl Strategy<Value = (usize, u8)> {
    (length(), any::<u8>())
}

fn act() -> impl Strategy<Value = Act> {
    let fill = (1..6_u8, 0..300_u64, 1..60_u64, length());
    prop_oneof![
        6 => (key(), value()).prop_map(|(key, value)| Act::Put { key, value }),
        4 => fill.prop_map(|(table, from, count, length)| Act::Fill { table, from, count, length }),
        2 => (any::<Index>(), value()).prop_map(|(place, value)| Act::Change { place, value }),
        3 => (any::<Index>(), 1..80_usize).prop_map(|(place, count)| Act::Delete { place, count }),
        1 => key().prop_map(Act::DeleteAbsent),
        4 => (key(), key()).prop_map(|(from, to)| Act::Read { from, to }),
        2 => Just(Act::Flush),
        2 => Just(Act::Commit),
        2 => prop::option::of(0..40_u64).prop_map(Act::Crash),
    ]
}

/// What the manifest would say, and what the vault holds by it.
#[derive(Clone)]
struct Saved {
    root: Root,
    next_id: i64,
    map: Map,
    ids: BTreeSet<i64>,
}

struct Scene {
    file: File,
    tree: Tree,
    map: Map,
    /// The ids in the file when it was last looked at, and the first that had not been used then.
    ids: BTreeSet<i64>,
    next_id: i64,
    saved: Saved,
}

impl Scene {
    fn new() -> Self {
        let (file, mut tree) = (File::new(), Tree::new(1));
        tree.flush(&file.pages()).unwrap();
        file.end("COMMIT");
        let (root, next_id, ids) = (tree.root(), tree.next_id(), file.ids());
        let saved = Saved { root, next_id, map: Map::new(), ids: ids.clone() };
        Self { file, tree, map: Map::new(), ids, next_id, saved }
    }

    fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        let is_new = self.tree.put(&self.file.pages(), &key, &value).unwrap();
        assert_eq!(is_new, self.map.insert(key, value).is_none());
    }

    fn delete(&mut self, key: &[u8]) {
        let was_there = self.tree.delete(&self.file.pages(), key).unwrap();
        assert_eq!(was_there, self.map.remove(key).is_some());
    }

    fn present(&self, place: Index, count: usize) -> Vec<Vec<u8>> {
        let first = if self.map.is_empty() { 0 } else { place.index(self.map.len()) };
        self.map.keys().skip(first).take(count).cloned().collect()
    }

    fn perform(&mut self, act: Act) {
        match act {
            Act::Put { key, value: (length, byte) } => self.put(key, vec![byte; length]),
            Act::Fill { table, from, count, length } => {
                for number in from..from + count {
                    let key = if table < 4 { record(table, number) } else { long(number) };
                    self.put(key, vec![table; length]);
                }
            }
            Act::Change { place, value: (length, byte) } => {
                for key in self.present(place, 1) {
                    self.put(key, vec![byte; length]);
                }
            }
            Act::Delete { place, count } => {
                self.present(place, count).iter().for_each(|key| self.delete(key));
            }
            Act::DeleteAbsent(key) => self.delete(&key),
            Act::Read { from, to } => self.read(&from, &to),
            Act::Flush => self.flush(),
            Act::Commit => self.commit(),
            Act::Crash(writes) => self.crash(writes),
        }
        assert_eq!(self.tree.root().entries, count(self.map.len()));
        consistent_below(&self.tree, &self.tree.root().child(), self.tree.root().height - 1, &Span::all());
    }

    /// Whatever can be read about these two keys, there or not.
    fn read(&mut self, from: &[u8], to: &[u8]) {
        let (pages, tree, map) = (self.file.pages(), &mut self.tree, &self.map);
        for key in [from, to] {
            let found = tree.get(&pages, key).unwrap();
            assert_eq!(found.as_deref(), map.get(key));
            let below = map.range::<[u8], _>((Unbounded, Excluded(key)));
            assert_eq!(tree.rank(&pages, key).unwrap(), count(below.clone().count()));
            assert_eq!(tree.before(&pages, key).unwrap().as_ref(), below.last().map(|(key, _)| key));
        }
        let (from, to) = (from.min(to), from.max(to));
        let expected = map.range::<[u8], _>((Included(from), Excluded(to)));
        let mut keys = Vec::new();
        tree.keys(&pages, (from, to), &mut |key| keys.push(key.to_vec())).unwrap();
        assert!(keys.iter().eq(expected.clone().map(|(key, _)| key)));
        assert_same(
            &scan(tree, &pages, from, to),
            &expected.map(|(key, value)| (key.clone(), value.clone())).collect(),
        );
    }

    fn flush(&mut self) {
        self.tree.flush(&self.file.pages()).unwrap();
        assert_same(&everything(&self.file, &self.tree.root(), self.tree.next_id()), &self.map);
        let ids = self.file.ids();
        let unused = self.next_id..self.tree.next_id();
        assert!(ids.difference(&self.ids).all(|id| unused.contains(id)), "no id is used twice");
        (self.ids, self.next_id) = (ids, self.tree.next_id());
    }

    fn commit(&mut self) {
        self.flush();
        self.file.end("COMMIT");
        let (root, next_id) = (self.tree.root(), self.next_id);
        self.saved = Saved { root, next_id, map: self.map.clone(), ids: self.ids.clone() };
        self.tree = Tree::open(root, next_id, 2).unwrap();
    }

    fn crash(&mut self, writes: Option<u64>) {
        if let Some(writes) = writes {
            self.file.stop_after(writes);
            let _ = self.tree.flush(&self.file.pages());
            self.file.stop_after(u64::MAX);
        }
        self.file.end("ROLLBACK");
        let Saved { root, next_id, map, ids } = self.saved.clone();
        assert_same(&everything(&self.file, &root, next_id), &map);
        assert_eq!(self.file.ids(), ids);
        self.tree = Tree::open(root, next_id, 2).unwrap();
        (self.map, self.ids, self.next_id) = (map, ids, next_id);
    }
}

/// Sees that what is held says of each child what is true, whether or not it was written yet.
fn consistent_below(tree: &Tree, child: &Child, level: u8, span: &Span) {
    let Some(node) = tree.held.get(&child.id).map(|held| &held.node) else { return };
    assert_eq!((node.level(), node.total()), (level, child.entries));
    assert!(node.entries().all(|(key, _)| span.contains(key)));
    for (index, below) in node.children().enumerate().filter(|_| level > 0) {
        let from = if index == 0 { span.from.clone() } else { node.key(index).to_vec() };
        let next = (index + 1 < node.len()).then(|| node.key(index + 1).to_vec());
        consistent_below(tree, &below, level - 1, &Span { from, to: next.or_else(|| span.to.clone()) });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn it_is_what_a_map_is(acts in prop::collection::vec(act(), 1..80)) {
        let mut scene = Scene::new();
        for act in acts {
            scene.perform(act);
        }
        scene.commit();
        scene.read(&[], &[0xff; MAX_KEY]);
    }
}

/// What the acts above lead to is worth their time only if the tree grows and shrinks again.
#[test]
fn it_grows_and_shrinks() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let acts = prop::collection::vec(act(), 80);
    let mut heights = BTreeSet::new();
    let mut shrunk = false;
    for _ in 0..6 {
        let mut scene = Scene::new();
        for act in acts.new_tree(&mut runner).unwrap().current() {
            let is_crash = matches!(act, Act::Crash(_));
            let before = scene.tree.root().height;
            scene.perform(act);
            shrunk |= !is_crash && scene.tree.root().height < before;
            heights.insert(scene.tree.root().height);
        }
    }
    assert!(heights.len() >= 3 && shrunk, "{heights:?}");
}
