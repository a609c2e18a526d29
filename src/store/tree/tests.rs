//! The tree against a map that is known to be right, and against whoever alters the file.

mod altered;
mod any_order;
mod crashes;
mod plaintext;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::Connection;
use tempfile::TempDir;
use zeroize::Zeroizing;

use super::super::error::StoreError;
use super::super::keys::Keys;
use super::super::{file, schema};
use super::pages::Pages;
use super::{Leaf, Root, Tree};
use crate::error::{Error, Result};
use crate::ports::Entropy;
use crate::secret::DataKey;

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

/// Numbers instead of randomness: no two nonces are the same. Each node written takes one, so that writing can be
/// made to fail after so many nodes.
struct Numbers {
    next: AtomicU64,
    left: AtomicU64,
}

impl Entropy for Numbers {
    fn fill(&self, buffer: &mut [u8]) -> Result<()> {
        let left = self.left.load(Ordering::Relaxed);
        let left = left.checked_sub(1).ok_or_else(|| Error::usage("stopped"))?;
        self.left.store(left, Ordering::Relaxed);
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        buffer[..8].copy_from_slice(&number.to_be_bytes());
        Ok(())
    }
}

/// A vault's file in which there is a tree and nothing else, in a transaction.
struct File {
    connection: Connection,
    keys: Keys,
    entropy: Numbers,
    _folder: TempDir,
}

impl File {
    fn new() -> Self {
        // In memory where that is to be had: each commit is made durable.
        let memory = std::path::Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let path = folder.path().join("vault.db");
        std::fs::File::create(&path).unwrap();
        let connection = file::connect(&path, Duration::from_secs(1)).unwrap();
        schema::initialise(&connection).unwrap();
        connection.execute_batch("BEGIN").unwrap();
        let keys = Keys::derive(&DataKey::new(Zeroizing::new([7; 32])), [1; 16]).unwrap();
        let entropy = Numbers { next: AtomicU64::new(1), left: AtomicU64::new(u64::MAX) };
        Self { connection, keys, entropy, _folder: folder }
    }

    fn pages(&self) -> Pages<'_> {
        Pages { connection: &self.connection, keys: &self.keys, entropy: &self.entropy }
    }

    /// The transaction ends so, and the next one begins.
    fn end(&self, how: &str) {
        self.connection.execute_batch(how).unwrap();
        self.connection.execute_batch("BEGIN").unwrap();
    }

    /// From the next node on, writing fails after so many.
    fn stop_after(&self, nodes: u64) {
        self.entropy.left.store(nodes, Ordering::Relaxed);
    }

    fn written(&self) -> u64 {
        self.entropy.next.load(Ordering::Relaxed)
    }

    fn ids(&self) -> BTreeSet<i64> {
        let mut ids = BTreeSet::new();
        let mut insert = |id| {
            assert!(ids.insert(id));
            Ok(())
        };
        self.pages().ids(&mut insert).unwrap();
        ids
    }

    fn row(&self, id: i64) -> Vec<u8> {
        let sql = "SELECT sealed FROM node WHERE id = ?1";
        self.connection.query_row(sql, [id], |row| row.get(0)).unwrap()
    }

    fn put_row(&self, id: i64, sealed: &[u8]) {
        let sql = "INSERT OR REPLACE INTO node (id, sealed) VALUES (?1, ?2)";
        self.connection.execute(sql, (id, sealed)).unwrap();
    }
}

/// Whatever is in the file below this root, if every node is what its parent says and there are no others.
fn everything(file: &File, root: &Root, next_id: i64) -> Map {
    let (mut found, mut reachable) = (Vec::new(), BTreeSet::new());
    Tree::walk(&file.pages(), root, next_id, &mut |visit| {
        let node = visit.node?;
        assert!(reachable.insert(visit.child.id), "each node has one parent");
        if node.level() == 0 {
            found.extend(node.entries().map(|(key, value)| (key.to_vec(), value.to_vec())));
        }
        Ok::<_, StoreError>(())
    })
    .unwrap();
    assert_eq!(file.ids(), reachable, "no node is left behind");
    assert!(found.is_sorted_by(|one, next| one.0 < next.0), "leaves are visited in the order of their keys");
    assert_eq!(root.entries, count(found.len()));
    found.into_iter().collect()
}

fn assert_same(found: &Map, expected: &Map) {
    assert!(found.keys().eq(expected.keys()), "other keys");
    assert!(found == expected, "other values");
}

/// The entries of a range, leaf by leaf.
fn scan(tree: &mut Tree, pages: &Pages<'_>, from: &[u8], to: &[u8]) -> Map {
    let (mut from, mut found) = (from.to_vec(), Map::new());
    loop {
        let Leaf { node, next } = tree.leaf(pages, &from).unwrap();
        for index in node.rank(&from)..node.rank(to).max(node.rank(&from)) {
            found.insert(node.key(index).to_vec(), node.value(index).to_vec());
        }
        let Some(next) = next else { return found };
        assert!(next > from, "it goes on");
        assert!(node.entries().all(|(key, _)| key < &*next), "the leaf ends before the next");
        if *next >= *to {
            return found;
        }
        from = next;
    }
}

/// The key of a record, as the vault has them.
fn record(table: u8, number: u64) -> Vec<u8> {
    [&[table][..], &number.to_be_bytes()].concat()
}

/// Keys so long that few children fit in a node: the tree is high with few entries.
fn long(number: u64) -> Vec<u8> {
    [&[9; 1_000][..], &number.to_be_bytes()].concat()
}

/// The numbers below a power of two, in an order that looks random.
fn shuffled(power: u32) -> impl Iterator<Item = u64> {
    // An odd factor permutes them, and reading the bits backwards scatters them.
    let scatter = move |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15) << (64 - power);
    (0..1_u64 << power).map(move |number| scatter(number).reverse_bits())
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap()
}

fn is_tampered<T>(result: std::result::Result<T, StoreError>) -> bool {
    result.is_err_and(|error| matches!(error, StoreError::Tampered(_)))
}
