//! What can be set of a target: the options, how they change it, and what no target can be.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{dialect, format, group_id};
use crate::domain::hook::HookCommand;
use crate::domain::name::{Label, PlainName};
use crate::domain::patch::{Patch, patch, replace, set};
use crate::domain::rights::{Audience, Environment, ResourcePath, Scope};
use crate::domain::target::{Target, parse_mode};
use crate::domain::time::{Span, Timestamp};
use crate::error::{Error, Result};
use crate::ops::hook::check::IfMissing;
use crate::ops::verification_file::{
    self,
    destination::{make_folder_command, missing_folder},
};
use crate::verification::{Dialect, Format};

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

    pub(super) fn apply(&self, target: &mut Target) -> Result<()> {
        set(&mut target.format, self.format.map(|format| format.to_string()).as_ref());
        if let Some(path) = &self.path {
            target.path = absolute(path)?;
        }
        target.optional &= !self.required;
        self.settings.apply(target)
    }
}

impl Settings {
    pub(super) fn apply(&self, target: &mut Target) -> Result<()> {
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
pub(super) fn refuse_impossible(target: &Target) -> Result<()> {
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
pub(super) fn absolute(path: &Path) -> Result<PathBuf> {
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

/// An error if the folder of a path that is about to be set is missing: what is mistyped is found now, not by a publish
/// at night. Returns the warning, if the owner says that it comes later.
pub fn check_folder(path: &Path, if_missing: IfMissing) -> Result<Option<String>> {
    let path = absolute(path)?;
    let Some(folder) = missing_folder(&path) else { return Ok(None) };
    let what = format!("--path: there is no folder '{}'", folder.display());
    if if_missing == IfMissing::Warn {
        return Ok(Some(what));
    }
    let make = make_folder_command(folder);
    Err(Error::usage(what).hint(format!("make it with `{make}`, or add --force if it comes later")))
}
