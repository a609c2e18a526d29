//! The destinations of verification files: adding, changing and removing them.

use std::path::{Path, PathBuf};

use crate::accounts;
use crate::domain::audit::{Action, AuditEntry};
use crate::domain::name::PlainName;
use crate::domain::target::Target;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::publish::history;
use crate::ops::verification_file::destination::{make_folder_command, missing_folder};
use crate::ops::verification_file::replaced;
use crate::ops::verification_file::signed::issuer;
use crate::store::{Index, NeedsReview, Series, StoreError, Stored, Transaction, Unlocked, Vault};
use crate::verification::{Dialect, Format};

mod settings;

pub use settings::{Edit, New, Settings};
use settings::{absolute, refuse_impossible};

/// A target, and whether it was changed.
#[derive(Debug)]
pub struct Outcome {
    /// The target after the change.
    pub target: Target,
    /// False if nothing changed.
    pub changed: bool,
    /// The path of its files so far, if that changed and one that servers may use stays there.
    pub former_path: Option<PathBuf>,
}

/// Adds a target. Its files start a new series, or continue that of a removed target with the same name.
pub fn add(vault: &Vault<Unlocked>, new: &New, now: Timestamp) -> Result<Target> {
    let mut target = Target::new(new.name.clone(), new.format.as_str(), absolute(&new.path)?, now);
    new.settings.apply(&mut target)?;
    refuse_impossible(&target)?;
    vault.write(now, |transaction| {
        if find(transaction, &new.name)?.is_some() {
            return Err(Error::conflict(format!("there is already a target '{}'", new.name)).hint(format!(
                "change it with `keywright target edit {}`, or choose another name",
                new.name
            )));
        }
        refuse_shared_place(transaction, &target)?;
        transaction.insert(&target)?;
        begin_series(transaction, &new.name)?;
        transaction.record(audit_entry(Action::TargetAdd, &target))?;
        Ok(target)
    })
}

/// All targets, oldest first.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Target>> {
    vault.read(now, |transaction| {
        Ok(transaction.all::<Target>()?.into_iter().map(|stored| stored.record).collect())
    })
}

/// The target of this name.
pub fn show(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<Target> {
    vault.read(now, |transaction| Ok(existing(transaction, name)?.record))
}

/// Changes a target. The change takes effect with its next file.
pub fn edit(vault: &Vault<Unlocked>, name: &PlainName, edit: &Edit, now: Timestamp) -> Result<Outcome> {
    vault.write(now, |transaction| {
        let mut stored = existing(transaction, name)?;
        let before = stored.record.clone();
        edit.apply(&mut stored.record)?;
        refuse_impossible(&stored.record)?;
        let changed = stored.record != before;
        let is_left_behind = stored.record.path != before.path && has_file(transaction, &before)?;
        if changed {
            refuse_shared_place(transaction, &stored.record)?;
            transaction.update(&stored)?;
            reviewed(transaction, name)?;
            transaction.record(audit_entry(Action::TargetEdit, &stored.record))?;
        }
        let former_path = is_left_behind.then_some(before.path);
        Ok(Outcome { target: stored.record, changed, former_path })
    })
}

/// The warning that the folder of its path is missing: what is mistyped is found when it is set, not by a publish at
/// night. The folder may come later, with a mount or a package, so it is no error.
pub fn warn_of_missing_folder(target: &Target) -> Option<String> {
    let folder = missing_folder(&target.path)?;
    let make = make_folder_command(folder);
    Some(format!(
        "there is no folder '{}': make it before the first publish, with `{make}`",
        folder.display()
    ))
}

/// Whether a file of the target that servers may use is at its path.
pub fn is_installed(vault: &Vault<Unlocked>, target: &Target, now: Timestamp) -> Result<bool> {
    vault.read(now, |transaction| has_file(transaction, target))
}

fn has_file(transaction: &Transaction<'_>, target: &Target) -> Result<bool> {
    let name = target.name.as_str();
    match replaced::present(transaction, &target.path) {
        Ok(found) => Ok(found.is_some_and(|found| {
            found.iss == issuer(transaction) && found.sub == name && found.exp > transaction.now()
        })),
        Err(error) if error.cause::<StoreError>().is_some() => Err(error),
        // It cannot be looked at: what was written there is there.
        Err(_) => Ok(history::newest_in_force(transaction, name)?.is_some()),
    }
}

/// Removes a target. The installed file stays, and so do its series and the record of its files: servers may
/// continue to use the last one.
pub fn remove(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<Target> {
    vault.write_lenient(now, |transaction| {
        let stored = existing(transaction, name)?;
        transaction.delete(&stored)?;
        transaction.record(audit_entry(Action::TargetRemove, &stored.record))?;
        Ok(stored.record)
    })
}

/// The target of this name.
pub(super) fn existing(transaction: &Transaction<'_>, name: &PlainName) -> Result<Stored<Target>> {
    find(transaction, name)?
        .ok_or_else(|| Error::not_found(format!("no target '{name}'")).hint("see `keywright target list`"))
}

fn find(transaction: &Transaction<'_>, name: &PlainName) -> Result<Option<Stored<Target>>> {
    Ok(transaction.find(Index::TargetName, name.as_str())?.pop())
}

/// The format of a target's files; an error if this version does not support it.
pub(super) fn format(target: &Target) -> Result<Format> {
    target.format.parse().map_err(|_| {
        Error::conflict(format!(
            "target '{}' has the format '{}', which this version does not support",
            target.name, target.format
        ))
        .hint("use the version that added the target, or a newer one")
    })
}

/// The dialect of a target's files; an error if this version does not support it.
pub(super) fn dialect(target: &Target) -> Result<Dialect> {
    let Some(dialect) = &target.dialect else { return Ok(Dialect::default()) };
    dialect.parse().map_err(|_| {
        Error::conflict(format!(
            "target '{}' has the dialect '{dialect}', which this version does not support",
            target.name
        ))
        .hint("use the version that added the target, or a newer one")
    })
}

/// Creates a target's series, unless it exists. It continues when a target is added again under the same
/// name: later files stay above what servers have seen.
pub(super) fn begin_series(transaction: &mut Transaction<'_>, name: &PlainName) -> Result<()> {
    let subject = name.as_str();
    if transaction.find::<Series>(Index::SeriesSubject, subject)?.is_empty() {
        let epoch = transaction.now().unix();
        transaction.insert(&Series {
            subject: subject.to_owned(),
            epoch,
            generation: 0,
            needs_review: None,
        })?;
    }
    Ok(())
}

/// Has the next file of a target reviewed, for this reason.
pub(super) fn review(
    transaction: &mut Transaction<'_>,
    name: &PlainName,
    needs_review: NeedsReview,
) -> Result<()> {
    for mut series in transaction.find::<Series>(Index::SeriesSubject, name.as_str())? {
        series.record.needs_review = Some(needs_review);
        transaction.update(&series)?;
    }
    Ok(())
}

/// Who edits a target knows what it is: its next file is compared like any other.
fn reviewed(transaction: &mut Transaction<'_>, name: &PlainName) -> Result<()> {
    let series = transaction.find::<Series>(Index::SeriesSubject, name.as_str())?;
    let needs_review = series.first().and_then(|series| series.record.needs_review);
    if needs_review == Some(NeedsReview::Target) {
        review(transaction, name, NeedsReview::Restored)?;
    }
    Ok(())
}

/// Rejects the path of another target: they would keep overwriting each other's files.
fn refuse_shared_place(transaction: &Transaction<'_>, target: &Target) -> Result<()> {
    let others = transaction.all::<Target>()?;
    let taken = others
        .iter()
        .map(|stored| &stored.record)
        .find(|other| other.name != target.name && same_place(&other.path, &target.path));
    taken.map_or(Ok(()), |other| {
        Err(Error::conflict(format!(
            "'{}' is already the path of target '{}'",
            target.path.display(),
            other.name
        ))
        .hint("give each target a path of its own"))
    })
}

/// Whether two paths name the same file, also through different paths of its folder, as far as that exists.
fn same_place(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        folder.zip(path.file_name()).map_or_else(|| path.to_owned(), |(folder, name)| folder.join(name))
    };
    real(one) == real(other)
}

fn audit_entry(action: Action, target: &Target) -> AuditEntry {
    let audit_entry = AuditEntry::new(action).subject(target.name.to_string());
    match action {
        Action::TargetRemove => audit_entry,
        _ => audit_entry.detail(summary(target)),
    }
}

/// Its format and path.
pub fn summary(target: &Target) -> String {
    format!("{} to {}", target.format, target.path.display())
}

/// The id of a group, given by name or number.
pub(super) fn group_id(group: &str) -> Result<u32> {
    accounts::group_id(group).ok_or_else(|| {
        Error::not_found(format!("there is no group '{group}' on this machine"))
            .hint("name a group that `getent group` lists")
    })
}
