//! The ordered map of the vault: a B+tree whose nodes are sealed, each named by its parent with its nonce.
//!
//! The manifest names the root, so whatever is read is as authentic and as new as the manifest: a node of an
//! earlier moment, of another place or of another history has another nonce or does not open. That a key is
//! absent is proven by the leaf that covers its place.
//!
//! | file | what |
//! |---|---|
//! | `node` | the entries of a node |
//! | `pages` | nodes as rows of the file |
//! | `edit` | putting, deleting, splitting, merging, writing |
//! | `walk` | visiting every node, with the keys that belong below it |

mod edit;
pub(crate) mod node;
pub(crate) mod pages;
#[cfg(test)]
mod tests;
pub(crate) mod walk;

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use self::node::{Child, Node};
use self::pages::Pages;
use super::error::StoreError;
use super::keys::{NONCE_LENGTH, Nonce};
use crate::domain::hex;

/// The most nodes that are held open: 16 MiB.
const MAX_HELD: usize = 1_000;
/// More levels than any tree has: one of 2^64 entries has 9.
pub(crate) const MAX_HEIGHT: u8 = 16;

/// What the manifest states of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Root {
    pub(crate) id: i64,
    #[serde(with = "hex_nonce")]
    pub(crate) nonce: Nonce,
    /// The number of levels; 1: the root is a leaf.
    pub(crate) height: u8,
    pub(crate) entries: u64,
}

impl Root {
    pub(crate) fn child(&self) -> Child {
        Child { id: self.id, nonce: self.nonce, entries: self.entries }
    }
}

struct Held {
    node: Node,
    /// Whether it differs from what is in the file.
    dirty: bool,
}

/// The tree, with the nodes that were read or changed so far.
pub(crate) struct Tree {
    root: Root,
    /// The first id that was never used; none is used again.
    next_id: i64,
    held: HashMap<i64, Held, BuildHasherDefault<IdHasher>>,
    /// How many nodes were sealed.
    seals: u64,
    /// The generation that nodes are written in.
    generation: i64,
}

/// A step on the way from the root to a leaf: an inner node, and which of its children is next.
#[derive(Debug, Clone, Copy)]
struct Step {
    id: i64,
    index: usize,
}

/// A leaf, and the lowest key after it; `None`: it is the last.
pub(crate) struct Leaf {
    pub(crate) node: Node,
    pub(crate) next: Option<Vec<u8>>,
}

impl Tree {
    /// An empty tree. Nothing is written yet.
    pub(crate) fn new(generation: i64) -> Self {
        let root = Root { id: 1, nonce: [0; NONCE_LENGTH], height: 1, entries: 0 };
        let held = HashMap::from_iter([(1, Held { node: Node::new(0), dirty: true })]);
        Self { root, next_id: 2, held, seals: 0, generation }
    }

    /// The tree of a manifest. Nothing is read yet; nodes that change are written in this generation.
    pub(crate) fn open(root: Root, next_id: i64, generation: i64) -> Result<Self, StoreError> {
        if !(1..=MAX_HEIGHT).contains(&root.height) || !(1..next_id).contains(&root.id) {
            return Err(StoreError::tampered("the manifest names no root"));
        }
        Ok(Self { root, next_id, held: HashMap::default(), seals: 0, generation })
    }

    /// From now on nodes are written in this generation: of two that hold the same key, the newer counts.
    pub(crate) fn write_in(&mut self, generation: i64) {
        self.generation = generation;
    }

    pub(crate) fn root(&self) -> Root {
        self.root
    }

    pub(crate) fn next_id(&self) -> i64 {
        self.next_id
    }

    /// How many nodes were sealed since it was opened.
    pub(crate) fn seals(&self) -> u64 {
        self.seals
    }

    fn read(&self, pages: &Pages<'_>, child: &Child, level: u8) -> Result<Node, StoreError> {
        // Before anything else: ids count up.
        if !(1..self.next_id).contains(&child.id) {
            return Err(StoreError::tampered(format!("node {} was never written", child.id)));
        }
        pages.read(child, level)
    }

    fn hold(&mut self, pages: &Pages<'_>, child: &Child, level: u8) -> Result<&Node, StoreError> {
        if !self.held.contains_key(&child.id) {
            let node = self.read(pages, child, level)?;
            self.held.insert(child.id, Held { node, dirty: false });
        }
        self.node(child.id)
    }

    fn node(&self, id: i64) -> Result<&Node, StoreError> {
        self.held.get(&id).map(|held| &held.node).ok_or(StoreError::Defect("a node is not held"))
    }

    /// The inner nodes on the way to the leaf that covers a key, and that leaf as its parent names it.
    fn path(&mut self, pages: &Pages<'_>, key: &[u8]) -> Result<(Vec<Step>, Child), StoreError> {
        let mut path = Vec::with_capacity(usize::from(self.root.height));
        let mut child = self.root.child();
        for level in (1..self.root.height).rev() {
            let node = self.hold(pages, &child, level)?;
            let index = node.covering(key);
            path.push(Step { id: child.id, index });
            child = node.child(index);
        }
        Ok((path, child))
    }

    /// The value of a key. That there is none is as authentic as a value.
    pub(crate) fn get(
        &mut self,
        pages: &Pages<'_>,
        key: &[u8],
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        self.trim(pages)?;
        let (_, leaf) = self.path(pages, key)?;
        let node = self.hold(pages, &leaf, 0)?;
        Ok(node.find(key).ok().map(|index| Zeroizing::new(node.value(index).to_vec())))
    }

    /// The leaf that covers a key. It is read for this, and not held.
    pub(crate) fn leaf(&mut self, pages: &Pages<'_>, key: &[u8]) -> Result<Leaf, StoreError> {
        self.trim(pages)?;
        let (path, leaf) = self.path(pages, key)?;
        let next = self.after(&path)?;
        let node = match self.held.get(&leaf.id) {
            Some(held) => held.node.clone(),
            None => self.read(pages, &leaf, 0)?,
        };
        Ok(Leaf { node, next })
    }

    /// Passes the keys of a range that is expected to be short: its leaves are held.
    pub(crate) fn keys(
        &mut self,
        pages: &Pages<'_>,
        (from, to): (&[u8], &[u8]),
        visit: &mut dyn FnMut(&[u8]),
    ) -> Result<(), StoreError> {
        let mut from = from.to_vec();
        while *from < *to {
            self.trim(pages)?;
            let (path, leaf) = self.path(pages, &from)?;
            let node = self.hold(pages, &leaf, 0)?;
            (node.rank(&from)..node.rank(to)).for_each(|index| visit(node.key(index)));
            if node.last_key().is_some_and(|last| last >= to) {
                return Ok(());
            }
            match self.after(&path)? {
                Some(next) => from = next,
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// The lowest key after the leaf that a path leads to.
    fn after(&self, path: &[Step]) -> Result<Option<Vec<u8>>, StoreError> {
        for step in path.iter().rev() {
            let node = self.node(step.id)?;
            if step.index + 1 < node.len() {
                return Ok(Some(node.key(step.index + 1).to_vec()));
            }
        }
        Ok(None)
    }

    /// How many entries are below a key.
    pub(crate) fn rank(&mut self, pages: &Pages<'_>, key: &[u8]) -> Result<u64, StoreError> {
        self.trim(pages)?;
        let (path, leaf) = self.path(pages, key)?;
        let mut rank = 0_u64;
        for step in &path {
            let node = self.node(step.id)?;
            rank += (0..step.index).map(|index| node.child(index).entries).sum::<u64>();
        }
        let within = self.hold(pages, &leaf, 0)?.rank(key);
        Ok(rank + u64::try_from(within).unwrap_or(u64::MAX))
    }

    /// The last key below this one.
    pub(crate) fn before(&mut self, pages: &Pages<'_>, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.trim(pages)?;
        let (mut path, mut leaf) = self.path(pages, key)?;
        loop {
            let node = self.hold(pages, &leaf, 0)?;
            if let Some(index) = node.rank(key).checked_sub(1) {
                return Ok(Some(node.key(index).to_vec()));
            }
            // On to the leaf before: the rightmost one below the nearest child on the left.
            while path.pop_if(|step| step.index == 0).is_some() {}
            let Some(step) = path.last_mut() else { return Ok(None) };
            step.index -= 1;
            let step = *step;
            leaf = self.node(step.id)?.child(step.index);
            for level in (1..self.node(step.id)?.level()).rev() {
                let node = self.hold(pages, &leaf, level)?;
                let index = node.len().saturating_sub(1);
                path.push(Step { id: leaf.id, index });
                leaf = node.child(index);
            }
        }
    }
}

/// Ids count up: each is its own hash, spread by a multiplication (Knuth, TAOCP 3, section 6.4).
#[derive(Default)]
struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_i64(&mut self, id: i64) {
        self.0 = id.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A nonce as hexadecimal digits, in the manifest's JSON.
mod hex_nonce {
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::{NONCE_LENGTH, Nonce, hex};

    pub(super) fn serialize<S: Serializer>(nonce: &Nonce, serializer: S) -> Result<S::Ok, S::Error> {
        let mut digits = [0; 2 * NONCE_LENGTH];
        hex::encode(nonce, &mut digits);
        serializer.serialize_str(std::str::from_utf8(&digits).map_err(serde::ser::Error::custom)?)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Nonce, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut nonce = [0; NONCE_LENGTH];
        if hex::decode(text.as_bytes(), &mut nonce) {
            Ok(nonce)
        } else {
            Err(serde::de::Error::custom("not a nonce"))
        }
    }
}
