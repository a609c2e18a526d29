//! `rotate …`.

pub mod args;

use super::args::WideArgs;
use super::context::Context;
use super::key::exposure;
use super::publish::Followed;
use super::publish::args::PublishAfter;
use super::{Answer, key, publish};
use crate::domain::key::Status;
use crate::domain::name::KeyRef;
use crate::domain::shell;
use crate::domain::time::Timestamp;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::ops::key::sink::{SecretSink, armored};
use crate::ops::rotation::confirm::{Proof, confirm as prove};
use crate::ops::rotation::start::Started;
use crate::ops::rotation::{
    Outcome, abort as back, finish as end, plan, run as runs, secret as escrow, start as begin,
    status as look,
};
use crate::ops::{Unlocked, Vault};
use crate::output::rotation::shown;
use crate::secret::Secret;
use args::{
    RotateAbortArgs, RotateCommand, RotateConfirmArgs, RotateFinishArgs, RotateRunArgs, RotateSecretArgs,
    RotateStartArgs,
};

/// What the two keys are called.
const OLD: &str = "the old key";
const NEW: &str = "the new key";

pub(super) fn run(context: &mut Context<'_>, command: RotateCommand) -> Result<Answer> {
    match command {
        RotateCommand::Start(args) => start(context, &args),
        RotateCommand::Secret(args) => secret(context, &args),
        RotateCommand::Confirm(args) => confirm(context, &args),
        RotateCommand::Finish(args) => finish(context, &args),
        RotateCommand::Abort(args) => abort(context, &args),
        RotateCommand::Status(args) => status(context, args),
        RotateCommand::Run(args) if args.dry_run => dry_run(context, &args),
        RotateCommand::Run(args) => unattended(context, &args),
    }
}

fn start(context: &mut Context<'_>, args: &RotateStartArgs) -> Result<Answer> {
    let RotateStartArgs { request, sink, publish } = args;
    // Reject invalid requests before the vault is unlocked.
    let sink = sink.sink()?;
    let now = context.now();
    context.with_vault(|context, vault| {
        let Started { outcome, secret } = begin::start(vault, request, &sink, now)?;
        let (name, old) = (outcome.rotation.name.clone(), key::by_id(&outcome.predecessor)?);
        // The secret is in escrow now: if it cannot be shown, another command can. Servers get their files.
        let shown = reveal(context, &sink, outcome, &secret);
        let followed = publish::follow(context, vault, *publish, "the rotation is started");
        if let (Err(lost), Err(_)) = (&shown, &followed) {
            // One error is told: that the secret did not arrive must be known too.
            let hint = lost.hint.as_deref().unwrap_or_default();
            context.out.warn(&format!("{lost}; {hint}"));
        }
        let followed = followed?;
        shown?;
        match followed {
            Followed::Published if request.compromised => {
                exposure::report(context, vault, &[old], OLD)?;
            }
            Followed::NoTargets => {}
            Followed::Published | Followed::NotAsked => {
                context.out.warn(what_is_next(request.compromised, &sink, followed));
            }
        }
        context.out.note(&format!(
            "then confirm the new secret with `keywright rotate confirm {}`",
            shell::word(&name)
        ));
        Ok(followed.warn(context))
    })
}

/// What servers need before the consumer may have the new secret.
fn what_is_next(compromised: bool, sink: &SecretSink, followed: Followed) -> &'static str {
    let is_credential = matches!(sink, SecretSink::Credential(_));
    match (compromised, is_credential, followed == Followed::Published) {
        (true, ..) => {
            "servers refuse the old key and accept the new one once they load a file published from now on"
        }
        (false, true, false) => {
            "publish now: users of the credential already have the new secret, and servers refuse it until they load the new file"
        }
        (false, true, true) => {
            "users of the credential already have the new secret, and servers refuse it until they load the new file"
        }
        (false, false, false) => {
            "publish, and let the servers load the file, before the consumer switches to the new secret"
        }
        (false, false, true) => {
            "let the servers load the file before the consumer switches to the new secret"
        }
    }
}

fn secret(context: &mut Context<'_>, RotateSecretArgs { key, sink }: &RotateSecretArgs) -> Result<Answer> {
    let sink = sink.sink()?;
    let now = context.now();
    let (outcome, secret) = context.with_vault(|_, vault| escrow::secret(vault, key, &sink, now))?;
    reveal(context, &sink, outcome, &secret)?;
    Ok(Answer::Yes)
}

fn reveal(context: &mut Context<'_>, sink: &SecretSink, outcome: Outcome, secret: &Secret) -> Result<()> {
    let name = outcome.rotation.name.clone();
    let view = shown(outcome, context.now());
    let shown = match sink {
        SecretSink::Shown => {
            context.out.reveal(&view, secret, "Secret (can be shown again until confirmed):")
        }
        SecretSink::Alone => context.out.reveal_only(secret),
        SecretSink::Encrypted(recipient) => context.out.reveal_encrypted(&view, &armored(secret, recipient)?),
        SecretSink::Credential(name) => context.out.kept(&view, name),
        SecretSink::File(_) => Err(Error::internal("a rotation writes no file with a secret")),
    };
    shown.map_err(|error| {
        error.hint(format!("the secret is kept: `keywright rotate secret {}` shows it", shell::word(&name)))
    })
}

fn confirm(context: &mut Context<'_>, args: &RotateConfirmArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let proof = {
            let what = format!("New secret of {}", args.request.key);
            Proof::of(&context.read_secret(&what)?)
        };
        let now = context.now();
        let outcome = prove(vault, &args.request, proof, now)?;
        let deadline = outcome.rotation.deadline.filter(|_| outcome.changed);
        let old = outcome.predecessor.status(now);
        let shown = answer(context, outcome);
        let followed = publish::follow(context, vault, args.publish, "the rotation is confirmed")?;
        shown?;
        if let Some(deadline) = deadline {
            let rest =
                if followed == Followed::Published { "" } else { "; publish, so that servers enforce it" };
            context.out.note(&format!("{}{rest}", old_key_until(old, deadline)));
        }
        Ok(followed.warn(context))
    })
}

/// Until when the old key works after the confirmation, whatever its servers have.
fn old_key_until(status: Status, deadline: Timestamp) -> String {
    match status {
        Status::Disabled => format!("the old key is disabled; enabled again, it would work until {deadline}"),
        Status::Expired => format!("the old key stopped working at {deadline}"),
        _ => format!("the old key works until {deadline}"),
    }
}

fn finish(context: &mut Context<'_>, args: &RotateFinishArgs) -> Result<Answer> {
    let used = if args.force { end::IfUsed::Force } else { end::IfUsed::Refuse };
    let options = end::FinishOptions { early: args.now, used };
    context.with_vault(|context, vault| {
        if end::look(vault, &args.key, options, context.now())? {
            context.confirm(
                &format!("Revoke the old key of {} before its grace period ends?", args.key),
                args.yes,
            )?;
        }
        let now = context.now();
        let outcome = end::finish(vault, &args.key, options, now)?;
        let old = key::by_id(&outcome.predecessor)?;
        let shown = answer(context, outcome);
        revoked(context, vault, args.publish, ("the rotation is finished", OLD), (old, shown))
    })
}

fn abort(context: &mut Context<'_>, args: &RotateAbortArgs) -> Result<Answer> {
    context.with_vault(|context, vault| {
        if back::look(vault, &args.key, context.now())? {
            context.confirm(&format!("Revoke the new key of {}?", args.key), args.yes)?;
        }
        let now = context.now();
        let outcome = back::abort(vault, &args.key, "rotation aborted", now)?;
        let new = key::by_id(&outcome.successor)?;
        let shown = answer(context, outcome);
        revoked(context, vault, args.publish, ("the rotation is aborted", NEW), (new, shown))
    })
}

/// Publishes if requested, and says when servers refuse the key that was revoked. `shown`: whether that changed
/// anything, if it could be shown.
fn revoked(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    asked: PublishAfter,
    (done, which): (&str, &'static str),
    (key, shown): (KeyRef, Result<bool>),
) -> Result<Answer> {
    if asked.publish {
        let shown = shown.map(|_| ());
        return key::follow(context, vault, asked, done, key::Changed { ids: vec![key], which, shown });
    }
    if shown? {
        context.out.note(&format!("servers refuse {which} once they load a file published from now on"));
    }
    Ok(Answer::Yes)
}

/// Shows the rotation. Returns whether it changed.
fn answer(context: &mut Context<'_>, outcome: Outcome) -> Result<bool> {
    let changed = outcome.changed;
    context.out.one(&shown(outcome, context.now()))?;
    if !changed {
        context.out.note("already up to date");
    }
    Ok(changed)
}

fn status(context: &mut Context<'_>, list: WideArgs) -> Result<Answer> {
    context.out.show_wide(list.wide);
    let now = context.now();
    let rotations = context.with_vault(|_, vault| look::status(vault, now))?;
    context.out.say_if_none("no key is being rotated; `keywright rotate start KEY` begins it");
    context.out.items(rotations.into_iter().map(|status| shown(status, now)))?;
    Ok(Answer::Yes)
}

fn dry_run(context: &mut Context<'_>, args: &RotateRunArgs) -> Result<Answer> {
    let now = context.now();
    let planned = context.with_vault(|_, vault| plan::plan(vault, &args.keys, now))?;
    if !planned.is_empty() || context.out.format().is_json() {
        context.out.items(planned.into_iter().map(|planned| shown(planned, now)))?;
    }
    Ok(Answer::Yes)
}

fn unattended(context: &mut Context<'_>, args: &RotateRunArgs) -> Result<Answer> {
    let report = context
        .with_vault(|context, vault| runs::run(vault, &args.keys, context.ports.clock, context.programs()))?;
    let now = context.now();
    report.warning.iter().for_each(|warning| context.out.warn(warning));
    if report.is_busy {
        context.out.note("another run is in progress; this one did nothing");
    }
    let (problems, hint) = (report.problems(), report.hint());
    let is_json = context.out.format().is_json();
    // What waits for a person and was reported before is for programs only.
    let items: Vec<_> = report.items.into_iter().filter(|item| is_json || item.is_news()).collect();
    let printed = if items.is_empty() && !is_json {
        Ok(())
    } else {
        context.out.items(items.into_iter().map(|item| shown(item, now)))
    };
    if problems.is_empty() {
        return printed.map(|()| Answer::Yes);
    }
    // Problems are reported even if the report could not be printed.
    Err(Error::new(
        Kind::Incomplete,
        format!("{} could not be completed: {}", words::count(problems.len(), "thing"), problems.join("; ")),
    )
    .hint(hint))
}
