//! `slot …`.

use super::Answer;
use super::args::{SlotAddArgs, SlotCommand, Source};
use super::context::Context;
use crate::error::{Error, Result};
use crate::ops::hand_over::recipient;
use crate::ops::slot_add::{self, Request, Way};
use crate::ops::vault;
use crate::output::vault_view::SlotView;

pub(super) fn run(context: &mut Context<'_>, command: SlotCommand) -> Result<Answer> {
    match command {
        SlotCommand::List => list(context),
        SlotCommand::Add(args) => add(context, args),
    }
}

fn list(context: &mut Context<'_>) -> Result<Answer> {
    let now = context.now();
    let slots = context.with_vault(|_, vault| vault::slots(vault, now))?;
    context.out.listing(slots.iter().map(SlotView::from), None)?;
    Ok(Answer::Yes)
}

fn add(context: &mut Context<'_>, args: SlotAddArgs) -> Result<Answer> {
    let way = way(context, args.recipient.as_deref())?;
    let request = Request { name: args.name, role: args.role.into(), way };
    let (now, clocking) = (context.now(), context.clocking());
    let sources = context.other_sources();
    let slot = context.with_data_key(&sources, |context, vault, data_key| {
        slot_add::add(vault, data_key, &request, context.asking(), now, clocking)
    })?;
    context.out.one(&SlotView::from(&slot))?;
    if !slot.proven {
        context
            .out
            .note("nobody has seen this slot unlock the vault yet; let its holder run `keywright status`");
    }
    Ok(Answer::Yes)
}

/// What was typed is about the new slot, and it is one thing.
fn way(context: &Context<'_>, to: Option<&str>) -> Result<Way> {
    let is_typed = context.global.identity_source == Source::CommandLine;
    let identities = context.global.identity.iter().filter(|_| is_typed).cloned().map(Way::Identity);
    let passphrase = context.typed_passphrase().map(Way::Passphrase);
    let to = to.map(|text| recipient("--recipient", text).map(Way::Recipient)).transpose()?;
    let mut ways = identities.chain(passphrase).chain(to);
    match (ways.next(), ways.next()) {
        (None, _) => Ok(Way::Typed),
        (Some(way), None) => Ok(way),
        (Some(_), Some(_)) => {
            let what = "a slot is for one identity, one recipient or one passphrase, and several are given";
            Err(Error::usage(what).hint("add a slot for each"))
        }
    }
}
