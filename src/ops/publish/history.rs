//! The record of the files that were written, kept until they have expired.

use crate::domain::id::KeyId;
use crate::domain::key::Key;
use crate::domain::publication::{self, GoneKey, Publication};
use crate::domain::receipt::Receipt;
use crate::domain::time::{Span, Timestamp};
use crate::error::Result;
use crate::store::{Flow, Index, StoreError, Stored, Transaction};

/// All recorded files of a subject: those of a lost history, then the others in ascending order.
pub(in crate::ops) fn of(transaction: &Transaction<'_>, subject: &str) -> Result<Vec<Stored<Publication>>> {
    let mut found = transaction.find::<Publication>(Index::PublicationSubject, subject)?;
    found.sort_by_key(|file| (!file.record.lost, file.record.serial()));
    Ok(found)
}

/// The newest files of a subject, newest first, as far back as all of them hold the key with this row id.
pub(in crate::ops) fn holding(
    transaction: &Transaction<'_>,
    subject: &str,
    row: i64,
) -> Result<Vec<Publication>> {
    let files = newest_first(transaction, subject);
    Ok(publication::holding(files.map(|file| file.map(|stored| stored.record)), row)?)
}

pub(in crate::ops) fn newest(
    transaction: &Transaction<'_>,
    subject: &str,
) -> Result<Option<Stored<Publication>>> {
    Ok(newest_first(transaction, subject).next().transpose()?)
}

/// The newest file of a subject that was written to its end and has not expired.
pub(in crate::ops) fn newest_in_force(
    transaction: &Transaction<'_>,
    subject: &str,
) -> Result<Option<Publication>> {
    for file in newest_first(transaction, subject) {
        let file = file?.record;
        if file.placed_at.is_some() && file.exp > transaction.now() {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// Without those of a lost history: the others are inserted in ascending order.
fn newest_first(
    transaction: &Transaction<'_>,
    subject: &str,
) -> impl Iterator<Item = Result<Stored<Publication>, StoreError>> {
    let files = transaction.find_newest::<Publication>(Index::PublicationSubject, subject);
    files.filter(|file| file.as_ref().map_or(true, |file| !file.record.lost))
}

/// The receipts of a subject: the last word of each server, and of one that went back an earlier one too.
pub(in crate::ops) fn receipts(transaction: &Transaction<'_>, subject: &str) -> Result<Vec<Receipt>> {
    let found = transaction.find::<Receipt>(Index::ReceiptTarget, subject)?;
    Ok(found.into_iter().map(|stored| stored.record).collect())
}

/// How long a file stays recorded after it was found to have expired.
///
/// A clock that is ahead makes unexpired files look expired, and what they admit must not be lost because of
/// that. No single reading of the clock shows it, and neither does the size of a jump: the first operation
/// under that clock has already advanced the newest time that the vault has seen. So a file is deleted after
/// two readings this far apart, with none between or after them at which it is valid. That bounds the record
/// to the files of one validity and one week more.
const MARGIN: Span = Span::days(7);

/// Records a file, and deletes those that have been expired for `MARGIN`. Returns its row id.
pub(in crate::ops) fn add(transaction: &mut Transaction<'_>, file: &Publication) -> Result<i64> {
    forget_expired(transaction)?;
    Ok(transaction.insert(file)?)
}

/// Notes, with every file that admits them, that these keys are about to be deleted: only so can they be named
/// until the files have expired.
pub(in crate::ops) fn note_deleted<'a>(
    transaction: &mut Transaction<'_>,
    keys: impl IntoIterator<Item = &'a Stored<Key>>,
) -> Result<()> {
    let keys: Vec<&Stored<Key>> = keys.into_iter().collect();
    let now = transaction.now();
    let mut changed = Vec::new();
    transaction.scan::<Publication>(0, &mut |mut file| {
        let admits = |key: &Stored<Key>| {
            let until = file.record.admits_until(key.id).filter(|until| *until > now)?;
            Some(GoneKey { id: key.record.id.clone(), name: Some(key.record.name.clone()), until })
        };
        let gone: Vec<GoneKey> = keys.iter().copied().filter_map(admits).collect();
        if !gone.is_empty() {
            file.record.gone.extend(gone);
            changed.push(file);
        }
        Ok(Flow::Continue)
    })?;
    Ok(changed.iter().try_for_each(|file| transaction.update(file))?)
}

/// Notes, with every file that admits them, that these keys have records again: their row ids are new.
pub(in crate::ops) fn note_found(transaction: &mut Transaction<'_>, keys: &[(i64, KeyId)]) -> Result<()> {
    let mut changed = Vec::new();
    transaction.scan::<Publication>(0, &mut |mut file| {
        let Publication { keys: rows, ends, gone, exp, .. } = &mut file.record;
        let before = gone.len();
        for (row, id) in keys {
            let Some(place) = gone.iter().position(|key| key.id == *id) else { continue };
            let until = gone.remove(place).until;
            rows.push(*row);
            ends.extend(Some((*row, until)).filter(|_| until < *exp));
        }
        if gone.len() < before {
            changed.push(file);
        }
        Ok(Flow::Continue)
    })?;
    Ok(changed.iter().try_for_each(|file| transaction.update(file))?)
}

/// Whether a recorded file is kept.
#[derive(Debug, PartialEq, Eq)]
enum Retention {
    Kept,
    /// Kept, with this as the time when it was found to have expired.
    Marked(Option<Timestamp>),
    Forgotten,
}

fn retention(file: &Publication, now: Timestamp) -> Retention {
    match file.found_expired_at {
        None if file.exp > now => Retention::Kept,
        None => Retention::Marked(Some(now)),
        // That was found while the clock was ahead.
        Some(found) if found > now => Retention::Marked((file.exp <= now).then_some(now)),
        Some(found) if found.plus(MARGIN) <= now => Retention::Forgotten,
        Some(_) => Retention::Kept,
    }
}

/// A target's newest file is kept in any case: the installed file is compared with it.
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
    Ok(!file.lost && newest.is_some_and(|newest| newest.record.serial() == file.serial()))
}
