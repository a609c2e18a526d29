//! `profile …`.

pub mod args;

use std::io::Read;
use std::path::Path;

use super::Answer;
use super::args::WideArgs;
use super::context::Context;
use super::hook;
use super::key::bulk;
use crate::domain::builtin;
use crate::domain::name::PlainName;
use crate::domain::profile::Profile;
use crate::domain::profile_file::{self, Fault, MAX_FILE};
use crate::domain::words;
use crate::error::{Error, Result};
use crate::files::{UTF_16, UTF_16_HINT, is_utf16, without_bom};
use crate::ops::hook::check::of_profile;
use crate::ops::profile;
use crate::output::fields::Shown;
use crate::output::joined::Changed;
use crate::output::profile::{Removed, with_outside};
use args::{ProfileAddArgs, ProfileCommand, ProfileEditArgs, ProfileRemoveArgs};

pub(super) fn run(context: &mut Context<'_>, command: ProfileCommand) -> Result<Answer> {
    match command {
        ProfileCommand::Add(args) => add(context, &args),
        ProfileCommand::List(args) => list(context, args),
        ProfileCommand::Show(args) => show(context, &args.name),
        ProfileCommand::Edit(args) => edit(context, &args),
        ProfileCommand::Remove(args) => remove(context, &args),
    }
}

fn add(context: &mut Context<'_>, args: &ProfileAddArgs) -> Result<Answer> {
    let profile = match (&args.from, &args.builtin) {
        (Some(from), _) => read(context, from)?,
        (None, Some(name)) => built_in(name)?,
        (None, None) => return Err(Error::usage("neither --from nor --builtin is given")),
    };
    hook::check(context, &of_profile(&profile.rotation.hooks), &args.missing)?;
    let now = context.now();
    context.with_vault(|_, vault| profile::add(vault, &profile, now))?;
    context.out.one(&Changed::new(Shown(&profile), true))?;
    Ok(Answer::Yes)
}

fn list(context: &mut Context<'_>, list: WideArgs) -> Result<Answer> {
    context.out.show_wide(list.wide);
    let now = context.now();
    let profiles = context.with_vault(|_, vault| profile::list(vault, now))?;
    context.out.say_if_none("there are no profiles; see `keywright profile add --help`");
    context.out.listing(profiles.iter().map(Shown), None)?;
    Ok(Answer::Yes)
}

fn show(context: &mut Context<'_>, name: &PlainName) -> Result<Answer> {
    let now = context.now();
    let (profile, outside) = context.with_vault(|_, vault| profile::show(vault, name, now))?;
    context.out.one(&with_outside(&profile, outside))?;
    Ok(Answer::Yes)
}

fn edit(context: &mut Context<'_>, args: &ProfileEditArgs) -> Result<Answer> {
    let profile = read(context, &args.from)?;
    if profile.name != args.name {
        let what = format!("--from: the file is the profile '{}', not '{}'", profile.name, args.name);
        return Err(Error::usage(what).hint("correct the name in the file, or name that profile"));
    }
    hook::check(context, &of_profile(&profile.rotation.hooks), &args.missing)?;
    let now = context.now();
    let changed = context.with_vault(|_, vault| profile::edit(vault, &profile, now))?;
    context.out.one(&Changed::new(Shown(&profile), changed))?;
    context.out.note(if changed {
        "the rights of issued keys are unchanged; `keywright profile show` lists those outside of the limits"
    } else {
        "already up to date"
    });
    Ok(Answer::Yes)
}

fn remove(context: &mut Context<'_>, args: &ProfileRemoveArgs) -> Result<Answer> {
    let name = &args.name;
    context.with_vault(|context, vault| {
        profile::refuse_used(vault, name, context.now())?;
        context.confirm(&format!("Remove the profile '{name}'?"), args.yes)?;
        profile::remove(vault, name, context.now())
    })?;
    context.out.one(&Changed::new(Shown(&Removed(name.clone())), true))?;
    Ok(Answer::Yes)
}

/// A built-in profile.
fn built_in(name: &PlainName) -> Result<Profile> {
    let text = builtin::find(name.as_str()).ok_or_else(|| {
        Error::not_found(format!("--builtin: no built-in profile '{name}'; there are {}", builtin::names()))
            .hint("name one of them, or give your own with --from FILE")
    })?;
    profile_file::read(text.as_bytes()).map_err(|_| Error::internal("a built-in profile"))
}

/// Reads a profile, before the vault is unlocked.
fn read(context: &mut Context<'_>, from: &Path) -> Result<Profile> {
    let most = u64::try_from(MAX_FILE).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let reader = bulk::open(from, context.stdin)?;
    reader
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(format!("--from: reading '{}' failed", from.display()), error))?;
    if bytes.len() > MAX_FILE {
        return Err(Error::usage("--from: a profile must be at most 64 KiB"));
    }
    if is_utf16(&bytes) {
        return Err(Error::usage(format!("--from: {UTF_16}")).hint(UTF_16_HINT));
    }
    profile_file::read(without_bom(&bytes)).map_err(|faults| faulty(&faults))
}

/// All faults: one on the same line, several each on its own.
fn faulty(faults: &[Fault]) -> Error {
    let text = match faults {
        [fault] => format!("--from: {fault}"),
        several => {
            several.iter().fold(format!("--from: {}", words::count(several.len(), "error")), |text, fault| {
                format!("{text}\n  {fault}")
            })
        }
    };
    Error::usage(text).hint("see `keywright profile --help` for an example")
}
