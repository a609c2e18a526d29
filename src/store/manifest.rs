//! The manifest: one sealed row that contains what the rest of the vault is verified against.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::row::{Keys, Row};
use super::schema::Table;
use super::sum::Sum;
use crate::domain::digest::Digest;
use crate::domain::time::Timestamp;
use crate::ports::Entropy;

const NAME: &str = "manifest";
/// There is one row.
const ROW_ID: i64 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Incremented by each committed transaction; also the row's version.
    pub(crate) generation: i64,
    pub(crate) newest_time: Timestamp,
    /// Per table: the next row id and the number of rows.
    pub(crate) tables: BTreeMap<String, Counts>,
    /// The sum over the rows of `blocks`.
    pub(crate) groups_sum: Sum,
    pub(crate) audit_count: u64,
    /// The MAC of the last event.
    pub(crate) audit_head: Digest,
    /// An owner declared it newer than every state up to this generation, whatever
    /// those states' logs were: a restore, a repair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) superseded: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) next_id: i64,
    pub(crate) rows: i64,
}

impl Manifest {
    /// An empty vault's, before its first commit.
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            generation: 0,
            newest_time: now,
            tables: BTreeMap::new(),
            groups_sum: Sum::default(),
            audit_count: 0,
            audit_head: Digest::from_bytes([0; 32]),
            superseded: None,
        }
    }

    pub(crate) fn counts(&self, table: Table) -> Counts {
        self.tables.get(table.name()).copied().unwrap_or(Counts { next_id: 1, rows: 0 })
    }

    pub(crate) fn counts_mut(&mut self, table: Table) -> &mut Counts {
        self.tables.entry(table.name().to_owned()).or_insert(Counts { next_id: 1, rows: 0 })
    }

    /// Reads and opens it. Its absence is tampering, never a fresh start.
    pub(crate) fn load(connection: &Connection, keys: &Keys) -> Result<Self, StoreError> {
        let row = read_row(connection)?;
        if row.columns[0] != keys.vault_id() {
            return Err(StoreError::tampered("the manifest belongs to another vault"));
        }
        let plaintext = keys.open(NAME, &row)?;
        let manifest: Self = serde_json::from_slice(&plaintext)
            .map_err(|_| StoreError::tampered("the manifest cannot be read"))?;
        if manifest.generation != row.ver {
            return Err(StoreError::tampered("the manifest's generation does not match its version"));
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
        let plaintext = serde_json::to_vec(self).map_err(|_| StoreError::Defect("the manifest"))?;
        let columns = vec![keys.vault_id().to_vec()];
        let row = keys.seal(entropy, NAME, (ROW_ID, self.generation), columns, &plaintext)?;
        let sql = "INSERT INTO manifest (id, ver, vault_id, sealed) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (id) DO UPDATE SET ver = ?2, vault_id = ?3, sealed = ?4";
        connection.execute(sql, (row.id, row.ver, &row.columns[0], &row.sealed))?;
        Ok(())
    }
}

fn read_row(connection: &Connection) -> Result<Row, StoreError> {
    let mut statement = connection.prepare("SELECT id, ver, vault_id, sealed FROM manifest")?;
    let rows = statement.query_map([], |row| {
        Ok(Row { id: row.get(0)?, ver: row.get(1)?, columns: vec![row.get(2)?], sealed: row.get(3)? })
    })?;
    let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
    match (rows.pop(), rows.is_empty()) {
        (Some(row), true) if row.id == ROW_ID => Ok(row),
        _ => Err(StoreError::tampered("the manifest is missing or not unique")),
    }
}

/// The generation on disk, read without unlocking.
pub(crate) fn generation(connection: &Connection) -> Result<i64, StoreError> {
    Ok(read_row(connection)?.ver)
}

/// The vault id on disk, read without unlocking; it counts only once the manifest has been opened.
pub(crate) fn vault_id(connection: &Connection) -> Result<[u8; 16], StoreError> {
    let row = read_row(connection)?;
    row.columns[0].as_slice().try_into().map_err(|_| StoreError::tampered("the vault id has another length"))
}
