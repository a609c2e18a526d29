//! `credential …` and `run`.
//!
//! | file | command |
//! |---|---|
//! | `mod` | `credential …` |
//! | `run` | `run` |
//! | `args` | the arguments of both |

pub mod args;
pub(super) mod run;

use super::Answer;
use super::context::Context;
use super::hook;
use crate::domain::credential::CredentialName;
use crate::domain::shell;
use crate::error::Result;
use crate::ops::credential;
use crate::ops::hook::check;
use crate::output::fields::Shown;
use crate::output::joined::Changed;
use crate::output::verification_file::answer::AnswerView;
use args::{CredentialCommand, CredentialRemoveArgs, CredentialSetArgs};

/// What is said where a secret that was stored is gone.
pub(super) const REPLACED: &str = "replaced the secret that was stored before";

pub(super) fn run(context: &mut Context<'_>, command: CredentialCommand) -> Result<Answer> {
    match command {
        CredentialCommand::Set(args) => set(context, &args)?,
        CredentialCommand::Get(args) => get(context, &args.name)?,
        CredentialCommand::List(list) => {
            context.out.show_wide(list.wide);
            let now = context.now();
            let all = context.with_vault(|_, vault| credential::list(vault, now))?;
            context.out.say_if_none("there are no credentials; `keywright credential set NAME` stores one");
            context.out.listing(all.iter().map(Shown), None)?;
        }
        CredentialCommand::Verify(args) => return verify(context, &args.name),
        CredentialCommand::Remove(args) => remove(context, &args)?,
    }
    Ok(Answer::Yes)
}

fn set(context: &mut Context<'_>, args: &CredentialSetArgs) -> Result<()> {
    hook::check(context, &check::set("--check", args.change.check.as_ref()), &args.missing)?;
    let outcome = context.with_vault(|context, vault| {
        let secret = context.read_whole_secret(&format!("Secret to store in '{}'", args.name))?;
        credential::set(vault, &args.name, secret, &args.change, context.now())
    })?;
    context.out.one(&Changed::new(Shown(&outcome.credential), outcome.changed))?;
    if !outcome.changed {
        context.out.note("already up to date");
    }
    if outcome.replaced {
        context.out.note(REPLACED);
    }
    Ok(())
}

fn get(context: &mut Context<'_>, name: &CredentialName) -> Result<()> {
    let now = context.now();
    let secret = context.with_vault(|_, vault| credential::get(vault, name, now))?;
    context
        .out
        .reveal_only(&secret)
        .map_err(|error| error.hint("check what stdout is connected to; the secret is still stored"))
}

fn verify(context: &mut Context<'_>, name: &CredentialName) -> Result<Answer> {
    let now = context.now();
    let answer =
        context.with_vault(|context, vault| credential::verify(vault, name, context.programs(), now))?;
    let view = AnswerView::of_credential(&answer, now);
    context.out.one(&view)?;
    match &answer {
        credential::Answer::Failed(words) | credential::Answer::Silent(words) => context.out.warn(words),
        credential::Answer::Unknown => {
            let word = shell::word(name);
            context.out.note(&format!(
                "give it a check command with `keywright credential set {word} --check COMMAND`"
            ));
        }
        credential::Answer::Ours(_) | credential::Answer::Passed => {}
    }
    Ok(view.valid.into())
}

fn remove(context: &mut Context<'_>, args: &CredentialRemoveArgs) -> Result<()> {
    context.with_vault(|context, vault| {
        let found = credential::show(vault, &args.name, context.now())?;
        let question = format!("Remove credential '{}'? Its secret cannot be recovered.", found.name);
        context.confirm(&question, args.yes)?;
        let removed = credential::remove(vault, &args.name, context.now())?;
        context.out.one(&Changed::new(Shown(&removed), true))?;
        context.out.note("the secret stays valid wherever it is accepted; revoke it there");
        Ok(())
    })
}
