//! The first file after a restore or a repair: compared with the one that servers have, so that a vault
//! which lost its memory lets no ended key back in, and takes no key from anybody, unnoticed.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Seek as _};

use super::place::{claims_in, write_failed};
use super::public_key;
use super::signed_file::{Gathered, entry, issuer};
use crate::domain::key::Key;
use crate::domain::publication::RowSet;
use crate::domain::target::Target;
use crate::error::{Error, Result};
use crate::files::open_regular;
use crate::store::{Series, StoreError, Transaction, Wary};
use crate::verification::{Entry, Rejection, Verifier, read_lines};

/// How many keys of each kind are named.
const NAMED: usize = 20;

/// What would be different for servers.
#[derive(Default)]
pub(super) struct Differences {
    admitted: Named,
    dropped: Named,
    changed: Named,
    /// Why the file that servers have says nothing.
    unknown: Option<String>,
}

#[derive(Default)]
struct Named {
    names: Vec<String>,
    count: usize,
}

impl Named {
    fn add(&mut self, name: impl FnOnce() -> String) {
        if self.names.len() < NAMED {
            self.names.push(name());
        }
        self.count += 1;
    }

    fn tell(&self, what: &str, words: &mut String) {
        if self.count == 0 {
            return;
        }
        // Writing to a string cannot fail.
        let _ = write!(words, "; it would {what} {}", self.names.join(", "));
        if self.count > self.names.len() {
            let _ = write!(words, " and {} more", self.count - self.names.len());
        }
    }
}

impl Differences {
    /// As an error that says what would happen.
    pub(super) fn refusal(&self, target: &Target, wary: Wary) -> Error {
        let name = &target.name;
        let since = match wary {
            Wary::Restored => "the vault is older than the file that servers have",
            Wary::Repaired => "the vault was repaired since the file that servers have",
        };
        let mut words = format!("target '{name}' is not published: {since}");
        if let Some(why) = &self.unknown {
            let _ = write!(words, ", and that cannot be compared: {why}");
        } else {
            self.admitted.tell("let in", &mut words);
            self.dropped.tell("shut out", &mut words);
            self.changed.tell("change the rights or times of", &mut words);
        }
        Error::conflict(words).hint(format!(
            "revoke what must stay out, adopt what is missing with `keywright key import --from-file {}`, then run \
             `keywright publish {name} --accept-restore`",
            target.path.display()
        ))
    }
}

/// Whether the next file has to be compared, and why.
pub(super) fn reason(
    transaction: &Transaction<'_>,
    target: &Target,
    series: &Series,
    is_first: bool,
) -> Result<Option<Wary>> {
    if series.wary.is_some() || !is_first {
        return Ok(series.wary);
    }
    // A file of ours that the vault does not remember: the target was made after the backup.
    let claims = match standing(target)? {
        Some(file) => claims_in(&file).map_err(|error| write_failed(&target.path, error))?,
        None => None,
    };
    let is_ours =
        claims.is_some_and(|claims| claims.iss == issuer(transaction) && claims.sub == target.name.as_str());
    Ok(is_ours.then_some(Wary::Restored))
}

/// Compares what is to be written with what stands in the target's place. Nothing, where servers would see
/// no difference that matters.
pub(super) fn compare(
    transaction: &Transaction<'_>,
    target: &Target,
    wary: Wary,
    gathered: &Gathered,
) -> Result<Option<Differences>> {
    let Some(mut file) = standing(target)? else { return Ok(None) };
    file.rewind().map_err(|error| write_failed(&target.path, error))?;
    let mut found = Differences::default();
    let mut rows = Vec::new();
    let mut failed = None;
    let verifier = Verifier::new(public_key::all(transaction)?);
    let read = read_lines(file, &verifier, |claims, line| {
        let there = claims.fmt.read_entry(line)?;
        if let Err(error) = note(transaction, &there, gathered, wary, &mut rows, &mut found) {
            failed = Some(error);
            return Err("it could not be looked up");
        }
        Ok(())
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    match read {
        Ok(claims) if claims.iss == issuer(transaction) && claims.sub == target.name.as_str() => {}
        Ok(claims) => found.unknown = Some(format!("it is of {} of {}", claims.sub, claims.iss)),
        Err(Rejection::Read(error)) => return Err(write_failed(&target.path, error)),
        Err(rejection) => found.unknown = Some(rejection.to_string()),
    }
    if found.unknown.is_none() {
        note_admitted(transaction, gathered, rows, &mut found)?;
    }
    let is_same = [&found.admitted, &found.dropped, &found.changed].iter().all(|named| named.count == 0);
    Ok((found.unknown.is_some() || !is_same).then_some(found))
}

fn standing(target: &Target) -> Result<Option<File>> {
    let failed = |error: io::Error| write_failed(&target.path, error);
    let there = open_regular(&target.path).map_err(failed)?;
    Ok(there.filter(|(_, there)| there.len() > 0).map(|(file, _)| file))
}

/// One key of the file that servers have.
fn note(
    transaction: &Transaction<'_>,
    there: &Entry,
    gathered: &Gathered,
    wary: Wary,
    rows: &mut Vec<i64>,
    found: &mut Differences,
) -> Result<(), StoreError> {
    let key = transaction.find::<Key>("digest", there.digest.as_bytes())?.pop();
    match key.filter(|key| gathered.keys().contains(key.id)) {
        Some(key) => {
            rows.push(key.id);
            let (id, name) = (key.record.id.clone(), key.record.name.clone());
            if entry(key.record) != *there {
                found.changed.add(|| format!("{id} '{name}'"));
            }
        }
        // That dropped rows are gone was known to whoever had them dropped.
        None if wary == Wary::Repaired => {}
        None => found.dropped.add(|| there.id.to_string()),
    }
    Ok(())
}

fn note_admitted(
    transaction: &Transaction<'_>,
    gathered: &Gathered,
    mut rows: Vec<i64>,
    found: &mut Differences,
) -> Result<()> {
    rows.sort_unstable();
    let mut there = RowSet::default();
    for row in rows {
        there.push(row);
    }
    for row in gathered.keys().without(&there) {
        if let Some(key) = transaction.get::<Key>(row)? {
            found.admitted.add(|| format!("{} '{}'", key.record.id, key.record.name));
        }
    }
    Ok(())
}
