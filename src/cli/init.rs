//! `init`.

use super::Answer;
use super::args::InitArgs;
use super::context::Context;
use crate::error::{Error, Result};
use crate::ops::hand_over::recipient;
use crate::ops::init::{self, Request};
use crate::output::vault_view::NewVaultView;

pub(super) fn init(context: &mut Context<'_>, args: InitArgs) -> Result<Answer> {
    let new_identity = match args.new_identity {
        None => None,
        Some(Some(path)) => Some(path),
        Some(None) => Some(context.default_identity().ok_or_else(|| {
            Error::usage("it is unknown where the identity shall be: neither HOME nor XDG_CONFIG_HOME is set")
                .hint("name a file: --new-identity FILE")
        })?),
    };
    let recipients: Result<Vec<_>> =
        args.recipient.iter().map(|text| recipient("--recipient", text)).collect();
    let request = Request {
        path: context.vault_path()?,
        sources: context.init_sources(new_identity.is_some() || !args.recipient.is_empty()),
        witnesses: context.sources(),
        new_identity,
        recipients: recipients?,
        mark: context.mark_place(),
        user: &context.environment.user,
    };
    let outcome = init::init(&request, context.now(), &*context.entropy, context.asking())?;
    context.out.one(&NewVaultView::from(&outcome))?;
    if let Some(warning) = &outcome.warning {
        context.out.warn(warning);
    }
    if let Some(path) = &outcome.identity_file {
        context.out.note(&format!(
            "Whoever has {} opens the vault; without it nobody does. Keep a copy apart from the vault.",
            path.display()
        ));
    }
    Ok(Answer::Yes)
}
