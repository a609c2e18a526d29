//! Blocks and their expected sums: a block is 1,024 consecutive row ids of a table, or the 256th part of an
//! index (the entries whose look-up digests begin with the same byte).
//!
//! The sums of 32 blocks are stored together in one sealed row of `blocks` (a group), and the manifest holds
//! the sum over those rows: two levels, so that one changed record costs a few small seals at any size of
//! vault, and opening a vault of a million keys reads some ninety group rows.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::manifest::Manifest;
use super::row::{Keys, Row};
use super::schema::Table;
use super::sum::Sum;
use crate::ports::Entropy;

/// Row ids per block.
pub(crate) const BLOCK_ROWS: i64 = 1_024;
/// Blocks per group.
const GROUP_BLOCKS: i64 = 32;

pub(crate) fn block_of(id: i64) -> i64 {
    id.div_euclid(BLOCK_ROWS)
}

/// The part of an index that a look-up digest falls into.
pub(crate) fn part_of(lookup: &[u8]) -> i64 {
    lookup.first().copied().unwrap_or(0).into()
}

/// What is divided into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Zone {
    Rows(Table),
    /// The index over a look-up column of a table.
    Index(Table, &'static str),
}

impl Zone {
    /// Its name in the sealed groups.
    fn name(self) -> String {
        match self {
            Self::Rows(table) => table.name().to_owned(),
            Self::Index(table, column) => format!("{}.{column}", table.name()),
        }
    }
}

/// The expected sum and row count of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Block {
    pub(crate) n: i64,
    pub(crate) sum: Sum,
    pub(crate) rows: i64,
}

/// The sealed content of a row of `blocks`.
#[derive(Debug, Serialize, Deserialize)]
struct Group {
    zone: String,
    #[serde(rename = "group")]
    number: i64,
    blocks: Vec<Block>,
}

struct OpenGroup {
    content: Group,
    dirty: bool,
}

/// The groups of one transaction.
pub(crate) struct Groups {
    /// Every row of `blocks`, by look-up digest; their sum has been verified against the manifest.
    rows: HashMap<Vec<u8>, Row>,
    open: HashMap<(Zone, i64), OpenGroup>,
    /// Blocks whose sums have been verified in this transaction.
    verified: HashSet<(Zone, i64)>,
}

impl Groups {
    /// For a new vault.
    pub(crate) fn new() -> Self {
        Self { rows: HashMap::new(), open: HashMap::new(), verified: HashSet::new() }
    }

    /// Reads all rows of `blocks` and verifies them against the manifest.
    pub(crate) fn load(
        connection: &Connection,
        keys: &Keys,
        manifest: &Manifest,
    ) -> Result<Self, StoreError> {
        let sql = format!("SELECT {} FROM blocks", Table::Blocks.select_list());
        let mut statement = connection.prepare_cached(&sql)?;
        let mut found = statement.query([])?;
        let mut groups = Self::new();
        let (mut sum, mut count) = (Sum::default(), 0);
        while let Some(row) = found.next()? {
            let row = Row::read(Table::Blocks, row)?;
            sum.add(keys.tag(Table::Blocks, &row));
            count += 1;
            groups.rows.insert(row.columns[0].clone(), row);
        }
        if sum != manifest.groups_sum || count != manifest.counts(Table::Blocks).rows {
            return Err(StoreError::tampered("the block sums do not match the manifest"));
        }
        Ok(groups)
    }

    fn place(keys: &Keys, zone: Zone, group: i64) -> Vec<u8> {
        let value = format!("{}/{group}", zone.name());
        keys.lookup(Table::Blocks, "place", value.as_bytes())
    }

    fn group(&mut self, keys: &Keys, zone: Zone, group: i64) -> Result<&mut OpenGroup, StoreError> {
        use std::collections::hash_map::Entry;
        match self.open.entry((zone, group)) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(entry) => {
                let content = match self.rows.get(&Self::place(keys, zone, group)) {
                    Some(row) => open_group(keys, row, zone, group)?,
                    None => Group { zone: zone.name(), number: group, blocks: Vec::new() },
                };
                Ok(entry.insert(OpenGroup { content, dirty: false }))
            }
        }
    }

    /// The expected sum of a block; that of a block that never held a row is zero.
    pub(crate) fn block(&mut self, keys: &Keys, zone: Zone, n: i64) -> Result<Block, StoreError> {
        let group = self.group(keys, zone, n.div_euclid(GROUP_BLOCKS))?;
        let found = group.content.blocks.iter().find(|block| block.n == n);
        Ok(found.copied().unwrap_or(Block { n, sum: Sum::default(), rows: 0 }))
    }

    /// Accounts for what was removed from and added to this block.
    pub(crate) fn change(
        &mut self,
        keys: &Keys,
        zone: Zone,
        n: i64,
        gone: Option<Sum>,
        come: Option<Sum>,
    ) -> Result<(), StoreError> {
        let group = self.group(keys, zone, n.div_euclid(GROUP_BLOCKS))?;
        group.dirty = true;
        let blocks = &mut group.content.blocks;
        let index = blocks.iter().position(|block| block.n == n).unwrap_or_else(|| {
            blocks.push(Block { n, sum: Sum::default(), rows: 0 });
            blocks.len() - 1
        });
        let block = &mut blocks[index];
        if let Some(gone) = gone {
            block.sum.subtract(gone);
            block.rows -= 1;
        }
        if let Some(come) = come {
            block.sum.add(come);
            block.rows += 1;
        }
        Ok(())
    }

    /// Whether a block has been verified in this transaction.
    pub(crate) fn is_verified(&self, zone: Zone, n: i64) -> bool {
        self.verified.contains(&(zone, n))
    }

    pub(crate) fn set_verified(&mut self, zone: Zone, n: i64) {
        self.verified.insert((zone, n));
    }

    /// Seals and writes the changed groups, and updates the manifest's sum.
    pub(crate) fn flush(
        &mut self,
        connection: &Connection,
        keys: &Keys,
        entropy: &dyn Entropy,
        manifest: &mut Manifest,
    ) -> Result<(), StoreError> {
        for ((zone, number), group) in self.open.iter_mut().filter(|(_, group)| group.dirty) {
            let place = Self::place(keys, *zone, *number);
            let old = self.rows.get(&place);
            let at = match old {
                Some(row) => (row.id, row.ver + 1),
                None => (manifest.counts(Table::Blocks).next_id, 1),
            };
            let plaintext = serde_json::to_vec(&group.content).map_err(|_| StoreError::Defect("a group"))?;
            let row = keys.seal(entropy, Table::Blocks.name(), at, vec![place.clone()], &plaintext)?;
            if let Some(old) = old {
                row.update(connection, Table::Blocks)?;
                manifest.groups_sum.subtract(keys.tag(Table::Blocks, old));
            } else {
                row.insert(connection, Table::Blocks)?;
                let counts = manifest.counts_mut(Table::Blocks);
                counts.next_id += 1;
                counts.rows += 1;
            }
            manifest.groups_sum.add(keys.tag(Table::Blocks, &row));
            self.rows.insert(place, row);
            group.dirty = false;
        }
        Ok(())
    }
}

fn open_group(keys: &Keys, row: &Row, zone: Zone, group: i64) -> Result<Group, StoreError> {
    let plaintext = keys.open(Table::Blocks.name(), row)?;
    let content: Group = serde_json::from_slice(&plaintext)
        .map_err(|_| StoreError::tampered("a group of block sums cannot be read"))?;
    if content.zone != zone.name() || content.number != group {
        return Err(StoreError::tampered("a group of block sums is in the wrong row"));
    }
    Ok(content)
}
