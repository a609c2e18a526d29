//! `audit …`.

use super::Answer;
use super::args::{AuditCommand, AuditListArgs};
use super::context::Context;
use crate::error::{Error, Result};
use crate::ops::audit::{self, Request};
use crate::output::audit_view::AuditView;
use crate::output::vault_view::ChainView;

pub(super) fn run(context: &mut Context<'_>, command: AuditCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        AuditCommand::List(args) => list(context, args),
        AuditCommand::Verify => {
            let events = context.with_vault(|_, vault| audit::verify(vault, now))?;
            context.out.one(&ChainView { verified: true, events })?;
            Ok(Answer::Yes)
        }
        AuditCommand::Export => {
            context.with_vault(|context, vault| {
                audit::list(vault, &Request::default(), now, &mut |event| {
                    context.out.json_line(&AuditView::from(event))
                })
            })?;
            Ok(Answer::Yes)
        }
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
    let request = Request { key: args.key, since: args.since, limit, after };
    context.with_vault(|context, vault| {
        let mut listing = context.out.begin_listing::<AuditView>()?;
        let next = audit::list(vault, &request, context.now(), &mut |event| {
            context.out.listed(&mut listing, AuditView::from(event))
        })?;
        context.out.end_listing(listing, next.map(|after| after.to_string()))
    })?;
    Ok(Answer::Yes)
}
