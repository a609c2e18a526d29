//! `vault …` and `status`.

use super::Answer;
use super::args::{StatusArgs, VaultCommand};
use super::context::Context;
use crate::error::Result;
use crate::ops::{status as report, vault};
use crate::output::status_view::StatusView;
use crate::output::vault_view::{BackupView, InfoView, IntegrityView};

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
        VaultCommand::Backup(args) => {
            let path = vault::backup(&context.locked()?, &args.file, now)?;
            context.out.one(&BackupView::new(&path, now))?;
        }
    }
    Ok(Answer::Yes)
}

pub(super) fn status(context: &mut Context<'_>, args: &StatusArgs) -> Result<Answer> {
    let now = context.now();
    let report = context.with_vault(|context, vault| report::status(vault, &context.noticed, now))?;
    context.out.one(&StatusView::new(&report, now))?;
    Ok((!args.check || !report.needs_attention()).into())
}
