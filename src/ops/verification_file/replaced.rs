//! What a new file may replace at its destination: an older one of its own series.

use std::io::Seek as _;
use std::path::Path;

use super::destination::{Destination, examine, line_1_of, write_failed};
use super::public_key;
use super::signed::{issuer, series};
use crate::error::{Error, Result};
use crate::store::Transaction;
use crate::verification::{Claims, Format, Verifier};

/// The claims of the file at a destination. `None`: nothing is there that a server would believe: no file, an
/// empty one, or one that names this vault as its issuer without its signature. Whether another vault's is genuine
/// cannot be told here: it counts.
pub(in crate::ops) fn present(transaction: &Transaction<'_>, path: &Path) -> Result<Option<Claims>> {
    let failed = |error| write_failed(path, error);
    let Destination { claims: Some(claims), file: Some(mut file), .. } = examine(path)? else {
        return Ok(None);
    };
    if claims.iss != issuer(transaction) {
        return Ok(Some(claims));
    }
    file.rewind().map_err(failed)?;
    let line = line_1_of(&file).map_err(failed)?;
    Ok(Verifier::new(public_key::all(transaction)?).claims_of(&line).ok())
}

/// Refuses to replace a file in force, that is one that has not expired, of another issuer, subject or format:
/// its servers would lose the keys that they accept, or refuse the new file.
pub(in crate::ops) fn refuse_another(
    transaction: &Transaction<'_>,
    path: &Path,
    subject: &str,
    format: Format,
) -> Result<()> {
    let Some(found) = present(transaction, path)?.filter(|found| found.exp > transaction.now()) else {
        return Ok(());
    };
    let issuer = issuer(transaction);
    if found.iss == issuer && found.sub == subject && found.fmt == format {
        return Ok(());
    }
    let vault = if found.iss == issuer { String::new() } else { format!(" of another vault, {}", found.iss) };
    let what = format!(
        "'{}' is a file of {}{vault}, in force until {}, and one of {} was to be written",
        path.display(),
        whose(&found.sub, found.fmt),
        found.exp,
        whose(subject, format)
    );
    Err(Error::conflict(what).hint("write to another path, or replace it with --force"))
}

/// Whose a file is, in a sentence.
pub(super) fn whose(subject: &str, format: Format) -> String {
    let kind = if subject.starts_with("export/") { "the export" } else { "target" };
    format!("{kind} '{subject}' as {format}")
}

/// Whether the destination has a newer file of the series already, which this vault has written too.
///
/// # Errors
/// This vault has not written it: the vault was restored or copied since.
pub(in crate::ops) fn is_superseded(
    transaction: &Transaction<'_>,
    path: &Path,
    subject: &str,
    serial: (i64, u64),
) -> Result<bool> {
    let of = |claims: &Claims| (claims.epoch.unix(), claims.generation);
    let is_ours = |claims: &Claims| claims.iss == issuer(transaction) && claims.sub == subject;
    let Some(found) = present(transaction, path)?.filter(|found| is_ours(found) && of(found) >= serial)
    else {
        return Ok(false);
    };
    let series = series(transaction, subject)?.record;
    if (series.epoch, series.generation) >= of(&found) {
        return Ok(true);
    }
    let what = format!(
        "the file '{}' has generation {} of epoch {}, which is newer than any of '{subject}' that this vault has written",
        path.display(),
        found.generation,
        found.epoch.unix()
    );
    Err(Error::conflict(what).hint(
        "use the vault that wrote it; if it is lost, compare the two with `keywright diff`, then replace it with --force",
    ))
}
