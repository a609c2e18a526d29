//! The record type and look-up columns of each table's rows, for code that handles all tables alike.

use super::audit;
use super::error::StoreError;
use super::record::{CredentialRecord, Record, RotationRecord, Series, Settings, SigningSeed};
use super::row::Keys;
use super::schema::Table;
use crate::domain::key::Key;
use crate::domain::profile::Profile;
use crate::domain::publication::Publication;
use crate::domain::receipt::Receipt;
use crate::domain::target::Target;

/// The look-up columns of a row of any table but slots and blocks, from its plaintext.
///
/// # Errors
/// The plaintext is not a record of that table.
pub(super) fn columns(
    keys: &Keys,
    table: Table,
    id: i64,
    plaintext: &[u8],
) -> Result<Vec<Vec<u8>>, StoreError> {
    let found = match table {
        Table::Settings => of::<Settings>(keys, plaintext),
        Table::SigningKeys => of::<SigningSeed>(keys, plaintext),
        Table::Keys => of::<Key>(keys, plaintext),
        Table::Profiles => of::<Profile>(keys, plaintext),
        Table::Targets => of::<Target>(keys, plaintext),
        Table::Series => of::<Series>(keys, plaintext),
        Table::Publications => of::<Publication>(keys, plaintext),
        Table::Rotations => of::<RotationRecord>(keys, plaintext),
        Table::Receipts => of::<Receipt>(keys, plaintext),
        Table::Credentials => of::<CredentialRecord>(keys, plaintext),
        Table::Audit => audit::is_link(plaintext).then(Vec::new),
        Table::Slots | Table::Blocks => return Err(StoreError::Defect("a table without records")),
    };
    found.ok_or_else(|| StoreError::tampered(format!("row {id} of {} cannot be read", table.name())))
}

fn of<R: Record>(keys: &Keys, plaintext: &[u8]) -> Option<Vec<Vec<u8>>> {
    Some(keys.columns(&serde_json::from_slice::<R>(plaintext).ok()?))
}
