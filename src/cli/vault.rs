//! `vault …` and `status`.

use std::sync::Arc;

use super::args::{RekeyArgs, StatusArgs, VaultCommand};
use super::context::Context;
use super::{Answer, slot};
use crate::error::Result;
use crate::ops::rekey::Change;
use crate::ops::{signing, status as report, vault};
use crate::output::status_view::StatusView;
use crate::output::vault_view::{BackupView, InfoView, IntegrityView, SigningView};

pub(super) fn run(context: &mut Context<'_>, command: VaultCommand) -> Result<Answer> {
    let now = context.now();
    match command {
        VaultCommand::Info => {
            let info = context.with_vault(|_, vault| vault::info(vault, now))?;
            context.out.one(&InfoView::from(&info))?;
        }
        VaultCommand::Check => {
            let found = context.with_vault(|context, vault| {
                let mut progress = context.out.progress();
                progress.start("rows checked");
                let found = vault::check(vault, now, &mut |rows| progress.inc(rows));
                progress.finish();
                found
            })?;
            context.out.one(&IntegrityView::from(&found))?;
        }
        VaultCommand::Rekey(args) if args.signing => return signing(context, &args),
        VaultCommand::Rekey(_) => {
            let sources = context.sources();
            slot::rekey(context, &sources, &Change::Keep)?;
        }
        VaultCommand::Backup(args) => {
            let path = vault::backup(&context.locked()?, &args.file, now)?;
            context.out.one(&BackupView::new(&path, now))?;
        }
    }
    Ok(Answer::Yes)
}

fn signing(context: &mut Context<'_>, args: &RekeyArgs) -> Result<Answer> {
    let (now, clocking, entropy) = (context.now(), context.clocking(), Arc::clone(&context.entropy));
    let done = context.with_vault(|_, vault| match args.prepare {
        true => signing::prepare(vault, &*entropy, now, clocking),
        false => signing::activate(vault, now, clocking),
    })?;
    context.out.one(&SigningView::from(&done))?;
    context.out.note(if args.prepare {
        "give servers both public keys (`keywright public-key`), then run `keywright vault rekey --signing --activate`"
    } else {
        "run `keywright publish` now: servers refuse the old files once they no longer trust the old key"
    });
    Ok(Answer::Yes)
}

pub(super) fn status(context: &mut Context<'_>, args: &StatusArgs) -> Result<Answer> {
    let now = context.now();
    let report = context.with_vault(|context, vault| report::status(vault, &context.noticed, now))?;
    context.out.one(&StatusView::new(&report, now))?;
    Ok((!args.check || !report.needs_attention()).into())
}
