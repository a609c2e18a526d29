//! Resolving the command line's reference to a key.

use crate::domain::key::{Key, Status};
use crate::domain::name::KeyRef;
use crate::error::{Error, Result};
use crate::store::{Index, Stored, Transaction};

/// The key with this id or beginning of an id; for a name, the lineage's active key, else its newest.
pub fn resolve(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Stored<Key>> {
    let mut found = candidates(transaction, reference)?;
    let now = transaction.now();
    let chosen = match reference {
        KeyRef::Id(_) if found.len() > 1 => {
            let ids: Vec<&str> = found.iter().map(|key| key.record.id.as_str()).collect();
            return Err(Error::conflict(format!(
                "{reference} is the beginning of several ids: {}",
                ids.join(", ")
            ))
            .hint("give more of the id"));
        }
        KeyRef::Id(_) => None,
        KeyRef::Name(_) => found.iter().rposition(|key| key.record.status(now) == Status::Active),
    };
    let chosen = chosen.or_else(|| found.len().checked_sub(1));
    chosen.map(|index| found.swap_remove(index)).ok_or_else(|| not_found(reference))
}

/// All keys that a reference could mean, oldest first: the versions of a lineage for a name.
pub fn candidates(transaction: &Transaction<'_>, reference: &KeyRef) -> Result<Vec<Stored<Key>>> {
    match reference {
        KeyRef::Id(start) => {
            let mut found = transaction.find_beginning::<Key>(Index::KeyId, start.as_str())?;
            found.sort_by_key(|key| key.id);
            Ok(found)
        }
        KeyRef::Name(name) => {
            let mut found = transaction.find::<Key>(Index::KeyName, name.as_str())?;
            found.sort_by_key(|key| key.record.version);
            Ok(found)
        }
    }
}

/// The error for a key that is not found.
pub fn not_found(reference: &KeyRef) -> Error {
    Error::not_found(format!("no key {reference}")).hint("see `keywright key list`")
}
