//! The plaintext of a node: its entries in the order of their keys, padded to one size.
//!
//! ```text
//! generation  u64   of the transaction that wrote it
//! count       u16   entries
//! entries           key length u16, value length u16, key, value
//! padding           zeros
//! ```
//!
//! All integers are big-endian. The entries of an inner node are its children: the key is the lowest that may be
//! below the child, and the value its id (u64), its nonce and the number of entries below it (u64).

use std::fmt;

use zeroize::Zeroizing;

use super::super::keys::{NONCE_LENGTH, Nonce};
use crate::domain::words;

/// The bytes of a node's plaintext: sealed, it fills one page of 16 KiB, with what SQLite needs itself.
pub(crate) const NODE_SIZE: usize = 16_304;
const HEADER: usize = 10;
const LENGTHS: usize = 4;
/// The bytes that entries can take in a node.
pub(crate) const ROOM: usize = NODE_SIZE - HEADER;
/// The longest key. The longest text in one is the subject of an export, some 200 bytes.
pub(crate) const MAX_KEY: usize = 1_024;
/// The longest value: two entries of any size fit in a node, so that each can be split.
pub(crate) const MAX_VALUE: usize = 7_000;
const CHILD: usize = 8 + NONCE_LENGTH + 8;

/// What an inner node states of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Child {
    pub(crate) id: i64,
    pub(crate) nonce: Nonce,
    /// The number of entries below it, or in it.
    pub(crate) entries: u64,
}

impl Child {
    pub(crate) fn to_bytes(self) -> [u8; CHILD] {
        let mut bytes = [0; CHILD];
        bytes[..8].copy_from_slice(&self.id.to_be_bytes());
        bytes[8..8 + NONCE_LENGTH].copy_from_slice(&self.nonce);
        bytes[8 + NONCE_LENGTH..].copy_from_slice(&self.entries.to_be_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (id, rest) = bytes.split_first_chunk()?;
        let (nonce, rest) = rest.split_first_chunk()?;
        let entries = u64::from_be_bytes(rest.try_into().ok()?);
        Some(Self { id: i64::from_be_bytes(*id), nonce: *nonce, entries })
    }
}

/// An opened node.
#[derive(Clone)]
pub(crate) struct Node {
    level: u8,
    /// The whole plaintext; everything after `end` is zero.
    bytes: Vec<u8>,
    /// Where each entry begins.
    starts: Vec<u16>,
    end: usize,
}

impl Drop for Node {
    fn drop(&mut self) {
        // In one sweep: `zeroize` writes each byte by itself, which would take as long as opening the node.
        self.bytes.fill(0);
        std::hint::black_box(&self.bytes);
    }
}

// Records are in it, and secrets in some of them.
impl fmt::Debug for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a node of level {} with {}", self.level, words::count(self.len(), "entry"))
    }
}

impl Node {
    /// An empty node.
    pub(crate) fn new(level: u8) -> Self {
        Self { level, bytes: vec![0; NODE_SIZE], starts: Vec::new(), end: HEADER }
    }

    /// Reads a plaintext. `None`: it is not a node, of which each has one form only.
    pub(crate) fn decode(level: u8, mut plaintext: Zeroizing<Vec<u8>>) -> Option<Self> {
        let bytes = std::mem::take(&mut *plaintext);
        if bytes.len() != NODE_SIZE {
            return None;
        }
        let count = usize::from(u16_at(&bytes, 8)?);
        let mut node = Self { level, bytes, starts: Vec::with_capacity(count + 1), end: HEADER };
        for index in 0..count {
            let start = node.end;
            let key = usize::from(u16_at(&node.bytes, start)?);
            let value = usize::from(u16_at(&node.bytes, start + 2)?);
            node.end = start + LENGTHS + key + value;
            if node.end > NODE_SIZE || key > MAX_KEY || value > MAX_VALUE {
                return None;
            }
            node.starts.push(u16::try_from(start).ok()?);
            let is_ascending = index == 0 || node.key(index - 1) < node.key(index);
            let is_entry =
                level == 0 || Child::from_bytes(node.value(index)).is_some_and(|child| child.id > 0);
            if !is_ascending || !is_entry {
                return None;
            }
        }
        let is_padded = node.bytes[node.end..].iter().all(|byte| *byte == 0);
        (is_padded && (level == 0 || count > 0)).then_some(node)
    }

    /// The plaintext, stamped with the generation that writes it.
    pub(crate) fn encode(&mut self, generation: i64) -> &[u8] {
        self.bytes[..8].copy_from_slice(&generation.to_be_bytes());
        let count = u16::try_from(self.len()).unwrap_or(u16::MAX);
        self.bytes[8..HEADER].copy_from_slice(&count.to_be_bytes());
        &self.bytes
    }

    /// The generation of the transaction that wrote it.
    pub(crate) fn generation(&self) -> i64 {
        self.bytes.first_chunk().map_or(0, |bytes| i64::from_be_bytes(*bytes))
    }

    pub(crate) fn level(&self) -> u8 {
        self.level
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The bytes that its entries take.
    pub(crate) fn used(&self) -> usize {
        self.end - HEADER
    }

    fn lengths(&self, index: usize) -> (usize, usize, usize) {
        let start = usize::from(self.starts[index]);
        let length = |at| usize::from(u16_at(&self.bytes, at).unwrap_or(0));
        (start + LENGTHS, length(start), length(start + 2))
    }

    pub(crate) fn key(&self, index: usize) -> &[u8] {
        let (start, key, _) = self.lengths(index);
        &self.bytes[start..start + key]
    }

    pub(crate) fn value(&self, index: usize) -> &[u8] {
        let (start, key, value) = self.lengths(index);
        &self.bytes[start + key..start + key + value]
    }

    pub(crate) fn last_key(&self) -> Option<&[u8]> {
        self.len().checked_sub(1).map(|last| self.key(last))
    }

    /// The entries in the order of their keys.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        (0..self.len()).map(|index| (self.key(index), self.value(index)))
    }

    /// How many keys are below this one.
    pub(crate) fn rank(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.key(middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Where the key is, or where it belongs.
    pub(crate) fn find(&self, key: &[u8]) -> Result<usize, usize> {
        let index = self.rank(key);
        if index < self.len() && self.key(index) == key { Ok(index) } else { Err(index) }
    }

    /// In an inner node, the child that the key is below.
    pub(crate) fn covering(&self, key: &[u8]) -> usize {
        self.find(key).unwrap_or_else(|after| after.saturating_sub(1))
    }

    /// In an inner node, the child at this index.
    pub(crate) fn child(&self, index: usize) -> Child {
        // Verified when it was read.
        Child::from_bytes(self.value(index)).unwrap_or(Child { id: 0, nonce: [0; NONCE_LENGTH], entries: 0 })
    }

    /// In an inner node, all children.
    pub(crate) fn children(&self) -> impl Iterator<Item = Child> {
        (0..self.len()).map(|index| self.child(index))
    }

    /// Whether an entry of this size fits.
    pub(crate) fn fits(&self, key: &[u8], value: &[u8]) -> bool {
        self.end + size(key, value) <= NODE_SIZE
    }

    /// Inserts an entry, which must fit, at the index where it belongs.
    pub(crate) fn insert(&mut self, index: usize, key: &[u8], value: &[u8]) {
        let at = self.starts.get(index).map_or(self.end, |start| usize::from(*start));
        let size = size(key, value);
        self.bytes.copy_within(at..self.end, at + size);
        for (place, length) in [(at, key.len()), (at + 2, value.len())] {
            let length = u16::try_from(length).unwrap_or(u16::MAX);
            self.bytes[place..place + 2].copy_from_slice(&length.to_be_bytes());
        }
        self.bytes[at + LENGTHS..at + LENGTHS + key.len()].copy_from_slice(key);
        self.bytes[at + LENGTHS + key.len()..at + size].copy_from_slice(value);
        self.end += size;
        self.starts.insert(index, narrow(at));
        self.starts[index + 1..].iter_mut().for_each(|start| *start += narrow(size));
    }

    pub(crate) fn remove(&mut self, index: usize) {
        let at = usize::from(self.starts.remove(index));
        let next = self.starts.get(index).map_or(self.end, |start| usize::from(*start));
        let size = next - at;
        self.bytes.copy_within(next..self.end, at);
        self.bytes[self.end - size..self.end].fill(0);
        self.end -= size;
        self.starts[index..].iter_mut().for_each(|start| *start -= narrow(size));
    }

    pub(crate) fn set_child(&mut self, index: usize, child: Child) {
        let (start, key, value) = self.lengths(index);
        self.bytes[start + key..start + key + value].copy_from_slice(&child.to_bytes());
    }

    pub(crate) fn insert_child(&mut self, index: usize, low: &[u8], child: Child) {
        self.insert(index, low, &child.to_bytes());
    }

    /// Moves the entries from this index on to a node of their own.
    pub(crate) fn split_off(&mut self, index: usize) -> Self {
        let mut right = Self::new(self.level);
        for (key, value) in (index..self.len()).map(|index| (self.key(index), self.value(index))) {
            right.insert(right.len(), key, value);
        }
        if let Some(start) = self.starts.get(index) {
            let start = usize::from(*start);
            self.bytes[start..self.end].fill(0);
            self.end = start;
        }
        self.starts.truncate(index);
        right
    }

    /// Adds the entries of the next node, which must fit.
    pub(crate) fn append(&mut self, next: &Self) {
        for (key, value) in next.entries() {
            self.insert(self.len(), key, value);
        }
    }

    /// The number of entries below it, or in it.
    pub(crate) fn total(&self) -> u64 {
        if self.level == 0 {
            u64::try_from(self.len()).unwrap_or(u64::MAX)
        } else {
            self.children().fold(0, |sum, child| sum.saturating_add(child.entries))
        }
    }
}

/// The bytes that an entry takes.
pub(crate) fn size(key: &[u8], value: &[u8]) -> usize {
    LENGTHS + key.len() + value.len()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// Offsets in a node are below 16,304.
fn narrow(offset: usize) -> u16 {
    u16::try_from(offset).unwrap_or(u16::MAX)
}

/// For fuzzing: reads any plaintext as a node, and makes the same node of its entries. Whether it is one.
#[doc(hidden)]
pub fn round_trip(level: u8, plaintext: &[u8]) -> bool {
    let Some(node) = Node::decode(level, Zeroizing::new(plaintext.to_vec())) else { return false };
    let mut again = Node::new(level);
    for (key, value) in node.entries() {
        assert!(again.find(key) == Err(again.len()) && again.fits(key, value));
        again.insert(again.len(), key, value);
    }
    assert!(again.encode(node.generation()) == plaintext, "a node has one form only");
    assert!(again.total() == node.total() && again.used() == node.used());
    true
}
