//! `export`, `public-key`, `check`, `inspect` and `diff`.

pub mod args;

use super::Answer;
use super::context::Context;
use super::hook;
use crate::domain::words;
use crate::error::Result;
use crate::ops::verification_file::export::Exported;
use crate::ops::verification_file::left_out::LeftOut;
use crate::ops::verification_file::lines::{self, Change, Reply};
use crate::ops::verification_file::{check as checking, diff as comparing, export as exporting};
use crate::ops::verification_file::{inspect as inspecting, public_key as keys};
use crate::ops::{Unlocked, Vault};
use crate::output::Format;
use crate::output::SignedFile;
use crate::output::fields::Shown;
use crate::output::verification_file::answer::AnswerView;
use crate::output::verification_file::{Differences, rows};
use args::{CheckArgs, DiffArgs, ExportArgs, InspectArgs, PublicKeyArgs};

pub(super) fn export(context: &mut Context<'_>, ExportArgs { request }: &ExportArgs) -> Result<Answer> {
    let now = context.now();
    context.with_vault(|context, vault| {
        let mut progress = context.out.progress();
        progress.start("keys read");
        let outcome = exporting::export(vault, request, now, &mut |keys| progress.inc(keys));
        progress.finish();
        exported(context, vault, request, outcome?)
    })
}

/// Hands the file out, if it has no path, and says what was done.
fn exported(
    context: &mut Context<'_>,
    vault: &Vault<Unlocked>,
    request: &exporting::Request,
    outcome: exporting::Outcome,
) -> Result<Answer> {
    // Checked first: the vault reports it only once.
    if outcome.needs_review {
        context.out.warn(
            "the vault was restored or repaired since the last such export: keys revoked in between may be in the file; compare it with the one that servers have: `keywright diff OLD NEW`",
        );
    }
    let claims = outcome.claims;
    if !outcome.left_out.is_empty() {
        context.out.warn(&format!("the file {}", LeftOut(&outcome.left_out)));
    }
    let out = request.out.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let place = match outcome.file? {
        Exported::Unnamed(file) => {
            context.out.signed_file(SignedFile::new(file))?;
            // Of what nobody read to its end no server has anything.
            if !context.out.is_closed() {
                exporting::handed_out(vault, &claims, context.now())?;
            }
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
        words::count(claims.cnt, "key"),
        claims.sub,
        claims.generation,
        claims.exp
    ));
    Ok(Answer::Yes)
}

pub(super) fn public_key(context: &mut Context<'_>, args: &PublicKeyArgs) -> Result<Answer> {
    let now = context.now();
    let keys = context.with_vault(|_, vault| keys::public_keys(vault, now))?;
    context.out.payload(args.request.format.encode(&keys).as_bytes())?;
    Ok(Answer::Yes)
}

pub(super) fn check(context: &mut Context<'_>, args: &CheckArgs) -> Result<Answer> {
    let request = &args.request;
    if request.expected.audience.is_none() {
        context.out.warn("without --audience a file made for another audience is accepted too");
    }
    if args.lines {
        return check_lines(context, args);
    }
    let file = checking::begin(request)?;
    let secret = context.read_secret("Secret to check");
    // A file that is refused is the error, whatever was presented.
    let found = file.find(secret.as_ref().ok(), context.now())?;
    secret?;
    let view = AnswerView::of_file(&found.decide(context.now())?);
    context.out.one(&view)?;
    Ok(view.valid.into())
}

fn check_lines(context: &mut Context<'_>, args: &CheckArgs) -> Result<Answer> {
    let mut source = lines::open(&args.request, args.follow, context.now())?;
    let mut reported = None;
    let mut all = true;
    report_change(context, source.look(context.now()), &mut reported);
    context.out.warn_at_once();
    context.warn_of_typed_secrets();
    while let Some(secret) = context.read_secret_line()? {
        report_change(context, source.look(context.now()), &mut reported);
        let answer = source.decide(&secret, context.now())?;
        all &= answer.is_valid();
        match args.reply {
            Reply::Json => context.out.json_line(&AnswerView::of_line(&answer))?,
            Reply::Plain => context.out.payload(format!("{}\n", answer.plain()).as_bytes())?,
        }
    }
    Ok(all.into())
}

/// Reports what became of the followed file, and nothing twice in a row: a missing file is found so before each answer.
fn report_change(context: &mut Context<'_>, change: Option<Change>, reported: &mut Option<String>) {
    match change {
        None => {}
        Some(Change::Loaded(claims)) => {
            *reported = None;
            context.out.note(&format!(
                "in force: {} generation {}, {}, until {}",
                claims.sub,
                claims.generation,
                words::count(claims.cnt, "key"),
                claims.exp
            ));
        }
        Some(Change::Warning(error)) => {
            let text = error.to_string();
            if reported.as_ref() != Some(&text) {
                context.out.warn(&text);
                *reported = Some(text);
            }
        }
    }
}

pub(super) fn inspect(context: &mut Context<'_>, args: &InspectArgs) -> Result<Answer> {
    let reload = args.request.reload.as_ref().map(|command| ("--reload", command));
    hook::check_at_once(context, &reload.into_iter().collect())?;
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
    match context.out.format() {
        Format::Table | Format::Json => context.out.report(&Differences(&found))?,
        Format::Jsonl | Format::Csv => context.out.listing(rows(found), None)?,
    }
    Ok(Answer::Yes)
}
