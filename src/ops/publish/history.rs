//! The files that were written, remembered until they have expired.

use crate::domain::publication::{self, Publication};
use crate::domain::receipt::Receipt;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::store::{Flow, Stored, Transaction};

/// All remembered files of a subject, in ascending order.
pub(in crate::ops) fn of(transaction: &Transaction<'_>, subject: &str) -> Result<Vec<Stored<Publication>>> {
    let mut found = transaction.find::<Publication>("subject", subject.as_bytes())?;
    found.sort_by_key(|file| file.record.serial());
    Ok(found)
}

/// The newest files of a subject, newest first, as far back as all of them hold the key of this row.
pub(in crate::ops) fn holding(
    transaction: &Transaction<'_>,
    subject: &str,
    row: i64,
) -> Result<Vec<Publication>> {
    // Files are inserted in ascending order.
    let files = transaction.find_newest::<Publication>("subject", subject.as_bytes())?;
    Ok(publication::holding(files.map(|file| file.map(|stored| stored.record)), row)?)
}

/// The newest file of a subject.
pub(in crate::ops) fn newest(
    transaction: &Transaction<'_>,
    subject: &str,
) -> Result<Option<Stored<Publication>>> {
    Ok(transaction.find_newest::<Publication>("subject", subject.as_bytes())?.next().transpose()?)
}

/// What servers have reported of a subject: the newest receipt of each.
pub(in crate::ops) fn receipts(transaction: &Transaction<'_>, subject: &str) -> Result<Vec<Receipt>> {
    let found = transaction.find::<Receipt>("subject", subject.as_bytes())?;
    Ok(found.into_iter().map(|stored| stored.record).collect())
}

/// How long a file stays remembered once it was found to have expired.
///
/// A clock that is ahead makes unexpired files look expired, and what they admit must not be forgotten for
/// that. No single reading of the clock tells, and neither does how far it jumped: whatever the vault did
/// first under that clock has moved the newest time it has seen. So a file is forgotten by two readings this
/// far apart, with none between or after that takes it for being valid. That bounds what is kept: the files
/// of one validity and of a week more.
const MARGIN: Span = Span::days(7);

/// Remembers a file, and forgets those that no server has accepted for a while. Returns its row id.
pub(in crate::ops) fn add(transaction: &mut Transaction<'_>, file: &Publication) -> Result<i64> {
    forget_expired(transaction)?;
    Ok(transaction.insert(file)?)
}

/// What becomes of a remembered file.
#[derive(Debug, PartialEq, Eq)]
enum Retention {
    /// It stays as it is.
    Kept,
    /// It stays, and this is when it was found to have expired.
    Marked(Option<Timestamp>),
    /// It is forgotten.
    Forgotten,
}

fn retention(file: &Publication, now: Timestamp) -> Retention {
    match file.found_expired_at {
        None if file.exp > now => Retention::Kept,
        None => Retention::Marked(Some(now)),
        // That was found under a clock that was ahead.
        Some(found) if found > now => Retention::Marked((file.exp <= now).then_some(now)),
        Some(found) if found.plus(MARGIN) <= now => Retention::Forgotten,
        Some(_) => Retention::Kept,
    }
}

/// Of a target the newest file is kept even so: what was placed is compared with it.
fn forget_expired(transaction: &mut Transaction<'_>) -> Result<()> {
    let now = transaction.now();
    let mut changing: Vec<(Stored<Publication>, Retention)> = Vec::new();
    transaction.scan::<Publication>(0, &mut |file| {
        let retention = retention(&file.record, now);
        if retention != Retention::Kept {
            changing.push((file, retention));
        }
        Ok(Flow::Continue)
    })?;
    for (mut file, retention) in changing {
        let is_export = file.record.subject.contains('/');
        match retention {
            Retention::Marked(found) => {
                file.record.found_expired_at = found;
                transaction.update(&file)?;
            }
            Retention::Forgotten if is_export || !is_newest(transaction, &file.record)? => {
                transaction.delete(&file)?;
            }
            Retention::Forgotten | Retention::Kept => {}
        }
    }
    Ok(())
}

fn is_newest(transaction: &Transaction<'_>, file: &Publication) -> Result<bool> {
    let newest = newest(transaction, &file.subject)?;
    Ok(newest.is_some_and(|newest| newest.record.serial() == file.serial()))
}
