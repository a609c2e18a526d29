//! `key import`.

use std::path::Path;

use super::Answer;
use super::args::KeyImportArgs;
use super::bulk::{self, Described};
use super::context::Context;
use crate::error::{Error, Result};
use crate::ops::key_adopt;
use crate::ops::key_import::{self, Imported};
use crate::output::escape;
use crate::output::key_view::ImportedKey;

pub(super) fn import(context: &mut Context<'_>, args: &KeyImportArgs) -> Result<Answer> {
    match (&args.from, &args.from_file) {
        (Some(from), _) => import_lines(context, from, args.trust_digests),
        (None, Some(file)) => adopt(context, file),
        (None, None) => Err(Error::internal("an import of nothing")),
    }
}

fn import_lines(context: &mut Context<'_>, from: &Path, trust_digests: bool) -> Result<Answer> {
    let mut keys = Described::read(from, context.stdin, bulk::foreign)?;
    context.with_vault(|context, vault| {
        let (now, clocking) = (context.now(), context.clocking());
        let mut progress = context.out.progress();
        progress.start("keys imported");
        let mut counted = keys.by_ref().inspect(|_| progress.inc(1));
        let imported = key_import::import(vault, &mut counted, trust_digests, now, clocking);
        progress.finish();
        report_import(context, &imported.map_err(|error| keys.blamed(error))?)
    })?;
    Ok(Answer::Yes)
}

fn adopt(context: &mut Context<'_>, file: &Path) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let (now, clocking) = (context.now(), context.clocking());
        let mut progress = context.out.progress();
        progress.start("keys read");
        let adopted = key_adopt::adopt(vault, file, now, clocking, &mut |keys| progress.inc(keys));
        progress.finish();
        report_import(context, &adopted?)
    })?;
    Ok(Answer::Yes)
}

fn report_import(context: &mut Context<'_>, imported: &[Imported]) -> Result<()> {
    let now = context.now();
    context.out.items(imported.iter().map(|item| ImportedKey::new(item, now)))?;
    let new = imported.iter().filter(|item| item.changed).count();
    let words = |keys| escape::count(u64::try_from(keys).unwrap_or(u64::MAX), "key");
    let mut report = format!("imported {}", words(new));
    if new < imported.len() {
        let known = words(imported.len() - new);
        report.push_str("; left as it was, because it was here: ");
        report.push_str(&known);
    }
    context.out.note(&report);
    Ok(())
}
