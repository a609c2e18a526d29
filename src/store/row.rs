//! Rows as stored in the file, and the keys that seal, find and sum them.

use std::fmt::Write as _;

use ring::hmac;
use rusqlite::{Connection, params_from_iter, types::Value};
use zeroize::Zeroizing;

use super::error::StoreError;
use super::record::Record;
use super::schema::Table;
use super::sum::Sum;
use crate::crypto::encode::Sequence;
use crate::crypto::seal::Sealer;
use crate::crypto::subkeys::{Purpose, derive, derive_hmac, mac};
use crate::ports::Entropy;
use crate::secret::DataKey;

/// The version of the sealing context.
const CONTEXT_VERSION: i64 = 1;
/// Sealed plaintexts are padded to a multiple of this, so that sizes reveal little.
const PADDING: usize = 64;
/// A look-up digest: the first 16 bytes of an HMAC-SHA256.
pub(crate) const LOOKUP_LENGTH: usize = 16;

/// One row, unopened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) id: i64,
    pub(crate) ver: i64,
    /// The plaintext columns in schema order; NULL is empty.
    pub(crate) columns: Vec<Vec<u8>>,
    pub(crate) sealed: Vec<u8>,
}

impl Row {
    /// Reads a row selected with `Table::select_list`.
    pub(crate) fn read(table: Table, row: &rusqlite::Row<'_>) -> Result<Self, rusqlite::Error> {
        let count = table.columns().len();
        let column = |index| row.get::<_, Option<Vec<u8>>>(index).map(Option::unwrap_or_default);
        let columns = (2..2 + count).map(column).collect::<Result<_, _>>()?;
        Ok(Self { id: row.get(0)?, ver: row.get(1)?, columns, sealed: row.get(2 + count)? })
    }

    fn values(&self) -> Vec<Value> {
        let mut values = vec![Value::Integer(self.id), Value::Integer(self.ver)];
        let blob = |bytes: &Vec<u8>| if bytes.is_empty() { Value::Null } else { Value::Blob(bytes.clone()) };
        values.extend(self.columns.iter().map(blob));
        values.push(Value::Blob(self.sealed.clone()));
        values
    }

    pub(crate) fn insert(&self, connection: &Connection, table: Table) -> Result<(), StoreError> {
        let places = vec!["?"; table.columns().len() + 3].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({places})", table.name(), table.select_list());
        connection.prepare_cached(&sql)?.execute(params_from_iter(self.values()))?;
        Ok(())
    }

    /// Replaces the row of the same id.
    pub(crate) fn update(&self, connection: &Connection, table: Table) -> Result<(), StoreError> {
        let mut sets = String::from("ver = ?2");
        for (index, column) in table.columns().iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(sets, ", {column} = ?{}", index + 3);
        }
        let sealed = table.columns().len() + 3;
        let sql = format!("UPDATE {} SET {sets}, sealed = ?{sealed} WHERE id = ?1", table.name());
        let changed = connection.prepare_cached(&sql)?.execute(params_from_iter(self.values()))?;
        if changed == 1 { Ok(()) } else { Err(StoreError::tampered("a row vanished")) }
    }
}

/// The keys of one unlocked vault.
pub(crate) struct Keys {
    vault_id: [u8; 16],
    sealer: Sealer,
    lookup: hmac::Key,
    manifest: hmac::Key,
}

impl Keys {
    pub(crate) fn derive(data_key: &DataKey, vault_id: [u8; 16]) -> Result<Self, StoreError> {
        let sealing = derive(data_key, &vault_id, Purpose::Seal);
        let sealer = Sealer::new(&sealing).map_err(|_| StoreError::Defect("the sealing key was refused"))?;
        Ok(Self {
            vault_id,
            sealer,
            lookup: derive_hmac(data_key, &vault_id, Purpose::Lookup),
            manifest: derive_hmac(data_key, &vault_id, Purpose::Manifest),
        })
    }

    pub(crate) fn vault_id(&self) -> &[u8; 16] {
        &self.vault_id
    }

    /// The look-up digest of a value in this column.
    pub(crate) fn lookup(&self, table: Table, column: &str, value: &[u8]) -> Vec<u8> {
        let message = Sequence::new().bytes(table.name().as_bytes()).bytes(column.as_bytes()).bytes(value);
        mac(&self.lookup, message.as_slice())[..LOOKUP_LENGTH].to_vec()
    }

    /// The look-up columns of a record.
    pub(crate) fn columns<R: Record>(&self, record: &R) -> Vec<Vec<u8>> {
        let columns = R::TABLE.columns().iter().zip(record.lookup_values());
        columns.map(|(column, value)| self.lookup(R::TABLE, column, value)).collect()
    }

    /// Seals a plaintext, bound to its table, id and version. Returns the row.
    pub(crate) fn seal(
        &self,
        entropy: &dyn Entropy,
        table: &str,
        (id, ver): (i64, i64),
        columns: Vec<Vec<u8>>,
        plaintext: &[u8],
    ) -> Result<Row, StoreError> {
        let mut padded = Zeroizing::new(Vec::with_capacity(plaintext.len().next_multiple_of(PADDING)));
        padded.extend_from_slice(plaintext);
        // White space after a JSON value is legal (RFC 8259 section 2): any parser reads it.
        padded.resize(plaintext.len().next_multiple_of(PADDING), b' ');
        let mut nonce = [0; 12];
        entropy.fill(&mut nonce).map_err(|_| StoreError::Defect("no randomness"))?;
        let context = self.context(table, id, ver, &columns);
        let sealed = self
            .sealer
            .seal(nonce, context.as_slice(), &padded)
            .map_err(|_| StoreError::Defect("sealing failed"))?;
        Ok(Row { id, ver, columns, sealed })
    }

    /// Opens a row, bound to its table, id and version.
    pub(crate) fn open(&self, table: &str, row: &Row) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let context = self.context(table, row.id, row.ver, &row.columns);
        self.sealer
            .open(context.as_slice(), &row.sealed)
            .map_err(|_| StoreError::tampered(format!("row {} of {table} is not authentic", row.id)))
    }

    /// The associated data: neither a blob nor a plaintext column can be moved elsewhere.
    fn context(&self, table: &str, id: i64, ver: i64, columns: &[Vec<u8>]) -> Sequence {
        let start = Sequence::new()
            .integer(CONTEXT_VERSION)
            .bytes(&self.vault_id)
            .bytes(table.as_bytes())
            .integer(id)
            .integer(ver);
        columns.iter().fold(start, |sequence, column| sequence.bytes(column))
    }

    /// An index entry's contribution to its block's sum.
    pub(crate) fn index_tag(&self, table: Table, column: &str, lookup: &[u8], id: i64) -> Sum {
        let message = Sequence::new()
            .bytes(b"index")
            .bytes(table.name().as_bytes())
            .bytes(column.as_bytes())
            .bytes(lookup)
            .integer(id);
        Sum::from_tag(&mac(&self.manifest, message.as_slice()))
    }

    /// The row's contribution to its block's sum.
    pub(crate) fn tag(&self, table: Table, row: &Row) -> Sum {
        let mut hash = ring::digest::Context::new(&ring::digest::SHA256);
        for part in row.columns.iter().chain([&row.sealed]) {
            hash.update(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
            hash.update(part);
        }
        let message = Sequence::new()
            .bytes(table.name().as_bytes())
            .integer(row.id)
            .integer(row.ver)
            .bytes(hash.finish().as_ref());
        Sum::from_tag(&mac(&self.manifest, message.as_slice()))
    }
}
