//! Programs that commands set or run.

pub mod args;

use super::context::Context;
use crate::error::Result;
use crate::ops::hook::check::{self, IfMissing, Programs};
use args::MissingPrograms;

/// An error if one of these programs, which are about to be set, cannot be run.
pub(super) fn check(
    context: &mut Context<'_>,
    programs: &Programs<'_>,
    missing: &MissingPrograms,
) -> Result<()> {
    let if_missing = if missing.force { IfMissing::Warn } else { IfMissing::RefuseUnlessForced };
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
