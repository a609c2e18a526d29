//! `slot …`.

pub mod args;

use super::Answer;
use super::args::WideArgs;
use super::context::Context;
use crate::domain::name::PlainName;
use crate::domain::slot::Slot;
use crate::error::Result;
use crate::ops::slot::add::{New, new_passphrase};
use crate::ops::vault::held;
use crate::ops::vault::passphrase::NewPassphrase;
use crate::ops::vault::rekey::{self, Change, Outcome};
use crate::ops::vault::unlock::{Opener, Sources};
use crate::ops::{Unlocked, Vault, slot};
use crate::output::fields::Shown;
use args::{SlotCommand, SlotEditArgs, SlotPassphraseArgs};

pub(super) fn run(context: &mut Context<'_>, command: SlotCommand) -> Result<Answer> {
    match command {
        SlotCommand::List(args) => list(context, args),
        SlotCommand::Add(args) => add(context, &args.new),
        SlotCommand::Edit(args) => edit(context, &args),
        SlotCommand::Passphrase(args) => passphrase(context, args),
        SlotCommand::Remove(args) => {
            let sources = context.sources();
            rekey(context, &sources, &Change::Remove(args.name)).map(|()| Answer::Yes)
        }
    }
}

fn list(context: &mut Context<'_>, list: WideArgs) -> Result<Answer> {
    context.out.show_wide(list.wide);
    let now = context.now();
    let slots = context.with_vault(|_, vault| slot::list(vault, now))?;
    context.out.listing(slots.iter().map(Shown), None)?;
    Ok(Answer::Yes)
}

/// The typed options describe the new slot, which has exactly one source.
fn add(context: &mut Context<'_>, new: &New) -> Result<Answer> {
    let source = new.source(context.typed_identities(), context.passphrase_from_options())?;
    let now = context.now();
    let sources = context.environment_sources();
    let (slot, weakness) = context.with_opener(&sources, |context, vault, opener| {
        slot::add::add(vault, &opener, (new, &source), context.prompter(), now)
    })?;
    context.out.one(&Shown(&slot))?;
    if let Some(weakness) = weakness {
        context.out.warn(&weakness);
    }
    if let Some(path) = &new.new_identity {
        context.out.note(&format!("whoever has {} can unlock the vault", path.display()));
    }
    if !slot.proven {
        context.out.note(
            "this slot has not unlocked the vault yet; it counts as proven once its holder changes something",
        );
    }
    Ok(Answer::Yes)
}

fn edit(context: &mut Context<'_>, args: &SlotEditArgs) -> Result<Answer> {
    let (now, sources) = (context.now(), context.sources());
    // A role would stay for good.
    let (slot, _) =
        context.with_opener(&sources, |_, vault, _| slot::edit(vault, &args.name, &args.edit, now))?;
    context.out.one(&Shown(&slot))?;
    Ok(Answer::Yes)
}

/// The typed passphrase options are those of the new passphrase.
fn passphrase(context: &mut Context<'_>, args: SlotPassphraseArgs) -> Result<Answer> {
    let typed = context.passphrase_from_options();
    let mut sources = context.sources();
    sources.passphrase = context.environment_sources().passphrase;
    let now = context.now();
    let name = args.name;
    let outcome = context.with_opener(&sources, |context, vault, opener| {
        rekey::authorize_passphrase_change(vault, &name, now)?;
        let NewPassphrase { passphrase, warning } =
            new_passphrase(typed.as_ref(), &name, context.prompter())?;
        if let Some(weakness) = warning {
            context.out.warn(&weakness);
        }
        run_rekey(context, vault, &opener, &Change::Passphrase(name.clone(), passphrase))
    })?;
    if let Some(slot) = outcome.slots.iter().find(|slot| slot.name == name) {
        context.out.one(&Shown(slot))?;
    }
    context.out.note("the old passphrase opens only backups made before");
    note_fingerprint(context, &outcome);
    Ok(Answer::Yes)
}

/// Gives the vault a new data key, and reports what still opens with the former slots.
pub(super) fn rekey(context: &mut Context<'_>, sources: &Sources, change: &Change) -> Result<()> {
    let outcome = context.with_opener(sources, |context, vault, opener| {
        if let Change::Remove(name) = change {
            confirm_removal(context, vault, &opener, name)?;
        }
        run_rekey(context, vault, &opener, change)
    })?;
    context.out.one(&Shown(&outcome))?;
    match &outcome.removed {
        Some(slot) => context.out.note(&format!(
            "backups and copies of the vault made before still open with '{}'; rotate whatever its holder must not know",
            slot.name
        )),
        None => context.out.note("backups made before still open with the former slots"),
    }
    note_fingerprint(context, &outcome);
    if outcome.removed_own {
        let left = names(&outcome.slots);
        context.out.note(&format!(
            "this command was unlocked with the removed slot: use another one from now on ({left})"
        ));
    }
    Ok(())
}

/// Asks whether the slot that this command was unlocked with is meant: the next command would be without it. Only
/// where somebody can be asked; scripts know what they do.
fn confirm_removal(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    opener: &Opener,
    name: &PlainName,
) -> Result<()> {
    let left = rekey::left_without_own(vault, opener, name, context.now())?;
    let Some(left) = left.filter(|_| !context.out.format().is_json() && context.prompter().can_ask()) else {
        return Ok(());
    };
    context.out.warn(&format!(
        "this command was unlocked with the slot '{name}', which opens nothing once it is removed; left are {}: make sure that you can unlock with one of those",
        names(&left)
    ));
    context.confirm(&format!("Remove the slot '{name}'?"), false)
}

fn names(slots: &[Slot]) -> String {
    slots.iter().map(|slot| format!("'{}'", slot.name)).collect::<Vec<_>>().join(", ")
}

/// Says what a new fingerprint means where the vault is known by the former one.
fn note_fingerprint(context: &mut Context<'_>, outcome: &Outcome) {
    let fingerprint = &outcome.fingerprint;
    if context.global.trust.is_some() {
        context.out.note(&format!(
            "the vault has a new fingerprint: name {fingerprint} in --trust and KEYWRIGHT_TRUST from now on"
        ));
    }
    context.out.note(&format!(
        "other machines that use the vault refuse it until you run `keywright vault trust {fingerprint}` there"
    ));
}

fn run_rekey(
    context: &mut Context<'_>,
    vault: &mut Vault<Unlocked>,
    opener: &Opener,
    change: &Change,
) -> Result<Outcome> {
    let now = context.now();
    let mut progress = context.out.progress();
    progress.start("rows encrypted");
    let outcome =
        rekey::rekey(vault, opener, change, now, &*context.ports.entropy, &mut |rows| progress.inc(rows));
    progress.finish();
    if outcome.is_ok() {
        // It opens nothing any more but copies from before.
        held::forget(context.ports.keyring, vault.id());
    }
    outcome
}
