//! `publish` and `receipt`.

pub mod args;

use super::Answer;
use super::context::Context;
use crate::domain::receipt::Receipt;
use crate::domain::words;
use crate::error::{Error, Kind, Result};
use crate::ops::publish::{self, Published, Request, lost_targets, receipt as receipts};
use crate::ops::verification_file::left_out::LeftOut;
use crate::ops::{Unlocked, Vault};
use crate::output::fields::Shown;
use args::{PublishAfter, PublishArgs, ReceiptCommand};

pub(super) fn publish(context: &mut Context<'_>, PublishArgs { request }: &PublishArgs) -> Result<Answer> {
    let now = context.now();
    let (published, lost) = context.with_vault(|context, vault| {
        let published = run(context, vault, request)?;
        let lost = if published.is_empty() { lost_targets::of(vault, now)?.sentences() } else { Vec::new() };
        Ok((published, lost))
    })?;
    // Checked last: a print error must not hide what failed.
    let printed = context.out.items(published.iter().map(Shown));
    if published.is_empty() {
        context.out.note("there are no targets; see `keywright target add --help`");
    }
    for sentence in lost {
        context.out.warn(&sentence);
    }
    for item in &published {
        warn_of_left_out(context, item);
        report_exposed(context, item);
    }
    let is_due = request.check && published.iter().any(|item| item.changed);
    let failed: Vec<String> = published.iter().filter_map(Published::problem).collect();
    if failed.len() > 1 && !context.out.format().is_json() {
        for text in &failed {
            context.out.warn(text);
        }
    }
    match failure(published) {
        Some(error) => Err(error),
        None => printed.map(|()| (!is_due).into()),
    }
}

/// Says which keys servers may still accept that are not to be accepted any more, or soon will not be. After some
/// rotations there are many, for as long as older files are valid: only the first of them are named.
fn report_exposed(context: &mut Context<'_>, item: &Published) {
    let exposed = item.exposed();
    let (named, others) = exposed.split_at(exposed.len().min(words::FEW));
    for key in named {
        let name = key.name.as_ref().map_or_else(String::new, |name| format!(" '{name}'"));
        context.out.note(&format!(
            "{}{name} is {}; servers of '{}' may still accept it until {}",
            key.id,
            key.status(),
            item.name,
            key.until
        ));
    }
    if let Some(latest) = others.iter().map(|key| key.until).max() {
        context.out.note(&format!(
            "servers of '{}' may still accept {} until {latest}; `--output json` has them all",
            item.name,
            words::count(others.len(), "more key")
        ));
    }
}

/// Says which keys the new file leaves out.
fn warn_of_left_out(context: &mut Context<'_>, item: &Published) {
    if !item.left_out.is_empty() {
        context.out.warn(&format!("the file of '{}' {}", item.name, LeftOut(&item.left_out)));
    }
}

/// What became of a change's publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Followed {
    /// Nobody asked for it.
    NotAsked,
    /// There is nothing to publish to.
    NoTargets,
    /// Every target is up to date.
    Published,
}

impl Followed {
    /// Says so if it was asked for in vain.
    pub(super) fn warn(self, context: &mut Context<'_>) -> Answer {
        if self == Self::NoTargets {
            context.out.warn("there are no targets to publish; see `keywright target add --help`");
        }
        Answer::Yes
    }
}

/// Publishes changes, if requested, after keys were changed.
///
/// # Errors
/// The message says that the change itself is done. Whatever failed, it is incomplete: the next `publish` goes on.
pub(super) fn follow(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    asked: PublishAfter,
    done: &str,
) -> Result<Followed> {
    if !asked.publish {
        return Ok(Followed::NotAsked);
    }
    let stands = |error| incomplete(but(&format!("{done}, but publishing failed"), error));
    let published = run(context, vault, &Request::default()).map_err(stands)?;
    for item in published.iter().filter(|item| item.changed) {
        warn_of_left_out(context, item);
        if let Some(file) = item.file {
            let what = format!("published '{}': generation {}", item.name, file.generation);
            context.out.note(&format!("{what}, valid until {}", file.valid_until));
        }
    }
    let followed = if published.is_empty() { Followed::NoTargets } else { Followed::Published };
    failure(published).map_or(Ok(followed), |error| Err(stands(error)))
}

/// An error after a change that it leaves as it is; one of the vault itself stays what it is.
fn incomplete(mut error: Error) -> Error {
    if !matches!(error.kind, Kind::Internal | Kind::Tampered(_) | Kind::RolledBack) {
        error.kind = Kind::Incomplete;
    }
    if error.hint.is_none() {
        error = error.hint("fix that, then run `keywright publish`");
    }
    error
}

/// An error after a change: it must not suggest that the change was not made.
pub(super) fn but(what: &str, mut error: Error) -> Error {
    error.message = format!("{what}: {}", error.message);
    error
}

/// Publishes, and shows progress.
pub(super) fn run(
    context: &Context<'_>,
    vault: &Vault<Unlocked>,
    request: &Request,
) -> Result<Vec<Published>> {
    let mut progress = context.out.progress();
    progress.start("keys read");
    let published = publish::publish(vault, request, context.ports.clock, context.programs(), &mut |keys| {
        progress.inc(keys);
    });
    progress.finish();
    published
}

/// The error to fail with. That of a target which was published alone is more specific than "incomplete"; of
/// several, one that fails leaves the work incomplete, whatever its error and whatever was due for the others.
pub(super) fn failure(published: Vec<Published>) -> Option<Error> {
    let count = published.len();
    let first_problem = published.iter().find_map(Published::problem)?;
    let mut failed: Vec<Error> = published.into_iter().filter_map(|item| item.error).collect();
    let first = failed.first()?;
    if count == 1 || failed.len() == 1 && first.kind == Kind::Incomplete {
        return failed.pop();
    }
    let what = format!("{} of {} failed; {first_problem}", failed.len(), words::count(count, "target"));
    let hint =
        first.hint.clone().unwrap_or_else(|| "fix that, then run `keywright publish` again".to_owned());
    Some(Error::new(Kind::Incomplete, what).hint(hint))
}

pub(super) fn receipt(context: &mut Context<'_>, command: &ReceiptCommand) -> Result<Answer> {
    let ReceiptCommand::Import(args) = command;
    let now = context.now();
    let imported = context.with_vault(|_, vault| receipts::import(vault, &args.files, now))?;
    let printed = context.out.items(imported.iter().map(Shown));
    for item in &imported {
        if let Some((epoch, generation)) = item.went_back_from {
            let Receipt { target, server, loaded_at, .. } = &item.receipt;
            context.out.warn(&format!(
                "server '{server}' of target '{target}' went back to an older file at {loaded_at}: it had generation {generation} of epoch {epoch}, which does not count any more"
            ));
        }
    }
    printed.map(|()| Answer::Yes)
}
