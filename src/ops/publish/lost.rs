//! Files from a history that the vault lost, by a restore, a repair or a recovery: what they admit is read from
//! them, and remembered until they expire. And that there may be others.

use super::{history, reconcile};
use crate::domain::id::KeyId;
use crate::domain::publication::{GoneKey, Publication, RowSet, UnknownFiles};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Settings, StoreError, Stored, Transaction};
use crate::verification::{Claims, Entry};

/// The keys of such a file, collected while it is read.
#[derive(Default)]
pub(in crate::ops) struct Contents {
    /// The row ids of those that have a record, and when they end.
    rows: Vec<(i64, Option<Timestamp>)>,
    /// The others.
    missing: Vec<(KeyId, Option<Timestamp>)>,
}

impl Contents {
    pub(in crate::ops) fn add(&mut self, row: i64, end: Option<Timestamp>) {
        self.rows.push((row, end));
    }

    pub(in crate::ops) fn add_missing(&mut self, id: KeyId, end: Option<Timestamp>) {
        self.missing.push((id, end));
    }

    fn find(&mut self, transaction: &Transaction<'_>, entry: Entry) -> Result<(), StoreError> {
        match transaction.key_with_digest(&entry.digest)? {
            Some(key) => self.add(key.id, entry.expires_at),
            None => self.add_missing(entry.id, entry.expires_at),
        }
        Ok(())
    }
}

/// Remembers a target's installed file, if it is authentic and of a history that was lost. Not one that is
/// damaged: the comparison with it reports that.
pub(super) fn remember_installed(transaction: &mut Transaction<'_>, target: &Target) -> Result<()> {
    let mut contents = Contents::default();
    let read =
        reconcile::read_installed(transaction, target, &mut |entry| contents.find(transaction, entry))?;
    read.map_or(Ok(()), |claims| remember(transaction, &claims, contents))
}

/// Remembers the keys of a file with these claims until it expires. What is recorded of it already stays.
pub(in crate::ops) fn remember(
    transaction: &mut Transaction<'_>,
    claims: &Claims,
    contents: Contents,
) -> Result<()> {
    let now = transaction.now();
    if claims.exp <= now {
        return Ok(());
    }
    let recorded = history::of(transaction, &claims.sub)?;
    let mut recorded = recorded.into_iter().filter(|file| is_it(&file.record, claims));
    if let Some(mut stored) = recorded.next() {
        let before = stored.record.clone();
        contents.merge_into(&mut stored.record, now);
        return if stored.record == before { Ok(()) } else { Ok(transaction.update(&stored)?) };
    }
    let mut file = Publication {
        subject: claims.sub.clone(),
        epoch: claims.epoch.unix(),
        generation: claims.generation,
        dig: claims.dig,
        // Changes are only detected against files that are not lost.
        entries: claims.dig,
        iat: claims.iat,
        exp: claims.exp,
        keys: RowSet::default(),
        ends: Vec::new(),
        gone: Vec::new(),
        lost: true,
        placed_at: None,
        reloaded_at: None,
        as_of: None,
        log_count: None,
        found_expired_at: None,
    };
    contents.merge_into(&mut file, now);
    history::add(transaction, &file)?;
    let is_within = |unknown: &UnknownFiles| unknown.since <= claims.iat && claims.iat <= unknown.until;
    let settings = settings(transaction)?.record;
    if settings.unknown_files.as_ref().is_some_and(is_within) {
        return Ok(());
    }
    // The vault is an older copy that nobody restored: since when it is one cannot be told.
    note_unknown(transaction, settings.created_at)
}

/// Whether this is the record of the file with these claims.
pub(super) fn is_it(file: &Publication, claims: &Claims) -> bool {
    file.serial() == (claims.epoch.unix(), claims.generation) && file.dig == claims.dig
}

impl Contents {
    fn merge_into(self, file: &mut Publication, now: Timestamp) {
        let new: Vec<_> = self.rows.into_iter().filter(|(row, _)| !file.keys.contains(*row)).collect();
        if !new.is_empty() {
            file.keys = file.keys.iter().chain(new.iter().map(|(row, _)| *row)).collect();
            let end = |(row, end): (i64, Option<Timestamp>)| Some((row, end.filter(|end| *end < file.exp)?));
            file.ends.extend(new.into_iter().filter_map(end));
            file.ends.sort_unstable();
        }
        for (id, end) in self.missing {
            let until = end.map_or(file.exp, |end| end.min(file.exp));
            if until > now && file.gone.iter().all(|key| key.id != id) {
                file.gone.push(GoneKey { id, name: None, until });
            }
        }
    }
}

/// Remembers that from a time on, until now, files may have been written of which there is no record.
pub(in crate::ops) fn note_unknown(transaction: &mut Transaction<'_>, since: Timestamp) -> Result<()> {
    let mut settings = settings(transaction)?;
    let before = settings.record.unknown_files.map_or(since, |unknown| unknown.since);
    let until = transaction.now().max(since);
    settings.record.unknown_files = Some(UnknownFiles { since: since.min(before), until });
    Ok(transaction.update(&settings)?)
}

/// The same, from the creation of the vault on: what of its records is missing cannot be told.
pub(in crate::ops) fn note_all_unknown(transaction: &mut Transaction<'_>) -> Result<()> {
    let since = settings(transaction)?.record.created_at;
    note_unknown(transaction, since)
}

/// When files were written of which there is no record, if any.
pub(super) fn unknown(transaction: &Transaction<'_>) -> Result<Option<UnknownFiles>> {
    Ok(settings(transaction)?.record.unknown_files)
}

fn settings(transaction: &Transaction<'_>) -> Result<Stored<Settings>> {
    transaction.get(Settings::ID)?.ok_or_else(|| Error::internal("the settings are missing"))
}
