//! The destinations of verification files: adding, changing and removing them.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::audit::{Action, AuditEntry};
use crate::domain::hook::HookCommand;
use crate::domain::name::{Label, PlainName};
use crate::domain::patch::{Patch, patch, replace, set};
use crate::domain::rights::{Audience, Environment, ResourcePath, Scope};
use crate::domain::target::{Target, parse_mode};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::store::{Index, NeedsReview, Series, Stored, Transaction, Unlocked, Vault};
use crate::verification::{Dialect, Format};

use super::verification_file;

/// A new target.
#[derive(Debug, Clone, Args)]
pub struct New {
    /// The target's name, which is the subject of its files
    #[arg(value_name = "NAME")]
    pub name: PlainName,

    /// File format
    #[arg(long, value_name = "FORMAT", value_parser = verification_file::format_parser())]
    pub format: Format,

    /// Path of the file
    #[arg(long, value_name = "PATH")]
    pub path: PathBuf,

    /// What can be edited, too.
    #[command(flatten)]
    pub settings: Settings,
}

/// Changes to a target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Edit {
    /// File format
    #[arg(long, value_name = "FORMAT", value_parser = verification_file::format_parser())]
    pub format: Option<Format>,

    /// Path of the file; the one at the old path is kept
    #[arg(long, value_name = "PATH")]
    pub path: Option<PathBuf>,

    /// What can be edited, too.
    #[command(flatten)]
    pub settings: Settings,

    /// Let rotations wait for this target again
    #[arg(long, conflicts_with = "optional")]
    pub required: bool,
}

/// The options that adding and changing a target share. Without one a new target has the default, and an
/// existing one keeps its value; a list is replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Settings {
    /// Dialect of SQL, for the format sql; portable unless set
    #[arg(long, value_name = "DIALECT", value_parser = verification_file::dialect_parser())]
    pub dialect: Option<Dialect>,

    /// Audience of the files, which servers can require; repeatable, or none
    #[arg(long, value_name = "AUDIENCE", value_parser = Patch::<Audience>::none_clears)]
    pub audience: Vec<Patch<Audience>>,

    /// Validity of its files: days, or with s, m, h, d, w; 30d unless set
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true)]
    pub valid_for: Option<Span>,

    /// Only keys that could act on this resource; repeatable, or none
    #[arg(long, value_name = "PATH", value_parser = Patch::<ResourcePath>::none_clears)]
    pub resource: Vec<Patch<ResourcePath>>,

    /// Only keys that could be used in this environment; repeatable, or none
    #[arg(long, value_name = "ENV", value_parser = Patch::<Environment>::none_clears)]
    pub environment: Vec<Patch<Environment>>,

    /// Only keys with one of these scopes, comma-separated; repeatable, or none
    #[arg(long, value_name = "SCOPES", value_delimiter = ',', value_parser = Patch::<Scope>::none_clears)]
    pub scope: Vec<Patch<Scope>>,

    /// Only keys of this profile; repeatable, or none
    #[arg(long, value_name = "PROFILE", value_parser = Patch::<PlainName>::none_clears)]
    pub profile: Vec<Patch<PlainName>>,

    /// Only keys with this label; repeatable: all are required; or none
    #[arg(long, value_name = "K=V", value_parser = Patch::<Label>::none_clears)]
    pub label: Vec<Patch<Label>>,

    /// The file's permission bits, octal; 0600 unless set
    #[arg(long, value_name = "MODE", value_parser = parse_mode)]
    pub mode: Option<u32>,

    /// The file's group, by name or number; or none: that of the file it replaces
    #[arg(long, value_name = "GROUP", value_parser = Patch::<String>::none_clears)]
    pub group: Option<Patch<String>>,

    /// How long servers may take to load a new file; rotations wait for it; or none
    #[arg(long, value_name = "DURATION", allow_negative_numbers = true, value_parser = Patch::<Span>::none_clears)]
    pub pickup: Option<Patch<Span>>,

    /// The servers whose receipts count, comma-separated; repeatable, or none
    #[arg(long, value_name = "SERVERS", value_delimiter = ',', value_parser = Patch::<PlainName>::none_clears)]
    pub servers: Vec<Patch<PlainName>>,

    /// Do not let rotations wait for this target
    #[arg(long)]
    pub optional: bool,

    /// Command that makes servers load a new file, split like a shell command line; or none
    #[arg(long, value_name = "COMMAND", value_parser = Patch::<HookCommand>::none_clears)]
    pub reload: Option<Patch<HookCommand>>,
}

/// A target, and whether it was changed.
#[derive(Debug)]
pub struct Outcome {
    /// The target after the change.
    pub target: Target,
    /// False if nothing changed.
    pub changed: bool,
    /// The path of its files so far, if that changed: the file there stays.
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
        if changed {
            refuse_shared_place(transaction, &stored.record)?;
            transaction.update(&stored)?;
            reviewed(transaction, name)?;
            transaction.record(audit_entry(Action::TargetEdit, &stored.record))?;
        }
        let former_path = Some(before.path).filter(|path| *path != stored.record.path);
        Ok(Outcome { target: stored.record, changed, former_path })
    })
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
        _ => audit_entry.detail(format!("{} to {}", target.format, target.path.display())),
    }
}

impl Edit {
    /// Rejects an edit that is invalid for any target, or empty.
    pub fn check(&self, name: &PlainName) -> Result<()> {
        if *self == Self::default() {
            return Err(
                Error::usage("nothing to change was given").hint("see `keywright target edit --help`")
            );
        }
        let mut any = Target::new(name.clone(), "", PathBuf::new(), Timestamp::START);
        self.settings.apply(&mut any)
    }

    fn apply(&self, target: &mut Target) -> Result<()> {
        set(&mut target.format, self.format.map(|format| format.to_string()).as_ref());
        if let Some(path) = &self.path {
            target.path = absolute(path)?;
        }
        target.optional &= !self.required;
        self.settings.apply(target)
    }
}

impl Settings {
    fn apply(&self, target: &mut Target) -> Result<()> {
        let mixed = |option: &'static str| {
            move |mixed| {
                Error::usage(format!("{option}: {mixed}"))
                    .hint(format!("give {option} none alone, or omit it"))
            }
        };
        if let Some(dialect) = self.dialect {
            target.dialect = Some(dialect.to_string()).filter(|_| dialect != Dialect::default());
        }
        let filter = &mut target.filter;
        replace(&mut target.audiences, &self.audience).map_err(mixed("--audience"))?;
        set(&mut target.valid_for, self.valid_for.as_ref());
        replace(&mut filter.resources, &self.resource).map_err(mixed("--resource"))?;
        replace(&mut filter.environments, &self.environment).map_err(mixed("--environment"))?;
        replace(&mut filter.scopes, &self.scope).map_err(mixed("--scope"))?;
        replace(&mut filter.profiles, &self.profile).map_err(mixed("--profile"))?;
        replace(&mut filter.labels, &self.label).map_err(mixed("--label"))?;
        set(&mut target.mode, self.mode.as_ref());
        patch(&mut target.group, self.group.as_ref());
        patch(&mut target.pickup, self.pickup.as_ref());
        replace(&mut target.servers, &self.servers).map_err(mixed("--servers"))?;
        target.optional |= self.optional;
        patch(&mut target.reload, self.reload.as_ref());
        Ok(())
    }
}

/// Rejects what a target cannot be, on this machine or at all.
fn refuse_impossible(target: &Target) -> Result<()> {
    if let Some(group) = &target.group {
        group_id(group)?;
    }
    // One of a newer version is that version's to judge.
    if let (Ok(format), Ok(dialect)) = (format(target), dialect(target)) {
        verification_file::refuse_dialect(format, dialect)?;
    }
    refuse_slow_servers(target)
}

/// Rejects a pickup time that is too long: a file is renewed when half of its validity is left, and servers
/// must load it before the old one expires.
fn refuse_slow_servers(target: &Target) -> Result<()> {
    if target.pickup.is_some_and(|pickup| pickup >= target.valid_for.half()) {
        return Err(Error::usage(format!(
            "the pickup time {} is not less than half of the validity {}",
            target.pickup(),
            target.valid_for
        ))
        .hint(
            "give a shorter --pickup or a longer --valid-for: servers must get a new file well before the old one expires",
        ));
    }
    Ok(())
}

/// The absolute path: the next publish may run in another working directory.
fn absolute(path: &Path) -> Result<PathBuf> {
    if path.file_name().is_none() {
        return Err(Error::usage(format!("'{}' does not name a file", path.display())).hint("name a file"));
    }
    // It is kept as text.
    if path.to_str().is_none() {
        return Err(
            Error::usage(format!("--path: '{}' is not UTF-8", path.display())).hint("name another file")
        );
    }
    std::path::absolute(path).map_err(|error| Error::io(format!("--path '{}'", path.display()), error))
}

/// The id of a group, given by name or number.
pub(super) fn group_id(group: &str) -> Result<u32> {
    let by_name = uzers::get_group_by_name(group);
    let by_number = || group.parse().ok().and_then(uzers::get_group_by_gid);
    by_name.or_else(by_number).map(|group| group.gid()).ok_or_else(|| {
        Error::not_found(format!("there is no group '{group}' on this machine"))
            .hint("name a group that `getent group` lists")
    })
}
