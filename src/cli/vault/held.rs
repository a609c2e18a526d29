//! `unlock` and `lock`.

use super::args::UnlockArgs;
use crate::cli::Answer;
use crate::cli::args::Source;
use crate::cli::context::Context;
use crate::error::Result;
use crate::ops::vault::held;
use crate::output::fields::Shown;
use crate::output::vault::Dropped;
use crate::ports::Session;

pub(in crate::cli) fn unlock(context: &mut Context<'_>, args: &UnlockArgs) -> Result<Answer> {
    held::check(context.ports.keyring)?;
    let (now, sources) = (context.now(), context.sources());
    let outcome = context.with_opener(&sources, |context, vault, opener| {
        let opened_by = (opener.data_key, opener.slot);
        held::hold(vault, opened_by, context.ports.keyring, args.span, now)
    })?;
    context.out.one(&Shown(&outcome))?;
    if outcome.session == Session::New {
        context.out.note(
            "this session had no keyring of its own: the program that started keywright, such as your shell, has got one",
        );
    }
    let global = &context.global;
    let variables = [
        (global.identity_source, "KEYWRIGHT_IDENTITY"),
        (global.passphrase_file_source, "KEYWRIGHT_PASSPHRASE_FILE"),
    ];
    if let Some((_, name)) = variables.iter().find(|(source, _)| *source == Source::Environment) {
        context.out.warn(&format!("{name} is set: commands unlock by that, not by what is held"));
    }
    Ok(Answer::Yes)
}

pub(in crate::cli) fn lock(context: &mut Context<'_>) -> Result<Answer> {
    // Of every vault: the file that is named may be gone, or another one by now, and the key must go all the same.
    let vaults = held::forget_all(context.ports.keyring);
    context.out.one(&Shown(&Dropped { vaults }))?;
    Ok(Answer::Yes)
}
