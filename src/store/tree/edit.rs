//! Changing the tree. Nothing is in the file until it is flushed.

use super::super::error::StoreError;
use super::super::keys::{NONCE_LENGTH, Nonce};
use super::node::{Child, MAX_KEY, MAX_VALUE, Node, ROOM, size};
use super::pages::Pages;
use super::{Held, MAX_HEIGHT, MAX_HELD, Step, Tree};

/// Below this many bytes of entries a node is merged with its neighbour, if they take no more than the second
/// figure together: what was merged is not split again at once.
const UNDERFULL: usize = ROOM / 4;
const MERGED: usize = ROOM / 4 * 3;

impl Tree {
    /// Puts a value. Returns whether the key is new.
    pub(crate) fn put(&mut self, pages: &Pages<'_>, key: &[u8], value: &[u8]) -> Result<bool, StoreError> {
        if key.is_empty() || key.len() > MAX_KEY || value.len() > MAX_VALUE {
            return Err(StoreError::Defect("an entry is too large for a node"));
        }
        self.trim(pages)?;
        let (path, leaf) = self.path(pages, key)?;
        let node = self.hold(pages, &leaf, 0)?;
        let (index, is_new) = match node.find(key) {
            Ok(index) if node.value(index) == value => return Ok(false),
            Ok(index) => (index, false),
            Err(index) => (index, true),
        };
        let node = self.change(leaf.id)?;
        if !is_new {
            node.remove(index);
        }
        let right = insert(node, index, key, value).map(|node| self.add(node)).transpose()?;
        self.account(&path, right, i64::from(is_new))?;
        Ok(is_new)
    }

    /// Deletes a key. Returns whether it was there.
    pub(crate) fn delete(&mut self, pages: &Pages<'_>, key: &[u8]) -> Result<bool, StoreError> {
        self.trim(pages)?;
        let (mut path, leaf) = self.path(pages, key)?;
        let Ok(index) = self.hold(pages, &leaf, 0)?.find(key) else { return Ok(false) };
        self.change(leaf.id)?.remove(index);
        self.account(&path, None, -1)?;
        // What is merged has other neighbours then, above and below.
        while self.merge_along(pages, &path)? {
            path = self.path(pages, key)?.0;
        }
        self.lower(pages)?;
        Ok(true)
    }

    /// Writes every changed node, children first.
    pub(crate) fn flush(&mut self, pages: &Pages<'_>) -> Result<(), StoreError> {
        if let Some(nonce) = self.flush_node(pages, self.root.id)? {
            self.root.nonce = nonce;
        }
        Ok(())
    }

    fn flush_node(&mut self, pages: &Pages<'_>, id: i64) -> Result<Option<Nonce>, StoreError> {
        let Some(held) = self.held.get(&id).filter(|held| held.dirty) else { return Ok(None) };
        if held.node.level() > 0 {
            let children: Vec<Child> = held.node.children().collect();
            for (index, child) in children.into_iter().enumerate() {
                if let Some(nonce) = self.flush_node(pages, child.id)? {
                    self.change(id)?.set_child(index, Child { nonce, ..child });
                }
            }
        }
        let generation = self.generation;
        let held = self.held.get_mut(&id).ok_or(StoreError::Defect("a node is not held"))?;
        let nonce = pages.write(id, &mut held.node, generation)?;
        held.dirty = false;
        self.seals += 1;
        Ok(Some(nonce))
    }

    /// Bounds the memory of open nodes: writes those that changed, and lets go of all.
    pub(super) fn trim(&mut self, pages: &Pages<'_>) -> Result<(), StoreError> {
        if self.held.len() > MAX_HELD {
            self.flush(pages)?;
            self.held.clear();
        }
        Ok(())
    }

    fn change(&mut self, id: i64) -> Result<&mut Node, StoreError> {
        let held = self.held.get_mut(&id).ok_or(StoreError::Defect("a node is not held"))?;
        held.dirty = true;
        Ok(&mut held.node)
    }

    /// Gives a new node an id. Returns its lowest key and itself, as its parent will name it.
    fn add(&mut self, node: Node) -> Result<(Vec<u8>, Child), StoreError> {
        if node.is_empty() {
            return Err(StoreError::Defect("a node was split in vain"));
        }
        let id = self.next_id;
        self.next_id += 1;
        let (low, entries) = (node.key(0).to_vec(), node.total());
        self.held.insert(id, Held { node, dirty: true });
        Ok((low, Child { id, nonce: [0; NONCE_LENGTH], entries }))
    }

    /// Brings the parents up to date after the node below them changed by so many entries, and was perhaps split.
    fn account(
        &mut self,
        path: &[Step],
        mut split: Option<(Vec<u8>, Child)>,
        change: i64,
    ) -> Result<(), StoreError> {
        for step in path.iter().rev() {
            let child = self.node(step.id)?.child(step.index);
            let entries = match &split {
                Some(_) => self.node(child.id)?.total(),
                None => child.entries.saturating_add_signed(change),
            };
            let parent = self.change(step.id)?;
            parent.set_child(step.index, Child { entries, ..child });
            if let Some((low, right)) = split {
                let right = insert(parent, step.index + 1, &low, &right.to_bytes());
                split = right.map(|node| self.add(node)).transpose()?;
            }
        }
        if let Some((low, right)) = split {
            self.raise(&low, right)?;
        }
        self.root.entries = self.root.entries.saturating_add_signed(change);
        Ok(())
    }

    /// A new root above the two halves of the former one.
    fn raise(&mut self, low: &[u8], right: Child) -> Result<(), StoreError> {
        if self.root.height == MAX_HEIGHT {
            return Err(StoreError::Defect("the tree is too high"));
        }
        let former = self.root;
        let entries = self.node(former.id)?.total();
        let mut node = Node::new(former.height);
        node.insert_child(0, &[], Child { entries, ..former.child() });
        node.insert_child(1, low, right);
        let id = self.next_id;
        self.next_id += 1;
        self.held.insert(id, Held { node, dirty: true });
        (self.root.id, self.root.height) = (id, former.height + 1);
        Ok(())
    }

    /// Merges the first node on the way, from the leaf on, that is underfull and has a neighbour to be merged with.
    /// Returns whether there was one.
    fn merge_along(&mut self, pages: &Pages<'_>, path: &[Step]) -> Result<bool, StoreError> {
        for step in path.iter().rev() {
            let parent = self.node(step.id)?;
            if self.node(parent.child(step.index).id)?.used() >= UNDERFULL {
                continue;
            }
            // With the one after it, else with the one before it.
            let after = (step.index + 1 < parent.len()).then_some(step.index);
            for index in [after, step.index.checked_sub(1)].into_iter().flatten() {
                if self.merge(pages, Step { index, ..*step })? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Merges a child with the next, if that does not take too much room. Returns whether it did.
    fn merge(&mut self, pages: &Pages<'_>, step: Step) -> Result<bool, StoreError> {
        let (parent, index) = (self.node(step.id)?, step.index);
        let (level, left, right) = (parent.level() - 1, parent.child(index), parent.child(index + 1));
        let used = [self.hold(pages, &left, level)?.used(), self.hold(pages, &right, level)?.used()];
        // An empty one takes none, however full the other is.
        if used[0] + used[1] > MERGED && !used.contains(&0) {
            return Ok(false);
        }
        let taken = self.node(right.id)?.clone();
        let node = self.change(left.id)?;
        node.append(&taken);
        let entries = node.total();
        let parent = self.change(step.id)?;
        parent.set_child(index, Child { entries, ..left });
        parent.remove(index + 1);
        self.free(pages, right.id)?;
        Ok(true)
    }

    /// A root with one child is none: the child takes its place.
    fn lower(&mut self, pages: &Pages<'_>) -> Result<(), StoreError> {
        while self.root.height > 1 && self.node(self.root.id)?.len() == 1 {
            let child = self.node(self.root.id)?.child(0);
            self.free(pages, self.root.id)?;
            (self.root.id, self.root.nonce) = (child.id, child.nonce);
            self.root.height -= 1;
            self.hold(pages, &child, self.root.height - 1)?;
        }
        Ok(())
    }

    /// Removes a node. Its id is not used again.
    fn free(&mut self, pages: &Pages<'_>, id: i64) -> Result<(), StoreError> {
        self.held.remove(&id);
        pages.delete(id)
    }
}

/// Inserts an entry at the index where it belongs. If it does not fit, the node is split, and the right half
/// returned.
fn insert(node: &mut Node, index: usize, key: &[u8], value: &[u8]) -> Option<Node> {
    if node.fits(key, value) {
        node.insert(index, key, value);
        return None;
    }
    let left = left_half(node, index, key, value);
    if index < left {
        let right = node.split_off(left - 1);
        node.insert(index, key, value);
        return Some(right);
    }
    let mut right = node.split_off(left);
    right.insert(index - left, key, value);
    Some(right)
}

/// How many entries, with the new one, stay in the node when it is split. An entry put after all others of its kind
/// (the first byte of a key) will be followed by more of them: what is before it stays, and the node is full.
/// Elsewhere both halves get about the same.
fn left_half(node: &Node, index: usize, key: &[u8], value: &[u8]) -> usize {
    let mut sizes: Vec<usize> = node.entries().map(|(key, value)| size(key, value)).collect();
    sizes.insert(index, size(key, value));
    let is_last = node.len() == index || node.key(index).first() != key.first();
    if is_last && index > 0 {
        let with_it: usize = sizes[..=index].iter().sum();
        let fits = with_it <= ROOM && index + 1 < sizes.len();
        return if fits { index + 1 } else { index };
    }
    let (total, mut left) = (sizes.iter().sum::<usize>(), 0);
    let larger = |count: &usize| {
        left += sizes[count - 1];
        left.max(total - left)
    };
    (1..sizes.len()).min_by_key(larger).unwrap_or(1)
}
