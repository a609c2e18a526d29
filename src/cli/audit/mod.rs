//! `audit …`.

pub mod args;

use super::Answer;
use super::context::Context;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::ops::audit::{self, Filter, Request};
use crate::ops::{Unlocked, Vault};
use crate::output::audit::AuditView;
use crate::output::vault::ChainView;
use args::{AuditCommand, AuditExportArgs, AuditFilterArgs, AuditListArgs};

/// How many events are read at a time; nothing is printed meanwhile, so that no slow reader keeps
/// the vault from those who write to it.
const PIECE: usize = 4_096;

pub(super) fn run(context: &mut Context<'_>, command: AuditCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        AuditCommand::List(args) => list(context, args),
        AuditCommand::Verify => {
            let events = context.with_vault(|_, vault| audit::verify(vault, now))?;
            context.out.one(&ChainView { verified: true, events })?;
            Ok(Answer::Yes)
        }
        AuditCommand::Export(args) => export(context, args),
    }
}

fn list(context: &mut Context<'_>, args: AuditListArgs) -> Result<Answer> {
    let limit = args.page(context.out.format()).map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    let after = match args.cursor {
        None => 0,
        Some(text) => text.parse().map_err(|_| {
            Error::usage(format!("--cursor '{text}': a cursor must be the next_cursor of the page before"))
        })?,
    };
    let mut request = Request { filter: filter(args.filter), limit: Some(limit.unwrap_or(PIECE)), after };
    context.with_vault(|context, vault| {
        let mut listing = context.out.begin_listing::<AuditView>()?;
        loop {
            let (views, next) = piece(vault, &request, context.now())?;
            views.into_iter().try_for_each(|view| context.out.listed(&mut listing, view))?;
            request.after = next.unwrap_or(0);
            if limit.is_some() || next.is_none() {
                return context.out.end_listing(listing, next.map(|after| after.to_string()));
            }
        }
    })?;
    Ok(Answer::Yes)
}

fn filter(args: AuditFilterArgs) -> Filter {
    let AuditFilterArgs { key, around, since, until, action: actions, actor } = args;
    Filter { key, around, since, until, actions, actor }
}

/// The log as JSON lines, whatever the output format.
fn export(context: &mut Context<'_>, args: AuditExportArgs) -> Result<Answer> {
    let filter = filter(args.filter);
    context.with_vault(|context, vault| {
        let mut request = Request { filter, limit: Some(PIECE), after: 0 };
        loop {
            let (views, next) = piece(vault, &request, context.now())?;
            views.iter().try_for_each(|view| context.out.json_line(view))?;
            match next {
                Some(after) => request.after = after,
                None => return Ok(Answer::Yes),
            }
        }
    })
}

fn piece(
    vault: &Vault<Unlocked>,
    request: &Request,
    now: Timestamp,
) -> Result<(Vec<AuditView>, Option<u64>)> {
    let mut views = Vec::new();
    let next = audit::list(vault, request, now, &mut |event| {
        views.push(AuditView::from(event));
        Ok(())
    })?;
    Ok((views, next))
}
