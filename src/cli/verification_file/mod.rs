//! `export`, `public-key`, `check`, `inspect` and `diff`.

pub mod args;

use super::Answer;
use super::context::Context;
use crate::error::Result;
use crate::ops::verification_file::export::Exported;
use crate::ops::verification_file::{check as checking, diff as comparing, export as exporting};
use crate::ops::verification_file::{inspect as inspecting, public_key as keys};
use crate::output::fields::Shown;
use crate::output::verification_file::Differences;
use crate::output::verification_file::answer::AnswerView;
use crate::output::{SignedFile, escape};
use args::{CheckArgs, DiffArgs, ExportArgs, InspectArgs, PublicKeyArgs};

pub(super) fn export(context: &mut Context<'_>, ExportArgs { request }: &ExportArgs) -> Result<Answer> {
    let now = context.now();
    let outcome = context.with_vault(|context, vault| {
        let mut progress = context.out.progress();
        progress.start("keys read");
        let outcome = exporting::export(vault, request, now, &mut |keys| progress.inc(keys));
        progress.finish();
        outcome
    })?;
    // Checked first: the vault reports it only once.
    if outcome.needs_review {
        context.out.warn(
            "the vault was restored or repaired since the last such export: keys revoked in between may be in the file; compare it with the one that servers have: `keywright diff OLD NEW`",
        );
    }
    let claims = outcome.claims;
    let out = request.out.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let place = match outcome.file? {
        Exported::Unnamed(file) => {
            context.out.signed_file(SignedFile::new(file))?;
            String::new()
        }
        Exported::Installed => format!(" to {out}"),
        Exported::Superseded => {
            let (subject, generation) = (claims.sub, claims.generation);
            context.out.note(&format!(
                "{out} has a newer file already: {subject} generation {generation} was not installed"
            ));
            return Ok(Answer::Yes);
        }
    };
    context.out.note(&format!(
        "wrote {}{place}: {} generation {}, valid until {}",
        escape::count(claims.cnt, "key"),
        claims.sub,
        claims.generation,
        claims.exp
    ));
    Ok(Answer::Yes)
}

pub(super) fn public_key(context: &mut Context<'_>, args: &PublicKeyArgs) -> Result<Answer> {
    let now = context.now();
    for key in context.with_vault(|_, vault| keys::public_keys(vault, now))? {
        let text = args.request.format.encode(&key);
        context.out.payload(format!("{}\n", text.trim_end()).as_bytes())?;
    }
    Ok(Answer::Yes)
}

pub(super) fn check(context: &mut Context<'_>, CheckArgs { request, lines }: &CheckArgs) -> Result<Answer> {
    if request.expected.audience.is_none() {
        context.out.warn("without --audience a file made for another audience is accepted too");
    }
    let file = checking::begin(request)?;
    if !lines {
        let secret = context.read_secret();
        // A file that is refused is the error, whatever was presented.
        let found = file.find(secret.as_ref().ok(), context.now())?;
        secret?;
        let view = AnswerView::of_file(&found.decide(context.now())?);
        context.out.one(&view)?;
        return Ok(view.valid.into());
    }
    let session = file.load(context.now())?;
    let mut all = true;
    while let Some(secret) = context.read_secret_line()? {
        let view = AnswerView::of_file(&session.decide(&secret, context.now())?);
        all &= view.valid;
        context.out.json_line(&view)?;
    }
    Ok(all.into())
}

pub(super) fn inspect(context: &mut Context<'_>, args: &InspectArgs) -> Result<Answer> {
    let found = inspecting::run(&args.request, context.ports.clock, context.programs())?;
    context.out.one(&Shown(&found))?;
    if found.genuine.is_none() {
        context.out.warn("its signature was not verified: give --public-key to verify it");
    }
    found.reload.unwrap_or(Ok(()))?;
    Ok(Answer::Yes)
}

pub(super) fn diff(context: &mut Context<'_>, args: &DiffArgs) -> Result<Answer> {
    let found = comparing::run(&args.request)?;
    context.out.report(&Differences(&found))?;
    Ok(Answer::Yes)
}
