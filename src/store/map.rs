//! The map as the rest of the store sees it: typed keys, values of any size, ranges and their counts.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::error::StoreError;
use super::manifest::Manifest;
use super::pieces;
use super::tree::node::MAX_VALUE;
use super::tree::pages::Pages;
use super::tree::{Leaf, Tree};
use super::tuple::{KeyRange, Tuple, last_number};

/// The most index entries that wait to be put in the order of their keys: some 15 MiB. Those of a bulk mint go
/// to places all over the tree, and each leaf is to be rewritten once for many of them.
const MAX_WAITING: usize = 100_000;

/// The map of a transaction.
pub(super) struct Map<'v> {
    pages: Pages<'v>,
    tree: Tree,
    /// Index entries that are to be added, and have no values.
    waiting: BTreeSet<Vec<u8>>,
    /// How many of the tree's seals the manifest has counted.
    counted: u64,
}

impl<'v> Map<'v> {
    /// An empty map, to be written in this generation.
    pub(super) fn new(pages: Pages<'v>, generation: i64) -> Self {
        Self { pages, tree: Tree::new(generation), waiting: BTreeSet::new(), counted: 0 }
    }

    /// The map of a manifest.
    pub(super) fn open(pages: Pages<'v>, manifest: &Manifest) -> Result<Self, StoreError> {
        let tree = Tree::open(manifest.root, manifest.next_node, manifest.generation + 1)?;
        Ok(Self { pages, tree, waiting: BTreeSet::new(), counted: 0 })
    }

    /// From now on nodes are written in this generation.
    pub(super) fn write_in(&mut self, generation: i64) {
        self.tree.write_in(generation);
    }

    /// The value of an entry.
    pub(super) fn get(&mut self, key: &Tuple) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        match self.tree.get(&self.pages, key.as_slice())? {
            Some(value) => self.whole(key.as_slice(), value).map(Some),
            None => Ok(None),
        }
    }

    /// The value itself, if this is what stands for one in pieces.
    pub(super) fn whole(
        &mut self,
        key: &[u8],
        value: Zeroizing<Vec<u8>>,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let Some(length) = pieces::length(&value) else { return Ok(value) };
        let whole =
            pieces::join(length, |number| self.tree.get(&self.pages, pieces::place(key, number).as_slice()))?;
        whole.ok_or_else(|| StoreError::tampered("a value is not whole"))
    }

    /// Puts a value, which is not empty.
    pub(super) fn put(&mut self, key: &Tuple, value: &[u8]) -> Result<(), StoreError> {
        self.delete_pieces(key)?;
        self.put_new(key, value)
    }

    /// Puts the value of a key that is new.
    pub(super) fn put_new(&mut self, key: &Tuple, value: &[u8]) -> Result<(), StoreError> {
        if !pieces::is_needed(value) {
            self.tree.put(&self.pages, key.as_slice(), value)?;
            return Ok(());
        }
        for (number, part) in value.chunks(MAX_VALUE).enumerate() {
            self.tree.put(&self.pages, pieces::place(key.as_slice(), number).as_slice(), part)?;
        }
        self.tree.put(&self.pages, key.as_slice(), &pieces::stand_in(value))?;
        Ok(())
    }

    /// Deletes an entry and its value. Returns whether it was there.
    pub(super) fn delete(&mut self, key: &Tuple) -> Result<bool, StoreError> {
        if self.waiting.remove(key.as_slice()) {
            return Ok(true);
        }
        self.delete_pieces(key)?;
        self.tree.delete(&self.pages, key.as_slice())
    }

    fn delete_pieces(&mut self, key: &Tuple) -> Result<(), StoreError> {
        let old = self.tree.get(&self.pages, key.as_slice())?;
        let length = old.as_deref().and_then(|old| pieces::length(old)).unwrap_or(0);
        for number in 0..pieces::count(length) {
            if !self.tree.delete(&self.pages, pieces::place(key.as_slice(), number).as_slice())? {
                return Err(StoreError::tampered("a value is not whole"));
            }
        }
        Ok(())
    }

    /// Adds an entry without a value.
    pub(super) fn add(&mut self, key: Tuple) -> Result<(), StoreError> {
        self.waiting.insert(key.into_bytes());
        if self.waiting.len() >= MAX_WAITING { self.settle() } else { Ok(()) }
    }

    /// Puts what waits into the tree.
    fn settle(&mut self) -> Result<(), StoreError> {
        for key in std::mem::take(&mut self.waiting) {
            self.tree.put(&self.pages, &key, &[])?;
        }
        Ok(())
    }

    fn settle_within(&mut self, range: &KeyRange) -> Result<(), StoreError> {
        // A range that ends before it begins is empty.
        let mut within = self.waiting.range(range.from.clone()..range.to.clone().max(range.from.clone()));
        if within.next().is_some() { self.settle() } else { Ok(()) }
    }

    /// The leaf at the beginning of a range; its entries may reach beyond both ends.
    pub(super) fn leaf(&mut self, range: &KeyRange) -> Result<Leaf, StoreError> {
        self.settle_within(range)?;
        self.tree.leaf(&self.pages, &range.from)
    }

    /// How many entries are in a range.
    pub(super) fn count(&mut self, range: &KeyRange) -> Result<u64, StoreError> {
        self.settle_within(range)?;
        let below = self.tree.rank(&self.pages, &range.from)?;
        Ok(self.tree.rank(&self.pages, &range.to)?.saturating_sub(below))
    }

    /// The last number of each key of an index entry that begins so, in the order of the keys.
    pub(super) fn numbers(&mut self, range: &KeyRange) -> Result<Vec<i64>, StoreError> {
        self.settle_within(range)?;
        let mut numbers = Vec::new();
        self.tree.keys(&self.pages, (&range.from, &range.to), &mut |key| {
            numbers.push(last_number(key).unwrap_or(0));
        })?;
        Ok(numbers)
    }

    /// The last key of a range.
    pub(super) fn last(&mut self, range: &KeyRange) -> Result<Option<Vec<u8>>, StoreError> {
        self.settle_within(range)?;
        let last = self.tree.before(&self.pages, &range.to)?;
        Ok(last.filter(|key| *key >= range.from))
    }

    /// Writes everything, and brings the manifest up to date.
    pub(super) fn flush(&mut self, manifest: &mut Manifest) -> Result<(), StoreError> {
        self.settle()?;
        self.tree.flush(&self.pages)?;
        manifest.root = self.tree.root();
        manifest.next_node = self.tree.next_id();
        manifest.seals += self.tree.seals() - self.counted;
        self.counted = self.tree.seals();
        Ok(())
    }
}
