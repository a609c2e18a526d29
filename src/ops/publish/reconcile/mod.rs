//! The first file after a restore or a repair: compared with the installed one, so that a restored or
//! repaired vault does not silently make revoked keys valid again or refuse valid ones.

mod differences;

use std::fs::File;
use std::io;

use super::{due, history, lost};
use crate::domain::key::Key;
use crate::domain::publication::{Publication, RowSet};
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::files::open_regular;
use crate::ops::verification_file::destination::{line_1_of, write_failed};
use crate::ops::verification_file::public_key;
use crate::ops::verification_file::signed::{Gathered, entry, issuer};
use crate::store::{Index, NeedsReview, Series, StoreError, Transaction};
use crate::verification::{Claims, Entry, Rejection, Verifier, claims_of, read_lines};
use differences::{Differences, Unknown};

/// Why the next file is compared with the installed one, and what that is.
pub(in crate::ops) struct Reconciliation {
    pub(in crate::ops) needs_review: NeedsReview,
    content: InstalledContent,
}

enum InstalledContent {
    Nothing,
    /// Not made by this vault.
    Another(String),
    /// It names this vault as its issuer, but none of the vault's keys signed it.
    Unsigned,
    /// Signed with the active signing key, or with the prepared one.
    Ours {
        claims: Box<Claims>,
        by_active: bool,
    },
}

impl Reconciliation {
    /// The epoch of the installed file: servers reject a next file below it.
    pub(in crate::ops) fn epoch(&self, target: &Target) -> Option<Timestamp> {
        match &self.content {
            InstalledContent::Ours { claims, .. } if claims.sub == target.name.as_str() => Some(claims.epoch),
            _ => None,
        }
    }
}

/// Whether the next file must be compared, and with what; `None`: it need not be.
pub(in crate::ops) fn needed(
    transaction: &Transaction<'_>,
    target: &Target,
    series: &Series,
    files: &[Publication],
) -> Result<Option<Reconciliation>> {
    let content = look(transaction, target)?;
    if let Some(needs_review) = series.needs_review {
        return Ok(Some(Reconciliation { needs_review, content }));
    }
    // Unexpired, signed by this vault, but not recorded: it comes from a history that was lost.
    let is_known = match &content {
        InstalledContent::Ours { claims, .. } if claims.exp > transaction.now() => {
            let is_it = |file: &Publication| !file.lost && lost::is_it(file, claims);
            let others = if claims.sub == target.name.as_str() {
                Vec::new()
            } else {
                history::of(transaction, &claims.sub)?
            };
            files.iter().any(is_it) || others.iter().any(|other| is_it(&other.record))
        }
        // If the vault has recorded files, one that it did not sign is overwritten: otherwise anybody who can
        // write to the path could block publishing.
        InstalledContent::Unsigned => files.iter().any(|file| !file.lost),
        _ => true,
    };
    Ok((!is_known).then_some(Reconciliation { needs_review: NeedsReview::Restored, content }))
}

/// Passes the entries of a target's installed file, if it is authentic, has not expired, and not all that it
/// admits may be recorded. Returns its claims; `None`: there is nothing to remember of it.
pub(super) fn read_installed(
    transaction: &Transaction<'_>,
    target: &Target,
    visit: &mut dyn FnMut(Entry) -> Result<(), StoreError>,
) -> Result<Option<Claims>> {
    let InstalledContent::Ours { claims, .. } = look(transaction, target)? else { return Ok(None) };
    let series = transaction.find::<Series>(Index::SeriesSubject, target.name.as_str())?;
    let is_settled = series.iter().all(|series| series.record.needs_review.is_none());
    let recorded = history::of(transaction, &claims.sub)?;
    let is_recorded = recorded.iter().any(|file| lost::is_it(&file.record, &claims));
    if claims.exp <= transaction.now() || (is_settled && is_recorded) {
        return Ok(None);
    }
    let Some(file) = open(target)? else { return Ok(None) };
    match read_entries(transaction, file, visit)? {
        Ok(claims) => Ok(Some(claims)),
        Err(Rejection::Read(error)) => Err(write_failed(&target.path, error)),
        Err(_) => Ok(None),
    }
}

/// Passes the entries of a file that this vault signed.
pub(super) fn read_entries(
    transaction: &Transaction<'_>,
    file: File,
    visit: &mut dyn FnMut(Entry) -> Result<(), StoreError>,
) -> Result<std::result::Result<Claims, Rejection>> {
    let mut failed = None;
    let verifier = Verifier::new(public_key::all(transaction)?);
    let read = read_lines(file, &verifier, |claims, line| {
        if let Err(error) = visit(claims.fmt.read_entry(line)?) {
            failed = Some(error);
            return Err("it could not be inspected");
        }
        Ok(())
    });
    failed.map_or(Ok(read), |error| Err(error.into()))
}

fn look(transaction: &Transaction<'_>, target: &Target) -> Result<InstalledContent> {
    let Some(file) = open(target)? else { return Ok(InstalledContent::Nothing) };
    let line = line_1_of(&file).map_err(|error| write_failed(&target.path, error))?;
    let Some(claims) = claims_of(&line) else {
        return Ok(InstalledContent::Another("it is not a verification file".to_owned()));
    };
    if claims.iss != issuer(transaction) {
        return Ok(InstalledContent::Another(format!("it is of {} of {}", claims.sub, claims.iss)));
    }
    // The first is the active one.
    for (number, key) in public_key::all(transaction)?.into_iter().enumerate() {
        if let Ok(claims) = Verifier::new([key]).claims_of(&line) {
            return Ok(InstalledContent::Ours { claims: Box::new(claims), by_active: number == 0 });
        }
    }
    Ok(InstalledContent::Unsigned)
}

pub(super) fn open(target: &Target) -> Result<Option<File>> {
    let failed = |error: io::Error| write_failed(&target.path, error);
    let content = open_regular(&target.path).map_err(failed)?;
    Ok(content.filter(|(_, content)| content.len() > 0).map(|(file, _)| file))
}

/// Compares the next file with the installed one. `None` if there is no relevant difference for servers.
pub(in crate::ops) fn compare(
    transaction: &Transaction<'_>,
    target: &Target,
    reconciliation: &Reconciliation,
    gathered: &Gathered,
) -> Result<Option<Differences>> {
    let unknown = match &reconciliation.content {
        InstalledContent::Nothing => Unknown::Nothing,
        InstalledContent::Another(whose) => Unknown::Damaged(whose.clone()),
        InstalledContent::Unsigned => Unknown::Unsigned,
        InstalledContent::Ours { claims, .. } if claims.sub != target.name.as_str() => {
            Unknown::Damaged(format!("it is that of '{}'", claims.sub))
        }
        InstalledContent::Ours { by_active: false, .. } => Unknown::Prepared,
        InstalledContent::Ours { claims, .. } => {
            let found = differences(transaction, target, (reconciliation.needs_review, claims), gathered)?;
            let is_due = found.matter() || reconciliation.needs_review == NeedsReview::Target;
            return Ok(is_due.then_some(found));
        }
    };
    Ok(Some(Differences { unknown: Some(unknown), ..Differences::default() }))
}

fn differences(
    transaction: &Transaction<'_>,
    target: &Target,
    (needs_review, claims): (NeedsReview, &Claims),
    gathered: &Gathered,
) -> Result<Differences> {
    let mut found = Differences::default();
    let mut rows = Vec::new();
    let read = match open(target)? {
        None => Err(Rejection::Line1("it is gone")),
        Some(file) => read_entries(transaction, file, &mut |file_entry| {
            note(transaction, &file_entry, gathered, needs_review, &mut rows, &mut found)
        })?,
    };
    match read {
        Ok(_) => note_admitted(transaction, gathered, rows, &mut found)?,
        Err(Rejection::Read(error)) => return Err(write_failed(&target.path, error)),
        Err(rejection) => found.unknown = Some(Unknown::Damaged(rejection.to_string())),
    }
    note_order(target, claims, &mut found)?;
    Ok(found)
}

/// Compares the format and the audiences, which servers check. Not the validity: a restored target may have
/// another one, and its file expires in the end.
fn note_order(target: &Target, claims: &Claims, found: &mut Differences) -> Result<()> {
    let order = due::order(target)?;
    if claims.fmt != order.format {
        found.settings.push(format!("have it as {}, not as {}", order.format, claims.fmt));
    }
    let aud: Vec<String> = target.audiences.iter().map(ToString::to_string).collect();
    if claims.aud != aud {
        let names = |audiences: &[String]| match audiences {
            [] => "anybody".to_owned(),
            some => some.join(", "),
        };
        found.settings.push(format!("be for {}, not for {}", names(&aud), names(&claims.aud)));
    }
    Ok(())
}

/// Compares one key of the installed file.
fn note(
    transaction: &Transaction<'_>,
    file_entry: &Entry,
    gathered: &Gathered,
    needs_review: NeedsReview,
    rows: &mut Vec<i64>,
    found: &mut Differences,
) -> Result<(), StoreError> {
    let over = file_entry.expires_at.is_some_and(|end| end <= transaction.now());
    match transaction.key_with_digest(&file_entry.digest)? {
        Some(key) if gathered.keys().contains(key.id) => {
            rows.push(key.id);
            let named = format!("{} '{}'", key.record.id, key.record.name);
            if entry(key.record) != *file_entry {
                found.changed.add(|| named);
            }
        }
        // Servers already refuse it; or it is revoked, which is final in every history.
        _ if over => {}
        Some(key) if key.record.lifecycle.revoked_at().is_some() => {}
        Some(key) => found.dropped.add(|| format!("{} '{}'", key.record.id, key.record.name)),
        // The dropped rows were listed when they were dropped.
        None if needs_review == NeedsReview::Repaired => {}
        None => found.dropped.add(|| file_entry.id.to_string()),
    }
    Ok(())
}

fn note_admitted(
    transaction: &Transaction<'_>,
    gathered: &Gathered,
    rows: Vec<i64>,
    found: &mut Differences,
) -> Result<()> {
    let present: RowSet = rows.into_iter().collect();
    for row in gathered.keys().without(&present) {
        if let Some(key) = transaction.get::<Key>(row)? {
            found.admitted.add(|| format!("{} '{}'", key.record.id, key.record.name));
        }
    }
    Ok(())
}
