//! `audit …`.

pub mod args;

use super::Answer;
use super::context::Context;
use crate::domain::audit::Event;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::audit::{self, Request};
use crate::ops::{Unlocked, Vault};
use crate::output::audit::Chain;
use crate::output::fields::Shown;
use args::{AuditCommand, AuditExportArgs, AuditListArgs};

/// How many events are read at a time; nothing is printed meanwhile, so that a slow reader does not keep the
/// vault locked against writers.
const PIECE: usize = 4_096;

pub(super) fn run(context: &mut Context<'_>, command: AuditCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        AuditCommand::List(args) => list(context, args),
        AuditCommand::Verify => {
            let events = context.with_vault(|_, vault| audit::verify(vault, now))?;
            context.out.one(&Shown(&Chain(events)))?;
            Ok(Answer::Yes)
        }
        AuditCommand::Export(args) => export(context, args),
    }
}

fn list(context: &mut Context<'_>, args: AuditListArgs) -> Result<Answer> {
    context.out.show_wide(args.list.wide);
    let limit = args.page(context.out.format()).map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    let after = match args.cursor {
        None => 0,
        Some(text) => text.parse().map_err(|_| {
            Error::usage(format!("--cursor '{text}': a cursor must be the next_cursor of the page before"))
        })?,
    };
    let mut request = Request { filter: args.filter, limit: Some(limit.unwrap_or(PIECE)), after };
    context.with_vault(|context, vault| {
        context.out.say_if_none("no event is like this");
        let mut listing = context.out.begin_listing()?;
        loop {
            let (events, next) = piece(vault, &request, context.now())?;
            events
                .into_iter()
                .try_for_each(|event| context.out.listed(&mut listing, Shown(Box::new(event))))?;
            request.after = next.unwrap_or(0);
            if limit.is_some() || next.is_none() {
                return context.out.end_listing(listing, next.map(|after| after.to_string()));
            }
        }
    })?;
    Ok(Answer::Yes)
}

/// The log as JSON lines, regardless of the output format.
fn export(context: &mut Context<'_>, args: AuditExportArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let mut request = Request { filter: args.filter, limit: Some(PIECE), after: 0 };
        loop {
            let (events, next) = piece(vault, &request, context.now())?;
            events.iter().try_for_each(|event| context.out.json_line(&Shown(event)))?;
            match next {
                Some(after) => request.after = after,
                None => return Ok(Answer::Yes),
            }
        }
    })
}

fn piece(vault: &Vault<Unlocked>, request: &Request, now: Timestamp) -> Result<(Vec<Event>, Option<u64>)> {
    let mut events = Vec::new();
    let next = audit::list(vault, request, now, &mut |event| {
        events.push(event);
        Ok(())
    })?;
    Ok((events, next))
}
