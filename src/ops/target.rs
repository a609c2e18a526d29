//! The destinations of verification files: adding, changing and removing them.

use std::path::{Path, PathBuf};

use crate::domain::audit::{Action, Deed};
use crate::domain::hook::HookCommand;
use crate::domain::name::{Labels, PlainName};
use crate::domain::rights::{Audience, Environment, ResourcePath, Scope};
use crate::domain::target::{Filter, Target};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::store::{Clocking, Flow, Series, Stored, Transaction, Unlocked, Vault};
use crate::verification::Format;

/// A target to be.
#[derive(Debug, Clone)]
pub struct New {
    /// Its name.
    pub name: PlainName,
    /// The kind of file.
    pub format: Format,
    /// Where the file goes; made absolute.
    pub path: PathBuf,
    /// The rest.
    pub settings: Change,
}

/// What is said of a target. What is left out keeps its default, or stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The kind of file.
    pub format: Option<Format>,
    /// Where the file goes.
    pub path: Option<PathBuf>,
    /// For whom; empty: for anybody.
    pub audiences: Option<Vec<Audience>>,
    /// How long a file may be used.
    pub valid_for: Option<Span>,
    /// Which keys are in it.
    pub filter: FilterChange,
    /// Permission bits.
    pub mode: Option<u32>,
    /// The group, by name or number; inner nothing: that of the file it replaces.
    pub group: Option<Option<String>>,
    /// How long servers may take to pick a new file up.
    pub pickup: Option<Option<Span>>,
    /// The servers whose receipts count.
    pub servers: Option<Vec<PlainName>>,
    /// Whether rotations go on without waiting for it.
    pub optional: Option<bool>,
    /// What tells the servers.
    pub reload: Option<Option<HookCommand>>,
}

/// What is said of a filter: each part that is given replaces the whole of that part.
#[derive(Debug, Clone, Default)]
pub struct FilterChange {
    /// Keys that could act on one of these.
    pub resources: Option<Vec<ResourcePath>>,
    /// Keys that could be used in one of these.
    pub environments: Option<Vec<Environment>>,
    /// Keys that were granted one of these.
    pub scopes: Option<Vec<Scope>>,
    /// Keys of one of these profiles.
    pub profiles: Option<Vec<PlainName>>,
    /// Keys with all of these labels.
    pub labels: Option<Labels>,
}

/// A target, and whether anything was done to it.
#[derive(Debug)]
pub struct Outcome {
    /// As it is now.
    pub target: Target,
    /// False where it was so already.
    pub changed: bool,
}

/// Adds a target. Its files begin with a series of their own, or go on with that of a target of the
/// same name that was removed.
pub fn add(vault: &Vault<Unlocked>, new: &New, now: Timestamp, clocking: Clocking) -> Result<Target> {
    let mut target = Target {
        name: new.name.clone(),
        format: new.format.to_string(),
        path: PathBuf::new(),
        audiences: Vec::new(),
        valid_for: Target::VALID_FOR,
        filter: Filter::default(),
        mode: Target::MODE,
        group: None,
        pickup: None,
        servers: Vec::new(),
        optional: false,
        reload: None,
        created_at: now,
    };
    let settings = Change { path: Some(new.path.clone()), ..new.settings.clone() };
    settings.apply(&mut target)?;
    vault.write(now, clocking, |transaction| {
        if find(transaction, &new.name)?.is_some() {
            return Err(Error::conflict(format!("there is a target '{}' already", new.name)).hint(format!(
                "change it with `keywright target edit {}`, or choose another name",
                new.name
            )));
        }
        refuse_shared_place(transaction, &target)?;
        transaction.insert(&target)?;
        begin_series(transaction, &new.name)?;
        transaction.record(deed(Action::TargetAdd, &target))?;
        Ok(target)
    })
}

/// All targets, oldest first.
pub fn list(vault: &Vault<Unlocked>, now: Timestamp) -> Result<Vec<Target>> {
    vault.read(now, |transaction| Ok(all(transaction)?.into_iter().map(|stored| stored.record).collect()))
}

/// The target of this name.
pub fn show(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> Result<Target> {
    vault.read(now, |transaction| Ok(existing(transaction, name)?.record))
}

/// Changes a target. Its next file follows.
pub fn edit(
    vault: &Vault<Unlocked>,
    name: &PlainName,
    change: &Change,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Outcome> {
    vault.write(now, clocking, |transaction| {
        let mut stored = existing(transaction, name)?;
        let before = stored.record.clone();
        change.apply(&mut stored.record)?;
        let changed = stored.record != before;
        if changed {
            refuse_shared_place(transaction, &stored.record)?;
            transaction.update(&stored)?;
            transaction.record(deed(Action::TargetEdit, &stored.record))?;
        }
        Ok(Outcome { target: stored.record, changed })
    })
}

/// Removes a target. The file in its place stays, and so do its series and what is remembered of
/// its files: servers may go on using the last of them.
pub fn remove(
    vault: &Vault<Unlocked>,
    name: &PlainName,
    now: Timestamp,
    clocking: Clocking,
) -> Result<Target> {
    vault.write(now, clocking.lenient(), |transaction| {
        let stored = existing(transaction, name)?;
        transaction.delete(&stored)?;
        transaction.record(deed(Action::TargetRemove, &stored.record))?;
        Ok(stored.record)
    })
}

/// All targets, oldest first.
pub(super) fn all(transaction: &Transaction<'_>) -> Result<Vec<Stored<Target>>> {
    let mut targets = Vec::new();
    transaction.scan::<Target>(0, &mut |stored| {
        targets.push(stored);
        Ok(Flow::Continue)
    })?;
    Ok(targets)
}

/// The target of this name.
pub(super) fn existing(transaction: &Transaction<'_>, name: &PlainName) -> Result<Stored<Target>> {
    find(transaction, name)?.ok_or_else(|| {
        Error::not_found(format!("no target is called '{name}'")).hint("see `keywright target list`")
    })
}

fn find(transaction: &Transaction<'_>, name: &PlainName) -> Result<Option<Stored<Target>>> {
    Ok(transaction.find("name", name.as_str().as_bytes())?.pop())
}

/// The kind of file. The vault holds only words that were formats when they were written.
pub(super) fn format(target: &Target) -> Result<Format> {
    target.format.parse().map_err(|_| {
        Error::conflict(format!(
            "target '{}' is of format '{}', which this program does not know",
            target.name, target.format
        ))
        .hint("use the program that the target was added with, or a newer one")
    })
}

/// Generations are counted from when the target was first made: what a server has seen of a target
/// stays below what a later one of the same name writes.
pub(super) fn begin_series(transaction: &mut Transaction<'_>, name: &PlainName) -> Result<()> {
    let subject = name.as_str();
    if transaction.find::<Series>("subject", subject.as_bytes())?.is_empty() {
        let epoch = transaction.now().unix();
        transaction.insert(&Series { subject: subject.to_owned(), epoch, generation: 0, wary: None })?;
    }
    Ok(())
}

/// Two targets in one place would overwrite each other's files for ever.
fn refuse_shared_place(transaction: &Transaction<'_>, target: &Target) -> Result<()> {
    let others = all(transaction)?;
    let taken = others
        .iter()
        .map(|stored| &stored.record)
        .find(|other| other.name != target.name && same_place(&other.path, &target.path));
    taken.map_or(Ok(()), |other| {
        Err(Error::conflict(format!("'{}' is the place of target '{}'", target.path.display(), other.name))
            .hint("give each target a place of its own"))
    })
}

/// Also by another way to the same folder, as far as the folders exist.
fn same_place(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
        folder.zip(path.file_name()).map_or_else(|| path.to_owned(), |(folder, name)| folder.join(name))
    };
    real(one) == real(other)
}

fn deed(action: Action, target: &Target) -> Deed {
    let deed = Deed::new(action).subject(target.name.to_string());
    match action {
        Action::TargetRemove => deed,
        _ => deed.detail(format!("{} to {}", target.format, target.path.display())),
    }
}

impl Change {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        let filter = &self.filter;
        self.format.is_none()
            && self.path.is_none()
            && self.audiences.is_none()
            && self.valid_for.is_none()
            && filter.resources.is_none()
            && filter.environments.is_none()
            && filter.scopes.is_none()
            && filter.profiles.is_none()
            && filter.labels.is_none()
            && self.mode.is_none()
            && self.group.is_none()
            && self.pickup.is_none()
            && self.servers.is_none()
            && self.optional.is_none()
            && self.reload.is_none()
    }

    /// Changes the target, or says why that makes no sense.
    fn apply(&self, target: &mut Target) -> Result<()> {
        if let Some(path) = &self.path {
            target.path = absolute(path)?;
        }
        if let Some(group) = self.group.as_ref().and_then(Option::as_deref) {
            group_id(group)?;
        }
        set(&mut target.format, self.format.map(|format| format.to_string()).as_ref());
        set(&mut target.audiences, self.audiences.as_ref());
        set(&mut target.valid_for, self.valid_for.as_ref());
        set(&mut target.filter.resources, self.filter.resources.as_ref());
        set(&mut target.filter.environments, self.filter.environments.as_ref());
        set(&mut target.filter.scopes, self.filter.scopes.as_ref());
        set(&mut target.filter.profiles, self.filter.profiles.as_ref());
        set(&mut target.filter.labels, self.filter.labels.as_ref());
        set(&mut target.mode, self.mode.as_ref());
        set(&mut target.group, self.group.as_ref());
        set(&mut target.pickup, self.pickup.as_ref());
        set(&mut target.servers, self.servers.as_ref());
        set(&mut target.optional, self.optional.as_ref());
        set(&mut target.reload, self.reload.as_ref());
        refuse_slow_servers(target)
    }
}

fn set<T: Clone>(place: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        place.clone_from(value);
    }
}

/// A file is written anew when half of its validity is left; servers must have it before it ends.
fn refuse_slow_servers(target: &Target) -> Result<()> {
    if target.pickup.is_some_and(|pickup| pickup >= target.valid_for.half()) {
        return Err(Error::usage(format!(
            "a pick-up time of {} is not less than half of the validity of {}",
            target.pickup(),
            target.valid_for
        ))
        .hint(
            "give a shorter --pickup or a longer --valid-for: servers must have a file well before it ends",
        ));
    }
    Ok(())
}

/// The working directory of the next publish may be another.
fn absolute(path: &Path) -> Result<PathBuf> {
    if path.file_name().is_none() {
        return Err(Error::usage(format!("'{}' does not name a file", path.display())).hint("name a file"));
    }
    std::path::absolute(path).map_err(|error| Error::io(format!("--path '{}'", path.display()), error))
}

/// The number of a group that is called this.
pub(super) fn group_id(group: &str) -> Result<u32> {
    let by_name = uzers::get_group_by_name(group);
    let by_number = || group.parse().ok().and_then(uzers::get_group_by_gid);
    by_name.or_else(by_number).map(|group| group.gid()).ok_or_else(|| {
        Error::not_found(format!("there is no group '{group}' on this machine"))
            .hint("name a group that `getent group` lists")
    })
}
