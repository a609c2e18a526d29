//! `hook …`, and the check of programs that other commands set.

pub mod args;

use super::Answer;
use super::context::Context;
use crate::error::Result;
use crate::ops::hook::check::{self, IfMissing, Programs};
use crate::ops::hook::trial;
use crate::output::fields::Shown;
use args::HookCommand;

pub(super) fn run(context: &mut Context<'_>, HookCommand::Test(args): &HookCommand) -> Result<Answer> {
    let trial = context.with_vault(|context, vault| {
        trial::run(vault, &args.request, context.ports.clock, context.programs())
    })?;
    context.out.one(&Shown(&trial))?;
    Ok(trial.succeeded.into())
}

/// An error if one of these programs, which are about to be set, cannot be run.
pub(super) fn check(context: &mut Context<'_>, programs: &Programs<'_>, if_missing: IfMissing) -> Result<()> {
    say(context, check::check(context.ports.hooks, programs, if_missing))
}

/// The same of one that is run by this command.
pub(super) fn check_at_once(context: &mut Context<'_>, programs: &Programs<'_>) -> Result<()> {
    say(context, check::check(context.ports.hooks, programs, IfMissing::Refuse))
}

fn say(context: &mut Context<'_>, warnings: Result<Vec<String>>) -> Result<()> {
    warnings?.iter().for_each(|warning| context.out.warn(warning));
    Ok(())
}
