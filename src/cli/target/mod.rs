//! `target …`.

pub mod args;

use std::fmt::Write as _;
use std::path::Path;

use super::Answer;
use super::context::Context;
use super::hook;

use crate::domain::name::PlainName;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::ops::hook::check;
use crate::ops::publish::{Reason, unpublished};
use crate::ops::target;
use crate::ops::{Unlocked, Vault};
use crate::output::fields::Shown;
use crate::output::joined::Changed;
use crate::output::publish::state;
use args::{TargetAddArgs, TargetCommand, TargetEditArgs, TargetRemoveArgs};

pub(super) fn run(context: &mut Context<'_>, command: TargetCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        TargetCommand::Add(args) => add(context, &args)?,
        TargetCommand::List(list) => {
            context.out.show_wide(list.wide);
            let states = context.with_vault(|_, vault| unpublished::list(vault, now))?;
            context.out.say_if_none("there are no targets; see `keywright target add --help`");
            context.out.listing(states.iter().map(state::shown), None)?;
        }
        TargetCommand::Show(args) => {
            let state = context.with_vault(|_, vault| unpublished::show(vault, &args.name, now))?;
            context.out.one(&state::shown(&state))?;
        }
        TargetCommand::Edit(args) => edit(context, &args)?,
        TargetCommand::Remove(args) => remove(context, &args)?,
    }
    Ok(Answer::Yes)
}

fn add(context: &mut Context<'_>, TargetAddArgs { new, missing }: &TargetAddArgs) -> Result<()> {
    hook::check(context, &check::set("--reload", new.settings.reload.as_ref()), missing)?;
    let now = context.now();
    let target = context.with_vault(|_, vault| target::add(vault, new, now))?;
    context.out.one(&Changed::new(Shown(&target), true))?;
    if let Some(warning) = target::warn_of_missing_folder(&target) {
        context.out.warn(&warning);
    }
    context.out.note(&format!("`keywright publish {}` writes its file", target.name));
    Ok(())
}

fn edit(context: &mut Context<'_>, TargetEditArgs { name, edit, missing }: &TargetEditArgs) -> Result<()> {
    edit.check(name)?;
    hook::check(context, &check::set("--reload", edit.settings.reload.as_ref()), missing)?;
    let now = context.now();
    let (target::Outcome { target, changed, former_path }, is_due) = context.with_vault(|_, vault| {
        let edited = target::edit(vault, name, edit, now)?;
        Ok((edited, is_file_due(vault, name, now)))
    })?;
    context.out.one(&Changed::new(Shown(&target), changed))?;
    context.out.note(match (changed, is_due) {
        (false, _) => "already up to date",
        (true, true) => "the next publish writes its file accordingly",
        (true, false) => "its file stays as it is",
    });
    if edit.path.is_some()
        && let Some(warning) = target::warn_of_missing_folder(&target)
    {
        context.out.warn(&warning);
    }
    if let Some(path) = former_path {
        context.out.note(&kept(&path));
    }
    Ok(())
}

/// Whether the next publish writes a file, or tries to. The change is done, whatever is found now.
fn is_file_due(vault: &Vault<Unlocked>, name: &PlainName, now: Timestamp) -> bool {
    unpublished::show(vault, name, now).map_or(true, |state| {
        let is_due = state.due.is_some_and(|due| !matches!(due, Reason::Interrupted | Reason::ReloadPending));
        is_due || state.problem.is_some()
    })
}

fn remove(context: &mut Context<'_>, args: &TargetRemoveArgs) -> Result<()> {
    context.with_vault(|context, vault| {
        let found = target::show(vault, &args.name, context.now())?;
        let is_kept = target::is_installed(vault, &found, context.now())?;
        let mut question = format!("Remove target '{}'?", found.name);
        if is_kept {
            let _ = write!(question, " Its file {} is kept.", found.path.display());
        }
        context.confirm(&question, args.yes)?;
        let removed = target::remove(vault, &args.name, context.now())?;
        context.out.one(&Changed::new(Shown(&removed), true))?;
        if is_kept {
            context.out.note(&kept(&removed.path));
        }
        Ok(())
    })
}

fn kept(path: &Path) -> String {
    format!("{} is kept, and servers use it until it expires; remove it to prevent that", path.display())
}
