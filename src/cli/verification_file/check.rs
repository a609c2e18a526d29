//! The servers' side: `check`, `inspect` and `diff`. No vault, no unlocking.

use super::args::{CheckArgs, DiffArgs, InspectArgs};
use crate::cli::Answer;
use crate::cli::context::Context;
use crate::error::Result;
use crate::ops::verification_file::check::{self, Session, Wanted};
use crate::ops::verification_file::inspect::{self, Install};
use crate::ops::verification_file::{diff as compare, public_key};
use crate::output::verification_file::answer::AnswerView;
use crate::output::verification_file::{DiffView, FileView};
use crate::secret::Secret;

pub(in crate::cli) fn check(context: &mut Context<'_>, args: CheckArgs) -> Result<Answer> {
    if args.audience.is_none() {
        context.out.warn("without --audience a file made for somebody else is accepted too");
    }
    let request = check::Request {
        file: args.file,
        public_keys: public_key::read(&args.public_key)?,
        audience: args.audience,
        wanted: Wanted { scopes: args.scope, resource: args.resource, environment: args.environment },
        at: args.at,
        state: args.state,
        server: args.server,
    };
    let session = check::open(request, context.now())?;
    if !args.lines {
        let secret = context.read_secret()?;
        let view = decide(context, &session, &secret)?;
        context.out.one(&view)?;
        return Ok(view.valid.into());
    }
    let mut all = true;
    while let Some(secret) = context.read_secret_line()? {
        let view = decide(context, &session, &secret)?;
        all &= view.valid;
        context.out.json_line(&view)?;
    }
    Ok(all.into())
}

fn decide(context: &Context<'_>, session: &Session, secret: &Secret) -> Result<AnswerView> {
    Ok(AnswerView::of_file(&session.decide(secret, context.now())?))
}

pub(in crate::cli) fn inspect(context: &mut Context<'_>, args: InspectArgs) -> Result<Answer> {
    let server = args.server;
    let install = args.install.zip(args.state).map(|(place, state)| Install { place, state, server });
    let request =
        inspect::Request { file: args.file, public_keys: public_key::read(&args.public_key)?, install };
    let found = inspect::run(&request, context.now())?;
    context.out.one(&FileView::from(&found))?;
    if found.genuine.is_none() {
        context.out.warn("nobody knows who made it: give --public-key to see whether it is genuine");
    }
    Ok(Answer::Yes)
}

pub(in crate::cli) fn diff(context: &mut Context<'_>, args: DiffArgs) -> Result<Answer> {
    let request =
        compare::Request { old: args.old, new: args.new, public_keys: public_key::read(&args.public_key)? };
    let found = compare::run(&request)?;
    context.out.report(&DiffView::from(&found))?;
    Ok(Answer::Yes)
}
