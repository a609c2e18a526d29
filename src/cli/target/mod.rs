//! `target …`.

pub mod args;

use super::Answer;
use super::args::{FormatArg, OrNone};
use super::context::Context;
use crate::domain::name::{Label, LabelKey, LabelValue};
use crate::error::{Error, Result};
use crate::ops::target::{self, Change, FilterChange, New};
use crate::output::fields::{Changed, Shown};
use args::{TargetAddArgs, TargetCommand, TargetEditArgs, TargetRemoveArgs};

pub(super) fn run(context: &mut Context<'_>, command: TargetCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        TargetCommand::Add(args) => add(context, args)?,
        TargetCommand::List => {
            let targets = context.with_vault(|_, vault| target::list(vault, now))?;
            context.out.listing(targets.iter().map(Shown), None)?;
        }
        TargetCommand::Show(args) => {
            let target = context.with_vault(|_, vault| target::show(vault, &args.name, now))?;
            context.out.one(&Shown(&target))?;
        }
        TargetCommand::Edit(args) => edit(context, args)?,
        TargetCommand::Remove(args) => remove(context, &args)?,
    }
    Ok(Answer::Yes)
}

fn add(context: &mut Context<'_>, args: TargetAddArgs) -> Result<()> {
    let settings = Change {
        audiences: Some(args.audience),
        valid_for: args.valid_for,
        filter: FilterChange {
            resources: Some(args.resource),
            environments: Some(args.environment),
            scopes: Some(args.scope),
            profiles: Some(args.profile),
            labels: Some(args.label.into_iter().map(pair).collect()),
        },
        mode: args.mode,
        group: Some(args.group),
        pickup: Some(args.pickup),
        servers: Some(args.servers),
        optional: Some(args.optional),
        reload: Some(args.reload),
        ..Change::default()
    };
    let new = New { name: args.name, format: args.format.format(), path: args.path, settings };
    let (now, clocking) = (context.now(), context.clocking());
    let target = context.with_vault(|_, vault| target::add(vault, &new, now, clocking))?;
    context.out.one(&Changed::new(Shown(&target), true))?;
    context.out.note(&format!("`keywright publish {}` writes its file", target.name));
    Ok(())
}

fn edit(context: &mut Context<'_>, args: TargetEditArgs) -> Result<()> {
    let name = args.name.clone();
    let change = change(args)?;
    if change.is_empty() {
        return Err(Error::usage("nothing to change was given").hint("see `keywright target edit --help`"));
    }
    let (now, clocking) = (context.now(), context.clocking());
    let outcome = context.with_vault(|_, vault| target::edit(vault, &name, &change, now, clocking))?;
    let changed = outcome.changed;
    context.out.one(&Changed::new(Shown(&outcome.target), changed))?;
    context.out.note(if changed {
        "the next publish makes its file so"
    } else {
        "nothing changed: it was so already"
    });
    Ok(())
}

fn change(args: TargetEditArgs) -> Result<Change> {
    let labels: Option<Vec<Label>> = list("--label", args.label)?;
    let optional = args.optional.then_some(true).or(args.required.then_some(false));
    Ok(Change {
        format: args.format.map(FormatArg::format),
        path: args.path,
        audiences: list("--audience", args.audience)?,
        valid_for: args.valid_for,
        filter: FilterChange {
            resources: list("--resource", args.resource)?,
            environments: list("--environment", args.environment)?,
            scopes: list("--scope", args.scope)?,
            profiles: list("--profile", args.profile)?,
            labels: labels.map(|labels| labels.into_iter().map(pair).collect()),
        },
        mode: args.mode,
        group: args.group.map(OrNone::given),
        pickup: args.pickup.map(OrNone::given),
        servers: list("--servers", args.servers)?,
        optional,
        reload: args.reload.map(OrNone::given),
    })
}

fn pair(label: Label) -> (LabelKey, LabelValue) {
    (label.key, label.value)
}

/// What a repeatable option says: nothing, that there be none, or these.
fn list<T>(option: &str, values: Vec<OrNone<T>>) -> Result<Option<Vec<T>>> {
    if values.is_empty() {
        return Ok(None);
    }
    let given = values.len();
    let kept: Vec<T> = values.into_iter().filter_map(OrNone::given).collect();
    if kept.is_empty() || kept.len() == given {
        return Ok(Some(kept));
    }
    Err(Error::usage(format!("{option}: 'none' cannot be given with anything else"))
        .hint(format!("give {option} none alone, or leave it out")))
}

fn remove(context: &mut Context<'_>, args: &TargetRemoveArgs) -> Result<()> {
    context.with_vault(|context, vault| {
        let found = target::show(vault, &args.name, context.now())?;
        let question = format!("Remove target '{}'? Its file {} stays.", found.name, found.path.display());
        context.confirm(&question, args.yes)?;
        let gone = target::remove(vault, &args.name, context.now(), context.clocking())?;
        context.out.one(&Changed::new(Shown(&gone), true))?;
        context.out.note(&format!(
            "{} stays, and servers go on with it until it is stale; remove it if they must not",
            gone.path.display()
        ));
        Ok(())
    })
}
