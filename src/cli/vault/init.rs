//! `init`.

use std::sync::Arc;

use super::args::InitArgs;
use crate::cli::context::{Context, NoPrompter};
use crate::cli::{Answer, input};
use crate::domain::slot::SlotKind;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::ops::vault::init::{self, Request};
use crate::ops::vault::recover::Recovery;
use crate::ops::vault::recover::lines::Recovered;
use crate::output::Output;
use crate::output::fields::Shown;
use crate::output::vault::replay::describe;
use crate::ports::Prompter;

pub(in crate::cli) fn init(context: &mut Context<'_>, args: &InitArgs) -> Result<Answer> {
    let slots = &args.slots;
    let new_identity = slots.identity_file(context.default_identity())?;
    let request = Request {
        path: context.vault_path()?,
        sources: context.init_sources(new_identity.is_some() || !slots.recipient.is_empty()),
        witnesses: context.sources(),
        new_identity,
        recipients: slots.recipients()?,
        state: context.state_folder(),
        trust: context.global.trust.clone(),
        accept_clock: context.global.accept_clock,
        user: &context.ports.environment.user,
    };
    let (now, entropy) = (context.now(), Arc::clone(&context.ports.entropy));
    let outcome = match &args.from_recovered {
        None => init::init(&request, now, &*entropy, context.prompter())?,
        Some(from) => {
            // Taken before stdin is borrowed: prompts never use it.
            let prompter: &dyn Prompter =
                if context.global.no_input { &NoPrompter } else { context.ports.prompter };
            let mut lines = input::open(from, context.stdin).map_err(|error| {
                Error::io(format!("--from-recovered: reading '{}' failed", from.display()), error)
            })?;
            let mut recovered = Recovered::open(&mut *lines)?;
            confirm_superseded(&mut context.out, prompter, &request, &recovered)?;
            init::recover(&request, &mut recovered, now, &*entropy, prompter)?
        }
    };
    context.out.one(&Shown(&outcome))?;
    if let Some(why) = &outcome.unknown {
        context.out.warn(&format!("this machine does not know the vault yet: {why}"));
    }
    if let Some(weakness) = &outcome.weakness {
        context.out.warn(weakness);
    }
    warn_of_recovery(context, &outcome.recovery);
    if let Some(path) = &outcome.identity_file {
        context.out.note(&format!(
            "Whoever has {} can unlock the vault; without it nobody can. Keep a copy apart from the vault.",
            path.display()
        ));
    }
    if let [slot] = &outcome.slots[..]
        && slot.kind == SlotKind::Passphrase
    {
        context.out.note(
            "Without the passphrase nobody can unlock the vault. `keywright slot add NAME --new-identity FILE` adds another way.",
        );
    }
    Ok(Answer::Yes)
}

/// Names the vault in use that this machine would refuse afterwards, and asks where there is a terminal.
fn confirm_superseded(
    out: &mut Output<'_>,
    prompter: &dyn Prompter,
    request: &Request<'_>,
    recovered: &Recovered<'_>,
) -> Result<()> {
    let others = init::superseded(request, recovered)?;
    for other in &others {
        out.warn(&format!(
            "{} is the vault {} as well; this machine will refuse it (exit 12), and take the new one for the right one",
            other.display(),
            recovered.vault
        ));
    }
    let can_ask = !out.format().is_json() && prompter.can_ask();
    if !others.is_empty() && can_ask && !prompter.confirm("Create the new vault?")? {
        return Err(Error::new(Kind::Denied, "not confirmed; nothing was changed"));
    }
    Ok(())
}

/// Says what of the recovered vault is missing, and what the log has corrected.
fn warn_of_recovery(context: &mut Context<'_>, recovery: &Recovery) {
    let Recovery { lost, replayed, .. } = recovery;
    let (lost, ended_again) = (*lost, replayed.ended_again);
    if lost > 0 {
        let of = words::count(lost, "entry");
        let are = if lost == 1 { "is" } else { "are" };
        let what = format!("{of} of the earlier vault {are} missing; see the output of the recovery script");
        context.out.warn(&what);
    }
    if ended_again > 0 {
        let keys = words::count(ended_again, "key");
        context
            .out
            .warn(&format!("revoked, disabled or deleted again, as recorded in the audit log: {keys}"));
    }
    for sentence in describe(&replayed.findings) {
        context.out.warn(&sentence);
    }
}
