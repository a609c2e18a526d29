//! Nodes as rows of the file.

use rusqlite::{Connection, OptionalExtension as _};

use super::super::error::StoreError;
use super::super::keys::{Keys, NONCE_LENGTH, Nonce, Place};
use super::node::{Child, NODE_SIZE, Node};
use crate::ports::Entropy;

/// The bytes of a sealed node: nonce, ciphertext, tag.
pub(crate) const SEALED_SIZE: usize = NONCE_LENGTH + NODE_SIZE + 16;

/// The nodes in the file, under the keys of one vault.
#[derive(Clone, Copy)]
pub(crate) struct Pages<'v> {
    pub(crate) connection: &'v Connection,
    pub(crate) keys: &'v Keys,
    pub(crate) entropy: &'v dyn Entropy,
}

impl Pages<'_> {
    /// The node that its parent names: of this id, level and nonce, and so no earlier one and no other.
    pub(crate) fn read(&self, child: &Child, level: u8) -> Result<Node, StoreError> {
        let id = child.id;
        let node = self.with_row(id, |sealed| {
            if sealed.get(..NONCE_LENGTH) != Some(&child.nonce) {
                return Err(StoreError::tampered(format!("node {id} is not the one that its parent names")));
            }
            self.open(id, level, sealed)
                .ok_or_else(|| StoreError::tampered(format!("node {id} is not authentic")))
        })?;
        node.unwrap_or_else(|| Err(StoreError::tampered(format!("node {id} is missing"))))
    }

    /// The node in this row at whichever of these levels it opens, with its nonce. `None`: it does not open.
    pub(crate) fn salvage(&self, id: i64, height: u8) -> Option<(Nonce, Node)> {
        let found = self.with_row(id, |sealed| {
            let nonce = *sealed.first_chunk()?;
            (0..height).find_map(|level| self.open(id, level, sealed)).map(|node| (nonce, node))
        });
        found.ok().flatten().flatten()
    }

    fn with_row<T>(&self, id: i64, read: impl FnOnce(&[u8]) -> T) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT sealed FROM node WHERE id = ?1")?;
        let row = statement.query_row([id], |row| Ok(read(row.get_ref(0)?.as_blob()?)));
        Ok(row.optional()?)
    }

    fn open(&self, id: i64, level: u8, sealed: &[u8]) -> Option<Node> {
        if sealed.len() != SEALED_SIZE {
            return None;
        }
        Node::decode(level, self.keys.open(Place::Node { id, level }, sealed).ok()?)
    }

    /// Seals and writes a node. Returns its nonce.
    pub(crate) fn write(&self, id: i64, node: &mut Node, generation: i64) -> Result<Nonce, StoreError> {
        let place = Place::Node { id, level: node.level() };
        let (nonce, sealed) = self.keys.seal(self.entropy, place, node.encode(generation))?;
        let sql = "INSERT INTO node (id, sealed) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET sealed = ?2";
        self.connection.prepare_cached(sql)?.execute((id, sealed))?;
        Ok(nonce)
    }

    pub(crate) fn delete(&self, id: i64) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM node WHERE id = ?1")?.execute([id])?;
        Ok(())
    }

    /// The ids of all rows, ascending.
    pub(crate) fn ids(&self, visit: &mut dyn FnMut(i64) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare("SELECT id FROM node ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            visit(row.get(0)?)?;
        }
        Ok(())
    }
}
