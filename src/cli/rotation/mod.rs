//! `rotate …`.

pub mod args;

use super::Answer;
use super::context::Context;
use super::key::expiry;
use crate::domain::credential::CredentialName;
use crate::error::{Error, Kind, Result};
use crate::ops::Recipient;
use crate::ops::key::hand_over::{armored, recipient};
use crate::ops::rotation::confirm::{Proof, confirm as prove};
use crate::ops::rotation::{
    Outcome, abort as back, finish as end, plan, run as runs, secret as escrow, start as begin,
    status as look,
};
use crate::output::escape;
use crate::output::rotation::{PlannedView, RotationView, RunView, StandingView};
use crate::secret::Secret;
use args::{
    RevealArgs, RotateAbortArgs, RotateCommand, RotateConfirmArgs, RotateFinishArgs, RotateRunArgs,
    RotateSecretArgs, RotateStartArgs,
};

pub(super) fn run(context: &mut Context<'_>, command: RotateCommand) -> Result<Answer> {
    match command {
        RotateCommand::Start(args) => start(context, &args),
        RotateCommand::Secret(args) => secret(context, &args),
        RotateCommand::Confirm(args) => confirm(context, &args),
        RotateCommand::Finish(args) => finish(context, &args),
        RotateCommand::Abort(args) => abort(context, &args),
        RotateCommand::Status => status(context),
        RotateCommand::Run(args) if args.dry_run => dry_run(context, &args),
        RotateCommand::Run(args) => unattended(context, &args),
    }
}

fn start(context: &mut Context<'_>, args: &RotateStartArgs) -> Result<Answer> {
    // Whatever can be refused is refused before the vault is unlocked.
    let way = Way::of(&args.reveal)?;
    let request = begin::Request {
        key: args.key.clone(),
        grace: args.grace,
        expiry: expiry(args.expiry()),
        compromised: args.compromised,
        reveals: true,
        keep_in: args.reveal.to_credential.clone(),
    };
    let (now, clocking) = (context.now(), context.clocking());
    let started = context.with_vault(|_, vault| begin::start(vault, &request, now, clocking))?;
    // The secret is in escrow by now: that it cannot be shown costs nothing but another command.
    reveal(context, &way, &started.outcome, &started.secret)?;
    let name = &started.outcome.rotation.name;
    context.out.warn(match (args.compromised, &way) {
        (true, _) => {
            "servers refuse the old key, and admit the new one, once they have a file published from now on"
        }
        (false, Way::Kept(_)) => {
            "publish now: whoever uses the credential has the new secret already, and servers refuse it until they have the file"
        }
        (false, _) => "publish, and let the servers have the file, before the consumer changes over",
    });
    context.out.note(&format!("then prove the new secret: keywright rotate confirm '{name}'"));
    Ok(Answer::Yes)
}

fn secret(context: &mut Context<'_>, args: &RotateSecretArgs) -> Result<Answer> {
    let way = Way::of(&args.reveal)?;
    let (now, clocking) = (context.now(), context.clocking());
    let keep_in = args.reveal.to_credential.as_ref();
    let (outcome, secret) =
        context.with_vault(|_, vault| escrow::secret(vault, &args.key, keep_in, now, clocking))?;
    reveal(context, &way, &outcome, &secret)?;
    Ok(Answer::Yes)
}

/// How a secret is shown.
enum Way {
    Shown,
    Alone,
    Encrypted(Recipient),
    /// Not at all: the operation puts it into this credential.
    Kept(CredentialName),
}

impl Way {
    fn of(args: &RevealArgs) -> Result<Self> {
        Ok(match (&args.encrypt_to, &args.to_credential) {
            (Some(text), _) => Self::Encrypted(recipient("--encrypt-to", text)?),
            (None, Some(name)) => Self::Kept(name.clone()),
            (None, None) if args.secret_only => Self::Alone,
            (None, None) => Self::Shown,
        })
    }
}

fn reveal(context: &mut Context<'_>, way: &Way, outcome: &Outcome, secret: &Secret) -> Result<()> {
    let view = RotationView::new(outcome, context.now());
    let shown = match way {
        Way::Shown => context.out.reveal(&view, secret, "Secret, to be had again until it is confirmed:"),
        Way::Alone => context.out.reveal_only(secret),
        Way::Encrypted(recipient) => context.out.reveal_encrypted(&view, &armored(secret, recipient)?),
        Way::Kept(name) => context.out.kept(&view, name),
    };
    shown.map_err(|error| {
        error.hint(format!(
            "the secret is kept: `keywright rotate secret '{}'` shows it",
            outcome.rotation.name
        ))
    })
}

fn confirm(context: &mut Context<'_>, args: &RotateConfirmArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let proof = Proof::of(&context.read_secret()?);
        let (now, clocking) = (context.now(), context.clocking());
        let outcome = prove(vault, &args.key, proof, args.force, now, clocking)?;
        answer(context, &outcome)?;
        if let Some(deadline) = outcome.rotation.deadline.filter(|_| outcome.changed) {
            context.out.note(&format!("the old key works until {deadline}; publish, so that servers know"));
        }
        Ok(Answer::Yes)
    })
}

fn finish(context: &mut Context<'_>, args: &RotateFinishArgs) -> Result<Answer> {
    let used = if args.force { end::IfUsed::Force } else { end::IfUsed::Refuse };
    let terms = end::Terms { early: args.now, used };
    context.with_vault(|context, vault| {
        if end::look(vault, &args.key, terms, context.now())? {
            context.confirm(
                &format!("Revoke the old key of {} before its grace is over?", args.key),
                args.yes,
            )?;
        }
        let (now, clocking) = (context.now(), context.clocking());
        let outcome = end::finish(vault, &args.key, terms, now, clocking)?;
        answer(context, &outcome)?;
        if outcome.changed {
            context.out.note("servers refuse the old key once they have a file published from now on");
        }
        Ok(Answer::Yes)
    })
}

fn abort(context: &mut Context<'_>, args: &RotateAbortArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        if back::look(vault, &args.key, context.now())? {
            context.confirm(&format!("Revoke the new key of {}?", args.key), args.yes)?;
        }
        let (now, clocking) = (context.now(), context.clocking());
        let outcome = back::abort(vault, &args.key, "rotation aborted", now, clocking)?;
        answer(context, &outcome)?;
        if outcome.changed {
            context.out.note("servers refuse the new key once they have a file published from now on");
        }
        Ok(Answer::Yes)
    })
}

fn answer(context: &mut Context<'_>, outcome: &Outcome) -> Result<()> {
    context.out.one(&RotationView::new(outcome, context.now()))?;
    if !outcome.changed {
        context.out.note("nothing changed: it was so already");
    }
    Ok(())
}

fn status(context: &mut Context<'_>) -> Result<Answer> {
    let now = context.now();
    let standings = context.with_vault(|_, vault| look::status(vault, now))?;
    context.out.items(standings.iter().map(|standing| StandingView::new(standing, now)))?;
    Ok(Answer::Yes)
}

fn dry_run(context: &mut Context<'_>, args: &RotateRunArgs) -> Result<Answer> {
    let (now, clocking) = (context.now(), context.clocking());
    let planned = context.with_vault(|_, vault| plan::plan(vault, &args.keys, now, clocking))?;
    if !planned.is_empty() || context.out.format().is_json() {
        context.out.items(planned.iter().map(|planned| PlannedView::new(planned, now)))?;
    }
    Ok(Answer::Yes)
}

fn unattended(context: &mut Context<'_>, args: &RotateRunArgs) -> Result<Answer> {
    let clocking = context.clocking();
    let report = context.with_vault(|context, vault| {
        runs::run(vault, &args.keys, context.clock, clocking, context.programs())
    })?;
    let now = context.now();
    report.warning.iter().for_each(|warning| context.out.warn(warning));
    if report.is_busy {
        context.out.note("another run is at it; this one did nothing");
    }
    let printed = if report.items.is_empty() && !context.out.format().is_json() {
        Ok(())
    } else {
        context.out.items(report.items.iter().map(|item| RunView::new(item, now)))
    };
    let problems = report.problems();
    if problems.is_empty() {
        return printed.map(|()| Answer::Yes);
    }
    // What is wrong is said whatever became of the report.
    let count = u64::try_from(problems.len()).unwrap_or(u64::MAX);
    Err(Error::new(
        Kind::Incomplete,
        format!("{} could not be completed: {}", escape::count(count, "thing"), problems.join("; ")),
    )
    .hint(report.hint()))
}
