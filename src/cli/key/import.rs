//! `key import`.

use std::path::Path;

use super::args::KeyImportArgs;
use super::bulk::{self, Described};
use crate::cli::context::Context;
use crate::cli::publish::args::PublishAfter;
use crate::cli::{Answer, publish};
use crate::domain::words;
use crate::error::{Error, Result};
use crate::ops::key;
use crate::ops::key::adopt::Outcome;
use crate::ops::key::import::Imported;
use crate::output::fields::Shown;
use crate::output::key::{self as view, KeyAt};

pub(in crate::cli) fn import(context: &mut Context<'_>, args: &KeyImportArgs) -> Result<Answer> {
    match (&args.from, &args.from_file) {
        (Some(from), _) => import_lines(context, from, args),
        (None, Some(file)) => adopt(context, file, args.publish),
        (None, None) => Err(Error::internal("an empty import")),
    }
}

/// What was done, if publishing it fails.
const DONE: &str = "the keys were imported";

fn import_lines(context: &mut Context<'_>, from: &Path, args: &KeyImportArgs) -> Result<Answer> {
    let mut keys = Described::read(from, context.stdin, bulk::import_key)?;
    context.with_vault(|context, vault| {
        let now = context.now();
        let mut progress = context.out.progress();
        progress.start("keys imported");
        let mut counted = keys.by_ref().inspect(|_| progress.inc(1));
        let imported = key::import::import(vault, &mut counted, args.trust_digests, now);
        progress.finish();
        let shown = report_import(context, imported.map_err(|error| keys.with_line(error))?, None);
        let followed = publish::follow(context, vault, args.publish, DONE)?;
        shown.map(|()| followed.warn(context))
    })
}

fn adopt(context: &mut Context<'_>, file: &Path, publish: PublishAfter) -> Result<Answer> {
    context.with_vault(|context, vault| {
        let now = context.now();
        let mut progress = context.out.progress();
        progress.start("keys read");
        let adopted = key::adopt::adopt(vault, file, now, &mut |keys| progress.inc(keys));
        progress.finish();
        let Outcome { keys, ended, expired } = adopted?;
        let ids: Vec<String> = ended.iter().map(ToString::to_string).collect();
        let shown = report_import(context, keys, Some(ids.clone()));
        if !ids.is_empty() {
            let count = words::count(ids.len(), "key");
            let why = "the audit log says that they were revoked or deleted";
            context.out.warn(&format!("skipped {count}: {why}: {}", ids.join(", ")));
        }
        if let Some(ends) = expired {
            let what = "keys revoked since then may be among them: check what was imported";
            context.out.warn(&format!("the file expired at {ends}; {what}"));
        }
        let followed = publish::follow(context, vault, publish, DONE)?;
        shown.map(|()| followed.warn(context))
    })
}

fn report_import(
    context: &mut Context<'_>,
    imported: Vec<Imported>,
    left_out: Option<Vec<String>>,
) -> Result<()> {
    let now = context.now();
    let (all, new) = (imported.len(), imported.iter().filter(|item| item.changed).count());
    let view =
        |Imported { key, changed }| Shown(Box::new(view::Imported { at: KeyAt { key, now }, changed }));
    context.out.items_without(imported.into_iter().map(view), left_out)?;
    let of_keys = |keys: usize| words::count(keys, "key");
    let mut report = format!("imported {}", of_keys(new));
    if new < all {
        let known = of_keys(all - new);
        report.push_str("; unchanged, already in the vault: ");
        report.push_str(&known);
    }
    context.out.note(&report);
    Ok(())
}
