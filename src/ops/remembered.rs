//! The files that were written, remembered until they have expired.

use crate::domain::publication::Publication;
use crate::domain::receipt::Receipt;
use crate::error::Result;
use crate::store::{Flow, Stored, Transaction};

/// All remembered files of a subject, in the order of their succession.
pub(super) fn of(transaction: &Transaction<'_>, subject: &str) -> Result<Vec<Stored<Publication>>> {
    let mut found = transaction.find::<Publication>("subject", subject.as_bytes())?;
    found.sort_by_key(|file| file.record.place());
    Ok(found)
}

/// What servers have reported of a subject: the newest receipt of each.
pub(super) fn receipts(transaction: &Transaction<'_>, subject: &str) -> Result<Vec<Receipt>> {
    let found = transaction.find::<Receipt>("subject", subject.as_bytes())?;
    Ok(found.into_iter().map(|stored| stored.record).collect())
}

/// Remembers a file, and forgets those that no server accepts any more. Returns its row id.
pub(super) fn add(transaction: &mut Transaction<'_>, file: &Publication) -> Result<i64> {
    forget_expired(transaction)?;
    Ok(transaction.insert(file)?)
}

/// Of a target the newest file is kept even so: what was placed is compared with it.
fn forget_expired(transaction: &mut Transaction<'_>) -> Result<()> {
    let now = transaction.now();
    let mut expired: Vec<Stored<Publication>> = Vec::new();
    transaction.scan::<Publication>(0, &mut |file| {
        if file.record.exp <= now {
            expired.push(file);
        }
        Ok(Flow::Continue)
    })?;
    for file in expired {
        let is_export = file.record.subject.contains('/');
        if is_export || !is_newest(transaction, &file.record)? {
            transaction.delete(&file)?;
        }
    }
    Ok(())
}

fn is_newest(transaction: &Transaction<'_>, file: &Publication) -> Result<bool> {
    let newest = of(transaction, &file.subject)?.pop();
    Ok(newest.is_some_and(|newest| newest.record.place() == file.place()))
}
