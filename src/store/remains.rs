//! What is left of a damaged vault.
//!
//! What the manifest leads to is the vault, however much of the file is damaged. Where it leads to nothing readable,
//! the keys that belong there are lost; entries for them are then taken from any node that opens, newest first, though
//! they may be out of date. Nothing is taken from elsewhere, so that a node that was added to the file can do nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use zeroize::Zeroizing;

use super::error::StoreError;
use super::manifest::Manifest;
use super::pieces;
use super::schema::Table;
use super::tree::node::Node;
use super::tree::pages::Pages;
use super::tree::walk::Span;
use super::tree::{MAX_HEIGHT, Tree};
use super::tuple::{KeyRange, Tuple, last_number};

type Value = Zeroizing<Vec<u8>>;
/// Takes a record: its table, its number, its JSON, and whether any of it was salvaged.
pub(super) type VisitRecord<'v, E> = dyn FnMut(Table, i64, &[u8], bool) -> Result<(), E> + 'v;

/// Keys to which the manifest leads no more.
pub(super) struct Lost {
    pub(super) span: Span,
    /// How many entries there were, according to the parent.
    pub(super) entries: u64,
    /// How many were found in other nodes.
    pub(super) found: u64,
}

/// A vault as far as it can be read.
pub(super) struct Remains<'v> {
    pages: Pages<'v>,
    pub(super) manifest: Manifest,
    pub(super) lost: Vec<Lost>,
    /// Nodes in the file that nothing leads to, if nothing is lost: somebody added them.
    pub(super) added: Vec<i64>,
    /// The leaf of each entry: the values stay sealed until they are wanted, for there may be a whole vault of them.
    salvaged: BTreeMap<Vec<u8>, i64>,
}

impl<'v> Remains<'v> {
    pub(super) fn of(pages: Pages<'v>, manifest: Manifest) -> Result<Self, StoreError> {
        let (mut lost, mut reachable) = (Vec::new(), BTreeSet::new());
        Tree::walk(&pages, &manifest.root, manifest.next_node, &mut |visit| {
            match visit.node {
                Ok(_) => {
                    reachable.insert(visit.child.id);
                }
                Err(_) => {
                    lost.push(Lost { span: visit.span.clone(), entries: visit.child.entries, found: 0 });
                }
            }
            Ok::<_, StoreError>(())
        })?;
        let mut added = Vec::new();
        // A damaged page may end it early: what comes after is lost.
        let _ = pages.ids(&mut |id| {
            if !reachable.contains(&id) {
                added.push(id);
            }
            Ok(())
        });
        let mut remains = Self { pages, manifest, lost, added, salvaged: BTreeMap::new() };
        if !remains.lost.is_empty() {
            remains.salvage();
        }
        Ok(remains)
    }

    /// Collects entries for what is lost from all other leaves that open.
    fn salvage(&mut self) {
        let ids = std::mem::take(&mut self.added);
        let written = 1..self.manifest.next_node;
        let opened = ids.into_iter().filter(|id| written.contains(id)).filter_map(|id| {
            let (_, node) = self.pages.salvage(id, MAX_HEIGHT)?;
            (node.level() == 0).then(|| (node.generation(), id))
        });
        let mut leaves: Vec<(i64, i64)> = opened.collect();
        leaves.sort_unstable();
        for (_, id) in leaves.into_iter().rev() {
            let Some((_, node)) = self.pages.salvage(id, 1) else { continue };
            for (key, _) in node.entries() {
                let Some(lost) = self.lost.iter_mut().find(|lost| lost.span.contains(key)) else { continue };
                if !self.salvaged.contains_key(key) {
                    lost.found += 1;
                    self.salvaged.insert(key.to_vec(), id);
                }
            }
        }
    }

    /// The value of a record, if it is left.
    pub(super) fn get(&self, table: Table, id: i64) -> Option<Value> {
        let key = Tuple::of(table.number()).number(id);
        let value = self.entry(key.as_slice())?;
        let Some(length) = pieces::length(&value) else { return Some(value) };
        let piece = |number| Ok(self.entry(pieces::place(key.as_slice(), number).as_slice()));
        pieces::join(length, piece).ok().flatten()
    }

    fn entry(&self, key: &[u8]) -> Option<Value> {
        let (root, next) = (self.manifest.root, self.manifest.next_node);
        let found = Tree::open(root, next, 0).and_then(|mut tree| tree.get(&self.pages, key));
        found.unwrap_or_else(|_| self.salvaged_value(*self.salvaged.get(key)?, key, &mut None))
    }

    /// The value of an entry in a leaf, which is opened unless it is the one that was opened last.
    fn salvaged_value(&self, id: i64, key: &[u8], last: &mut Option<(i64, Node)>) -> Option<Value> {
        let leaf = match last.take() {
            Some((opened, leaf)) if opened == id => leaf,
            _ => self.pages.salvage(id, 1)?.1,
        };
        let found = leaf.find(key).ok().map(|index| Zeroizing::new(leaf.value(index).to_vec()));
        *last = Some((id, leaf));
        found
    }

    /// Passes every record that is left, table by table, in the order of their numbers.
    pub(super) fn records<E: From<StoreError>>(&self, visit: &mut VisitRecord<'_, E>) -> Result<(), E> {
        let mut parts: HashMap<Vec<u8>, (Value, bool)> = HashMap::new();
        let mut each = |key: &[u8], value: &[u8], is_salvaged: bool| {
            let number = key.first().copied().unwrap_or(0);
            if number == Table::PIECES {
                parts.insert(key.to_vec(), (Zeroizing::new(value.to_vec()), is_salvaged));
                return Ok(());
            }
            let (Some(table), Some(id)) = (Table::of_number(number), last_number(key)) else { return Ok(()) };
            let Some(length) = pieces::length(value) else { return visit(table, id, value, is_salvaged) };
            // One that is not whole is no record.
            let mut any_salvaged = is_salvaged;
            let whole = pieces::join(length, |number| {
                let part = parts.remove(pieces::place(key, number).as_slice());
                any_salvaged |= part.as_ref().is_some_and(|(_, is_salvaged)| *is_salvaged);
                Ok(part.map(|(part, _)| part))
            })?;
            whole.map_or(Ok(()), |value| visit(table, id, &value, any_salvaged))
        };
        Tree::walk(&self.pages, &self.manifest.root, self.manifest.next_node, &mut |found| match found.node {
            Ok(node) if node.level() == 0 => {
                node.entries().try_for_each(|(key, value)| each(key, value, false))
            }
            Ok(_) => Ok(()),
            Err(_) => {
                let mut last = None;
                self.salvaged_within(found.span).try_for_each(|(key, id)| {
                    let value = self.salvaged_value(*id, key, &mut last);
                    value.map_or(Ok(()), |value| each(key, &value, true))
                })
            }
        })
    }

    fn salvaged_within(&self, span: &Span) -> impl Iterator<Item = (&Vec<u8>, &i64)> {
        let to = span.to.clone();
        let within = self.salvaged.range(span.from.clone()..);
        within.take_while(move |(key, _)| to.as_ref().is_none_or(|to| *key < to))
    }
}

impl Lost {
    /// The records of a table that may be lost: the first and last of their numbers. `None`: none are.
    pub(super) fn of_table(&self, table: Table, last: i64) -> Option<(i64, i64)> {
        let KeyRange { from, to } = Tuple::of(table.number()).range();
        let (begin, end) = (&self.span.from, self.span.to.as_ref());
        if *begin >= to || end.is_some_and(|end| *end <= from) {
            return None;
        }
        let number = |key: &[u8]| last_number(key).filter(|_| key.len() == 9);
        let first = if *begin <= from { 1 } else { number(begin)? };
        let last = match end {
            Some(end) if *end < to => number(end)? - 1,
            _ => last,
        };
        (first <= last).then_some((first, last))
    }

    /// Whether it is entries of indexes alone, which are made anew.
    pub(super) fn is_index(&self) -> bool {
        self.span.from.first().is_some_and(|first| *first >= super::index::Index::FIRST)
    }
}
