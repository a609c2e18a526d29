//! Reading and verifying everything, for `vault check`.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};

use zeroize::Zeroizing;

use super::audit::AuditReader;
use super::error::StoreError;
use super::index::Index;
use super::pieces;
use super::schema::Table;
use super::tree::Tree;
use super::tree::node::Node;
use super::tree::pages::Pages;
use super::tuple::last_number;
use super::tx::{Flow, Stored, Transaction};
use crate::domain::key::Key;
use crate::error::Error;

/// The contents of a consistent and authentic vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integrity {
    /// Records read and authenticated.
    pub rows: u64,
    /// Events in the audit log.
    pub events: u64,
    pub generation: i64,
}

/// A sum over entries, whatever their order: equal sums are of equal entries. Whoever could make others has the keys.
#[derive(Default, PartialEq, Eq)]
struct Sum(u64, u64);

impl Sum {
    fn add(&mut self, entry: &[u8]) {
        let mut hasher = DefaultHasher::new();
        hasher.write(entry);
        self.0 = self.0.wrapping_add(hasher.finish());
        self.1 += 1;
    }
}

/// What the leaves hold, and what the records say that they should.
#[derive(Default)]
struct Totals {
    records: u64,
    found: Sum,
    expected: Sum,
}

impl Transaction<'_> {
    /// Opens every node that the manifest leads to, finds no others, reads every record, compares all indexes and
    /// counts with them, follows the audit chain, and lets SQLite verify its pages. `progress` is called for each leaf
    /// with the number of its records.
    pub fn check_integrity(&self, progress: &mut dyn FnMut(u64)) -> Result<Integrity, Error> {
        self.check_pages()?;
        let pages = Pages { connection: self.connection, keys: self.keys, entropy: self.entropy };
        let (root, next_node) = {
            let manifest = &self.state.borrow().manifest;
            (manifest.root, manifest.next_node)
        };
        let (mut nodes, mut totals) = (HashSet::new(), Totals::default());
        Tree::walk(&pages, &root, next_node, &mut |visit| {
            let node = visit.node?;
            nodes.insert(visit.child.id);
            if node.level() == 0 {
                let before = totals.records;
                self.check_leaf(node, &mut totals)?;
                progress(totals.records - before);
            }
            Ok::<_, Error>(())
        })?;
        if totals.found != totals.expected {
            return Err(StoreError::tampered("the indexes do not match the records").into());
        }
        pages.ids(&mut |id| {
            if nodes.contains(&id) {
                return Ok(());
            }
            Err(StoreError::tampered(format!("nothing leads to node {id}: somebody added it")))
        })?;
        if let Some(twins) = self.twins()? {
            return Err(StoreError::tampered(twins).into());
        }
        self.slots()?;
        let events = AuditReader::new(self).verify()?;
        Ok(Integrity { rows: totals.records, events, generation: self.generation() })
    }

    /// Compares the indexes of keys, and how many keys and index entries the tree counts, with the keys: a listing of
    /// all of them shows what other commands go by. Returns how many keys there are.
    pub fn check_keys(&self) -> Result<u64, Error> {
        let (mut keys, mut found, mut expected) = (0_u64, Sum::default(), Sum::default());
        self.scan::<Key>(0, &mut |Stored { id, record }| {
            keys += 1;
            self.entries_of(&record)?.into_iter().for_each(|entry| expected.add(entry.number(id).as_slice()));
            Ok(Flow::Continue)
        })?;
        let range = Index::of_keys();
        self.scan_entries(range.clone(), &mut |entry, _| {
            found.add(entry);
            Ok(Flow::Continue)
        })?;
        if found != expected {
            return Err(StoreError::tampered("the indexes of keys do not match the keys").into());
        }
        let counted = (self.count(Table::Keys)?, self.state.borrow_mut().map.count(&range)?);
        if counted != (keys, found.1) {
            return Err(StoreError::tampered("the counts of keys do not match the keys").into());
        }
        Ok(keys)
    }

    fn check_leaf(&self, leaf: &Node, totals: &mut Totals) -> Result<(), StoreError> {
        for (key, value) in leaf.entries() {
            let number = key.first().copied().unwrap_or(0);
            let Some(table) = Table::of_number(number) else {
                if number != Table::PIECES && number < Index::FIRST {
                    return Err(StoreError::tampered("there is an entry of no table"));
                }
                totals.found.add(key);
                continue;
            };
            let id = last_number(key).filter(|_| key.len() == 9).unwrap_or(0);
            totals.records += 1;
            let whole = match pieces::length(value) {
                Some(length) => {
                    // Read first: there are as many pieces as it says.
                    let whole = self.state.borrow_mut().map.whole(key, Zeroizing::new(value.to_vec()))?;
                    for number in 0..pieces::count(length) {
                        totals.expected.add(pieces::place(key, number).as_slice());
                    }
                    Some(whole)
                }
                None => None,
            };
            // The events are read when the chain is followed.
            if table != Table::Audit {
                let json = whole.as_ref().map_or(value, |whole| whole);
                for entry in self.entries_of_json(table, id, json)? {
                    totals.expected.add(entry.number(id).as_slice());
                }
            }
        }
        Ok(())
    }

    fn check_pages(&self) -> Result<(), StoreError> {
        let verdict: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if verdict == "ok" {
            Ok(())
        } else {
            Err(StoreError::tampered(format!(
                "SQLite reports: {}",
                verdict.lines().next().unwrap_or_default()
            )))
        }
    }
}
