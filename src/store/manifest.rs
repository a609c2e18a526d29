//! The manifest: one sealed row that contains what the rest of the vault is verified against.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::keys::{Keys, NONCE_LENGTH, Place};
use super::tree::Root;
use crate::domain::digest::Digest;
use crate::domain::time::Timestamp;
use crate::ports::Entropy;

/// There is one row.
const ROW_ID: i64 = 1;
/// Its plaintext is padded to a multiple of this.
const PADDING: usize = 512;
/// Ids and generations count up from 1: none is near the end of the range.
pub(crate) const MOST: i64 = 1 << 53;
/// Random nonces allow so many seals under one key (NIST SP 800-38D, section 8.3).
const MOST_SEALS: u64 = 1 << 32;
/// From so many on, a new data key is recommended.
const MANY_SEALS: u64 = 1 << 31;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Incremented by each committed transaction; also stored in clear.
    pub(crate) generation: i64,
    pub(crate) newest_time: Timestamp,
    /// The root of the map.
    pub(crate) root: Root,
    /// The first id of a node, and the first number of a record, that was never used.
    pub(crate) next_node: i64,
    pub(crate) next_seq: i64,
    /// The number of events in the log, and the hash of the last.
    pub(crate) log_count: u64,
    pub(crate) log_head: Digest,
    /// How many blobs were sealed under the data key.
    pub(crate) seals: u64,
    /// The generation in which a key or a target last changed: verification files are made of them.
    pub(crate) published_from: i64,
}

impl Manifest {
    /// An empty vault's, before its first commit.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            generation: 0,
            newest_time: now,
            root: Root { id: 1, nonce: [0; NONCE_LENGTH], height: 1, entries: 0 },
            next_node: 2,
            next_seq: 1,
            log_count: 0,
            log_head: Digest::from_bytes([0; 32]),
            seals: 0,
            published_from: 0,
        }
    }

    /// Whether the data key has sealed so much that it should be replaced.
    pub(crate) fn wants_new_key(&self) -> bool {
        self.seals >= MANY_SEALS
    }

    /// Reads and opens it. Its absence is tampering, never a fresh start.
    pub(crate) fn load(connection: &Connection, keys: &Keys) -> Result<Self, StoreError> {
        let row = read_row(connection)?;
        if row.vault_id != keys.vault_id() {
            return Err(StoreError::tampered("the manifest belongs to another vault"));
        }
        let plaintext = keys
            .open(Place::Manifest(ROW_ID), &row.sealed)
            .map_err(|_| StoreError::tampered("the manifest is not authentic"))?;
        let manifest: Self = serde_json::from_slice(&plaintext)
            .map_err(|_| StoreError::tampered("the manifest cannot be read"))?;
        if manifest.generation != row.generation {
            return Err(StoreError::tampered("the manifest's generation is not the one in its row"));
        }
        let counts = [manifest.generation, manifest.next_node, manifest.next_seq];
        if counts.iter().any(|count| !(1..MOST).contains(count)) {
            return Err(StoreError::tampered("the manifest's numbers cannot be"));
        }
        Ok(manifest)
    }

    /// Seals and writes it with the next generation.
    pub(crate) fn save(
        &mut self,
        connection: &Connection,
        keys: &Keys,
        entropy: &dyn Entropy,
    ) -> Result<(), StoreError> {
        self.generation += 1;
        self.seals += 1;
        if self.seals > MOST_SEALS {
            return Err(StoreError::TooManySeals);
        }
        let mut plaintext = serde_json::to_vec(self).map_err(|_| StoreError::Defect("the manifest"))?;
        // White space after a JSON value is legal (RFC 8259 section 2): any parser reads it.
        plaintext.resize(plaintext.len().next_multiple_of(PADDING), b' ');
        let (_, sealed) = keys.seal(entropy, Place::Manifest(ROW_ID), &plaintext)?;
        let sql = "INSERT INTO manifest (id, vault_id, generation, sealed) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (id) DO UPDATE SET vault_id = ?2, generation = ?3, sealed = ?4";
        connection.execute(sql, (ROW_ID, keys.vault_id(), self.generation, sealed))?;
        Ok(())
    }
}

struct Row {
    vault_id: Vec<u8>,
    generation: i64,
    sealed: Vec<u8>,
}

fn read_row(connection: &Connection) -> Result<Row, StoreError> {
    // Two of them: there must be no second one.
    let mut statement =
        connection.prepare("SELECT id, vault_id, generation, sealed FROM manifest LIMIT 2")?;
    let rows = statement.query_map([], |row| {
        let content = Row { vault_id: row.get(1)?, generation: row.get(2)?, sealed: row.get(3)? };
        Ok((row.get::<_, i64>(0)?, content))
    })?;
    let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
    match (rows.pop(), rows.is_empty()) {
        (Some((ROW_ID, row)), true) => Ok(row),
        _ => Err(StoreError::tampered("the manifest is missing or not unique")),
    }
}

/// The generation on disk, read without unlocking.
pub(crate) fn generation(connection: &Connection) -> Result<i64, StoreError> {
    Ok(read_row(connection)?.generation)
}

/// The vault id on disk, read without unlocking; it counts only once the manifest has been opened.
pub(crate) fn vault_id(connection: &Connection) -> Result<[u8; 16], StoreError> {
    let row = read_row(connection)?;
    row.vault_id.as_slice().try_into().map_err(|_| StoreError::tampered("the vault id has another length"))
}
